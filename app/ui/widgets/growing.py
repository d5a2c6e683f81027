"""A dialog that grows with its texts."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog

WIDTH = 520


class GrowingDialog(QDialog):
    """At least `width` wide; taller when its texts need more lines than they first had."""

    def __init__(self, *, width: int = WIDTH) -> None:
        super().__init__()
        self._least = width
        self.setMinimumWidth(width)

    def event(self, event: QEvent) -> bool:
        asked = event.type() is QEvent.Type.LayoutRequest
        handled = super().event(event)
        # Asked of a layout request alone: a deferred deletion has just ended this very dialog.
        if asked:
            self._follow_texts()
        return handled

    def _follow_texts(self) -> None:
        """A dialog does not do it by itself."""
        layout = self.layout()
        if layout is None:
            return
        width = max(self.width(), self._least)
        needed = layout.totalHeightForWidth(width)
        if self.height() < needed:
            self.resize(width, needed)
