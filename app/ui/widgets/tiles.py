"""The tile: a number that waits for someone, and what it counts."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.ui.widgets.badge import Tone
from app.ui.widgets.picture import Picture
from app.ui.widgets.style import label, mark


class StatTile(QPushButton):
    """Icon, number, words; pressing it goes to what is counted. Zero is shown muted."""

    def __init__(
        self,
        icon: str,
        words: str,
        *,
        number: int | None = 0,
        tone: Tone = "accent",
        on_click: Callable[[], object] | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "tile")
        self.setObjectName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(18, 12, 18, 12)
        line.setSpacing(12)
        self._picture = Picture(icon, tone, size=24)
        self._number = label("", "title")
        self._words = label(words, wrap=True)
        line.addWidget(self._picture)
        line.addWidget(self._number)
        line.addWidget(self._words, 1)
        for part in (self._picture, self._number, self._words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())
        self.show_number(number, words, tone)

    def show_number(self, number: int | None, words: str, tone: Tone) -> None:
        """Change what is counted; the words agree with the number, the caller sees to it.

        None: it is being counted.
        """
        shade = tone if number else "muted"
        spoken = "…" if number is None else f"{number:,}".replace(",", "\u202f")
        self._number.setText(spoken)
        self._words.setText(words)
        mark(self._number, tone=shade)
        self._picture.set_tone(shade)
        self.setAccessibleName(f"{spoken} {words}")

    def heightForWidth(self, width: int) -> int:
        return max(68, self._line.heightForWidth(width))

    def sizeHint(self) -> QSize:
        return self._line.sizeHint().expandedTo(QSize(240, 68))

    def minimumSizeHint(self) -> QSize:
        return QSize(max(216, self._line.minimumSize().width()), 68)
