"""The strip: what happened, what it means, what to do; until it is closed or made good."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.widgets.badge import Tone
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.picture import Picture
from app.ui.widgets.style import label

_ICONS = {
    "red": "alert-circle", "amber": "alert-triangle", "green": "circle-check",
    "accent": "info-circle", "neutral": "info-circle",
}  # fmt: skip


class Strip(QFrame):
    """`tone` chooses colour and icon; `action` is a verb; `on_close` adds a cross."""

    def __init__(
        self,
        sentence: str,
        remedy: str = "",
        *,
        tone: Tone = "red",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        on_close: Callable[[], object] | None = None,
        name: str = "strip",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("tone", "accent" if tone == "neutral" else tone)
        self.setAccessibleName(sentence)
        self.setAccessibleDescription(remedy)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 8, 8, 8)
        line.setSpacing(12)
        line.addWidget(Picture(_ICONS[tone], "accent" if tone == "neutral" else tone))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(sentence, "strong", wrap=True))
        if remedy:
            words.addWidget(label(remedy, wrap=True))
        line.addLayout(words, 1)
        self.button: Button | None = None
        if action:
            self.button = Button(action, on_action, name=f"{name}.action")
            line.addWidget(self.button)
        if on_close is not None:
            line.addWidget(IconButton("x", "Fermer ce message", on_close, name=f"{name}.close"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
