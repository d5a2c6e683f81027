"""A PDF on screen, from memory: pages one under the other, zoom, the keyboard for everything."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QRect, QSize, QSizeF, Qt, Signal
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


class Pages(Protocol):
    """What is shown: pages counted from 0, their sizes in points, each as an image or a text."""

    def __len__(self) -> int: ...
    def size(self, number: int) -> QSizeF:
        """The size of a page, in points."""
        ...

    def image(self, number: int, dpi: float) -> QImage:
        """A page as an image of `dpi` dots an inch."""
        ...

    def text(self, number: int) -> str:
        """What a page says, for assistive tools."""
        ...


Elsewhere = Callable[[str, Callable[[], Any], Callable[[Any], object]], object]
"""Runs a work in another thread and gives its answer here; a newer one of a word replaces it."""


class PdfView(QAbstractScrollArea):
    """Shows a document; pages are drawn as they come into view.

    Our own sheets are drawn at once; a page that comes from outside may take long, and is drawn
    `elsewhere`: meanwhile its place is white, or holds what was there at another size.

    `moved(page, pages)` says which page is in front, from 1 (0 of 0: none); `zoomed(percent)` the
    size.
    """

    moved = Signal(int, int)
    zoomed = Signal(int)

    def __init__(
        self,
        *,
        name: str = "pdf",
        elsewhere: Elsewhere | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)
        self._pages: Pages | None = None
        self._elsewhere = elsewhere
        self._places: list[QRect] = []
        self._tops: list[int] = []
        self._zoom: float | None = None  # none: as wide as the view, `_widest` at most
        self._widest = 1.0
        self._drawn: OrderedDict[int, QImage] = OrderedDict()
        self._former: dict[int, QImage] = {}
        self._asked: set[int] = set()
        self._drawing = 0  # grows with each size: what was asked before is of no use
        self._front = 0
        self.setAccessibleName("Aperçu du document")

    # -- what is shown --------------------------------------------------------------------

    def show_document(self, content: bytes) -> None:
        """Show another document, from its first page, at the same zoom."""
        self.show_pages(PdfPages(content))

    def show_pages(self, pages: Pages) -> None:
        """Show these pages, from the first, at the same zoom."""
        self.clear()
        self._pages = pages
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._say_place()

    def clear(self) -> None:
        """Show nothing and forget the document."""
        self._pages = None
        self._front = 0
        self._drawn.clear()
        self._lay_out()
        self._former.clear()
        self.setAccessibleDescription("")
        self.moved.emit(0, 0)

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
            self.verticalScrollBar().setValue(self._tops[page - 1] - _GAP // 2)

    # -- zoom -----------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """1.0 shows the paper in its true size on a screen of 96 dots an inch."""
        if self._zoom is not None:
            return self._zoom
        if self._pages is None:
            return 1.0
        room = self.viewport().width() - 2 * _GAP
        wide = max(self._pages.size(at).width() for at in range(self.pages)) / POINTS * _DPI
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
            high = self._pages.size(self._front).height() / POINTS * _DPI
            self.set_zoom((self.viewport().height() - 2 * _GAP) / high)

    def set_zoom(self, zoom: float | None) -> None:
        """Set the zoom, within bounds; the page in front stays in front."""
        front = self.page
        self._zoom = None if zoom is None else min(MOST_ZOOM, max(LEAST_ZOOM, zoom))
        self._lay_out()
        self.go_to(front)

    # -- inside ---------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._former.update(self._drawn)
        self._drawn.clear()
        self._asked.clear()
        self._drawing += 1
        room, zoom = self.viewport().size(), self.zoom * _DPI / POINTS
        self._places, top, widest = [], _GAP, 0
        for number in range(self.pages):
            size = (self._pages.size(number) * zoom).toSize() if self._pages else QSize()
            left = max(_GAP, (room.width() - size.width()) // 2)
            self._places.append(QRect(left, top, size.width(), size.height()))
            top, widest = top + size.height() + _GAP, max(widest, size.width())
        self._tops = [place.top() for place in self._places]
        high = top if self.pages else 0
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, high - room.height()))
        down.setPageStep(room.height())
        down.setSingleStep(40)
        across.setRange(0, max(0, widest + 2 * _GAP - room.width()))
        across.setPageStep(room.width())
        across.setSingleStep(40)
        self.viewport().update()
        self.zoomed.emit(round(self.zoom * 100))

    def _scrolled(self) -> None:
        self.viewport().update()
        if self._pages is None:
            return
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        front = min(self.pages - 1, max(0, bisect_right(self._tops, middle) - 1))
        if front != self._front:
            self._front = front
            self._say_place()

    def _say_place(self) -> None:
        pages, front = self._pages, self._front
        if pages is None:
            return
        self.setAccessibleName(f"Aperçu du document, page {self.page} sur {self.pages}")
        if self._elsewhere is None:
            self.setAccessibleDescription(pages.text(front))
        else:
            self._elsewhere("text", lambda: pages.text(front), self.setAccessibleDescription)
        self.moved.emit(self.page, self.pages)

    def _image(self, number: int) -> QImage:
        found = self._drawn.get(number)
        if found is None and self._pages is not None:
            pages, ratio = self._pages, self.devicePixelRatioF()
            dpi = self.zoom * _DPI * ratio
            if self._elsewhere is None:
                return self._keep(number, pages.image(number, dpi))
            if number not in self._asked:
                self._asked.add(number)
                work, drawing = partial(pages.image, number, dpi), self._drawing
                self._elsewhere(f"page {number}", work, partial(self._arrived, number, drawing))
        return found or self._former.get(number) or QImage()

    def _arrived(self, number: int, drawing: int, image: QImage) -> None:
        if drawing == self._drawing:
            self._keep(number, image)
            self._former.pop(number, None)
            self.viewport().update()

    def _keep(self, number: int, image: QImage) -> QImage:
        """Keep a page drawn; the oldest out of view goes, in view it would be asked for again."""
        self._drawn[number] = image
        self._asked.discard(number)
        if len(self._drawn) > _KEPT:
            away = (one for one in self._drawn if not self._in_view(one))
            self._drawn.pop(next(away, -1), None)
        return image

    def _in_view(self, number: int) -> bool:
        return self._shown_at(number).intersects(self.viewport().rect())

    def _shown_at(self, number: int) -> QRect:
        down, across = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        return self._places[number].translated(-across, -down)

    # -- Qt -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(tokens.page))
        for number in range(self.pages):
            if self._in_view(number):
                place = self._shown_at(number)
                painter.fillRect(place, Qt.GlobalColor.white)
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
