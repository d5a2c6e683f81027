"""What is chosen when two dossiers become one, and why archives are searched."""

from collections.abc import Sequence

from app.services.choices import ArchiveReason, labelled
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Width
from app.ui.widgets.choice import Choice

KEPT, OTHER = "kept", "other"
NOTHING = "(rien)"


def merge_spec(fields: Sequence[tuple[str, str, str, str]]) -> FormSpec:
    """One choice for each (name, label, what the one says, what the other says)."""
    rows = tuple(
        (
            Field(
                name,
                words,
                Kind.CHOICE,
                choices=(Choice(KEPT, kept or NOTHING), Choice(OTHER, other or NOTHING)),
                width=Width.FULL,
                columns=2,
            ),
        )
        for name, words, kept, other in fields
    )
    return FormSpec("merge", (Section("", rows),), numbered=False)


def archive_spec() -> FormSpec:
    """Why closed dossiers are searched too."""
    reason = Field(
        "reason",
        "Pour chercher aussi parmi les dossiers clos, dites pourquoi",
        Kind.CHOICE,
        choices=tuple(Choice(*one) for one in labelled(ArchiveReason)),
        columns=1,
        width=Width.FULL,
        help="Un dossier clos est une archive\u202f: elle se consulte de manière ponctuelle et "
        "motivée. Ce motif est conservé.",
    )
    return FormSpec("archive", (Section("", ((reason,),)),), numbered=False)
