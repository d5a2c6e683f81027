"""The real program, held by a thread: tests type in its window from another process.

It runs `app.__main__` unchanged and obeys one JSON object a line on standard input; the answers
go out the same way. After a hard lock the program starts this same script again, as it would
start itself. Texts to type come shifted by one code point and are put right one character at a
time, at the key: no text ever stands whole here but where the program itself put it.
"""

import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app import __main__ as program_entry  # hardening comes with it, before anything else
from app import hardening

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.program import Program

TICK_MS = 5
Orders = dict[str, Any]


def tell(**facts: object) -> None:
    sys.stdout.write(json.dumps({"pid": os.getpid(), **facts}) + "\n")
    sys.stdout.flush()


def limits() -> dict[str, object]:
    """What the system would write of this process."""
    if sys.platform == "win32":
        return {}
    import resource  # noqa: PLC0415 - absent on Windows

    core = resource.getrlimit(resource.RLIMIT_CORE)
    return {"dumpable": hardening.is_dumpable(), "core": list(core)}


class Hand:
    """Does what it is told in the interface thread."""

    def __init__(self, program: "Program") -> None:
        self.program = program
        self.orders: list[Orders] = []
        threading.Thread(target=self._listen, daemon=True).start()
        self._tick()

    def _listen(self) -> None:
        for line in sys.stdin:
            self.orders.append(json.loads(line))

    def _tick(self) -> None:
        from PySide6.QtCore import QTimer  # noqa: PLC0415 - after the hardening

        QTimer.singleShot(TICK_MS, self._tick)
        if self.orders:
            order = self.orders.pop(0)
            self._when(order, lambda: self._obey(order))

    def _when(self, order: Orders, then: Callable[[], None]) -> None:
        """Wait until the widget that the order names is on screen."""
        from PySide6.QtCore import QTimer  # noqa: PLC0415 - after the hardening

        from app.scenario import eye  # noqa: PLC0415 - after the hardening

        if not order.get("name") or eye.named(order["name"]) is not None:
            then()
        else:
            QTimer.singleShot(TICK_MS, lambda: self._when(order, then))

    def _obey(self, order: Orders) -> None:
        facts = getattr(self, "do_" + order["do"])(order)
        tell(event=order["do"], **(facts or {}))

    # -- the orders -----------------------------------------------------------------------

    def do_see(self, _order: Orders) -> None:
        """Nothing more: the widget is there."""

    def do_type(self, order: Orders) -> None:
        widget = self._named(order)
        self._focus(widget)
        for letter in order["shifted"]:
            self._key(widget, chr(ord(letter) - 1))

    def do_paste(self, order: Orders) -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415 - after the hardening
        from PySide6.QtTest import QTest  # noqa: PLC0415 - after the hardening

        widget = self._named(order)
        self._focus(widget)
        QTest.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def do_click(self, order: Orders) -> None:
        from PySide6.QtWidgets import QAbstractButton  # noqa: PLC0415 - after the hardening

        widget = self._named(order)
        assert isinstance(widget, QAbstractButton), order["name"]
        widget.click()

    def do_go(self, order: Orders) -> None:
        from app.ui.context import Place  # noqa: PLC0415 - after the hardening

        self._house().frame.navigator.go(Place(order["kind"], order.get("ref")))
        self.do_settle(order)

    def do_settle(self, _order: Orders) -> None:
        """Let every job end and its answer be drawn, those that ask for more included."""
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - after the hardening

        for _ in range(3):
            assert self.program.jobs.drain(within=20)
            QApplication.processEvents()

    def do_lock(self, order: Orders) -> None:
        self._house().lock()
        self.do_settle(order)

    def do_lock_hard(self, _order: Orders) -> None:
        self._house().lock_hard()

    def do_look(self, order: Orders) -> dict[str, object]:
        """The titles, the words on screen, and, when a file is named, a picture of the window."""
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - after the hardening

        from app.scenario import eye  # noqa: PLC0415 - after the hardening

        QApplication.processEvents()
        if order.get("picture"):
            self.program.window.grab().save(order["picture"])
        return {
            "titles": [one.windowTitle() for one in eye.windows()],
            "words": list(eye.texts()),
            **limits(),
        }

    def do_run(self, order: Orders) -> dict[str, object]:
        """Call `function(program)` of a test's own module: a bug to inject, for instance."""
        namespace: dict[str, Any] = {}
        exec(compile(order["code"], order["file"], "exec"), namespace)  # noqa: S102 - a test's own
        result = namespace["run"](self.program, self)
        return {"result": result}

    # -- means ----------------------------------------------------------------------------

    def _house(self) -> Any:
        assert self.program.house is not None
        return self.program.house

    def _named(self, order: Orders) -> "QWidget":
        from app.scenario import eye  # noqa: PLC0415 - after the hardening

        widget = eye.named(order["name"])
        assert widget is not None, order["name"]
        return widget

    @staticmethod
    def _focus(widget: "QWidget") -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415 - after the hardening

        widget.activateWindow()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _key(widget: "QWidget", letter: str) -> None:
        from PySide6.QtCore import QEvent, Qt  # noqa: PLC0415 - after the hardening
        from PySide6.QtGui import QKeyEvent  # noqa: PLC0415 - after the hardening
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - after the hardening

        none = Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, none, letter))


def main() -> int:
    from app import bootstrap  # noqa: PLC0415 - after the hardening

    build, kept = bootstrap.build, []

    def held(*words: Any, **options: Any) -> "Program":
        program = build(*words, **options)

        def ready() -> None:
            kept.append(Hand(program))
            tell(event="ready", argv=sys.argv[1:], **limits())

        program.window.painted.connect(ready)
        return program

    bootstrap.build = held
    return program_entry.main()


if __name__ == "__main__":
    sys.exit(main())
