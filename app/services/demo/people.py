"""The fictional young people and their families."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from app.models.enums import GradeLevel, PartnerType, Relationship, Sex, Situation
from app.models.youth import (
    Guardian,
    Guardianship,
    Household,
    HouseholdMembership,
    Schooling,
    Youth,
)
from app.services.demo.rows import Rows
from app.services.demo.town import Town
from app.services.demo.words import Words
from app.services.rules.names import search_key, sort_key
from app.services.rules.phonetics import phonetic_key

AT_SCHOOL = (
    (Situation.COLLEGE, GradeLevel.G5E),
    (Situation.COLLEGE, GradeLevel.G4E),
    (Situation.COLLEGE, GradeLevel.G3E),
    (Situation.SEGPA, GradeLevel.S4E),
    (Situation.LYCEE_PRO, GradeLevel.G2DE_PRO),
    (Situation.LYCEE_PRO, GradeLevel.G1RE_PRO),
    (Situation.LYCEE_GT, GradeLevel.G2DE_GT),
    (Situation.RELAIS, GradeLevel.RELAIS),
)
ELSEWHERE = tuple(one for one in Situation if one not in {place for place, _ in AT_SCHOOL})


@dataclass(frozen=True, slots=True)
class Person:
    """What the dossier needs to know of its young person."""

    youth_id: int
    last_name: str
    first_name: str
    sort_key: str
    sex: Sex
    birth: tuple[date, date]
    situation: Situation
    grade: GradeLevel | None
    school_id: int | None
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


class People:
    """Makes young people; about one in eight joins the family of the one before."""

    def __init__(self, rows: Rows, words: Words, town: Town, draw: Random, today: date) -> None:
        self._rows, self._words, self._town = rows, words, town
        self._draw, self._today = draw, today
        self._family: _Family | None = None
        # Keys of a few hundred words, computed once rather than a hundred thousand times.
        self._sorts: dict[tuple[str, str], str] = {}
        self._sounds: dict[str, str] = {}

    def make(self, neighbourhood_id: int, opened_on: date) -> Person:
        """One young person with guardians, household and schooling."""
        draw, words = self._draw, self._words
        sibling = self._family is not None and draw.random() < 0.12
        family = self._family if sibling and self._family else self._found()
        sex = draw.choice((Sex.FEMALE, Sex.MALE))
        first = draw.choice(words.girls if sex is Sex.FEMALE else words.boys)
        birth = self._birth()
        situation, grade = self._situation(birth[0])
        school_id = self._town.partner(draw, PartnerType.SCHOOL) if grade else None
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
                "neighbourhood_id": neighbourhood_id,
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
            {"household_id": family.household_id, "youth_id": youth_id, "from_on": opened_on},
        )
        self._rows.add(
            Schooling,
            {
                "youth_id": youth_id,
                "situation": situation,
                "grade": grade,
                "school_id": school_id,
                "completed_3e": grade not in {GradeLevel.G5E, GradeLevel.G4E, GradeLevel.S4E},
                "started_on": opened_on - timedelta(days=60),
            },
        )
        self._family = family
        return Person(
            youth_id,
            family.last_name,
            first,
            key,
            sex,
            birth,
            situation,
            grade,
            school_id,
            family.guardian_names,
            family.household_id,
            f"Famille {family.last_name}",
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
        return _Family(number, name, ids, tuple(" ".join(one) for one in names), address)

    def _birth(self) -> tuple[date, date]:
        draw = self._draw
        age = draw.choices(
            (11, 12, 13, 14, 15, 16, 17, 18, 20, 22, 24), (2, 3, 5, 7, 9, 9, 8, 5, 3, 2, 1)
        )[0]
        born = self._today - timedelta(days=age * 365 + draw.randint(20, 350))
        if draw.random() < 0.03:
            return date(born.year, 1, 1), date(born.year, 12, 31)
        return born, born

    def _situation(self, born: date) -> tuple[Situation, GradeLevel | None]:
        draw = self._draw
        if (self._today - born).days < 16 * 365 or draw.random() < 0.4:
            return draw.choice(AT_SCHOOL)
        return draw.choice(ELSEWHERE), None

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
