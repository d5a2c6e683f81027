"""The lines of a chronology, with their icons and where each one leads."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Final

from app.services.rules.french import short_date
from app.services.timeline import CaseEvent
from app.services.timeline_source import EventKind
from app.ui.context import Place
from app.ui.widgets.timeline import Event

ICONS: Final[Mapping[EventKind, str]] = {
    EventKind.REPORT: "bell-ringing",
    EventKind.OPENING: "folder-plus",
    EventKind.STATUS: "transfer",
    EventKind.REVIEW: "notes",
    EventKind.CLOSURE: "archive",
    EventKind.REOPENING: "folder-plus",
    EventKind.NOTICE: "mail",
    EventKind.RESTRICTION: "shield-lock",
    EventKind.HOME: "users",
    EventKind.SCHOOLING: "school",
    EventKind.ATTENDANCE: "calendar-check",
    EventKind.OBJECTIVE: "circle-check",
    EventKind.ACTION: "list-check",
    EventKind.REFERRAL: "compass",
    EventKind.OBSERVATION: "edit",
    EventKind.DOCUMENT: "file-text",
    EventKind.PRINT: "printer",
}
#: The tab that shows the record of a line; an orientation and a signalement have pages.
_TABS: Final[Mapping[EventKind, str]] = {
    EventKind.OPENING: "life",
    EventKind.STATUS: "life",
    EventKind.REVIEW: "life",
    EventKind.CLOSURE: "life",
    EventKind.REOPENING: "life",
    EventKind.NOTICE: "life",
    EventKind.RESTRICTION: "synthesis",
    EventKind.HOME: "identity",
    EventKind.SCHOOLING: "schooling",
    EventKind.ATTENDANCE: "schooling",
    EventKind.OBJECTIVE: "plan",
    EventKind.ACTION: "plan",
    EventKind.OBSERVATION: "observations",
    EventKind.DOCUMENT: "documents",
}
_PAGES: Final[Mapping[EventKind, str]] = {
    EventKind.REFERRAL: "referral",
    EventKind.REPORT: "intake",
}


def shown(
    events: Iterable[CaseEvent],
    today: date,
    go: Callable[[Place], object],
    show_tab: Callable[[str], object],
    *,
    prefix: str = "event",
) -> list[Event]:
    """The lines as the chronology shows them; `prefix` begins their names."""
    return [
        Event(
            f"{one.on:%d/%m}" if one.on.year == today.year else short_date(one.on),
            ICONS[one.kind],
            one.title,
            one.detail,
            open=_way(one, go, show_tab),
            name=f"{prefix}.{one.kind}.{one.id}",
        )
        for one in events
    ]


def _way(
    one: CaseEvent, go: Callable[[Place], object], show_tab: Callable[[str], object]
) -> Callable[[], object] | None:
    if one.kind in _PAGES:
        return partial(go, Place(_PAGES[one.kind], one.ref))
    tab = _TABS.get(one.kind)
    return partial(show_tab, tab) if tab else None
