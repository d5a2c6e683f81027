"""What the form of an observation asks (domain § 1.6.2)."""

from app.services.choices import ObservationKind, SharingScope, labelled
from app.services.observations import TEXT_LIMIT
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Width
from app.ui.widgets.choice import Choice

_KINDS = tuple(Choice(*one) for one in labelled(ObservationKind))
_SCOPES = tuple(Choice(*one) for one in labelled(SharingScope))


def observation_spec() -> FormSpec:
    """The form; who may read is asked each time, the cell being the answer given at first."""
    return FormSpec(
        "observation",
        (
            Section(
                "",
                (
                    (
                        Field("kind", "Nature", Kind.CHOICE, required=True, choices=_KINDS,
                              width=Width.LONG, missing="Indiquez de quoi vient cette observation"),
                        Field("observed_on", "Date", Kind.DATE, required=True, width=Width.SHORT),
                    ),
                    (
                        Field("text", "Observation", Kind.LONG_TEXT, required=True, lines=4,
                              max_length=TEXT_LIMIT, width=Width.FULL,
                              missing="Écrivez l’observation",
                              help="Faits utiles au suivi, rédigés de façon objective\u202f: "
                              "la personne peut en obtenir copie. Ni santé, ni religion, ni "
                              "opinion, ni fait pénal."),
                    ),
                    (
                        Field("source", "Source, si ce n’est pas vous", Kind.REFERENCE,
                              width=Width.MEDIUM, placeholder="Structure du carnet d’adresses"),
                        Field("sharing_scope", "Qui peut la lire\u202f?", Kind.CHOICE,
                              required=True, choices=_SCOPES, width=Width.LONG,
                              help="«\u202fGroupe territorial\u202f»\u202f: elle pourra figurer "
                              "sur la fiche de synthèse imprimée pour le groupe."),
                    ),
                    (
                        Field("person_statement", "Ce que la personne demande d’y ajouter",
                              Kind.LONG_TEXT, max_length=TEXT_LIMIT, width=Width.FULL,
                              help="Sa version ou son désaccord, dans ses mots\u202f; "
                              "facultatif."),
                    ),
                ),
            ),
        ),
        numbered=False,
    )  # fmt: skip
