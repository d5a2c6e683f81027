"""Partenaires: the directory as a list."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import partners_list, territory
from app.services.changes import Change, Subject
from app.services.choices import PartnerType, labelled, member
from app.services.desk import Desk
from app.services.partners_list import Key, PartnerFilter, PartnerRow, PartnerSort
from app.ui.context import PageContext, Place
from app.ui.viewmodels.columns import Column, Sorting
from app.ui.viewmodels.paged import Batch, PagedTable
from app.ui.widgets.buttons import PrimaryButton
from app.ui.widgets.choice import Choice
from app.ui.widgets.combo import SearchableCombo
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.listframe import ListFrame

COLUMNS = (
    Column[PartnerRow]("name", "Structure", lambda row: row.name, sort="name", width=320,
                       strong=True),
    Column[PartnerRow]("type", "Type", lambda row: row.partner_type.label, sort="partner_type",
                       width=230),
    Column[PartnerRow]("city", "Commune", lambda row: row.city, sort="city", width=160),
    Column[PartnerRow]("phone", "Téléphone", lambda row: row.phone, sort="phone", width=140),
    Column[PartnerRow]("persons", "Interlocuteurs", lambda row: str(row.persons or "—"),
                       sort="persons", width=120),
    Column[PartnerRow]("active", "État", lambda row: "Active" if row.active else "Inactive",
                       sort="active", tone=lambda row: "" if row.active else "neutral"),
)  # fmt: skip
ACTIVITY = (Choice("yes", "Structures actives"), Choice("no", "Structures inactives"))


@dataclass(frozen=True, slots=True)
class _Answer:
    number: int
    groups: tuple[tuple[int, str], ...]


class PartnersPage(QWidget):
    """The list, its filters as chips, and the way to a new partner."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__()
        self.setObjectName("page.partners")
        self._context = context
        self._kept = PartnerFilter()
        self._groups: dict[str, str] = {}
        self.types = SearchableCombo(
            [Choice(*one) for one in labelled(PartnerType)], name="partners.by.type"
        )
        self.types.line.setPlaceholderText("Tous les types")
        self.types.setAccessibleName("Type de structure")
        self.groups = SearchableCombo(name="partners.by.group")
        self.groups.line.setPlaceholderText("Tous les groupes")
        self.groups.setAccessibleName("Groupe de travail")
        self.activity = SearchableCombo(ACTIVITY, name="partners.by.active")
        self.activity.line.setPlaceholderText("Actives ou non")
        self.activity.setAccessibleName("Structures actives ou non")
        self.activity.choose("yes")
        self.frame = ListFrame(
            "Partenaires",
            name="partners",
            search="Nom, commune ou interlocuteur",
            filters=(self.types, self.groups, self.activity),
        )
        new = PrimaryButton("Nouveau partenaire", self._new, name="action.partner.new", icon="plus")
        self.frame.header.set_actions([new])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.setFocusProxy(self.frame)
        self.model: PagedTable[PartnerRow, Key] = PagedTable(
            COLUMNS,
            jobs=context.jobs,
            fetch=_fetch(context.desk, self._kept),
            ident=lambda row: row.id,
            sorting=Sorting("name"),
            parent=self,
        )
        widths = {at: column.width for at, column in enumerate(COLUMNS) if column.width}
        self.frame.show_model(self.model, widths, sorted_by=0, descending=False)
        self._connect()
        self._ask()

    def _connect(self) -> None:
        self.model.loaded.connect(self._loaded)
        self.frame.opened.connect(self._open)
        self.frame.search.searched.connect(self._search)
        self.types.changed.connect(self._filter)
        self.groups.changed.connect(self._filter)
        self.activity.changed.connect(self._filter)
        self.frame.chips.removed.connect(self._remove)
        self.frame.chips.cleared.connect(self._clear)
        self._context.changes.changed.connect(self._changed)

    def _search(self, text: str) -> None:
        self._keep(replace(self._kept, text=text))

    def _filter(self) -> None:
        kind, group = self.types.code(), self.groups.code()
        active = {"yes": True, "no": False}.get(self.activity.code() or "")
        self._keep(
            replace(
                self._kept,
                partner_type=member(PartnerType, kind),
                group_id=int(group) if group else None,
                active=active,
            )
        )

    def _remove(self, key: str) -> None:
        {"type": self.types, "group": self.groups, "active": self.activity}[key].choose(None)

    def _clear(self) -> None:
        for combo in (self.types, self.groups, self.activity):
            combo.choose(None)

    def _keep(self, kept: PartnerFilter) -> None:
        if kept != self._kept:
            self._kept = kept
            self._ask()

    def _ask(self) -> None:
        chips = []
        if self._kept.partner_type is not None:
            chips.append(("type", self._kept.partner_type.label))
        if self._kept.group_id is not None:
            chips.append(("group", self._groups.get(str(self._kept.group_id), "")))
        if self._kept.active is not None:
            chips.append(("active", ACTIVITY[0 if self._kept.active else 1].label))
        self.frame.chips.show_filters(chips)
        self.model.ask(_fetch(self._context.desk, self._kept))
        self._count()

    def _count(self) -> None:
        desk, kept = self._context.desk, self._kept
        self._context.jobs.database(
            self, lambda: _answer(desk, kept), self._counted, latest="count"
        )

    def _counted(self, answer: _Answer) -> None:
        self.frame.show_count(answer.number, "structure")
        self._groups = {str(number): name for number, name in answer.groups}
        self.groups.set_choices([Choice(*pair) for pair in self._groups.items()])

    def _loaded(self) -> None:
        self.frame.loaded(len(self.model.rows), self._nothing)

    def _nothing(self) -> EmptyState:
        if self._kept != PartnerFilter():
            return EmptyState(
                "search", "Aucune structure ne correspond", more="Retirez un filtre ou un mot."
            )
        return EmptyState(
            "building",
            "Le carnet d’adresses de la cellule",
            more="Établissements, missions locales, CFA, bailleurs… et les personnes à qui l’on "
            "y parle.",
            action="Nouveau partenaire",
            on_action=self._new,
            action_name="action.partner.first",
        )

    def _open(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self._context.go(Place("partner", row.id))

    def _new(self) -> None:
        self._context.go(Place("partner.new"))

    def _changed(self, change: Change) -> None:
        if change.touches(Subject.PARTNER) or change.touches(Subject.GROUP):
            self.model.refresh()
            self._count()


def _fetch(desk: Desk, kept: PartnerFilter) -> partial[Batch[PartnerRow, Key]]:
    return partial(_page, desk, kept)


def _page(
    desk: Desk, kept: PartnerFilter, sorting: Sorting, after: Key | None, limit: int
) -> Batch[PartnerRow, Key]:
    return Batch(
        *partners_list.partners(
            desk,
            kept,
            sort=PartnerSort(sorting.by),
            descending=sorting.descending,
            after=after,
            limit=limit,
        )
    )


def _answer(desk: Desk, kept: PartnerFilter) -> _Answer:
    groups = tuple(
        (one.id, one.name) for one in territory.groups(desk, active_only=True) if one.id is not None
    )
    return _Answer(partners_list.count_partners(desk, kept), groups)
