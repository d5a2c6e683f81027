"""What stands in while something loads. Nothing moves: a calm screen, and a word."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from app.ui import theme
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.style import label

_WIDTHS = (0.72, 0.5, 0.86, 0.4, 0.64)
_FINE = 1_000  # steps of the bar


class Skeleton(QWidget):
    """Grey lines where text will come; `page`: with the margins of the page it stands for."""

    def __init__(
        self, lines: int = 5, *, page: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._margin = theme.SPACE_XL if page else 0
        self.setMinimumHeight(lines * 30)
        self.setAccessibleName("Chargement en cours")
        # takes the room of what will come, and draws from its top
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_grey()))
        for line in range(self._lines):
            width = (self.width() - 2 * self._margin) * _WIDTHS[line % len(_WIDTHS)]
            top = self._margin + line * 30 + 9
            painter.drawRoundedRect(QRectF(self._margin, top, width, 12), 6, 6)


class Busy(QWidget):
    """A sentence, a bar, and « Annuler » when the work can be stopped."""

    cancelled = Signal()

    def __init__(
        self, sentence: str, *, cancellable: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        self._sentence = label(sentence)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.hide()
        self._bar.setAccessibleName(sentence)
        self._bar.setMinimumWidth(120)
        line.addWidget(self._sentence)
        line.addWidget(self._bar, 1)
        line.addStretch()
        if cancellable:
            line.addWidget(LinkButton("Annuler", self.cancelled.emit, name="action.cancel"))

    def advance(self, done: int, total: int, sentence: str = "") -> None:
        """Show how far it is; while the total is 0, unknown, the sentence stands alone."""
        self._bar.setVisible(total > 0)
        self._bar.setRange(0, _FINE)
        self._bar.setValue(done * _FINE // max(total, 1))  # Qt counts in 32 bits, a file does not
        if sentence:
            self._sentence.setText(sentence)
            self._bar.setAccessibleName(sentence)


def _grey() -> str:
    tokens = theme.current()
    return tokens.hover if tokens.badge_edge == "tone" else tokens.line
