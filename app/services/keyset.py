"""Pages of a list by key: each continues after the last row of the one before, never by OFFSET.

A list is read part by part, each part in the order of an index. A list sorted by a word (state,
group) has a part for each word, in the order of the words: no sort of a whole table ever runs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, or_

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
