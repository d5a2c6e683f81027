"""At the door, while a vault of an earlier version is brought up to date."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.progress import ProgressBarRow
from app.ui.widgets.style import label

TITLE = "Mise à jour du coffre…"
NOTE = "Une copie du coffre tel qu’il est est d’abord faite, avec ses sauvegardes."
UPGRADED = (
    "Le coffre est à jour. Une copie du coffre tel qu’il était est gardée avec ses sauvegardes."
)
GIVING_UP = "La mise à jour s’arrête…"


class UpgradeProgress(QWidget):
    """Hidden until a first step is told, when `begun` is called; `give_up`: on « Abandonner ».

    It asks to stop: what ended just before is entered all the same.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("unlock.upgrade")
        self.give_up: Callable[[], object] = lambda: None
        self.begun: Callable[[], object] = lambda: None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.row = ProgressBarRow(TITLE)
        self.row.setObjectName("unlock.upgrade.progress")
        self.what = label("", "muted", wrap=True)
        self.what.setObjectName("unlock.upgrade.what")
        self.button = LinkButton("Abandonner", self._pressed, name="action.upgrade.give_up")
        column.addWidget(self.row)
        column.addWidget(self.what)
        column.addWidget(label(NOTE, "muted", wrap=True))
        column.addWidget(self.button)
        self.hide()

    @property
    def shown(self) -> bool:
        """Whether an upgrade was told of since `reset`."""
        return not self.isHidden()

    @property
    def conclusion(self) -> str:
        """What is said once inside; empty when there was nothing to tell."""
        return UPGRADED if self.shown else ""

    def show_step(self, done: int, total: int, words: str) -> None:
        """How far it is, and at what."""
        percent = 100 * done // max(total, 1)
        self.row.advance(done, total, f"{percent}\u202f%")
        if self.button.isEnabled():
            self.what.setText(words)
        if self.isHidden():
            self.begun()
            self.show()

    def reset(self) -> None:
        """Hide it, ready for another opening."""
        self.hide()
        self.button.setEnabled(True)
        self.give_up = lambda: None

    def _pressed(self) -> None:
        self.button.setEnabled(False)
        self.what.setText(GIVING_UP)
        self.give_up()
