"""What the list of families is limited to: its own conditions, and those of their dossiers."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, or_, select, union_all
from sqlalchemy.orm import aliased

from app.models.case import CaseFile
from app.models.youth import Household, HouseholdMembership
from app.services import cases_filter
from app.services.access import visible_cases
from app.services.cases_filter import EVERY_CASE, CaseFilter, few_kept
from app.services.desk import Work
from app.services.rules.names import query_words
from app.services.rules.rights import UseCase
from app.services.rules.states import NOT_FOLLOWED
from app.services.search_index import Found
from app.services.search_matches import matched
from app.services.search_words import match_words

_LEAST = 2  # letters from which any word of a name is looked for
_NEARLY_ALL = "famille"  # how names begin: its beginnings would find every family
_MEMBERS = HouseholdMembership
_NOW = HouseholdMembership.until_on.is_(None)

Condition = ColumnElement[bool]
Ways = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class HouseholdFilter:
    """What the list is limited to: `text` begins words of the name, in any order.

    `of`: one same dossier, of a young person who lives there now or the family's own, is kept by
    it. `members`: so many young people at least live there now. `own_case`: the family has a
    dossier of its own. `none_open`: no dossier is followed. All of it counts the dossiers within
    reach alone, so that nothing tells of the others. `leaving`: what may be exported, under that
    right.
    """

    text: str = ""
    leaving: bool = False
    of: CaseFilter = EVERY_CASE
    members: int = 0
    own_case: bool = False
    none_open: bool = False

    @property
    def use_case(self) -> UseCase:
        """Under which right it is asked."""
        return UseCase.EXPORT if self.leaving else UseCase.READ_CASE


def reached(work: Work, kept: HouseholdFilter | None) -> Condition:
    """Which dossiers make a family one of the list."""
    return visible_cases(work, UseCase.READ_CASE if kept is None else kept.use_case)


def by_member(*seen: Condition) -> Condition:
    """The dossier of someone who lives there, or did, is `seen`."""
    there = exists().where(
        _MEMBERS.household_id == Household.id, _MEMBERS.youth_id == CaseFile.youth_id, *seen
    )
    return there.correlate(Household)  # a list may walk the members and their dossiers itself


def by_own(*seen: Condition) -> Condition:
    """The family's own dossier is `seen`."""
    return exists().where(CaseFile.household_id == Household.id, *seen).correlate(Household)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The conditions of a filter; `few`: they lead to so few families that these are gathered."""

    conditions: tuple[Condition, ...]
    few: bool = False


def narrowed(work: Work, kept: HouseholdFilter | None, *, whole: bool = False) -> Narrowed:
    """The families that a filter keeps and that are within reach.

    `whole`: all of them are read and none shown, so that many dossiers are gathered too.
    """
    kept = kept or HouseholdFilter()
    seen, found, few = reached(work, kept), named(kept), bool(kept.text.strip())
    if kept.of != EVERY_CASE:
        numbers = few_kept(work, kept.of, kept.use_case)
        few = few or numbers is not None
        if numbers is None and whole:
            wanted = cases_filter.conditions(work, kept.of, kept.use_case)
            numbers = cases_filter.passing(kept.of).where(*wanted).correlate(None)
        found.append(_of_cases(work, kept) if numbers is None else _of_those(numbers))
    if kept.members:
        found.append(_with_members(kept.members, seen))
    if kept.own_case:
        theirs = select(CaseFile.household_id).where(CaseFile.household_id > 0, seen)
        found.append(Household.id.in_(theirs.correlate(None)))
        few = True
    if kept.none_open:
        followed = (*(CaseFile.status != one for one in NOT_FOLLOWED), seen)
        found.append(~or_(by_member(_NOW, *followed), by_own(*followed)))
    if kept.of == EVERY_CASE and not (kept.members or kept.own_case):
        found.append(or_(by_member(seen), by_own(seen)))  # the others ask it already
    return Narrowed(tuple(found), few)


def _of_cases(work: Work, kept: HouseholdFilter) -> Condition:
    """Asked of each family: where many are kept, a page of them is found soon."""
    wanted = cases_filter.conditions(work, kept.of, kept.use_case)
    return or_(by_member(_NOW, *wanted), by_own(*wanted))


def _of_those(numbers: Select[int]) -> Condition:
    """The families of these dossiers."""
    one = aliased(CaseFile)
    members = (
        select(_MEMBERS.household_id)
        .join(one, one.youth_id == _MEMBERS.youth_id)
        .where(one.id.in_(numbers), _NOW)
    )
    own = select(one.household_id).where(one.id.in_(numbers), one.household_id > 0)
    parts: tuple[Select[int | None], ...] = (members.correlate(None), own.correlate(None))
    return Household.id.in_(union_all(*parts))


def _with_members(number: int, seen: Condition) -> Condition:
    """So many of those who live there now have a dossier that is seen.

    Each is followed by another, by number: to count them takes memory at each family.
    """
    found: list[Condition] = []
    before: type[HouseholdMembership] | None = None
    for _ in range(number):
        one = aliased(HouseholdMembership)
        dossier = select(CaseFile.id).where(CaseFile.youth_id == one.youth_id, seen)
        found += [
            one.household_id == Household.id,
            one.until_on.is_(None),
            dossier.correlate(one).exists(),
        ]
        if before is not None:
            found.append(one.youth_id > before.youth_id)
        before = one
    return exists().where(*found).correlate(Household)


def named(kept: HouseholdFilter | None) -> list[Condition]:
    """The condition of the words typed; none without any."""
    ways = query_words(kept.text) if kept else ()
    if not ways:
        return []
    return [or_(*begun(ways))] if begins_only(ways) else [found_by(ways)]


def begins_only(ways: Ways) -> bool:
    """Whether the words typed are too short, or too common, to be looked for inside names."""
    (word, *more) = ways[0]
    return not more and (len(word) < _LEAST or _NEARLY_ALL.startswith(word))


def begun(ways: Ways) -> list[Condition]:
    """Names that begin so, « Famille » left out or not: ranges of the index, in its order."""
    begins = " ".join(ways[0])
    starts = [begins] if _NEARLY_ALL.startswith(begins) else [f"{_NEARLY_ALL} {begins}", begins]
    return [Household.sort_key.between(one, f"{one}\uffff") for one in sorted(starts)]


def found_by(ways: Ways) -> Condition:
    """Every word typed begins a word of the name."""
    return Household.id.in_(matched(match_words(ways, whole=False), Found.HOUSEHOLD))
