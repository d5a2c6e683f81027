"""A list of any length: pages by key, fetched as one scrolls, never counted nor skipped to.

The database answers a page by key in 0.07 ms at any depth; OFFSET or a Python sort would take
seconds at 100,000 rows. So sorting and filtering are asked of the service, and the model only
keeps what has been scrolled through.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from app.errors import UserFacingError
from app.services.keyset import PAGE
from app.ui.jobs import JobRunner
from app.ui.viewmodels.columns import Column, Sorting
from app.ui.viewmodels.table import Index, TableModel

R = TypeVar("R")
K = TypeVar("K")

_ROOT = QModelIndex()


@dataclass(frozen=True)  # no slots: Python 3.11 then refuses `Batch[CaseRow, int](…)`
class Batch(Generic[R, K]):
    """One page: its rows, and the key of the next one (None: there is none)."""

    rows: Sequence[R]
    next_key: K | None


class PagedTable(TableModel[R], Generic[R, K]):
    """`fetch(sorting, after, limit)` runs on the database thread and answers a `Batch`.

    `ident(row)` is what makes a row the same after a refresh. `loaded` is emitted when the first
    page of a question has come, `arrived` at each page.
    """

    loaded = Signal()
    arrived = Signal()

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        jobs: JobRunner,
        fetch: Callable[[Sorting, K | None, int], Batch[R, K]],
        ident: Callable[[R], Hashable],
        sorting: Sorting,
        failed: Callable[[UserFacingError], object] | None = None,
        page: int = PAGE,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, parent)
        self._jobs, self._fetch, self._ident, self._failed = jobs, fetch, ident, failed
        self._sorting, self._page = sorting, page
        self._next: K | None = None
        self._more = False
        self._asking = False
        self._question = 0
        self._settled = False

    @property
    def sorting(self) -> Sorting:
        """What the list is sorted by."""
        return self._sorting

    @property
    def settled(self) -> bool:
        """Whether the question of the moment has been answered."""
        return self._settled

    def ask(self, fetch: Callable[[Sorting, K | None, int], Batch[R, K]] | None = None) -> None:
        """Start again from the first row, with another question if one is given (a filter)."""
        self._fetch = fetch or self._fetch
        self._settled = False
        self._request(after=None, limit=self._page)

    def refresh(self) -> None:
        """Read again what has been scrolled through, because something changed."""
        self._request(after=None, limit=max(self._page, len(self._rows)))

    def row_of(self, ident: Hashable) -> int:
        """Where the row with that identity is now; -1 if it is not among those read."""
        return next(
            (number for number, row in enumerate(self._rows) if self._ident(row) == ident), -1
        )

    def ident_at(self, number: int) -> Hashable | None:
        """The identity of a row."""
        row = self.row(number)
        return None if row is None else self._ident(row)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns) or not self.columns[column].sort:
            return
        descending = order is Qt.SortOrder.DescendingOrder
        asked = Sorting(self.columns[column].sort, descending)
        if asked != self._sorting:
            self._sorting = asked
            self.ask()

    def canFetchMore(self, parent: Index = _ROOT) -> bool:
        return not parent.isValid() and self._more and not self._asking

    def fetchMore(self, parent: Index = _ROOT) -> None:
        if self.canFetchMore(parent):
            self._request(after=self._next, limit=self._page)

    def _request(self, *, after: K | None, limit: int) -> None:
        self._question += 1
        self._asking = True
        question, fetch, sorting = self._question, self._fetch, self._sorting
        self._jobs.database(
            self,
            lambda: fetch(sorting, after, limit),
            lambda batch: self._take(question, batch, first=after is None),
            failed=self._failed,
            ended=lambda: self._ended(question),
            latest="page",
        )

    def _take(self, question: int, batch: Batch[R, K], *, first: bool) -> None:
        if question != self._question:
            return
        self._asking = False
        self._next, self._more = batch.next_key, batch.next_key is not None
        if first:
            self.beginResetModel()
            self._rows = list(batch.rows)
            self.endResetModel()
            self._settled = True
            self.loaded.emit()
        elif batch.rows:
            start = len(self._rows)
            self.beginInsertRows(QModelIndex(), start, start + len(batch.rows) - 1)
            self._rows.extend(batch.rows)
            self.endInsertRows()
        self.arrived.emit()

    def _ended(self, question: int) -> None:
        if question == self._question:
            self._asking = False
