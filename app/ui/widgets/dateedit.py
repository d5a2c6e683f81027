"""A date one types. The calendar only helps, and opens on the right decade."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.ui import icons, theme
from app.ui.widgets.style import label

_WHOLE = "00/00/0000"
_AROUND = 54  # padding, caret, calendar button


class DateEdit(QWidget):
    """`beside` turns the text into a short remark shown at its right (an age), "" for none.

    The text is free: who reads it parses it. `tidy` rewrites it on leaving (« 140310 » becomes
    « 14/03/2010 ») and returns it unchanged when it is not understood.
    """

    changed = Signal()

    def __init__(
        self,
        *,
        name: str = "date",
        tidy: Callable[[str], str] = str,
        beside: Callable[[str], str] | None = None,
        to_date: Callable[[str], date | None] = lambda _text: None,
        opens_on: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tidy, self._beside, self._to_date = tidy, beside, to_date
        self._opens_on = opens_on
        self.line = QLineEdit()
        self.line.setObjectName(name)
        self.line.setPlaceholderText("jj/mm/aaaa")
        action = self.line.addAction(
            icons.icon("calendar", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        action.setText("Ouvrir le calendrier")
        action.setToolTip("Calendrier (Alt+Bas)")
        action.triggered.connect(self.open_calendar)
        self.remark = label("", "muted")
        if beside is None:
            self.remark.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(self.line, 1)
        if beside is not None:
            line.addWidget(self.remark, 1)
        else:
            line.addStretch(0)
        self.setFocusProxy(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._follow)
        self._calendar: _Calendar | None = None
        self._widen()

    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Replace what is typed."""
        self.line.setText(text)

    def settle(self) -> None:
        """On leaving: write the date the usual way, when it is understood."""
        tidied = self._tidy(self.line.text())
        if tidied != self.line.text():
            self.line.setText(tidied)

    def open_calendar(self) -> None:
        """Show the helper on the typed date, or where such dates usually are."""
        if self._calendar is None:
            self._calendar = _Calendar(self)
            self._calendar.chosen.connect(self._take)
        self._calendar.open_at(self._to_date(self.line.text()), self._opens_on(), self.line)

    def _widen(self) -> None:
        """A whole date beside the button of the calendar, however large the text."""
        words = self.line.fontMetrics().horizontalAdvance(_WHOLE)
        self.line.setMinimumWidth(words + _AROUND)
        self.line.setMaximumWidth(words + _AROUND + 68)
        if self._beside is not None:
            self.remark.setMinimumWidth(self.remark.fontMetrics().horizontalAdvance("15 à 16 ans"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            alt_down = (
                event.key() == Qt.Key.Key_Down
                and event.modifiers() & Qt.KeyboardModifier.AltModifier
            )
            if alt_down or event.key() == Qt.Key.Key_F4:
                self.open_calendar()
                return True
        elif event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._widen()
        return super().eventFilter(watched, event)

    def _take(self, day: QDate) -> None:
        self.line.setText(day.toString("dd/MM/yyyy"))
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def _follow(self, text: str) -> None:
        if self._beside is not None:
            self.remark.setText(self._beside(text))
        self.changed.emit()


class _Calendar(QFrame):
    """The pop-up; Échap closes it, Entrée takes the day."""

    chosen = Signal(QDate)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self._month = QCalendarWidget()
        self._month.setLocale(QLocale(QLocale.Language.French, QLocale.Country.France))
        self._month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._month.setAccessibleName("Calendrier")
        plain = QTextCharFormat()
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):  # red would say « error »
            self._month.setWeekdayTextFormat(day, plain)
        for part, name, words in (
            ("qt_calendar_prevmonth", "chevron-left", "Mois précédent"),
            ("qt_calendar_nextmonth", "chevron-right", "Mois suivant"),
        ):
            button = self._month.findChild(QToolButton, part)
            if button is not None:
                button.setIcon(icons.icon(name, "ink"))
                button.setAccessibleName(words)
        head = QTextCharFormat()
        head.setForeground(QColor(theme.current().muted))
        head.setFontWeight(QFont.Weight.Bold)
        self._month.setHeaderTextFormat(head)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self._month)
        self._month.clicked.connect(self._pick)
        self._month.activated.connect(self._pick)

    def open_at(self, day: date | None, otherwise: date, anchor: QWidget) -> None:
        """Show under `anchor`, inside the screen."""
        shown = day or otherwise
        self._month.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self._month.setCurrentPage(shown.year, shown.month)
        self.adjustSize()
        place = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        screen = anchor.screen().availableGeometry()
        if place.y() + self.height() > screen.bottom():
            place = anchor.mapToGlobal(QPoint(0, -self.height() - 2))
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        self.move(place)
        self.show()
        self._month.setFocus(Qt.FocusReason.PopupFocusReason)

    def _pick(self, day: QDate) -> None:
        self.hide()
        self.chosen.emit(day)
