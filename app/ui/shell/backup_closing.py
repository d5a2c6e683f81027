"""Before an open vault is left: a last backup, behind a screen that shows nothing else."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.errors import UserFacingError
from app.services.backup_health import is_due_at_closing
from app.services.desk import Desk
from app.ui.backup_run import BackupRun, Outcome
from app.ui.jobs import JobRunner, Progress, Step
from app.ui.shell.card import CardScreen
from app.ui.shell.window import Window
from app.ui.widgets.busy import Busy
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.strip import Strip
from app.ui.widgets.style import clear, label

UNATTENDED_MS, ATTENDED_MS, REFUSED_MS = 120_000, 600_000, 60_000
"""What an open vault waits before it is closed all the same, in milliseconds: for its backup when
nobody is there, when somebody is, and for an answer once there is no backup to wait for."""
CLOSING, SAVING = "Fermeture du coffre…", "Sauvegarde en cours…"
TIDYING = "Réécriture du fichier…"
_HEIGHT = 240
_WHY = {
    SAVING: "La sauvegarde est chiffrée, puis relue pour vérifier qu’elle est fidèle.",
    TIDYING: "Rien de ce qui a été effacé ne doit rester dans le fichier du coffre. Si vous "
    "n’attendez pas, ce sera fait à la prochaine fermeture, et la sauvegarde aussi.",
}


class ClosingScreen(CardScreen):
    """A card: what is being done, how far it is, and « Fermer sans attendre »."""

    def __init__(self, *, skip: Callable[[], object], again: Callable[[], object]) -> None:
        super().__init__(name="closing")
        self.card.setMinimumHeight(_HEIGHT)  # it does not jump when the backup begins
        column = self.column
        column.setSpacing(10)
        column.addWidget(label("Vigie", "title"))
        self.sentence = label(CLOSING, "strong", wrap=True)
        self.sentence.setObjectName("closing.sentence")
        column.addWidget(self.sentence)
        self.why = label("", "muted", wrap=True)
        column.addWidget(self.why)
        self.busy = Busy("", cancellable=False)
        column.addWidget(self.busy)
        self._problem = QVBoxLayout()
        column.addLayout(self._problem)
        self.strip: Strip | None = None
        self.again = Button("Réessayer", again, name="action.closing.again")
        self.again.setAutoDefault(True)
        self.skip = PrimaryButton("", skip, name="action.closing.skip")
        self.skip.setAutoDefault(True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.again)
        line.addStretch(1)
        line.addWidget(self.skip)
        column.addStretch(1)
        column.addLayout(line)
        self.say(CLOSING)

    def say(self, sentence: str) -> None:
        """What is being done now."""
        self._drop_strip()
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.why.setText(_WHY.get(sentence, ""))
        self.why.setVisible(sentence in _WHY)
        self.busy.setVisible(sentence in _WHY)
        self.busy.advance(0, 0, "Préparation")
        self.again.hide()
        self.skip.setText("Fermer sans attendre")
        self.skip.setFocus(Qt.FocusReason.OtherFocusReason)

    def advance(self, step: Step) -> None:
        """How far it is."""
        self.busy.advance(step.done, step.total, step.label)

    def refuse(self, error: UserFacingError) -> None:
        """The backup was not made: why, and the person decides."""
        self.say("Le coffre se fermera dans une minute, sans nouvelle sauvegarde")
        self.strip = Strip(error.sentence, error.remedy, tone="amber", name="closing.problem")
        self._problem.addWidget(self.strip)
        self.again.show()
        self.skip.setText("Fermer quand même")

    def _drop_strip(self) -> None:
        clear(self._problem)
        self.strip = None


class ClosingBackup(QObject):
    """Makes the last backup when one is due, then calls `then`; the window is covered by then.

    `tidy(step)` (database thread) writes the file anew where something was erased, so that the
    backup holds no trace of it. `skip` leaves at once: what was begun is given up.
    """

    def __init__(
        self,
        window: Window,
        desk: Desk,
        run: BackupRun,
        *,
        jobs: JobRunner,
        tidy: Callable[[Callable[[int, int], object]], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._desk, self._run, self._jobs = window, desk, run, jobs
        self._tidy = tidy
        self._then: Callable[[], object] | None = None
        self._attended = True
        self.screen: ClosingScreen | None = None
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.timeout.connect(self.skip)

    @property
    def busy(self) -> bool:
        """Whether it stands between the person and the end."""
        return self._then is not None

    def begin(self, then: Callable[[], object], *, attended: bool) -> None:
        """Make it, then call `then`. Not `attended`: nobody is asked, nothing waits for long."""
        if self.busy:
            return
        self._then, self._attended = then, attended
        self.screen = ClosingScreen(skip=self.skip, again=self._again)
        self._window.present(self.screen)
        self.screen.skip.setFocus(Qt.FocusReason.OtherFocusReason)
        self._run.advanced.connect(self.screen.advance)
        self._run.ended.connect(self._ended)
        self._limit.start(ATTENDED_MS if attended else UNATTENDED_MS)
        if self._run.running:
            self._run.cancel()  # it began before what was typed last, and would be in the way
        else:
            self._prepare()

    def skip(self) -> None:
        """Leave now."""
        then, self._then = self._then, None
        self._limit.stop()
        if then is not None:
            self._run.ended.disconnect(self._ended)
            self._run.cancel()
            then()

    def _prepare(self) -> None:
        desk, tidy = self._desk, self._tidy

        def work(progress: Progress) -> bool:
            tidy(progress.step)
            progress.check()
            return is_due_at_closing(desk)

        self._jobs.long(
            self,
            work,
            self._answered,
            progress=self._tidying,
            on_database=True,
            failed=lambda _error: self.skip(),
            ended=self._over,
            through_lock=True,
        )

    def _tidying(self, step: Step) -> None:
        if self.screen is not None and self.busy:
            if self.screen.sentence.text() != TIDYING:
                self.screen.say(TIDYING)
            written = step.done * 100 // max(step.total, 1)
            words = "Écriture" if written < 50 else "Vérification"
            self.screen.advance(Step(written, 100, words))

    def _answered(self, due: bool) -> None:  # noqa: FBT001 - the answer of a question
        if not due:
            self.skip()
        elif self.busy:
            self._again()

    def _again(self) -> None:
        if self.screen is not None and self._run.begin():
            self._limit.start(ATTENDED_MS if self._attended else UNATTENDED_MS)
            self.screen.say(SAVING)

    def _over(self) -> None:
        """A bug in what precedes the backup does not keep the vault open."""
        if not self._run.running:
            self.skip()

    def _ended(self, outcome: Outcome) -> None:
        if self.screen is None or not self.busy:
            return
        if self.screen.sentence.text() == CLOSING:  # the one that was in the way
            self._prepare()
        elif outcome.refusal is not None and self._attended:
            self._limit.start(REFUSED_MS)
            self.screen.refuse(outcome.refusal)
        else:
            self.skip()
