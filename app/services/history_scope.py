"""Whose history one may read: the rights of the record itself, and of what it was at the time.

An observation or an action was perhaps the coordonnateur's alone when it was written, and opened
since: what was written while it was restricted stays restricted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.errors import Refused
from app.models.attachment import Attachment
from app.models.base import Base
from app.models.case import CaseFile, Observation
from app.models.enums import CaseStatus, SharingScope
from app.models.family import GuardianContact, HouseholdAdult
from app.models.history import RecordChange
from app.models.plan import PlannedAction
from app.models.youth import Guardian, Guardianship, HouseholdMembership
from app.services.access import (
    case_record,
    demand_case,
    demand_household,
    demand_intake,
    guardian_case,
    visible_cases,
    visible_scopes,
)
from app.services.desk import Work
from app.services.history_tracked import BY_KIND, Kind, Owner, Stored
from app.services.rules.rights import UseCase

#: What of a dossier asks which right to be read, then to be written.
OF_A_CASE: Final[Mapping[Kind, tuple[UseCase, UseCase]]] = {
    Kind.CASE: (UseCase.READ_CASE, UseCase.EDIT_CASE),
    Kind.YOUTH: (UseCase.READ_CASE, UseCase.EDIT_IDENTITY),
    Kind.YOUTH_CONTACT: (UseCase.READ_CASE, UseCase.EDIT_IDENTITY),
    Kind.GUARDIANSHIP: (UseCase.READ_CASE, UseCase.EDIT_IDENTITY),
    Kind.GUARDIAN_CONTACT: (UseCase.READ_CASE, UseCase.EDIT_IDENTITY),
    Kind.ADULT: (UseCase.READ_CASE, UseCase.EDIT_IDENTITY),
    Kind.MEMBERSHIP: (UseCase.READ_CASE, UseCase.EDIT_IDENTITY),
    Kind.SCHOOLING: (UseCase.READ_CASE, UseCase.EDIT_IDENTITY),
    Kind.ATTENDANCE: (UseCase.READ_ATTENDANCE, UseCase.EDIT_ATTENDANCE),
    Kind.OBSERVATION: (UseCase.READ_OBSERVATION, UseCase.WRITE_OBSERVATION),
    Kind.ATTACHMENT: (UseCase.READ_DOCUMENT, UseCase.WRITE_DOCUMENT),
    Kind.OBJECTIVE: (UseCase.READ_PLAN, UseCase.EDIT_PLAN),
    Kind.ACTION: (UseCase.READ_PLAN, UseCase.EDIT_PLAN),
    Kind.REFERRAL: (UseCase.READ_REFERRAL, UseCase.EDIT_REFERRAL),
}
_OF_THE_OFFICE: Final[Mapping[Kind, tuple[UseCase, UseCase]]] = {
    Kind.PARTNER: (UseCase.READ_PARTNER, UseCase.EDIT_PARTNER),
    Kind.ORGANISATION: (UseCase.EDIT_ORGANISATION, UseCase.EDIT_ORGANISATION),
    Kind.GROUP: (UseCase.EDIT_ORGANISATION, UseCase.EDIT_ORGANISATION),
    Kind.NEIGHBOURHOOD: (UseCase.EDIT_ORGANISATION, UseCase.EDIT_ORGANISATION),
    Kind.ACCOUNT: (UseCase.READ_ACCOUNTS, UseCase.MANAGE_ACCOUNTS),
}
_SCOPED: Final[Mapping[Kind, type[Observation] | type[PlannedAction] | type[Attachment]]] = {
    Kind.OBSERVATION: Observation,
    Kind.ACTION: PlannedAction,
    Kind.ATTACHMENT: Attachment,
}


#: What is told in sentences is no secretary's reading.
_IN_SENTENCES: Final = frozenset({"group_question", "proposed_decision", "closure_review"})
#: Corrected in a closed dossier too: who someone is does not depend on the follow-up.
_WHATEVER_THE_STATE: Final = frozenset(
    {Kind.YOUTH, Kind.YOUTH_CONTACT, Kind.GUARDIANSHIP, Kind.GUARDIAN_CONTACT, Kind.ADULT}
)


@dataclass(frozen=True, slots=True)
class Target:
    """A record whose history is asked for; of the family's link for a representative."""

    kind: Kind
    number: int


@dataclass(frozen=True, slots=True)
class Reached:
    """A record that the actor may read, and its dossier where it has one."""

    row: Any
    case: CaseFile | None = None


def demand_record(work: Work, target: Target, *, writing: bool = False) -> Reached:
    """The record, when this actor may read it (or write it); else `Refused`."""
    at = 1 if writing else 0
    if target.kind in _OF_THE_OFFICE:
        work.demand_office(_OF_THE_OFFICE[target.kind][at])
        return Reached(work.get(BY_KIND[target.kind].model, target.number))
    if target.kind is Kind.HOUSEHOLD:
        use_case = UseCase.EDIT_IDENTITY if writing else UseCase.READ_CASE
        demand_household(work, use_case, target.number)
        return Reached(work.get(BY_KIND[target.kind].model, target.number))
    if target.kind is Kind.INTAKE:
        use_case = UseCase.WRITE_INTAKE if writing else UseCase.READ_INTAKE
        return Reached(demand_intake(work, use_case, target.number))
    row = work.get(BY_KIND[target.kind].model, target.number)
    if isinstance(row, GuardianContact | HouseholdAdult):
        home = row.household_id if isinstance(row, HouseholdAdult) else None
        return Reached(row, guardian_case(work, OF_A_CASE[target.kind][at], row.guardian_id, home))
    case_id = case_of(work.session, target.kind, row)
    if case_id is None:
        raise Refused
    case = demand_case(work, OF_A_CASE[target.kind][at], case_id)
    if target.kind in _SCOPED and row.sharing_scope not in visible_scopes(work):  # type: ignore[attr-defined]  # the scoped tables have it
        raise Refused
    return Reached(row, case)


def case_of(session: Session, kind: Kind, row: Base) -> int | None:
    """The dossier a row belongs to."""
    if isinstance(row, CaseFile):
        return row.id
    number: int | None = getattr(row, "case_id", None)
    if number is not None:
        return number
    youth_id = getattr(row, "id" if kind is Kind.YOUTH else "youth_id")
    return session.scalar(select(CaseFile.id).where(CaseFile.youth_id == youth_id))


def of_record(work: Work, target: Target) -> ColumnElement[bool]:
    """The lines about one record, which `demand_record` has opened."""
    return and_(
        RecordChange.object_type == str(target.kind),
        RecordChange.object_id == target.number,
        since_open(work, target.kind),
    )


def of_case(work: Work, case: CaseFile, may: frozenset[UseCase]) -> ColumnElement[bool]:
    """The lines about all of a dossier that this actor may read.

    Of what was thrown away nothing is told here: the corbeille says it, then the journal.
    """
    ways: list[ColumnElement[bool]] = []
    for kind, (use_case, _) in OF_A_CASE.items():
        if use_case in may and BY_KIND[kind].owner is not Owner.GUARDIAN:
            told = and_(
                RecordChange.object_id.in_(_numbers(work, kind, case)), since_open(work, kind)
            )
            ways.append(and_(RecordChange.object_type == str(kind), told))
    return and_(
        RecordChange.owner_type == str(Kind.CASE),
        RecordChange.owner_id == case.id,
        or_(false(), *ways),
    )


def of_persons(
    work: Work, case: CaseFile, may: frozenset[UseCase]
) -> tuple[ColumnElement[bool], ...]:
    """The lines about what is the representatives' own, one condition a person.

    Of the adults of a family, those of the families of the young person.
    """
    if UseCase.READ_CASE not in may:
        return ()
    mine = select(Guardianship.guardian_id).where(Guardianship.youth_id == case.youth_id)
    homes = select(HouseholdMembership.household_id).where(
        HouseholdMembership.youth_id == case.youth_id
    )
    stays = select(HouseholdAdult.id).where(HouseholdAdult.household_id.in_(homes))
    there = {Kind.GUARDIAN_CONTACT: select(GuardianContact.id), Kind.ADULT: stays}
    told = (
        and_(RecordChange.object_type == str(kind), RecordChange.object_id.in_(numbers))
        for kind, numbers in there.items()
    )
    anything = or_(*told)
    return tuple(
        and_(
            RecordChange.owner_type == Guardian.__tablename__,
            RecordChange.owner_id == number,
            anything,
        )
        for number in work.session.scalars(mine)
    )


def hidden_fields(work: Work, kind: Kind, case: CaseFile | None) -> frozenset[str]:
    """What of a record this actor may not read, though they read the rest (`cases._header`)."""
    if kind is not Kind.CASE or case is None:
        return frozenset()
    record = case_record(work.actor, case, work.today)
    reads = work.actor.may(UseCase.READ_OBSERVATION, record)
    return frozenset() if reads else _IN_SENTENCES


def cases_out_of_reach(
    work: Work, contents: Iterable[Mapping[str, list[Stored]]]
) -> frozenset[int]:
    """The dossiers that these changes mention and this actor may not read (`intake._case`)."""
    told = {
        one for content in contents for one in content.get("case_id", ()) if isinstance(one, int)
    }
    if not told:
        return frozenset()
    open_ones = select(CaseFile.id).where(CaseFile.id.in_(told), visible_cases(work))
    return frozenset(told - set(work.session.scalars(open_ones)))


def may_write(work: Work, kind: Kind, case: CaseFile | None) -> bool:
    """Whether this actor may write records of that kind, of that dossier where it has one."""
    if kind in _OF_THE_OFFICE:
        return work.actor.may(_OF_THE_OFFICE[kind][1])
    if case is None or kind not in OF_A_CASE:
        return False
    record = case_record(work.actor, case, work.today)
    closed = case.status is CaseStatus.CLOSED and kind not in _WHATEVER_THE_STATE
    return not closed and work.actor.may(OF_A_CASE[kind][1], record)


def _numbers(work: Work, kind: Kind, case: CaseFile) -> Select[tuple[int]]:
    """The records of a dossier that are there and that this actor may read."""
    model: Any = BY_KIND[kind].model
    query = select(model.id)
    if kind in _SCOPED:
        query = query.where(model.sharing_scope.in_(visible_scopes(work)))
    if kind is Kind.CASE:
        return query.where(model.id == case.id)
    if kind is Kind.YOUTH:
        return query.where(model.id == case.youth_id)
    if hasattr(model, "case_id"):
        return query.where(model.case_id == case.id)
    return query.where(model.youth_id == case.youth_id)


def since_open(work: Work, kind: Kind) -> ColumnElement[bool]:
    """The lines written since the record was last the coordonnateur's alone."""
    if kind not in _SCOPED or SharingScope.COORDINATOR_ONLY in visible_scopes(work):
        return RecordChange.id.is_not(None)
    former = aliased(RecordChange)
    opened = (
        select(func.max(former.id))
        .where(
            former.object_type == str(kind),
            former.object_id == RecordChange.object_id,
            func.json_extract(former.content, "$.sharing_scope[0]")
            == str(SharingScope.COORDINATOR_ONLY),
        )
        .scalar_subquery()
    )
    return RecordChange.id > func.coalesce(opened, 0)
