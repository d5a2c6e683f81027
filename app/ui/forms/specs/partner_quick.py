"""What is asked of a body created on the spot, and of the person who speaks for it."""

from app.services.choices import PartnerType, labelled
from app.ui.forms.spec import Field, FormSpec, Kind, Row, Section, Values, Width
from app.ui.widgets.choice import Choice


def _new(answers: Values) -> bool:
    return not answers["body"]


def _joins(answers: Values) -> bool:
    return bool(answers["body"])


def _someone(answers: Values) -> bool:
    """A function or a telephone belongs to somebody; so does a person added to a known body."""
    return _joins(answers) or any(answers[name] for name in ("first_name", "job_title", "phone"))


def quick_spec(*, with_person: bool) -> FormSpec:
    """A name and a type; `with_person`, maybe of a body already there, and who speaks for it."""
    known: tuple[Row, ...] = (
        (
            Field("body", "Structure déjà dans l’annuaire", Kind.REFERENCE, width=Width.FULL,
                  placeholder="Laissez vide si elle est nouvelle"),
        ),
    )  # fmt: skip
    visible = _new if with_person else None
    body: tuple[Row, ...] = (
        (
            Field("name", "Nom de la structure", required=True, max_length=120, width=Width.FULL,
                  visible_when=visible),
        ),
        (
            Field("partner_type", "Type", Kind.CHOICE, required=True, width=Width.FULL,
                  choices=tuple(Choice(*one) for one in labelled(PartnerType)),
                  visible_when=visible),
        ),
    )  # fmt: skip
    person: tuple[Row, ...] = (
        (
            Field("last_name", "Nom de la personne", Kind.NAME, max_length=60,
                  required_when=_someone),
            Field("first_name", "Prénom", Kind.NAME, max_length=60),
        ),
        (
            Field("job_title", "Fonction", max_length=80),
            Field("phone", "Téléphone", Kind.PHONE, width=Width.SHORT),
        ),
    )  # fmt: skip
    rows = (*known, *body, *person) if with_person else body
    return FormSpec("partner.quick", (Section("", rows),), numbered=False)
