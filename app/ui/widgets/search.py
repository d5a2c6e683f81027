"""The field one searches in: a glass, a cross to start again, Échap empties it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui import icons


class SearchField(QLineEdit):
    """`searched` follows typing after a breath; Entrée emits it at once; Bas emits `descend`."""

    searched = Signal(str)
    descend = Signal()

    def __init__(
        self,
        placeholder: str,
        *,
        name: str = "search",
        words: str = "",
        pause_ms: int = 120,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(words or placeholder)
        self.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._erase = self.addAction(
            icons.icon("x", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        self._erase.setText("Effacer la recherche")
        self._erase.setToolTip("Effacer la recherche")
        self._erase.setVisible(False)
        self._erase.triggered.connect(self.clear)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(pause_ms)
        self._pause.timeout.connect(self._emit)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.descend.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        self._erase.setVisible(bool(text))
        self._pause.start()

    def _emit(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text().strip())
