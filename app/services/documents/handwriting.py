"""What is left to be filled by hand: boxes to tick, lines to write on, the decision table.

Boxes are drawn: the font has no ☐.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from app.services.documents.blocks import HAIR, Block, draw_lines, draw_rule
from app.services.documents.fonts import BODY, INK, LABEL, MUTED, RULE, Style, width

_BOX: Final = 7.5
_LINE: Final = 21.0  # between two lines to write on: a hand needs 7 mm
_HEAD: Final = Style(size=8.5, leading=12, bold=True)


@dataclass(slots=True)
class DecisionTable(Block):
    """An empty box in columns, as high as the room it is given: written on in the meeting."""

    columns: Sequence[tuple[str, float]]
    room: float

    def height(self, width: float) -> float:  # noqa: ARG002 - the same at any width
        return self.room

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1)
        canvas.rect(x, y - self.room, width, self.room, stroke=1, fill=0)
        total = sum(share for _, share in self.columns)
        at = x
        for place, (label, share) in enumerate(self.columns):
            draw_lines(canvas, [label], _HEAD, at + 7, y - 4)
            if place:
                canvas.setStrokeColor(RULE)
                canvas.setLineWidth(HAIR)
                canvas.line(at, y, at, y - self.room)
            self._draw_lines(canvas, at, y, width * share / total)
            at += width * share / total

    def _draw_lines(self, canvas: Canvas, x: float, y: float, span: float) -> None:
        below = y - 18 - _LINE
        while below > y - self.room + 6:
            draw_dots(canvas, x + 7, below, span - 14)
            below -= _LINE


@dataclass(frozen=True, slots=True)
class Blank:
    """Something to fill in: a label, then boxes to tick or a dotted line. `share` of the row."""

    label: str
    boxes: tuple[str, ...] = ()
    share: float = 1.0


@dataclass(slots=True)
class BlankRow(Block):
    """Blanks side by side on one line."""

    blanks: Sequence[Blank]
    high: float = 22.0
    gap: float = 14.0
    style: Style = BODY

    def height(self, width: float) -> float:  # noqa: ARG002 - one line at any width
        return self.high

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        free = width - self.gap * (len(self.blanks) - 1)
        total = sum(one.share for one in self.blanks)
        top = y - (self.high - self.style.leading)
        at = x
        for one in self.blanks:
            span = free * one.share / total
            self._draw_one(canvas, one, at, top, span)
            at += span + self.gap

    def _draw_one(self, canvas: Canvas, one: Blank, x: float, top: float, span: float) -> None:
        draw_lines(canvas, [one.label], self.style, x, top)
        at = x + (width(one.label, self.style) + 5 if one.label else 0)
        base = top - self.style.leading / 2 - self.style.size * 0.36
        for label in one.boxes:
            draw_box(canvas, at, base - 0.6)
            draw_lines(canvas, [label], self.style, at + _BOX + 4, top)
            at += _BOX + 4 + width(label, self.style) + 11
        if not one.boxes or one.boxes[-1].endswith("\u202f:"):
            draw_dots(canvas, at - (6 if one.boxes else 0), base - 1.5, x + span - at)


@dataclass(slots=True)
class Signatures(Block):
    """Boxes to sign in, each under its label and what is already known."""

    boxes: Sequence[tuple[str, str]]
    high: float = 58.0

    def height(self, width: float) -> float:  # noqa: ARG002 - the same at any width
        return self.high

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        gap = 12.0
        span = (width - gap * (len(self.boxes) - 1)) / len(self.boxes)
        for place, (label, known) in enumerate(self.boxes):
            at = x + place * (span + gap)
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.8)
            canvas.roundRect(at, y - self.high, span, self.high, 3, stroke=1, fill=0)
            draw_lines(canvas, [label], _HEAD, at + 7, y - 5)
            draw_lines(canvas, [known], Style(size=8.5, leading=11), at + 7, y - 18)
            draw_lines(canvas, ["Signature"], LABEL, at + 7, y - 31)


@dataclass(slots=True)
class CutLine(Block):
    """Where the reply slip is cut off: a dashed line across the sheet."""

    label: str
    high: float = 20.0

    def height(self, width: float) -> float:  # noqa: ARG002 - the same at any width
        return self.high

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        middle = y - self.high / 2
        canvas.saveState()
        canvas.setStrokeColor(MUTED)
        canvas.setLineWidth(0.8)
        canvas.setDash(4, 3)
        half = (width - _label_width(self.label)) / 2
        canvas.line(x, middle, x + half, middle)
        canvas.line(x + width - half, middle, x + width, middle)
        canvas.restoreState()
        draw_lines(canvas, [self.label], LABEL, x + half + 8, middle + 4.7)


def _label_width(label: str) -> float:
    return width(label, LABEL) + 16


def draw_box(canvas: Canvas, x: float, y: float, *, ticked: bool = False) -> None:
    """A box to tick, its foot at `y`."""
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.8)
    canvas.rect(x, y, _BOX, _BOX, stroke=1, fill=0)
    if ticked:
        canvas.setLineWidth(1.3)
        canvas.lines([(x + 1.6, y + 3.8, x + 3.2, y + 1.8), (x + 3.2, y + 1.8, x + 6.2, y + 6)])


def draw_dots(canvas: Canvas, x: float, y: float, length: float) -> None:
    """A dotted line to write on."""
    if length <= 0:
        return
    canvas.saveState()
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.7)
    canvas.setDash(0.8, 2.4)
    canvas.line(x, y, x + length, y)
    canvas.restoreState()


__all__ = [
    "Blank", "BlankRow", "CutLine", "DecisionTable", "Signatures", "draw_box", "draw_dots",
    "draw_rule",
]  # fmt: skip
