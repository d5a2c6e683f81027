"""Idleness: what counts as someone being there, and what never does."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.shell.idle import Delays, IdleWatch


@dataclass
class Watched:
    """An idle watch on a clock that a test moves."""

    seconds: float = 0.0
    said: list[str] = field(default_factory=list)

    def clock(self) -> float:
        return self.seconds


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture
def idle(qapp: QApplication, watched: Watched) -> Iterator[IdleWatch]:
    watch = IdleWatch(qapp, Delays(short=600, hard=1800), clock=watched.clock)
    watch.short.connect(lambda: watched.said.append("short"))
    watch.hard.connect(lambda: watched.said.append("hard"))
    watch.start()
    yield watch
    watch.stop()


@pytest.fixture
def line(qtbot: QtBot) -> QLineEdit:
    widget = QLineEdit()
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    return widget


def touched(line: QLineEdit, act: str) -> None:
    """What a person does, as the window system tells it: to the window."""
    window = line.window().windowHandle()
    if act == "key":
        QTest.keyClick(window, Qt.Key.Key_A)
    elif act == "mouse":
        QTest.mouseClick(window, Qt.MouseButton.LeftButton)
    else:
        at, none = QPointF(5, 5), Qt.MouseButton.NoButton
        turned = QWheelEvent(
            at, window.mapToGlobal(at), QPoint(), QPoint(0, 120), none,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(window, turned)


def test_ten_idle_minutes_lock_and_thirty_lock_hard(idle: IdleWatch, watched: Watched) -> None:
    for seconds, said in (
        (599.0, []),
        (600.0, ["short"]),
        (1799.0, ["short"]),
        (1800.0, ["short", "hard"]),
        (4000.0, ["short", "hard"]),
    ):
        watched.seconds = seconds
        idle.look()
        assert watched.said == said


@pytest.mark.parametrize("act", ["key", "mouse", "wheel"])
def test_a_key_a_mouse_or_a_wheel_starts_the_delay_again(
    idle: IdleWatch, watched: Watched, line: QLineEdit, act: str
) -> None:
    watched.seconds = 500.0
    touched(line, act)
    watched.seconds = 1000.0
    idle.look()
    assert watched.said == []


def test_what_is_typed_in_a_dialog_that_opened_since_counts(
    idle: IdleWatch, watched: Watched, line: QLineEdit, qtbot: QtBot
) -> None:
    dialog = QDialog(line.window())
    inside = QLineEdit(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    dialog.activateWindow()
    inside.setFocus()
    qtbot.waitUntil(inside.hasFocus)
    watched.seconds = 500.0
    touched(inside, "key")
    assert inside.text() == "a"
    watched.seconds = 1000.0
    idle.look()
    assert watched.said == []


def test_the_program_s_own_life_is_not_someone(
    idle: IdleWatch, watched: Watched, line: QLineEdit
) -> None:
    watched.seconds = 500.0
    line.setText("rempli par le programme")
    line.repaint()
    watched.seconds = 600.0
    idle.look()
    assert watched.said == ["short"]


def test_the_first_key_after_a_sleep_finds_the_lock_not_the_page(
    idle: IdleWatch, watched: Watched, line: QLineEdit
) -> None:
    watched.seconds = 7200.0  # the timers slept with the computer
    touched(line, "key")
    assert watched.said == ["short", "hard"]


def test_shaking_the_mouse_of_a_locked_screen_does_not_put_the_hard_lock_off(
    idle: IdleWatch, watched: Watched, line: QLineEdit
) -> None:
    watched.seconds = 600.0
    idle.look()
    watched.seconds = 1700.0
    touched(line, "mouse")
    watched.seconds = 1800.0
    idle.look()
    assert watched.said == ["short", "hard"]


def test_unlocking_starts_both_delays_again(idle: IdleWatch, watched: Watched) -> None:
    watched.seconds = 700.0
    idle.look()
    idle.touch()
    watched.seconds = 1299.0
    idle.look()
    assert watched.said == ["short"]
    watched.seconds = 1300.0
    idle.look()
    assert watched.said == ["short", "short"]


def test_new_delays_hold_at_once(idle: IdleWatch, watched: Watched) -> None:
    watched.seconds = 120.0
    idle.set_delays(Delays(short=60, hard=300))
    assert watched.said == ["short"]


def test_the_timer_alone_is_enough(qapp: QApplication, qtbot: QtBot) -> None:
    watch = IdleWatch(qapp, Delays(short=0.05, hard=0.1))
    with qtbot.waitSignals([watch.short, watch.hard], timeout=5_000):
        watch.start()
    watch.stop()
