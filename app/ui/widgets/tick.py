"""A box that is ticked by saying how it went: one press, one answer."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QCheckBox, QMenu, QWidget

from app.ui.widgets.choice import Choice


class TickMenu(QCheckBox):
    """Ticking opens the answers; `answered` gives the code of the one taken.

    Giving up, by Échap or a click elsewhere, unticks the box. `words` is read out, since the text
    stands beside the box rather than in it.
    """

    answered = Signal(str)

    def __init__(
        self,
        answers: Sequence[Choice],
        *,
        words: str,
        question: str,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setToolTip(question)
        self._taken = False
        self.menu = QMenu(self)
        self.menu.setObjectName(f"{name}.menu")
        self.menu.setAccessibleName(question)
        title = self.menu.addAction(question)
        title.setEnabled(False)
        for code, label, _also in answers:
            action = self.menu.addAction(label.replace("&", "&&"))
            action.setObjectName(f"{name}.{code}")
            action.triggered.connect(lambda _checked=False, code=code: self._take(code))
        self.menu.aboutToHide.connect(self._given_up)
        self.clicked.connect(lambda _on: self._ask())

    def _ask(self) -> None:
        self.setChecked(True)
        self._taken = False
        self.menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        self.menu.setActiveAction(self.menu.actions()[1])

    def _take(self, code: str) -> None:
        self._taken = True
        self.setChecked(True)
        self.answered.emit(code)

    def _given_up(self) -> None:
        # a menu hides before it tells what was chosen: `_take` ticks the box again
        if not self._taken:
            self.setChecked(False)
