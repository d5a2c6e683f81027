"""Boxes to tick, in as many columns as fit."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QGridLayout,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from app.ui.widgets.choice import Choice
from app.ui.widgets.flow import Fill, FlowLayout
from app.ui.widgets.style import mark


def fold_words(button: QAbstractButton, room: int) -> None:
    """Write the words of a box on as many lines as `room` pixels ask for: Qt would cut them."""
    words = button.accessibleName().replace("&", "&&")
    metrics, around = button.fontMetrics(), _around(button)
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) + around <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    text = "\n".join(lines)
    if text != button.text():
        button.setText(text)


def _around(button: QAbstractButton) -> int:
    """The width of a box without its words."""
    widest = max(map(button.fontMetrics().horizontalAdvance, button.text().split("\n")))
    return button.sizeHint().width() - widest + 1


class CheckGrid(QWidget):
    """Several answers of a list. Arrow keys move between boxes, Espace ticks."""

    changed = Signal()

    def __init__(
        self,
        choices: Sequence[Choice],
        *,
        name: str = "checks",
        max_columns: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QCheckBox] = {}
        self._flow = FlowLayout(
            self, fill=Fill.COLUMNS, spacing=16, line_spacing=2, max_columns=max_columns
        )
        for code, words, _also in choices:
            box = QCheckBox(words.replace("&", "&&"))
            box.setObjectName(f"{name}.{code}")
            box.setAccessibleName(words)
            box.toggled.connect(lambda _on: self.changed.emit())
            box.installEventFilter(self)
            self.boxes[code] = box
            self._flow.add(box)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    def codes(self) -> tuple[str, ...]:
        """What is ticked, in the list's order."""
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    def choose(self, codes: Iterable[str]) -> None:
        """Tick exactly these; an unknown code is ignored."""
        wanted = set(codes)
        for code, box in self.boxes.items():
            box.setChecked(code in wanted)

    def set_invalid(self, invalid: bool) -> None:  # noqa: FBT001 - a setter
        """Draw the boxes as those of an answer to correct."""
        for box in self.boxes.values():
            mark(box, invalid=invalid)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            steps = {
                Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1,
                Qt.Key.Key_Down: self._flow.columns(self.width()),
                Qt.Key.Key_Up: -self._flow.columns(self.width()),
            }  # fmt: skip
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                boxes = list(self.boxes.values())
                at = next((i for i, box in enumerate(boxes) if box is watched), 0) + step
                if 0 <= at < len(boxes):
                    boxes[at].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)


_BETWEEN = 16  # logical pixels between two columns
_STEPS = {
    Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1,
}  # fmt: skip


class _Radio(QRadioButton):
    """Pressed again, it stays: Qt would let the only button of a row go."""

    def nextCheckState(self) -> None:
        self.setChecked(True)


def _columns(row: QWidget, columns: int) -> QGridLayout:
    """Columns of one width, whatever their words."""
    grid = QGridLayout(row)
    grid.setHorizontalSpacing(_BETWEEN)
    grid.setVerticalSpacing(2)
    for at in range(columns):
        grid.setColumnStretch(at, 1)
    return grid


def _take(button: QRadioButton, grid: QGridLayout, rank: int, columns: int) -> None:
    button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    grid.addWidget(button, rank // columns, rank % columns)


class RadioRow(QWidget):
    """One answer among a few, all visible. Suppr takes the answer back.

    `columns` stand under each other from one question to the next; 0: as many as fit.

    The arrows go through the answers in reading order, on as many lines as they take: Qt's own
    go by what lies nearest, and never leave a line by its end.
    """

    changed = Signal()

    def __init__(
        self,
        choices: Sequence[Choice],
        *,
        name: str = "radios",
        columns: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QRadioButton] = {}
        self._columns = columns
        lines = _columns(self, columns) if columns else FlowLayout(self, spacing=16, line_spacing=2)
        lines.setContentsMargins(0, 4, 0, 4)  # on the line of the fields beside it
        for code, words, _also in choices:
            button = _Radio(words.replace("&", "&&"))
            button.setObjectName(f"{name}.{code}")
            button.setAccessibleName(words)
            button.toggled.connect(self._toggled)
            button.installEventFilter(self)
            if isinstance(lines, QGridLayout):
                _take(button, lines, len(self.buttons), columns)
            else:
                lines.add(button)
            self.buttons[code] = button
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if self.buttons:
            self.setFocusProxy(next(iter(self.buttons.values())))

    def code(self) -> str | None:
        """The answer, None while there is none."""
        return next((code for code, b in self.buttons.items() if b.isChecked()), None)

    def choose(self, code: str | None) -> None:
        """Give this answer, or none at all."""
        before = self.code()
        if code == before:
            return
        self._set_exclusive(exclusive=False)  # an exclusive group never lets its last answer go
        for own, button in self.buttons.items():
            button.blockSignals(True)
            button.setChecked(own == code)
            button.blockSignals(False)
        self._set_exclusive(exclusive=True)
        self.changed.emit()

    def set_invalid(self, invalid: bool) -> None:  # noqa: FBT001 - a setter
        """Draw the buttons as those of an answer to correct."""
        for button in self.buttons.values():
            mark(button, invalid=invalid)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
                self.choose(None)
                return True
            step = _STEPS.get(key)
            if step is not None:
                self._go(watched, step)
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for button in self.buttons.values():
            fold_words(
                button, self.width() // (self._columns or 1) - _BETWEEN * (self._columns > 1)
            )

    def _go(self, here: QObject, step: int) -> None:
        buttons = list(self.buttons.values())
        at = next((i for i, one in enumerate(buttons) if one is here), 0) + step
        if 0 <= at < len(buttons):
            buttons[at].setFocus(Qt.FocusReason.TabFocusReason)
            buttons[at].setChecked(True)

    def _set_exclusive(self, *, exclusive: bool) -> None:
        for button in self.buttons.values():
            button.setAutoExclusive(exclusive)

    def _toggled(self, checked: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if checked:
            self.changed.emit()
