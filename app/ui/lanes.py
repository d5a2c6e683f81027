"""Threads that take jobs in order, and the job itself. Used by `JobRunner` only."""

import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from app.errors import Cancelled, UserFacingError
from app.faults import Fault, describe


@dataclass(frozen=True, slots=True)
class Step:
    """How far a long job is: `done` of `total`, with a word for people."""

    done: int
    total: int
    label: str = ""


class Progress:
    """What a long job calls as it advances."""

    def __init__(self, job: "Job") -> None:
        self._job = job

    def step(self, done: int, total: int, label: str = "") -> None:
        """Say where the work is. Raises `Cancelled` when the person gave up."""
        self._job.check()
        self._job.report(Step(done, total, label))

    def check(self) -> None:
        """Raise `Cancelled` when the person gave up."""
        self._job.check()


@dataclass(frozen=True, slots=True)
class Answers:
    """What the interface thread does with an outcome; each may be absent."""

    done: Callable[[Any], object] | None = None
    failed: Callable[[UserFacingError], object] | None = None
    ended: Callable[[], object] | None = None
    step: Callable[[Step], object] | None = None


class Job:
    """A handle on submitted work. `cancel()` forgets its answer and asks a long job to stop."""

    def __init__(
        self,
        work: Callable[[Progress], Any],
        answers: Answers,
        *,
        epoch: int,
        notify: Callable[["Job"], None],
        through_lock: bool,
    ) -> None:
        self.epoch, self.through_lock = epoch, through_lock
        self.owner: weakref.ref[QObject] | None = None
        self.answers = answers
        self.latest: tuple[int, str] | None = None
        self.result: Any = None
        self.error: Cancelled | UserFacingError | None = None
        self.fault: Fault | None = None
        self.finished = False
        self._work: Callable[[Progress], Any] | None = work
        self._notify = notify
        self._step: Step | None = None
        self._stop = threading.Event()
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        """Whether its answer is no longer wanted."""
        return self._cancelled

    def cancel(self) -> None:
        """Drop the answer, silently; work not begun when it is replaceable, long work stops."""
        self._cancelled = True
        self.stop()

    def stop(self) -> None:
        """Stop what can be stopped without losing anything: long jobs, replaceable reads."""
        if self.latest is not None or self.answers.step is not None:
            self._stop.set()

    def check(self) -> None:
        """Raise `Cancelled` if the job was asked to stop."""
        if self._stop.is_set():
            raise Cancelled

    def report(self, step: Step) -> None:
        """From the worker: keep the newest step, and wake the mailbox once for many."""
        fresh = self._step is None
        self._step = step
        if fresh:
            self._notify(self)

    def take_step(self) -> Step | None:
        """In the interface thread: the newest step not yet shown."""
        step, self._step = self._step, None
        return step

    def run(self) -> None:
        """In the worker: do the work, keep its outcome."""
        work = self._work
        try:
            self.check()
            if work is not None:
                self.result = work(Progress(self))
        except (Cancelled, UserFacingError) as error:
            # The traceback's frames hold locals and must not travel with the sentence.
            error.__context__ = error.__cause__ = None
            self.error = error.with_traceback(None)
        except Exception as error:  # noqa: BLE001 - the edge of a thread: a bug becomes a Fault
            self.fault = describe(error)
        del work  # the closure must die in the interface thread, not with this frame
        self.finished = True

    def release(self) -> None:
        """In the interface thread: let go of every closure and of the result."""
        self._work = self.result = None
        self.answers = Answers()


class Lane:
    """`threads` workers on one queue. Threads start with the first job."""

    def __init__(self, name: str, threads: int, post: Callable[[Job], None]) -> None:
        self._name, self._count, self._post = name, threads, post
        self._queue: deque[Job] = deque()
        self._state = threading.Condition()
        self._running = 0
        self._closed = False
        self._threads: list[threading.Thread] = []

    def put(self, job: Job) -> None:
        """Queue a job."""
        with self._state:
            self._queue.append(job)
            if len(self._threads) < self._count:
                thread = threading.Thread(target=self._serve, name=self._name, daemon=True)
                self._threads.append(thread)
                thread.start()
            self._state.notify_all()

    def busy(self) -> bool:
        """Whether a job waits or runs."""
        with self._state:
            return bool(self._queue) or self._running > 0

    def wait(self, until: float) -> bool:
        """Block until nothing waits or runs, at most until the monotonic instant `until`."""
        with self._state:
            return self._state.wait_for(
                lambda: not self._queue and self._running == 0,
                timeout=max(0.0, until - time.monotonic()),
            )

    def close(self) -> None:
        """End the threads when the queue is empty."""
        with self._state:
            self._closed = True
            self._state.notify_all()

    def _serve(self) -> None:
        while True:
            with self._state:
                while not self._queue and not self._closed:
                    self._state.wait()
                if not self._queue:
                    return
                job = self._queue.popleft()
                self._running += 1
            job.run()
            self._post(job)
            del job  # the mailbox holds it now; what it holds must not die in this thread
            with self._state:
                self._running -= 1
                self._state.notify_all()
