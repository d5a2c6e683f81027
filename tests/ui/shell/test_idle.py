"""Idleness: what counts as someone being there, and what never does."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
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
    widget.show()
    return widget


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
    idle: IdleWatch, watched: Watched, line: QLineEdit, qtbot: QtBot, act: str
) -> None:
    watched.seconds = 500.0
    if act == "key":
        qtbot.keyClick(line, Qt.Key.Key_A)
    elif act == "mouse":
        qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    else:
        QApplication.sendEvent(line, QEvent(QEvent.Type.Wheel))
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
    idle: IdleWatch, watched: Watched, line: QLineEdit, qtbot: QtBot
) -> None:
    watched.seconds = 7200.0  # the timers slept with the computer
    qtbot.keyClick(line, Qt.Key.Key_A)
    assert watched.said == ["short", "hard"]


def test_shaking_the_mouse_of_a_locked_screen_does_not_put_the_hard_lock_off(
    idle: IdleWatch, watched: Watched, line: QLineEdit, qtbot: QtBot
) -> None:
    watched.seconds = 600.0
    idle.look()
    watched.seconds = 1700.0
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
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
