"""The chronology of a dossier: everything that happened, newest first, as its reader may see it.

Each kind of event is a source of its own (`timeline_life`, `timeline_marks`, `timeline_work`),
read in the same order from the same key: a page is the newest lines of them all, one bounded
question a source.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Date, Integer, Select, and_, bindparam, or_, type_coerce

from app.models.case import CaseFile
from app.services.access import demand_case
from app.services.case_moves import rights_on
from app.services.desk import Desk, Work
from app.services.rules.rights import UseCase
from app.services.timeline_life import LIFE
from app.services.timeline_marks import MARKS
from app.services.timeline_source import EventKind, Source, Theme
from app.services.timeline_work import WORK

#: Of one day, what a later source tells is shown first.
SOURCES: Final = (*LIFE, *MARKS, *WORK)

_LAST_DAY: Final = bindparam("last_day", type_=Date)
_LAST_NUMBER: Final = bindparam("last_number", type_=Integer)

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
    given = {"case": case.id, "youth": case.youth_id, **_place(after)}
    for rank, source in enumerate(SOURCES):
        if source.right not in may or (themes and source.theme not in themes):
            continue
        for row in work.session.execute(_asked(work, rank, after, limit + 1), given):
            told = source.tell(row, in_words=UseCase.READ_OBSERVATION in may)
            if told is not None:
                event = CaseEvent(row.on_day, told.kind, told.title, told.detail, told.ref, row.own)
                found.append(((row.on_day, rank, row.own), event))
    found.sort(key=lambda one: one[0], reverse=True)
    events = tuple(event for _, event in found[:limit])
    return events, found[limit - 1][0] if len(found) > limit else None


def _place(after: Key | None) -> dict[str, object]:
    return {} if after is None else {"last_day": after[0], "last_number": after[2]}


def _asked(work: Work, rank: int, after: Key | None, limit: int) -> Select[*tuple[Any, ...]]:
    """The question of one source; it stays the same from one dossier and page to the next."""
    last_rank = None if after is None else after[1]
    how = None if last_rank is None else (rank > last_rank) - (rank < last_rank)
    return work.once(
        ("timeline", rank, how, limit), lambda: _in_order(work, SOURCES[rank], how).limit(limit)
    )


def _in_order(work: Work, source: Source, how: int | None) -> Select[*tuple[Any, ...]]:
    day, number = type_coerce(source.on, Date()), source.number
    query = source.query(work).add_columns(day.label("on_day"), number.label("own"))
    if how is not None:
        query = query.where(_beyond(day, number, how))
    return query.order_by(day.desc(), number.desc())


def _beyond(day: ColumnElement[Any], number: ColumnElement[int], how: int) -> ColumnElement[bool]:
    """What comes after the key: of its day, the sources placed before, then its own older rows."""
    if how > 0:
        return day < _LAST_DAY
    if how < 0:
        return day <= _LAST_DAY
    return or_(day < _LAST_DAY, and_(day == _LAST_DAY, number < _LAST_NUMBER))
