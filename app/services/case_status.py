"""The life of a dossier: every change of state dated, signed, kept (domain § 1.5).

Closing starts the clock of conservation (domain § 2.8), reopening stops it: the former closure
stays in the history. A dossier opened in error is erased at once (`opened_by_mistake`): its
reason is not among those offered here.
"""

from dataclasses import dataclass
from datetime import date

from app.models.case import CaseStatusChange
from app.models.enums import CaseStatus, ClosureReason, JournalAction
from app.services.access import demand_case
from app.services.cases import possible_states, right_to_move, rights_on
from app.services.changes import Change, Subject
from app.services.desk import Desk
from app.services.moves import step
from app.services.rules.month_arithmetic import add_months
from app.services.rules.rights import UseCase
from app.services.terms import set_term
from app.services.text import bounded, refuse

REASON_LIMIT, REVIEW_LIMIT = 200, 1000
REVIEW_AFTER_REOPENING_MONTHS = 3
_ALSO = frozenset({Subject.HOUSEHOLD})

#: The reasons that end a follow-up here.
CLOSURE_REASONS = tuple(one for one in ClosureReason if one is not ClosureReason.OPENED_IN_ERROR)


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """What is said of a change of state. `on` is today when not said.

    Closing wants `closure_reason` and `closure_review`; suspending and reopening want `reason`.
    """

    status: CaseStatus
    on: date | None = None
    reason: str = ""
    closure_reason: ClosureReason | None = None
    closure_review: str = ""
    version: int | None = None


def move_case(desk: Desk, case_id: int, entry: StatusEntry) -> Change:
    """Take a dossier to another state. Raises `Invalid`, `Conflict`, `Refused`."""
    with desk.work() as work:
        case = demand_case(work, UseCase.READ_CASE, case_id)
        case = demand_case(work, right_to_move(case.status, entry.status), case_id)
        day, problems = entry.on or work.today, dict[str, str]()
        if entry.status not in possible_states(case, rights_on(work, case)):
            problems["status"] = "Ce dossier ne peut pas passer à cet état."
        if day > work.today:
            problems["on"] = "Ce changement ne peut pas être daté de demain ou après."
        elif day < (case.history[-1].effective_on if case.history else case.opened_on):
            problems["on"] = "Un changement plus récent est déjà noté."
        reason = bounded(problems, "reason", entry.reason, REASON_LIMIT)
        review = bounded(problems, "closure_review", entry.closure_review, REVIEW_LIMIT)
        closing = entry.status is CaseStatus.CLOSED
        reopening = case.status is CaseStatus.CLOSED
        if closing and entry.closure_reason not in CLOSURE_REASONS:
            problems["closure_reason"] = "Choisissez le motif de clôture."
        if closing and review is None:
            problems["closure_review"] = "Écrivez le bilan en quelques lignes."
        if reason is None and (reopening or entry.status is CaseStatus.SUSPENDED):
            problems["reason"] = "Indiquez pourquoi."
        refuse(problems)
        work.touch(case, entry.version)
        case.history.append(
            step(
                work,
                CaseStatusChange,
                case.status,
                entry.status,
                on=day,
                reason=reason,
                closure_reason=entry.closure_reason if closing else None,
            )
        )
        case.status = entry.status
        if closing:
            case.closed_on, case.closure_reason = day, entry.closure_reason
            case.closure_review, case.next_review_on = review, None
        elif reopening:
            case.closed_on = case.closure_reason = case.closure_review = None
            case.next_review_on = add_months(work.today, REVIEW_AFTER_REOPENING_MONTHS)
        set_term(work, case)
        work.journal(JournalAction.STATUS, "case", case.id, str(entry.status))
        return work.commit(Change(Subject.CASE, case.id, _ALSO))
