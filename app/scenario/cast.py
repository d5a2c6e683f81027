"""The people, the places and the words of the story. All of them are invented.

Names are rare on purpose: whoever looks for one on the disk, or on a sheet, finds no other.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the story."""

    last_name: str
    first_name: str
    phone: str = ""
    job_title: str = ""


OFFICER: Final = Person("Kerambrun", "Solveig")
LOGIN: Final = "s.kerambrun"
PASSWORD: Final = "Onze grues cendrées survolent le vieux moulin 4"  # noqa: S105 - typed on screen
TOWN: Final = "Valmont-sur-Orvanne"
CELL: Final = "Cellule CLSPD – prévention de la délinquance"
SENDER: Final = "Ville de Valmont-sur-Orvanne – Veille éducative"
SENDER_PHONE: Final = "0160702418"
GROUP: Final = "Groupe territorial des Coteaux"
QUARTIER: Final = "Les Tilleuls-Blancs"

YOUTH: Final = Person("Trévidic", "Yanis", phone="0612874530")
ADDRESS: Final = "14 sente des Aubépiniers"
POSTAL_CODE: Final = "77250"
SISTER: Final = Person("Bellocq", "Maëlys")
YOUTH_AGE, SISTER_AGE = 15, 12  # at 16, absenteeism would no longer be told to the group
MOTHER: Final = Person("Quilleret", "Hadjera", phone="0698214507")

SCHOOL: Final = "Lycée professionnel Simone-Ruff"
CPE: Final = Person("Ostrowiecki", "Frédéric", phone="0160704411", job_title="CPE")
CFA: Final = "CFA du bâtiment de Brézolles"
CFA_CONTACT: Final = Person("Falkowska", "Ingrid", job_title="Développeuse de l’apprentissage")
CMA: Final = "Chambre de métiers et de l’artisanat des Deux-Rives"

FAMILY: Final = "Famille Quilleret"
REASON_NOTE: Final = "Ne vient plus en classe que le mercredi, sans justification reçue."
KEPT_IN_THE_CELL: Final = "Le vélo prêté par l’atelier Ginkgo a été rendu, la confiance revient."
TOLD_TO_THE_GROUP: Final = "Présent à l’atelier du mercredi depuis un mois, ponctuel et appliqué."
GROUP_QUESTION: Final = "Quelle place en atelier avant la rentrée de janvier\u202f?"
FIRST_OBJECTIVE: Final = "Retrouver une présence régulière en classe"
SECOND_OBJECTIVE: Final = "Construire un projet dans les métiers du bois"
ACTION_DONE: Final = "Entretien de reprise avec l’équipe du lycée"
ACTION_NEXT: Final = "Point chaque vendredi sur les absences"
ACTION_CELL: Final = "Visite de l’atelier de menuiserie Sorbier"
FIRST_TRADE: Final = "Menuisier fabricant"
SECOND_TRADE: Final = "Charpentier bois"
INTERNSHIP: Final = "Deux semaines en scierie, au printemps"

FORBIDDEN_OUTSIDE: Final = (
    "CLSPD", "délinquance", "police", "signalement", "repérage", "sécurité intérieure",
    "L. 132-5", "groupe territorial",
)  # fmt: skip
"""What no sheet sent outside the cell may say (domain § 5)."""


def typed_names() -> tuple[str, ...]:
    """Everything of the story that would tell of somebody, if it were found on the disk."""
    people = (OFFICER, YOUTH, SISTER, MOTHER, CPE, CFA_CONTACT)
    names = [name for one in people for name in (one.last_name, one.first_name)]
    phones = [one.phone for one in people if one.phone]
    return (
        *names, *phones, LOGIN, PASSWORD, ADDRESS, SCHOOL, CFA, REASON_NOTE, KEPT_IN_THE_CELL,
        TOLD_TO_THE_GROUP, GROUP_QUESTION, FIRST_OBJECTIVE, ACTION_DONE, INTERNSHIP,
    )  # fmt: skip


def born(today: date, years: int) -> date:
    """A birth date that makes somebody `years` old for four months already."""
    return date(today.year - years, today.month, 1) - timedelta(days=120)
