"""Why something is thrown away; and, for a whole dossier, its number typed in full."""

from app.ui.forms.spec import Field, FormSpec, Kind, Section, Width
from app.ui.widgets.choice import Choice

REASON_LIMIT = 200


def trash_spec() -> FormSpec:
    """The reason of an entry error."""
    reason = Field(
        "reason",
        "Pourquoi\u202f?",
        required=True,
        max_length=REASON_LIMIT,
        width=Width.FULL,
        placeholder="Saisi deux fois, mauvais dossier…",
        missing="Dites en quelques mots pourquoi.",
    )
    return FormSpec("trash", (Section("", ((reason,),)),), numbered=False)


def mistake_spec(reasons: tuple[Choice, ...], number: str) -> FormSpec:
    """In what a dossier was opened by mistake, and its number to be typed."""
    reason = Field(
        "reason",
        "En quoi a-t-il été ouvert à tort\u202f?",
        Kind.CHOICE,
        choices=reasons,
        required=True,
        width=Width.FULL,
        columns=1,
        missing="Dites en quoi il a été ouvert à tort.",
    )
    typed = Field(
        "typed_number",
        "Numéro du dossier",
        required=True,
        max_length=12,
        width=Width.FULL,
        help=f"Pour confirmer, tapez {number}.",
        missing="Tapez le numéro du dossier.",
    )
    return FormSpec("mistake", (Section("", ((reason,), (typed,))),), numbered=False)
