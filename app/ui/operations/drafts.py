"""Keeping what is typed: a draft less than a second behind the keys, and at any lock."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from app.errors import UserFacingError
from app.services import drafts
from app.services.drafts import DraftKey, SavedDraft
from app.ui.context import PageContext
from app.ui.forms.sheet import Sheet
from app.ui.operations.draft_offers import DraftOffers, bring_back, clock_words

PAUSE_MS = 700
RETRY_MS = 2_000
"""After a draft that could not be written: the disk may have room again."""
Content = Mapping[str, object]
T = TypeVar("T")


class DraftKeeper(QObject):
    """Writes what stands in `sheet` as the draft of `key` while the page is alive.

    `tell` gets « Brouillon enregistré à 14 h 07 ». `content` is what is kept of the sheet, all of
    it unless the page says less. Drafts found at the opening are proposed above the questions.
    """

    def __init__(
        self,
        context: PageContext,
        key: DraftKey,
        sheet: Sheet,
        tell: Callable[[str], object],
        parent: QObject,
        *,
        content: Callable[[], Content] | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self.sheet, self._tell = context, sheet, tell
        self.key = key
        self.resume = False
        """Whether one came to take the draft up: it is, unless the record changed since."""
        self._content = content or sheet.snapshot
        self._looking = self._saving = self._wrote = self._told = False
        self.offers = DraftOffers(context, sheet, tell, self._offers_changed, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.write)
        sheet.on_change(self.touch)

    def look_up(self) -> None:
        """Propose the draft that this account left of that form and record, if there is one."""
        desk, key = self._context.desk, self.key
        self._looking = True
        self._context.jobs.database(self, lambda: drafts.find_draft(desk, key), self._found)

    def read_at(self, version: int) -> None:
        """The record was read anew: what is typed from now on belongs to that version."""
        self.key = replace(self.key, version=version)

    def touch(self) -> None:
        """Something was typed: it is written before a second has gone by, typing or not."""
        self.offers.refresh()
        if not self._timer.isActive() and not self._saving:
            self._timer.start(PAUSE_MS)

    def write(self) -> None:
        """Write now what is there."""
        work = self.work()
        if work is not None:
            self._context.jobs.database(
                self, work, self._written, failed=self._not_written, latest="draft"
            )
        elif self._wrote and not self._saving:
            self._wrote = False  # typed, then taken back: nothing is left to keep
            self._settle()

    def work(self) -> Callable[[], datetime] | None:
        """The work that writes the draft, for a lock; None: nothing to keep."""
        self._timer.stop()
        if self._saving or not self.sheet.dirty:
            return None
        self._wrote = True
        return partial(
            drafts.keep_draft,
            self._context.desk,
            self.key,
            self._content(),
            earlier=tuple(self.offers.pending),
            unseen=self._looking,
            seat=self._context.seat(),
        )

    def saving(self, work: Callable[[], T]) -> Callable[[], T]:
        """`work`, the draft kept before it and forgotten with it: what fails loses nothing.

        Forgotten in the transaction that saves: the vault never holds both, nor neither. `work`
        writes from the context's desk, once. Call `saved` or `failed` with its answer.
        """
        keep, desk, key = self.work(), self._context.desk, self.key
        left = tuple(self.offers.pending)
        self._saving = True

        def both() -> T:
            if keep is not None:
                keep()
            with desk.along(partial(drafts.settle, key=key, left=left)):
                return work()

        return both

    def saved(self) -> None:
        """It was saved for good."""
        self._timer.stop()
        self._saving = self._wrote = False
        self.sheet.mark_saved()

    def failed(self) -> None:
        """It was not saved: the draft stays, and what is typed next is kept."""
        self._saving = False

    def forget(self) -> None:
        """The service erased every draft of this form: none is proposed nor kept any more."""
        self._timer.stop()
        self._wrote = False
        self.offers.forget()

    def give_up(self) -> None:
        """Throw away what was typed, and say how to have it back."""
        self._timer.stop()
        context, dirty = self._context, self.sheet.dirty
        if dirty:
            at, left = context.desk.clock.now(), tuple(self.offers.pending)
            draft = SavedDraft(self.key, at, self._content(), stale=False, earlier=left)
            context.messages.success("Saisie abandonnée.", undo=lambda: bring_back(context, draft))
        if dirty or self._wrote:
            self._settle()
        self._wrote = False
        self.sheet.mark_saved()

    def _settle(self) -> None:
        desk, key, left = self._context.desk, self.key, tuple(self.offers.pending)
        # owned by the runner: the page that gives up may be gone before this is done
        jobs = self._context.jobs
        jobs.database(jobs, lambda: drafts.drop_draft(desk, key, left=left))

    def _offers_changed(self) -> None:
        if self.sheet.dirty:
            self.write()
        else:
            self._wrote = False
            self._settle()

    def _found(self, draft: SavedDraft | None) -> None:
        self._looking = False
        if draft is not None:
            self.offers.propose(draft, resume=self.resume)

    def _not_written(self, error: UserFacingError) -> None:
        if not self._told:
            self._told = True
            self._context.messages.problem(error)
        self._tell("Brouillon non enregistré")
        if not self._saving:
            self._timer.start(RETRY_MS)

    def _written(self, at: datetime) -> None:
        if self._told:
            self._told = False
            self._context.messages.dismiss_problem()
        self._tell(f"Brouillon enregistré à {clock_words(at)}")
