"""A short free text that counts down."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.style import NNBSP, count, label, mark


class _Area(QPlainTextEdit):
    def sizeHint(self) -> QSize:
        return QSize(320, super().sizeHint().height())


class TextArea(QWidget):
    """Grows with its text from `lines` to three times as many; Tab leaves it.

    A text that is too long is never cut: what exceeds is counted in red, and saving is refused.
    """

    changed = Signal()

    def __init__(
        self,
        *,
        max_length: int = 0,
        lines: int = 2,
        name: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._max, self._lines = max_length, lines
        self.area = _Area()
        self.area.setObjectName(name)
        self.area.setTabChangesFocus(True)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.left = label("", "small")
        self.left.setAlignment(Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.area)
        column.addWidget(self.left)
        self.left.setVisible(bool(max_length))
        self.setFocusProxy(self.area)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.area.textChanged.connect(self._typed)
        self._count()
        self._grow()

    def text(self) -> str:
        """What is typed."""
        return self.area.toPlainText()

    def set_text(self, text: str) -> None:
        """Replace what is typed."""
        self.area.setPlainText(text)

    def mark_words(self, places: Sequence[tuple[int, int]]) -> None:
        """Underline these words, and only these; what is typed stays as it is."""
        line = QTextCharFormat()
        line.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        line.setUnderlineColor(QColor(theme.current().amber))
        marks = []
        for start, end in places:
            one = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.area.document())
            cursor.setPosition(_units(self.text(), start))
            cursor.setPosition(_units(self.text(), end), QTextCursor.MoveMode.KeepAnchor)
            one.cursor, one.format = cursor, line
            marks.append(one)
        self.area.setExtraSelections(marks)

    @property
    def excess(self) -> int:
        """By how many characters the text is too long, 0 when it fits."""
        return max(0, len(self.text()) - self._max) if self._max else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _typed(self) -> None:
        self._count()
        self._grow()
        self.changed.emit()

    def _count(self) -> None:
        if not self._max:
            return
        if self.excess:
            text = f"{count(self.excess, 'caractère')} de trop{NNBSP}: raccourcissez ce texte"
        else:
            left = self._max - len(self.text())
            text = f"{count(left, 'caractère')} {'restants' if left > 1 else 'restant'}"
        self.left.setText(text)
        mark(self.left, tone="red" if self.excess else "muted")

    def _grow(self) -> None:
        line = self.area.fontMetrics().lineSpacing()
        lines = int(self.area.document().size().height())  # a plain text measures in lines
        shown = max(self._lines, min(lines, self._lines * 3))
        self.area.setFixedHeight(shown * line + 2 * 4 + 2 * 4 + 4)


def _units(text: str, place: int) -> int:
    """A place in the text as Qt counts it: a character beyond the first plane is two."""
    return len(text[:place].encode("utf-16-le")) // 2
