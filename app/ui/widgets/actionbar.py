"""The bar at the bottom of a form: what is missing, and what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.flow import Fill, FlowLayout
from app.ui.widgets.style import count, label, mark


class ActionBar(QFrame):
    """`go_to_missing` is emitted when one presses « 2 réponses manquent »."""

    go_to_missing = Signal()

    def __init__(self, actions: Sequence[QPushButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "action-bar")
        flow = FlowLayout(self, fill=Fill.STRETCH, spacing=16, line_spacing=6)
        flow.setContentsMargins(24, 10, 24, 10)
        left = QWidget()
        words = FlowLayout(left, spacing=12, line_spacing=2, centred=True)
        self._missing = LinkButton("", self.go_to_missing.emit, name="action.missing")
        self._missing.setProperty("tone", "red")
        self._missing.hide()
        self._state = label("", "muted")
        words.add(self._missing)
        words.add(self._state)
        right = QWidget()
        buttons = FlowLayout(right, spacing=8, line_spacing=6)
        for action in actions:
            buttons.add(action)
        flow.add(left, 1, basis=160)
        flow.add(right, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_missing(self, number: int) -> None:
        """« 1 réponse manque », « 2 réponses manquent », nothing at 0."""
        words = count(number, "réponse") + (" manque" if number < 2 else " manquent")
        self._missing.setText(words)
        self._missing.setAccessibleDescription("Aller à la première réponse qui manque")
        self._missing.setVisible(number > 0)

    def show_state(self, sentence: str, tone: str = "muted") -> None:
        """« Brouillon enregistré à 14 h 07 », or nothing."""
        self._state.setText(sentence)
        mark(self._state, tone=tone)
