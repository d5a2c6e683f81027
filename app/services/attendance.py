"""Thresholds of absence: noted, corrected, shown with their own term (domain §§ 2.4 and 3.2).

A treatment of its own beside the dossier (art. R131-10-1 and following of the code de
l'éducation): who may read the dossier does not always read it, and it goes before the dossier.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.errors import Refused, UserFacingError
from app.models.attendance import AttendanceFact
from app.models.case import CaseFile
from app.models.enums import AbsenceThreshold, CaseStatus, JournalAction, Regime
from app.models.partner import Partner
from app.services.access import case_record
from app.services.attendance_term import forget_all, term_of
from app.services.changes import Change, Subject
from app.services.closure import demand_open
from app.services.desk import Desk, Work
from app.services.persons import birth_of
from app.services.rules.attendance import ends_on, may_note, months_offered
from app.services.rules.french import short_date
from app.services.rules.rights import UseCase
from app.services.text import refuse
from app.services.youths import demand_youth

INSTEAD = (
    "Pour dire la situation d’aujourd’hui, utilisez le motif «\u202fRisque de décrochage\u202f» "
    "ou «\u202fRupture scolaire\u202f»."
)


class AttendanceOver(UserFacingError):
    """The term of these data is past: they may not be noted any more (art. R131-10-1)."""

    def __init__(self, term: date, *, moved_out: bool) -> None:
        why = (
            f"Le départ de la commune est connu depuis le {short_date(term)}"
            if moved_out
            else f"L’année scolaire des 16 ans s’est terminée le {short_date(term)}"
        )
        super().__init__(
            f"{why}\u202f: aucun seuil d’absence ne se note plus.",
            remedy=INSTEAD,
            code="attendance_over",
        )


@dataclass(frozen=True, slots=True)
class AttendanceEntry:
    """A threshold as typed. `month` is any of its days, `reached_on` when it is known."""

    threshold: AbsenceThreshold | None
    month: date | None
    source_partner_id: int | None
    reached_on: date | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """A threshold as read, with the day on which it goes."""

    id: int
    version: int
    threshold: AbsenceThreshold
    month: date
    reached_on: date | None
    source_id: int
    source: str
    due_on: date


@dataclass(frozen=True, slots=True)
class AttendanceView:
    """What a dossier holds of this regime. `term`: when it all goes, or went.

    `moved_out_on` is when the young person left the town, if it is known; `open`: whether a
    threshold may still be noted; `months` those one may choose; `version` the dossier's own.
    """

    regime: Regime
    rows: tuple[AttendanceRow, ...]
    term: date
    moved_out_on: date | None
    open: bool
    editable: bool
    months: tuple[date, ...]
    version: int


def attendance(desk: Desk, case_id: int) -> AttendanceView:
    """The thresholds of a dossier, latest first. Raises `Refused`."""
    with desk.read() as work:
        case, youth = demand_youth(work, UseCase.READ_ATTENDANCE, case_id)
        birth, record = birth_of(youth), case_record(work.actor, case, work.today)
        is_open = may_note(birth, work.today, case.moved_out_on)
        rows = work.session.scalars(
            select(AttendanceFact)
            .options(joinedload(AttendanceFact.source_partner))
            # what its term has reached is gone for the reader before it leaves the table
            .where(AttendanceFact.case_id == case.id, AttendanceFact.due_on > work.today)
            .order_by(AttendanceFact.month.desc(), AttendanceFact.threshold.desc())
        )
        return AttendanceView(
            regime=Regime.SCHOOL_ATTENDANCE,
            rows=tuple(_read(one) for one in rows),
            term=term_of(case, youth),
            moved_out_on=case.moved_out_on,
            open=is_open,
            editable=work.actor.may(UseCase.EDIT_ATTENDANCE, record)
            and case.status is not CaseStatus.CLOSED,
            months=months_offered(work.today),
            version=case.version,
        )


def save_fact(
    desk: Desk, case_id: int, entry: AttendanceEntry, *, fact_id: int | None = None
) -> Change:
    """Note a threshold, or correct one.

    Raises `AttendanceOver` past the term, `Invalid`, `CaseClosed`, `Conflict`, `Refused`.
    """
    with desk.work() as work:
        case, youth = demand_youth(work, UseCase.EDIT_ATTENDANCE, case_id)
        demand_open(case)
        if not may_note(birth_of(youth), work.today, case.moved_out_on):
            raise AttendanceOver(term_of(case, youth), moved_out=case.moved_out_on is not None)
        values = _checked(work, case, entry, fact_id)
        values["due_on"] = term_of(case, youth)
        if fact_id is None:
            row = work.add(AttendanceFact(case_id=case.id, **values))
            work.journal(JournalAction.CREATE, "attendance", row.id)
        else:
            row = _fact(work, case, fact_id)
            changed = work.correct(row, values, entry.version)
            work.journal(JournalAction.UPDATE, "attendance", row.id, changed)
        return work.commit(Change(Subject.CASE, case.id))


def note_departure(
    desk: Desk, case_id: int, moved_out_on: date | None, *, version: int | None = None
) -> Change:
    """Note when the young person left the town; the thresholds are erased at once.

    None takes a wrong date back: what was erased does not come back. Raises `Invalid`,
    `CaseClosed`, `Conflict`, `Refused`.
    """
    with desk.work() as work:
        case, _ = demand_youth(work, UseCase.EDIT_ATTENDANCE, case_id)
        demand_open(case)
        if moved_out_on is not None and moved_out_on > work.today:
            refuse(
                {"moved_out_on": "Cette date est à venir\u202f: notez le départ une fois connu."}
            )
        work.touch(case, version)
        case.moved_out_on = moved_out_on
        if moved_out_on is not None:
            forget_all(work, case)
        work.journal(JournalAction.UPDATE, "case", case.id, "moved_out_on")
        return work.commit(Change(Subject.CASE, case.id))


def _checked(
    work: Work, case: CaseFile, entry: AttendanceEntry, fact_id: int | None
) -> dict[str, object]:
    problems: dict[str, str] = {}
    month = None if entry.month is None else entry.month.replace(day=1)
    if entry.threshold is None:
        problems["threshold"] = "Choisissez le seuil atteint."
    if month is None:
        problems["month"] = "Choisissez le mois."
    elif month > work.today:
        problems["month"] = "Ce mois n’a pas commencé."
    elif entry.reached_on is not None and not month <= entry.reached_on <= ends_on(month):
        problems["reached_on"] = "Ce jour n’est pas dans le mois choisi."
    if entry.reached_on is not None and entry.reached_on > work.today:
        problems["reached_on"] = "Cette date est à venir\u202f: vérifiez-la."
    if entry.source_partner_id is None:
        problems["source"] = "Indiquez qui l’a fait savoir."
    elif work.session.get(Partner, entry.source_partner_id) is None:
        problems["source"] = "Choisissez une ligne de la liste."
    same = select(AttendanceFact.id).where(
        AttendanceFact.case_id == case.id,
        AttendanceFact.month == month,
        AttendanceFact.threshold == entry.threshold,
        AttendanceFact.id != (fact_id or 0),
    )
    if not problems and work.session.scalar(same) is not None:
        problems["threshold"] = "Ce seuil est déjà noté pour ce mois."
    refuse(problems)
    return {
        "threshold": entry.threshold,
        "month": month,
        "reached_on": entry.reached_on,
        "source_partner_id": entry.source_partner_id,
    }


def _fact(work: Work, case: CaseFile, number: int) -> AttendanceFact:
    row = work.session.get(AttendanceFact, number)
    if row is None or row.case_id != case.id:
        raise Refused
    return row


def _read(one: AttendanceFact) -> AttendanceRow:
    return AttendanceRow(
        id=one.id,
        version=one.version,
        threshold=one.threshold,
        month=one.month,
        reached_on=one.reached_on,
        source_id=one.source_partner_id,
        source=one.source_partner.name,
        due_on=one.due_on,
    )
