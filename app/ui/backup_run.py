"""One backup at a time while a vault is open, whoever asks: the hour, the page, the closing.

The order is given on the thread of the database, carried out on another, and what came of it is
written down on the thread of the database again. Nobody waits for it.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from app.errors import Cancelled, UserFacingError
from app.services import backups
from app.services.changes import Change
from app.services.desk import Desk
from app.services.vault.backup import Made, Order
from app.services.vault.backup_errors import BackupBusy
from app.services.vault.keyfile import KeyFile
from app.ui.jobs import JobRunner, Progress, Step


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: `made`, or why not; neither when it was cancelled or we are at fault."""

    made: bool
    refusal: UserFacingError | None = None


class _Stage(Enum):
    IDLE = auto()
    ORDERING = auto()
    CARRYING = auto()
    RECORDING = auto()


class _Carry:
    """An order on its way in another thread, which the thread that closes may wait for."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._stop, self._over = threading.Event(), threading.Event()
        self._begun = False

    def run(self, progress: Progress) -> Made:
        """Make the backup. Raises `Cancelled`."""
        self._begun = True

        def step(done: int, total: int, label: str) -> None:
            if self._stop.is_set():
                raise Cancelled
            progress.step(done, total, label)

        try:
            return backups.carry_out(self._order, step)
        finally:
            self._over.set()

    def stop(self) -> None:
        """Give up at the next step; nothing half made is left under a backup's name."""
        self._stop.set()

    def settled(self, within: float) -> bool:
        """Wait `within` seconds for it to touch no file any more; whether that is so."""
        return not self._begun or self._over.wait(within)


class BackupRun(QObject):
    """Makes backups for `desk`, one at a time. Interface thread, but for `settled`.

    `advanced` gives a `Step`, `ended` an `Outcome`. It goes on behind a short lock: it shows
    nothing. A vault that is left stops it, and what it began is no backup.
    """

    begun = Signal()
    advanced = Signal(object)
    ended = Signal(object)

    def __init__(self, desk: Desk, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self._stage = _Stage.IDLE
        self._cancelled = False
        self._number = 0
        self._carry: _Carry | None = None
        self._step: Step | None = None
        self._keys: KeyFile | None = None

    @property
    def running(self) -> bool:
        """Whether one is being made."""
        return self._stage is not _Stage.IDLE

    @property
    def step(self) -> Step | None:
        """Where the one being made is, for who looks in the middle."""
        return self._step

    def begin(self) -> bool:
        """Make one now. False when one is being made already."""
        if self.running:
            return False
        self._stage, self._cancelled = _Stage.ORDERING, False
        self._number += 1
        desk = self._desk
        self._jobs.database(
            self,
            lambda: backups.order(desk),
            self._ordered,
            failed=self._refused,
            ended=self._end(_Stage.ORDERING),
            through_lock=True,
        )
        self.begun.emit()
        return True

    def cancel(self) -> None:
        """Give up the one being made; `ended` comes once it is so."""
        self._cancelled = True
        if self._carry is not None:
            self._carry.stop()

    def settled(self, within: float) -> bool:
        """From the thread that closes: wait for a copy being made to touch no file any more.

        False after `within` seconds, when a share or a stick does not answer.
        """
        carry = self._carry
        return carry is None or carry.settled(within)

    def _ordered(self, order: Order) -> None:
        if self._cancelled:
            backups.forget(order)
            return
        self._stage, self._keys = _Stage.CARRYING, self._present_keys()
        self._carry = carry = _Carry(order)
        self._jobs.long(
            self,
            carry.run,
            self._made,
            progress=self._advance,
            failed=self._refused,
            ended=self._end(_Stage.CARRYING),
            through_lock=True,
        )

    def _advance(self, step: Step) -> None:
        self._step = step
        self.advanced.emit(step)

    def _made(self, made: Made) -> None:
        self._stage, self._carry = _Stage.RECORDING, None
        desk, refusal = self._desk, made.refusal
        if isinstance(refusal, BackupBusy):  # the other program's is not a failure of ours
            self._finish(Outcome(made=False, refusal=refusal))
            return
        if refusal is not None and self._present_keys() is not self._keys:
            # A colleague left, and the key changed under the copy: nothing is wrong with either.
            self._finish(Outcome(made=False))
            return

        def recorded(_change: Change) -> None:
            self._finish(Outcome(made=refusal is None, refusal=refusal))

        self._jobs.database(
            self,
            lambda: backups.record(desk, made),
            recorded,
            failed=self._refused,
            ended=self._end(_Stage.RECORDING),
            through_lock=True,
        )

    def _present_keys(self) -> KeyFile | None:
        return self._desk.vault.keys if self._desk.vault is not None else None

    def _refused(self, refusal: UserFacingError) -> None:
        self._finish(Outcome(made=False, refusal=refusal))

    def _end(self, stage: _Stage) -> Callable[[], None]:
        """What ends a stage that had no answer: it was cancelled, or a bug was told elsewhere."""
        number = self._number

        def ended() -> None:
            if self._stage is stage and self._number == number:
                self._finish(Outcome(made=False))

        return ended

    def _finish(self, outcome: Outcome) -> None:
        self._stage, self._carry, self._step = _Stage.IDLE, None, None
        self.ended.emit(outcome)
