"""A family drawn: adults above, children below, home by home; the arrows go from one to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from app.services.rules.family_layout import Drawing, Kin, lay_out, reading_order
from app.ui.widgets.style import label, mark

_DETAILS = 2  # lines of them
_TITLE_LINES = 2  # of a home, in the room that the layout keeps
_SIDE_BY_SIDE = 5  # in a home, where there is room: brothers and sisters read best in one row
_PADDING, _LEAST = 22, 140  # logical pixels: around the words of a box; its least width
_MOST_LINES_OF = 4.0  # height of a box, in lines of text
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True, slots=True)
class Person:
    """One box; `ref` is what opening it tells, 0 for nothing to open."""

    kin: Kin
    name: str
    detail: str
    ref: int = 0


class _Box(QPushButton):
    """A person: a button, so that the keyboard and assistive tools find it as any other."""

    def __init__(self, one: Person, owner: "FamilyTreeView") -> None:
        super().__init__("\n".join(_lines(one)), owner)
        self.one, self._owner = one, owner
        self.setObjectName(f"tree.{one.kin.key}")
        opens = "\u202f: ouvrir le dossier" if one.ref else ""
        self.setAccessibleName(f"{one.name}, {one.detail}{opens}")
        mark(self, kind="kin", adult=one.kin.adult)
        if one.ref:
            self.setAutoDefault(True)  # Entrée opens, as Espace does
            self.clicked.connect(lambda: owner.opened.emit(one.ref))
        else:
            self.setCursor(Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is not None:
            self._owner.move_from(self, *step)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


def _lines(one: Person) -> list[str]:
    """The family name, the first name, then two lines of what is said of them."""
    words = one.name.split(" ")
    given = next((at for at, word in enumerate(words) if word != word.upper()), len(words))
    names = (" ".join(words[:given]), " ".join(words[given:]))
    said = one.detail.split(" · ")
    details = (" · ".join(said[:-1]), said[-1]) if len(said) > _DETAILS else said
    return [part for part in (*names, *details) if part]


class FamilyTreeView(QWidget):
    """As wide as it is given: rows are the shorter as there is less room."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, name: str = "tree.family") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("Arbre de la famille")
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self._homes: Sequence[tuple[str, str]] = ()
        self._boxes: dict[str, _Box] = {}
        self._titles: dict[str, QLabel] = {}
        self.drawing = Drawing()

    def show_family(self, homes: Sequence[tuple[str, str]], people: Sequence[Person]) -> None:
        """Draw these homes (key, title) and persons."""
        for old in (*self._boxes.values(), *self._titles.values()):
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self._homes = homes
        self._boxes = {one.kin.key: _Box(one, self) for one in people}
        self._titles = {}
        for key, title in homes:
            self._titles[key] = label(title, "label")
            self._titles[key].setParent(self)
        self._lay_out()
        order = reading_order(self.drawing, [one.one.kin for one in self._boxes.values()])
        for before, after in pairwise(order):
            QWidget.setTabOrder(self._boxes[before], self._boxes[after])

    def move_from(self, box: QPushButton, right: int, down: int) -> None:
        """Give the focus to the nearest person that way."""
        here = box.geometry().center()
        near: list[tuple[bool, int, str]] = []
        for key, one in self._boxes.items():
            there = one.geometry().center() - here
            along = there.x() * right + there.y() * down
            across = abs(there.x() * down) + abs(there.y() * right)
            if along > 0:  # straight on before aside
                near.append((along < across, along + 4 * across, key))
        if near:
            self._boxes[min(near)[2]].setFocus(Qt.FocusReason.TabFocusReason)

    def sizeHint(self) -> QSize:
        return QSize(round(self.drawing.width), round(self.drawing.height) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, round(self.drawing.height) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPen(self.palette().mid().color(), 1)
        painter.setPen(frame)
        for rect in self.drawing.frames.values():
            shape = QRectF(rect.x + 0.5, rect.y + 0.5, rect.width - 1, rect.height - 1)
            painter.drawRoundedRect(shape, 8, 8)
        for line in self.drawing.lines:
            pen = QPen(self.palette().placeholderText().color(), 1.5)
            pen.setStyle(Qt.PenStyle.DashLine if line.dashed else Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.drawPolyline([QPointF(x, y) for x, y in line.points])

    def _lay_out(self) -> None:
        for box in self._boxes.values():
            box.ensurePolished()  # its font is the style sheet's
        one = next(iter(self._boxes.values()), None)
        metrics = (one or self).fontMetrics()
        words = [line for box in self._boxes.values() for line in box.text().split("\n")]
        widest = max((metrics.horizontalAdvance(line) for line in words), default=0)
        wide = float(max(_LEAST, widest + _PADDING))
        high = metrics.height() * _MOST_LINES_OF + 8
        room = float(max(self.width(), 1))
        self.drawing = lay_out(
            [key for key, _ in self._homes],
            [one.one.kin for one in self._boxes.values()],
            box=(wide, high),
            per_row=_SIDE_BY_SIDE,
            room=room,
        )
        for key, box in self._boxes.items():
            rect = self.drawing.boxes[key]
            box.setGeometry(round(rect.x), round(rect.y), round(rect.width), round(rect.height))
            box.show()
        for key, title in self._titles.items():
            frame = self.drawing.frames[key]
            room = round(frame.width) - 24
            whole = dict(self._homes)[key]
            bold = title.fontMetrics()
            two = QRect(0, 0, room, _TITLE_LINES * bold.lineSpacing())
            flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
            fits = two.contains(bold.boundingRect(two, flags, whole))
            title.setWordWrap(fits)
            title.setText(
                whole if fits else bold.elidedText(whole, Qt.TextElideMode.ElideRight, room)
            )
            title.setToolTip("" if fits else whole)
            top = round(self.drawing.titles[key]) + 6
            title.setGeometry(
                round(frame.x) + 12,
                top,
                room,
                title.heightForWidth(room) if fits else metrics.height() + 6,
            )
            title.show()
        self.setFixedHeight(round(self.drawing.height) + 2)
        self.update()
