"""Things to do under their headings: tick, date, who, what; the line itself opens the record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.widgets.choice import Choice
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.picture import Picture
from app.ui.widgets.style import clear, focus_within, label, mark
from app.ui.widgets.tick import TickMenu
from app.ui.widgets.timeline import RowButton

_BOX = 22  # the width of a tick, and of the icon that stands in its place


@dataclass(frozen=True, slots=True)
class Task:
    """One line. Without `answers` it cannot be ticked here, only opened: `icon` says what it is.

    `key` is unique among the lines; `spoken` says the date as it is read out.
    """

    key: str
    day: str
    who: str
    what: str
    spoken: str
    open: Callable[[], object]
    tone: str = "muted"
    answers: Sequence[Choice] = ()
    answer: Callable[[str], object] | None = None
    icon: str = "compass"


class TaskList(QWidget):
    """Groups of tasks, each under its heading. The focus survives a change of the list."""

    def __init__(self, *, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._rows: list[tuple[QWidget, QWidget]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_groups(self, groups: Sequence[tuple[str, Sequence[Task]]]) -> None:
        """Replace everything: (heading, its tasks)."""
        at, on_box = self._focused()
        clear(self._column)
        self._rows.clear()
        widest = 0
        days = []
        for number, (heading, tasks) in enumerate(groups):
            head = label(heading, "group")
            head.setContentsMargins(0, 8 if number else 0, 0, 2)
            self._column.addWidget(head)
            for task in tasks:
                row, day = self._row(task)
                days.append(day)
                self._column.addWidget(row)
                day.ensurePolished()
                widest = max(widest, day.sizeHint().width())
        for day in days:
            day.setFixedWidth(widest)
        if at >= 0 and self._rows:
            box, line = self._rows[min(at, len(self._rows) - 1)]
            (box if on_box else line).setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused(self) -> tuple[int, bool]:
        focused = self.window().focusWidget()
        for number, (box, line) in enumerate(self._rows):
            if focus_within(box, focused):
                return number, True
            if focus_within(line, focused):
                return number, False
        return -1, False

    def _row(self, task: Task) -> tuple[QWidget, QWidget]:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        button = RowButton()
        box: QWidget = button
        if task.answers and task.answer is not None:
            tick = TickMenu(
                task.answers,
                words=f"{task.who}, {task.what}\u202f: noter le résultat",
                question=self._question,
                name=f"tick.{task.key}",
            )
            tick.answered.connect(task.answer)
            tick.setFixedWidth(_BOX + 4)
            line.addWidget(tick)
            box = tick
        else:
            place = QWidget()
            place.setFixedWidth(_BOX + 4)
            inner = QHBoxLayout(place)
            inner.setContentsMargins(2, 0, 0, 0)
            inner.addWidget(Picture(task.icon, "muted", size=18), 0, Qt.AlignmentFlag.AlignLeft)
            line.addWidget(place)
        words = QHBoxLayout(button)
        words.setContentsMargins(2, 3, 4, 3)
        words.setSpacing(12)
        day = label(task.day, "label")
        mark(day, tone=task.tone)
        words.addWidget(day)
        words.addWidget(ElidedLabel(task.who, "strong"), 3)
        words.addWidget(ElidedLabel(task.what), 6)
        for part in button.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        follow = task.open
        button.clicked.connect(lambda _checked=False: follow())
        button.setObjectName(f"task.{task.key}")
        button.setAccessibleName(f"{task.who}, {task.what}")
        button.setAccessibleDescription(task.spoken)
        button.setToolTip(task.spoken)
        line.addWidget(button, 1)
        self._rows.append((box, button))
        return row, day
