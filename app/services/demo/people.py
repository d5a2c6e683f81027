"""The fictional young people and their families."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from app.models.enums import GradeLevel, Relationship, Sex, Situation
from app.models.youth import (
    Guardian,
    Guardianship,
    Household,
    HouseholdMembership,
    Schooling,
    Youth,
)
from app.services.demo.classes import Place, completed_3e, place_at
from app.services.demo.fates import Fate
from app.services.demo.rows import Rows
from app.services.demo.town import Town
from app.services.demo.words import Mark, Words
from app.services.rules.ages import CONTRACT_FROM_AFTER_3E, MAJORITY, SchoolYear, age_on
from app.services.rules.alerts import AlertKind
from app.services.rules.names import search_key, sort_key
from app.services.rules.phonetics import phonetic_key

_COLLEGE = frozenset({Situation.COLLEGE, Situation.SEGPA, Situation.RELAIS})
_LYCEE = frozenset({Situation.LYCEE_PRO, Situation.LYCEE_GT})
_APART = timedelta(days=300)  # between two births of a mother, twins aside


@dataclass(frozen=True, slots=True)
class Person:
    """What the dossier needs to know of its young person."""

    youth_id: int
    last_name: str
    first_name: str
    sort_key: str
    sex: Sex
    birth: tuple[date, date]
    first_place: Place  # when the dossier opened
    first_school_id: int | None
    grade: GradeLevel | None  # since
    school_id: int | None
    marks: frozenset[Mark]
    neighbourhood_id: int
    group_id: int
    guardian_names: tuple[str, ...]
    household_id: int
    household_name: str


@dataclass(slots=True)
class _Family:
    household_id: int
    last_name: str
    guardian_ids: tuple[int, ...]
    guardian_names: tuple[str, ...]
    address: str
    quarter: tuple[int, int]
    children: list[tuple[str, date]]


class People:
    """Makes young people; about one in eight joins the family of the one before."""

    def __init__(self, rows: Rows, words: Words, town: Town, draw: Random) -> None:
        self._rows, self._words, self._town, self._draw = rows, words, town, draw
        self._family: _Family | None = None
        # Keys of a few hundred words, computed once rather than a hundred thousand times.
        self._sorts: dict[tuple[str, str], str] = {}
        self._sounds: dict[str, str] = {}

    def make(self, fate: Fate) -> Person:
        """One young person with guardians, household and schooling, whom that dossier suits."""
        draw, words, birth = self._draw, self._words, fate.birth
        family = self._family
        if family is None or draw.random() >= 0.12 or not _may_join(family, birth[1]):
            family = self._found()
        sex = draw.choice((Sex.FEMALE, Sex.MALE))
        called = {first for first, _ in family.children}
        names = words.girls if sex is Sex.FEMALE else words.boys
        first = draw.choice(names)
        while first in called:
            first = draw.choice(names)
        family.children.append((first, birth[1]))
        key = self._sort(family.last_name, first)
        youth_id = self._rows.add(
            Youth,
            {
                "last_name": family.last_name,
                "first_name": first,
                "sex": sex,
                "birth_earliest": birth[0],
                "birth_latest": birth[1],
                "address": family.address,
                "postal_code": "91100",
                "city": "Valmont",
                "phone": f"+3363998{draw.randint(0, 9999):04}" if draw.random() < 0.6 else None,
                "neighbourhood_id": family.quarter[0],
                "sort_key": key,
                "phonetic_key": self._sound(family.last_name, first),
                "given_key": self._sound(first, family.last_name),
            },
        )
        kinds = (Relationship.MOTHER, Relationship.FATHER)
        for kind, guardian_id in zip(kinds, family.guardian_ids, strict=False):
            self._rows.add(
                Guardianship,
                {"youth_id": youth_id, "guardian_id": guardian_id, "relationship_kind": kind},
            )
        self._rows.add(
            HouseholdMembership,
            {"household_id": family.household_id, "youth_id": youth_id, "from_on": fate.opened_on},
        )
        first_place, first_school_id, now, school_id = self._schooling(youth_id, fate)
        self._family = family
        return Person(
            youth_id,
            family.last_name,
            first,
            key,
            sex,
            birth,
            first_place,
            first_school_id,
            now[1],
            school_id,
            _marks(sex, birth[1], fate, now),
            *family.quarter,
            family.guardian_names,
            family.household_id,
            f"Famille {family.last_name}",
        )

    def _schooling(self, youth_id: int, fate: Fate) -> tuple[Place, int | None, Place, int | None]:
        """Where they were when the dossier opened, and are since the last change, if any."""
        draw, born = self._draw, fate.birth[1]
        place = place_at(draw, born, fate.opened_on)
        if fate.call is AlertKind.CONTRACT:
            place = (Situation.LYCEE_PRO, GradeLevel.G2DE_PRO)
        school_id = self._town.school(draw, place[0])
        first_place, first_school_id = place, school_id
        began, last_year = SchoolYear.of(fate.opened_on), SchoolYear.of(fate.ended_on)
        moved = fate.closed_on if fate.reason is not None else None
        changed = moved or (last_year.first_day if last_year > began else None)
        completed = completed_3e(place, born, fate.opened_on)
        if fate.call is not AlertKind.CONTRACT and changed is not None:
            days = began.first_day, changed - timedelta(days=1)
            self._attend(youth_id, place, school_id, completed=completed, days=days)
            place = place_at(draw, born, changed, fate.reason)
            school_id = self._town.school(draw, place[0])
            completed = completed or completed_3e(place, born, changed)
            start = changed
        else:
            start = began.first_day
        self._attend(youth_id, place, school_id, completed=completed, days=(start, None))
        return first_place, first_school_id, place, school_id

    def _attend(
        self,
        youth_id: int,
        place: Place,
        school_id: int | None,
        *,
        completed: bool,
        days: tuple[date, date | None],
    ) -> None:
        self._rows.add(
            Schooling,
            {
                "youth_id": youth_id,
                "situation": place[0],
                "grade": place[1],
                "school_id": school_id,
                "completed_3e": completed,
                "started_on": days[0],
                "ended_on": days[1],
            },
        )

    def _found(self) -> _Family:
        draw, words = self._draw, self._words
        name = draw.choice(words.family_names)
        address = f"{draw.randint(1, 120)} {draw.choice(words.streets)}"
        names = [(name, draw.choice(words.girls))]
        if draw.random() < 0.7:
            other = name if draw.random() < 0.8 else draw.choice(words.family_names)
            names.append((other, draw.choice(words.boys)))
        ids = tuple(
            self._rows.add(
                Guardian,
                {
                    "last_name": last,
                    "first_name": first,
                    "address": address,
                    "postal_code": "91100",
                    "city": "Valmont",
                    "phone": f"+3363998{draw.randint(0, 9999):04}",
                },
            )
            for last, first in names
        )
        household = f"Famille {name}"
        number = self._rows.add(Household, {"name": household, "sort_key": search_key(household)})
        called = tuple(" ".join(one) for one in names)
        quarter = draw.choice(self._town.neighbourhoods)
        return _Family(number, name, ids, called, address, quarter, [])

    def _sort(self, last: str, first: str) -> str:
        found = self._sorts.get((last, first))
        if found is None:
            found = self._sorts[last, first] = sort_key(last, first)
        return found

    def _sound(self, *names: str) -> str:
        parts = []
        for name in names:
            if name not in self._sounds:
                self._sounds[name] = phonetic_key(name)
            parts.append(self._sounds[name])
        return " ".join(parts)


def _may_join(family: _Family, born: date) -> bool:
    return all(abs(born - other) >= _APART for _, other in family.children)


def _marks(sex: Sex, born: date, fate: Fate, place: Place) -> frozenset[Mark]:
    found = {Mark.GIRL if sex is Sex.FEMALE else Mark.BOY}
    if age_on(born, fate.ended_on) < MAJORITY:
        found.add(Mark.MINOR)
    if age_on(born, fate.opened_on) >= CONTRACT_FROM_AFTER_3E:
        found.add(Mark.FROM_15)
    if place[0] in _COLLEGE:
        found |= {Mark.COLLEGE, Mark.PUPIL}
    elif place[0] in _LYCEE:
        found |= {Mark.LYCEE, Mark.PUPIL}
    else:
        found.add(Mark.AWAY)
    return frozenset(found)
