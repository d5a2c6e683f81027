"""Dossiers: the list, its filters as chips, the way to a new dossier."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import accounts, cases_list, territory
from app.services.cases_list import CaseFilter, CaseRow, CaseSort, Key
from app.services.changes import Change, Subject
from app.services.choices import CaseStatus, member
from app.services.desk import Desk
from app.services.rules.french import short_date
from app.services.rules.partial_dates import show_partial_date
from app.services.rules.rights import UseCase
from app.ui.context import PageContext, Place
from app.ui.operations.case_words import STATUS_TONES
from app.ui.viewmodels.columns import Column, Sorting
from app.ui.viewmodels.paged import Batch, PagedTable
from app.ui.widgets.buttons import PrimaryButton
from app.ui.widgets.choice import Choice
from app.ui.widgets.combo import SearchableCombo
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.listframe import ListFrame

#: What is asked of the list besides state, group and référent, by the word a link uses.
SIFTED = (
    Choice("mine", "Mes dossiers"),
    Choice("review_late", "Bilan en retard"),
    Choice("to_inform", "Famille à informer"),
)
_SHOWN = tuple(
    one for one in CaseStatus if one not in {CaseStatus.DUE, CaseStatus.ELIMINATED}
)  # at their term, dossiers are no longer in reach

COLUMNS = (
    Column[CaseRow]("name", "Jeune", lambda row: row.name, sort="name", width=300, strong=True,
                    tip=lambda row: row.name),
    Column[CaseRow]("status", "État", lambda row: row.status.label, sort="status", width=140,
                    tone=lambda row: STATUS_TONES[row.status]),
    Column[CaseRow]("birth", "Né(e) le",
                    lambda row: show_partial_date(row.birth) if row.birth else "", width=105),
    Column[CaseRow]("lead", "Référent", lambda row: row.lead or "à désigner", sort="lead",
                    width=130),
    Column[CaseRow]("group", "Groupe", lambda row: row.group.removeprefix("Groupe territorial "),
                    sort="group", tip=lambda row: row.group, width=110),
    Column[CaseRow]("review", "Prochain bilan",
                    lambda row: short_date(row.next_review_on) if row.next_review_on else "",
                    sort="review", width=130,
                    tone=lambda row: "red" if row.review_late else ""),
    Column[CaseRow]("opened", "Ouvert le", lambda row: short_date(row.opened_on), sort="opened",
                    width=105),
    Column[CaseRow]("number", "Numéro", lambda row: row.number, sort="number"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Answer:
    number: int
    groups: tuple[Choice, ...]
    leads: tuple[Choice, ...]


class CasesPage(QWidget):
    """Typing in the list goes on in its search field; a link may ask one of `SIFTED`."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__()
        self.setObjectName("page.cases")
        self._context = context
        self._kept = CaseFilter()
        self.states = _combo("cases.by.status", "État", "État")
        self.states.set_choices([Choice(one.value, one.label) for one in _SHOWN])
        self.groups = _combo("cases.by.group", "Groupe", "Groupe")
        self.leads = _combo("cases.by.lead", "Référent", "Référent")
        self.sifted = _combo("cases.by.need", "Montrer", "Montrer…")
        self.sifted.set_choices(list(SIFTED))
        self.frame = ListFrame(
            "Dossiers",
            name="cases",
            search="Nom ou numéro",
            filters=(self.sifted, self.states, self.groups, self.leads),
        )
        self._opens = bool(context.desk.actor.reach(UseCase.OPEN_CASE))
        if self._opens:
            self.frame.header.set_actions(
                [PrimaryButton("Ouvrir un dossier", self._new, name="action.case.new",
                               icon="folder-plus")]
            )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.setFocusProxy(self.frame)
        self.model: PagedTable[CaseRow, Key] = PagedTable(
            COLUMNS,
            jobs=context.jobs,
            fetch=partial(_page, context.desk, self._kept),
            ident=lambda row: row.id,
            sorting=Sorting("name"),
            parent=self,
        )
        widths = {at: column.width for at, column in enumerate(COLUMNS) if column.width}
        self.frame.show_model(self.model, widths, sorted_by=0, descending=False)
        self.model.loaded.connect(self._loaded)
        self.frame.opened.connect(self._open)
        self.frame.search.searched.connect(self._search)
        for combo in (self.states, self.groups, self.leads, self.sifted):
            combo.changed.connect(self._filter)
        self.frame.chips.removed.connect(self._remove)
        self.frame.chips.cleared.connect(self._clear)
        context.changes.changed.connect(self._changed)
        self._ask()

    def arrive(self, place: Place) -> None:
        """A link may ask for a part of the list; without one it stays as it was."""
        wanted = place.tab.split("+")
        for choice in SIFTED:
            if choice.code in wanted:
                self._clear()
                self.sifted.choose(choice.code)
        if "mine" in wanted and len(wanted) > 1:
            self._keep(replace(self._kept, mine=True))

    def _search(self, text: str) -> None:
        self._keep(replace(self._kept, text=text))

    def _filter(self) -> None:
        status, need = member(CaseStatus, self.states.code()), self.sifted.code()
        group, lead = self.groups.code(), self.leads.code()
        self._keep(
            CaseFilter(
                statuses=frozenset() if status is None else frozenset({status}),
                group_id=int(group) if group else None,
                lead_officer_id=int(lead) if lead else None,
                mine=need == "mine",
                review_late=need == "review_late",
                to_inform=need == "to_inform",
                text=self._kept.text,
            )
        )

    def _remove(self, key: str) -> None:
        if key == "mine" and self.sifted.code() != "mine":
            self._keep(replace(self._kept, mine=False))
            return
        combos = {"status": self.states, "group": self.groups, "lead": self.leads}
        combos.get(key, self.sifted).choose(None)

    def _clear(self) -> None:
        for combo in (self.states, self.groups, self.leads, self.sifted):
            combo.choose(None)

    def _keep(self, kept: CaseFilter) -> None:
        if kept != self._kept:
            self._kept = kept
            self._ask()

    def _ask(self) -> None:
        kept = self._kept
        chips = [(one.code, one.label) for one in SIFTED if getattr(kept, one.code)]
        chips += [("status", f"État\u202f: {one.label.lower()}") for one in kept.statuses]
        if kept.group_id is not None:
            chips.append(("group", self.groups.line.text()))
        if kept.lead_officer_id is not None:
            chips.append(("lead", f"Référent\u202f: {self.leads.line.text()}"))
        self.frame.chips.show_filters(chips)
        self.model.ask(partial(_page, self._context.desk, kept))
        self._count()

    def _count(self) -> None:
        desk, kept = self._context.desk, self._kept
        self._context.jobs.database(
            self, lambda: _answer(desk, kept), self._counted, latest="count"
        )

    def _counted(self, answer: _Answer) -> None:
        self.frame.show_count(answer.number, "dossier")
        self.groups.set_choices(list(answer.groups))
        self.leads.set_choices(list(answer.leads))

    def _loaded(self) -> None:
        self.frame.loaded(len(self.model.rows), self._nothing)

    def _nothing(self) -> EmptyState:
        if self._kept != CaseFilter():
            return EmptyState(
                "search", "Aucun dossier ne correspond", more="Retirez un filtre ou un mot."
            )
        return EmptyState(
            "folder",
            "Les dossiers des jeunes que la cellule suit",
            more="Un dossier s’ouvre en retenant un signalement, ou directement quand un jeune "
            "ou sa famille vient d’elle-même.",
            action="Ouvrir un dossier" if self._opens else "",
            on_action=self._new,
            action_name="action.case.first",
        )

    def _open(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self._context.go(Place("case", row.id))

    def _new(self) -> None:
        self._context.go(Place("case.new"))

    def _changed(self, change: Change) -> None:
        if change.touches(Subject.CASE) or change.touches(Subject.GROUP):
            self.model.refresh()
            self._count()


def _combo(name: str, words: str, nothing: str) -> SearchableCombo:
    combo = SearchableCombo(name=name)
    combo.line.setPlaceholderText(nothing)
    combo.setAccessibleName(words)
    combo.line.setAccessibleName(words)
    return combo


def _page(
    desk: Desk, kept: CaseFilter, sorting: Sorting, after: Key | None, limit: int
) -> Batch[CaseRow, Key]:
    return Batch(
        *cases_list.cases(
            desk,
            kept,
            sort=CaseSort(sorting.by),
            descending=sorting.descending,
            after=after,
            limit=limit,
        )
    )


def _answer(desk: Desk, kept: CaseFilter) -> _Answer:
    return _Answer(
        cases_list.count_cases(desk, kept),
        tuple(Choice(str(one.id), one.name) for one in territory.groups(desk, active_only=True)),
        tuple(Choice(str(one.id), one.name) for one in accounts.officers(desk)),
    )
