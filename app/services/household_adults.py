"""The adults of a family: representatives of its young people, with a link and dates.

Nobody else is recorded: an adult of a foyer is a legal representative or a relative already noted
for a followed young person of that foyer (domain § 3.9). Whoever does not reach that young
person's dossier does not see the adult.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.errors import Conflict, Refused
from app.models.case import CaseFile
from app.models.enums import JournalAction, Relationship
from app.models.family import HouseholdAdult
from app.models.youth import Guardian, Guardianship, Household, HouseholdMembership
from app.services.access import demand_household, visible_cases
from app.services.changes import Change, Subject
from app.services.desk import Desk, Work
from app.services.persons import name_of
from app.services.rules.rights import UseCase
from app.services.text import refuse

_ALSO = frozenset({Subject.CASE})


@dataclass(frozen=True, slots=True)
class AdultEntry:
    """An adult of a family as typed: who (among `AdultChoice`), what they are there, since when.

    `read_as`: what the stay said when it was read, none for a new one. A stay has no version of
    its own, and these three answers are all it says.
    """

    guardian_id: int | None
    link: Relationship | None
    from_on: date | None = None
    until_on: date | None = None
    read_as: "AdultRow | None" = None


@dataclass(frozen=True, slots=True)
class AdultRow:
    """An adult of a family, now or formerly; `id` is the stay's own.

    `of`: the young people (numbers) of whom they are a representative, as far as one sees them.
    """

    id: int
    guardian_id: int
    name: str
    link: Relationship
    from_on: date | None
    until_on: date | None
    of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AdultChoice:
    """A representative of a young person of the family who is not among its adults yet."""

    guardian_id: int
    name: str
    link: Relationship


def read_adults(work: Work, household_id: int) -> tuple[AdultRow, ...]:
    """The adults of a family this actor reaches, those who left last."""
    represented = _represented(work, household_id)
    rows = work.session.execute(
        select(HouseholdAdult, Guardian)
        .join(Guardian, Guardian.id == HouseholdAdult.guardian_id)
        .where(HouseholdAdult.household_id == household_id)
        .order_by(HouseholdAdult.until_on.is_not(None), HouseholdAdult.id)
    )
    return tuple(
        AdultRow(
            id=stay.id,
            guardian_id=stay.guardian_id,
            name=name_of(person),
            link=stay.link,
            from_on=stay.from_on,
            until_on=stay.until_on,
            of=tuple(youth_id for youth_id, _ in represented[stay.guardian_id]),
        )
        for stay, person in rows
        if stay.guardian_id in represented
    )


def adult_choices(desk: Desk, household_id: int) -> tuple[AdultChoice, ...]:
    """Whom one may note as an adult of the family: the representatives of its young people."""
    with desk.read() as work:
        demand_household(work, UseCase.EDIT_IDENTITY, household_id)
        represented = _represented(work, household_id, UseCase.EDIT_IDENTITY)
        here = _here(work, household_id)
        left = [number for number in represented if number not in here]
        people = work.session.scalars(
            select(Guardian).where(Guardian.id.in_(left)).order_by(Guardian.last_name, Guardian.id)
        )
        return tuple(AdultChoice(one.id, name_of(one), represented[one.id][0][1]) for one in people)


def save_adult(
    desk: Desk, household_id: int, entry: AdultEntry, *, adult_id: int | None = None
) -> Change:
    """An adult comes to live in a family, or what was noted of them there is corrected.

    Raises `Invalid`, `Conflict` when the stay no longer says what was read, `Refused` (also for
    one who represents no young person of the family).
    """
    with desk.work() as work:
        demand_household(work, UseCase.EDIT_IDENTITY, household_id)
        home = work.get(Household, household_id)
        _check(entry, work.today)
        guardian_id, link = entry.guardian_id or 0, entry.link or Relationship.OTHER
        if guardian_id not in _represented(work, household_id, UseCase.EDIT_IDENTITY):
            raise Refused
        stay = None if adult_id is None else work.get(HouseholdAdult, adult_id)
        if stay is None:
            if entry.until_on is None and guardian_id in _here(work, household_id):
                refuse({"guardian_id": "Cette personne vit déjà dans cette famille."})
            stay = HouseholdAdult(household_id=home.id, guardian_id=guardian_id)
            work.session.add(stay)
        elif (stay.household_id, stay.guardian_id) != (home.id, guardian_id):
            raise Refused
        elif entry.read_as is not None and _said(stay) != _said(entry.read_as):
            raise Conflict
        stay.link, stay.from_on, stay.until_on = link, entry.from_on, entry.until_on
        work.journal(JournalAction.UPDATE, "household", home.id, "adults")
        return work.commit(Change(Subject.HOUSEHOLD, home.id, _ALSO))


def _check(entry: AdultEntry, today: date) -> None:
    problems: dict[str, str] = {}
    if entry.guardian_id is None:
        problems["guardian_id"] = "Choisissez la personne."
    if entry.link is None:
        problems["link"] = "Indiquez ce que cette personne est pour les jeunes."
    for name, day in (("from_on", entry.from_on), ("until_on", entry.until_on)):
        if day is not None and day > today:
            problems[name] = "Cette date est à venir\u202f: vérifiez-la."
    if entry.from_on and entry.until_on and entry.until_on < entry.from_on:
        problems["until_on"] = "Cette date précède l’arrivée dans la famille."
    refuse(problems)


def _said(stay: HouseholdAdult | AdultRow) -> tuple[Relationship, date | None, date | None]:
    return stay.link, stay.from_on, stay.until_on


def _here(work: Work, household_id: int) -> set[int]:
    return set(
        work.session.scalars(
            select(HouseholdAdult.guardian_id).where(
                HouseholdAdult.household_id == household_id, HouseholdAdult.until_on.is_(None)
            )
        )
    )


def _represented(
    work: Work, household_id: int, use_case: UseCase = UseCase.READ_CASE
) -> dict[int, list[tuple[int, Relationship]]]:
    """Representatives of the young people of a family, past ones too: of whom, as what."""
    rows = work.session.execute(
        select(Guardianship.guardian_id, Guardianship.youth_id, Guardianship.relationship_kind)
        .join(HouseholdMembership, HouseholdMembership.youth_id == Guardianship.youth_id)
        .join(CaseFile, CaseFile.youth_id == Guardianship.youth_id)
        .where(HouseholdMembership.household_id == household_id, visible_cases(work, use_case))
        .order_by(Guardianship.id)
        .distinct()
    )
    found: dict[int, list[tuple[int, Relationship]]] = {}
    for guardian_id, youth_id, kind in rows:
        found.setdefault(guardian_id, []).append((youth_id, kind))
    return found
