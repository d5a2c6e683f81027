"""The state of the backups in the top bar: how old the last verified one is, in words."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QSize, QTimer

from app.errors import UserFacingError
from app.services.backup_health import Health, backup_health
from app.services.changes import Change, Subject
from app.services.desk import Desk
from app.services.rules.backup_age import Level
from app.services.rules.french import ago
from app.ui import icons
from app.ui.changes import Changes
from app.ui.jobs import JobRunner
from app.ui.widgets.buttons import Button
from app.ui.widgets.style import mark

EVERY_MS = 60_000
_LOOKS = {
    Level.OK: ("green", "circle-check"),
    Level.AMBER: ("amber", "alert-triangle"),
    Level.RED: ("red", "alert-circle"),
    Level.NEVER: ("red", "alert-circle"),
}
_MORE = "Ouvrir la page des sauvegardes."


def words_of(health: Health, now: datetime) -> str:
    """« Sauvegarde : il y a 2 h »; « Sauvegarde : jamais »."""
    if health.at is None or health.age is None:
        return "Sauvegarde\u202f: jamais"
    if health.age < timedelta() and health.level is not Level.OK:
        return "Sauvegarde\u202f: date à vérifier"
    return f"Sauvegarde\u202f: {ago(health.at, now)}"


class BackupState(Button):
    """Asked again after each backup and every minute; says why when pointed at, leads to the page.

    Hidden until it is known, and for whom no role opens it.
    """

    _KIND = "state"

    def __init__(
        self, desk: Desk, *, jobs: JobRunner, changes: Changes, go: Callable[[], object]
    ) -> None:
        super().__init__("", go, name="topbar.backup")
        self.setAccessibleName("Sauvegardes")
        self._desk, self._jobs = desk, jobs
        self.setIconSize(QSize(16, 16))
        self.hide()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.refresh)
        changes.changed.connect(self._changed)

    def start(self) -> None:
        """Ask now, and every minute from now on."""
        self.refresh()
        self._timer.start()

    def refresh(self) -> None:
        """Ask again; one light reading, and no folder."""
        desk = self._desk
        self._jobs.database(
            self, lambda: backup_health(desk), self.show_health, failed=self._silent, latest="state"
        )

    def show_health(self, health: Health) -> None:
        """Show it."""
        tone, icon = _LOOKS[health.level]
        self.setText(words_of(health, self._desk.clock.now()))
        self.setIcon(icons.icon(icon, tone))
        mark(self, tone=tone)
        self.setAccessibleName(health.sentence)
        self.setAccessibleDescription(_MORE)
        self.setToolTip(f"{health.sentence} {_MORE}")
        self.show()

    def _silent(self, _error: UserFacingError) -> None:
        """Not the moment: what is shown stays true of the minute before."""

    def _changed(self, change: Change) -> None:
        if change.touches(Subject.BACKUP) and self._timer.isActive():
            self.refresh()
