"""A short list in a card: a line of titles, then rows that one opens. No scrolling, no sorting."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.style import clear, label, mark
from app.ui.widgets.timeline import RowButton


class RowGrid(QWidget):
    """`titles` are (words, share of the width). `opened` gives the key of a row."""

    opened = Signal(int)

    def __init__(
        self, titles: Sequence[tuple[str, int]], *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._titles = tuple(titles)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_rows(
        self, rows: Sequence[tuple[int, Sequence[str]]], nothing: str, late: Sequence[int] = ()
    ) -> None:
        """Replace everything; the last cell of the rows in `late` is red."""
        clear(self._column)
        if not rows:
            self._column.addWidget(label(nothing, "muted", wrap=True))
            return
        head = QWidget()
        self._fill(head, [words for words, _ in self._titles], "label", "muted")
        self._column.addWidget(head)
        rule = QFrame()
        rule.setProperty("role", "rule")
        self._column.addWidget(rule)
        for key, cells in rows:
            self._column.addWidget(self._row(key, cells, late=key in late))

    def _row(self, key: int, cells: Sequence[str], *, late: bool) -> QWidget:
        row = RowButton()
        parts = self._fill(row, cells, "", "")
        if late:
            mark(parts[-1], tone="red")
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.setObjectName(f"{self.objectName()}.{key}")
        row.setAccessibleName(", ".join(cell for cell in cells if cell))
        row.clicked.connect(lambda _checked=False: self.opened.emit(key))
        return row

    def _fill(
        self, holder: QWidget, cells: Sequence[str], role: str, tone: str
    ) -> list[ElidedLabel]:
        line = QHBoxLayout(holder)
        line.setContentsMargins(2, 5, 2, 5)
        line.setSpacing(12)
        parts = []
        for (_, share), words in zip(self._titles, cells, strict=True):
            part = ElidedLabel(words, role)
            if tone:
                part.setProperty("tone", tone)
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            line.addWidget(part, share)
            parts.append(part)
        return parts
