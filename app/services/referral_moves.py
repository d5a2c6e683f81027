"""Writing an orientation and moving it along its states: dated, authored, never overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

from app.errors import Refused
from app.models.enums import (
    DeclineReason,
    Diploma,
    DropReason,
    EmployerSearch,
    GradeLevel,
    JournalAction,
    Mobility,
    ReferralRequest,
    ReferralStatus,
)
from app.models.partner import Partner, PartnerContact
from app.models.referral import Referral, ReferralStatusChange
from app.models.youth import Youth
from app.services.access import demand_case
from app.services.changes import Change, Subject
from app.services.closure import demand_open
from app.services.desk import Desk, Work
from app.services.moves import step
from app.services.numbers import NumberKind, next_number
from app.services.persons import birth_of
from app.services.referrals import demand_referral
from app.services.rules.ages import is_adult
from app.services.rules.deadlines import next_reminder_on, referral_reminders
from app.services.rules.identifiers import normalise_aim_code
from app.services.rules.rights import UseCase
from app.services.rules.states import next_referral_states
from app.services.text import bounded, refuse
from app.services.typed import identifier

TRADE_LIMIT = 120
INTERNSHIPS_LIMIT = 200
REASON_LIMIT = 200
EDITABLE = (ReferralStatus.DRAFT, ReferralStatus.CONSENT_PENDING)
# What may still be completed once the structure has received the rest.
AGREEMENTS = frozenset({"youth_agreed_on", "guardian_agreed_on"})
STILL_OPEN = AGREEMENTS | {"reply_by"}
ALREADY_SENT = "Déjà envoyé à la structure\u202f: ouvrez une nouvelle orientation."
_ALSO = frozenset({Subject.CASE})


@dataclass(frozen=True, slots=True)
class ReferralEntry:
    """What a person types of an orientation; everything of it may be sent to the structure."""

    partner_id: int | None
    request: ReferralRequest | None
    contact_id: int | None = None
    first_trade: str | None = None
    first_trade_code: str | None = None
    second_trade: str | None = None
    second_trade_code: str | None = None
    last_grade: GradeLevel | None = None
    last_school_id: int | None = None
    diploma: Diploma | None = None
    internships: str | None = None
    employer_search: EmployerSearch | None = None
    mobility: Mobility | None = None
    available_from: date | None = None
    include_sex: bool = False
    youth_agreed_on: date | None = None
    guardian_agreed_on: date | None = None
    reply_by: date | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class ReferralMove:
    """One step: to which state, since which day, with what that state asks for.

    `version` is the one the orientation was read at.
    """

    status: ReferralStatus
    on: date | None = None
    interview_at: datetime | None = None
    decline_reason: DeclineReason | None = None
    drop_reason: DropReason | None = None
    reason: str | None = None
    version: int | None = None


def save_referral(
    desk: Desk, case_id: int, entry: ReferralEntry, *, referral_id: int | None = None
) -> Change:
    """Write a draft orientation, or correct one. Raises `Invalid`, `Conflict`, `Refused`.

    Once sent, only the agreements and the date of reply may still be completed: the rest is
    what the structure received.
    """
    with desk.work() as work:
        case = demand_case(work, UseCase.EDIT_REFERRAL, case_id)
        demand_open(case)
        if case.youth is None:
            raise Refused
        values = _checked(work, entry)
        if referral_id is None:
            values |= _checked_anew(entry, None, work.today)
            row = work.add(
                Referral(
                    number=next_number(work, NumberKind.REFERRAL),
                    case_id=case_id,
                    status=ReferralStatus.DRAFT,
                    **values,
                )
            )
            row.history.append(step(work, ReferralStatusChange, None, ReferralStatus.DRAFT))
            work.journal(JournalAction.CREATE, "referral", row.id, " ".join(sorted(values)))
        else:
            row = demand_referral(work, UseCase.EDIT_REFERRAL, referral_id)
            if row.case_id != case_id:
                raise Refused
            values |= _checked_anew(entry, row, work.today)
            if row.status not in EDITABLE:
                _refuse_rewriting(row, values)
            changed = work.correct(row, values, entry.version)
            work.journal(JournalAction.UPDATE, "referral", row.id, changed)
        return work.commit(Change(Subject.REFERRAL, row.id, _ALSO))


def _refuse_rewriting(row: Referral, values: Mapping[str, object]) -> None:
    """What was sent stays as it was read there, save for what is told of the answer."""
    changed = {name for name, value in values.items() if getattr(row, name) != value}
    refuse(dict.fromkeys(changed - STILL_OPEN, ALREADY_SENT))
    gone = (name for name in changed & AGREEMENTS if values[name] is None)
    refuse(dict.fromkeys(gone, "L’accord noté avant l’envoi ne s’efface pas."))


def _checked_anew(entry: ReferralEntry, row: Referral | None, today: date) -> dict[str, object]:
    """What is refused when it is written now, and left as it stands when it was before."""
    problems: dict[str, str] = {}
    before = row.reply_by if row is not None else None
    if entry.reply_by is not None and entry.reply_by != before and entry.reply_by < today:
        problems["reply_by"] = "Cette date est passée\u202f: choisissez-en une à venir."
    codes: dict[str, object] = {
        name: identifier(problems, name, getattr(entry, name), normalise_aim_code)
        for name in ("first_trade_code", "second_trade_code")
        if row is None or getattr(row, name) != getattr(entry, name)
    }
    refuse(problems)
    return codes


def move_referral(desk: Desk, referral_id: int, move: ReferralMove) -> Change:
    """Move an orientation one step.

    Raises `Invalid` when the state or an answer forbids it, `Conflict` when it is no longer at
    the version it was read, `Refused`, `CaseClosed`.
    """
    with desk.work() as work:
        row = demand_referral(work, UseCase.EDIT_REFERRAL, referral_id)
        demand_open(row.case)
        work.touch(row, move.version)
        youth = row.case.youth
        if youth is None:
            raise Refused
        day = move.on or work.today
        problems = _move_problems(row, youth, move, work.today)
        kept = bounded(problems, "reason", move.reason, REASON_LIMIT)
        refuse(problems)
        row.history.append(
            step(work, ReferralStatusChange, row.status, move.status, on=day, reason=kept)
        )
        row.status = move.status
        _keep_answers(row, move, day)
        row.next_step_on = _next_step(row, day)
        work.journal(JournalAction.STATUS, "referral", row.id, str(move.status))
        return work.commit(Change(Subject.REFERRAL, row.id, _ALSO))


def _move_problems(row: Referral, youth: Youth, move: ReferralMove, today: date) -> dict[str, str]:
    problems: dict[str, str] = {}
    if move.status not in next_referral_states(row.status, row.request):
        problems["status"] = "Cette orientation ne peut pas passer à cet état."
        return problems
    if move.on is not None and move.on > today:
        problems["on"] = "Ce changement ne peut pas être daté de demain ou après."
    match move.status:
        case ReferralStatus.SENT:
            problems |= agreement_problems(row, youth, today)
        case ReferralStatus.INTERVIEW_SET if move.interview_at is None:
            problems["interview_at"] = "Indiquez le jour et l’heure de l’entretien."
        case ReferralStatus.DECLINED if move.decline_reason is None:
            problems["decline_reason"] = "Indiquez le motif du refus."
        case ReferralStatus.DROPPED if move.drop_reason is None:
            problems["drop_reason"] = "Indiquez le motif de l’abandon."
        case _:
            pass
    return problems


def agreement_problems(row: Referral, youth: Youth, today: date) -> dict[str, str]:
    """What agreement is missing before anything leaves (domain § 3.7).

    The young person's own; under 18, or when majority is not sure, the guardian's too.
    """
    problems: dict[str, str] = {}
    if row.youth_agreed_on is None:
        problems["youth_agreed_on"] = "Notez la date de l’accord du jeune avant l’envoi."
    adult = is_adult(birth_of(youth), today)
    if not adult and row.guardian_agreed_on is None:
        problems["guardian_agreed_on"] = (
            "Jeune mineur(e)\u202f: notez la date de l’accord du représentant légal."
        )
    return problems


def _keep_answers(row: Referral, move: ReferralMove, day: date) -> None:
    match move.status:
        case ReferralStatus.SENT:
            row.sent_on = day
        case ReferralStatus.INTERVIEW_SET:
            row.interview_at = move.interview_at
        case ReferralStatus.STARTED:
            row.started_on = day
        case ReferralStatus.DECLINED:
            row.decline_reason = move.decline_reason
        case ReferralStatus.DROPPED:
            row.drop_reason = move.drop_reason
        case _:
            pass


def _next_step(row: Referral, since: date) -> date | None:
    reminders = referral_reminders(row.status, since, started_on=row.started_on)
    return next_reminder_on(reminders, since)


def _checked(work: Work, entry: ReferralEntry) -> dict[str, object]:
    problems: dict[str, str] = {}
    values = {one.name: getattr(entry, one.name) for one in fields(entry) if one.name != "version"}
    for name, limit in (
        ("first_trade", TRADE_LIMIT),
        ("second_trade", TRADE_LIMIT),
        ("first_trade_code", 12),
        ("second_trade_code", 12),
        ("internships", INTERNSHIPS_LIMIT),
    ):
        values[name] = bounded(problems, name, values[name], limit)
    if entry.request is None:
        problems["request"] = "Choisissez l’objet de la demande."
    if entry.partner_id is None:
        problems["partner_id"] = "Choisissez la structure."
    for name in ("youth_agreed_on", "guardian_agreed_on"):
        if values[name] is not None and values[name] > work.today:
            problems[name] = "Un accord ne peut pas être daté de demain ou après."
    if values["second_trade"] and not values["first_trade"]:
        problems["first_trade"] = "Indiquez d’abord le premier métier ou diplôme visé."
    refuse(problems)
    work.get(Partner, entry.partner_id)
    work.demand_known(Partner, entry.last_school_id)
    if entry.contact_id is not None:
        contact = work.get(PartnerContact, entry.contact_id)
        if contact.partner_id != entry.partner_id:
            refuse({"contact_id": "Cette personne n’est pas de la structure choisie."})
    return values
