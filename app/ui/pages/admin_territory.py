"""Administration › Groupes et quartiers: the town's map, changed in small dialogs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.errors import Refused
from app.services import territory
from app.services.changes import Change, Subject
from app.services.desk import Desk
from app.services.history_tracked import Kind
from app.services.territory import GroupEntry, NeighbourhoodEntry
from app.ui.context import PageContext, Place
from app.ui.forms.builder import Form
from app.ui.forms.specs.organisation import group_spec, neighbourhood_spec
from app.ui.operations.form_dialog import FormDialog
from app.ui.operations.history import place_of
from app.ui.operations.inline_form import Fresh, Values
from app.ui.operations.resuming import with_form, without_form
from app.ui.operations.territory import (
    draft_key,
    fresh_group,
    fresh_neighbourhood,
    group_values,
    neighbourhood_values,
)
from app.ui.viewmodels.columns import Column
from app.ui.viewmodels.table import StaticTable, TableModel
from app.ui.widgets.cards import Card
from app.ui.widgets.choice import Choice
from app.ui.widgets.header import PageHeader
from app.ui.widgets.scroll import ScrollPage
from app.ui.widgets.style import label
from app.ui.widgets.table import ROW_HEIGHT, TableView

_FRAME = 46  # the titles of the columns, and the borders
_WIDTHS = (360, 330, 130)


@dataclass(frozen=True, slots=True)
class _Map:
    groups: tuple[GroupEntry, ...]
    neighbourhoods: tuple[NeighbourhoodEntry, ...]


class TerritoryPage(QWidget):
    """Two small tables; Entrée changes a row."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__()
        self.setObjectName("page.admin.territory")
        self._context = context
        self._names: dict[int | None, str] = {}
        self._dialog: FormDialog | None = None
        self.groups: StaticTable[GroupEntry] = StaticTable(
            (
                Column("name", "Groupe", lambda row: row.name, strong=True),
                Column("kind", "Nature", lambda row: row.kind.label if row.kind else ""),
                Column("active", "État", lambda row: "Actif" if row.active else "Inactif",
                       tone=lambda row: "green" if row.active else "neutral"),
            ),
            self,
        )  # fmt: skip
        self.neighbourhoods: StaticTable[NeighbourhoodEntry] = StaticTable(
            (
                Column("name", "Quartier", lambda row: row.name, strong=True),
                Column("group", "Groupe qui le suit",
                       lambda row: self._names.get(row.group_id, "—")),
                Column("code", "Code QPV", lambda row: row.priority_area_code or "—"),
            ),
            self,
        )  # fmt: skip
        self.group_table = _table(self.groups, "groups", "Groupes", self._open_group)
        self.neighbourhood_table = _table(
            self.neighbourhoods, "neighbourhoods", "Quartiers", self._open_neighbourhood
        )
        header = PageHeader("Groupes et quartiers")
        header.set_crumbs(
            [("Administration", lambda: context.go(Place("admin"))), ("Groupes et quartiers", None)]
        )
        groups = Card(
            "Groupes de travail", action="Ajouter un groupe",
            on_action=lambda: self.edit_group(None), action_name="action.group.new",
        )  # fmt: skip
        law = (
            "Les informations nominatives ne s’échangent qu’en groupe de travail (art. "
            "L.\u00a0132-5 du code de la sécurité intérieure)."
        )
        groups.add(label(law, "muted", wrap=True))
        groups.add_action("Historique", self._group_past, name="action.history.group")
        self._no_group = _nothing("Aucun groupe pour le moment.")
        groups.add(self._no_group)
        groups.add(self.group_table)
        quarters = Card(
            "Quartiers", action="Ajouter un quartier",
            on_action=lambda: self.edit_neighbourhood(None),
            action_name="action.neighbourhood.new",
        )  # fmt: skip
        self._no_quarter = _nothing("Aucun quartier pour le moment.")
        quarters.add(self._no_quarter)
        quarters.add(self.neighbourhood_table)
        quarters.add_action("Historique", self._quarter_past, name="action.history.quarter")
        page = ScrollPage()
        for part in (header, groups, quarters):
            page.add(part)
        page.fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self.setFocusProxy(self.group_table)
        context.changes.changed.connect(self._changed)
        self._ask()

    def edit_group(self, number: int | None, *, resume: bool = False) -> None:
        """Ask for a group, new (None) or known, read at this moment, and save it."""
        desk = self._context.desk

        def ready(entry: GroupEntry) -> None:
            dialog = FormDialog(
                self._context,
                "Groupe de travail" if number else "Nouveau groupe de travail",
                Form(group_spec(is_new=number is None), cards=False),
                verb="Enregistrer",
                key=draft_key("group", entry),
                write=fresh_group(desk, entry).write,
                again=(lambda: fresh_group(desk, _group(desk, number))) if number else None,
                said="Le groupe est enregistré.",
            )
            self._open(dialog, group_values(entry), resume=resume)

        self._context.jobs.database(self, lambda: _group(desk, number), ready, latest="edit")

    def edit_neighbourhood(self, number: int | None, *, resume: bool = False) -> None:
        """Ask for a neighbourhood, new (None) or known, read at this moment, and save it."""
        desk = self._context.desk

        def again() -> Fresh:
            return fresh_neighbourhood(desk, _neighbourhood(_map(desk), number))

        def ready(found: _Map) -> None:
            entry = _neighbourhood(found, number)
            groups = [
                Choice(str(one.id), one.name)
                for one in found.groups
                if one.active or one.id == entry.group_id
            ]
            dialog = FormDialog(
                self._context,
                "Quartier" if number else "Nouveau quartier",
                Form(neighbourhood_spec(groups), cards=False),
                verb="Enregistrer",
                key=draft_key("neighbourhood", entry),
                write=fresh_neighbourhood(desk, entry).write,
                again=again if number else None,
                said="Le quartier est enregistré.",
            )
            self._open(dialog, neighbourhood_values(entry), resume=resume)

        self._context.jobs.database(self, lambda: _checked(_map(desk), number), ready,
                                    latest="edit")  # fmt: skip

    def here(self) -> Place:
        """Where one would come back to: the dialog that is open, in this page."""
        dialog = self._dialog
        key = None
        if dialog is not None and shiboken6.isValid(dialog) and dialog.keeper is not None:
            key = dialog.keeper.key
        return with_form(Place("admin.territory"), key)

    def _open(self, dialog: FormDialog, values: Values, *, resume: bool) -> None:
        self._dialog = dialog
        dialog.open_on(values, resume=resume)

    def arrive(self, place: Place) -> None:
        """Shown again, maybe to take up what was being written."""
        key = without_form(place)[1]
        if key is not None:
            edit = self.edit_group if key.form == "group" else self.edit_neighbourhood
            edit(int(key.record) if key.record.isdigit() else None, resume=True)

    def _open_group(self, index: QModelIndex) -> None:
        row = self.groups.row(index.row())
        if row is not None:
            self.edit_group(row.id)

    def _open_neighbourhood(self, index: QModelIndex) -> None:
        row = self.neighbourhoods.row(index.row())
        if row is not None:
            self.edit_neighbourhood(row.id)

    def _group_past(self) -> None:
        if (row := self.groups.row(self.group_table.currentIndex().row())) and row.id:
            self._context.go(place_of(row.id, Kind.GROUP))

    def _quarter_past(self) -> None:
        index = self.neighbourhood_table.currentIndex()
        if (row := self.neighbourhoods.row(index.row())) and row.id:
            self._context.go(place_of(row.id, Kind.NEIGHBOURHOOD))

    def _ask(self) -> None:
        desk = self._context.desk
        self._context.jobs.database(self, lambda: _map(desk), self._read, latest="territory")

    def _read(self, found: _Map) -> None:
        self._names = {one.id: one.name for one in found.groups}
        self.groups.show(found.groups)
        self.neighbourhoods.show(found.neighbourhoods)
        for table, nothing, rows in (
            (self.group_table, self._no_group, len(found.groups)),
            (self.neighbourhood_table, self._no_quarter, len(found.neighbourhoods)),
        ):
            table.setVisible(rows > 0)
            nothing.setVisible(not rows)
            table.setFixedHeight(_FRAME + ROW_HEIGHT * rows)
            if rows and not table.currentIndex().isValid():
                table.setCurrentIndex(table.model().index(0, 0))

    def _changed(self, change: Change) -> None:
        if change.touches(Subject.GROUP):
            self._ask()


def _map(desk: Desk) -> _Map:
    return _Map(territory.groups(desk), territory.neighbourhoods(desk))


def _table(
    model: TableModel[GroupEntry] | TableModel[NeighbourhoodEntry],
    name: str,
    words: str,
    opened: Callable[[QModelIndex], object],
) -> TableView:
    table = TableView(name=f"list.{name}", words=words)
    table.setModel(model)
    table.set_widths(dict(enumerate(_WIDTHS)))
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.opened.connect(opened)
    return table


def _nothing(words: str) -> QLabel:
    result = label(words, "muted", wrap=True)
    result.hide()  # until the map is read
    return result


Entry = TypeVar("Entry", GroupEntry, NeighbourhoodEntry)


def _group(desk: Desk, number: int | None) -> GroupEntry:
    return GroupEntry("", None) if number is None else _numbered(territory.groups(desk), number)


def _neighbourhood(found: _Map, number: int | None) -> NeighbourhoodEntry:
    return NeighbourhoodEntry("") if number is None else _numbered(found.neighbourhoods, number)


def _checked(found: _Map, number: int | None) -> _Map:
    """The map, if that quartier is still on it; raises `Refused` on the thread that answers it."""
    _neighbourhood(found, number)
    return found


def _numbered(rows: Sequence[Entry], number: int) -> Entry:
    found = next((one for one in rows if one.id == number), None)
    if found is None:
        raise Refused
    return found
