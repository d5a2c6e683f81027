"""The fiche de synthèse familiale: the family's own dossier for a groupe territorial (domain § 5).

One page that holds what the whitelist `FAMILY` lists: what concerns the family, and nothing of
one child, whose own sheet is another sheet for who follows that child.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.services.documents.blocks import Block, Field, Fields
from app.services.documents.group_sheet import (
    UNKNOWN,
    Imprint,
    Kind,
    SharedCase,
    group_sheet,
    informed,
    reasons,
    subject,
)
from app.services.documents.layout import Rendered, render
from app.services.rules.french import short_date

_TITLE: Final = "Fiche de synthèse familiale"


@dataclass(frozen=True, slots=True)
class FamilySheet:
    """All that the sheet says. `family` is already at the level chosen; empty at CODE."""

    case: SharedCase
    family: str


def render_family(one: FamilySheet, imprint: Imprint) -> Rendered:
    """The PDF of the sheet."""
    sheet = group_sheet(Kind(_TITLE, _TITLE), one.case, imprint, _identity(one))
    return render([sheet], title=f"{_TITLE} {one.case.file_number}")


def _identity(one: FamilySheet) -> Iterator[Block]:
    case = one.case
    yield subject("Famille", one.family, case.file_number)
    yield Fields(
        (
            Field("Dossier ouvert le", short_date(case.opened_on)),
            Field("Origine", case.origin, UNKNOWN),
            Field("Groupe", case.group),
        )
    )
    yield Fields(
        (
            Field("Référent(e) de parcours", case.lead_officer),
            informed(case),
            Field("Adhésion", case.agreement, UNKNOWN),
        )
    )
    yield Fields((reasons(case, span=3),), below=0)
