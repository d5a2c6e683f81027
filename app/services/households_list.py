"""The families as a list: those with at least one member whose dossier this actor reaches."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from app.models.case import CaseFile
from app.models.youth import Household, HouseholdMembership, Youth
from app.services.access import visible_cases
from app.services.desk import Desk, Work
from app.services.rules.names import given_name, search_key
from app.services.rules.rights import UseCase

#: The name of the last row, and its number.
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """A line of the list; `members` are the first names one may see, the eldest first."""

    id: int
    name: str
    members: tuple[str, ...]


class HouseholdSort(StrEnum):
    """By what the list is sorted."""

    NAME = "name"


def households(
    desk: Desk,
    *,
    text: str = "",
    sort: HouseholdSort = HouseholdSort.NAME,
    descending: bool = False,
    after: Key | None = None,
    limit: int = 100,
) -> tuple[tuple[HouseholdRow, ...], Key | None]:
    """A page of the list, and the key that continues it; none at the end."""
    column = {HouseholdSort.NAME: Household.sort_key.expression}[sort]
    with desk.read() as work:
        query = select(Household.id, Household.name, column.label("sorted_by")).where(
            *_conditions(work, text)
        )
        if after is not None:
            beyond = column < after[0] if descending else column > after[0]
            further = Household.id < after[1] if descending else Household.id > after[1]
            query = query.where(or_(beyond, and_(column == after[0], further)))
        order = (column.desc(), Household.id.desc()) if descending else (column, Household.id)
        page = query.order_by(*order).limit(limit + 1)
        found = [(one.id, one.name, one.sorted_by) for one in work.session.execute(page)]
        members = _members(work, [row[0] for row in found[:limit]])
        rows = tuple(
            HouseholdRow(number, name, tuple(members.get(number, ())))
            for number, name, _ in found[:limit]
        )
        return rows, (found[limit - 1][2], rows[-1].id) if len(found) > limit else None


def count_households(desk: Desk, *, text: str = "") -> int:
    """How many families the same question keeps."""
    with desk.read() as work:
        counted = select(func.count(Household.id)).where(*_conditions(work, text))
        return work.session.scalar(counted) or 0


@dataclass(frozen=True, slots=True)
class HouseholdChoice:
    """A family to choose while one types."""

    id: int
    name: str
    members: tuple[str, ...]


def find_households(desk: Desk, typed: str, *, limit: int = 12) -> tuple[HouseholdChoice, ...]:
    """Families whose name holds the words typed, for a form that places someone in one."""
    rows, _ = households(desk, text=typed, limit=limit)
    return tuple(HouseholdChoice(one.id, one.name, one.members) for one in rows)


def _conditions(work: Work, text: str) -> list[ColumnElement[bool]]:
    reachable = exists().where(
        HouseholdMembership.household_id == Household.id,
        HouseholdMembership.youth_id == CaseFile.youth_id,
        visible_cases(work, UseCase.READ_CASE),
    )
    found: list[ColumnElement[bool]] = [reachable]
    wanted = search_key(text)
    if wanted:
        found.append(
            or_(
                Household.sort_key.between(wanted, f"{wanted}\uffff"),
                (" " + Household.sort_key).contains(f" {wanted}", autoescape=True),
            )
        )
    return found


def _members(work: Work, household_ids: list[int]) -> dict[int, list[str]]:
    rows = work.session.execute(
        select(HouseholdMembership.household_id, Youth.first_name)
        .join(Youth, Youth.id == HouseholdMembership.youth_id)
        .join(CaseFile, CaseFile.youth_id == Youth.id)
        .where(
            HouseholdMembership.household_id.in_(household_ids),
            HouseholdMembership.until_on.is_(None),
            visible_cases(work),
        )
        .order_by(Youth.birth_earliest, Youth.id)
    )
    found: dict[int, list[str]] = {}
    for household_id, first_name in rows:
        found.setdefault(household_id, []).append(given_name(first_name))
    return found
