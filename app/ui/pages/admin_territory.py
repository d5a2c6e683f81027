"""Administration › Groupes et quartiers: the town's map, changed in small dialogs."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import territory
from app.services.changes import Change, Subject
from app.services.choices import GroupKind, member
from app.services.territory import GroupEntry, NeighbourhoodEntry
from app.ui.context import PageContext, Place
from app.ui.forms.builder import Form
from app.ui.forms.specs.organisation import GROUP, neighbourhood_spec
from app.ui.operations.form_dialog import FormDialog, Values
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
            on_action=lambda: self.edit_group(GroupEntry("", None)), action_name="action.group.new",
        )  # fmt: skip
        groups.add(
            label(
                "Les informations nominatives ne s’échangent qu’en groupe de travail (art. "
                "L.\u00a0132-5 du code de la sécurité intérieure).",
                "muted",
                wrap=True,
            )
        )
        groups.add(self.group_table)
        quarters = Card(
            "Quartiers", action="Ajouter un quartier",
            on_action=lambda: self.edit_neighbourhood(NeighbourhoodEntry("")),
            action_name="action.neighbourhood.new",
        )  # fmt: skip
        quarters.add(self.neighbourhood_table)
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

    def edit_group(self, entry: GroupEntry) -> None:
        """Ask for a group, new or known, and save it."""
        desk = self._context.desk

        def write(values: Values) -> Callable[[], Change]:
            written = GroupEntry(
                name=str(values["name"]),
                kind=member(GroupKind, values["kind"]),
                active=bool(values["active"]),
                id=entry.id,
                version=entry.version,
            )
            return lambda: territory.save_group(desk, written)

        FormDialog(
            self._context,
            "Groupe de travail" if entry.id else "Nouveau groupe de travail",
            Form(GROUP, cards=False),
            verb="Enregistrer",
            write=write,
            said="Le groupe est enregistré.",
        ).open_on({"name": entry.name, "kind": entry.kind, "active": entry.active})

    def edit_neighbourhood(self, entry: NeighbourhoodEntry) -> None:
        """Ask for a neighbourhood, new or known, and save it."""
        desk = self._context.desk
        groups = [
            Choice(str(one.id), one.name)
            for one in self.groups.rows
            if one.active or one.id == entry.group_id
        ]

        def write(values: Values) -> Callable[[], Change]:
            group = values["group_id"]
            written = NeighbourhoodEntry(
                name=str(values["name"]),
                priority_area_code=str(values["priority_area_code"] or "") or None,
                group_id=int(str(group)) if group else None,
                id=entry.id,
                version=entry.version,
            )
            return lambda: territory.save_neighbourhood(desk, written)

        FormDialog(
            self._context,
            "Quartier" if entry.id else "Nouveau quartier",
            Form(neighbourhood_spec(groups), cards=False),
            verb="Enregistrer",
            write=write,
            said="Le quartier est enregistré.",
        ).open_on(
            {
                "name": entry.name,
                "priority_area_code": entry.priority_area_code,
                "group_id": str(entry.group_id) if entry.group_id else None,
            }
        )

    def _open_group(self, index: QModelIndex) -> None:
        row = self.groups.row(index.row())
        if row is not None:
            self.edit_group(row)

    def _open_neighbourhood(self, index: QModelIndex) -> None:
        row = self.neighbourhoods.row(index.row())
        if row is not None:
            self.edit_neighbourhood(row)

    def _ask(self) -> None:
        desk = self._context.desk
        self._context.jobs.database(
            self,
            lambda: _Map(territory.groups(desk), territory.neighbourhoods(desk)),
            self._read,
            latest="territory",
        )

    def _read(self, found: _Map) -> None:
        self._names = {one.id: one.name for one in found.groups}
        self.groups.show(found.groups)
        self.neighbourhoods.show(found.neighbourhoods)
        for table, rows in (
            (self.group_table, len(found.groups)),
            (self.neighbourhood_table, len(found.neighbourhoods)),
        ):
            table.setFixedHeight(_FRAME + ROW_HEIGHT * rows)
            if rows and not table.currentIndex().isValid():
                table.setCurrentIndex(table.model().index(0, 0))

    def _changed(self, change: Change) -> None:
        if change.touches(Subject.GROUP):
            self._ask()


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
