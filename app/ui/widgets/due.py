"""Things to do in a card: a tick, what and by whom, and when as a badge."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.widgets.badge import Badge, Tone
from app.ui.widgets.choice import Choice
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.focus import focus_kept
from app.ui.widgets.picture import Picture
from app.ui.widgets.style import clear, label
from app.ui.widgets.tick import TickMenu
from app.ui.widgets.timeline import RowButton

_TICK = 26


@dataclass(frozen=True, slots=True)
class DueRow:
    """One line. Without `answers` it cannot be ticked here, only opened: `icon` says what it is."""

    key: str
    title: str
    detail: str
    due: str
    tone: Tone
    open: Callable[[], object]
    answers: Sequence[Choice] = ()
    answer: Callable[[str], object] | None = None
    icon: str = "compass"


class DueList(QWidget):
    """`question` heads the answers of a tick."""

    def __init__(self, *, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_rows(self, rows: Sequence[DueRow], nothing: str) -> None:
        """Replace everything."""
        with focus_kept(self):
            clear(self._column)
            if not rows:
                self._column.addWidget(label(nothing, "muted", wrap=True))
            for row in rows:
                self._column.addWidget(self._row(row))

    def _row(self, row: DueRow) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        if row.answers and row.answer is not None:
            tick = TickMenu(
                row.answers,
                words=f"{row.title}\u202f: noter le résultat",
                question=self._question,
                name=f"tick.{row.key}",
            )
            tick.answered.connect(row.answer)
            tick.setFixedWidth(_TICK)
            line.addWidget(tick)
        else:
            place = QWidget()
            place.setFixedWidth(_TICK)
            inner = QHBoxLayout(place)
            inner.setContentsMargins(0, 0, 6, 0)
            inner.addWidget(Picture(row.icon, "muted", size=18))
            line.addWidget(place)
        line.addWidget(self._button(row), 1)
        return holder

    def _button(self, row: DueRow) -> RowButton:
        button = RowButton()
        inner = QHBoxLayout(button)
        inner.setContentsMargins(2, 4, 2, 4)
        inner.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(ElidedLabel(row.title, "strong"))
        words.addWidget(ElidedLabel(row.detail, "muted"))
        inner.addLayout(words, 1)
        if row.due:
            inner.addWidget(Badge(row.due, row.tone))
        for part in button.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        follow = row.open
        button.clicked.connect(lambda _checked=False: follow())
        button.setObjectName(f"due.{row.key}")
        button.setAccessibleName(f"{row.title}, {row.due}")
        button.setAccessibleDescription(row.detail)
        return button
