"""How far something has gone, in words and as a bar."""

from typing import Literal

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.ui.widgets.style import label, mark


class ProgressBarRow(QWidget):
    """A title, a detail on its right, and a thin bar that repeats them."""

    def __init__(
        self,
        title: str,
        detail: str = "",
        *,
        done: int = 0,
        total: int = 1,
        tone: Literal["accent", "green", "amber", "red"] = "accent",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(12)
        self._title = label(title, wrap=True)
        self._detail = label(detail, "muted")
        line.addWidget(self._title, 1)
        line.addWidget(self._detail)
        column.addLayout(line)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        column.addWidget(self._bar)
        self.advance(done, total, detail, tone)

    def advance(
        self,
        done: int,
        total: int,
        detail: str,
        tone: Literal["accent", "green", "amber", "red"] = "accent",
    ) -> None:
        """Show another state; a total of 0 is shown as nothing done."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(min(done, total))
        self._bar.setAccessibleDescription(detail)
        self._detail.setText(detail)
        mark(self._bar, tone=tone)
