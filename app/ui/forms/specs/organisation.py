"""What the settings of the town, a group and a neighbourhood ask."""

from collections.abc import Sequence

from app.services.choices import GroupKind, labelled
from app.services.organisation import (
    HARD_LOCK,
    MOST_NOT_RETAINED_MONTHS,
    NO_CONTACT,
    NOTICE_LIMIT,
    SHORT_LOCK,
)
from app.services.rules.identifiers import normalise_commune_code
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Width
from app.ui.widgets.choice import Choice

ORGANISATION = FormSpec(
    "organisation",
    (
        Section(
            "La cellule",
            (
                (
                    Field("town_name", "Ville ou intercommunalité", Kind.NAME, required=True,
                          max_length=80, width=Width.LONG),
                    Field("insee_code", "Code INSEE de la commune", Kind.IDENTIFIER,
                          parse=normalise_commune_code, width=Width.MEDIUM),
                ),
                (
                    Field("cell_name", "Nom du service", Kind.NAME, required=True, max_length=120,
                          width=Width.LONG),
                    Field("phone", "Téléphone", Kind.PHONE, width=Width.SHORT),
                    Field("email", "Courriel", Kind.EMAIL),
                ),
                (Field("address", "Adresse", max_length=200, width=Width.FULL),),
            ),
        ),
        Section(
            "Les courriers qui sortent de la cellule",
            (
                (
                    Field("sender_name", "Expéditeur", required=True, max_length=120,
                          width=Width.FULL,
                          help="En tête des fiches d’orientation\u202f: il ne dit jamais d’où "
                          "vient le contact. Par exemple\u202f: «\u202fVille de … – Veille "
                          "éducative\u202f»."),
                ),
            ),
        ),
        Section(
            "En cas de danger, qui appeler",
            (
                (
                    Field("crip_phone", "CRIP du département", Kind.PHONE),
                    Field("prosecutor_phone", "Parquet des mineurs", Kind.PHONE),
                ),
            ),
            help="Ces numéros s’affichent dès qu’un signalement dit un danger.",
        ),
        Section(
            "L’information des familles et des jeunes",
            (
                (
                    Field("dpo_contact", "Délégué à la protection des données", max_length=120,
                          width=Width.FULL,
                          help="Nom, courriel ou téléphone. Les courriers d’information "
                          "l’indiquent."),
                ),
                (
                    Field("notice_purpose", "Pourquoi la cellule tient ces dossiers",
                          Kind.LONG_TEXT, max_length=NOTICE_LIMIT, lines=3, width=Width.FULL,
                          watched=False,
                          help="Vide, les courriers disent la finalité d’usage. À valider avec "
                          "le délégué à la protection des données."),
                ),
                (
                    Field("notice_recipients", "Qui peut en recevoir des informations",
                          Kind.LONG_TEXT, max_length=NOTICE_LIMIT, lines=3, width=Width.FULL,
                          watched=False,
                          help="Vide, les courriers disent les destinataires d’usage."),
                ),
            ),
        ),
        Section(
            "Verrouillage et conservation",
            (
                (
                    Field("short_lock_minutes", "Cacher l’écran après (minutes)", Kind.INTEGER,
                          required=True, minimum=SHORT_LOCK[0], maximum=SHORT_LOCK[1]),
                    Field("hard_lock_minutes", "Fermer le coffre après (minutes)", Kind.INTEGER,
                          required=True, minimum=HARD_LOCK[0], maximum=HARD_LOCK[1]),
                    Field("not_retained_months", "Garder un signalement sans suite (mois)",
                          Kind.INTEGER, required=True, minimum=1,
                          maximum=MOST_NOT_RETAINED_MONTHS),
                    Field("no_contact_days", "Signaler un dossier sans nouvelles après (jours)",
                          Kind.INTEGER, required=True, minimum=NO_CONTACT[0],
                          maximum=NO_CONTACT[1]),
                ),
            ),
        ),
    ),
)  # fmt: skip


def group_spec(*, is_new: bool) -> FormSpec:
    """The form of a working group; a new one meets."""
    active = ((Field("active", "Se réunit encore", Kind.YES_NO, required=True),),)
    return FormSpec(
        "group",
        (
            Section(
                "",
                (
                    (Field("name", "Nom du groupe", required=True, max_length=80,
                           width=Width.FULL),),
                    (
                        Field("kind", "Nature", Kind.CHOICE, required=True, width=Width.FULL,
                              choices=tuple(Choice(*one) for one in labelled(GroupKind))),
                    ),
                    *(() if is_new else active),
                ),
            ),
        ),
        numbered=False,
    )  # fmt: skip


def neighbourhood_spec(groups: Sequence[Choice]) -> FormSpec:
    """The form of a neighbourhood, with the town's groups."""
    return FormSpec(
        "neighbourhood",
        (
            Section(
                "",
                (
                    (Field("name", "Nom du quartier", required=True, max_length=80,
                           width=Width.FULL),),
                    (
                        Field("priority_area_code", "Code du quartier prioritaire (QPV)",
                              width=Width.FULL, help="Vide si ce n’en est pas un. Par exemple "
                              "QN09112M."),
                    ),
                    (
                        Field("group_id", "Groupe qui le suit", Kind.CHOICE, width=Width.FULL,
                              choices=tuple(groups)),
                    ),
                ),
            ),
        ),
        numbered=False,
    )  # fmt: skip
