"""What may be done next with a dossier, and by whom: the state table and the rights together."""

from dataclasses import dataclass

from app.models.case import CaseFile
from app.models.enums import CaseStatus, Role
from app.services.access import case_record
from app.services.desk import Work
from app.services.rules.rights import RIGHTS, Record, UseCase
from app.services.rules.states import CASE, NOT_BY_HAND, next_states


@dataclass(frozen=True, slots=True)
class Move:
    """A way out of the present state. `mine`: this reader may take it now; `by`: who may.

    Nobody: a séance of the group or the calendar takes it (`rules.states.NOT_BY_HAND`).
    """

    after: CaseStatus
    mine: bool
    by: tuple[Role, ...]


def rights_on(work: Work, case: CaseFile) -> frozenset[UseCase]:
    """Everything this actor may do with a dossier."""
    record = case_record(work.actor, case, work.today)
    return frozenset(one for one in UseCase if work.actor.may(one, record))


def right_to_move(before: CaseStatus, after: CaseStatus) -> UseCase:
    """Closing and reopening are rights of their own."""
    if after is CaseStatus.CLOSED:
        return UseCase.CLOSE_CASE
    return UseCase.REOPEN_CASE if before is CaseStatus.CLOSED else UseCase.CHANGE_CASE_STATUS


def moves(case: CaseFile, may: frozenset[UseCase]) -> tuple[Move, ...]:
    """Every way out of the present state, in the order of the table.

    Which roles may is said of a dossier one follows: a référent has no say on the others'.
    """
    record = Record.RESTRICTED if case.processing_restricted else Record.OWN
    found: list[Move] = []
    for after in next_states(CASE, case.status):
        right = right_to_move(case.status, after)
        by_hand = after not in NOT_BY_HAND
        by = tuple(role for role, records in RIGHTS[right].items() if by_hand and record in records)
        found.append(Move(after, by_hand and right in may, by))
    return tuple(found)


def possible_states(case: CaseFile, may: frozenset[UseCase]) -> tuple[CaseStatus, ...]:
    """Where this actor may take a dossier by hand, in the order people choose."""
    return tuple(one.after for one in moves(case, may) if one.mine)
