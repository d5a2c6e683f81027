"""Taking a move back: the record as it was before, and one more dated line of its states.

A state is never overwritten (domain § 1.5): the move and its way back both stay.
"""

import json
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Date, inspect

from app.errors import Conflict, Refused
from app.models.base import Base, Code, UtcDateTime
from app.models.case import CaseStatusChange
from app.models.enums import IntakeStatus, JournalAction
from app.models.history import RecordChange
from app.models.intake import IntakeStatusChange
from app.models.referral import ReferralStatusChange
from app.services.access import demand_case, demand_household, demand_intake
from app.services.case_moves import right_to_move
from app.services.changes import Change, Subject
from app.services.closure import demand_open
from app.services.desk import Desk, Work
from app.services.history_scope import Reached, Target, demand_record
from app.services.history_subjects import change_of
from app.services.history_tracked import Kind, Stored
from app.services.moves import step
from app.services.persons import birth_of
from app.services.referrals import demand_referral
from app.services.rules.deadlines import next_reminder_on, referral_reminders
from app.services.rules.partial_dates import PartialDate
from app.services.rules.retention import age_limit_on, elimination_due_on
from app.services.rules.rights import UseCase

#: The kinds whose moves can be taken back from here.
MOVED: Final = frozenset({Kind.CASE, Kind.REFERRAL, Kind.INTAKE})
_WHY: Final = "Changement annulé aussitôt"
#: Decided alone; a signalement that led to a dossier is not taken back: the dossier exists.
_DECIDED: Final = frozenset({IntakeStatus.REDIRECTED, IntakeStatus.NOT_RETAINED})

Pair = list[Stored]


def take_back(desk: Desk, target: Target, line: int) -> Change:
    """Undo the move that the line `line` tells of. Asks the right that the move itself asked.

    Raises `Conflict` when the record changed since, `CaseClosed`, `Refused`.
    """
    with desk.work() as work:
        told = work.get(RecordChange, line)
        if (told.object_type, told.object_id) != (str(target.kind), target.number):
            raise Refused
        content: dict[str, Pair] = json.loads(told.content)
        if "status" not in content:
            raise Refused
        match target.kind:
            case Kind.CASE:
                change = _case(work, target, content)
            case Kind.REFERRAL:
                change = _referral(work, target, content)
            case Kind.INTAKE:
                change = _intake(work, target, content)
            case _:
                raise Refused
        work.journal(JournalAction.STATUS, str(target.kind), target.number, "undo")
        return work.commit(change)


def come_back(desk: Desk, change: Change) -> Change:
    """Undo a departure from a family, or how two homes share the time: as it was said before.

    Raises `Conflict` when it changed since, or when they live in another family since, `Refused`.
    """
    with desk.work() as work:
        for one in change.written:
            target = Target(Kind.MEMBERSHIP, one.object_id)
            row = demand_record(work, target, writing=True).row
            demand_household(work, UseCase.EDIT_IDENTITY, row.household_id)
            put_back(row, json.loads(work.get(RecordChange, one.line).content))
            work.journal(JournalAction.UPDATE, "household", row.household_id, "members")
            homes = [it for it in row.youth.memberships if it.until_on is None]
        if len(homes) > 1 and all(it.sharing is None for it in homes):
            raise Conflict
        ref, also = row.household_id, frozenset({Subject.CASE})
        return work.commit(Change(Subject.HOUSEHOLD, ref, also))


def _case(work: Work, target: Target, content: dict[str, Pair]) -> Change:
    row = demand_case(work, UseCase.READ_CASE, target.number)
    before, after = (_typed(row, "status", one) for one in content["status"])
    demand_case(work, right_to_move(before, after), target.number)
    put_back(row, content)
    work.touch(row)
    last = row.history[-1].effective_on
    row.history.append(step(work, CaseStatusChange, after, before, on=last, reason=_WHY))
    birth = birth_of(row.youth) if row.youth is not None else None
    row.elimination_due_on = elimination_due_on(birth, row.closed_on)
    return change_of(target, Reached(row, row))


def _referral(work: Work, target: Target, content: dict[str, Pair]) -> Change:
    row = demand_referral(work, UseCase.EDIT_REFERRAL, target.number)
    demand_open(row.case)
    before, after = (_typed(row, "status", one) for one in content["status"])
    put_back(row, content)
    work.touch(row)
    last = row.history[-1].effective_on
    since = row.history[-2].effective_on if len(row.history) > 1 else last
    row.history.append(step(work, ReferralStatusChange, after, before, on=last, reason=_WHY))
    reminders = referral_reminders(row.status, since, started_on=row.started_on)
    row.next_step_on = next_reminder_on(reminders, since)
    return change_of(target, Reached(row, row.case))


def _intake(work: Work, target: Target, content: dict[str, Pair]) -> Change:
    row = demand_intake(work, UseCase.QUALIFY_INTAKE, target.number)
    before, after = (_typed(row, "status", one) for one in content["status"])
    if after not in _DECIDED:
        raise Refused
    put_back(row, content)
    work.touch(row)
    row.history.append(step(work, IntakeStatusChange, after, before, reason=_WHY))
    if row.birth_earliest is not None and row.birth_latest is not None:
        birth = PartialDate(row.birth_earliest, row.birth_latest)
        row.elimination_due_on = age_limit_on(birth)
    else:
        row.elimination_due_on = None
    return change_of(target, Reached(row))


def put_back(row: Base, content: dict[str, Pair]) -> None:
    """Each field as it was before; raises `Conflict` when one is not as the change left it."""
    for name, pair in content.items():
        if not pair or getattr(row, name) != _typed(row, name, pair[1]):
            raise Conflict
        setattr(row, name, _typed(row, name, pair[0]))


def _typed(row: Base, name: str, value: Stored) -> Any:  # noqa: ANN401 - the column's own type
    """A stored value as the column has it."""
    kind = inspect(type(row)).columns[name].type
    if value is None:
        return None
    if isinstance(kind, Code):
        return kind.members[str(value)]
    if isinstance(kind, Date):
        return date.fromisoformat(str(value))
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(str(value))
    return value
