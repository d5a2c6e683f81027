"""Naming the young person of a signalement that names none: when a dossier is opened from it.

A family as a whole, or somebody nobody could name, gives no identity; whoever opens the dossier
types it. The signalement keeps what its author said.
"""

from dataclasses import dataclass

from app.errors import Invalid
from app.models.enums import ReportSubject, Sex
from app.models.intake import IntakeReport
from app.services.rules.names import given_name, tidy_name
from app.services.rules.partial_dates import PartialDate
from app.services.text import bounded

NAME_LIMIT = 60


@dataclass(frozen=True, slots=True)
class NamedYouth:
    """Who the young person turned out to be, as typed."""

    last_name: str = ""
    first_name: str = ""
    sex: Sex | None = None
    birth: PartialDate | None = None


def names_nobody(report: IntakeReport) -> bool:
    """Whether a dossier opened from this signalement needs a name first."""
    return report.subject is not ReportSubject.YOUTH


def identity(report: IntakeReport, named: NamedYouth | None) -> dict[str, object]:
    """The columns of the young person: what the signalement says, or what was typed since.

    Raises `Invalid` when an answer is missing, by field of the form that asked.
    """
    if not names_nobody(report):
        known: dict[str, object] = {
            name: getattr(report, name)
            for name in ("last_name", "usage_name", "first_name", "sex", "birth_earliest",
                         "birth_latest")
        }  # fmt: skip
        return _complete(known, "birth_earliest")
    typed, problems = named or NamedYouth(), dict[str, str]()
    last, first = (
        tidy_name(bounded(problems, name, text, NAME_LIMIT) or "")
        for name, text in (("last_name", typed.last_name), ("first_name", typed.first_name))
    )
    if problems:
        raise Invalid(problems)
    return _complete(
        {
            "last_name": last or None,
            "usage_name": None,
            "first_name": given_name(first) or None,
            "sex": typed.sex,
            "birth_earliest": typed.birth.earliest if typed.birth else None,
            "birth_latest": typed.birth.latest if typed.birth else None,
        },
        "birth",
    )


def _complete(known: dict[str, object], birth: str) -> dict[str, object]:
    problems = {
        field: sentence
        for column, field, sentence in (
            ("last_name", "last_name", "Indiquez le nom du jeune avant d’ouvrir son dossier."),
            ("first_name", "first_name", "Indiquez le prénom du jeune avant d’ouvrir son dossier."),
            ("sex", "sex", "Indiquez s’il s’agit d’une fille ou d’un garçon."),
            ("birth_earliest", birth, "Indiquez la date de naissance, même incomplète."),
        )
        if known[column] is None
    }
    if problems:
        raise Invalid(problems)
    return known
