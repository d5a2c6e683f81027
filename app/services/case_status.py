"""The life of a dossier: every change of state dated, signed, kept (domain § 1.5).

Closing starts the clock of conservation (domain § 2.8), reopening stops it: the former closure
stays in the history. A dossier opened in error is erased at once (`opened_by_mistake`): its
reason is not among those offered here.
"""

from dataclasses import dataclass
from datetime import date

from app.models.case import CaseFile, CaseStatusChange
from app.models.enums import CaseStatus, ClosureReason, JournalAction
from app.services.access import demand_case
from app.services.attendance_term import forget_all
from app.services.balance import balance_of
from app.services.case_moves import possible_states, right_to_move, rights_on
from app.services.changes import Change, Subject
from app.services.desk import Desk, Work
from app.services.moves import step
from app.services.rules.month_arithmetic import add_months
from app.services.rules.rights import UseCase
from app.services.terms import set_term
from app.services.text import bounded, refuse

REASON_LIMIT, REVIEW_LIMIT = 200, 1000
REVIEW_AFTER_REOPENING_MONTHS = 3
REVIEW_AGAIN_MONTHS = 6  # bilans at 3 and 6 months (domain § 1.5, step 8)
_ALSO = frozenset({Subject.HOUSEHOLD})

#: The reasons that end a follow-up here.
CLOSURE_REASONS = tuple(one for one in ClosureReason if one is not ClosureReason.OPENED_IN_ERROR)


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """What is said of a change of state. `on` is today when not said.

    Closing wants `closure_reason` and `closure_review`; a follow-up that goes on after a bilan
    wants `review`, and may say when the next one is; suspending and reopening want `reason`.
    """

    status: CaseStatus
    on: date | None = None
    reason: str = ""
    closure_reason: ClosureReason | None = None
    closure_review: str = ""
    review: str = ""
    next_review_on: date | None = None
    version: int | None = None


def move_case(desk: Desk, case_id: int, entry: StatusEntry) -> Change:
    """Take a dossier to another state. Raises `Invalid`, `Conflict`, `Refused`."""
    with desk.work() as work:
        case = demand_case(work, UseCase.READ_CASE, case_id)
        case = demand_case(work, right_to_move(case.status, entry.status), case_id)
        day = entry.on or work.today
        said = _checked(work, case, entry, day)
        work.touch(case, entry.version)
        closing = entry.status is CaseStatus.CLOSED
        case.history.append(
            step(
                work,
                CaseStatusChange,
                case.status,
                entry.status,
                on=day,
                reason=said.reason,
                closure_reason=entry.closure_reason if closing else None,
                review=said.review,
                balance=balance_of(work, case.id).dump() if closing else None,
            )
        )
        if closing:
            _close(work, case, entry, day, said.review)
        elif case.status is CaseStatus.CLOSED:
            case.closed_on = case.closure_reason = case.closure_review = None
            case.next_review_on = add_months(work.today, REVIEW_AFTER_REOPENING_MONTHS)
        elif said.review is not None:
            case.next_review_on = entry.next_review_on or add_months(day, REVIEW_AGAIN_MONTHS)
        case.status = entry.status
        set_term(work, case)
        work.journal(JournalAction.STATUS, "case", case.id, str(entry.status))
        return work.commit(Change(Subject.CASE, case.id, _ALSO))


@dataclass(frozen=True, slots=True)
class _Said:
    """The texts of a move, as they are kept."""

    reason: str | None
    review: str | None


def _checked(work: Work, case: CaseFile, entry: StatusEntry, day: date) -> _Said:
    """Raises `Invalid` for what the move lacks."""
    problems = dict[str, str]()
    if entry.status not in possible_states(case, rights_on(work, case)):
        problems["status"] = "Ce dossier ne peut pas passer à cet état."
    if day > work.today:
        problems["on"] = "Ce changement ne peut pas être daté de demain ou après."
    elif day < (case.history[-1].effective_on if case.history else case.opened_on):
        problems["on"] = "Un changement plus récent est déjà noté."
    closing = entry.status is CaseStatus.CLOSED
    goes_on = case.status is CaseStatus.REVIEW and not closing
    field = "closure_review" if closing else "review"
    typed = entry.closure_review if closing else entry.review if goes_on else ""
    reason = bounded(problems, "reason", entry.reason, REASON_LIMIT)
    review = bounded(problems, field, typed, REVIEW_LIMIT)
    if closing and entry.closure_reason not in CLOSURE_REASONS:
        problems["closure_reason"] = "Choisissez le motif de clôture."
    if (closing or goes_on) and review is None:
        problems[field] = "Écrivez le bilan en quelques lignes."
    if goes_on and entry.next_review_on is not None and entry.next_review_on <= work.today:
        problems["next_review_on"] = "Le prochain bilan est à venir."
    reopening = case.status is CaseStatus.CLOSED
    if reason is None and (reopening or entry.status is CaseStatus.SUSPENDED):
        problems["reason"] = "Indiquez pourquoi."
    refuse(problems)
    return _Said(reason, review)


def _close(work: Work, case: CaseFile, entry: StatusEntry, day: date, review: str | None) -> None:
    case.closed_on, case.closure_reason = day, entry.closure_reason
    case.closure_review, case.next_review_on = review, None
    if entry.closure_reason is ClosureReason.MOVED_OUT:
        # the attendance file ends when the town knows of the departure (art. R131-10-6)
        case.moved_out_on = case.moved_out_on or day
        forget_all(work, case)
