"""The filters in force, each removable."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.ui import icons
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.style import clear


class _Chip(QPushButton):
    """A filter in force; Suppr presses it as Espace does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in {keys.Key_Delete, keys.Key_Backspace, keys.Key_Return, keys.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


class FilterChips(QWidget):
    """One chip a filter; pressing it, or Suppr on it, emits `removed` with the filter's key."""

    removed = Signal(str)
    cleared = Signal()

    def __init__(self, *, name: str = "filters", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._flow = FlowLayout(self, spacing=8, line_spacing=6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_filters(self, filters: Sequence[tuple[str, str]]) -> None:
        """Replace them: (key, sentence), as in ("state", "État : suivi en cours")."""
        clear(self._flow)
        for key, text in filters:
            chip = _Chip(text.replace("&", "&&"))
            chip.setProperty("kind", "chip")
            chip.setObjectName(f"{self._name}.{key}")
            chip.setAccessibleName(f"Retirer le filtre {text}")
            chip.setToolTip("Retirer ce filtre")
            chip.setIcon(icons.icon("x", "accent"))
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands at the right
            chip.clicked.connect(lambda _checked=False, key=key: self.removed.emit(key))
            self._flow.add(chip)
        if len(filters) > 1:
            self._flow.add(
                LinkButton("Tout effacer", self.cleared.emit, name=f"{self._name}.clear")
            )
        self.setVisible(bool(filters))
