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

from reportlab.lib.units import mm

from app.services.documents.blocks import Block, Columns, Heading, Space, Text
from app.services.documents.fonts import BODY, NOTE, STRONG, Style
from app.services.documents.layout import MARGIN, WIDTH, Frame, Rendered, Sheet, paginate, render
from app.services.documents.letter_template import Part, Piece
from app.services.rules.french import long_date

_SENDER: Final = Style(size=11, leading=15, bold=True)
_WINDOW: Final = 50 * mm - MARGIN  # where a folded letter shows its address through an envelope
_POINT: Final = "–\u00a0"


@dataclass(frozen=True, slots=True)
class _Air:
    """How closely a letter is set. `address`: the height above the address, in points."""

    text: Style
    part: float
    paragraph: float
    address: float


# from the most readable to the closest: the first that holds on one page is taken
_AIRS: Final = (
    _Air(Style(size=10.6, leading=14.4), 14, 5, _WINDOW),
    _Air(Style(size=10.2, leading=13.6), 11, 4, _WINDOW),
    _Air(Style(size=9.8, leading=13), 8, 4, _WINDOW),
    _Air(Style(size=9.4, leading=12.4), 6, 4, _WINDOW),
    _Air(Style(size=9.4, leading=12.4), 6, 4, 0),
)


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
    sheets = [Sheet(frame, tuple(_blocks(one, air))) for air in _AIRS]
    return next((sheet for sheet in sheets if len(paginate(sheet)) == 1), sheets[-1])


def _blocks(one: NoticeLetter, air: _Air) -> Iterator[Block]:
    head = [Text(one.sender, _SENDER), *(Text(line, NOTE) for line in one.sender_lines)]
    yield from head
    yield Space(max(6.0, air.address - sum(block.height(WIDTH) for block in head)))
    follows = [f"Affaire suivie par\u202f: {one.reply_to}"] if one.reply_to else []
    left = "\n".join([*follows, f"Référence\u202f: dossier {one.reference}"])
    yield Columns((Text(left, NOTE), Text("\n".join(one.to), STRONG)))
    yield Space(air.part + 2)
    yield Text(f"Le {long_date(one.drawn_on, weekday=False)}", air.text)
    yield Space(air.part)
    listed = False
    for piece in one.pieces:
        if listed and piece.part is not Part.POINT:
            yield Space(air.paragraph)
        listed = piece.part is Part.POINT
        yield from _piece(piece, air)
    yield Space(10)
    yield Columns((Text("", BODY), Text(f"{one.signed_by}\n\n\nSignature", NOTE)))


def _piece(piece: Piece, air: _Air) -> Iterator[Block]:
    match piece.part:
        case Part.OBJECT:
            yield Text(f"Objet\u202f: {piece.text}", STRONG)
            yield Space(air.part)
        case Part.HEADING:
            yield Space(2)
            yield Heading(piece.text)
            yield Space(2)
        case Part.POINT:
            yield Text(f"{_POINT}{piece.text}", air.text, indent=8)
        case Part.PARAGRAPH:
            yield Text(piece.text, air.text)
            yield Space(air.paragraph)
