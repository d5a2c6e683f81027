"""The three ways out of a signalement, and what each one asks."""

from collections.abc import Sequence

from app.services.choices import NotRetainedReason, Sex, labelled
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Values, Width
from app.ui.widgets.choice import Choice

RETAIN, REDIRECT, NOT_RETAIN = "retain", "redirect", "not_retain"
NEW_CASE, OTHER_CASE, FAMILY_CASE = "new", "other", "family"


def _way(answers: Values) -> object:
    return answers["way"]


def decision_spec(
    *,
    cases: Sequence[Choice] = (),
    officers: Sequence[Choice] = (),
    unnamed: bool = False,
    family: bool = False,
) -> FormSpec:
    """What to do of a signalement. `cases` are the dossiers it may join, proposed first.

    `unnamed`: it is about a family or about somebody nobody could name, so that a dossier that
    opens from it wants an identity first. `family`: it is about one, whose own dossier is the
    first answer; the dossier of one of its young people stays possible.
    """
    opening = "Ouvrir le dossier d’un jeune" if family else "Ouvrir un nouveau dossier"
    own = (Choice(FAMILY_CASE, "Ouvrir un dossier de famille"),) if family else ()

    def new_case(answers: Values) -> bool:
        return _way(answers) == RETAIN and answers["case"] in {NEW_CASE, None}

    def named(answers: Values) -> bool:
        return unnamed and new_case(answers)

    def of_family(answers: Values) -> bool:
        return _way(answers) == RETAIN and answers["case"] == FAMILY_CASE

    def followed(answers: Values) -> bool:
        return new_case(answers) or of_family(answers)

    def joins_other(answers: Values) -> bool:
        return _way(answers) == RETAIN and answers["case"] == OTHER_CASE

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
                              choices=(
                                  *own,
                                  Choice(NEW_CASE, opening),
                                  *cases,
                                  Choice(OTHER_CASE, "Rejoindre un autre dossier"),
                              )),
                    ),
                    (
                        Field("joined", "Lequel\u202f?", Kind.REFERENCE, required=True,
                              width=Width.FULL, visible_when=joins_other,
                              placeholder="Nom ou numéro du dossier"),
                    ),
                    (
                        Field("household", "Cette famille est-elle déjà connue\u202f?",
                              Kind.REFERENCE, width=Width.FULL, visible_when=of_family,
                              placeholder="Tapez son nom",
                              help="Laissez vide si elle ne l’est pas"),
                    ),
                    (
                        Field("last_name", "Nom du jeune", Kind.NAME, required=True,
                              max_length=60, visible_when=named),
                        Field("first_name", "Prénom", Kind.NAME, required=True, max_length=60,
                              visible_when=named),
                        Field("birth", "Né(e) le", Kind.BIRTH_DATE, required=True,
                              visible_when=named),
                    ),
                    (
                        Field("sex", "Sexe", Kind.CHOICE, required=True, visible_when=named,
                              choices=tuple(Choice(*one) for one in labelled(Sex))),
                    ),
                    (
                        Field("officer", "Référent de parcours", Kind.REFERENCE,
                              choices=tuple(officers), visible_when=followed,
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
