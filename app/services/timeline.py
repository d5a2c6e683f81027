"""The chronology of a dossier: everything that happened, newest first, as its reader may see it.

Each kind of event is a source of its own (`timeline_life`, `timeline_work`), read in the same order
from the same key: a page is the newest lines of them all, one bounded question a source.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Date, Select, and_, or_, type_coerce

from app.models.case import CaseFile
from app.services.access import demand_case
from app.services.case_moves import rights_on
from app.services.desk import Desk, Work
from app.services.rules.rights import UseCase
from app.services.timeline_life import LIFE
from app.services.timeline_source import EventKind, Source, Theme
from app.services.timeline_work import WORK

#: Of one day, what a later source tells is shown first.
SOURCES: Final = (*LIFE, *WORK)

#: Lines of a page.
PAGE: Final = 40
#: The day, the place of its source and the number of the last line read.
Key = tuple[date, int, int]


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One line; `ref` is the number of the record it leads to, `id` its own within its source."""

    on: date
    kind: EventKind
    title: str
    detail: str
    ref: int
    id: int


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Some lines, the key that continues them (none at the end), the themes one may choose."""

    events: tuple[CaseEvent, ...]
    next: Key | None
    themes: tuple[Theme, ...]


def timeline(
    desk: Desk,
    case_id: int,
    themes: Collection[Theme] = (),
    *,
    after: Key | None = None,
    limit: int = PAGE,
) -> TimelinePage:
    """A page of the chronology, of these themes only when any is named. Raises `Refused`."""
    with desk.read() as work:
        case = demand_case(work, UseCase.READ_CASE, case_id)
        may = rights_on(work, case)
        events, key = read_events(work, case, may, themes=themes, after=after, limit=limit)
        open_ones = {one.theme for one in SOURCES if one.right in may}
        return TimelinePage(events, key, tuple(one for one in Theme if one in open_ones))


def read_events(
    work: Work,
    case: CaseFile,
    may: frozenset[UseCase],
    *,
    themes: Collection[Theme] = (),
    after: Key | None = None,
    limit: int = PAGE,
) -> tuple[tuple[CaseEvent, ...], Key | None]:
    """The same inside a unit of work that has asked for the right; `may`: what one may do."""
    found: list[tuple[Key, CaseEvent]] = []
    for rank, source in enumerate(SOURCES):
        if source.right not in may or (themes and source.theme not in themes):
            continue
        query = _in_order(source, rank, source.query(work, case), after).limit(limit + 1)
        for row in work.session.execute(query):
            told = source.tell(row, in_words=UseCase.READ_OBSERVATION in may)
            if told is not None:
                event = CaseEvent(row.on_day, told.kind, told.title, told.detail, told.ref, row.own)
                found.append(((row.on_day, rank, row.own), event))
    found.sort(key=lambda one: one[0], reverse=True)
    events = tuple(event for _, event in found[:limit])
    return events, found[limit - 1][0] if len(found) > limit else None


def _in_order(
    source: Source, rank: int, query: Select[*tuple[Any, ...]], after: Key | None
) -> Select[*tuple[Any, ...]]:
    day, number = type_coerce(source.on, Date()), source.number
    query = query.add_columns(day.label("on_day"), number.label("own"))
    if after is not None:
        query = query.where(_beyond(day, number, rank, after))
    return query.order_by(day.desc(), number.desc())


def _beyond(
    day: ColumnElement[Any], number: ColumnElement[int], rank: int, after: Key
) -> ColumnElement[bool]:
    """What comes after that key: of its day, the sources placed before, then its own older rows."""
    last_day, last_rank, last_number = after
    if rank > last_rank:
        return day < last_day
    if rank < last_rank:
        return day <= last_day
    return or_(day < last_day, and_(day == last_day, number < last_number))
