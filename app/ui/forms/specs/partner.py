"""What the sheet of a partner asks: the body, then each person one speaks to there."""

from collections.abc import Sequence

from app.services.choices import PartnerType, SecrecyStatus, labelled
from app.services.rules.identifiers import normalise_postal_code, normalise_siret, normalise_uai
from app.ui.forms.spec import Field, FormSpec, Kind, Row, Section, Values, Width
from app.ui.widgets.choice import Choice

_WITH_UAI = {str(PartnerType.SCHOOL), str(PartnerType.CFA)}


def _has_uai(answers: Values) -> bool:
    return answers["partner_type"] in _WITH_UAI


def partner_spec(*, groups: Sequence[Choice] = ()) -> FormSpec:
    """The form of the body, with the town's own groups."""
    sits: tuple[Row, ...] = (
        ((Field("groups", "Siège dans", Kind.CHOICES, choices=tuple(groups),
                width=Width.FULL, columns=3),),) if groups else ()
    )  # fmt: skip
    return FormSpec(
        "partner",
        (
            Section(
                "La structure",
                (
                    (
                        Field("name", "Nom", required=True, max_length=120, width=Width.LONG),
                        Field("partner_type", "Type", Kind.CHOICE, required=True,
                              choices=tuple(Choice(*one) for one in labelled(PartnerType))),
                    ),
                    (
                        Field("uai", "Code UAI", Kind.IDENTIFIER, parse=normalise_uai,
                              width=Width.SHORT, visible_when=_has_uai),
                        Field("siret", "SIRET", Kind.IDENTIFIER, parse=normalise_siret),
                        Field("active", "Travaille encore avec la cellule", Kind.YES_NO,
                              width=Width.MEDIUM),
                    ),
                    *sits,
                ),
            ),
            Section(
                "Où la joindre",
                (
                    (
                        Field("phone", "Téléphone", Kind.PHONE, width=Width.SHORT),
                        Field("email", "Courriel", Kind.EMAIL, max_length=120),
                    ),
                    (
                        Field("address", "Adresse", max_length=200, width=Width.LONG),
                        Field("postal_code", "Code postal", Kind.IDENTIFIER, width=Width.SHORT,
                              parse=normalise_postal_code),
                        Field("city", "Commune", max_length=80),
                    ),
                ),
            ),
            Section("À qui parle-t-on\u202f?", ()),
        ),
    )  # fmt: skip


def contact_spec(at: int) -> FormSpec:
    """The questions about one person of the body."""
    return FormSpec(
        f"partner.contact{at}",
        (
            Section(
                "",
                (
                    (
                        Field("last_name", "Nom", Kind.NAME, required=True, max_length=60),
                        Field("first_name", "Prénom", Kind.NAME, max_length=60),
                        Field("job_title", "Fonction", max_length=80),
                    ),
                    (
                        Field("phone", "Téléphone", Kind.PHONE, width=Width.SHORT),
                        Field("email", "Courriel", Kind.EMAIL, max_length=120),
                        Field("active", "Encore en poste", Kind.YES_NO, width=Width.SHORT),
                    ),
                    (
                        Field("charter_signed_on", "Charte signée le", Kind.DATE,
                              width=Width.SHORT),
                        Field("charter_version", "Version de la charte", max_length=20,
                              width=Width.SHORT),
                    ),
                    (
                        Field("secrecy_status", "Secret professionnel", Kind.CHOICE,
                              width=Width.FULL,
                              choices=tuple(Choice(*one) for one in labelled(SecrecyStatus))),
                    ),
                ),
            ),
        ),
        numbered=False,
    )  # fmt: skip
