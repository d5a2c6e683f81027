"""A state in one or two words, whose colour only repeats what the word says."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.widgets.style import mark

Tone = Literal["neutral", "accent", "red", "amber", "green"]


class Badge(QLabel):
    """A rounded label."""

    def __init__(
        self, text: str, tone: Tone = "neutral", *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setProperty("tone", tone)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, text: str, tone: Tone) -> None:
        """Change word and colour together."""
        self.setText(text)
        mark(self, tone=tone)
