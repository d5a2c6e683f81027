"""Records lifted out of their tables with all that hangs on them, and put back as they were.

Written from the foreign keys alone, so that a table added later needs nothing here: a row that
cannot live without the record goes with it; a column that may be empty is emptied, and
remembered. Values are taken and put back as stored, without passing by the models.

What is out of its tables knows no migration: one that renames or fills a column does as much in
`trash_item.content`.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    Column,
    Row,
    Table,
    TableClause,
    column,
    delete,
    insert,
    select,
    table,
    update,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from app.models.tables import METADATA

#: Kept as they come back, whatever was written meanwhile: what is there wins.
_WHAT_IS_THERE_WINS: Final = frozenset({"draft"})
#: Columns that may be empty, but not once they said something (`ck_told_apart_from_one`).
_NEVER_EMPTIED: Final = frozenset({"told_apart.other_youth_id", "told_apart.report_id"})

Ref = tuple[str, int]
"""A record: the name of its table, its number."""

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Stored:
    """One row as stored."""

    table: str
    values: dict[str, Value]

    @property
    def ref(self) -> Ref | None:
        """Which record it is; none for a row without a number of its own."""
        number = self.values.get("id")
        return (self.table, number) if isinstance(number, int) else None

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from every other row."""
        own = METADATA.tables[self.table].primary_key.columns
        return (self.table, *(self.values[one.name] for one in own))


@dataclass(frozen=True, slots=True)
class Link:
    """A column of a row that stays, which was `before` and became `after` as the record left."""

    table: str
    number: int
    column: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Bundle:
    """Rows taken together, those that others refer to first; and what was changed elsewhere."""

    rows: tuple[Stored, ...]
    links: tuple[Link, ...] = ()

    @property
    def refs(self) -> frozenset[Ref]:
        """The records it holds."""
        return frozenset(one.ref for one in self.rows if one.ref is not None)

    def find(self, ref: Ref) -> Stored | None:
        """One of its rows."""
        return next((one for one in self.rows if one.ref == ref), None)

    def of(self, name: str) -> tuple[Stored, ...]:
        """Its rows of that table."""
        return tuple(one for one in self.rows if one.table == name)

    def with_rows(self, rows: Iterable[Stored], links: Iterable[Link] = ()) -> "Bundle":
        """This and more rows, each once."""
        known = {one.key: one for one in (*self.rows, *rows)}
        return Bundle(tuple(sorted(known.values(), key=_order)), (*self.links, *links))

    def without(self, refs: Iterable[Ref]) -> "Bundle":
        """What is left once these records and what hangs on them are gone from it."""
        gone = {ref for ref in refs if self.find(ref) is not None}
        while further := {
            one.ref
            for one in self.rows
            if one.ref is not None and one.ref not in gone and _hangs_on(one, gone)
        }:
            gone |= further
        kept = (one for one in self.rows if one.ref not in gone and not _hangs_on(one, gone))
        links = (one for one in self.links if (one.table, one.number) not in gone)
        return Bundle(tuple(kept), tuple(links))

    def hanging_on(self, refs: Iterable[Ref]) -> frozenset[Ref]:
        """Its records that cannot stand without one of these, which it does not hold."""
        gone = {*refs}
        return frozenset(
            one.ref for one in self.rows if one.ref is not None and _hangs_on(one, gone)
        )

    def parted(self, refs: Iterable[Ref]) -> tuple["Bundle", "Bundle"]:
        """It without these records and all that tells of them or hangs on them; and just that."""
        left = self.without(refs)
        gone = self.refs - left.refs
        kept = [
            one
            for one in left.rows
            if (one.values.get("object_type"), one.values.get("object_id")) not in gone
        ]
        keys = {one.key for one in kept}
        others = tuple(one for one in self.rows if one.key not in keys)
        return Bundle(tuple(kept), left.links), Bundle(others)

    def dump(self) -> str:
        """As JSON: `{"rows": [[table, {column: value}]], "links": [[table, number, …]]}`."""
        content = {
            "rows": [[one.table, one.values] for one in self.rows],
            "links": [[o.table, o.number, o.column, o.before, o.after] for o in self.links],
        }
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> "Bundle":
        """Read what `dump` wrote."""
        content = json.loads(text)
        return cls(
            tuple(Stored(name, values) for name, values in content["rows"]),
            tuple(Link(*parts) for parts in content["links"]),
        )


def gather(session: Session, refs: Iterable[Ref]) -> Bundle:
    """These records, as far as they exist, with all that cannot live without them."""
    session.flush()
    found: dict[tuple[object, ...], Stored] = {}
    links: dict[tuple[str, int, str], Link] = {}
    waiting = [one for ref in refs if (one := read(session, ref)) is not None]
    while waiting:
        row = waiting.pop()
        if row.key in found:
            continue
        found[row.key] = row
        if row.ref is None:
            continue
        for child in pointing_at(row.table):
            for other in _rows(session, child.table, column(child.name) == row.ref[1]):
                if not _may_be_emptied(child):
                    waiting.append(other)
                elif other.ref is not None:
                    place = (*other.ref, child.name)
                    links[place] = Link(*place, before=row.ref[1], after=None)
    kept = (one for one in links.values() if (one.table, one.number) not in found)
    return Bundle(tuple(sorted(found.values(), key=_order)), tuple(kept))


def take_out(session: Session, bundle: Bundle) -> None:
    """Empty the references to the bundle's rows, and delete them."""
    session.flush()
    for link in bundle.links:
        set_link(session, link, link.after)
    for row in reversed(bundle.rows):
        source = _light(METADATA.tables[row.table])
        session.execute(delete(source).where(*_is(row)))
    session.expire_all()


def missing(session: Session, bundle: Bundle) -> frozenset[Ref]:
    """The records outside the bundle that its rows cannot do without, and that are not there."""
    refs = bundle.refs
    wanted = {
        (target, number)
        for row in bundle.rows
        for one, target in pointing_from(row.table)
        if not _may_be_emptied(one) and isinstance(number := row.values.get(one.name), int)
    }
    return frozenset(ref for ref in wanted - refs if read(session, ref) is None)


def put_back(session: Session, bundle: Bundle) -> int:
    """Insert the rows under their own numbers, and the references to them where none came since.

    Ask `missing` first. A reference that may be empty, to what is gone meanwhile, is emptied.
    Answers how many references could not come back.
    """
    session.flush()
    lost = 0
    for row in bundle.rows:
        source = METADATA.tables[row.table]
        values = {name: value for name, value in row.values.items() if name in source.columns}
        for one, target in pointing_from(row.table):
            number = values.get(one.name)
            gone = isinstance(number, int) and read(session, (target, number)) is None
            if gone and _may_be_emptied(one):
                values[one.name] = None
                lost += 1
        adding = insert(_light(source)).values(values)
        if row.table in _WHAT_IS_THERE_WINS:
            adding = adding.prefix_with("OR IGNORE")
        session.execute(adding)
    for link in bundle.links:
        now = read(session, (link.table, link.number))
        if now is not None and now.values[link.column] == link.after:
            set_link(session, link, link.before)
        elif now is None or now.values[link.column] != link.before:
            lost += 1
    session.expire_all()
    return lost


def read(session: Session, ref: Ref) -> Stored | None:
    """One record as stored; none when it is not there, or in no table of that name."""
    source = METADATA.tables.get(ref[0])
    if source is None or "id" not in source.columns:
        return None
    return next(_rows(session, source, column("id") == ref[1]), None)


def rows_of(session: Session, name: str, *conditions: ColumnElement[bool]) -> tuple[Stored, ...]:
    """The rows of a table that meet the conditions, as stored."""
    return tuple(_rows(session, METADATA.tables[name], *conditions))


def _rows(session: Session, source: Table, *conditions: ColumnElement[bool]) -> Iterator[Stored]:
    names = [one.name for one in source.columns]
    found: list[Row[Any]] = list(
        session.execute(select(*map(column, names)).select_from(_light(source)).where(*conditions))
    )
    for one in found:
        yield Stored(source.name, dict(zip(names, one, strict=True)))


def set_link(session: Session, link: Link, value: Value) -> None:
    """Write one column of one row, as stored."""
    source = _light(METADATA.tables[link.table])
    session.execute(update(source).where(column("id") == link.number).values({link.column: value}))


def _is(row: Stored) -> Iterator[ColumnElement[bool]]:
    for one in METADATA.tables[row.table].primary_key.columns:
        yield column(one.name) == row.values[one.name]


def _light(source: Table) -> TableClause:
    """The table without its types: values pass as SQLite has them."""
    return table(source.name, *(column(one.name) for one in source.columns))


def pointing_at(name: str) -> Iterator[Column[object]]:
    """The columns of any table that refer to that table."""
    for source in METADATA.sorted_tables:
        for one, target in pointing_from(source.name):
            if target == name:
                yield one


def pointing_from(name: str) -> Iterator[tuple[Column[object], str]]:
    """The columns of that table that refer to another, and to which."""
    for one in METADATA.tables[name].columns:
        for key in one.foreign_keys:
            yield one, key.column.table.name


def _may_be_emptied(one: Column[object]) -> bool:
    return bool(one.nullable) and str(one) not in _NEVER_EMPTIED


def _hangs_on(row: Stored, gone: Iterable[Ref | None]) -> bool:
    known = set(gone)
    return any(
        not _may_be_emptied(one) and (target, row.values.get(one.name)) in known
        for one, target in pointing_from(row.table)
    )


_RANK: Final = {one.name: rank for rank, one in enumerate(METADATA.sorted_tables)}


def _order(row: Stored) -> tuple[int, str]:
    return _RANK[row.table], "".join(f"{part!s:>12}" for part in row.key[1:])
