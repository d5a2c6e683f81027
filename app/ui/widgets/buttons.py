"""Buttons: one primary a screen, plain ones beside it, links inside cards."""

from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.ui import icons
from app.ui.widgets.style import mark


class Button(QPushButton):
    """A plain button. Kinds: "plain", "primary", "danger", "link", "icon", "crumb"."""

    _KIND = "plain"
    _ICON_TONE = "ink"
    _HAND = False
    """Whether the pointer becomes a hand over it."""

    def __init__(
        self,
        text: str,
        on_click: Callable[[], object] | None = None,
        *,
        name: str = "",
        icon: str = "",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", self._KIND)
        self.setObjectName(name)
        self.setAutoDefault(False)
        if icon:
            self.setIcon(icons.icon(icon, self._ICON_TONE))
            self.setIconSize(QSize(24, 18))  # drawn 18 wide: the rest keeps it off the words
        if tip:
            self.setToolTip(tip)
            self.setAccessibleDescription(tip)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    def enterEvent(self, event: QEnterEvent) -> None:
        if self._HAND:  # asked once the pointer is there: nothing at start-up names `Qt`
            self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter}
        if enter and not event.modifiers() & ~QtCore.Qt.KeyboardModifier.KeypadModifier:
            self.click()  # Entrée acts on the button that has the focus, in a page as in a dialog
        else:
            super().keyPressEvent(event)

    def set_kind(self, kind: str) -> None:
        """Change the look, not the action."""
        mark(self, kind=kind)

    def set_menu(self, menu: QMenu) -> None:
        """Open a menu instead of acting at once; the arrow says so."""
        self.setMenu(menu)
        mark(self, menu=True)


class PrimaryButton(Button):
    """The one obvious thing to do."""

    _KIND = "primary"
    _ICON_TONE = "on_accent"


class DangerButton(Button):
    """What cannot be undone."""

    _KIND = "danger"
    _ICON_TONE = "red"


class LinkButton(Button):
    """An action that reads like a link."""

    _KIND = "link"
    _ICON_TONE = "accent"
    _HAND = True

    def __init__(
        self,
        text: str,
        on_click: Callable[[], object] | None = None,
        *,
        name: str = "",
        icon: str = "",
        tip: str = "",
        tone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, on_click, name=name, icon=icon, tip=tip, parent=parent)
        if tone:
            self.setProperty("tone", tone)


class IconButton(Button):
    """An icon alone: its words are the tooltip and the accessible name."""

    _KIND = "icon"
    _HAND = True

    def __init__(
        self,
        icon: str,
        words: str,
        on_click: Callable[[], object] | None = None,
        *,
        name: str = "",
        tone: str = "muted",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", on_click, name=name, parent=parent)
        self.setIcon(icons.icon(icon, tone))
        self.setIconSize(QSize(18, 18))
        self.setToolTip(words)
        self.setAccessibleName(words)
