"""The history of a dossier or of one record: who changed what, and versions to bring back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.errors import UserFacingError
from app.services import history
from app.services.changes import Change
from app.services.choices import JournalAction
from app.services.history import HistoryEntry, HistoryPage
from app.services.history_labels import ACTIONS
from app.services.history_scope import Target
from app.services.history_tracked import Kind
from app.ui.context import PageContext, PageSpec, Place
from app.ui.operations import history as operations
from app.ui.widgets.badge import Tone
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.buttons import Button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.header import PageHeader
from app.ui.widgets.scroll import ScrollPage
from app.ui.widgets.style import clear, label
from app.ui.widgets.versions import Answer, Version, VersionCard

_KINDS = {one.value: one for one in Kind}
#: What a page is about when its place does not say.
_DEFAULT = {
    "history.household": Kind.HOUSEHOLD,
    "history.intake": Kind.INTAKE,
    "history.referral": Kind.REFERRAL,
    "history.partner": Kind.PARTNER,
    "history.admin": Kind.ORGANISATION,
}
_TONES: dict[str, Tone] = {
    ACTIONS[JournalAction.CREATE]: "green",
    ACTIONS[JournalAction.STATUS]: "accent",
    ACTIONS[JournalAction.RESTORE]: "amber",
}


class HistoryPageView(ScrollPage):
    """Of a whole dossier when the place names no tab; else of the record of that kind.

    Reads page after page, and again from the top when something is written while it is shown.
    """

    def __init__(self, context: PageContext, place: Place) -> None:
        super().__init__()
        self.setObjectName("page.history")
        self._context, self._place = context, place
        self.target: Target | None = None
        self.entries: list[HistoryEntry] = []
        self._page: HistoryPage | None = None
        self._stale, self._opened = True, False
        self.header = PageHeader("Historique des modifications")
        self.header.set_crumbs([("Retour", context.back), ("Historique", None)])
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self.more = Button("Afficher la suite", self._read_on, name="action.history.more")
        self.more.hide()
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addStretch(1)
        self.add(self.header)
        self.add(self._list)
        self.add(foot)
        self.fill()
        context.changes.changed.connect(self._changed)

    def arrive(self, place: Place) -> None:
        """Show the history of that place; read again only what changed meanwhile."""
        if place != self._place or not self._opened:
            self._place, self._stale, self._opened = place, True, False
            kind = _KINDS.get(place.tab, _DEFAULT.get(place.kind))
            self.target = None if kind is None else Target(kind, place.ref or 0)
            clear(self._list)
            self._list.addWidget(Skeleton(6))
        if self._stale:
            self._read(None)

    def here(self) -> Place:
        """Of which record."""
        return self._place

    def _read_on(self) -> None:
        if self._page is not None:
            self._read(self._page.more)

    def _read(self, after: int | None) -> None:
        desk, target, ref = self._context.desk, self.target, self._place.ref or 0
        opening, self._stale = not self._opened, False

        def read() -> HistoryPage:
            if target is None:
                return history.history_in(desk, ref, after=after, opening=opening)
            return history.history_of(desk, target, after=after, opening=opening)

        self._context.jobs.database(
            self, read, partial(self._show, after), failed=self._failed, latest="read"
        )

    def _changed(self, _change: Change) -> None:
        self._stale = True
        if self.isVisible():
            self._read(None)

    def _failed(self, error: UserFacingError) -> None:
        """Gone, or out of reach since: nothing of it stays on the screen."""
        clear(self._list)
        self.entries.clear()
        self.more.hide()
        self.header.set_subtitle("")
        self.header.set_actions([])
        self._context.messages.problem(error)

    def _show(self, after: int | None, page: HistoryPage) -> None:
        self._page, self._opened = page, True
        if after is None:
            clear(self._list)
            self.entries.clear()
            self._show_head(page)
        at = len(self.entries)
        self.entries.extend(page.entries)
        for entry in self.entries[at:]:
            self._list.addWidget(VersionCard(self._version(entry)))
        if not self.entries:
            self._list.addWidget(
                EmptyState(
                    "history",
                    "Aucune modification pour le moment",
                    more="Chaque réponse changée se lira ici, avec son auteur, et les versions "
                    "passées pourront être rétablies.",
                )
            )
        if self.entries and page.more is None and not any(one.changes for one in self.entries):
            self._list.addWidget(label("Aucune réponse n’a changé depuis.", "muted", wrap=True))
        self.more.setVisible(page.more is not None)

    def _show_head(self, page: HistoryPage) -> None:
        self.header.set_subtitle(page.title)
        actions: list[Button] = []
        if page.erasable:
            actions.append(
                Button(
                    "Effacer d’anciennes valeurs…",
                    self._erase,
                    name="action.history.erase",
                    icon="eraser",
                )
            )
        self.header.set_actions(actions)

    def _version(self, entry: HistoryEntry) -> Version:
        go, restore = self._context.go, None
        if entry.restorable:
            restore = partial(operations.restore, self._context, self, entry)
        follow: Callable[[], object] | None = None
        if self.target is None:
            follow = partial(go, operations.place_of(entry.target.number, entry.target.kind))
        return Version(
            name=str(entry.id),
            when=operations.when(entry),
            by=entry.by,
            what=entry.action,
            tone=_TONES.get(entry.action, "neutral"),
            title=entry.title,
            answers=[Answer(o.label, o.before, o.after, o.erased) for o in entry.changes],
            open=follow,
            restore=restore,
        )

    def _erase(self) -> None:
        if self.target is not None and self._page is not None:
            operations.erase(self._context, self.target, self._page, lambda: None)


_TITLE = "Historique des modifications"
PAGES = (
    PageSpec(operations.DOSSIER, _TITLE, HistoryPageView, rail="cases"),
    PageSpec("history.household", _TITLE, HistoryPageView, rail="households"),
    PageSpec("history.intake", _TITLE, HistoryPageView, rail="intakes"),
    PageSpec("history.referral", _TITLE, HistoryPageView, rail="referrals"),
    PageSpec("history.partner", _TITLE, HistoryPageView, rail="partners"),
    PageSpec("history.admin", _TITLE, HistoryPageView, rail="admin"),
)
