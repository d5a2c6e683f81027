"""The blank fiche de repérage, filled in by hand at a partner's and typed without searching.

Its questions are those of the form itself, in its order and its words: whoever draws the form
gives them. On paper a short list is boxes to tick, a long one a line to write on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from app.services.documents import fonts
from app.services.documents.blocks import Block, Heading, Space, Text, draw_lines
from app.services.documents.fonts import LABEL, NOTE, STRONG, TITLE, Style
from app.services.documents.handwriting import Blank, BlankRow, draw_box, draw_dots
from app.services.documents.layout import WIDTH, Frame, Rendered, Sheet, render
from app.services.documents.typesetting import break_lines

_SENDER: Final = Style(size=11, leading=15, bold=True)
_SMALL: Final = Style(size=9, leading=11.6)
_WRITING: Final = 20.0  # between two lines to write on
_WRITTEN: Final = 62.0  # points a short answer takes, by hand
_BOX, _GAP = 22.5, 14.0  # a box with the white around it; between two questions
MENTION: Final = (
    "Faits utiles au suivi, rédigés de façon objective\u202f: la personne peut en obtenir copie."
)
_NOTICE: Final = (
    "Ce que vous écrivez ici est enregistré par la collectivité pour le suivi du jeune, au titre "
    "de sa mission d’intérêt public. Le jeune et ses représentants légaux en sont informés dans "
    "le mois et peuvent en demander copie, correction ou effacement\u202f; votre nom est gardé "
    "comme source. Ce qui n’est pas retenu est effacé en quelques mois. N’écrivez ni infraction, "
    "ni santé, ni origine, ni religion, ni numéro de sécurité sociale, ni identifiant d’élève."
)
_DANGER: Final = (
    "Danger immédiat\u202f: 17 ou 112. Enfance en danger\u202f: 119. En cas de danger, n’écrivez "
    "rien ici\u202f: appelez."
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the form. `boxes` to tick, or `lines` to write on; `share` of its row.

    `help` stands under it.
    """

    label: str
    boxes: tuple[str, ...] = ()
    lines: int = 1
    share: float = 1.0
    columns: int = 4
    help: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the form: its title as it stands there, its rows of questions."""

    title: str
    rows: tuple[tuple[Question, ...], ...]


@dataclass(frozen=True, slots=True)
class BlankReport:
    """The questions, and who sends the sheet out. `rights`: to whom one writes about the data."""

    sender: str
    sender_lines: tuple[str, ...]
    rights: str | None
    demonstration: bool
    parts: tuple[Part, ...]


def render_blank(one: BlankReport) -> Rendered:
    """The PDF of the blank fiche, on both sides of one leaf."""
    frame = Frame(
        running="Fiche de repérage (suite)",
        foot=(
            f"{one.sender} – fiche de repérage adressée à la cellule de veille éducative",
            "À remettre en main propre ou sous pli fermé\u202f: ne pas envoyer par courriel.",
        ),
        demonstration=one.demonstration,
    )
    return render([Sheet(frame, tuple(_blocks(one)))], title="Fiche de repérage")


def _blocks(one: BlankReport) -> Iterator[Block]:
    yield Text(one.sender, _SENDER)
    for line in one.sender_lines:
        yield Text(line, NOTE)
    yield Space(6)
    yield Text("Fiche de repérage", TITLE)
    yield Text(MENTION, STRONG)
    yield Text(_DANGER, _SMALL)
    for part in one.parts:
        yield Space(7)  # the lines to write on bring their own white below a title
        yield Heading(part.title)
        for row in part.rows:
            yield from _row(row)
    yield Space(8)
    rights = f" Écrire à\u202f: {one.rights}." if one.rights else ""
    yield Text(_NOTICE + rights, _SMALL)
    yield Space(6)
    yield BlankRow((Blank("Fait le", share=1), Blank("Nom, signature, cachet", share=2.4)), high=30)


def _row(row: Sequence[Question]) -> Iterator[Block]:
    """Questions side by side as long as a hand has room for each; long ones stand alone."""
    side: list[Question] = []
    for question in row:
        alone = question.lines > 1 or (bool(question.boxes) and _room(question) > WIDTH)
        full = sum(map(_room, side)) + len(side) * _GAP + _room(question) > WIDTH
        if side and (alone or full):
            yield _line(side)
            side = []
        if not alone:
            side.append(question)
        elif question.boxes:
            yield _Boxes(question)
        else:
            yield _Lines(question)
    if side:
        yield _line(side)


def _room(question: Question) -> float:
    """The least width of a question on a line: its label and its boxes, or room to write."""
    label = fonts.width(question.label, _SMALL) + 5
    if question.boxes:
        return label + sum(fonts.width(words, _SMALL) + _BOX for words in question.boxes)
    return label + question.share * _WRITTEN


def _line(questions: Sequence[Question]) -> Block:
    blanks = tuple(Blank(one.label, one.boxes, share=_room(one)) for one in questions)
    return BlankRow(blanks, high=_WRITING, gap=_GAP, style=_SMALL)


@dataclass(slots=True)
class _Boxes(Block):
    """A label, then boxes in columns, or on its own line when they are few."""

    question: Question

    def height(self, width: float) -> float:
        return sum(self._heights(width)) + 3

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        one = self.question
        head = break_lines(one.label, _SMALL, width)
        draw_lines(canvas, head, _SMALL, x, y - 4)
        top = y - 4 - len(head) * _SMALL.leading - 2
        span = width / one.columns
        for at, words in enumerate(one.boxes):
            column, line = at % one.columns, at // one.columns
            below = top - sum(self._lines(width)[:line])
            draw_box(canvas, x + column * span, below - 10)
            draw_lines(canvas, self._words(words, span), _SMALL, x + column * span + 13, below)

    def _heights(self, width: float) -> list[float]:
        head = break_lines(self.question.label, _SMALL, width)
        return [6 + len(head) * _SMALL.leading, *self._lines(width)]

    def _lines(self, width: float) -> list[float]:
        one, span = self.question, width / self.question.columns
        rows = [one.boxes[at : at + one.columns] for at in range(0, len(one.boxes), one.columns)]
        return [
            max(len(self._words(words, span)) for words in row) * _SMALL.leading + 2.4
            for row in rows
        ]

    @staticmethod
    def _words(words: str, span: float) -> list[str]:
        return break_lines(words, _SMALL, span - 18)


@dataclass(slots=True)
class _Lines(Block):
    """A label, its reminder, and lines to write on."""

    question: Question

    def height(self, width: float) -> float:
        return self._head(width) + self.question.lines * _WRITING

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        draw_lines(canvas, [self.question.label], _SMALL, x, y - 4)
        help_ = break_lines(self.question.help, LABEL, width) if self.question.help else []
        draw_lines(canvas, help_, LABEL, x, y - 4 - _SMALL.leading)
        top = y - self._head(width)
        for line in range(1, self.question.lines + 1):
            draw_dots(canvas, x, top - line * _WRITING + 4, width)

    def _head(self, width: float) -> float:
        help_ = break_lines(self.question.help, LABEL, width) if self.question.help else []
        return 4 + _SMALL.leading + len(help_) * LABEL.leading


__all__ = ["MENTION", "BlankReport", "Part", "Question", "render_blank"]
