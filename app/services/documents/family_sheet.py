"""The fiche de synthèse familiale: the family's own dossier for a groupe territorial (domain § 5).

One page that holds what the whitelist `FAMILY` lists: what concerns the family, and nothing of
one child, whose own sheet is another sheet for who follows that child.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.services.documents.blocks import (
    Block,
    Columns,
    Field,
    Fields,
    Framed,
    Ruled,
    Space,
    Text,
)
from app.services.documents.fonts import MUTED, TITLE, Style
from app.services.documents.layout import Rendered, Sheet, render
from app.services.documents.synthesis_sheet import (
    LEAST_ROOM,
    Imprint,
    SheetAction,
    SheetObservation,
    action_rows,
    decision_box,
    observation_rows,
    section,
    sheet_frame,
)
from app.services.documents.typesetting import typed
from app.services.rules.french import short_date

_NAME: Final = Style(size=14, leading=20, bold=True)
_HEADER: Final = Style(size=8, leading=11, bold=True, ink=MUTED)


@dataclass(frozen=True, slots=True)
class FamilySheet:
    """All that the sheet says. `family` is already at the level chosen; empty at CODE.

    `more_actions` counts the older shared actions that those shown leave out.
    """

    town: str
    cell: str
    demonstration: bool
    file_number: str
    family: str
    group: str | None
    opened_on: date
    origin: str | None
    reasons: tuple[str, ...]
    lead_officer: str | None
    informed_on: date | None
    agreement: str | None
    actions: tuple[SheetAction, ...] = ()
    more_actions: int = 0
    observations: tuple[SheetObservation, ...] = ()
    group_question: str | None = None
    proposed_decision: str | None = None


def render_family(one: FamilySheet, imprint: Imprint) -> Rendered:
    """The PDF of the sheet."""
    frame = sheet_frame(
        f"Fiche de synthèse familiale – dossier {one.file_number} (suite)",
        imprint,
        demonstration=one.demonstration,
    )
    sheet = Sheet(frame, tuple(_blocks(one)), decision_box, LEAST_ROOM)
    return render([sheet], title=f"Fiche de synthèse familiale {one.file_number}")


def _blocks(one: FamilySheet) -> Iterator[Block]:
    yield Text(" – ".join(filter(None, (one.cell, one.town))), _HEADER)
    yield Text("Fiche de synthèse familiale", TITLE)
    yield Space(6)
    yield Framed(tuple(_identity(one)))
    done = action_rows(one.actions, tried=True, older=one.more_actions)
    yield from section("Ce qui a été fait", done, "Aucune action partagée à ce jour.")
    if waiting := action_rows(one.actions, tried=False):
        yield from section("Ce qui est prévu, ou n’a pas eu lieu", waiting, "")
    yield from section(
        "Observations partagées avec le groupe",
        observation_rows(one.observations),
        "Aucune observation partagée à ce jour.",
    )
    yield Space(10)
    yield Columns(
        (
            Ruled("Question posée au groupe", typed(one.group_question or "")),
            Ruled("Décision proposée", typed(one.proposed_decision or "")),
        )
    )
    yield Space(8)


def _identity(one: FamilySheet) -> Iterator[Block]:
    if one.family:
        yield Fields(
            (
                Field("Famille", one.family, style=_NAME, span=2),
                Field("Dossier", one.file_number, style=_NAME),
            )
        )
    else:
        yield Fields((Field("Dossier", one.file_number, style=_NAME, span=3),))
    yield Fields(
        (
            Field("Dossier ouvert le", short_date(one.opened_on)),
            Field("Origine", one.origin, "non renseignée"),
            Field("Groupe", one.group),
        )
    )
    yield Fields(
        (
            Field("Référent(e) de parcours", one.lead_officer),
            Field(
                "Famille informée le",
                short_date(one.informed_on) if one.informed_on else None,
                "à informer",
            ),
            Field("Adhésion", one.agreement, "non renseignée"),
        )
    )
    yield Fields((Field("Motifs", " · ".join(one.reasons), "non renseignés", span=3),), below=0)
