"""Keeping what is typed: a draft less than a second behind the keys, and at any lock."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer

from app.services import drafts
from app.services.drafts import DraftKey, SavedDraft
from app.services.rules.french import NBSP
from app.ui.context import PageContext

PAUSE_MS = 900
Content = Mapping[str, object]


class DraftKeeper(QObject):
    """Writes `content()` as the draft of `key` while the page is alive.

    `tell` gets « Brouillon enregistré à 14 h 07 ». Call `touch` at each edit; `content` answers
    None when nothing is to be kept.
    """

    def __init__(
        self,
        context: PageContext,
        key: DraftKey,
        content: Callable[[], Content | None],
        tell: Callable[[str], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._key, self._content, self._tell = context, key, content, tell
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.write)

    def look_up(self, found: Callable[[SavedDraft], object]) -> None:
        """Call `found` if this account left a draft of that form and record."""
        desk, key = self._context.desk, self._key
        self._context.jobs.database(
            self,
            lambda: drafts.find_draft(desk, key),
            lambda draft: found(draft) if draft is not None else None,
        )

    def touch(self) -> None:
        """Something was typed: it is written before a second has gone by, typing or not."""
        if not self._timer.isActive():
            self._timer.start()

    def write(self) -> None:
        """Write now what is there."""
        work = self.work()
        if work is not None:
            self._context.jobs.database(self, work, self._written, latest="draft")

    def work(self) -> Callable[[], datetime] | None:
        """The work that writes the draft, for a lock; None: nothing to keep."""
        self._timer.stop()
        content = self._content()
        if content is None:
            return None
        return partial(drafts.keep_draft, self._context.desk, self._key, content)

    def stop(self) -> None:
        """Write no more until the next edit: it was saved for good."""
        self._timer.stop()

    def drop(self) -> None:
        """Throw the draft away."""
        self._timer.stop()
        desk, key = self._context.desk, self._key
        # owned by the runner: the page that gives up may be gone before this is done
        jobs = self._context.jobs
        jobs.database(jobs, lambda: drafts.drop_draft(desk, key))

    def _written(self, at: datetime) -> None:
        self._tell(f"Brouillon enregistré à {clock_words(at)}")


def clock_words(at: datetime) -> str:
    """« 14 h 07 », in the PC's own time."""
    local = at.astimezone()
    return f"{local.hour}{NBSP}h{NBSP}{local.minute:02d}"
