"""Situations drawn at random: an answer for each question of domain § 1.6.1, or none."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from app.services.choices import (
    ExpectedSupport,
    FamilyPosition,
    GradeLevel,
    IntakeReason,
    PartnerType,
    PriorStep,
    Relationship,
    ReportSubject,
    Sex,
    Situation,
)

T = TypeVar("T")
SCHOOL = "Lycée Paul-Langevin"
OFTEN, SOMETIMES = 0.9, 0.3
THEMSELVES = (PartnerType.FAMILY, PartnerType.YOUTH)
SCHOOLS = (PartnerType.SCHOOL, PartnerType.CFA)
LAST = ("martel", "ouedraogo-lefebvre", "n'guessan", "le goff", "da silva", "ait-lahcen",
        "d'almeida", "yildiz", "nguyen", "lefèvre", "kowalski", "ben soussan")  # fmt: skip
FIRST = ("Yanis", "Marie-Antoinette", "Thi Lan", "Anaïs", "Koffi", "Zoé", "Emre", "Léa", "Tiago")
BODIES = ("Maison des Tilleuls", "Service du Val", "Structure Jean-Moulin", "Accueil du Plateau")
PLACES = ("Hall du 12, allée des Tilleuls", "Quai de la gare, le matin", "Square de la mairie")
NOTES = (
    "Quatre courriers du lycée sans réponse.",
    "Ne vient plus à l’entraînement depuis la rentrée.",
    "Cherche un autre patron en cuisine, a déjà visité deux restaurants de la ville.",
    "La mère demande à être reçue et souhaite un rendez-vous après 17 h, de préférence le jeudi.",
    (
        "Vit chez sa grand-mère depuis septembre. Le collège a proposé un rendez-vous, puis "
        "un emploi du temps aménagé, possible une fois la famille rencontrée par l’équipe."
    ),
)


@dataclass(frozen=True)
class Told:
    """What one is told on the telephone: words as they are typed, answers as they are chosen."""

    origin: PartnerType
    body: str
    subject: ReportSubject
    reasons: tuple[IntakeReason, ...]
    told: bool
    last: str = ""
    first: str = ""
    born: str = ""
    place: str = ""
    sex: Sex | None = None
    situation: Situation | None = None
    grade: GradeLevel | None = None
    school: str = ""
    note: str = ""
    reference: str = ""
    informed_by: str = ""
    position: FamilyPosition | None = None
    guardian: tuple[Relationship, str, str] | None = None
    phone: str = ""
    address: tuple[str, str, str] | None = None
    steps: tuple[PriorStep, ...] = ()
    expected: ExpectedSupport | None = None

    @property
    def has_school(self) -> bool:
        """Whether a school is kept: the one said, or the one that signals, proposed by itself."""
        asked = self.subject is not ReportSubject.FAMILY
        return asked and bool(self.school or self.origin in SCHOOLS)

    @property
    def kept(self) -> tuple[object, ...]:
        """What must be found in the vault afterwards."""
        nobody = self.subject is ReportSubject.UNKNOWN
        return (
            self.subject, self.origin, frozenset(self.reasons), self.note, self.sex,
            self.situation, self.grade, None if nobody else self.told, self.position,
            self.expected, set(self.steps), int(self.guardian is not None),
        )  # fmt: skip


def draw(chance: random.Random) -> Told:
    """One situation, as likely as another."""
    subject = chance.choices(list(ReportSubject), weights=(8, 1, 1))[0]
    return _told(chance, subject, SOMETIMES)


def everything(chance: random.Random) -> Told:
    """One in which every question is answered."""
    return _told(chance, ReportSubject.YOUTH, 1.0)


def _told(chance: random.Random, subject: ReportSubject, often: float) -> Told:
    def maybe(value: T, none: T) -> T:
        return value if chance.random() < often else none

    young, named = subject is ReportSubject.YOUTH, subject is not ReportSubject.UNKNOWN
    # an absence is not entered past the school year of sixteen (§ 3.2)
    born, reasons = _born(chance), _reasons(chance)
    if not young or born.year < 2012:
        reasons = tuple(one for one in reasons if one is not IntakeReason.ABSENTEEISM)
    reasons = reasons or (IntakeReason.DROPOUT_RISK,)
    origin = chance.choice(list(PartnerType))
    informed = chance.random() < 0.5
    other = IntakeReason.OTHER in reasons
    return Told(
        origin=origin,
        body="" if origin in THEMSELVES else chance.choice(BODIES),
        subject=subject,
        reasons=reasons,
        told=informed and named,
        last=chance.choice(LAST) if named else "",
        first=chance.choice(FIRST) if young else "",
        born=_as_typed(chance, born) if young else "",
        place="" if named else chance.choice(PLACES),
        sex=chance.choice(list(Sex)) if young else None,
        situation=chance.choice(list(Situation)) if young else None,
        grade=maybe(chance.choice(list(GradeLevel)), None) if young else None,
        # who signals for a school most often is the school: it is proposed by itself
        school=maybe(SCHOOL, "") if young and origin not in SCHOOLS else "",
        note=chance.choice(NOTES) if other else maybe(chance.choice(NOTES), ""),
        reference=maybe("2de4-17", ""),
        informed_by=maybe("la conseillère", "") if informed and named else "",
        position=maybe(chance.choice(list(FamilyPosition)), None) if named else None,
        guardian=maybe((chance.choice(list(Relationship)), "diallo", "0612345678"), None)
        if named
        else None,
        phone=maybe("0698765432", "") if named else "",
        address=maybe(("14 rue des Lilas", "91100", "Valmont"), None) if named else None,
        steps=tuple(chance.sample(list(PriorStep), 2)) if chance.random() < often else (),
        expected=maybe(chance.choice(list(ExpectedSupport)), None),
    )


def _reasons(chance: random.Random) -> tuple[IntakeReason, ...]:
    found: Sequence[IntakeReason] = chance.sample(list(IntakeReason), chance.randint(1, 3))
    return tuple(found)


def _born(chance: random.Random) -> date:
    return date(chance.randint(2003, 2019), chance.randint(1, 12), chance.randint(1, 28))


def _as_typed(chance: random.Random, born: date) -> str:
    """Whole in one of the ways people type it, or as much of it as is known."""
    return chance.choice(
        (
            f"{born:%d/%m/%Y}", f"{born:%d%m%y}", f"{born:%d%m%Y}",
            f"{born.day}/{born.month}/{born:%y}", f"{born:%m/%Y}", f"{born:%Y}",
        )
    )  # fmt: skip
