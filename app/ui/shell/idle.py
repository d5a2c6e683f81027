"""How long nobody has touched the window, and what that means."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

_ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.Wheel,
        QEvent.Type.TabletMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
    }
)
_LONGEST_WAIT = 30.0
"""Seconds: a timer sleeps with the computer, so the clock is looked at now and then."""


def seconds_awake_or_asleep() -> float:
    """A clock that goes on while the computer sleeps, and that nobody sets, in seconds."""
    boot_clock = getattr(time, "CLOCK_BOOTTIME", None)  # Linux; Windows' monotonic does the same
    return time.monotonic() if boot_clock is None else time.clock_gettime(boot_clock)


@dataclass(frozen=True, slots=True)
class Delays:
    """Seconds without a key, a click or a move before the short lock, then the hard one."""

    short: float = 600.0
    hard: float = 1800.0


class IdleWatch(QObject):
    """Emits `short` once, `hard` once, per idle period.

    It listens to the program's windows, where keys and clicks come in before any widget has
    them: a filter on the application would be asked of every event of every widget, a third of
    the time it takes to open a page. A window that opens is listened to when it takes the focus,
    or when the clock is next looked at.

    An event that comes after a delay has run out locks before it is counted: someone who wakes
    a sleeping computer finds it locked.
    """

    short = Signal()
    hard = Signal()

    def __init__(
        self,
        app: QGuiApplication,
        delays: Delays,
        *,
        clock: Callable[[], float] = seconds_awake_or_asleep,
    ) -> None:
        super().__init__(app)
        self._app, self._delays, self._clock = app, delays, clock
        self._last = clock()
        self._said_short = self._said_hard = self._watching = False
        app.focusWindowChanged.connect(self._listen)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch, from now."""
        self._watching = True
        self.touch()
        self.look()

    def stop(self) -> None:
        """Watch no more: nothing is open."""
        self._watching = False
        for window in self._app.topLevelWindows():
            window.removeEventFilter(self)
        self._timer.stop()

    def set_delays(self, delays: Delays) -> None:
        """The organisation's settings changed."""
        self._delays = delays
        self.look()

    def touch(self) -> None:
        """Someone is there."""
        self._last = self._clock()
        self._said_short = self._said_hard = False

    def look(self) -> None:
        """Say what has run out, and come back when the next delay does."""
        self._listen()
        idle = self._clock() - self._last
        if idle >= self._delays.short and not self._said_short:
            self._said_short = True
            self.short.emit()
        if idle >= self._delays.hard and not self._said_hard:
            self._said_hard = True
            self.hard.emit()
        pending = [
            delay - idle
            for delay, said in (
                (self._delays.short, self._said_short),
                (self._delays.hard, self._said_hard),
            )
            if not said
        ]
        if pending:
            wait = min([*pending, _LONGEST_WAIT])
            self._timer.start(max(1, int(wait * 1000) + 1))

    def _listen(self) -> None:
        for window in self._app.topLevelWindows() if self._watching else ():
            window.installEventFilter(self)  # once is enough: Qt moves the one that is there

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVITY:
            if self._clock() - self._last >= self._delays.short:
                self.look()
            # Once a delay has run out only unlocking counts: whoever shakes the mouse of a
            # locked computer does not put its hard lock off.
            if not self._said_short:
                self.touch()
        return super().eventFilter(watched, event)
