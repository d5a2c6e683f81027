"""Where one is in the window, and back there after a lock, a crash or a kill."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.services.seats import Seat
from app.ui.context import Located, Place
from app.ui.shell.navigator import Navigator

_LOOK_MS, _LOOKS = 40, 125
"""How often, in milliseconds, and how many times a field is looked for: a page fills by jobs."""
_HANDS = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})


def seat_of(navigator: Navigator) -> Seat | None:
    """Where one is now: the page, its tab and form, the field and the caret in it."""
    page: object = navigator.page
    place = page.here() if isinstance(page, Located) else navigator.place
    if place is None:
        return None
    name, cursor = _focused(navigator.page)
    return Seat(place.kind, place.ref, place.tab, name, cursor)


class Seating(QObject):
    """Leads back to a seat; the person's first key or click ends it."""

    def __init__(self, navigator: Navigator, parent: QObject) -> None:
        super().__init__(parent)
        self._navigator = navigator
        self._seat: Seat | None = None
        self._left = 0
        self._window: QWindow | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def sit(self, seat: Seat) -> bool:
        """Go there; whether that place still exists for this person."""
        try:
            self._navigator.go(Place(seat.page, seat.ref, seat.tab))
        except LookupError:
            return False
        page = self._navigator.page
        if seat.field and page is not None:
            self._seat, self._left = seat, _LOOKS
            self._window = page.window().windowHandle()
            if self._window is not None:
                self._window.installEventFilter(self)
            self._timer.start()
        return True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _HANDS:
            self._rest()
        return False

    def _look(self) -> None:
        seat, page = self._seat, self._navigator.page
        self._left -= 1
        if seat is None or page is None or not self._left:
            self._rest()
            return
        field = page.findChild(QWidget, seat.field)
        if field is not None and field.isVisible() and field.isEnabled():
            field.setFocus()
            _put_cursor(field, seat.cursor)
            self._rest()

    def _rest(self) -> None:
        self._timer.stop()
        self._seat = None
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window = None


def _focused(page: QWidget | None) -> tuple[str, int]:
    focused = page.focusWidget() if page is not None else None
    cursor = _cursor(focused)
    while focused is not None and focused is not page:
        name = focused.objectName()
        if name and not name.startswith("qt_"):
            return name, cursor
        focused = focused.parentWidget()
    return "", 0


def _cursor(widget: QWidget | None) -> int:
    if isinstance(widget, QLineEdit):
        return widget.cursorPosition()
    return widget.textCursor().position() if isinstance(widget, QPlainTextEdit) else 0


def _put_cursor(widget: QWidget, position: int) -> None:
    if isinstance(widget, QLineEdit):
        widget.setCursorPosition(position)
    elif isinstance(widget, QPlainTextEdit):
        cursor = widget.textCursor()
        cursor.setPosition(min(position, len(widget.toPlainText())))
        widget.setTextCursor(cursor)
