"""What the forms of the plan d'actions ask (domain § 1.6.5)."""

from collections.abc import Sequence
from functools import partial

from app.services.choices import ActionType, ContractAxis, SharingScope, labelled
from app.services.plan import TITLE_LIMIT
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Values, Width
from app.ui.widgets.choice import Choice

CONTRIBUTORS = ("contributor_1", "contributor_2", "contributor_3")


def _choices(closed_list: type) -> tuple[Choice, ...]:
    return tuple(Choice(*one) for one in labelled(closed_list))


def _answered(name: str, answers: Values) -> bool:
    return bool(answers[name])


def objective_spec() -> FormSpec:
    """An objective: a few words, and the day it was reached."""
    return FormSpec(
        "objective",
        (
            Section(
                "",
                (
                    (
                        Field("title", "Objectif", required=True, max_length=TITLE_LIMIT,
                              watched=True,
                              width=Width.FULL, placeholder="Reprendre une formation avant janvier",
                              missing="Nommez l’objectif en quelques mots"),
                        Field("reached_on", "Atteint le", Kind.DATE, width=Width.SHORT),
                    ),
                ),
            ),
        ),
        numbered=False,
    )  # fmt: skip


def action_spec(objectives: Sequence[Choice]) -> FormSpec:
    """An action: what for, what, who, by when, and who may read it."""
    contributors = tuple(
        Field(name, "Avec" if not at else "Et avec", Kind.REFERENCE,
              placeholder="Structure du carnet d’adresses",
              visible_when=partial(_answered, CONTRIBUTORS[at - 1]) if at else None)
        for at, name in enumerate(CONTRIBUTORS)
    )  # fmt: skip
    return FormSpec(
        "action",
        (
            Section(
                "",
                (
                    (
                        Field("objective", "Objectif", Kind.CHOICE, required=True,
                              choices=tuple(objectives), width=Width.FULL,
                              missing="Rattachez l’action à un objectif"),
                    ),
                    (
                        Field("action_type", "Type d’action", Kind.CHOICE, required=True,
                              choices=_choices(ActionType), width=Width.MEDIUM,
                              missing="Choisissez le type d’action"),
                        Field("title", "En quelques mots", max_length=TITLE_LIMIT, watched=True,
                              width=Width.LONG, placeholder="À défaut, le type d’action"),
                    ),
                    (
                        Field("pilot", "Pilote", Kind.REFERENCE, width=Width.LONG,
                              placeholder="Quelqu’un de la cellule ou d’une structure"),
                        Field("start_on", "Début", Kind.DATE, ahead=True, width=Width.SHORT),
                        Field("due_on", "Échéance", Kind.DATE, ahead=True, width=Width.SHORT),
                    ),
                    contributors,
                    (
                        Field("sharing_scope", "Qui peut la lire\u202f?", Kind.CHOICE,
                              required=True, choices=_choices(SharingScope), width=Width.LONG,
                              help="«\u202fGroupe territorial\u202f»\u202f: elle figurera sur la "
                              "fiche de synthèse imprimée pour le groupe."),
                        Field("contract_axis", "Axe du contrat de la ville", Kind.CHOICE,
                              choices=_choices(ContractAxis), width=Width.LONG),
                    ),
                ),
            ),
        ),
        numbered=False,
    )  # fmt: skip


def postpone_spec() -> FormSpec:
    """To when an action is put off."""
    return FormSpec(
        "postpone",
        (
            Section(
                "",
                (
                    (
                        Field("due_on", "Nouvelle échéance", Kind.DATE, ahead=True, required=True,
                              width=Width.SHORT, missing="Indiquez la nouvelle échéance"),
                    ),
                ),
            ),
        ),
        numbered=False,
    )  # fmt: skip
