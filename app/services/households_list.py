"""The families as a list: one dossier at least, a member's or their own, is within reach."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, func, or_, select, tuple_, union_all
from sqlalchemy.orm import aliased

from app.models.case import CaseFile
from app.models.youth import Household, HouseholdMembership, Youth
from app.services.access import TERM_STATES, visible_cases
from app.services.desk import Desk, Work
from app.services.households_filter import (
    HouseholdFilter,
    Narrowed,
    begins_only,
    begun,
    by_member,
    named,
    narrowed,
    reached,
)
from app.services.keyset import PAGE, Key, Part, page
from app.services.rules.ages import AgeSpan, ages_on
from app.services.rules.names import given_name, query_words
from app.services.rules.partial_dates import PartialDate
from app.services.rules.rights import Record, UseCase

__all__ = [
    "HouseholdChoice",
    "HouseholdFilter",
    "HouseholdRow",
    "HouseholdSort",
    "any_household",
    "count_households",
    "find_households",
    "households",
]

_ALL_BUT_TERM = frozenset({Record.OWN, Record.GROUP, Record.OTHER, Record.RESTRICTED})
_MEMBERS = HouseholdMembership
_NOW = HouseholdMembership.until_on.is_(None)


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """A line of the list; `members` are the first names one may see, the eldest first."""

    id: int
    name: str
    members: tuple[str, ...]
    ages: tuple[AgeSpan, ...]


class HouseholdSort(StrEnum):
    """By what the list is sorted. ELDEST: the birth of the eldest member one may see."""

    NAME = "name"
    ELDEST = "eldest"


def households(
    desk: Desk,
    kept: HouseholdFilter | None = None,
    *,
    sort: HouseholdSort = HouseholdSort.NAME,
    descending: bool = False,
    after: Key | None = None,
    limit: int = PAGE,
) -> tuple[tuple[HouseholdRow, ...], Key | None]:
    """A page of the list, and the key that continues it; none at the end."""
    with desk.read() as work:
        rows, more = page(work, in_order(work, kept, sort, descending=descending), after, limit)
        members = _members(work, [row.id for row in rows], kept)
        return tuple(_row(row, members.get(row.id, ()), work.today) for row in rows), more


def count_households(desk: Desk, kept: HouseholdFilter | None = None) -> int:
    """How many families the same question keeps."""
    with desk.read() as work:
        kept = kept or HouseholdFilter()
        whole = work.actor.reach(UseCase.READ_CASE) >= _ALL_BUT_TERM
        if kept == HouseholdFilter() and whole:
            # every link but those of the few dossiers at their term: a fifth of the time
            counted = select(func.count(_MEMBERS.household_id.distinct()))
            with_members = (work.session.scalar(counted) or 0) - _hidden(work)
            return with_members + _of_their_own(work)
        if replace(kept, text="", leaving=False) != HouseholdFilter():
            wanted = narrowed(work, kept, whole=True).conditions
            return work.session.scalar(select(func.count(Household.id)).where(*wanted)) or 0
        # from the links: asking each family whether it is in reach takes four times as long
        counted = (
            select(func.count(_MEMBERS.household_id.distinct()))
            .join(CaseFile, CaseFile.youth_id == _MEMBERS.youth_id)
            .where(reached(work, kept))
        )
        words = named(kept)
        if words:
            counted = counted.where(_MEMBERS.household_id.in_(select(Household.id).where(*words)))
        return (work.session.scalar(counted) or 0) + _of_their_own(work, kept)


def _hidden(work: Work) -> int:
    """How many families have members whose dossiers are all at their term."""
    # « union » would have SQLite walk every dossier to merge the two in one order
    locked = union_all(
        select(CaseFile.youth_id).where(CaseFile.elimination_due_on <= work.today),
        select(CaseFile.youth_id).where(CaseFile.status.in_(TERM_STATES)),
    )
    theirs = select(_MEMBERS.household_id).where(_MEMBERS.youth_id.in_(locked))
    found = select(func.count()).where(Household.id.in_(theirs), ~by_member(visible_cases(work)))
    return work.session.scalar(found) or 0


def _of_their_own(work: Work, kept: HouseholdFilter | None = None) -> int:
    """How many families have nothing within reach but their own dossier."""
    seen = reached(work, kept)
    theirs = select(CaseFile.household_id).where(CaseFile.household_id > 0, seen)
    found = select(func.count()).where(Household.id.in_(theirs), ~by_member(seen), *named(kept))
    return work.session.scalar(found) or 0


@dataclass(frozen=True, slots=True)
class HouseholdChoice:
    """A family to choose while one types."""

    id: int
    name: str
    members: tuple[str, ...]


def find_households(desk: Desk, typed: str, *, limit: int = 12) -> tuple[HouseholdChoice, ...]:
    """Families whose name holds the words typed, for a form that places someone in one."""
    kept = HouseholdFilter(typed)
    with desk.read() as work:
        parts = in_order(work, kept, HouseholdSort.NAME, descending=False)
        rows, _ = page(work, parts, None, limit)
        members = _members(work, [row.id for row in rows], kept)
        found = (_row(row, members.get(row.id, ()), work.today) for row in rows)
        return tuple(HouseholdChoice(one.id, one.name, one.members) for one in found)


def any_household(desk: Desk) -> bool:
    """Whether there is a family that this actor may place someone in."""
    return bool(find_households(desk, "", limit=1))


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    birth: PartialDate


def in_order(
    work: Work, kept: HouseholdFilter | None, sort: HouseholdSort, *, descending: bool
) -> list[Part]:
    """The list in its order; of those that answer a search, the names it begins come first."""
    narrow = narrowed(work, kept)
    if sort is HouseholdSort.ELDEST:
        seen = reached(work, kept)
        present = (
            exists()
            .where(_MEMBERS.household_id == Household.id, _NOW)
            .where(_MEMBERS.youth_id == CaseFile.youth_id, seen)
        )
        # those that all one may see have left come last, by name
        return [
            _by_eldest(seen, narrow, backwards=descending),
            _by_name([*narrow.conditions, ~present], backwards=False),
        ]
    ways = query_words(kept.text) if kept else ()
    if not ways:
        return [_by_name(narrow.conditions, backwards=descending)]
    starts = begun(ways)
    ordered = starts[::-1] if descending else starts
    parts = [_by_name([one, *narrow.conditions], backwards=descending) for one in ordered]
    if not begins_only(ways):
        parts.append(_by_name([~or_(*starts), *narrow.conditions], backwards=descending))
    return parts


def _by_name(conditions: Sequence[ColumnElement[bool]], *, backwards: bool) -> Part:
    query = select(Household.id, Household.name).where(*conditions)
    return Part(query, Household.sort_key.expression, Household.id.expression, backwards)


def _by_eldest(seen: ColumnElement[bool], narrow: Narrowed, *, backwards: bool) -> Part:
    """Each family beside its eldest member, in the order of births."""
    other, elder = aliased(HouseholdMembership), aliased(Youth)
    an_elder = (
        exists()
        .where(
            other.household_id == _MEMBERS.household_id,
            other.until_on.is_(None),
            elder.id == other.youth_id,
            tuple_(elder.birth_earliest, elder.id) < tuple_(Youth.birth_earliest, Youth.id),
            CaseFile.youth_id == elder.id,
            seen,
        )
        .correlate(_MEMBERS, Youth)
    )
    # « + 0 » keeps SQLite from walking the links and sorting all of it; few families are sorted
    youth, home = Youth.id.expression, _MEMBERS.household_id.expression
    if not narrow.few:
        youth, home = youth + 0, home + 0
    query = (
        select(Household.id, Household.name)
        .select_from(Youth)
        .join(_MEMBERS, _MEMBERS.youth_id == youth)
        .join(CaseFile, CaseFile.youth_id == youth)
        .join(Household, Household.id == home)
        .where(_NOW, seen, ~an_elder, *narrow.conditions)
    )
    return Part(query, Youth.birth_earliest.expression, Youth.id.expression, backwards)


def _members(
    work: Work, household_ids: Sequence[int], kept: HouseholdFilter | None
) -> dict[int, list[_Member]]:
    rows = work.session.execute(
        select(
            _MEMBERS.household_id, Youth.birth_earliest, Youth.id, Youth.birth_latest,
            Youth.first_name,
        )
        .join(Youth, Youth.id == _MEMBERS.youth_id)
        .join(CaseFile, CaseFile.youth_id == Youth.id)
        .where(_MEMBERS.household_id.in_(household_ids), _NOW, reached(work, kept))
    )  # fmt: skip
    found: dict[int, list[_Member]] = {}
    for household_id, earliest, _, latest, first_name in sorted(rows.all()):
        one = _Member(given_name(first_name), PartialDate(earliest, latest))
        found.setdefault(household_id, []).append(one)
    return found


def _row(row: Row[Any], members: Sequence[_Member], today: date) -> HouseholdRow:
    return HouseholdRow(
        row.id,
        row.name,
        tuple(one.name for one in members),
        tuple(ages_on(one.birth, today) for one in members),
    )
