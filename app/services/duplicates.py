"""« Doublons probables »: the dossiers that are perhaps one young person's, over the whole vault.

Read first (`read_people`), compared next away from the database (`probable`). Closed dossiers are
archives: they are read with a reason, which is kept (AU-038 art. 5).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import and_, func, or_, select

from app.models.case import CaseFile
from app.models.enums import ArchiveReason, CaseStatus
from app.models.youth import Youth
from app.services.access import visible_cases
from app.services.archive_search import keep_reason
from app.services.desk import Desk
from app.services.intake_known import identity_of_row
from app.services.rules.matching import Identity
from app.services.rules.matching_pairs import probable_pairs
from app.services.rules.names import display_name
from app.services.rules.partial_dates import PartialDate
from app.services.rules.rights import UseCase
from app.services.told_apart import Pair, all_pairs, demand_merging

Step = Callable[[int, int], object]

MOST: Final = 500
"""Pairs that are shown: those after them come up once these are settled."""

_BATCH: Final = 5000


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a dossier, as the comparison needs them."""

    case_id: int
    youth_id: int
    number: str
    status: CaseStatus
    identity: Identity


@dataclass(frozen=True, slots=True)
class People:
    """Everybody to compare, and the pairs that were told apart."""

    persons: tuple[Person, ...]
    apart: frozenset[Pair]


@dataclass(frozen=True, slots=True)
class Half:
    """One of the two of a pair."""

    case_id: int
    number: str
    name: str
    birth: PartialDate | None
    status: CaseStatus


@dataclass(frozen=True, slots=True)
class ProbablePair:
    """Two dossiers that are perhaps one young person's, how likely, and why."""

    one: Half
    other: Half
    percent: int
    why: str


@dataclass(frozen=True, slots=True)
class Probable:
    """The likeliest pairs, `MOST` at most; how many there are; among how many persons."""

    pairs: tuple[ProbablePair, ...]
    total: int
    persons: int


def read_people(desk: Desk, step: Step, *, archive_reason: ArchiveReason | None = None) -> People:
    """Everybody whom this actor may merge; those of closed dossiers only with a reason.

    About a second for 100,000 persons. Raises `Refused`.
    """
    with desk.work() as work:
        demand_merging(work)
        asked = archive_reason is not None
        if asked:
            work.demand_office(UseCase.SEARCH_ARCHIVE)
            keep_reason(work, archive_reason)
        conditions = [visible_cases(work, UseCase.MERGE_CASE)]
        if not asked:
            today = func.coalesce(CaseFile.closed_on, date.max) >= work.today
            conditions.append(or_(CaseFile.status != CaseStatus.CLOSED, today))
        total = work.session.scalar(select(func.max(CaseFile.id))) or 0
        query = select(
            CaseFile.id, CaseFile.youth_id, CaseFile.file_number, CaseFile.status,
            Youth.last_name, Youth.usage_name, Youth.first_name, Youth.sex,
            Youth.birth_earliest, Youth.birth_latest,
        ).join(Youth, Youth.id == CaseFile.youth_id)  # fmt: skip
        persons: list[Person] = []
        for first in range(0, total, _BATCH):
            step(first, total)
            batch = and_(CaseFile.id > first, CaseFile.id <= first + _BATCH)
            for row in work.session.execute(query.where(batch, *conditions)):
                identity = identity_of_row(row)
                number = row.youth_id or 0
                persons.append(Person(row.id, number, row.file_number, row.status, identity))
        step(total, total)
        apart = all_pairs(work)
        work.commit_reading()
        return People(tuple(persons), apart)


def probable(people: People, step: Step) -> Probable:
    """The pairs that are probably one person, the likeliest first. Touches no vault."""
    persons, apart = people.persons, people.apart

    def told_apart(one: int, other: int) -> bool:
        numbers = sorted((persons[one].youth_id, persons[other].youth_id))
        return (numbers[0], numbers[1]) in apart

    found = probable_pairs([one.identity for one in persons], step, apart=told_apart)
    pairs = tuple(
        ProbablePair(
            _half(persons[it.one]), _half(persons[it.other]), it.match.percent, it.match.why
        )
        for it in found[:MOST]
    )
    return Probable(pairs, len(found), len(persons))


def _half(person: Person) -> Half:
    who = person.identity
    name = display_name(who.usage_name or who.last_name, who.first_name)
    return Half(person.case_id, person.number, name, who.birth, person.status)
