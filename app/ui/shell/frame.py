"""What one sees once the vault is open: rail, top bar, messages, pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.services.desk import Desk
from app.services.gone import Gone
from app.services.rules.rights import UseCase
from app.settings import Settings
from app.ui import theme
from app.ui.backup_run import BackupRun
from app.ui.changes import Changes
from app.ui.context import PageContext, PageSpec, Place, SearchHit
from app.ui.dialogs import Dialogs
from app.ui.jobs import JobRunner
from app.ui.messages import Messages
from app.ui.shell import actions
from app.ui.shell.backup_state import BackupState
from app.ui.shell.entries import RAIL
from app.ui.shell.gone import shows_gone
from app.ui.shell.navigator import Navigator
from app.ui.shell.notices import ProblemStrip, SuccessLine
from app.ui.shell.rail import Rail
from app.ui.shell.search import SearchBox
from app.ui.shell.seating import seat_of
from app.ui.shell.topbar import TopBar

BACKUPS = "admin.backups"
COUNTS_MS = 400
"""Milliseconds after a change before what waits is counted again."""


@dataclass(frozen=True, slots=True)
class Office:
    """Everything the frame is built from. `find(desk, text)` answers the search box (None: no box).

    `subtitle` names the service under « Vigie » (« Cellule de veille éducative »), `who` the
    person at work and their role.
    """

    desk: Desk
    jobs: JobRunner
    messages: Messages
    dialogs: Dialogs
    changes: Changes
    settings: Settings
    pages: Sequence[PageSpec]
    find: Callable[[Desk, str], list[SearchHit]] | None
    who: str
    subtitle: str = "Cellule de veille éducative"
    backups: BackupRun | None = None
    restore: Callable[[Path], object] = lambda _backup: None


def first_part(page: QWidget) -> QWidget:
    """The first part of a page that Tab reaches; the page itself when it has none."""
    part: QWidget | None = page.nextInFocusChain()
    while part is not None and part is not page:
        reached = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus) and part.focusProxy() is None
        if reached and page.isAncestorOf(part) and part.isVisible() and part.isEnabled():
            return part
        part = part.nextInFocusChain()
    return page


class Frame(QWidget):
    """The frame of an open vault; it starts at `home`."""

    def __init__(self, office: Office, *, lock: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("frame")
        self._office = office
        desk = office.desk
        specs = {
            spec.kind: spec for spec in office.pages if spec.allowed is None or spec.allowed(desk)
        }
        self._specs = specs
        self.stack = QStackedWidget()
        self.stack.setObjectName("pages")
        self.navigator = Navigator(self.stack, specs, office.dialogs)
        self.navigator.moved.connect(self._moved)
        self.navigator.begin(
            PageContext(
                desk=desk,
                jobs=office.jobs,
                messages=office.messages,
                dialogs=office.dialogs,
                changes=office.changes,
                settings=office.settings,
                go=self.navigator.go,
                back=self.navigator.back,
                seat=partial(seat_of, self.navigator),
                backups=office.backups,
                restore=office.restore,
            )
        )
        entries = [entry for entry in RAIL if entry.kind in specs]
        self.rail = Rail(entries, lambda kind: self.navigator.go(Place(kind)), office.subtitle)
        self.search = self._search_box()
        self.backup_state = self._backup_state()
        self.topbar = TopBar(
            self.search,
            who=office.who,
            lock=lock,
            help_=lambda: office.dialogs.show(actions.ShortcutsDialog()),
            state=self.backup_state,
        )
        self._lay_out(office.messages)
        self.shortcuts = actions.bind(self, self._handlers(lock))
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(COUNTS_MS)
        self._counting.timeout.connect(self.count)
        office.changes.changed.connect(self._changed)
        self.count()

    def _lay_out(self, messages: Messages) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.topbar)
        right.addWidget(ProblemStrip(messages))
        right.addWidget(self.stack, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addLayout(right, 1)
        self._success = SuccessLine(messages, self)

    def _backup_state(self) -> BackupState | None:
        office = self._office
        if not office.desk.actor.may(UseCase.BACK_UP):
            return None
        return BackupState(
            office.desk,
            jobs=office.jobs,
            changes=office.changes,
            go=self._open_backups,
        )

    def _open_backups(self) -> None:
        if BACKUPS in self._specs:
            self.navigator.go(Place(BACKUPS))

    def _search_box(self) -> SearchBox | None:
        if self._office.find is None:
            return None
        return SearchBox(
            jobs=self._office.jobs,
            find=partial(self._office.find, self._office.desk),
            chosen=lambda hit: self.navigator.go(hit.place),
            host=self,
            keys=actions.shown("search"),
        )

    def _handlers(self, lock: Callable[[], object]) -> dict[str, Callable[[], object]]:
        return {
            "search": self._start_search,
            "home": lambda: self.navigator.go(Place(next(iter(self._specs)))),
            "back": self.navigator.back,
            "forward": self.navigator.forward,
            "zone": self._next_zone,
            "undo": self._office.messages.undo,
            "help": lambda: self._office.dialogs.show(actions.ShortcutsDialog()),
            "lock": lock,
        }

    @property
    def page_title(self) -> str:
        """The kind of page shown: what the window's title says, never a name."""
        return self.navigator.spec.title if self.navigator.spec is not None else ""

    def count(self) -> None:
        """Ask what waits in each place, without waiting for it."""
        desk = self._office.desk
        counters = {kind: spec.waiting for kind, spec in self._specs.items() if spec.waiting}
        if counters:
            self._office.jobs.database(
                self,
                lambda: {kind: waiting(desk) for kind, waiting in counters.items()},
                self.rail.set_counts,
                latest="counts",
            )

    def _changed(self, change: object) -> None:
        if isinstance(change, Gone):
            self.navigator.forget(lambda place: shows_gone(place, change))
        self._counting.start()

    def _moved(self) -> None:
        place, spec = self.navigator.place, self.navigator.spec
        if place is not None and spec is not None:
            self.rail.light(spec.rail or place.kind)
        self._office.messages.dismiss_problem()

    def _start_search(self) -> None:
        if self.search is not None:
            self.search.start()

    def _next_zone(self) -> None:
        page = self.navigator.page
        zones = [zone for zone in (self.rail, self.search, page) if zone is not None]
        actions.next_zone(zones, QApplication.focusWidget())

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's own names
        """Enter a page by its first part, on Tab: Qt would by the one the page opens on.

        What stands before that one, the way here and the filters, would be passed over.
        """
        here = QApplication.focusWidget()
        moved = super().focusNextPrevChild(next)
        page = self.navigator.page
        if moved and next and page is not None and here is not None:
            entered = page.focusProxy()
            while entered is not None and entered.focusProxy() is not None:
                entered = entered.focusProxy()
            if entered is QApplication.focusWidget() and not page.isAncestorOf(here):
                first_part(page).setFocus(Qt.FocusReason.TabFocusReason)
        return moved

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_slim(event.size().width() < theme.NARROW)
        self._success.place()
        if self.search is not None:
            self.search.answers.hide()
