"""Pages of a list by key: each continues after the last row of the one before, never by OFFSET.

A list is read part by part, each part in the order of an index. A list sorted by a word (state,
group) has a part for each word, in the order of the words: no sort of a whole table ever runs.

Filters that combine may keep so few rows that no order finds them soon. `sifted` then goes once
through one index that holds all that is filtered and sorted by, and keeps the first rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, UnaryExpression, and_, case, literal, or_
from sqlalchemy.sql.operators import custom_op

from app.services.desk import Work

#: Rows of a page: two screens of a large window.
PAGE: Final = 60
#: The part one is in, the sorting value of the last row as text, and its number.
Key = tuple[int, str | None, int]


@dataclass(frozen=True, slots=True)
class Part:
    """`query` in the order of `column`, then of `number`, which no two rows share."""

    query: Select[*tuple[Any, ...]]
    column: ColumnElement[Any]
    number: ColumnElement[int]
    backwards: bool = False

    def ordered(self) -> Select[*tuple[Any, ...]]:
        """The question, in its order, with what the key is made of."""
        ends = (self.column, self.number)
        return self.query.add_columns(
            self.column.label("sorted_by"), self.number.label("place")
        ).order_by(*(one.desc() if self.backwards else one for one in ends))

    def beyond(self, value: str | None, number: int) -> ColumnElement[bool]:
        """What comes after that value and number."""
        further = self.number < number if self.backwards else self.number > number
        if value is None:  # rows without a value run by number alone
            return further
        kinds: dict[type, Callable[[str], object]] = {date: date.fromisoformat, int: int}
        bound = kinds.get(self.column.type.python_type, str)(value)
        past = self.column < bound if self.backwards else self.column > bound
        # said apart, it is where SQLite begins in the index; « or » alone reads from the start
        begins = self.column <= bound if self.backwards else self.column >= bound
        return and_(begins, or_(past, further))


def bare(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column without its kind, for what is compared at each row and led by no index.

    To SQLite a date is a number: it would try to read every bound day as one, at each row, in
    memory taken and wiped each time. That made a pass of 20 ms last a second.
    """
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a list: the rows that fulfil `where` (none: all), ordered as a `Part` is."""

    column: ColumnElement[Any]
    number: ColumnElement[int]
    where: ColumnElement[bool] | None = None
    backwards: bool = False

    def part(self, query: Select[*tuple[Any, ...]]) -> Part:
        """The same, read from an index of its own."""
        rows = query if self.where is None else query.where(self.where)
        return Part(rows, self.column, self.number, self.backwards)


def sifted(
    work: Work,
    query: Select[*tuple[Any, ...]],
    slices: Sequence[Slice],
    after: Key | None,
    limit: int,
) -> tuple[list[int], Key | None]:
    """At most `limit` numbers of rows after that key, in order, and the key that continues them.

    `query` selects from the table, limited; what it reads should stand in one index. A row is of
    the first slice whose `where` it fulfils; all have the same `number`.
    """
    number = slices[0].number
    place = _place([one.where for one in slices if one.where is not None])
    wanted = query.with_only_columns(number.label("number"), place.label("part"))
    for at, one in enumerate(slices):
        wanted = wanted.add_columns(one.column.label(f"value_{at}"))
    if after is not None:
        own = slices[after[0]]
        beyond = Part(query, bare(own.column), number, own.backwards).beyond(after[1], after[2])
        further = or_(place > after[0], and_(place == after[0], beyond))
        wanted = wanted.where(further if len(slices) > 1 else beyond)
    rows = work.session.execute(wanted.order_by(*_order(slices, place)).limit(limit + 1)).all()
    found = [row.number for row in rows[:limit]]
    if len(rows) <= limit:
        return found, None
    last = rows[limit - 1]
    return found, (last.part, _text(getattr(last, f"value_{last.part}")), last.number)


def read_in_order(
    work: Work,
    query: Select[*tuple[Any, ...]],
    number: ColumnElement[int],
    numbers: Sequence[int],
) -> list[Row[Any]]:
    """What `query` reads of these numbers, in their order; it has a column `id`."""
    found = {row.id: row for row in work.session.execute(query.where(number.in_(numbers)))}
    return [found[one] for one in numbers]


def _place(conditions: Sequence[ColumnElement[bool]]) -> ColumnElement[int]:
    """Which slice a row is of."""
    if not conditions:
        return literal(0)
    return case(*((one, at) for at, one in enumerate(conditions)), else_=len(conditions))


def _order(slices: Sequence[Slice], place: ColumnElement[int]) -> list[ColumnElement[Any]]:
    """Slice by slice, each in its own order and its own way."""
    ways: dict[tuple[int, bool], list[int]] = {}
    for at, one in enumerate(slices):
        ways.setdefault((id(one.column), one.backwards), []).append(at)
    found: list[ColumnElement[Any]] = [place] if len(slices) > 1 else []
    for places in ways.values():
        own = slices[places[0]]
        for value in (own.column, own.number):
            term = value if len(ways) == 1 else case((place.in_(places), value))
            found.append(term.desc() if own.backwards else term)
    return found


def page(
    work: Work, parts: Sequence[Part], after: Key | None, limit: int
) -> tuple[list[Row[Any]], Key | None]:
    """At most `limit` rows after that key, and the key that continues them; none at the end."""
    found: list[tuple[int, Row[Any]]] = []
    first = after[0] if after else 0
    for at, part in enumerate(parts[first:], start=first):
        query = part.ordered().limit(limit + 1 - len(found))
        if after is not None and at == first:
            query = query.where(part.beyond(after[1], after[2]))
        found.extend((at, row) for row in work.session.execute(query))
        if len(found) > limit:
            break
    rows = [row for _, row in found[:limit]]
    if len(found) <= limit:
        return rows, None
    at, last = found[limit - 1]
    return rows, (at, _text(last.sorted_by), last.place)


def _text(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value)
