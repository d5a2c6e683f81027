"""What happened, latest first: date, icon, title, one line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.widgets.picture import Picture
from app.ui.widgets.style import clear, label


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the chronology; with `open`, the line can be followed."""

    when: str
    icon: str
    title: str
    detail: str = ""
    open: Callable[[], object] | None = None
    name: str = ""


class RowButton(QPushButton):
    """A whole row that one presses; as high as what is laid inside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "row")
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout else super().minimumSizeHint()


def let_through(row: RowButton) -> None:
    """What is laid inside the row leaves the mouse to it."""
    for part in row.findChildren(QWidget):
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class Timeline(QWidget):
    """A chronology; an empty one says so."""

    def __init__(
        self,
        events: Sequence[Event] = (),
        *,
        nothing: str = "Rien pour le moment.",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._nothing = nothing
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.show_events(events)

    def show_events(self, events: Sequence[Event]) -> None:
        """Replace everything."""
        clear(self._column)
        self._dates: list[QLabel] = []
        if not events:
            self._column.addWidget(label(self._nothing, "muted", wrap=True))
        self.add_events(events)

    def add_events(self, events: Sequence[Event]) -> None:
        """Add older ones below."""
        for event in events:
            row, when = _row(event)
            self._dates.append(when)
            self._column.addWidget(row)
            when.ensurePolished()
        widest = max((one.sizeHint().width() for one in self._dates), default=0)
        for when in self._dates:
            when.setFixedWidth(widest)


def _row(event: Event) -> tuple[QWidget, QLabel]:
    row: QWidget = QWidget() if event.open is None else RowButton()
    line = QHBoxLayout(row)
    line.setContentsMargins(2, 4, 2, 4)
    line.setSpacing(12)
    when = label(event.when, "muted")
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(label(event.title, "strong", wrap=True))
    if event.detail:
        words.addWidget(label(event.detail, "muted", wrap=True))
    line.addWidget(when)
    line.addWidget(Picture(event.icon, "accent"))
    line.addLayout(words, 1)
    if event.open is not None and isinstance(row, RowButton):
        follow = event.open
        row.clicked.connect(lambda _checked=False: follow())
        row.setAccessibleName(f"{event.when}, {event.title}")
        row.setAccessibleDescription(event.detail)
        row.setObjectName(event.name)
        let_through(row)
    return row, when
