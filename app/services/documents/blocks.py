"""What a sheet is made of: pieces that know their height and draw themselves.

Heights, widths and places are in points; `y` is the top of the piece, measured upwards from the
foot of the page as PDF does.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Self

from reportlab.pdfgen.canvas import Canvas

from app.services.documents.fonts import BODY, HEADING, INK, LABEL, MUTED, RULE, Style
from app.services.documents.typesetting import break_lines

_FEWEST_LINES: Final = 2  # of a paragraph, at the foot of a page and at the top of the next
_LONGEST_WHITE: Final = 330.0
HAIR: Final = 0.5


def draw_lines(canvas: Canvas, lines: Sequence[str], style: Style, x: float, y: float) -> None:
    """Set `lines` one under the other from the top `y`."""
    canvas.setFont(style.font, style.size)
    canvas.setFillColor(style.ink)
    # The letters stand in the middle of their line, so that white above equals white below.
    base = y - style.leading / 2 - style.size * 0.36
    for number, line in enumerate(lines):
        canvas.drawString(x, base - number * style.leading, line)


def draw_rule(canvas: Canvas, x: float, y: float, length: float, thickness: float = HAIR) -> None:
    """A thin horizontal rule."""
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(thickness)
    canvas.line(x, y, x + length, y)


class Block(ABC):
    """A piece of a sheet. `keeps_next`: never the last of its page."""

    keeps_next = False

    @abstractmethod
    def height(self, width: float) -> float:
        """How high it is when `width` wide."""

    @abstractmethod
    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Draw it, its top left at (`x`, `y`)."""

    def split(self, width: float, room: float) -> "tuple[Block, Block] | None":  # noqa: ARG002 - a block that splits uses them
        """The part that fits in `room` and the rest; None when it stays in one piece."""
        return None

    def least(self, width: float) -> float:
        """The height of the smallest first part that may end a page."""
        return self.height(width)


@dataclass(slots=True)
class Space(Block):
    """White; it vanishes at the top of a page, and parts nothing that keeps together."""

    size: float
    keeps_next = True

    def height(self, width: float) -> float:  # noqa: ARG002 - the same at any width
        return self.size

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Nothing."""


@dataclass(slots=True)
class Text(Block):
    """A paragraph; a long one goes on the next page, two lines at least on either side."""

    text: str
    style: Style = BODY
    indent: float = 0.0
    keeps_next: bool = False
    _lines: list[str] = field(default_factory=list)
    _for: float = -1.0

    def lines(self, width: float) -> list[str]:
        """Its lines when `width` wide."""
        if self._for != width:
            if not self._lines or self._for >= 0:
                self._lines = break_lines(self.text, self.style, width - self.indent)
            self._for = width
        return self._lines

    def height(self, width: float) -> float:
        return len(self.lines(width)) * self.style.leading

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        draw_lines(canvas, self.lines(width), self.style, x + self.indent, y)

    def least(self, width: float) -> float:
        count = len(self.lines(width))
        return self.style.leading * (count if count < 2 * _FEWEST_LINES else _FEWEST_LINES)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        lines = self.lines(width)
        fitting = min(int(room // self.style.leading), len(lines) - _FEWEST_LINES)
        if fitting < _FEWEST_LINES:
            return None
        return self._part(lines[:fitting]), self._part(lines[fitting:])

    def _part(self, lines: list[str]) -> Self:
        return type(self)("\n".join(lines), self.style, self.indent, _lines=lines)


@dataclass(slots=True)
class Heading(Block):
    """The title of a part, over a thin rule; it stays with what follows."""

    text: str
    keeps_next = True

    def height(self, width: float) -> float:  # noqa: ARG002 - one line
        return HEADING.leading + 4

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        draw_lines(canvas, [self.text], HEADING, x, y)
        draw_rule(canvas, x, y - HEADING.leading - 0.5, width)


@dataclass(frozen=True, slots=True)
class Field:
    """A label over its value; an empty value shows `missing`, muted."""

    label: str
    value: str | None
    missing: str = "non renseigné"
    style: Style = BODY
    span: int = 1


@dataclass(slots=True)
class Fields(Block):
    """Labelled values on one row of `columns` equal columns."""

    cells: Sequence[Field]
    columns: int = 3
    gap: float = 12.0
    below: float = 5.0

    def height(self, width: float) -> float:
        return max(h for _, _, h in self._set(width)) + self.below

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        at = x
        for (cell, lines, _), span in zip(self._set(width), self._spans(width), strict=True):
            draw_lines(canvas, [cell.label], LABEL, at, y)
            style = cell.style if cell.value else Style(ink=MUTED)
            draw_lines(canvas, lines, style, at, y - LABEL.leading)
            at += span + self.gap

    def _spans(self, width: float) -> list[float]:
        one = (width - self.gap * (self.columns - 1)) / self.columns
        return [one * cell.span + self.gap * (cell.span - 1) for cell in self.cells]

    def _set(self, width: float) -> list[tuple[Field, list[str], float]]:
        done = []
        for cell, span in zip(self.cells, self._spans(width), strict=True):
            style = cell.style if cell.value else BODY
            lines = break_lines(cell.value or cell.missing, style, span)
            done.append((cell, lines, LABEL.leading + len(lines) * style.leading))
        return done


@dataclass(slots=True)
class Row(Block):
    """A row of a table, over a thin rule. `shares` are the columns' parts of the width."""

    cells: Sequence[str]
    shares: Sequence[float]
    style: Style = BODY
    gap: float = 10.0
    padding: float = 2.6
    keeps_next: bool = False

    def height(self, width: float) -> float:
        most = max(len(lines) for lines, _ in self._set(width))
        return most * self.style.leading + 2 * self.padding

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        at = x
        for lines, column in self._set(width):
            draw_lines(canvas, lines, self.style, at, y - self.padding)
            at += column + self.gap
        draw_rule(canvas, x, y - self.height(width), width, 0.3)

    def _set(self, width: float) -> list[tuple[list[str], float]]:
        free = width - self.gap * (len(self.shares) - 1)
        columns = [free * share / sum(self.shares) for share in self.shares]
        return [
            (break_lines(cell, self.style, column), column)
            for cell, column in zip(self.cells, columns, strict=True)
        ]


@dataclass(slots=True)
class Framed(Block):
    """Pieces inside a thin frame, kept together."""

    inside: Sequence[Block]
    padding: float = 8.0
    radius: float = 3.0

    def height(self, width: float) -> float:
        inner = width - 2 * self.padding
        return sum(one.height(inner) for one in self.inside) + 2 * self.padding

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        high = self.height(width)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.8)
        canvas.roundRect(x, y - high, width, high, self.radius, stroke=1, fill=0)
        at = y - self.padding
        for one in self.inside:
            one.draw(canvas, x + self.padding, at, width - 2 * self.padding)
            at -= one.height(width - 2 * self.padding)


@dataclass(slots=True)
class Stack(Block):
    """Pieces kept together; `at_foot`, they stand at the foot of the room they are given."""

    inside: Sequence[Block]
    at_foot: bool = False
    room: float = 0.0

    def given(self, room: float) -> "Stack":
        """The same, for a room of that height."""
        return type(self)(self.inside, self.at_foot, room)

    def height(self, width: float) -> float:
        return sum(one.height(width) for one in self.inside)

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        slack = max(0.0, self.room - self.height(width))
        # Alone on a page that follows, it begins it: a long white above would look forgotten.
        at = y - slack if self.at_foot and slack < _LONGEST_WHITE else y
        for one in self.inside:
            one.draw(canvas, x, at, width)
            at -= one.height(width)


@dataclass(slots=True)
class Columns(Block):
    """Pieces side by side, of equal width, kept together."""

    inside: Sequence[Block]
    gap: float = 16.0

    def height(self, width: float) -> float:
        return max(one.height(self._span(width)) for one in self.inside)

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        span = self._span(width)
        for place, one in enumerate(self.inside):
            one.draw(canvas, x + place * (span + self.gap), y, span)

    def _span(self, width: float) -> float:
        return (width - self.gap * (len(self.inside) - 1)) / len(self.inside)


@dataclass(slots=True)
class Ruled(Block):
    """A text to be noticed: a thick bar on its left, its label in bold above."""

    label: str
    text: str
    style: Style = BODY
    missing: str = "non renseignée"

    def height(self, width: float) -> float:
        return self._label.leading + len(self._lines(width)) * self.style.leading + 4

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        high = self.height(width)
        canvas.setFillColor(INK)
        canvas.rect(x, y - high + 2, 2.2, high - 2, stroke=0, fill=1)
        draw_lines(canvas, [self.label], self._label, x + 10, y)
        style = self.style if self.text else Style(ink=MUTED)
        draw_lines(canvas, self._lines(width), style, x + 10, y - self._label.leading)

    @property
    def _label(self) -> Style:
        return Style(size=8.5, leading=12, bold=True)

    def _lines(self, width: float) -> list[str]:
        return break_lines(self.text or self.missing, self.style, width - 10)
