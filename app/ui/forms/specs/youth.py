"""What the forms about a person ask: identity, representative, school (domain § 1.6.2)."""

from collections.abc import Sequence

from app.services.choices import Relationship, Sex, labelled
from app.services.rules.identifiers import normalise_postal_code
from app.ui.forms.spec import Field, FormSpec, Kind, Row, Section, Width
from app.ui.widgets.choice import Choice


def _choices(closed_list: type) -> tuple[Choice, ...]:
    return tuple(Choice(*one) for one in labelled(closed_list))


def identity_rows(neighbourhoods: Sequence[Choice]) -> tuple[Row, ...]:
    """Exactly what AU-038 lists of a young person's identity."""
    return (
        (
            Field("last_name", "Nom", Kind.NAME, required=True, max_length=60,
                  missing="Indiquez le nom"),
            Field("usage_name", "Nom d’usage", Kind.NAME, max_length=60),
            Field("first_name", "Prénom", Kind.NAME, required=True, max_length=60,
                  missing="Indiquez le prénom"),
            Field("known_as", "Prénom usuel", Kind.NAME, max_length=60),
        ),
        (
            Field("birth", "Né(e) le", Kind.BIRTH_DATE, required=True, width=Width.MEDIUM,
                  help="03/2010 ou 2010 conviennent",
                  missing="Indiquez la date de naissance, même incomplète"),
            Field("sex", "Sexe", Kind.CHOICE, required=True, choices=_choices(Sex),
                  width=Width.LONG, missing="Indiquez s’il s’agit d’une fille ou d’un garçon"),
            Field("neighbourhood_id", "Quartier", Kind.REFERENCE, choices=tuple(neighbourhoods),
                  width=Width.MEDIUM),
        ),
        *coordinates_rows(),
    )  # fmt: skip


def coordinates_rows() -> tuple[Row, ...]:
    """How to reach someone."""
    return (
        (
            Field("address", "Adresse", max_length=200, width=Width.LONG),
            Field("postal_code", "Code postal", Kind.IDENTIFIER, parse=normalise_postal_code,
                  width=Width.SHORT),
            Field("city", "Commune", max_length=80),
        ),
        (
            Field("phone", "Téléphone", Kind.PHONE),
            Field("email", "Courriel", Kind.EMAIL, max_length=120, width=Width.LONG),
        ),
    )  # fmt: skip


def identity_spec(neighbourhoods: Sequence[Choice]) -> FormSpec:
    """The identity, to be corrected."""
    return FormSpec("youth", (Section("", identity_rows(neighbourhoods)),), numbered=False)


def guardian_spec() -> FormSpec:
    """A legal representative."""
    return FormSpec(
        "guardian",
        (
            Section(
                "",
                (
                    (
                        Field("relationship_kind", "Lien avec le jeune", Kind.CHOICE,
                              required=True, choices=_choices(Relationship),
                              missing="Indiquez le lien avec le jeune"),
                        Field("last_name", "Nom", Kind.NAME, required=True, max_length=60,
                              missing="Indiquez le nom"),
                        Field("first_name", "Prénom", Kind.NAME, max_length=60),
                    ),
                    (
                        Field("usage_name", "Nom d’usage", Kind.NAME, max_length=60),
                        Field("parental_authority", "Autorité parentale", Kind.YES_NO,
                              width=Width.SHORT),
                        Field("interpreter_needed", "Interprète souhaité", Kind.YES_NO,
                              width=Width.SHORT),
                    ),
                    *coordinates_rows(),
                    (
                        Field("contact_preference", "Comment joindre cette personne de préférence",
                              max_length=120, width=Width.FULL, watched=True,
                              placeholder="Par exemple\u202f: SMS après 18 h"),
                    ),
                ),
            ),
        ),
        numbered=False,
    )  # fmt: skip


def household_spec(*, founding: bool) -> FormSpec:
    """A family: founded around a young person, or one they come to live in."""
    who = (
        Field("name", "Nom de la famille", Kind.NAME, required=True, max_length=80,
              width=Width.LONG, missing="Nommez la famille")
        if founding
        else Field("household", "Famille", Kind.REFERENCE, required=True, width=Width.LONG,
                   placeholder="Tapez son nom", missing="Choisissez la famille")
    )  # fmt: skip
    name = "household.new" if founding else "household.enter"
    since = Field("from_on", "Y vit depuis le", Kind.DATE, required=True, width=Width.SHORT)
    return FormSpec(name, (Section("", ((who, since),)),), numbered=False)
