"""The one window: the door, then the frame. Its title never holds a name."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from app.settings import Settings

TITLE = "Vigie"


class Window(QMainWindow):
    """Shows one of a stack of screens. `may_close()` may refuse to let the window go."""

    painted = Signal()
    """Once: the first picture is whole, and the event loop has begun."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._painted = False
        self.may_close: Callable[[], bool] = lambda: True
        self.setObjectName("window")
        self.setMinimumSize(640, 480)
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self.entitle("")
        self.resize(1180, 760)
        if settings.geometry:
            self.restoreGeometry(QByteArray.fromHex(settings.geometry.encode("ascii", "ignore")))

    def entitle(self, page: str) -> None:
        """« Vigie — Dossiers »; « Vigie » alone while nothing is open or all is locked."""
        self.setWindowTitle(f"{TITLE} — {page}" if page else TITLE)

    def present(self, screen: QWidget) -> None:
        """Show a screen; it joins the stack the first time."""
        if self.stack.indexOf(screen) < 0:
            self.stack.addWidget(screen)
        self.stack.setCurrentWidget(screen)

    def remember_place(self) -> None:
        """Keep where the window stands, for the next start or the successor."""
        self._settings.geometry = bytes(self.saveGeometry().toHex().data()).decode("ascii")

    def come_forward(self) -> None:
        """Someone started Vigie again: here it is."""
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.remember_place()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)  # what it holds is painted after it
