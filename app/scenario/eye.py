"""What can be seen on screen now: widgets by name, by their words, lines of lists and of menus."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QListView,
    QMenu,
    QWidget,
)

_CODE = Qt.ItemDataRole.UserRole  # what an answer of a list stands for


def windows() -> Iterator[QWidget]:
    """The windows on screen; a dialog comes before what it covers."""
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    yield from sorted(shown, key=lambda one: not one.isModal())


def named(name: str) -> QWidget | None:
    """The visible widget of that name."""
    for window in windows():
        for one in [window, *window.findChildren(QWidget, name)]:
            if one.objectName() == name and one.isVisible():
                return one
    return None


def spoken(words: str, *, within: QWidget | None = None) -> QAbstractButton | None:
    """The visible button, box or link whose words, written or read out, begin so."""
    for window in [within] if within is not None else windows():
        for one in window.findChildren(QAbstractButton):
            said = (one.text().replace("&&", "&"), one.accessibleName())
            if one.isVisible() and any(text.startswith(words) for text in said):
                return one
    return None


def texts() -> Iterator[str]:
    """What the labels on screen say."""
    for window in windows():
        for label in window.findChildren(QLabel):
            if label.isVisible():
                yield label.text()


def offered(wanted: str) -> tuple[QListView, QModelIndex] | None:
    """The answer of an open list that begins with `wanted`, or else holds it."""
    for popup in windows():
        if isinstance(popup, QListView) and popup.windowType() is Qt.WindowType.Popup:
            lines = [popup.model().index(row, 0) for row in range(popup.model().rowCount())]
            said = [(str(line.data()).casefold(), line) for line in lines]
            begins = [line for text, line in said if text.startswith(wanted.casefold())]
            # the line that offers to create what is typed holds it too
            holds = [line for text, line in said if wanted.casefold() in text and line.data(_CODE)]
            for line in (*begins, *holds):
                return popup, line
    return None


def menu_line(words: str) -> tuple[QMenu, QAction] | None:
    """The line of an open menu that begins so."""
    for menu in windows():
        if isinstance(menu, QMenu):
            for action in menu.actions():
                if action.isEnabled() and action.text().startswith(words):
                    return menu, action
    return None


def row(view: QAbstractItemView, words: str) -> QModelIndex | None:
    """The cell of a list that holds these words."""
    model: QAbstractItemModel | None = view.model()
    if model is None:
        return None
    for number in range(model.rowCount()):
        for column in range(model.columnCount()):
            if words.casefold() in str(model.index(number, column).data()).casefold():
                return model.index(number, column)
    return None
