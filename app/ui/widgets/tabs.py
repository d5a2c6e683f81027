"""Tabs underlined in the accent; those that do not fit wait under « Plus »."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.ui import theme


class _Bar(QTabBar):
    def width_of(self, index: int) -> int:
        return self.tabSizeHint(index).width()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex() >= 0:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.drawRoundedRect(self.tabRect(self.currentIndex()).adjusted(1, 1, -1, -5), 6, 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, super().minimumSizeHint().height())


class Tabs(QWidget):
    """The bar only: the page shows what `changed` names. Ctrl+Page suivante goes to the next.

    A tab is a stable key, a title and perhaps a count, shown « Orientations (2) ».
    """

    changed = Signal(str)

    def __init__(self, *, name: str = "tabs", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: list[str] = []
        self._titles: list[str] = []
        self.bar = _Bar()
        self.bar.setObjectName(name)
        self.bar.setAccessibleName("Parties de la page")
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._more = QToolButton()
        self._more.setText("Plus")
        self._more.setObjectName(f"{name}.more")
        self._more.setAccessibleName("Plus d’onglets")
        self._more.setProperty("role", "more")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)
        self._more.hide()
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.bar)
        line.addWidget(self._more)
        line.addStretch(1)
        rule = QFrame()
        rule.setProperty("role", "rule")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(rule)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.bar.currentChanged.connect(self._tell)
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda step=step: self._move(step))

    def add(self, key: str, title: str, count: int | None = None) -> None:
        """Append a tab."""
        self._keys.append(key)
        self._titles.append(title)
        self.bar.addTab(_words(title, count))
        self.updateGeometry()
        self._fit()

    def set_count(self, key: str, count: int | None) -> None:
        """Change the count beside a title; None takes it away."""
        index = self._keys.index(key)
        self.bar.setTabText(index, _words(self._titles[index], count))
        self.updateGeometry()
        self._fit()

    @property
    def current(self) -> str:
        """The key of the chosen tab, "" when there is none."""
        index = self.bar.currentIndex()
        return self._keys[index] if index >= 0 else ""

    def choose(self, key: str) -> None:
        """Go to a tab; KeyError-free: an unknown key changes nothing."""
        if key in self._keys:
            index = self._keys.index(key)
            self.bar.setTabVisible(index, True)
            self.bar.setCurrentIndex(index)
            self._fit()

    def keys(self) -> tuple[str, ...]:
        """Every tab, in order."""
        return tuple(self._keys)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def sizeHint(self) -> QSize:
        width = sum(self.bar.width_of(i) for i in range(self.bar.count()))
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, super().minimumSizeHint().height())

    def _move(self, step: int) -> None:
        if self._keys:
            at = (self.bar.currentIndex() + step) % len(self._keys)
            self.choose(self._keys[at])

    def _tell(self, index: int) -> None:
        if index >= 0:
            self.changed.emit(self._keys[index])

    def _fit(self) -> None:
        """Show what fits, the chosen tab always among it; the rest goes to the menu."""
        self.bar.updateGeometry()  # Qt forgets it when a text grows: the last tab was cut
        widths = [self.bar.width_of(i) for i in range(self.bar.count())]
        current = self.bar.currentIndex()
        room = self.width()
        if sum(widths) <= room:
            shown = set(range(len(widths)))
        else:
            room -= self._more.sizeHint().width() + 4 + (widths[current] if current >= 0 else 0)
            shown = {current}
            for index, width in enumerate(widths):
                if index == current:
                    continue
                if width > room:
                    break
                shown.add(index)
                room -= width
        self._menu.clear()
        for index in range(len(widths)):
            visible = index in shown
            if self.bar.isTabVisible(index) != visible:
                self.bar.setTabVisible(index, visible)
            if not visible:
                action = self._menu.addAction(self.bar.tabText(index))
                action.triggered.connect(
                    lambda _checked=False, key=self._keys[index]: self.choose(key)
                )
        self._more.setVisible(len(shown) < len(widths))


def _words(title: str, count: int | None) -> str:
    words = title if count is None else f"{title} ({count})"
    return words.replace("&", "&&")
