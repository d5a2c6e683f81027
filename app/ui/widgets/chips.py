"""The filters in force, each removable; and those one presses to choose."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
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


class ChoiceChips(QWidget):
    """Chips that one presses to keep only some kinds; none pressed keeps them all.

    `changed` follows each press; `chosen` are the keys pressed, in the order shown.
    """

    changed = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._buttons: dict[str, QPushButton] = {}
        self._flow = FlowLayout(self, spacing=8, line_spacing=6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys pressed."""
        return tuple(key for key, one in self._buttons.items() if one.isChecked())

    def show_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Replace them: (key, words); what was pressed stays pressed."""
        if [key for key, _ in choices] == list(self._buttons):
            return
        pressed = self.chosen
        clear(self._flow)
        self._buttons = {key: self._made(key, words, key in pressed) for key, words in choices}
        for one in self._buttons.values():
            self._flow.add(one)

    def _made(self, key: str, words: str, pressed: bool) -> QPushButton:  # noqa: FBT001 - its state
        one = QPushButton(words.replace("&", "&&"))
        one.setProperty("kind", "chip")
        one.setProperty("pick", True)
        one.setCheckable(True)
        one.setChecked(pressed)
        one.setObjectName(f"{self._name}.{key}")
        one.setAccessibleName(f"Montrer seulement\u202f: {words}")
        one.toggled.connect(lambda on, one=one: self._toggled(one, on=on))
        return one

    def _toggled(self, one: QPushButton, *, on: bool) -> None:
        one.setIcon(icons.icon("check", "accent") if on else QIcon())
        self.changed.emit()
