"""Administration › Sauvegardes: where they go, one now, each of them, and the way back to one."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserFacingError
from app.services import backup_list, backup_verifying, backups
from app.services.backup_health import Health, backup_health
from app.services.backup_list import BackupRow
from app.services.backup_verifying import Check, Checked
from app.services.backups import Whereabouts
from app.services.changes import Change, Subject
from app.services.rules.backup_rotation import Kind
from app.services.rules.rights import UseCase
from app.ui.backup_run import BackupRun, Outcome
from app.ui.context import PageContext, Place
from app.ui.dialogs import Choice, Question
from app.ui.jobs import Job, Step
from app.ui.operations.backup_place import PlaceCard, offer_to_retire
from app.ui.operations.backup_table import BackupTable
from app.ui.operations.backup_words import KEPT, LEVELS
from app.ui.widgets.badge import Badge
from app.ui.widgets.busy import Busy
from app.ui.widgets.buttons import PrimaryButton
from app.ui.widgets.cards import Card
from app.ui.widgets.header import PageHeader
from app.ui.widgets.scroll import ScrollPage, TwoColumns
from app.ui.widgets.style import label

_LEAVE = Question(
    title="Fermer le coffre pour restaurer cette sauvegarde\u202f?",
    text="Vigie garde vos brouillons, ferme le coffre, puis montre ce que contient la sauvegarde. "
    "Rien n’est remplacé tant que vous ne l’avez pas confirmé.",
    choices=(Choice("stay", "Rester"), Choice("leave", "Fermer le coffre")),
    default="leave",
    escape="stay",
)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the folders hold; `refusal` when they do not answer."""

    here: Whereabouts
    rows: tuple[BackupRow, ...] = ()
    same_disk: bool = False
    refusal: UserFacingError | None = None


class BackupsPage(QWidget):
    """Everyone sees that the backups are there; two roles choose where, and restore one."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__()
        self.setObjectName("page.admin.backups")
        self._context = context
        self._manages = context.desk.actor.may(UseCase.MANAGE_BACKUPS)
        self._run = context.backups or BackupRun(context.desk, context.jobs, self)
        self._former: tuple[Whereabouts, int] | None = None
        self._check: Job | None = None
        self._mine = False
        self.header = PageHeader("Sauvegardes")
        self.header.set_crumbs(
            [("Administration", lambda: context.go(Place("admin"))), ("Sauvegardes", None)]
        )
        self.now_button = PrimaryButton(
            "Sauvegarder maintenant", self.back_up, name="action.backup.now", icon="device-floppy"
        )
        self.header.set_actions([self.now_button])
        self.busy = Busy("")
        self.busy.cancelled.connect(self._cancel)
        self.busy.hide()
        self.place = PlaceCard(context, self._moved)
        self.state = Card("Où elles en sont", name="card.backup.state")
        self.badge = Badge("", "neutral", name="backup.level")
        self.sentence = label("", wrap=True)
        self.sentence.setObjectName("backup.health")
        self.state.head.addWidget(self.badge)
        self.state.add(self.sentence)
        self.state.add(label(KEPT, "muted", wrap=True))
        self.list = BackupTable(verify=self.verify, restore=self.restore if self._manages else None)
        columns = TwoColumns(main=1, side=1)
        columns.main.addWidget(self.state)
        columns.side.addWidget(self.place)
        columns.fill()
        page = ScrollPage()
        for part in (self.header, self.busy, columns, self.list):
            page.add(part)
        page.fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self.setFocusProxy(self.now_button)
        self._run.begun.connect(self._watch)
        self._run.advanced.connect(self._advance)
        self._run.ended.connect(self._ended)
        context.changes.changed.connect(self._changed)
        self._watch()

    def arrive(self, _place: Place) -> None:
        """Read the folders again: a stick may have been put in."""
        self.refresh()

    def refresh(self) -> None:
        """Ask the vault, then the folders, which may be slow."""
        desk = self._context.desk
        self._context.jobs.database(
            self,
            lambda: (backups.whereabouts(desk), backup_health(desk)),
            self._read,
            latest="backups",
        )

    def back_up(self) -> None:
        """Make one now."""
        self._mine = self._run.begin()

    def verify(self) -> None:
        """Read the chosen backup again, whole."""
        row = self.list.chosen
        if row is None or self._check is not None or self._run.running:
            return
        desk, path = self._context.desk, row.path
        self._show_busy("Relecture de la sauvegarde")
        self._context.jobs.database(
            self,
            lambda: backup_verifying.order_check(desk, path),
            self._carry_out,
            failed=self._refused,
            ended=lambda: self._hide_busy() if self._check is None else None,
        )

    def restore(self) -> None:
        """Leave the vault to put the chosen backup in its place."""
        row = self.list.chosen
        if row is not None:
            self._context.dialogs.ask(
                _LEAVE, lambda key: self._context.restore(row.path) if key == "leave" else None
            )

    # -- reading --------------------------------------------------------------------------

    def _read(self, found: tuple[Whereabouts, Health]) -> None:
        here, health = found
        words, tone = LEVELS[health.level]
        self.badge.say(words, tone)
        self.sentence.setText(health.sentence)
        self._context.jobs.render(self, partial(_look, here), self._show, latest="folders")

    def _show(self, found: _Found) -> None:
        self.place.show_place(found.here, same_disk=found.same_disk)
        if found.refusal is not None:
            self.list.refuse(found.refusal)
        else:
            self.list.show_rows(found.rows)
        self._enable()

    def _enable(self) -> None:
        self.list.set_ready(ready=not self._run.running and self._check is None)

    def _changed(self, change: Change) -> None:
        if change.touches(Subject.BACKUP):
            self.refresh()

    # -- making one -----------------------------------------------------------------------

    def _watch(self) -> None:
        if self._run.running:
            self._show_busy("Sauvegarde en cours")
            if self._run.step is not None:
                self._advance(self._run.step)

    def _advance(self, step: Step) -> None:
        self.busy.advance(step.done, step.total, step.label)

    def _ended(self, outcome: Outcome) -> None:
        self._hide_busy()
        mine, self._mine = self._mine, False
        former, self._former = self._former, None
        if not mine:
            return
        if outcome.refusal is not None:
            self._context.messages.problem(outcome.refusal)
        elif outcome.made:
            self._context.messages.success("Sauvegarde faite et vérifiée.")
            if former is not None:
                offer_to_retire(self._context, self.place, *former)

    def _moved(self, former: Whereabouts) -> None:
        """The new folder gets one at once: it is the proof that it works."""
        left = [row for row in self.list.rows if row.kind is Kind.BACKUP and not row.in_use]
        self._former = former, len(left)
        self.back_up()

    # -- verifying one --------------------------------------------------------------------

    def _carry_out(self, check: Check) -> None:
        self._check = self._context.jobs.long(
            self,
            lambda progress: backup_verifying.carry_out_check(check, progress.step),
            self._checked,
            progress=self._advance,
            failed=self._refused,
            ended=self._hide_busy,
        )

    def _checked(self, checked: Checked) -> None:
        desk = self._context.desk

        def told(_change: Change) -> None:
            if checked.problem is None:
                self._context.messages.success("Sauvegarde relue\u202f: elle est intacte.")

        self._hide_busy()
        self._context.jobs.database(
            self, lambda: backup_verifying.record_check(desk, checked), told
        )

    def _refused(self, error: UserFacingError) -> None:
        self._hide_busy()
        self._context.messages.problem(error)

    # -- while something is under way -----------------------------------------------------

    def _cancel(self) -> None:
        if self._check is not None:
            self._check.cancel()
            self._hide_busy()
        else:
            self._run.cancel()

    def _show_busy(self, sentence: str) -> None:
        self.busy.advance(0, 0, sentence)
        self.busy.show()
        self.now_button.setEnabled(False)
        self._enable()

    def _hide_busy(self) -> None:
        self._check = None
        self.busy.hide()
        self.now_button.setEnabled(True)
        self._enable()


def _look(here: Whereabouts) -> _Found:
    """What the folders hold, off the thread of the database: a share may be slow."""
    try:
        return _Found(here, backup_list.list_backups(here), backup_list.is_on_same_disk(here))
    except UserFacingError as refusal:
        return _Found(here, refusal=refusal)
