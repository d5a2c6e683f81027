"""Signalements: what waits to be qualified first, then the others."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import intake_list, territory
from app.services.changes import Change, Subject
from app.services.choices import IntakeStatus, PartnerType, labelled, member
from app.services.desk import Desk
from app.services.intake_list import IntakeFilter, IntakeRow, IntakeSort, Key
from app.services.rules.french import count, short_date
from app.services.rules.partial_dates import show_partial_date
from app.ui.context import PageContext, Place
from app.ui.viewmodels.columns import Column, Sorting
from app.ui.viewmodels.paged import Batch, PagedTable
from app.ui.widgets.buttons import PrimaryButton
from app.ui.widgets.choice import Choice
from app.ui.widgets.combo import SearchableCombo
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.listframe import ListFrame

LATE_DAYS, SOON_DAYS = 15, 7  # a signalement that waits longer is shown in red, in amber

_TONES = {
    IntakeStatus.DRAFT: "neutral",
    IntakeStatus.RECEIVED: "amber",
    IntakeStatus.ADMISSIBLE: "green",
    IntakeStatus.REDIRECTED: "accent",
    IntakeStatus.NOT_RETAINED: "neutral",
}


def _waiting(row: IntakeRow) -> str:
    if row.waiting_days is None:
        return ""
    return "reçu aujourd’hui" if row.waiting_days == 0 else count(row.waiting_days, "jour", "jours")


def _urgency(row: IntakeRow) -> str:
    days = row.waiting_days
    if days is None or days < SOON_DAYS:
        return ""
    return "red" if days >= LATE_DAYS else "amber"


COLUMNS = (
    Column[IntakeRow]("youth", "Jeune", lambda row: row.youth, sort="youth", width=250,
                      strong=True),
    Column[IntakeRow]("status", "État", lambda row: row.status.label, sort="status", width=120,
                      tone=lambda row: _TONES[row.status]),
    Column[IntakeRow]("waiting", "Attente", _waiting, sort="waiting", width=135, tone=_urgency),
    Column[IntakeRow]("received", "Reçu le", lambda row: short_date(row.received_on),
                      sort="received", width=110),
    Column[IntakeRow]("birth", "Né(e) le",
                      lambda row: show_partial_date(row.birth) if row.birth else "",
                      sort="birth", width=110),
    Column[IntakeRow]("origin", "Origine", lambda row: row.origin.label if row.origin else "",
                      sort="origin", width=190),
    Column[IntakeRow]("group", "Groupe", lambda row: row.group.removeprefix("Groupe territorial "),
        sort="group", tip=lambda row: row.group, width=190),
    Column[IntakeRow]("number", "Numéro", lambda row: row.number, sort="number"),
)  # fmt: skip

_YOUTH, _WAITING = 0, 2  # columns


@dataclass(frozen=True, slots=True)
class _Answer:
    number: int
    groups: tuple[tuple[int, str], ...]


class IntakesPage(QWidget):
    """The list, its filters as chips, and the way to a new signalement."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__()
        self.setObjectName("page.intakes")
        self._context = context
        self._kept = IntakeFilter()
        self._groups: dict[str, str] = {}
        self.states = _combo("intakes.by.status", "État", "Tous les états", IntakeStatus)
        self.origins = _combo("intakes.by.origin", "Origine", "Toutes les origines", PartnerType)
        self.groups = _combo("intakes.by.group", "Groupe territorial", "Tous les groupes", None)
        self.frame = ListFrame(
            "Signalements",
            name="intakes",
            search="Nom du jeune",
            filters=(self.states, self.origins, self.groups),
        )
        self.frame.header.set_actions(
            [PrimaryButton("Nouveau signalement", self._new, name="action.intake.new",
                           icon="plus")]
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.setFocusProxy(self.frame)
        self.model: PagedTable[IntakeRow, Key] = PagedTable(
            COLUMNS,
            jobs=context.jobs,
            fetch=partial(_page, context.desk, self._kept),
            ident=lambda row: row.id,
            sorting=Sorting("waiting"),
            parent=self,
        )
        widths = {at: column.width for at, column in enumerate(COLUMNS) if column.width}
        self.frame.show_model(self.model, widths, sorted_by=_WAITING, descending=False)
        self.model.loaded.connect(self._loaded)
        self.frame.opened.connect(self._open)
        self.frame.search.searched.connect(self._search)
        for combo in (self.states, self.origins, self.groups):
            combo.changed.connect(self._filter)
        self.frame.chips.removed.connect(self._remove)
        self.frame.chips.cleared.connect(self._clear)
        context.changes.changed.connect(self._changed)
        self._ask()

    def arrive(self, place: Place) -> None:
        """A link may ask for the signalements of one state; without one the list stays."""
        if place.tab:
            self._clear()
            self.states.choose(place.tab)

    def _search(self, text: str) -> None:
        if bool(text) is not bool(self._kept.text):
            # a name is looked up in the order of names, and there it is found at once
            by = _YOUTH if text else _WAITING
            head = self.frame.table.horizontalHeader()
            head.setSortIndicator(by, Qt.SortOrder.AscendingOrder)
        self._keep(replace(self._kept, text=text))

    def _filter(self) -> None:
        status = member(IntakeStatus, self.states.code())
        group = self.groups.code()
        self._keep(
            replace(
                self._kept,
                statuses=frozenset() if status is None else frozenset({status}),
                origin=member(PartnerType, self.origins.code()),
                group_id=int(group) if group else None,
            )
        )

    def _remove(self, key: str) -> None:
        {"status": self.states, "origin": self.origins, "group": self.groups}[key].choose(None)

    def _clear(self) -> None:
        for combo in (self.states, self.origins, self.groups):
            combo.choose(None)

    def _keep(self, kept: IntakeFilter) -> None:
        if kept != self._kept:
            self._kept = kept
            self._ask()

    def _ask(self) -> None:
        kept = self._kept
        chips = [("status", f"État\u202f: {one.label.lower()}") for one in kept.statuses]
        if kept.origin is not None:
            chips.append(("origin", kept.origin.label))
        if kept.group_id is not None:
            chips.append(("group", self._groups.get(str(kept.group_id), "")))
        self.frame.chips.show_filters(chips)
        self.model.ask(partial(_page, self._context.desk, kept))
        self._count()

    def _count(self) -> None:
        desk, kept = self._context.desk, self._kept
        self._context.jobs.database(
            self, lambda: _answer(desk, kept), self._counted, latest="count"
        )

    def _counted(self, answer: _Answer) -> None:
        self.frame.show_count(answer.number, "signalement")
        self._groups = {str(number): name for number, name in answer.groups}
        self.groups.set_choices([Choice(*pair) for pair in self._groups.items()])

    def _loaded(self) -> None:
        self.frame.loaded(len(self.model.rows), self._nothing)

    def _nothing(self) -> EmptyState:
        if self._kept != IntakeFilter():
            return EmptyState(
                "search", "Aucun signalement ne correspond", more="Retirez un filtre ou un mot."
            )
        return EmptyState(
            "bell-ringing",
            "Les signalements adressés à la cellule arrivent ici",
            more="Un établissement, un bailleur, la famille… vous alerte\u202f: saisissez ce "
            "qu’on vous dit, puis décidez de la suite.",
            action="Nouveau signalement",
            on_action=self._new,
            action_name="action.intake.first",
        )

    def _open(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is None:
            return
        kind = "intake.edit" if row.status is IntakeStatus.DRAFT else "intake"
        self._context.go(Place(kind, row.id))

    def _new(self) -> None:
        self._context.go(Place("intake.new"))

    def _changed(self, change: Change) -> None:
        if change.touches(Subject.INTAKE) or change.touches(Subject.GROUP):
            self.model.refresh()
            self._count()


def _combo(name: str, words: str, nothing: str, closed_list: type | None) -> SearchableCombo:
    choices = [Choice(*one) for one in labelled(closed_list)] if closed_list else []
    combo = SearchableCombo(choices, name=name)
    combo.line.setPlaceholderText(nothing)
    combo.setAccessibleName(words)
    combo.line.setAccessibleName(words)
    return combo


def _page(
    desk: Desk, kept: IntakeFilter, sorting: Sorting, after: Key | None, limit: int
) -> Batch[IntakeRow, Key]:
    return Batch(
        *intake_list.intakes(
            desk,
            kept,
            sort=IntakeSort(sorting.by),
            descending=sorting.descending,
            after=after,
            limit=limit,
        )
    )


def _answer(desk: Desk, kept: IntakeFilter) -> _Answer:
    groups = tuple(
        (one.id, one.name) for one in territory.groups(desk, active_only=True) if one.id is not None
    )
    return _Answer(intake_list.count_intakes(desk, kept), groups)
