"""An icon standing in a page, drawn anew when the theme or the screen changes."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import icons


class Picture(QWidget):
    """`name` and `tone` as in `icons.icon`; decorative, so silent to assistive tools."""

    def __init__(
        self, name: str, tone: str = "ink", *, size: int = icons.SIZE, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icons.icon(name, tone)
        self._name = name
        self._side = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(size, size)

    def set_tone(self, tone: str) -> None:
        """Change the colour."""
        self._icon = icons.icon(self._name, tone)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._icon.paint(QPainter(self), QRect(0, 0, self._side, self._side))
