"""Reading one signalement: everything it holds, its history, and by when the family is told."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.errors import Refused
from app.models.account import Account
from app.models.case import CaseFile
from app.models.enums import IntakeStatus, JournalAction, NotRetainedReason, ReportSubject
from app.models.intake import IntakeReport
from app.models.partner import Partner
from app.services.access import demand_intake, visible_cases
from app.services.desk import Desk, Work
from app.services.intake_entry import IntakeEntry, IntakeGuardianEntry
from app.services.intake_subject import report_label
from app.services.intake_write import STILL_WRITTEN
from app.services.labels import account_label, partner_label
from app.services.rules.deadlines import information_due_on
from app.services.rules.identifiers import format_phone
from app.services.rules.partial_dates import PartialDate
from app.services.rules.rights import UseCase


@dataclass(frozen=True, slots=True)
class IntakeStep:
    """One line of the history: the state reached, when, by whom."""

    on: date
    at: datetime
    status: IntakeStatus
    by: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class IntakePage:
    """A signalement as read. Words stand beside the numbers of `entry`.

    `case_id` is none when the dossier it joined is not open to this actor. `writable` and
    `decidable` say what may still be done with it here, `answerable` that the author may be told.
    """

    id: int
    version: int
    number: str
    status: IntakeStatus
    entry: IntakeEntry
    youth: str
    reporter: str
    school: str
    neighbourhood: str
    group: str
    information_due_on: date | None
    waiting_days: int | None
    decision_on: date | None
    decision_by: str
    redirected_to: str
    not_retained_reason: NotRetainedReason | None
    case_id: int | None
    file_number: str
    elimination_due_on: date | None
    history: tuple[IntakeStep, ...]
    writable: bool
    decidable: bool
    answerable: bool


_EVERYTHING = (
    joinedload(IntakeReport.reporter_partner),
    joinedload(IntakeReport.reporter_contact),
    joinedload(IntakeReport.school),
    joinedload(IntakeReport.neighbourhood),
    joinedload(IntakeReport.group),
    selectinload(IntakeReport.prior_steps),
    selectinload(IntakeReport.guardians),
    selectinload(IntakeReport.history),
)


def read_intake(desk: Desk, report_id: int) -> IntakePage:
    """One signalement, journalled as read. Raises `Refused`."""
    with desk.work() as work:
        work.session.get(IntakeReport, report_id, options=_EVERYTHING)
        row = demand_intake(work, UseCase.READ_INTAKE, report_id)
        page = _page(work, row)
        work.journal(JournalAction.READ, "intake", row.id)
        work.commit_reading()
        return page


def _page(work: Work, row: IntakeReport) -> IntakePage:
    people = _people(work, row)
    case_id, file_number = _case(work, row)
    redirected = work.session.get(Partner, row.redirected_to_id) if row.redirected_to_id else None
    waiting = row.status in STILL_WRITTEN
    return IntakePage(
        id=row.id,
        version=row.version,
        number=row.number,
        status=row.status,
        entry=_entry(row),
        youth=report_label(row.subject, row.last_name, row.usage_name, row.first_name, row.place),
        reporter=partner_label(row.reporter_partner, row.reporter_contact)
        or (row.origin_type.label if row.origin_type else ""),
        school=partner_label(row.school),
        neighbourhood=row.neighbourhood.name if row.neighbourhood else "",
        group=row.group.name if row.group else "",
        information_due_on=(
            None
            if row.subject is ReportSubject.UNKNOWN  # there is nobody to tell yet
            else information_due_on(row.received_on)
        ),
        waiting_days=(work.today - row.received_on).days if waiting else None,
        decision_on=row.decision_on,
        decision_by=people.get(row.decision_by_id or 0, ""),
        redirected_to=partner_label(redirected),
        not_retained_reason=row.not_retained_reason,
        case_id=case_id,
        file_number=file_number,
        elimination_due_on=row.elimination_due_on,
        history=tuple(
            IntakeStep(
                one.effective_on, one.at, one.to_status, people.get(one.by_id or 0, ""), one.reason
            )
            for one in row.history
        ),
        writable=waiting and _may(work, UseCase.WRITE_INTAKE, row),
        decidable=row.status is IntakeStatus.RECEIVED and _may(work, UseCase.QUALIFY_INTAKE, row),
        answerable=not waiting and _may(work, UseCase.PRINT_FEEDBACK, row),
    )


def _may(work: Work, use_case: UseCase, row: IntakeReport) -> bool:
    try:
        demand_intake(work, use_case, row.id)
    except Refused:
        return False
    return True


def _people(work: Work, row: IntakeReport) -> dict[int, str]:
    numbers = {one.by_id for one in row.history} | {row.decision_by_id}
    found = work.session.scalars(
        select(Account).where(Account.id.in_([one for one in numbers if one is not None]))
    )
    return {one.id: account_label(one) for one in found}


def _case(work: Work, row: IntakeReport) -> tuple[int | None, str]:
    if row.case_id is None:
        return None, ""
    found = work.session.execute(
        select(CaseFile.id, CaseFile.file_number).where(
            CaseFile.id == row.case_id, visible_cases(work)
        )
    ).first()
    return (found[0], found[1]) if found is not None else (None, "")


def _entry(row: IntakeReport) -> IntakeEntry:
    birth = (
        PartialDate(row.birth_earliest, row.birth_latest)
        if row.birth_earliest is not None and row.birth_latest is not None
        else None
    )
    return IntakeEntry(
        received_on=row.received_on,
        origin_type=row.origin_type,
        reporter_partner_id=row.reporter_partner_id,
        reporter_contact_id=row.reporter_contact_id,
        author_reference=row.author_reference or "",
        subject=row.subject,
        place=row.place or "",
        last_name=row.last_name or "",
        usage_name=row.usage_name or "",
        first_name=row.first_name or "",
        sex=row.sex,
        birth=birth,
        address=row.address or "",
        postal_code=row.postal_code or "",
        city=row.city or "",
        phone=format_phone(row.phone or ""),
        email=row.email or "",
        guardians=tuple(
            IntakeGuardianEntry(
                last_name=one.last_name,
                relationship_kind=one.relationship_kind,
                first_name=one.first_name or "",
                parental_authority=one.parental_authority,
                address=one.address or "",
                phone=format_phone(one.phone or ""),
                email=one.email or "",
            )
            for one in row.guardians
        ),
        situation=row.situation,
        grade=row.grade,
        school_id=row.school_id,
        reasons=frozenset(one.reason for one in row.reasons),
        reason_note=row.reason_note or "",
        prior_steps=tuple((one.step, one.done_on) for one in row.prior_steps),
        family_informed=row.family_informed,
        family_informed_on=row.family_informed_on,
        family_informed_by=row.family_informed_by or "",
        family_position=row.family_position,
        expected_support=row.expected_support,
        danger_answer=row.danger_answer,
        neighbourhood_id=row.neighbourhood_id,
        group_id=row.group_id,
        version=row.version,
    )
