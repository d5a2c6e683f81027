"""The letters that tell people a dossier is kept about them (RGPD art. 12 to 14, domain § 2.5).

One letter a reader, each on leaves of its own: whoever holds parental authority, the minor from
twelve in plain French, the young adult alone. A letter says the kind of body the information came
from where that may be said, never its author, and nothing of the motives. It holds what the
whitelist `NOTICE` lists.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.services.documents.blocks import Block, Columns, Heading, Space, Text
from app.services.documents.fonts import BODY, NOTE, STRONG, Style
from app.services.documents.layout import Frame, Rendered, Sheet, render
from app.services.documents.letter_template import Part, Piece
from app.services.rules.french import long_date

_SENDER: Final = Style(size=11, leading=15, bold=True)
_CLOSE: Final = Style(size=9.4, leading=12.4)
_POINT: Final = "–\u00a0"


@dataclass(frozen=True, slots=True)
class NoticeLetter:
    """One letter. `to`: the lines of the address; `reply_to`: who follows, with a telephone."""

    sender: str
    sender_lines: tuple[str, ...]
    reply_to: str | None
    demonstration: bool
    reference: str
    drawn_on: date
    to: tuple[str, ...]
    pieces: tuple[Piece, ...]
    signed_by: str


def render_notices(letters: Sequence[NoticeLetter]) -> Rendered:
    """The PDF of the letters of one dossier."""
    sheets = [_sheet(one) for one in letters]
    return render(sheets, title=f"Information des personnes {letters[0].reference}")


def _sheet(one: NoticeLetter) -> Sheet:
    frame = Frame(
        running=f"Dossier {one.reference} (suite)",
        foot=(f"{one.sender} – courrier du {long_date(one.drawn_on, weekday=False)}",),
        demonstration=one.demonstration,
    )
    return Sheet(frame, tuple(_blocks(one)))


def _blocks(one: NoticeLetter) -> Iterator[Block]:
    yield Text(one.sender, _SENDER)
    for line in one.sender_lines:
        yield Text(line, NOTE)
    yield Space(6)
    follows = [f"Affaire suivie par\u202f: {one.reply_to}"] if one.reply_to else []
    left = "\n".join([*follows, f"Référence\u202f: dossier {one.reference}"])
    yield Columns((Text(left, NOTE), Text("\n".join(one.to), STRONG)))
    yield Space(8)
    yield Text(f"Le {long_date(one.drawn_on, weekday=False)}", _CLOSE)
    yield Space(6)
    listed = False
    for piece in one.pieces:
        if listed and piece.part is not Part.POINT:
            yield Space(4)
        listed = piece.part is Part.POINT
        yield from _piece(piece)
    yield Space(10)
    yield Columns((Text("", BODY), Text(f"{one.signed_by}\n\n\nSignature", NOTE)))


def _piece(piece: Piece) -> Iterator[Block]:
    match piece.part:
        case Part.OBJECT:
            yield Text(f"Objet\u202f: {piece.text}", STRONG)
            yield Space(6)
        case Part.HEADING:
            yield Space(2)
            yield Heading(piece.text)
            yield Space(2)
        case Part.POINT:
            yield Text(f"{_POINT}{piece.text}", _CLOSE, indent=8)
        case Part.PARAGRAPH:
            yield Text(piece.text, _CLOSE)
            yield Space(4)
