"""The three ways out of a signalement, and what each one asks."""

from collections.abc import Sequence

from app.services.choices import NotRetainedReason, labelled
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Values, Width
from app.ui.widgets.choice import Choice

RETAIN, REDIRECT, NOT_RETAIN = "retain", "redirect", "not_retain"
NEW_CASE = "new"


def _way(answers: Values) -> object:
    return answers["way"]


def decision_spec(*, cases: Sequence[Choice] = (), officers: Sequence[Choice] = ()) -> FormSpec:
    """What to do of a signalement. `cases` are the dossiers it may join."""

    def new_case(answers: Values) -> bool:
        return _way(answers) == RETAIN and answers["case"] in {NEW_CASE, None}

    return FormSpec(
        "decision",
        (
            Section(
                "",
                (
                    (
                        Field("way", "Suite à donner", Kind.CHOICE, required=True,
                              width=Width.FULL,
                              choices=(
                                  Choice(RETAIN, "Retenir"),
                                  Choice(REDIRECT, "Réorienter"),
                                  Choice(NOT_RETAIN, "Classer sans suite"),
                              )),
                    ),
                    (
                        Field("case", "Dans quel dossier\u202f?", Kind.CHOICE, required=True,
                              width=Width.FULL, visible_when=lambda one: _way(one) == RETAIN,
                              choices=(Choice(NEW_CASE, "Ouvrir un nouveau dossier"), *cases)),
                    ),
                    (
                        Field("officer", "Référent de parcours", Kind.REFERENCE,
                              choices=tuple(officers), visible_when=new_case,
                              width=Width.FULL),
                    ),
                    (
                        Field("partner", "Vers quelle structure\u202f?", Kind.REFERENCE,
                              required=True, width=Width.FULL, creation="Créer la structure",
                              placeholder="Service compétent",
                              visible_when=lambda one: _way(one) == REDIRECT),
                    ),
                    (
                        Field("reason", "Motif", Kind.CHOICE, required=True, width=Width.FULL,
                              choices=tuple(Choice(*one) for one in labelled(NotRetainedReason)),
                              visible_when=lambda one: _way(one) == NOT_RETAIN),
                    ),
                ),
            ),
        ),
        numbered=False,
    )  # fmt: skip
