"""A card in the middle of an empty window: what is shown when no page may be."""

from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.widgets.style import name_values

CARD_WIDTH = 430


class CardScreen(QScrollArea):
    """A window with one card, filled through its `column`. Scrolls when the window is too small."""

    def __init__(self, *, name: str, width: int = CARD_WIDTH) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        name_values(self, focusPolicy="NoFocus")
        ground = QWidget()
        ground.setProperty("ground", "page")
        centre = QGridLayout(ground)
        centre.setContentsMargins(20, 20, 20, 20)
        self.card = QFrame()
        self.card.setProperty("role", "card")
        self.card.setFixedWidth(width)
        centre.addWidget(self.card, 1, 1)
        for side in (0, 2):
            centre.setRowStretch(side, 1)
            centre.setColumnStretch(side, 1)
        self.setWidget(ground)
        self.column = QVBoxLayout(self.card)
        self.column.setContentsMargins(32, 28, 32, 28)
        self.column.setSpacing(6)
