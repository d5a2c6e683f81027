"""What is asked when a person's agreement, opposition or information is noted: closed lists."""

from app.services.choices import (
    AgreementStatus,
    Labelled,
    LiftReason,
    OverrideReason,
    RestrictionReason,
    labelled,
)
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Values, Width
from app.ui.widgets.choice import Choice


def agreement_spec() -> FormSpec:
    """How far the person adheres."""
    one = _choice("agreement", "Adhésion au suivi", AgreementStatus, "Choisissez une réponse")
    return FormSpec("agreement", (Section("", ((one,),)),), numbered=False)


def override_spec() -> FormSpec:
    """Why a dossier goes to a group before the family is informed."""
    one = _choice("reason", "Pourquoi ne pas attendre\u202f?", OverrideReason,
                  "Dites pourquoi la famille n’est pas informée avant")  # fmt: skip
    return FormSpec("notice.override", (Section("", ((one,),)),), numbered=False)


def restriction_spec() -> FormSpec:
    """Why the processing of a dossier is restricted, and when it was asked."""
    reason = _choice("reason", "Pourquoi\u202f?", RestrictionReason,
                     "Dites pourquoi le traitement est limité")  # fmt: skip
    asked = Field(
        "asked_on",
        "Demande reçue le",
        Kind.DATE,
        required=True,
        width=Width.SHORT,
        missing="Indiquez quand on l’a demandé",
    )
    return FormSpec("restriction", (Section("", ((reason,), (asked,))),), numbered=False)


def lift_spec() -> FormSpec:
    """Why a restriction ends, and when the person was told."""
    reason = _choice("reason", "Pourquoi\u202f?", LiftReason,
                     "Dites pourquoi la limitation est levée")  # fmt: skip
    told = Field(
        "told_on",
        "La personne en a été informée le",
        Kind.DATE,
        width=Width.SHORT,
        required_when=_must_be_told,
        help="Elle doit l’être avant la levée, sauf d’une limitation posée par erreur",
        missing="Indiquez quand la personne en a été informée",
    )
    return FormSpec("restriction.lift", (Section("", ((reason,), (told,))),), numbered=False)


def _must_be_told(answers: Values) -> bool:
    return answers["reason"] not in {None, LiftReason.SET_IN_ERROR}


def _choice(name: str, words: str, closed_list: type[Labelled], missing: str) -> Field:
    return Field(
        name,
        words,
        Kind.CHOICE,
        choices=tuple(Choice(*one) for one in labelled(closed_list)),
        required=True,
        width=Width.FULL,
        columns=1,
        missing=missing,
    )
