"""A key typed in groups: the cursor moves on by itself, a whole key can be pasted."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.ui.widgets.style import label, mark


class GroupedKey(QWidget):
    """`count` fields of `length` characters; `sound(number, text)` says whether a group can be.

    `tidy` gives the characters that count in what is typed. A group that cannot be is framed in
    red once it is whole.
    """

    changed = Signal()

    def __init__(
        self,
        *,
        count: int,
        length: int,
        tidy: Callable[[str], str],
        sound: Callable[[int, str], bool],
        name: str,
        columns: int = 4,
    ) -> None:
        super().__init__()
        self._length, self._tidy, self._sound = length, tidy, sound
        self._spreading = False
        self.lines: list[QLineEdit] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        for number in range(1, count + 1):
            line = QLineEdit()
            line.setObjectName(f"{name}.{number}")
            line.setAccessibleName(f"Groupe {number}")
            words = label(f"Groupe {number}", "label")
            words.setBuddy(line)
            cell = QVBoxLayout()
            cell.setSpacing(4)
            cell.addWidget(words)
            cell.addWidget(line)
            grid.addLayout(cell, *divmod(number - 1, columns))
            line.textChanged.connect(lambda text, at=number - 1: self._typed(at, text))
            line.installEventFilter(self)
            self.lines.append(line)
        self.setFocusProxy(self.lines[0])

    def text(self) -> str:
        """The groups as typed, separated by dashes."""
        return "-".join(line.text() for line in self.lines)

    def whole(self) -> bool:
        """Whether every group is there and can be."""
        return all(self._sound(at, line.text()) for at, line in enumerate(self.lines, 1))

    def go_to_doubtful(self) -> int | None:
        """Put the cursor in the first group that is not whole or cannot be; its number."""
        for number, line in enumerate(self.lines, start=1):
            if not self._sound(number, line.text()):
                mark(line, invalid=True)
                line.setFocus(Qt.FocusReason.OtherFocusReason)
                line.selectAll()
                return number
        return None

    def clear(self) -> None:
        """Forget what is typed."""
        for line in self.lines:
            line.clear()

    def _typed(self, at: int, text: str) -> None:
        if self._spreading:
            return
        typed = self._tidy(text)
        line = self.lines[at]
        if len(typed) > self._length:
            self._spread(at, typed)
        else:
            whole = len(typed) == self._length
            wrong = whole and not self._sound(at + 1, text)
            self._show(line, wrong=wrong)
            if whole and not wrong and line.hasFocus() and at + 1 < len(self.lines):
                self.lines[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
                self.lines[at + 1].selectAll()
        self.changed.emit()

    def _spread(self, at: int, typed: str) -> None:
        """Share out a text longer than one group over the groups that follow."""
        self._spreading = True
        last = at
        for place in range(at, len(self.lines)):
            piece = typed[(place - at) * self._length :][: self._length]
            if not piece:
                break
            self.lines[place].setText(piece)
            wrong = len(piece) == self._length and not self._sound(place + 1, piece)
            self._show(self.lines[place], wrong=wrong)
            last = place
        self._spreading = False
        self.lines[last].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, line: QLineEdit, *, wrong: bool) -> None:
        mark(line, invalid=wrong)
        line.setAccessibleDescription("Erreur de recopie dans ce groupe" if wrong else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Backspace
            and isinstance(watched, QLineEdit)
            and watched in self.lines
            and not watched.text()
        ):
            before = self.lines.index(watched) - 1
            if before >= 0:
                self.lines[before].setFocus(Qt.FocusReason.BacktabFocusReason)
                self.lines[before].end(False)
                return True
        return super().eventFilter(watched, event)
