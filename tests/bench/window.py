"""The real window as a process: from the password to Accueil, gaps of its event loop, memory.

`python -m tests.bench.window VAULT WRAP TAG` prints one JSON object. WRAP and TAG, hexadecimal,
are what the derivation yields: a fictional town's only.
"""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from app import hardening, preload
from app.bootstrap import build
from app.program import Options, Program
from app.services.cases_list import cases
from app.services.seats import leave_seat
from app.ui.context import Place
from app.ui.shell.collector import InterfaceCollector
from app.ui.shell.search import MIN_LENGTH
from tests.bench.town import LOGIN, PASSWORD, derivation_done

TICK_MS = 5
STEP_MS = 25  # a quick typist, a key held down
SCROLLS = 80
TYPED = "martin lef"
OPENED = 10
PATIENCE = 60.0


class Gaps(QObject):
    """The longest time, beyond its due, that the event loop let a timer wait."""

    def __init__(self) -> None:
        super().__init__()
        self.worst = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)

    def restart(self) -> None:
        """Forget what was seen."""
        self.worst, self._last = 0.0, time.perf_counter()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.worst = max(self.worst, (now - self._last) * 1000 - TICK_MS)
        self._last = now


def until(reached: Callable[[], object]) -> None:
    """Serve events until it is so, asleep between them: the other threads need the interpreter.

    `Gaps` wakes the loop every few milliseconds.
    """
    end = time.monotonic() + PATIENCE
    while not reached():
        if time.monotonic() > end:
            raise RuntimeError("waited in vain")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def play(steps: Iterator[object]) -> None:
    """One step each `STEP_MS`, inside a running event loop.

    Its own: `QApplication.quit` would close the window, and what is hidden paints nothing.
    """
    loop, timer = QEventLoop(), QTimer()
    timer.timeout.connect(lambda: next(steps, None) is None and loop.quit())
    timer.start(STEP_MS)
    loop.exec()


def find(window: QWidget, name: str) -> QWidget | None:
    """The shown widget of that name."""
    return next((one for one in window.findChildren(QWidget, name) if one.isVisible()), None)


def settle_in() -> None:
    """Until everything is loaded: it takes less time than typing a password."""
    until(lambda: any(one.name == preload.THREAD for one in threading.enumerate()))
    for one in threading.enumerate():
        if one.name == preload.THREAD:
            one.join()


def enter(program: Program) -> float:
    """Milliseconds from « Ouvrir le coffre » to a painted Accueil that has read everything."""
    door = program.door
    door.login.setText(LOGIN)
    door.password.set_text(PASSWORD)
    start = time.perf_counter()
    door.button.click()
    until(lambda: program.house is not None)
    until(lambda: getattr(find(program.window, "page.home"), "_read", False))
    program.window.repaint()
    QApplication.processEvents()
    return (time.perf_counter() - start) * 1000


def scroll(program: Program, gaps: Gaps) -> float:
    """Page down through the list of dossiers as fast as a key held down."""
    if program.house is None:
        raise RuntimeError("not open")
    program.house.frame.navigator.go(Place("cases"))
    until(lambda: _rows(program) > 0)
    table = _table(program)
    gaps.restart()

    def steps() -> Iterator[object]:
        for _ in range(SCROLLS):
            QTest.keyClick(table, Qt.Key.Key_PageDown)
            yield True

    play(steps())
    return gaps.worst


def type_search(program: Program, gaps: Gaps) -> float:
    """Type in the search box of the top bar, key by key, and let the answers come."""
    box = program.house.frame.search if program.house is not None else None
    if box is None:
        raise RuntimeError("no search box")
    line = box.focusProxy() or box
    line.setFocus()
    gaps.restart()

    def steps() -> Iterator[object]:
        for letter in TYPED:
            QTest.keyClicks(line, letter)
            for _ in range(4):
                yield True

    play(steps())
    return gaps.worst


def painted_answers(program: Program) -> list[float]:
    """Milliseconds from each key in the search box to its painted answers."""
    box = program.house.frame.search if program.house is not None else None
    if box is None:
        raise RuntimeError("no search box")
    box.setFocus()
    box.clear()
    found = []
    for letter in TYPED:
        start = time.perf_counter()
        QTest.keyClicks(box, letter)
        text = box.text().strip()
        if len(text) < MIN_LENGTH or letter == " ":
            continue
        until(lambda wanted=text: box._answered == wanted)
        program.window.repaint()
        found.append((time.perf_counter() - start) * 1000)
    box.clear()
    return found


def painted_cases(program: Program) -> list[float]:
    """Milliseconds from asking for a dossier to its painted page, the first one apart."""
    if program.house is None:
        raise RuntimeError("not open")
    program.jobs.drain()
    rows, _more = cases(program.house._workplace.desk, limit=OPENED + 1)
    found = []
    for row in rows:
        start = time.perf_counter()
        program.house.frame.navigator.go(Place("case", row.id))
        until(lambda: getattr(program.house.frame.navigator.page, "page", None) is not None)
        program.window.repaint()
        found.append((time.perf_counter() - start) * 1000)
    return found[1:]


def _table(program: Program) -> QTableView:
    found = [one for one in program.window.findChildren(QTableView) if one.isVisible()]
    return found[0]


def _rows(program: Program) -> int:
    found = [one for one in program.window.findChildren(QTableView) if one.isVisible()]
    return found[0].model().rowCount() if found else 0


def peak() -> float:
    """The most memory this process ever held, in millions of bytes."""
    memory = psutil.Process().memory_info()
    if sys.platform == "win32":
        return float(memory.peak_wset) / 1e6
    import resource  # noqa: PLC0415 - absent on Windows

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def main(vault: Path, wrap: bytes, tag: bytes) -> None:
    """Play, and print what was measured."""
    hardening.apply()
    program = build(Options(vault=vault))
    InterfaceCollector(program.window)
    program.window.resize(1366, 768)
    program.show()
    empty = psutil.Process().memory_info().rss / 1e6  # the peak would be the parent's
    gaps = Gaps()
    settle_in()
    with derivation_done(wrap, tag):
        found = {"enter": enter(program)}
    found["scroll"] = scroll(program, gaps)
    found["search"] = type_search(program, gaps)
    shown = {"keys": painted_answers(program), "cases": painted_cases(program)}
    found |= {"peak": peak(), "door": empty}
    program.jobs.drain()
    if program.house is not None:
        workplace = program.house._workplace
        leave_seat(workplace.desk)  # the next opens at Accueil, as after an ordinary closing
        program.jobs.finish([workplace.close], within=PATIENCE)
    sys.stdout.write(json.dumps(found | shown) + "\n")
    sys.stdout.flush()
    program.jobs.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), bytes.fromhex(sys.argv[3]))
