"""What is known of a record, as names and values; what is not known is not shown."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.widgets.style import label

NAME_WIDTH = 190


class Facts(QWidget):
    """Two columns; a value wraps, and can be selected to be copied."""

    def __init__(self, rows: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, NAME_WIDTH)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for at, (name, value) in enumerate(row for row in rows if row[1]):
            words = label(name, "muted", wrap=True)
            words.setFixedWidth(NAME_WIDTH)
            shown = label(value, wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setAccessibleName(f"{name}\u202f: {value}")
            grid.addWidget(words, at, 0, top)
            grid.addWidget(shown, at, 1, top)
