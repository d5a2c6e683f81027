"""A page that scrolls, and columns that stack when there is no room."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui import theme


class ScrollPage(QScrollArea):
    """Content in a column that scrolls vertically and never sideways; focus stays in view."""

    def __init__(self, parent: QWidget | None = None, *, margins: int = theme.SPACE_XL) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content = QFrame()
        self.content.setObjectName("page")
        self.column = QVBoxLayout(self.content)
        self._margin = margins
        self.column.setContentsMargins(margins, margins - 4, margins, margins)
        self.column.setSpacing(14)
        self.setWidget(self.content)

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Append to the page."""
        if isinstance(item, QLayout):
            self.column.addLayout(item, stretch)
        else:
            self.column.addWidget(item, stretch)

    def fill(self) -> None:
        """Keep a short page at the top."""
        self.column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The scroll bar stands in the margin: its coming and going moves nothing sideways."""
        bar = self.width() - self.viewport().width()
        around = self.column.contentsMargins()
        around.setRight(max(0, self._margin - bar))
        self.column.setContentsMargins(around)
        super().resizeEvent(event)


def show_whole(widget: QWidget) -> None:
    """Once laid out, scroll its page until all of it is in view; its top, if it is too high."""
    QTimer.singleShot(0, widget, lambda: _scroll_to(widget))


def _scroll_to(widget: QWidget) -> None:
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    content = area.widget() if area is not None else None
    if area is None or content is None:
        return
    bar, room = area.verticalScrollBar(), area.viewport().height()
    top = widget.mapTo(content, QPoint(0, 0)).y()
    bottom = top + widget.height() + theme.SPACE_M
    if bottom > bar.value() + room:
        bar.setValue(min(bottom - room, top - theme.SPACE_S))


class TwoColumns(QWidget):
    """A main column and a side one; one below the other under `narrow` logical pixels."""

    def __init__(
        self,
        *,
        main: int = 3,
        side: int = 2,
        narrow: int = theme.NARROW - 2 * theme.SPACE_XL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._narrow = narrow
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(14)
        self.main, self.main_box = _column()
        self.side, self.side_box = _column()
        self._line.addWidget(self.main_box, main)
        self._line.addWidget(self.side_box, side)
        self._stretches = (main, side)

    @property
    def stacked(self) -> bool:
        """Whether the columns stand one below the other."""
        return self._line.direction() is QBoxLayout.Direction.TopToBottom

    def fill(self) -> None:
        """Keep both columns at the top."""
        self.main.addStretch(1)
        self.side.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = event.size().width() < self._narrow
        if stacked == self.stacked:
            return
        directions = QBoxLayout.Direction
        self._line.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)
        for index, stretch in enumerate(self._stretches):
            self._line.setStretch(index, 0 if stacked else stretch)


def _column() -> tuple[QVBoxLayout, QWidget]:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(14)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    box.setSizePolicy(policy)
    return column, box
