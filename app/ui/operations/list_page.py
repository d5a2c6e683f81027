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
from app.ui.context import PageContext, Place
from app.ui.operations.list_spec import Asked, ListFilter, ListSpec, Row
from app.ui.theme import NARROW
from app.ui.viewmodels.columns import Sorting
from app.ui.viewmodels.paged import Batch, PagedTable
from app.ui.widgets.buttons import PrimaryButton
from app.ui.widgets.choice import Choice
from app.ui.widgets.combo import SearchableCombo
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
        self._added: frozenset[str] = frozenset()
        self.filters = {one.key: _combo(spec.name, one) for one in spec.filters}
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
            self.model, widths, sorted_by=spec.column(spec.sorted_by), descending=False
        )
        self.model.loaded.connect(self._loaded)
        self.frame.opened.connect(self._open)
        self.frame.search.searched.connect(self._search)
        for combo in self.filters.values():
            combo.changed.connect(self._ask_anew)
        self.frame.chips.removed.connect(self._remove)
        self.frame.chips.cleared.connect(self._clear)
        context.changes.changed.connect(self._changed)
        self._ask()

    def arrive(self, place: Place) -> None:
        """A link may ask for a part of the list, « silent+mine »; without one it stays."""
        wanted = [
            (one, code)
            for code in place.tab.split("+")
            for one in self._spec.filters
            if any(code == choice.code for choice in one.choices)
        ]
        if not wanted:
            return
        self._clear()
        for one, code in wanted:
            combo = self.filters[one.key]
            if combo.code() is None:
                combo.choose(code)
            elif one.adds_up:
                self._added |= {code}
        self._ask_anew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        for at, column in enumerate(self._spec.columns):
            if column.key in self._spec.spare:
                self.frame.table.setColumnHidden(at, event.size().width() < NARROW)
        super().resizeEvent(event)

    # -- what is asked --------------------------------------------------------------------

    def _asked(self) -> Asked:
        taken = {key: combo.code() or "" for key, combo in self.filters.items()}
        needs = {taken[one.key] for one in self._spec.filters if one.adds_up and taken[one.key]}
        codes = {key: code for key, code in taken.items() if code}
        return Asked(codes, self._added | needs, self._text)

    def _search(self, text: str) -> None:
        by = self._spec.found_by
        if by and bool(text) is not bool(self._text):
            # a name is looked up in the order of names, and there it is found at once
            head = self.frame.table.horizontalHeader()
            at = self._spec.column(by if text else self._spec.sorted_by)
            head.setSortIndicator(at, Qt.SortOrder.AscendingOrder)
        self._text = text
        self._ask_anew()

    def _remove(self, key: str) -> None:
        self._added -= {key}
        for one, combo in self.filters.items():
            if key == one or combo.code() == key:
                combo.choose(None)
        self._ask_anew()

    def _clear(self) -> None:
        self._added = frozenset()
        for combo in self.filters.values():
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
        found: list[tuple[str, str]] = []
        for one in self._spec.filters:
            choice = self.filters[one.key].choice()
            if choice is not None:
                key = choice.code if one.adds_up else one.key
                found.append((key, one.chip(choice.label)))
            if one.adds_up:
                found += [
                    (code, one.chip(label))
                    for code, label, _also in one.choices
                    if code in self._added and (choice is None or code != choice.code)
                ]
        return found

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

        def answer() -> tuple[int, dict[str, Sequence[Choice]]]:
            records = {one.key: one.read(desk) for one in spec.filters if one.read is not None}
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

    def _actions(self) -> list[PrimaryButton]:
        one = self._spec.action
        if one is None or not one.allowed(self._context.desk):
            return []
        go = self._context.go
        return [PrimaryButton(one.words, lambda: go(Place(one.kind)), name=one.name, icon=one.icon)]

    def _open(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self._context.go(self._spec.opens(row))

    def _changed(self, change: Change) -> None:
        if any(change.touches(one) for one in self._spec.subjects):
            self.model.refresh()
            self._count()


def _combo(page: str, declared: ListFilter) -> SearchableCombo:
    combo = SearchableCombo(declared.choices, name=f"{page}.by.{declared.key}")
    combo.line.setPlaceholderText(declared.nothing)
    combo.setAccessibleName(declared.words)
    combo.line.setAccessibleName(declared.words)
    combo.choose(declared.begins)
    return combo
