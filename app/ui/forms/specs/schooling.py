"""What the forms of the tab Scolarité ask: a period, a threshold of absence, a departure."""

from collections.abc import Sequence

from app.services.choices import AbsenceThreshold, GradeLevel, Situation
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Width
from app.ui.forms.specs.case import choices
from app.ui.widgets.choice import Choice

_CREATE = "Créer la structure"


def schooling_spec() -> FormSpec:
    """A situation, school or not."""
    return FormSpec(
        "schooling",
        (
            Section(
                "",
                (
                    (
                        Field("situation", "Situation", Kind.CHOICE, required=True,
                              choices=choices(Situation), width=Width.LONG,
                              missing="Choisissez la situation"),
                        Field("started_on", "Depuis le", Kind.DATE, required=True,
                              width=Width.SHORT, missing="Indiquez depuis quand"),
                        Field("ended_on", "Jusqu’au", Kind.DATE, width=Width.SHORT,
                              help="Vide si elle dure encore"),
                    ),
                    (
                        Field("school", "Établissement ou organisme", Kind.REFERENCE,
                              width=Width.LONG, creation=_CREATE,
                              placeholder="Structure du carnet d’adresses"),
                        Field("grade", "Classe", Kind.CHOICE, choices=choices(GradeLevel)),
                    ),
                    (
                        Field("completed_3e", "La classe de 3e est-elle achevée\u202f?",
                              Kind.YES_NO, width=Width.FULL,
                              help="Elle ouvre l’apprentissage dès 15 ans"),
                    ),
                ),
            ),
        ),
        numbered=False,
    )  # fmt: skip


def attendance_spec(months: Sequence[Choice]) -> FormSpec:
    """A threshold reached in a month, who said so: never a day of absence (domain § 3.2)."""
    return FormSpec(
        "attendance",
        (
            Section(
                "",
                (
                    (
                        Field("threshold", "Seuil atteint", Kind.CHOICE, required=True,
                              choices=choices(AbsenceThreshold), width=Width.FULL,
                              missing="Choisissez le seuil atteint"),
                    ),
                    (
                        Field("month", "Mois", Kind.CHOICE, required=True,
                              choices=tuple(months), missing="Choisissez le mois"),
                        Field("reached_on", "Atteint le", Kind.DATE, width=Width.SHORT,
                              help="Si ce jour est connu"),
                        Field("source", "Qui l’a fait savoir", Kind.REFERENCE, required=True,
                              width=Width.LONG, creation=_CREATE,
                              placeholder="Établissement, DSDEN…",
                              missing="Indiquez qui l’a fait savoir"),
                    ),
                ),
            ),
        ),
        numbered=False,
    )  # fmt: skip


def departure_spec() -> FormSpec:
    """When the young person left the town."""
    day = Field("moved_out_on", "A quitté la commune le", Kind.DATE, width=Width.SHORT,
                help="Les seuils d’absence s’effacent alors aussitôt, et pour de bon")  # fmt: skip
    return FormSpec("departure", (Section("", ((day,),)),), numbered=False)
