"""Saving what stands in a form: words confirmed, draft settled, problems shown, conflicts decided.

The same for a form in a page, in a dialog or that is a page of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject

from app.errors import Conflict, Invalid, UserFacingError
from app.ui.context import PageContext
from app.ui.forms.sheet import Sheet
from app.ui.operations.conflicts import resolve
from app.ui.operations.drafts import DraftKeeper
from app.ui.operations.writing import WritingControl

T = TypeVar("T")
Show = Callable[[Mapping[str, str]], Mapping[str, str]]
"""Shows problems under their fields; answers those whose field is not in the form."""


@dataclass(frozen=True, slots=True)
class Again(Generic[T]):
    """How a record that changed under its form is read anew: see `conflicts.resolve`."""

    read: Callable[[], T]
    show: Callable[[T], bool]
    adopt: Callable[[T], object]


class Saver(QObject):
    """`busy` shows that a saving is under way; `refused` says what no field shows.

    `keeper` is none where nothing may be kept: passwords. `show` is the form's own way of showing
    problems when it is not said.
    """

    def __init__(
        self,
        context: PageContext,
        sheet: Sheet,
        parent: QObject,
        *,
        keeper: DraftKeeper | None,
        busy: Callable[[bool], object],
        show: Show | None = None,
        refused: Callable[[UserFacingError], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._sheet, self._keeper, self._busy = context, sheet, keeper, busy
        self._show = show if show is not None else sheet.form.binder.show_problems
        self._refused = refused if refused is not None else context.messages.problem
        self.writing = WritingControl(context, sheet, self)
        self.saving = False
        """Whether a saving is under way: what stands in the form is no unsaved change then."""

    def save(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        *,
        retry: Callable[[], object],
        again: Again[Any] | None = None,
    ) -> None:
        """Run `work` on the database thread, then `done` with what it answers.

        What the writing control points out is confirmed before. `retry` saves again: once the
        conflict, if `again` says how to read the record, is decided.
        """
        self.writing.ask(lambda: self._run(work, done, retry, again), again=retry)

    def _run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        retry: Callable[[], object],
        again: Again[Any] | None,
    ) -> None:
        keeper, act = self._keeper, self.writing.confirming(work)
        if keeper is not None:
            act = keeper.saving(act)

        def written(answer: T) -> None:
            self.writing.saved()
            if keeper is None:
                self._sheet.mark_saved()
            else:
                keeper.saved()
            done(answer)

        self._set(saving=True)
        self._context.jobs.database(
            self,
            act,
            written,
            failed=lambda error: self._failed(error, again, retry),
            ended=lambda: self._set(saving=False),
        )

    def _set(self, *, saving: bool) -> None:
        self.saving = saving
        self._busy(saving)

    def _failed(
        self, error: UserFacingError, again: Again[Any] | None, retry: Callable[[], object]
    ) -> None:
        self._set(saving=False)
        keeper = self._keeper
        if keeper is not None:
            keeper.failed()
        if isinstance(error, Conflict) and keeper is not None and again is not None:
            resolve(
                self._context, self, self._sheet,
                read=again.read, show=again.show, adopt=again.adopt, save=retry,
            )  # fmt: skip
            return
        if isinstance(error, Invalid):
            left = self._show(error.problems)
            if not left:
                return
            error = UserFacingError(" ".join(left.values()), code=error.code)
        self._refused(error)
