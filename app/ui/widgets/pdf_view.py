"""A PDF on screen, from memory: pages one under the other, zoom, the keyboard for everything."""

from collections import OrderedDict

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.ui import theme
from app.ui.widgets.pdf_pages import POINTS, PdfPages

LEAST_ZOOM, MOST_ZOOM, STEP = 0.25, 4.0, 1.2
_DPI = 96.0  # of 100 %, in logical pixels
_GAP = 16
_KEPT = 6
"""Pages kept drawn: those in view and their neighbours."""


class PdfView(QAbstractScrollArea):
    """Shows a document; pages are drawn as they come into view.

    `moved(page, pages)` says which page is in front, from 1; `zoomed(percent)` the size.
    """

    moved = Signal(int, int)
    zoomed = Signal(int)

    def __init__(self, *, name: str = "pdf", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)
        self._pages: PdfPages | None = None
        self._zoom: float | None = None  # none: as wide as the view, `_widest` at most
        self._widest = 1.0
        self._drawn: OrderedDict[int, QImage] = OrderedDict()
        self._front = 0
        self.setAccessibleName("Aperçu du document")

    # -- what is shown --------------------------------------------------------------------

    def show_document(self, content: bytes) -> None:
        """Show another document, from its first page, at the same zoom."""
        self.clear()
        self._pages = PdfPages(content)
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._say_place()

    def clear(self) -> None:
        """Show nothing and forget the document."""
        self._pages = None
        self._front = 0
        self._drawn.clear()
        self._lay_out()
        self.setAccessibleDescription("")

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return 0 if self._pages is None else len(self._pages)

    @property
    def page(self) -> int:
        """The page in front, from 1; 0 for none."""
        return self._front + 1 if self._pages is not None else 0

    def go_to(self, page: int) -> None:
        """Bring a page, from 1, to the top."""
        if 1 <= page <= self.pages:
            self.verticalScrollBar().setValue(self._place(page - 1).top() - _GAP // 2)

    # -- zoom -----------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """1.0 shows the paper in its true size on a screen of 96 dots an inch."""
        if self._zoom is not None:
            return self._zoom
        if self._pages is None:
            return 1.0
        room = self.viewport().width() - 2 * _GAP
        wide = self._pages.size(0).width() / POINTS * _DPI
        return min(self._widest, max(LEAST_ZOOM, room / wide))

    def zoom_in(self) -> None:
        """One step larger."""
        self.set_zoom(self.zoom * STEP)

    def zoom_out(self) -> None:
        """One step smaller."""
        self.set_zoom(self.zoom / STEP)

    def fit_width(self) -> None:
        """As wide as the view, and follow it; at first a page is no larger than life."""
        self._widest = MOST_ZOOM
        self.set_zoom(None)

    def fit_page(self) -> None:
        """A whole page in the view."""
        if self._pages is not None:
            high = self._pages.size(0).height() / POINTS * _DPI
            self.set_zoom((self.viewport().height() - 2 * _GAP) / high)

    def set_zoom(self, zoom: float | None) -> None:
        """Set the zoom, within bounds; the page in front stays in front."""
        front = self.page
        self._zoom = None if zoom is None else min(MOST_ZOOM, max(LEAST_ZOOM, zoom))
        self._lay_out()
        self.go_to(front)

    # -- inside ---------------------------------------------------------------------------

    def _page_size(self, number: int) -> QSize:
        if self._pages is None:
            return QSize()
        size = self._pages.size(number) * (self.zoom * _DPI / POINTS)
        return QSize(round(size.width()), round(size.height()))

    def _place(self, number: int) -> QRect:
        """Where a page lies in the whole, every page being of the first one's size."""
        size = self._page_size(0)
        left = max(_GAP, (self.viewport().width() - size.width()) // 2)
        return QRect(left, _GAP + number * (size.height() + _GAP), size.width(), size.height())

    def _lay_out(self) -> None:
        self._drawn.clear()
        size, room = self._page_size(0), self.viewport().size()
        high = self.pages * (size.height() + _GAP) + _GAP if self.pages else 0
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, high - room.height()))
        down.setPageStep(room.height())
        down.setSingleStep(40)
        across.setRange(0, max(0, size.width() + 2 * _GAP - room.width()))
        across.setPageStep(room.width())
        across.setSingleStep(40)
        self.viewport().update()
        self.zoomed.emit(round(self.zoom * 100))

    def _scrolled(self) -> None:
        self.viewport().update()
        if self._pages is None:
            return
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        step = self._page_size(0).height() + _GAP
        front = min(self.pages - 1, max(0, (middle - _GAP) // step))
        if front != self._front:
            self._front = front
            self._say_place()

    def _say_place(self) -> None:
        if self._pages is None:
            return
        self.setAccessibleName(f"Aperçu du document, page {self.page} sur {self.pages}")
        self.setAccessibleDescription(self._pages.text(self._front))
        self.moved.emit(self.page, self.pages)

    def _image(self, number: int) -> QImage:
        found = self._drawn.get(number)
        if found is None and self._pages is not None:
            ratio = self.devicePixelRatioF()
            found = self._pages.image(number, self.zoom * _DPI * ratio)
            found.setDevicePixelRatio(ratio)
            self._drawn[number] = found
            if len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
        return found or QImage()

    # -- Qt -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(tokens.page))
        down, across = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        view = self.viewport().rect()
        for number in range(self.pages):
            place = self._place(number).translated(-across, -down)
            if place.intersects(view):
                painter.drawImage(place, self._image(number))
                painter.setPen(QColor(tokens.field_border))
                painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        front = self.page
        self._lay_out()
        if event.oldSize().width() != event.size().width():
            self.go_to(front)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_in() if event.angleDelta().y() > 0 else self.zoom_out()
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = self.verticalScrollBar()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_Home:
                down.setValue(0)
            case Qt.Key.Key_End:
                down.setValue(down.maximum())
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal if control:
                self.zoom_in()
            case Qt.Key.Key_Minus if control:
                self.zoom_out()
            case Qt.Key.Key_0 if control:
                self.fit_width()
            case _:
                super().keyPressEvent(event)  # arrows and pages, as in any scrolled view
