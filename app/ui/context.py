"""What a page is given, what it is asked, and where it may send the person.

A page is built with a `PageContext` and knows nothing else of the program.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from app.services.desk import Desk
from app.services.drafts import DraftKey
from app.services.seats import Seat
from app.settings import Settings
from app.ui.backup_run import BackupRun
from app.ui.changes import Changes
from app.ui.dialogs import Dialogs
from app.ui.jobs import JobRunner
from app.ui.messages import Messages


@dataclass(frozen=True, slots=True)
class Place:
    """Where one is: a kind of page (`"case"`), a record's number, a tab.

    `ref` is None for a list, for a form that begins, and for pages without a record.
    """

    kind: str
    ref: int | None = None
    tab: str = ""


@dataclass(frozen=True, slots=True)
class PageContext:
    """Everything a page may use.

    `go(place)` leaves for another page (after asking, if there are changes), `back()` returns
    to where one came from; both may be called at any moment and are answered later. `seat()` is
    where one is now, kept with each draft so that even a kill leads back there. `backups` makes
    them, one at a time; `restore(backup)` closes the vault to put a backup in its place.
    """

    desk: Desk
    jobs: JobRunner
    messages: Messages
    dialogs: Dialogs
    changes: Changes
    settings: Settings
    go: Callable[[Place], object]
    back: Callable[[], object]
    seat: Callable[[], Seat | None] = lambda: None
    backups: BackupRun | None = None
    restore: Callable[[Path], object] = lambda _backup: None


@runtime_checkable
class Guarded(Protocol):
    """A page that holds what is not saved yet."""

    def has_changes(self) -> bool:
        """Whether leaving now would lose something."""
        ...

    def save(self, then: Callable[[], object]) -> None:
        """Save, then call `then` if it was saved. Missing answers are shown, `then` not called."""
        ...

    def discard(self) -> None:
        """Forget the changes: the person said so."""
        ...


@runtime_checkable
class Drafting(Protocol):
    """A page whose typing must survive the closing of the vault."""

    def snapshot(self) -> Callable[[], object] | None:
        """The work that writes the draft into the vault (on the database thread); None: nothing."""
        ...


@runtime_checkable
class Placed(Protocol):
    """A page that is kept alive and shown again, maybe at another tab."""

    def arrive(self, place: Place) -> None:
        """The page is about to be shown at `place`, the first time included."""
        ...


@runtime_checkable
class Located(Protocol):
    """A page in which one moves: it knows at which tab one is, and in which form."""

    def here(self) -> Place:
        """Where one would have to go to be here again."""
        ...


@runtime_checkable
class TakesUp(Protocol):
    """A part of a page whose form can be found again."""

    def form_open(self) -> DraftKey | None:
        """Which form is open."""
        ...

    def take_up(self, key: DraftKey) -> None:
        """Open again the form of that draft, which is then taken up."""
        ...


@dataclass(frozen=True, slots=True)
class PageSpec:
    """How a kind of page enters the window.

    `title` names the kind of page in the window's title, never a person. `rail` is the entry
    lit while it is shown. `keep`: the page stays alive behind others and comes back as it was
    (lists, records); a form that begins anew each time says False. `allowed` hides its rail
    entry from roles that may not use it. `waiting` counts what waits there (run as a job);
    no number is shown for zero.
    """

    kind: str
    title: str
    build: Callable[[PageContext, Place], QWidget]
    rail: str = ""
    keep: bool = True
    allowed: Callable[[Desk], bool] | None = None
    waiting: Callable[[Desk], int] | None = None


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One answer of the search box: under `group`, a title, a line of detail, where it leads."""

    group: str
    title: str
    detail: str
    place: Place
