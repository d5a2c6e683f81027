"""Whether Caps Lock is on, as far as it can be known.

Qt does not say. Windows is asked; elsewhere it is read from what is typed (a capital without
Shift, or a small letter with it) and from the key itself.
"""

import sys
from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

_VK_CAPITAL = 0x14


class CapsLockWatch(QObject):
    """Calls `tell(on)` when what is known changes while `field` has the focus."""

    def __init__(self, field: QWidget, tell: Callable[[bool], object]) -> None:
        super().__init__(field)
        self._tell = tell
        self._on = False
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Classes before types: the first `event.type()` builds a large enumeration, at start-up.
        if isinstance(event, QFocusEvent):
            asked = _ask_system()
            if event.gotFocus():
                self._know(self._on if asked is None else asked)
            elif event.lostFocus():
                self._tell(False)
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            asked = _ask_system()
            self._know(self._guess(event) if asked is None else asked)
        return super().eventFilter(watched, event)

    def _guess(self, event: QKeyEvent) -> bool:
        if event.key() == QtCore.Qt.Key.Key_CapsLock.value:
            return not self._on
        text = event.text()
        if len(text) == 1 and text.isalpha() and text.upper() != text.lower():
            shifted = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier)
            return text.isupper() is not shifted
        return self._on

    def _know(self, on: bool) -> None:  # noqa: FBT001 - a state
        self._on = on
        self._tell(on)


if sys.platform == "win32":

    def _ask_system() -> bool | None:
        """What Windows knows."""
        import ctypes  # noqa: PLC0415 - needed on one system only

        return bool(ctypes.windll.user32.GetKeyState(_VK_CAPITAL) & 1)

else:

    def _ask_system() -> bool | None:
        """Nothing that holds under X11 and Wayland alike."""
        return None
