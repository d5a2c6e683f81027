"""The drawing of a family on a sheet, from the same layout as the screen's."""

from dataclasses import dataclass
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from app.services.documents.blocks import Block, Space, Text, draw_lines
from app.services.documents.fonts import BODY, INK, MUTED, RULE, TITLE, Style
from app.services.documents.group_sheet import Imprint, sheet_frame
from app.services.documents.layout import WIDTH, Rendered, Sheet, render
from app.services.documents.typesetting import break_lines
from app.services.rules.family_layout import Drawing, Kin, lay_out

_BOX: Final = (100.0, 58.0)
_NAME: Final = Style(size=8.6, leading=11, bold=True)
_DETAIL: Final = Style(size=7.4, leading=9.5, ink=MUTED)
_HOME: Final = Style(size=8.6, leading=12, bold=True, ink=MUTED)
_PER_ROW: Final = 3
_SMALLEST: Final = 1.25  # the drawing may be so much wider than the sheet, and is made smaller
_LARGEST: Final = 1.4  # a small family is drawn larger, to be read at arm's length
_TALLEST: Final = 520.0  # points: what is drawn larger stays on one sheet
_TITLE_LINES, _NAME_LINES, _DETAIL_LINES = 2, 3, 2


@dataclass(frozen=True, slots=True)
class SheetPerson:
    """One person as the sheet names them; `kin` says where they stand."""

    kin: Kin
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class FamilyTreeSheet:
    """All that the sheet says. `title` is empty where the level names nobody."""

    town: str
    cell: str
    demonstration: bool
    title: str
    homes: tuple[tuple[str, str], ...]
    people: tuple[SheetPerson, ...]


@dataclass(slots=True)
class _Tree(Block):
    """The drawing, made smaller where it would be wider than the sheet, larger where it can."""

    one: FamilyTreeSheet
    drawing: Drawing

    def height(self, width: float) -> float:
        return self.drawing.height * self._scale(width)

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        scale = self._scale(width)
        canvas.saveState()
        canvas.translate(x, y)
        canvas.scale(scale, scale)
        canvas.setLineWidth(0.8)
        canvas.setStrokeColor(RULE)
        titles = dict(self.one.homes)
        for key, frame in self.drawing.frames.items():
            canvas.roundRect(frame.x, -frame.bottom, frame.width, frame.height, 5, stroke=1, fill=0)
            top = -self.drawing.titles[key] - 6
            title = break_lines(titles.get(key, ""), _HOME, frame.width - 20)[:_TITLE_LINES]
            draw_lines(canvas, title, _HOME, frame.x + 10, top)
        canvas.setStrokeColor(INK)
        for line in self.drawing.lines:
            canvas.setDash([3, 2] if line.dashed else [])
            path = canvas.beginPath()
            path.moveTo(line.points[0][0], -line.points[0][1])
            for right, down in line.points[1:]:
                path.lineTo(right, -down)
            canvas.drawPath(path)
        canvas.setDash([])
        for person in self.one.people:
            self._draw_person(canvas, person)
        canvas.restoreState()

    def _draw_person(self, canvas: Canvas, person: SheetPerson) -> None:
        box = self.drawing.boxes[person.kin.key]
        canvas.setStrokeColor(INK)
        canvas.setFillGray(1)
        canvas.roundRect(box.x, -box.bottom, box.width, box.height, 4, stroke=1, fill=1)
        inner = box.width - 10
        names = break_lines(person.name, _NAME, inner)[:_NAME_LINES] if person.name else []
        details = break_lines(person.detail, _DETAIL, inner)[:_DETAIL_LINES]
        used = len(names) * _NAME.leading + len(details) * _DETAIL.leading
        top = -box.y - (box.height - used) / 2
        draw_lines(canvas, names, _NAME, box.x + 5, top)
        draw_lines(canvas, details, _DETAIL, box.x + 5, top - len(names) * _NAME.leading)

    def _scale(self, width: float) -> float:
        if not self.drawing.width:
            return 1.0
        larger = min(_LARGEST, max(1.0, _TALLEST / self.drawing.height))
        return min(larger, width / self.drawing.width)


def render_family_tree(one: FamilyTreeSheet, imprint: Imprint) -> Rendered:
    """The PDF of the drawing: homes side by side, their rows as long as stays readable."""
    drawing = lay_out(
        [key for key, _ in one.homes],
        [person.kin for person in one.people],
        box=_BOX,
        per_row=_PER_ROW,
        room=WIDTH * _SMALLEST,
    )
    frame = sheet_frame("Arbre de la famille (suite)", imprint, demonstration=one.demonstration)
    blocks: tuple[Block, ...] = (
        Text(" – ".join(filter(None, (one.cell, one.town))), _HOME),
        Text(f"Arbre de la famille{': ' if one.title else ''}{one.title}".replace(": ", "\u202f: "),
             TITLE),
        Space(8),
        _Tree(one, drawing),
        Space(8),
        Text(
            "Les frères et sœurs qui ne sont pas suivis ne sont pas enregistrés\u202f: ils ne "
            "figurent pas ici.",
            BODY,
        ),
    )  # fmt: skip
    return render([Sheet(frame, blocks)], title="Arbre de la famille")
