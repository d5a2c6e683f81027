"""From blocks to pages to bytes: margins, the line at the top, the foot, « page 1/2 ».

A4 portrait, 20 mm on the left for the binder and 15 mm elsewhere (domain § 5). Everything stays
in memory; the same sheets always give the same bytes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.services.documents import fonts
from app.services.documents.blocks import Block, Space, draw_lines, draw_rule
from app.services.documents.fonts import FOOT, GHOST, INK, MUTED, RENDERING, Style

LEFT: Final = 20 * mm
MARGIN: Final = 15 * mm
PAGE_WIDTH, PAGE_HEIGHT = A4
WIDTH: Final = PAGE_WIDTH - LEFT - MARGIN

_TOP_LINE: Final = Style(size=8.2, leading=11, bold=True)
_RUNNING: Final = Style(size=8.5, leading=13, bold=True, ink=MUTED)
_TOP_HEIGHT: Final = 22.0
_RUNNING_HEIGHT: Final = 18.0
_GAP: Final = 8.0
DEMONSTRATION: Final = "DÉMONSTRATION"


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a sheet. `foot` lines are the same on every page, « page 1/2 » is added.

    `top` is the line over every page, empty for none; `running` heads the pages that follow
    the first. `bare`: no foot at all, for what is cut off its sheet.
    """

    running: str
    foot: tuple[str, ...]
    top: str = ""
    demonstration: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document about one person: its frame, its blocks, and what fills the last page.

    `last(room)` gives the block that ends the sheet for the room left, or for a new page.
    """

    frame: Frame
    blocks: tuple[Block, ...]
    last: Callable[[float], Block] | None = None
    last_least: float = 0.0


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF in memory and its number of pages."""

    content: bytes
    pages: int


_Placed = tuple[Block, float]


def render(sheets: Sequence[Sheet], *, title: str) -> Rendered:
    """The PDF of `sheets`, each numbered by itself.

    In a set, each sheet begins on the front of a leaf: printed on both sides, two young people
    never share one. `title` goes to the metadata: a kind and a number, never a name.
    """
    fonts.load()
    buffer = BytesIO()
    pages = 0
    with RENDERING:
        canvas = Canvas(
            buffer,
            pagesize=A4,
            invariant=1,
            pageCompression=1,
            initialFontName=fonts.REGULAR,
            lang="fr-FR",
        )
        canvas.setTitle(title)
        canvas.setAuthor("")
        canvas.setSubject("")
        canvas.setCreator("Vigie")
        for place, sheet in enumerate(sheets):
            laid = paginate(sheet)
            for number, page in enumerate(laid, start=1):
                _draw_page(canvas, sheet.frame, page, number, len(laid))
            pages += len(laid)
            if len(laid) % 2 and place < len(sheets) - 1:
                _draw_blank(canvas)
                pages += 1
        canvas.save()
    return Rendered(buffer.getvalue(), pages)


def paginate(sheet: Sheet) -> list[list[_Placed]]:
    """The blocks of a sheet on their pages, each with its top; pure of any drawing."""
    bottom = MARGIN + len(sheet.frame.foot) * FOOT.leading + _GAP
    pages: list[list[_Placed]] = [[]]
    y = start_of(sheet.frame)
    waiting = list(sheet.blocks)
    while waiting:
        block = waiting.pop(0)
        if isinstance(block, Space) and not pages[-1]:
            continue
        needed = _with_next(block, waiting)
        if y - needed >= bottom and y - block.height(WIDTH) >= bottom:
            pages[-1].append((block, y))
            y -= block.height(WIDTH)
            continue
        parts = block.split(WIDTH, y - bottom)
        if parts is not None:
            pages[-1].append((parts[0], y))
            waiting.insert(0, parts[1])
        elif not pages[-1]:  # higher than a page: drawn all the same, never lost silently
            raise ValueError("a block higher than a page")
        else:
            waiting.insert(0, block)
        pages.append([])
        y = _next_top(sheet.frame)
    if sheet.last is not None:
        if y - bottom < sheet.last_least:
            pages.append([])
            y = _next_top(sheet.frame)
        pages[-1].append((sheet.last(y - bottom), y))
    return pages


def _with_next(block: Block, following: Sequence[Block]) -> float:
    """The room `block` needs here with all that may not leave it alone."""
    needed = 0.0
    for one in (block, *following):
        if one.keeps_next:
            needed += one.height(WIDTH)
            continue
        return needed + one.least(WIDTH)
    return needed


def start_of(frame: Frame) -> float:
    """How high the first page begins, in points from its foot."""
    top: float = PAGE_HEIGHT - MARGIN
    return top - _TOP_HEIGHT - _GAP if frame.top else top


def _next_top(frame: Frame) -> float:
    return start_of(frame) - _RUNNING_HEIGHT


def _draw_page(
    canvas: Canvas, frame: Frame, page: Sequence[_Placed], number: int, total: int
) -> None:
    if frame.demonstration:
        _draw_demonstration(canvas, halved=frame.bare)
    if frame.top:
        _draw_top(canvas, frame.top)
    if number > 1:
        draw_lines(canvas, [frame.running], _RUNNING, LEFT, start_of(frame))
    for block, y in page:
        block.draw(canvas, LEFT, y, WIDTH)
    if not frame.bare:
        _draw_foot(canvas, frame, f"page {number}/{total}")
    canvas.showPage()


def _draw_top(canvas: Canvas, line: str) -> None:
    high = PAGE_HEIGHT - MARGIN
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1)
    canvas.rect(LEFT, high - _TOP_HEIGHT, WIDTH, _TOP_HEIGHT, stroke=1, fill=0)
    start = LEFT + (WIDTH - fonts.width(line, _TOP_LINE)) / 2
    draw_lines(canvas, [line], _TOP_LINE, start, high - 6.4)


def _draw_foot(canvas: Canvas, frame: Frame, page: str) -> None:
    top = MARGIN + len(frame.foot) * FOOT.leading
    draw_rule(canvas, LEFT, top + 3, WIDTH)
    draw_lines(canvas, frame.foot, FOOT, LEFT, top)
    bold = Style(size=FOOT.size + 0.8, leading=FOOT.leading, bold=True)
    draw_lines(canvas, [page], bold, LEFT + WIDTH - fonts.width(page, bold), top)
    if frame.demonstration:
        word = Style(size=FOOT.size, leading=FOOT.leading, bold=True)
        start = LEFT + WIDTH - fonts.width(DEMONSTRATION, word)
        draw_lines(canvas, [DEMONSTRATION], word, start, top - FOOT.leading)


def _draw_demonstration(canvas: Canvas, *, halved: bool) -> None:
    """Across the page; `halved`: across its upper half, whole on what is cut off."""
    canvas.saveState()
    canvas.setFillColor(GHOST)
    canvas.setFont(fonts.BOLD, 56 if halved else 64)
    canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT * (0.75 if halved else 0.5))
    canvas.rotate(30 if halved else 52)
    canvas.drawCentredString(0, -20, DEMONSTRATION)
    canvas.restoreState()


def _draw_blank(canvas: Canvas) -> None:
    note = "Page laissée blanche"
    start = LEFT + (WIDTH - fonts.width(note, FOOT)) / 2
    draw_lines(canvas, [note], FOOT, start, PAGE_HEIGHT / 2)
    canvas.showPage()
