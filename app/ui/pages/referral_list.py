"""Orientations: the list across the dossiers, by state."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import referrals
from app.services.changes import Change, Subject
from app.services.choices import ReferralStatus, labelled, member
from app.services.desk import Desk
from app.services.referrals import ReferralFilter, ReferralRow, ReferralSort
from app.services.rules.french import count, short_date
from app.ui.context import PageContext, Place
from app.ui.operations.referral_words import next_step, silence, tone
from app.ui.theme import NARROW
from app.ui.viewmodels.columns import Column, Sorting
from app.ui.viewmodels.paged import Batch, PagedTable
from app.ui.widgets.choice import Choice
from app.ui.widgets.combo import SearchableCombo
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.listframe import ListFrame

Key = tuple[str, int]


def _sent(row: ReferralRow) -> str:
    return short_date(row.sent_on) if row.sent_on is not None else ""


def _silent(row: ReferralRow) -> str:
    return "" if row.days_since_sent is None else count(row.days_since_sent, "jour", "jours")


COLUMNS = (
    Column[ReferralRow]("youth", "Jeune", lambda row: row.youth, sort="youth", width=240,
                        strong=True),
    Column[ReferralRow]("partner", "Vers", lambda row: row.partner, sort="partner", width=170),
    Column[ReferralRow]("aim", "Formation visée", lambda row: row.aim, sort="aim", width=140),
    Column[ReferralRow]("status", "État", lambda row: row.status.label, sort="status", width=140,
                        tone=lambda row: tone(row.status)),
    Column[ReferralRow]("next_step", "Prochaine étape", next_step, sort="next_step", width=210,
                        tone=lambda row: "red" if row.late else ""),
    Column[ReferralRow]("sent", "Envoyée le", _sent, sort="sent", width=118),
    # an unanswered orientation is the more silent the longer ago it was sent
    Column[ReferralRow]("silent", "Sans réponse", _silent, sort="silent", width=106,
                        tip=silence),
    Column[ReferralRow]("number", "Numéro", lambda row: row.number, sort="number"),
)  # fmt: skip
NEEDS = (
    Choice("silent", "Sans réponse"),
    Choice("late", "Étape dépassée"),
    Choice("mine", "Mes dossiers"),
)
_WORDS = dict(NEEDS)


class ReferralsPage(QWidget):
    """The list, its filters as chips. An orientation begins in its dossier."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__()
        self.setObjectName("page.referrals")
        self._context = context
        self._kept = ReferralFilter()
        self.states = _combo(
            "referrals.by.status", "État", "Tous les états",
            [Choice(*one) for one in labelled(ReferralStatus)],
        )  # fmt: skip
        self.needs = _combo("referrals.by.need", "À suivre", "Toutes les orientations", NEEDS)
        self.frame = ListFrame(
            "Orientations",
            name="referrals",
            search="Jeune, structure ou numéro",
            filters=(self.states, self.needs),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.setFocusProxy(self.frame)
        self.model: PagedTable[ReferralRow, Key] = PagedTable(
            COLUMNS,
            jobs=context.jobs,
            fetch=partial(_page, context.desk, self._kept),
            ident=lambda row: row.id,
            sorting=Sorting("next_step"),
            parent=self,
        )
        widths = {at: column.width for at, column in enumerate(COLUMNS) if column.width}
        self.frame.show_model(self.model, widths, sorted_by=4, descending=False)
        self.model.loaded.connect(self._loaded)
        self.frame.opened.connect(self._open)
        self.frame.search.searched.connect(self._search)
        self.states.changed.connect(self._filter)
        self.needs.changed.connect(self._filter)
        self.frame.chips.removed.connect(self._remove)
        self.frame.chips.cleared.connect(self._clear)
        context.changes.changed.connect(self._changed)
        self._ask()

    def arrive(self, place: Place) -> None:
        """A link may ask for a part of the list; without one it stays as it was."""
        wanted = place.tab.split("+")
        if "silent" in wanted:
            self._clear()
            self.needs.choose("silent")
            self._keep(replace(self._kept, mine="mine" in wanted))

    def resizeEvent(self, event: QResizeEvent) -> None:
        # in a narrow window names come before what the page of the orientation tells as well
        for at, column in enumerate(COLUMNS):
            if column.key in {"aim", "sent"}:
                self.frame.table.setColumnHidden(at, event.size().width() < NARROW)
        super().resizeEvent(event)

    def _search(self, text: str) -> None:
        self._keep(replace(self._kept, text=text))

    def _filter(self) -> None:
        status, need = member(ReferralStatus, self.states.code()), self.needs.code()
        self._keep(
            replace(
                self._kept,
                statuses=frozenset() if status is None else frozenset({status}),
                silent=need == "silent",
                late=need == "late",
                mine=need == "mine",
            )
        )

    def _remove(self, key: str) -> None:
        if key == "status":
            self.states.choose(None)
        elif self.needs.code() == key:
            self.needs.choose(None)
        else:
            self._keep(replace(self._kept, mine=False))

    def _clear(self) -> None:
        self.states.choose(None)
        self.needs.choose(None)
        self._keep(ReferralFilter(text=self._kept.text))

    def _keep(self, kept: ReferralFilter) -> None:
        if kept != self._kept:
            self._kept = kept
            self._ask()

    def _ask(self) -> None:
        kept = self._kept
        chips = [("status", f"État\u202f: {one.label.lower()}") for one in kept.statuses]
        chips += [(key, _WORDS[key]) for key in _WORDS if getattr(kept, key)]
        self.frame.chips.show_filters(chips)
        self.model.ask(partial(_page, self._context.desk, kept))
        self._count()

    def _count(self) -> None:
        desk, kept = self._context.desk, self._kept
        self._context.jobs.database(
            self,
            lambda: referrals.count_referrals(desk, kept),
            lambda number: self.frame.show_count(number, "orientation"),
            latest="count",
        )

    def _loaded(self) -> None:
        self.frame.loaded(len(self.model.rows), self._nothing)

    def _nothing(self) -> EmptyState:
        if self._kept != ReferralFilter():
            return EmptyState(
                "search", "Aucune orientation ne correspond", more="Retirez un filtre ou un mot."
            )
        return EmptyState(
            "compass",
            "Les jeunes adressés à un CFA ou à une Chambre de métiers",
            more="Une orientation se prépare depuis le dossier du jeune, onglet Orientations. "
            "Elle se suit ici, de l’accord jusqu’à l’entrée en formation.",
            action="Voir les dossiers",
            on_action=lambda: self._context.go(Place("cases")),
            action_name="action.referrals.cases",
        )

    def _open(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self._context.go(Place("referral", row.id))

    def _changed(self, change: Change) -> None:
        if change.touches(Subject.REFERRAL) or change.touches(Subject.CASE):
            self.model.refresh()
            self._count()


def _combo(
    name: str, words: str, nothing: str, choices: list[Choice] | tuple[Choice, ...]
) -> SearchableCombo:
    combo = SearchableCombo(choices, name=name)
    combo.line.setPlaceholderText(nothing)
    combo.setAccessibleName(words)
    combo.line.setAccessibleName(words)
    return combo


def _page(
    desk: Desk, kept: ReferralFilter, sorting: Sorting, after: Key | None, limit: int
) -> Batch[ReferralRow, Key]:
    return Batch(
        *referrals.referrals(
            desk,
            kept,
            sort=ReferralSort(sorting.by),
            descending=sorting.descending,
            after=after,
            limit=limit,
        )
    )
