"""The author's feedback slip: what became of their fiche, and nothing of what it holds.

Half a sheet A4, cut in two (domain § 7, users' request 4). It tells the young person by initials
and by the author's own reference; it holds what the whitelist `FEEDBACK` lists.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.services.documents.blocks import Block, Field, Fields, Space, Text
from app.services.documents.fonts import NOTE, STRONG, TITLE, Style
from app.services.documents.handwriting import CutLine
from app.services.documents.layout import (
    PAGE_HEIGHT,
    WIDTH,
    Frame,
    Rendered,
    Sheet,
    render,
    start_of,
)
from app.services.rules.french import short_date

_SENDER: Final = Style(size=11, leading=15, bold=True)
_OUTCOME: Final = Style(size=13, leading=17, bold=True)
_CUT: Final = 18.0


@dataclass(frozen=True, slots=True)
class FeedbackSlip:
    """All that the slip says. `who` is initials, « Famille M. » or « Jeune inconnu »."""

    sender: str
    sender_phone: str | None
    demonstration: bool
    number: str
    recipient: str
    who: str
    author_reference: str | None
    received_on: date
    decided_on: date
    outcome: str
    sentence: str
    drawn_on: date


def render_feedback(one: FeedbackSlip) -> Rendered:
    """The PDF of the slip: the upper half of a sheet, down to the line where it is cut."""
    frame = Frame(running="", foot=(), demonstration=one.demonstration, bare=True)
    blocks = tuple(_blocks(one))
    used = sum(block.height(WIDTH) for block in blocks)
    room = start_of(frame) - PAGE_HEIGHT / 2 - used - _CUT / 2
    if room < 0:
        raise ValueError("a slip higher than half a page")
    sheet = Sheet(frame, (*blocks, Space(room), CutLine("à détacher", high=_CUT)))
    return render([sheet], title=f"Suite donnée {one.number}")


def _blocks(one: FeedbackSlip) -> Iterator[Block]:
    yield Text(one.sender, _SENDER)
    if one.sender_phone:
        yield Text(f"tél. {one.sender_phone}", NOTE)
    yield Space(10)
    yield Text("Suite donnée à votre fiche", TITLE)
    yield Space(8)
    yield Fields((Field("Adressé à", one.recipient, style=STRONG, span=3),))
    yield Fields(
        (
            Field("Fiche n°", one.number, style=STRONG),
            Field("Votre référence", one.author_reference, "sans"),
            Field("Concerne", one.who, style=STRONG),
        )
    )
    yield Fields(
        (
            Field("Reçue le", short_date(one.received_on)),
            Field("Décision du", short_date(one.decided_on)),
            Field("Établi le", short_date(one.drawn_on)),
        )
    )
    yield Space(6)
    yield Fields((Field("Suite donnée", one.outcome, style=_OUTCOME, span=3),))
    yield Text(one.sentence)
    yield Space(10)
    yield Text(
        "Ce retour ne dit rien de plus\u202f: ce qui se fait ensuite reste entre le jeune, sa "
        "famille et ceux qui les accompagnent. Merci de ne pas le communiquer à d’autres.",
        NOTE,
    )
