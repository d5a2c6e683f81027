"""What the forms about a family ask: its dossier, a child's, an adult, a way to reach someone."""

from collections.abc import Sequence

from app.services.choices import (
    ContactKind,
    HomeSharing,
    PartnerType,
    Relationship,
    Sex,
    labelled,
)
from app.services.contacts import ADDRESS_LIMIT, CITY_LIMIT, NOTE_LIMIT
from app.services.rules.identifiers import normalise_postal_code
from app.ui.forms.spec import Field, FormSpec, Kind, Row, Section, Values, Width
from app.ui.widgets.choice import Choice


def _choices(closed_list: type) -> tuple[Choice, ...]:
    return tuple(Choice(*one) for one in labelled(closed_list))


def _place_rows(groups: Sequence[Choice], officers: Sequence[Choice]) -> tuple[Row, ...]:
    return (
        (
            Field("origin_type", "Origine du suivi", Kind.CHOICE, required=True,
                  choices=_choices(PartnerType), missing="Indiquez qui est à l’origine du suivi"),
            Field("group_id", "Groupe", Kind.REFERENCE, required=True, choices=tuple(groups),
                  missing="Choisissez le groupe qui suivra ce dossier"),
            Field("lead_officer_id", "Référent de parcours", Kind.REFERENCE,
                  choices=tuple(officers)),
            Field("received_on", "Connu de la cellule le", Kind.DATE, width=Width.SHORT),
        ),
    )  # fmt: skip


def family_case_spec(*, groups: Sequence[Choice], officers: Sequence[Choice]) -> FormSpec:
    """The opening of a family's own dossier."""
    rows = _place_rows(groups, officers)
    return FormSpec("household.case", (Section("", rows),), numbered=False)


def family_child_spec(
    *, groups: Sequence[Choice], officers: Sequence[Choice], offers: Sequence[Choice]
) -> FormSpec:
    """The opening of another child's dossier, and what is taken of what the family shares."""
    who = (
        (
            Field("last_name", "Nom", Kind.NAME, required=True, max_length=60,
                  missing="Indiquez le nom"),
            Field("first_name", "Prénom", Kind.NAME, required=True, max_length=60,
                  missing="Indiquez le prénom"),
            Field("birth", "Né(e) le", Kind.BIRTH_DATE, required=True,
                  help="03/2010 ou 2010 conviennent",
                  missing="Indiquez la date de naissance, même incomplète"),
        ),
        (
            Field("sex", "Sexe", Kind.CHOICE, required=True, choices=_choices(Sex),
                  width=Width.LONG, missing="Indiquez s’il s’agit d’une fille ou d’un garçon"),
        ),
    )  # fmt: skip
    shared = (
        (
            Field("taken", "Ce que la famille partage", Kind.CHOICES, choices=tuple(offers),
                  columns=1, width=Width.FULL,
                  help="Cochez ce qui vaut aussi pour ce jeune\u202f: rien n’est repris sans vous"),
        ),
    )  # fmt: skip
    return FormSpec(
        "household.child",
        (Section("", (*who, *_place_rows(groups, officers), *shared)),),
        numbered=False,
    )


def adult_spec(people: Sequence[Choice]) -> FormSpec:
    """An adult of a family."""
    return FormSpec(
        "household.adult",
        (
            Section(
                "",
                (
                    (
                        Field("guardian_id", "Personne", Kind.REFERENCE, required=True,
                              choices=tuple(people), width=Width.LONG,
                              help="Un représentant d’un jeune de cette famille",
                              missing="Choisissez la personne"),
                        Field("link", "Lien", Kind.CHOICE, required=True,
                              choices=_choices(Relationship),
                              missing="Indiquez ce que cette personne est pour les jeunes"),
                    ),
                    (
                        Field("from_on", "Y vit depuis le", Kind.DATE, width=Width.SHORT),
                        Field("until_on", "Y a vécu jusqu’au", Kind.DATE, width=Width.SHORT),
                    ),
                ),
            ),
        ),
        numbered=False,
    )  # fmt: skip


def second_home_spec() -> FormSpec:
    """Another home of a young person who keeps the first."""
    return FormSpec(
        "household.second",
        (
            Section(
                "",
                (
                    (
                        Field("household", "Famille", Kind.REFERENCE, width=Width.LONG,
                              placeholder="Tapez son nom",
                              help="Une famille déjà connue, ou laissez vide et nommez-la"),
                        Field("name", "Ou nouvelle famille", Kind.NAME, max_length=80,
                              width=Width.LONG),
                    ),
                    (
                        Field("sharing", "Partage du temps", Kind.CHOICE, required=True,
                              choices=_choices(HomeSharing), width=Width.LONG,
                              missing="Dites comment son temps est partagé"),
                        Field("from_on", "Depuis le", Kind.DATE, required=True,
                              width=Width.SHORT),
                    ),
                ),
            ),
        ),
        numbered=False,
    )  # fmt: skip


def _is_address(answers: Values) -> bool:
    return answers["kind"] == ContactKind.ADDRESS


def contact_spec() -> FormSpec:
    """A way to reach a young person or a representative."""
    return FormSpec(
        "contact",
        (
            Section(
                "",
                (
                    (
                        Field("kind", "Moyen", Kind.CHOICE, required=True,
                              choices=_choices(ContactKind), width=Width.LONG,
                              missing="Choisissez adresse, téléphone ou courriel"),
                        Field("value", "Adresse, numéro ou courriel", required=True,
                              max_length=ADDRESS_LIMIT, width=Width.LONG,
                              missing="Indiquez l’adresse, le numéro ou le courriel"),
                    ),
                    (
                        Field("postal_code", "Code postal", Kind.IDENTIFIER,
                              parse=normalise_postal_code, width=Width.SHORT,
                              visible_when=_is_address),
                        Field("city", "Commune", max_length=CITY_LIMIT, visible_when=_is_address),
                    ),
                    (
                        Field("from_on", "Depuis le", Kind.DATE, width=Width.SHORT),
                        Field("until_on", "Jusqu’au", Kind.DATE, width=Width.SHORT),
                        Field("preferred", "À utiliser de préférence", Kind.YES_NO,
                              width=Width.SHORT),
                        Field("note", "Précision", max_length=NOTE_LIMIT, watched=True,
                              placeholder="Par exemple\u202f: chez son père"),
                    ),
                ),
            ),
        ),
        numbered=False,
    )  # fmt: skip
