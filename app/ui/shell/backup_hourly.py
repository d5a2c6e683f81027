"""A backup every hour of use, by itself: silent when it succeeds, said once when it does not."""

from PySide6.QtCore import QObject, QTimer

from app.errors import UserFacingError
from app.services.backup_health import is_due
from app.services.desk import Desk
from app.ui.backup_run import BackupRun, Outcome
from app.ui.jobs import JobRunner
from app.ui.messages import Messages

FIRST_MS = 30_000
"""Not while Accueil is being read and painted."""
LOOK_MS = 60_000


class HourlyBackup(QObject):
    """Asks now and then whether a backup is due, and has `run` make it.

    A refusal is said in the strip, once as long as it stays the same, and never in place of
    another problem; the top bar says why in any case.
    """

    def __init__(
        self,
        desk: Desk,
        run: BackupRun,
        *,
        jobs: JobRunner,
        messages: Messages,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._run, self._jobs, self._messages = desk, run, jobs, messages
        self._asked = False
        self._said = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        run.ended.connect(self._ended)

    def start(self) -> None:
        """Begin to watch the hours go by."""
        self._timer.start(FIRST_MS)

    def stop(self) -> None:
        """Begin none any more: the vault is being left."""
        self._timer.stop()
        self._run.ended.disconnect(self._ended)

    def look(self) -> None:
        """Make one if it is time."""
        self._timer.start(LOOK_MS)
        if self._run.running:
            return
        desk = self._desk
        self._jobs.database(
            self,
            lambda: is_due(desk),
            self._answered,
            failed=_left_for_next_time,
            latest="due",
            through_lock=True,
        )

    def _answered(self, due: bool) -> None:  # noqa: FBT001 - the answer of a question
        if due and self._timer.isActive():
            self._asked = self._run.begin()

    def _ended(self, outcome: Outcome) -> None:
        asked, self._asked = self._asked, False
        refusal = outcome.refusal
        if refusal is None:
            self._said = "" if outcome.made else self._said
        elif asked and refusal.code != self._said and self._messages.problem_shown is None:
            self._said = refusal.code
            self._messages.problem(refusal)


def _left_for_next_time(_error: UserFacingError) -> None:
    """The database was busy: the next minute asks again."""
