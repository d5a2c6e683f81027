"""What the forms of an orientation ask (domain § 3.7): the sheet, then each step of its life."""

from datetime import time

from app.errors import UserFacingError
from app.services.choices import (
    DeclineReason,
    Diploma,
    DropReason,
    EmployerSearch,
    GradeLevel,
    Mobility,
    ReferralRequest,
    ReferralStatus,
    labelled,
)
from app.services.referral_moves import INTERNSHIPS_LIMIT, REASON_LIMIT, TRADE_LIMIT
from app.services.rules.french import hour
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Width
from app.ui.widgets.choice import Choice

_AGREEMENTS = (
    "Rien ne part avant la date de l’accord du jeune et, s’il est mineur, de celui de son "
    "représentant légal."
)


def _choices(closed_list: type) -> tuple[Choice, ...]:
    return tuple(Choice(*one) for one in labelled(closed_list))


def _agreement_fields(*, guardian: bool) -> tuple[Field, ...]:
    own = Field("youth_agreed_on", "Accord du jeune, le", Kind.DATE, width=Width.SHORT)
    legal = Field(
        "guardian_agreed_on", "Accord du représentant légal, le", Kind.DATE, width=Width.MEDIUM
    )
    return (own, legal) if guardian else (own,)


def referral_spec(*, guardian: bool) -> FormSpec:
    """The orientation; `guardian`: a legal representative must agree too."""
    return FormSpec(
        "referral",
        (
            Section(
                "Vers qui, pour quoi\u202f?",
                (
                    (
                        Field("partner", "Structure ou interlocuteur", Kind.REFERENCE,
                              required=True, width=Width.LONG, creation="Créer la structure",
                              placeholder="CFA, Chambre de métiers…",
                              missing="Choisissez la structure"),
                        Field("request", "Objet de la demande", Kind.CHOICE, required=True,
                              choices=_choices(ReferralRequest),
                              missing="Choisissez l’objet de la demande"),
                        Field("reply_by", "Réponse souhaitée avant le", Kind.DATE, ahead=True,
                              width=Width.SHORT),
                    ),
                ),
                help="Ce qui est écrit ici part à la structure\u202f: ni motif de repérage, ni "
                "observation, ni santé.",
            ),
            Section(
                "Quel projet\u202f?",
                (
                    (
                        Field("first_trade", "Métier ou diplôme visé", max_length=TRADE_LIMIT,
                              width=Width.LONG, placeholder="CAP maçon"),
                        Field("first_trade_code", "Code diplôme ou RNCP", max_length=12,
                              width=Width.SHORT),
                    ),
                    (
                        Field("second_trade", "Second choix", max_length=TRADE_LIMIT,
                              width=Width.LONG),
                        Field("second_trade_code", "Code", max_length=12, width=Width.SHORT),
                    ),
                ),
            ),
            Section(
                "Quel parcours\u202f?",
                (
                    (
                        Field("last_grade", "Dernière classe", Kind.CHOICE,
                              choices=_choices(GradeLevel)),
                        Field("last_school", "Dernier établissement", Kind.REFERENCE,
                              width=Width.LONG),
                    ),
                    (
                        Field("diploma", "Diplôme obtenu", Kind.CHOICE, choices=_choices(Diploma),
                              width=Width.FULL),
                    ),
                    (
                        Field("internships", "Stages et immersions faits", Kind.LONG_TEXT,
                              max_length=INTERNSHIPS_LIMIT, width=Width.FULL,
                              help="Des aménagements sont à prévoir\u202f? Écrivez seulement "
                              "«\u202faménagements éventuels à voir avec le jeune et sa "
                              "famille\u202f»."),
                    ),
                ),
            ),
            Section(
                "Quelle situation\u202f?",
                (
                    (
                        Field("employer_search", "Recherche d’employeur", Kind.CHOICE,
                              choices=_choices(EmployerSearch), width=Width.FULL),
                    ),
                    (
                        Field("mobility", "Mobilité", Kind.CHOICE, choices=_choices(Mobility),
                              width=Width.LONG),
                        Field("available_from", "Disponible à partir du", Kind.DATE, ahead=True,
                              width=Width.SHORT),
                    ),
                ),
            ),
            Section(
                "Qui est d’accord\u202f?",
                (
                    (
                        *_agreement_fields(guardian=guardian),
                        Field("include_sex", "Indiquer le sexe sur la fiche", Kind.YES_NO,
                              help="Seulement si la structure en a besoin."),
                    ),
                ),
                help=_AGREEMENTS,
            ),
        ),
    )  # fmt: skip


def agreements_spec(*, guardian: bool) -> FormSpec:
    """The agreements alone, noted from the page of an orientation."""
    fields = _agreement_fields(guardian=guardian)
    return FormSpec("agreements", (Section("", (fields,), help=_AGREEMENTS),), numbered=False)


def move_spec(status: ReferralStatus) -> FormSpec:
    """A step towards `status`: since when, and what that state asks for."""
    asked: tuple[Field, ...] = ()
    if status is ReferralStatus.INTERVIEW_SET:
        asked = (
            Field("interview_on", "Entretien le", Kind.DATE, ahead=True, required=True,
                  width=Width.SHORT,
                  missing="Indiquez le jour de l’entretien"),
            Field("interview_time", "Heure", Kind.IDENTIFIER, required=True, width=Width.SHORT,
                  parse=parse_hour, show=_show_hour, placeholder="14 h 30",
                  missing="Indiquez l’heure de l’entretien"),
        )  # fmt: skip
    elif status is ReferralStatus.DECLINED:
        asked = (
            Field("decline_reason", "Motif du refus", Kind.CHOICE, required=True,
                  choices=_choices(DeclineReason), width=Width.FULL,
                  missing="Indiquez le motif du refus"),
        )  # fmt: skip
    elif status is ReferralStatus.DROPPED:
        asked = (
            Field("drop_reason", "Motif de l’abandon", Kind.CHOICE, required=True,
                  choices=_choices(DropReason), width=Width.LONG,
                  missing="Indiquez le motif de l’abandon"),
        )  # fmt: skip
    common = (
        Field("on", "Fait le", Kind.DATE, required=True, width=Width.SHORT),
        Field("reason", "Précision", max_length=REASON_LIMIT, width=Width.LONG, watched=True),
    )
    rows = (asked, common) if asked else (common,)
    return FormSpec("move", (Section("", rows),), numbered=False)


def parse_hour(text: str) -> time:
    """« 14 h 30 », « 14h », « 14:30 », « 1430 »: an hour of the day. Raises UserFacingError."""
    digits = "".join(one if one.isdigit() else " " for one in text).split()
    if len(digits) == 1 and len(digits[0]) in {3, 4}:
        digits = [digits[0][:-2], digits[0][-2:]]
    if len(digits) in {1, 2} and all(len(one) <= 2 for one in digits):
        hours, minutes = int(digits[0]), int(digits[1]) if len(digits) == 2 else 0
        if hours < 24 and minutes < 60:
            return time(hours, minutes)
    raise UserFacingError("Heure inconnue\u202f: écrivez 14 h 30", code="hour")


def _show_hour(value: object) -> str:
    return hour(value) if isinstance(value, time) else ""
