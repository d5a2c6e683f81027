"""The families as they leave the vault: a row for each young person who lives there now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import aliased

from app.models.case import CaseFile
from app.models.youth import Household, HouseholdMembership, Youth
from app.services.desk import Desk, Work
from app.services.households_filter import HouseholdFilter, narrowed, reached
from app.services.households_list import HouseholdSort, in_order
from app.services.keyset import PAGE, Key, page
from app.services.persons import birth_of, name_of
from app.services.rules.ages import AgeSpan, ages_on
from app.services.rules.partial_dates import PartialDate
from app.services.rules.rights import UseCase

_MEMBERS = HouseholdMembership
_NOW = HouseholdMembership.until_on.is_(None)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A young person in a family; `id` is the family's, `number` that of their own dossier."""

    id: int
    family: str
    youth: str
    birth: PartialDate
    ages: AgeSpan
    since: date
    number: str


def household_members(
    desk: Desk,
    kept: HouseholdFilter | None = None,
    *,
    sort: HouseholdSort = HouseholdSort.NAME,
    descending: bool = False,
    after: Key | None = None,
    limit: int = PAGE,
) -> tuple[tuple[MemberRow, ...], Key | None]:
    """The members of at most `limit` families, the eldest first. Raises `Refused`.

    Only dossiers that may leave: a family none of whose members' may is not there.
    """
    leaving = replace(kept or HouseholdFilter(), leaving=True)
    with desk.read() as work:
        work.demand_office(UseCase.EXPORT)
        parts = in_order(work, leaving, sort, descending=descending)
        rows, more = page(work, parts, after, limit)
        found: dict[int, list[MemberRow]] = {}
        for row in _members(work, leaving, [one.id for one in rows]):
            found.setdefault(row.household_id, []).append(_row(row, work.today))
        return tuple(member for one in rows for member in found.get(one.id, ())), more


def count_household_members(desk: Desk, kept: HouseholdFilter | None = None) -> int:
    """How many rows that makes. Raises `Refused`."""
    leaving = replace(kept or HouseholdFilter(), leaving=True)
    with desk.read() as work:
        work.demand_office(UseCase.EXPORT)
        counted = (
            select(func.count(_MEMBERS.id))
            .join(CaseFile, CaseFile.youth_id == _MEMBERS.youth_id)
            .where(*_leave(work, leaving))
        )
        if leaving != HouseholdFilter(leaving=True):
            wanted = narrowed(work, leaving, whole=True).conditions
            counted = counted.where(_MEMBERS.household_id.in_(select(Household.id).where(*wanted)))
        return work.session.scalar(counted) or 0


def _members(work: Work, kept: HouseholdFilter, household_ids: Sequence[int]) -> list[Row[Any]]:
    wanted: Select[*tuple[Any, ...]] = (
        select(
            _MEMBERS.household_id, _MEMBERS.from_on, Household.name, Youth.id,
            Youth.last_name, Youth.usage_name, Youth.first_name, Youth.birth_earliest,
            Youth.birth_latest, CaseFile.file_number,
        )
        .join(Household, Household.id == _MEMBERS.household_id)
        .join(Youth, Youth.id == _MEMBERS.youth_id)
        .join(CaseFile, CaseFile.youth_id == Youth.id)
        .where(_MEMBERS.household_id.in_(household_ids), *_leave(work, kept))
    )  # fmt: skip
    rows = work.session.execute(wanted)
    return sorted(rows, key=lambda row: (row.birth_earliest, row.id))


def _leave(work: Work, kept: HouseholdFilter) -> tuple[ColumnElement[bool], ...]:
    """Who lives there now, where neither their dossier nor the family's own is restricted."""
    own = aliased(CaseFile)
    restricted = select(own.household_id).where(
        own.household_id.is_not(None), own.processing_restricted.is_(True)
    )
    return _NOW, reached(work, kept), _MEMBERS.household_id.not_in(restricted)


def _row(row: Row[Any], today: date) -> MemberRow:
    birth = birth_of(row)
    return MemberRow(
        id=row.household_id,
        family=row.name,
        youth=name_of(row),
        birth=birth,
        ages=ages_on(birth, today),
        since=row.from_on,
        number=row.file_number,
    )
