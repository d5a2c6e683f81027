"""Work off the interface thread, and its results back on it.

One thread owns the database; a small pool renders documents. Results come back through a
mailbox that lives in the interface thread, and are dropped when their owner is gone or the
vault is locked.

Two traps are handled here once for all. A job's closures may hold widgets, and a widget that
dies in another thread takes the program down: so a job always returns to the mailbox, which
lets go of its closures in the interface thread, whatever became of it. And an exception's
traceback holds locals: it is reduced to a `Fault` where it is caught.
"""

import time
import weakref
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.errors import UserFacingError
from app.faults import Fault, record
from app.ui.lanes import Answers, Job, Lane, Progress, Step

T = TypeVar("T")

_TURN = 0.008
"""Seconds of results delivered in one turn of the event loop, so that typing stays fluid."""


class JobRunner(QObject):
    """Runs work for the pages. Built and called in the interface thread only.

    `problem` shows a `UserFacingError` nobody else takes, `bug` a fault; `observe` sees every
    result before its owner does (so that a written change is announced even when the page
    that asked for it is already gone).
    """

    _posted = Signal()

    def __init__(
        self,
        *,
        problem: Callable[[UserFacingError], object],
        bug: Callable[[Fault], object],
        observe: Callable[[object], object] | None = None,
        renderers: int = 2,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._problem, self._bug, self._observe = problem, bug, observe
        self._mail: deque[Job] = deque()
        self._held: list[Job] = []
        self._holding = False
        self._epoch = 0
        self._latest: dict[tuple[int, str], Job] = {}
        self._outstanding: set[Job] = set()
        self._database = Lane("vigie-database", 1, self._post)
        self._render = Lane("vigie-render", renderers, self._post)
        # Queued always: a result is never delivered inside the call that asked for it.
        self._posted.connect(self._wake, Qt.ConnectionType.QueuedConnection)
        # A queued signal emitted while queued signals are served is served in the same go,
        # before any key or paint event: only a timer gives the event loop its turn.
        self._next_turn = QTimer(self)
        self._next_turn.setSingleShot(True)
        self._next_turn.timeout.connect(self._deliver)

    # -- asking ---------------------------------------------------------------------------

    def database(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], object] | None = None,
        *,
        failed: Callable[[UserFacingError], object] | None = None,
        ended: Callable[[], object] | None = None,
        latest: str = "",
        through_lock: bool = False,
    ) -> Job:
        """Run `work` on the thread that owns the database, then `done(result)` here.

        `failed` takes a `UserFacingError` (else it is shown as a problem); `ended` is called
        last, whatever happened, to free a button. With `latest`, a newer job of the same
        owner and word replaces this one: its answer is dropped, its work skipped if not begun.
        `through_lock`: delivered during a short lock too (the unlocking itself).
        """
        answers = Answers(done, failed, ended)
        return self._submit(
            self._database, owner, _plain(work), answers, latest=latest, through_lock=through_lock
        )

    def render(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], object] | None = None,
        *,
        failed: Callable[[UserFacingError], object] | None = None,
        ended: Callable[[], object] | None = None,
        latest: str = "",
        through_lock: bool = False,
    ) -> Job:
        """Run `work`, which touches no database (a document, a key derivation), in the pool."""
        answers = Answers(done, failed, ended)
        return self._submit(
            self._render, owner, _plain(work), answers, latest=latest, through_lock=through_lock
        )

    def long(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        done: Callable[[T], object] | None = None,
        *,
        progress: Callable[[Step], object],
        on_database: bool = False,
        failed: Callable[[UserFacingError], object] | None = None,
        ended: Callable[[], object] | None = None,
        through_lock: bool = False,
    ) -> Job:
        """Run work of more than 100 ms: it calls `Progress.step`, which stops it when cancelled.

        `progress(step)` is called here, the newest step only. `Job.cancel()` is silent.
        """
        lane = self._database if on_database else self._render
        answers = Answers(done, failed, ended, progress)
        return self._submit(lane, owner, work, answers, through_lock=through_lock)

    def _submit(
        self,
        lane: Lane,
        owner: QObject,
        work: Callable[[Progress], Any],
        answers: Answers,
        *,
        latest: str = "",
        through_lock: bool = False,
    ) -> Job:
        job = Job(work, answers, epoch=self._epoch, notify=self._post, through_lock=through_lock)
        job.owner = weakref.ref(owner)
        if latest:
            key = (id(owner), latest)
            older = self._latest.get(key)
            if older is not None:
                older.cancel()
            self._latest[key] = job
            job.latest = key
        self._outstanding.add(job)
        lane.put(job)
        return job

    # -- answering ------------------------------------------------------------------------

    def _post(self, job: Job) -> None:
        """From any thread: `job` has news."""
        self._mail.append(job)
        self._posted.emit()

    @Slot()
    def _wake(self) -> None:
        if not self._next_turn.isActive():
            self._deliver()

    @Slot()
    def _deliver(self) -> None:
        until = time.monotonic() + _TURN
        while self._mail:
            job = self._mail.popleft()
            if self._holding and not job.through_lock:
                self._held.append(job)
            else:
                self._answer(job)
            if time.monotonic() > until and self._mail:
                self._next_turn.start(0)
                return

    def _answer(self, job: Job) -> None:
        step = job.take_step()
        if step is not None and job.answers.step is not None and self._wanted(job):
            job.answers.step(step)
        if not job.finished or job not in self._outstanding:
            return
        self._outstanding.discard(job)
        if job.latest is not None and self._latest.get(job.latest) is job:
            del self._latest[job.latest]
        if job.fault is not None:
            record(job.fault)
        answers, result = job.answers, job.result
        job.release()  # its closures die here, in the interface thread
        if job.epoch != self._epoch:
            return
        if self._observe is not None and job.error is None and job.fault is None:
            self._observe(result)
        if self._wanted(job):
            try:
                self._tell(job, answers, result)
            finally:
                if answers.ended is not None:
                    answers.ended()

    def _tell(self, job: Job, answers: Answers, result: object) -> None:
        if job.fault is not None:
            self._bug(job.fault)
        elif isinstance(job.error, UserFacingError):
            (answers.failed or self._problem)(job.error)
        elif job.error is None and answers.done is not None:
            answers.done(result)

    def _wanted(self, job: Job) -> bool:
        if job.epoch != self._epoch or job.cancelled or job.owner is None:
            return False
        owner = job.owner()
        return owner is not None and shiboken6.isValid(owner)

    # -- locking --------------------------------------------------------------------------

    def hold(self) -> None:
        """Short lock: keep results until `resume`, so that nothing moves behind the lock."""
        self._holding = True

    def resume(self) -> None:
        """End of a short lock: the kept results are delivered."""
        self._holding = False
        self._mail.extendleft(reversed(self._held))
        self._held.clear()
        self._posted.emit()

    def drop(self) -> None:
        """Vault locked: forget every answer and stop the long jobs. Writes begun still end."""
        self._epoch += 1
        self._latest.clear()
        for job in self._outstanding:
            job.stop()

    def finish(self, works: Iterable[Callable[[], object]], *, within: float) -> bool:
        """Run the last `works` on the database thread after what is queued, and wait.

        Nothing is delivered any more. Blocks the interface for `within` seconds at most (it
        is hidden by then). False: something was still running, and is abandoned.
        """
        self.drop()
        for work in works:
            self._submit(self._database, self, _plain(work), Answers())
        self._epoch += 1
        until = time.monotonic() + within
        in_time = self._database.wait(until) and self._render.wait(until)
        while self._mail:
            self._answer(self._mail.popleft())
        return in_time

    def drain(self, *, within: float = 30.0) -> bool:
        """Wait until nothing runs, delivering results. For tests and for a closing program."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            idle = self._database.wait(until) and self._render.wait(until)
            while self._mail:
                self._deliver()
            if idle and not (self._database.busy() or self._render.busy() or self._mail):
                return True
        return False

    def close(self) -> None:
        """Let the threads end once their queues are empty."""
        self.drop()
        self._database.close()
        self._render.close()


def _plain(work: Callable[[], T]) -> Callable[[Progress], T]:
    return lambda _progress: work()


__all__ = ["Job", "JobRunner", "Progress", "Step"]
