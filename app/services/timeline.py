"""The chronology of a dossier: everything that happened, newest first, as its reader may see it.

Each kind of event is a source of its own (`timeline_life`, `timeline_marks`, `timeline_work`). A
page is the newest lines of them all, in one question: asked one by one, opening a dossier took
half as long again.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any, Final

from sqlalchemy import (
    Date,
    Integer,
    String,
    bindparam,
    desc,
    literal,
    null,
    select,
    tuple_,
    type_coerce,
    union_all,
)

from app.models.case import CaseFile
from app.models.dialect import Dialect
from app.services.access import demand_case
from app.services.case_moves import rights_on
from app.services.desk import Desk, Work
from app.services.rules.rights import UseCase
from app.services.timeline_life import LIFE
from app.services.timeline_marks import MARKS
from app.services.timeline_source import Asked, EventKind, Source, Theme
from app.services.timeline_work import WORK

#: Of one day, what a later source tells is shown first.
SOURCES: Final = (*LIFE, *MARKS, *WORK)

_AFTER: Final = tuple_(
    bindparam("day", type_=Date), bindparam("rank", type_=Integer), bindparam("own", type_=Integer)
)
#: Every source tells as many columns, for them all to be one question.
_WIDE: Final = max(len(one.asked.selected_columns) for one in SOURCES)

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
    ranks = tuple(
        rank
        for rank, one in enumerate(SOURCES)
        if one.right in may and (not themes or one.theme in themes)
    )
    if not ranks:
        return (), None
    query = work.once(
        ("timeline", ranks, after is None, limit),
        lambda: _in_order(work, ranks, follows=after is not None).limit(limit + 1),
    )
    key = dict(zip(("day", "rank", "own"), after or (), strict=False))
    rows = work.rows(query, {"case": case.id, "youth": case.youth_id, **key})
    found: list[CaseEvent] = []
    for row in rows[:limit]:
        named = _NAMED[row.rank](row.own, row[3:])
        told = SOURCES[row.rank].tell(named, in_words=UseCase.READ_OBSERVATION in may)
        if told is not None:
            found.append(
                CaseEvent(row.on_day, told.kind, told.title, told.detail, told.ref, row.own)
            )
    last = rows[limit - 1] if len(rows) > limit else None
    return tuple(found), None if last is None else (last.on_day, last.rank, last.own)


def _in_order(work: Work, ranks: tuple[int, ...], *, follows: bool) -> Asked:
    """What these sources tell this actor, newest first; after the key when it `follows` one."""
    lines = union_all(*(_lines(work, rank) for rank in ranks)).subquery()
    place = (lines.c.on_day, lines.c.rank, lines.c.own)
    query = select(lines).order_by(*map(desc, place))
    return query.where(tuple_(*place) < _AFTER) if follows else query


def _lines(work: Work, rank: int) -> Asked:
    """The rows of one source, as those of any other: its columns as stored, by their places."""
    one = SOURCES[rank]
    told = [type_coerce(it, String) for it in one.asked.selected_columns]
    none = [null()] * (_WIDE - len(told))
    return one.asked.where(one.seen(work)).with_only_columns(
        type_coerce(one.on, Date).label("on_day"),
        literal(rank, literal_execute=True).label("rank"),
        one.number.label("own"),
        *(it.label(f"told_{at}") for at, it in enumerate((*told, *none))),
        maintain_column_froms=True,
    )


def _named(source: Source) -> Callable[[int, Sequence[Any]], SimpleNamespace]:
    """Gives what was read of a source its columns' names and types again."""
    columns, dialect = source.asked.selected_columns, Dialect()
    readers = [it.type.dialect_impl(dialect).result_processor(dialect, None) for it in columns]
    names = columns.keys()

    def read(own: int, values: Sequence[Any]) -> SimpleNamespace:
        read = (it if how is None else how(it) for how, it in zip(readers, values, strict=False))
        return SimpleNamespace(**dict(zip(names, read, strict=True)), own=own)

    return read


_NAMED: Final = tuple(_named(one) for one in SOURCES)
