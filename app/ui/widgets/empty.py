"""What stands where there is nothing yet: what the list is for, and the first thing to do."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.picture import Picture
from app.ui.widgets.style import label


class EmptyState(QWidget):
    """Icon, sentence, perhaps a second line and an action."""

    def __init__(
        self,
        icon: str,
        sentence: str,
        *,
        more: str = "",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        action_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 32, 24, 32)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(Picture(icon, "muted", size=40), 0, Qt.AlignmentFlag.AlignHCenter)
        self._sentence = label(sentence, "heading", wrap=True)
        self._more = label(more, "muted", wrap=True)
        for line in (self._sentence, self._more):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(line)
        self._more.setVisible(bool(more))
        self.button: Button | None = None
        if action:
            self.button = PrimaryButton(action, on_action, name=action_name)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self.setAccessibleName(sentence)

    def say(self, sentence: str, more: str = "") -> None:
        """Another sentence: an empty list and a search that finds nothing differ."""
        self._sentence.setText(sentence)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.setAccessibleName(sentence)
