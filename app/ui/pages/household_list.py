"""Familles: the foyers of the young people one follows."""

from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import households_list
from app.services.changes import Change, Subject
from app.services.desk import Desk
from app.services.households_list import HouseholdRow, HouseholdSort, Key
from app.services.rules.french import listing
from app.ui.context import PageContext, Place
from app.ui.viewmodels.columns import Column, Sorting
from app.ui.viewmodels.paged import Batch, PagedTable
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.listframe import ListFrame

COLUMNS = (
    Column[HouseholdRow]("name", "Famille", lambda row: row.name, sort="name", width=320,
                         strong=True),
    Column[HouseholdRow]("count", "Suivis", lambda row: str(len(row.members)), width=90),
    Column[HouseholdRow]("members", "Jeunes suivis", lambda row: listing(row.members)),
)  # fmt: skip


class HouseholdsPage(QWidget):
    """A family is founded from a dossier: there is nothing to create here."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__()
        self.setObjectName("page.households")
        self._context = context
        self._text = ""
        self.frame = ListFrame("Familles", name="households", search="Nom de la famille")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.setFocusProxy(self.frame)
        self.model: PagedTable[HouseholdRow, Key] = PagedTable(
            COLUMNS,
            jobs=context.jobs,
            fetch=partial(_page, context.desk, self._text),
            ident=lambda row: row.id,
            sorting=Sorting("name"),
            parent=self,
        )
        widths = {at: column.width for at, column in enumerate(COLUMNS) if column.width}
        self.frame.show_model(self.model, widths, sorted_by=0, descending=False)
        self.model.loaded.connect(self._loaded)
        self.frame.opened.connect(self._open)
        self.frame.search.searched.connect(self._search)
        context.changes.changed.connect(self._changed)
        self._ask()

    def _search(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self._ask()

    def _ask(self) -> None:
        self.model.ask(partial(_page, self._context.desk, self._text))
        self._count()

    def _count(self) -> None:
        desk, text = self._context.desk, self._text
        self._context.jobs.database(
            self,
            lambda: households_list.count_households(desk, text=text),
            lambda number: self.frame.show_count(number, "famille"),
            latest="count",
        )

    def _loaded(self) -> None:
        self.frame.loaded(len(self.model.rows), self._nothing)

    def _nothing(self) -> EmptyState:
        if self._text:
            return EmptyState(
                "search", "Aucune famille ne correspond", more="Essayez un autre nom."
            )
        return EmptyState(
            "users-group",
            "Les familles réunissent les jeunes suivis d’un même foyer",
            more="Une famille se crée dans le dossier d’un jeune, à l’onglet Identité et famille.",
            action="Voir les dossiers",
            on_action=lambda: self._context.go(Place("cases")),
            action_name="action.household.first",
        )

    def _open(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self._context.go(Place("household", row.id))

    def _changed(self, change: Change) -> None:
        if change.touches(Subject.HOUSEHOLD):
            self.model.refresh()
            self._count()


def _page(
    desk: Desk, text: str, sorting: Sorting, after: Key | None, limit: int
) -> Batch[HouseholdRow, Key]:
    return Batch(
        *households_list.households(
            desk,
            text=text,
            sort=HouseholdSort(sorting.by),
            descending=sorting.descending,
            after=after,
            limit=limit,
        )
    )
