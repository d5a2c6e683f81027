"""An open vault in its window: frame, locks, idleness, departure, tied together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QSessionManager

from app.services import seats
from app.services.changes import Change, Subject
from app.services.desk import Desk
from app.services.seats import Seat
from app.settings import Settings
from app.ui.backup_run import BackupRun
from app.ui.changes import Changes
from app.ui.context import PageSpec, Place, SearchHit
from app.ui.dialogs import Dialogs
from app.ui.jobs import JobRunner
from app.ui.messages import Messages
from app.ui.shell.backup_closing import ClosingBackup
from app.ui.shell.backup_hourly import HourlyBackup
from app.ui.shell.departure import Departure
from app.ui.shell.frame import Frame, Office
from app.ui.shell.idle import Delays, IdleWatch
from app.ui.shell.seating import Seating, seat_of
from app.ui.shell.session_watch import SessionWatch
from app.ui.shell.short_lock import ShortLock
from app.ui.shell.window import Window

SETTLE_WITHIN = 3.0
"""Seconds left to a backup that was stopped, before the file it copies is closed."""
BACK = "Vous retrouvez la page où vous étiez."


@dataclass(frozen=True, slots=True)
class Workplace:
    """What opening a vault gives. All functions run on the database thread.

    `confirm(password)` raises a `UserFacingError` unless it is this person's; `note(locked)`
    records a lock or an unlock; `read_delays()` the delays of the organisation; `close()` ends
    the database and gives the lock back; `tidy(step)`, for which there may be no time, lets nothing
    erased stay in the file: it calls `step(done, total)`, which raises `Cancelled` to stop it.
    `seat` is where this person was when the vault closed without their having ended their work (a
    lock, a crash, a kill); None otherwise.
    """

    desk: Desk
    pages: Sequence[PageSpec]
    find: Callable[[Desk, str], list[SearchHit]] | None
    who: str
    subtitle: str
    delays: Delays
    read_delays: Callable[[], Delays]
    confirm: Callable[[str], None]
    note: Callable[[bool], object]
    close: Callable[[], object]
    tidy: Callable[[Callable[[int, int], object]], object] = lambda _step: None
    seat: Seat | None = None


@dataclass(frozen=True, slots=True)
class Services:
    """The window's own means, which exist before a vault is open."""

    jobs: JobRunner
    messages: Messages
    dialogs: Dialogs
    changes: Changes
    settings: Settings


class House(QObject):
    """Lives as long as the vault is open. `replace` and `quit_program` as `Departure` says.

    `restore(backup)` replaces the process by one that offers to restore that backup.
    """

    def __init__(
        self,
        window: Window,
        workplace: Workplace,
        services: Services,
        *,
        replace: Callable[[], object],
        quit_program: Callable[[], object],
        restore: Callable[[Path], object] | None = None,
        idle: IdleWatch | None = None,
    ) -> None:
        super().__init__(window)
        self._window, self._workplace, self._services = window, workplace, services
        self._replace, self._restore = replace, restore
        self._restored: Path | None = None
        self.backups = BackupRun(workplace.desk, services.jobs, self)
        office = Office(
            desk=workplace.desk,
            jobs=services.jobs,
            messages=services.messages,
            dialogs=services.dialogs,
            changes=services.changes,
            settings=services.settings,
            pages=workplace.pages,
            find=workplace.find,
            who=workplace.who,
            subtitle=workplace.subtitle,
            backups=self.backups,
            restore=self.restore,
        )
        self.frame = Frame(office, lock=self.lock)
        self.short_lock = ShortLock(
            window.stack, jobs=services.jobs, confirm=workplace.confirm, leave=self.leave
        )
        self.departure = Departure(
            jobs=services.jobs,
            cover=self._cover,
            drafts=self._last_works,
            close_vault=self._close_vault,
            replace=self._be_replaced,
            quit_program=quit_program,
            parent=self,
        )
        self.hourly = HourlyBackup(
            workplace.desk, self.backups, jobs=services.jobs, messages=services.messages,
            parent=self,
        )  # fmt: skip
        self.closing = ClosingBackup(
            window, workplace.desk, self.backups, jobs=services.jobs, tidy=workplace.tidy,
            parent=self,
        )  # fmt: skip
        self.idle = idle or IdleWatch(_app(), workplace.delays)
        self.session = SessionWatch(window)
        self.seating = Seating(self.frame.navigator, self)
        self._ends = False
        self._connect()

    def _connect(self) -> None:
        self.frame.navigator.moved.connect(self._entitle)
        self.frame.navigator.moved.connect(self._moved)
        self.short_lock.locked.connect(self._locked)
        self.short_lock.unlocked.connect(self._unlocked)
        self.idle.short.connect(self.short_lock.lock)
        self.idle.hard.connect(self.leave)
        self.session.away.connect(self.lock_hard)
        self._services.changes.changed.connect(self._changed)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.commitDataRequest.connect(self._session_ends)

    def open(self, place: Place | None = None) -> None:
        """Show the frame, at `place`, where one was, or at its first page; begin to watch.

        Back where one was, the first page is one « page précédente » away.
        """
        self._window.may_close = self._may_close
        self._window.present(self.frame)
        pages, seat, navigator = self._workplace.pages, self._workplace.seat, self.frame.navigator
        if place is None and seat is not None and self.seating.sit(seat):
            navigator.precede(Place(pages[0].kind))
            self._services.messages.success(BACK)
        elif place is not None or pages:
            navigator.go(place or Place(pages[0].kind))
        self.idle.start()
        self.session.start()
        self.hourly.start()
        if self.frame.backup_state is not None:  # its reading comes after that of the page
            self.frame.backup_state.start()

    def lock(self) -> None:
        """Ctrl+L: hide everything, keep everything."""
        self.short_lock.lock()

    def lock_hard(self) -> None:
        """Drafts kept, vault closed, process replaced: now, for the computer goes to sleep."""
        self.departure.lock_hard()

    def leave(self) -> None:
        """As `lock_hard`, after a last backup if one is due: nobody has been here for a while."""
        if self.departure.begin():
            self.closing.begin(self.departure.lock_hard, attended=False)

    def restore(self, backup: Path) -> None:
        """Leave the vault, drafts kept, for a program that puts `backup` in its place."""
        if self._restore is not None and not self.departure.going:
            self._restored = backup
            self.departure.lock_hard()

    def _may_close(self) -> bool:
        if self.closing.busy:  # pressed again: without waiting
            self.closing.skip()
        elif not self.departure.going and self.short_lock.is_locked:
            self._close()  # nobody to ask: what is typed becomes a draft
        elif not self.departure.going:
            self.frame.navigator.leave(self._end)
        return self.departure.going and not self.closing.busy

    def _end(self) -> None:
        """The person ends their work: the next opening begins at the first page."""
        self._ends = True
        self._close()

    def _close(self) -> None:
        if self.departure.begin():
            self.closing.begin(self._go, attended=True)

    def _go(self) -> None:
        self.departure.end()
        self._window.close()

    def _be_replaced(self) -> None:
        if self._restored is not None and self._restore is not None:
            self._restore(self._restored)
        else:
            self._replace()

    def _close_vault(self) -> None:
        self.backups.settled(SETTLE_WITHIN)
        self._workplace.close()

    def _last_works(self) -> list[Callable[[], object]]:
        desk, seat = self._workplace.desk, seat_of(self.frame.navigator)
        works = [*self.frame.navigator.drafts(), *self._services.dialogs.drafts()]
        if self._ends:
            works.append(lambda: seats.leave_seat(desk))
        elif seat is not None:
            works.append(lambda: seats.keep_seat(desk, seat))
        return works

    def _moved(self) -> None:
        desk, seat = self._workplace.desk, seat_of(self.frame.navigator)
        if seat is not None and not self.departure.going:
            self._services.jobs.database(self, lambda: seats.keep_seat(desk, seat), latest="seat")

    def _session_ends(self, _manager: QSessionManager) -> None:
        self.departure.end()

    def _cover(self) -> None:
        self.idle.stop()
        self.hourly.stop()
        self._window.remember_place()
        self.short_lock.lock()
        self._services.messages.clear()

    def _locked(self) -> None:
        self._window.entitle("")
        self._services.messages.dismiss_success()  # and what it could undo
        if not self.departure.going:
            note = self._workplace.note
            self._services.jobs.database(self, lambda: note(True))

    def _unlocked(self) -> None:
        self.idle.touch()
        self.idle.look()
        self._entitle()
        note = self._workplace.note
        self._services.jobs.database(self, lambda: note(False))

    def _entitle(self) -> None:
        if not self.short_lock.is_locked:
            self._window.entitle(self.frame.page_title)

    def _changed(self, change: Change) -> None:
        if change.touches(Subject.ORGANISATION):
            self._services.jobs.database(self, self._workplace.read_delays, self.idle.set_delays)


def _app() -> QGuiApplication:
    app = QGuiApplication.instance()
    if not isinstance(app, QGuiApplication):
        raise TypeError("no application with windows")
    return app
