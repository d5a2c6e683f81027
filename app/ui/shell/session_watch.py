"""What the system says of the session: locked, put to sleep, closed.

Linux: logind over the system bus (sleep, `loginctl lock-session`), and the desktop's screen saver
over the session bus (GNOME, KDE, MATE, Cinnamon, XFCE). Windows: the messages of the window.
Without D-Bus nothing is heard: the idle delays remain.
"""

import os
import sys
from typing import cast

from PySide6.QtCore import SLOT, QByteArray, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

LOGIN1 = "org.freedesktop.login1"
SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.xfce.ScreenSaver",
)
_WM_POWERBROADCAST, _PBT_APMSUSPEND = 0x0218, 0x0004
_WM_WTSSESSION_CHANGE = 0x02B1
_WTS_AWAY = frozenset({0x2, 0x4, 0x6, 0x7})  # disconnected (console, remote), logged off, locked

# The stubs ask for bytes; PySide itself takes what SLOT() gives, a str, and refuses bytes.
_TOLD, _LEAVE = cast("bytes", SLOT("told(bool)")), cast("bytes", SLOT("leave()"))


def windows_says_away(message: int, parameter: int) -> bool:
    """Whether a Windows message means that the person left, or the computer goes to sleep."""
    if message == _WM_POWERBROADCAST:
        return parameter == _PBT_APMSUSPEND
    return message == _WM_WTSSESSION_CHANGE and parameter in _WTS_AWAY


def logind_path(session: str) -> str:
    """The object of a logind session, whose number is escaped as systemd does; "" if unknown."""
    if not session:
        return ""
    escaped = "".join(
        char
        if char.isascii() and (char.isalpha() or (char.isdigit() and index))
        else f"_{ord(char):02x}"
        for index, char in enumerate(session)
    )
    return f"/org/freedesktop/login1/session/{escaped}"


class SessionWatch(QObject):
    """Emits `away` when the session is locked or the computer goes to sleep."""

    away = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._filter: QObject | None = None

    def start(self) -> None:
        """Listen from now on."""
        if sys.platform == "win32":
            self._listen_to_windows()
        elif sys.platform == "linux" and QGuiApplication.platformName() != "offscreen":
            self.listen_to_buses()

    def listen_to_buses(self) -> None:
        """Subscribe on both buses; one that is absent is passed over."""
        # Half a megabyte that only an open vault on Linux needs.
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - loaded when needed

        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            manager = "/org/freedesktop/login1"
            system.connect(LOGIN1, manager, f"{LOGIN1}.Manager", "PrepareForSleep", self, _TOLD)
            path = logind_path(os.environ.get("XDG_SESSION_ID", ""))
            system.connect(LOGIN1, path, f"{LOGIN1}.Session", "Lock", self, _LEAVE)
        if session.isConnected():
            for name in SCREEN_SAVERS:
                session.connect("", "", name, "ActiveChanged", self, _TOLD)

    @Slot(bool)
    def told(self, begins: bool) -> None:  # noqa: FBT001 - the signature of the D-Bus signal
        """Sleep or the screen lock begins (True) or ends."""
        if begins:
            self.away.emit()

    @Slot()
    def leave(self) -> None:
        """The session is being locked."""
        self.away.emit()

    if sys.platform == "win32":

        def _listen_to_windows(self) -> None:
            """Ask for the session's messages, and look at them as they pass."""
            import ctypes  # noqa: PLC0415 - needed on one system only
            from ctypes import wintypes  # noqa: PLC0415 - needed on one system only

            from PySide6.QtCore import QAbstractNativeEventFilter  # noqa: PLC0415 - likewise

            watch = self

            class Filter(QAbstractNativeEventFilter):
                def nativeEventFilter(
                    self, _kind: QByteArray | bytes, message: int
                ) -> tuple[bool, int]:
                    read = wintypes.MSG.from_address(int(message))
                    if windows_says_away(read.message, read.wParam):
                        watch.away.emit()
                    return False, 0

            self._filter = Filter()  # type: ignore[assignment]  # kept alive, never looked at
            app = QGuiApplication.instance()
            if app is not None:
                app.installNativeEventFilter(self._filter)
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(self._window.winId()), 0)
