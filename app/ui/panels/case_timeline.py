"""The tab Chronologie of a dossier: everything that happened, newest first, filtered by kind."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.cases import CasePage
from app.services.timeline import CaseEvent, Key, TimelinePage, timeline
from app.services.timeline_source import Theme
from app.ui.context import PageContext
from app.ui.operations.timeline_words import shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.chips import ChoiceChips
from app.ui.widgets.timeline import Event, Timeline


class TimelineTab(QWidget):
    """Read page by page; « Afficher la suite » goes on where the last line stopped."""

    def __init__(
        self, context: PageContext, case_id: int, show_tab: Callable[[str], object]
    ) -> None:
        super().__init__()
        self.setObjectName("tab.timeline")
        self._context, self._case_id, self._show_tab = context, case_id, show_tab
        self._events: list[CaseEvent] = []
        self._next: Key | None = None
        card = Card("Chronologie", name="card.timeline")
        self.chips = ChoiceChips(name="timeline.theme")
        self.chips.changed.connect(self.refresh)
        self.list = Timeline(nothing="Rien n’est encore noté.")
        self.more = Button("Afficher la suite", self._read_on, name="action.timeline.more")
        self.more.hide()
        card.add(self.chips)
        card.add(self.list)
        card.add(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)

    def show_case(self, _page: CasePage) -> None:
        """The dossier was read again: so is what happened in it."""
        self.refresh()

    def refresh(self) -> None:
        """Read the newest page of the themes chosen."""
        self._read(None, self._show)

    def _read_on(self) -> None:
        self._read(self._next, self._add)

    def _read(self, after: Key | None, then: Callable[[TimelinePage], None]) -> None:
        desk, case_id = self._context.desk, self._case_id
        themes = tuple(Theme[key] for key in self.chips.chosen)
        self._context.jobs.database(
            self, partial(timeline, desk, case_id, themes, after=after), then, latest="timeline"
        )

    def _show(self, page: TimelinePage) -> None:
        self._events = list(page.events)
        self.chips.show_choices([(one.name, one.value) for one in page.themes])
        self.list.show_events(self._lines(page.events))
        self._go_on_from(page)

    def _add(self, page: TimelinePage) -> None:
        self._events += page.events
        self.list.add_events(self._lines(page.events))
        self._go_on_from(page)

    def _go_on_from(self, page: TimelinePage) -> None:
        self._next = page.next
        self.more.setVisible(page.next is not None)

    def _lines(self, events: tuple[CaseEvent, ...]) -> list[Event]:
        context = self._context
        return shown(
            events, context.desk.clock.today(), context.go, self._show_tab, prefix="timeline"
        )
