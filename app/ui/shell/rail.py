"""The dark rail on the left: where one can go, and what waits there."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from app.ui import icons
from app.ui.shell.entries import RailEntry
from app.ui.widgets.style import mark

WIDE, SLIM = 220, 64
"""Widths in logical pixels: with words, more if the text is large, and with icons only."""
_TITLE_LEFT = 14
_MANY = 99
"""The count for which there is room, so that nothing moves when one more waits."""


class RailButton(QPushButton):
    """One place. The count stands beside it only when something waits."""

    def __init__(self, entry: RailEntry) -> None:
        super().__init__()
        self.entry = entry
        self._count = 0
        self._slim = False
        self.setObjectName(f"rail.{entry.kind}")
        self.setProperty("kind", "rail")
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setIcon(icons.icon(entry.icon, "on_navy", on="on_pill"))
        self.setIconSize(QSize(20, 20))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._show()

    @property
    def count(self) -> int:
        """What waits there."""
        return self._count

    def set_count(self, count: int) -> None:
        """Say how much waits; zero says nothing."""
        if count != self._count:
            self._count = count
            self._show()

    def set_slim(self, slim: bool) -> None:  # noqa: FBT001 - a setter
        """Icon only, the words in a tooltip."""
        self._slim = slim
        self._show()

    def wide(self) -> int:
        """The width in pixels that the words and any count ask for."""
        self.ensurePolished()
        text = self.text()
        self.setText(f"  {self._words(max(_MANY, self._count))}")
        width = self.sizeHint().width()
        self.setText(text)
        return width

    def _words(self, count: int) -> str:
        return self.entry.label + (f"   · {count}" if count else "")

    def _show(self) -> None:
        words = self._words(self._count)
        self.setText("" if self._slim else f"  {words}")
        self.setToolTip(words if self._slim else "")
        waiting = f", {self._count} en attente" if self._count else ""
        self.setAccessibleName(self.entry.label + waiting)
        mark(self, slim=self._slim)


class Rail(QFrame):
    """The entries whose page is registered and allowed. Up and down move between them."""

    def __init__(
        self, entries: Sequence[RailEntry], chosen: Callable[[str], object], subtitle: str
    ) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName("Menu principal")
        self._slim = False
        self.buttons: dict[str, RailButton] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(10, 18, 10, 12)
        self._layout.setSpacing(3)
        self._title = QLabel("Vigie")
        self._title.setObjectName("rail.title")
        self._title.setProperty("role", "rail-title")
        self._subtitle = QLabel(subtitle)
        self._subtitle.setObjectName("rail.subtitle")
        self._subtitle.setProperty("role", "rail-subtitle")
        self._subtitle.setTextFormat(Qt.TextFormat.PlainText)
        self._subtitle.setWordWrap(True)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._subtitle)
        self._layout.addSpacing(9)
        for entry in entries:
            if not entry.bottom:
                self._add(entry, chosen)
        self._layout.addStretch(1)
        for entry in entries:
            if entry.bottom:
                self._add(entry, chosen)
        self.set_slim(False)

    def _add(self, entry: RailEntry, chosen: Callable[[str], object]) -> None:
        button = RailButton(entry)
        # The click lights nothing by itself: a form may ask first, and the person may stay.
        button.clicked.connect(lambda: self._clicked(button, chosen))
        button.installEventFilter(self)
        self.buttons[entry.kind] = button
        self._layout.addWidget(button)

    def _clicked(self, button: RailButton, chosen: Callable[[str], object]) -> None:
        button.setChecked(not button.isChecked())
        chosen(button.entry.kind)

    def light(self, kind: str) -> None:
        """Show where one is: the white pill."""
        for name, button in self.buttons.items():
            button.setChecked(name == kind)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Say what waits in each place."""
        for name, button in self.buttons.items():
            button.set_count(counts.get(name, 0))
        self._widen()

    def set_slim(self, slim: bool) -> None:  # noqa: FBT001 - a setter
        """Icons only, in a narrow window."""
        self._slim = slim
        self._title.setText("V" if slim else "Vigie")
        self._title.setAccessibleName("Vigie")
        self._title.setAlignment(
            Qt.AlignmentFlag.AlignCenter if slim else Qt.AlignmentFlag.AlignLeft
        )
        self._title.setContentsMargins(0 if slim else _TITLE_LEFT, 0, 0, 0)
        self._subtitle.setVisible(not slim)
        for button in self.buttons.values():
            button.set_slim(slim)
        self._widen()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._widen()

    def _widen(self) -> None:
        margins = self._layout.contentsMargins()
        words = max((one.wide() for one in self.buttons.values()), default=0)
        wide = max(WIDE, words + margins.left() + margins.right())
        self.setFixedWidth(SLIM if self._slim else wide)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down.value: 1, Qt.Key.Key_Up.value: -1}.get(event.key())
            if step is not None:
                buttons = list(self.buttons.values())
                index = next((i for i, item in enumerate(buttons) if item is watched), 0)
                buttons[(index + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in {Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value}:
                if isinstance(watched, RailButton):
                    watched.click()
                return True
        return super().eventFilter(watched, event)
