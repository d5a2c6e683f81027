"""The page of a list, as a `ListSpec` declares it.

Every list works alike: typing in it searches, each filter in force is a chip, a title sorts,
Entrée opens, and what is written elsewhere shows at once.
"""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.changes import Change
from app.services.rules.rights import UseCase
from app.services.saved_filters import FilterEntry, FilterRow
from app.ui.context import PageContext, Place
from app.ui.operations.exporting import Exported, export
from app.ui.operations.list_filters import SavedFiltersButton, filter_combo, kept_choice
from app.ui.operations.list_spec import NEED, Asked, Leaves, ListSpec, Row
from app.ui.theme import NARROW
from app.ui.viewmodels.columns import Sorting, wholes
from app.ui.viewmodels.paged import Batch, PagedTable
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.choice import Choice
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.listframe import ListFrame

R = TypeVar("R", bound=Row)
F = TypeVar("F")
K = TypeVar("K")


class ListPage(QWidget, Generic[R, F, K]):
    """A list as `spec` declares it. `filters` are its combos by key."""

    def __init__(self, context: PageContext, spec: ListSpec[R, F, K]) -> None:
        super().__init__()
        self.setObjectName(f"page.{spec.name}")
        self._context, self._spec = context, spec
        self._text = ""
        self._declared = {one.key: one for one in spec.filters if one.allowed(context.desk)}
        self.filters = {key: filter_combo(spec.name, one) for key, one in self._declared.items()}
        self._chosen: dict[str, tuple[Choice, ...]] = {}
        for key in self.filters:
            self._take(key)
        self._kept = self._first = spec.kept(self._asked())
        self.frame = ListFrame(
            spec.title, name=spec.name, search=spec.search, filters=tuple(self.filters.values())
        )
        self.frame.header.set_actions(self._actions())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.setFocusProxy(self.frame)
        self.model: PagedTable[R, K] = PagedTable(
            spec.columns,
            jobs=context.jobs,
            fetch=self._fetch(),
            ident=lambda row: row.id,
            sorting=Sorting(spec.sorted_by),
            parent=self,
        )
        widths = {at: one.width for at, one in enumerate(spec.columns) if one.width}
        self.frame.show_model(
            self.model, widths, sorted_by=spec.column(spec.sorted_by), whole=wholes(spec.columns)
        )
        self.model.loaded.connect(self._loaded)
        self.frame.opened.connect(self._open)
        self.frame.search.searched.connect(self._search)
        for key, combo in self.filters.items():
            combo.changed.connect(lambda key=key: self._choose(key))
        self.frame.chips.removed.connect(self._remove)
        self.frame.chips.cleared.connect(self._clear)
        context.changes.changed.connect(self._changed)
        self._ask()

    def arrive(self, place: Place) -> None:
        """A link may ask for a part of the list, « silent+mine »; without one it stays."""
        known = {
            choice.code: (key, choice)
            for key, one in reversed(self._declared.items())
            for choice in one.choices
        }
        wanted = [known[code] for code in place.tab.split("+") if code in known]
        if not wanted:
            return
        self._clear()
        for key, choice in wanted:
            self.filters[key].choose(choice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        for at, column in enumerate(self._spec.columns):
            if column.key in self._spec.spare:
                self.frame.table.setColumnHidden(at, event.size().width() < NARROW)
        super().resizeEvent(event)

    # -- what is asked --------------------------------------------------------------------

    def _asked(self, *, leaving: bool = False) -> Asked:
        codes = {
            key: frozenset(one.code for one in chosen)
            for key, chosen in self._chosen.items()
            if chosen
        }
        return Asked(codes, self._text, leaving)

    def _choose(self, key: str) -> None:
        if self._take(key):
            self._ask_anew()

    def _take(self, key: str) -> bool:
        """Keep what a combo holds now: beside the former choices, where they add up."""
        combo, one = self.filters[key], self._declared[key]
        choice, before = combo.choice(), self._chosen.get(key, ())
        if choice is None and one.typed is not None and combo.half_typed:
            return False
        if choice is None:
            kept = before if combo.half_typed and one.adds_up else ()
        elif one.adds_up:
            kept = before if choice in before else (*before, choice)
        else:
            kept = (choice,)
        self._chosen[key] = kept
        return kept != before

    def _search(self, text: str) -> None:
        by = self._spec.found_by
        if by and bool(text) is not bool(self._text):
            # a name is looked up in the order of names, and there it is found at once
            head = self.frame.table.horizontalHeader()
            at = self._spec.column(by if text else self._spec.sorted_by)
            head.setSortIndicator(at, Qt.SortOrder.AscendingOrder)
        self._text = text
        self._ask_anew()

    def _remove(self, chip: str) -> None:
        for key, chosen in self._chosen.items():
            left = tuple(one for one in chosen if chip != self._chip_of(key, one))
            if left != chosen:
                self._chosen[key] = left
                self.filters[key].choose(left[-1] if left else None)
                self._ask_anew()
                return

    def _clear(self) -> None:
        for key, combo in self.filters.items():
            self._chosen[key] = ()
            combo.choose(None)
        self._ask_anew()

    def _ask_anew(self) -> None:
        kept = self._spec.kept(self._asked())
        if kept != self._kept:
            self._kept = kept
            self._ask()

    def _ask(self) -> None:
        self.frame.chips.show_filters(self._chips())
        self.model.ask(self._fetch())
        self._count()

    def _chips(self) -> list[tuple[str, str]]:
        return [
            (self._chip_of(key, choice), one.chip(choice.label))
            for key, one in self._declared.items()
            for choice in self._chosen.get(key, ())
        ]

    def _chip_of(self, key: str, choice: Choice) -> str:
        if not self._declared[key].adds_up:
            return key
        return choice.code if key == NEED else f"{key}.{choice.code}"

    def _fetch(self) -> Callable[[Sorting, K | None, int], Batch[R, K]]:
        desk, spec, kept = self._context.desk, self._spec, self._kept

        def fetch(sorting: Sorting, after: K | None, limit: int) -> Batch[R, K]:
            return Batch(
                *spec.page(
                    desk,
                    kept,
                    sort=spec.sorts(sorting.by),
                    descending=sorting.descending,
                    after=after,
                    limit=limit,
                )
            )

        return fetch

    def _count(self) -> None:
        desk, spec, kept = self._context.desk, self._spec, self._kept
        declared = tuple(self._declared.values())

        def answer() -> tuple[int, dict[str, Sequence[Choice]]]:
            records = {one.key: one.read(desk) for one in declared if one.read is not None}
            return spec.count(desk, kept), dict(records)

        self._context.jobs.database(self, answer, self._counted, latest="count")

    # -- what is answered -----------------------------------------------------------------

    def _counted(self, answer: tuple[int, dict[str, Sequence[Choice]]]) -> None:
        number, records = answer
        self.frame.show_count(number, self._spec.noun)
        for key, choices in records.items():
            self.filters[key].set_choices(choices)

    def _loaded(self) -> None:
        self.frame.loaded(len(self.model.rows), self._nothing)

    def _nothing(self) -> EmptyState:
        if self._kept != self._first:
            return EmptyState("search", self._spec.nothing, more=self._spec.try_this)
        empty = self._spec.empty
        allowed = empty.action.allowed(self._context.desk)
        return EmptyState(
            empty.icon,
            empty.sentence,
            more=empty.more,
            action=empty.action.words if allowed else "",
            on_action=lambda: self._context.go(Place(empty.action.kind)),
            action_name=empty.action.name,
        )

    def _actions(self) -> list[Button]:
        found: list[Button] = []
        if self._spec.exported is not None:
            found.append(
                SavedFiltersButton(
                    self._context, self._spec.exported, self._in_force, self._put_in_force
                )
            )
        if self._spec.exported is not None and self._context.desk.actor.may(UseCase.EXPORT):
            found.append(
                Button(
                    "Exporter…", self.export, name=f"action.{self._spec.name}.export",
                    tip="Enregistrer ce que montre la liste dans un fichier",
                )
            )  # fmt: skip
        one = self._spec.action
        if one is not None and one.allowed(self._context.desk):
            go = self._context.go
            found.append(
                PrimaryButton(one.words, lambda: go(Place(one.kind)), name=one.name, icon=one.icon)
            )
        return found

    def _in_force(self) -> FilterEntry:
        codes = {key: tuple(one.code for one in kept) for key, kept in self._chosen.items()}
        return FilterEntry(None, codes, self.model.sorting.by, self.model.sorting.descending)

    def _put_in_force(self, row: FilterRow) -> None:
        self._clear()
        for key, codes in row.codes.items():
            for code in codes if key in self.filters else ():
                self.filters[key].choose(kept_choice(self._declared[key], row, code))
        orders = Qt.SortOrder
        order = orders.DescendingOrder if row.descending else orders.AscendingOrder
        at = self._spec.column(row.sort or self._spec.sorted_by)
        self.frame.table.horizontalHeader().setSortIndicator(at, order)

    def export(self) -> None:
        """Write what is seen, columns, order and filters, to a file."""
        spec, desk, sorting = self._spec, self._context.desk, self.model.sorting
        if spec.exported is None:
            return
        kept = spec.kept(self._asked(leaving=True))
        hidden = self.frame.table.isColumnHidden
        seen = tuple(one for at, one in enumerate(spec.columns) if not hidden(at))
        leaves: Leaves[F, K] = spec.leaves or Leaves(seen, spec.page, spec.count)

        def page(after: K | None, limit: int) -> tuple[Sequence[Row], K | None]:
            sort, down = spec.sorts(sorting.by), sorting.descending
            return leaves.page(desk, kept, sort=sort, descending=down, after=after, limit=limit)

        def count() -> int:
            return leaves.count(desk, kept)

        what = Exported(spec.exported, spec.title, leaves.columns, page, count)
        export(self._context, self, what)

    def _open(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self._context.go(self._spec.opens(row))

    def _changed(self, change: Change) -> None:
        if any(change.touches(one) for one in self._spec.subjects):
            self.model.refresh()
            self._count()
