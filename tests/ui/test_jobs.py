"""The job runner: order, owners, locks, failures, and a window that never waits."""

import gc
import threading
import time
import weakref
from collections.abc import Iterator
from itertools import pairwise
from typing import Never

import pytest
import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.errors import Cancelled, UserFacingError
from app.faults import Fault
from app.ui.jobs import JobRunner, Progress, Step


class Desk:
    """What a runner tells its window."""

    def __init__(self) -> None:
        self.problems: list[UserFacingError] = []
        self.bugs: list[Fault] = []
        self.seen: list[object] = []


@pytest.fixture
def told() -> Desk:
    return Desk()


@pytest.fixture
def jobs(qapp: QApplication, told: Desk) -> Iterator[JobRunner]:
    runner = JobRunner(problem=told.problems.append, bug=told.bugs.append, observe=told.seen.append)
    yield runner
    runner.close()
    assert runner.drain()


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    return QObject()


def test_a_result_comes_back_on_the_interface_thread_and_never_at_once(
    jobs: JobRunner, owner: QObject
) -> None:
    seen = []
    jobs.database(
        owner,
        lambda: threading.current_thread().name,
        lambda name: seen.append((name, threading.current_thread() is threading.main_thread())),
    )
    assert seen == []
    assert jobs.drain()
    assert seen == [("vigie-database", True)]


def test_database_work_runs_one_at_a_time_in_the_order_asked(
    jobs: JobRunner, owner: QObject
) -> None:
    order, inside = [], []
    for number in range(20):

        def work(number: int = number) -> None:
            inside.append(number)
            order.append((number, len(inside)))
            inside.remove(number)

        jobs.database(owner, work)
    assert jobs.drain()
    assert order == [(number, 1) for number in range(20)]


def test_the_event_loop_never_waits_while_a_job_runs(
    jobs: JobRunner, owner: QObject, qtbot: QtBot
) -> None:
    ticks, stop = [], []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start(1)

    def half_a_second() -> None:
        until = time.perf_counter() + 0.5
        while time.perf_counter() < until:
            sum(range(1000))

    jobs.database(owner, half_a_second, lambda _: stop.append(True))
    qtbot.waitUntil(lambda: bool(stop), timeout=10_000)
    timer.stop()
    gaps = [later - sooner for sooner, later in pairwise(ticks)]
    assert len(gaps) > 20
    assert sorted(gaps)[len(gaps) // 2] < 0.05, "the interface waits for the job"


def test_thousands_of_results_are_delivered_in_short_turns(
    jobs: JobRunner, owner: QObject, qtbot: QtBot
) -> None:
    delivered, turns = [], []
    timer = QTimer()
    timer.timeout.connect(lambda: turns.append(len(delivered)))
    timer.start(0)

    def slow(number: int) -> None:
        until = time.perf_counter() + 0.002
        while time.perf_counter() < until:
            pass
        delivered.append(number)

    for number in range(50):
        jobs.render(owner, lambda number=number: number, slow)
    qtbot.waitUntil(lambda: len(delivered) == 50, timeout=10_000)
    assert len({count for count in turns if 0 < count < 50}) >= 3


def test_nothing_is_delivered_to_an_owner_that_is_gone(
    jobs: JobRunner, qtbot: QtBot, told: Desk
) -> None:
    widget = QWidget()
    go, calls = threading.Event(), []
    jobs.database(widget, go.wait, lambda _: calls.append("done"), ended=lambda: calls.append("e"))
    widget.deleteLater()
    qtbot.waitUntil(lambda: not shiboken6.isValid(widget))
    go.set()
    assert jobs.drain()
    assert calls == []
    assert told.seen == [True], "what was written is announced even so"


def test_a_forgotten_owner_is_not_kept_alive_and_dies_in_the_interface_thread(
    jobs: JobRunner, qapp: QApplication
) -> None:
    died_in = []

    class Owner(QObject):
        pass

    owner = Owner()
    weakref.finalize(owner, lambda: died_in.append(threading.current_thread()))
    go = threading.Event()
    # The work itself holds the owner, as a lambda of a page does.
    jobs.database(owner, lambda owner=owner: go.wait() and owner.objectName())
    del owner
    gc.collect()
    assert died_in == []
    go.set()
    assert jobs.drain()
    gc.collect()
    assert died_in == [threading.main_thread()]


def test_a_problem_goes_to_whoever_takes_it_else_to_the_messages(
    jobs: JobRunner, owner: QObject, told: Desk
) -> None:
    mine = []

    def refuse() -> Never:
        raise UserFacingError("Le disque est plein.", code="disk_full")

    jobs.database(owner, refuse, failed=mine.append)
    jobs.database(owner, refuse)
    assert jobs.drain()
    assert [error.code for error in mine] == ["disk_full"]
    assert [error.code for error in told.problems] == ["disk_full"]
    assert mine[0].__traceback__ is None
    assert told.bugs == told.seen == []


def test_a_bug_is_told_without_values(jobs: JobRunner, owner: QObject, told: Desk) -> None:
    secret = "MARTEL Yanis"

    def break_down() -> Never:
        raise ValueError(f"cannot parse {secret}")

    ended = []
    jobs.database(owner, break_down, ended=lambda: ended.append(True))
    assert jobs.drain()
    (fault,) = told.bugs
    assert fault.kinds == ("builtins.ValueError",)
    assert "test_jobs.py" in fault.frames[-1]
    assert "MARTEL" not in str(fault)
    assert ended == [True]


def test_giving_up_is_silent(jobs: JobRunner, owner: QObject, told: Desk) -> None:
    def give_up() -> Never:
        raise Cancelled

    done = []
    jobs.database(owner, give_up, done.append)
    assert jobs.drain()
    assert done == told.problems == told.bugs == told.seen == []


def test_the_latest_question_wins(jobs: JobRunner, owner: QObject) -> None:
    go, ran, answers = threading.Event(), [], []
    jobs.database(owner, go.wait)
    for text in ("m", "ma", "mar"):
        jobs.database(owner, lambda text=text: ran.append(text) or text, answers.append, latest="q")
    go.set()
    assert jobs.drain()
    assert answers == ["mar"]
    assert ran == ["mar"], "questions that were replaced are not even asked"


def test_long_work_tells_its_progress_and_stops_when_cancelled(
    jobs: JobRunner, owner: QObject, qtbot: QtBot
) -> None:
    steps, done = [], []

    def work(progress: Progress) -> str:
        for number in range(1_000_000):
            progress.step(number, 1_000_000, "pages")
            time.thread_time()
        return "all"

    job = jobs.long(owner, work, done.append, progress=steps.append)
    qtbot.waitUntil(lambda: bool(steps), timeout=5_000)
    job.cancel()
    assert jobs.drain()
    assert isinstance(steps[-1], Step)
    assert steps[-1].done < 999_999
    assert done == []


def test_a_short_lock_keeps_answers_for_later_in_order(jobs: JobRunner, owner: QObject) -> None:
    seen = []
    jobs.hold()
    jobs.database(owner, lambda: 1, seen.append)
    jobs.database(owner, lambda: 2, seen.append)
    jobs.render(owner, lambda: "password", seen.append, through_lock=True)
    assert jobs.drain()
    assert seen == ["password"]
    jobs.resume()
    assert jobs.drain()
    assert seen == ["password", 1, 2]


def test_locking_forgets_every_answer_but_ends_what_writes(
    jobs: JobRunner, owner: QObject, told: Desk
) -> None:
    go, written, seen = threading.Event(), [], []
    jobs.database(owner, go.wait, seen.append)
    jobs.database(owner, lambda: written.append("form"), seen.append)
    go.set()
    assert jobs.finish([lambda: written.append("draft")], within=10)
    assert written == ["form", "draft"]
    assert jobs.drain()
    assert seen == told.seen == []


def test_a_lock_does_not_wait_for_ever(jobs: JobRunner, owner: QObject) -> None:
    go = threading.Event()
    jobs.database(owner, go.wait)
    assert jobs.finish([], within=0.05) is False
    go.set()
