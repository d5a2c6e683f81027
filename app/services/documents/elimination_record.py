"""The procès-verbal d'élimination: which dossier is gone, when, why, by whom; of whom, never.

The service keeps it without limit (domain § 2.8): it holds numbers, and the name of who signs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.services.documents.blocks import Block, Field, Fields, Heading, Row, Space, Text
from app.services.documents.fonts import NOTE, STRONG, TITLE
from app.services.documents.handwriting import Blank, BlankRow
from app.services.documents.layout import Frame, Rendered, Sheet, render
from app.services.rules.french import count, local, moment, number, short_date

_COLUMNS: Final = (4.0, 1.0)


@dataclass(frozen=True, slots=True)
class EliminationSheet:
    """What the PV says. `counts`: (what, how many) by kind; `total` rows of the base in all."""

    town: str
    cell: str
    demonstration: bool
    number: str
    reason: str
    at: datetime
    signed_by: str
    counts: tuple[tuple[str, int], ...]
    total: int


def render_elimination(sheet: EliminationSheet) -> Rendered:
    """The PDF of the PV, drawn in memory."""
    frame = Frame(
        running=f"Procès-verbal d’élimination – dossier {sheet.number} (suite)",
        foot=(f"Procès-verbal d’élimination – dossier {sheet.number}", "À conserver sans limite"),
        demonstration=sheet.demonstration,
    )
    title = f"Procès-verbal d’élimination {sheet.number}"
    return render([Sheet(frame, tuple(_blocks(sheet)))], title=title)


def _blocks(sheet: EliminationSheet) -> Iterator[Block]:
    yield Text(f"{sheet.town} – {sheet.cell}", NOTE)
    yield Text("Procès-verbal d’élimination", TITLE)
    yield Text("Dossier de suivi individualisé ouvert à tort", NOTE)
    yield Space(12)
    yield Fields(
        (
            Field("Dossier n°", sheet.number, style=STRONG),
            Field("Éliminé le", moment(sheet.at)),
            Field("Par", sheet.signed_by),
        )
    )
    yield Fields((Field("Motif", sheet.reason, span=3),))
    yield Space(8)
    yield Heading("Ce qui a été effacé du coffre")
    for words, found in sheet.counts:
        yield Row((words, number(found)), _COLUMNS)
    yield Row(
        ("En tout, avec les états, les liens, les versions et les brouillons",
         count(sheet.total, "ligne", "lignes")),
        _COLUMNS, style=STRONG,
    )  # fmt: skip
    yield Space(14)
    yield Heading("Ce qui en reste")
    yield Space(3)
    yield Text(
        "Le registre des éliminations garde le numéro du dossier, la date, le motif et l’auteur. "
        "Le journal garde des codes et des numéros. Ni l’un ni l’autre ne nomment une personne."
    )
    yield Space(5)
    yield Text(
        "À la fermeture qui suit, le fichier du coffre est réécrit sans ce qui a été effacé. Les "
        "sauvegardes chiffrées faites avant cette date sont remplacées au fil de leur rotation, "
        "en trois mois au plus\u202f; si l’une d’elles est restaurée, le dossier en est effacé de "
        "nouveau avant qu’elle ne s’ouvre."
    )
    yield Space(28)
    yield Text(f"Établi le {short_date(local(sheet.at).date())}", NOTE)
    yield Space(6)
    yield BlankRow((Blank("Nom et qualité"), Blank("Signature")), high=40)
