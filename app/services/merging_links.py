"""What refers to a young person or a dossier, made to refer to another one; and made to go back.

Found from the foreign keys, so that a table added later needs nothing here. What refers by a
number without a key is in `merging_numbers`.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from sqlalchemy import Index, Table, UniqueConstraint, column, func, select, table
from sqlalchemy.orm import Session

from app.models.tables import METADATA
from app.services import rows
from app.services.merging_moves import Moves, written
from app.services.merging_numbers import TOLD, told_of
from app.services.rows import Bundle, Link, Ref, Stored, Value, pointing_at, rows_of

_OF_MERGES: Final = frozenset({"case_merge", "case_file"})
#: Of these a person has one of each, though no index says so.
_ONE_OF_EACH: Final = {
    "guardianship": (("youth_id", "guardian_id"),),
    "household_membership": (("youth_id", "household_id", "until_on"),),
    "told_apart": (("youth_id", "other_youth_id"), ("youth_id", "report_id")),
}
#: Two columns of which it does not matter which says whom.
_EITHER_WAY: Final = {"told_apart": {"youth_id": "other_youth_id", "other_youth_id": "youth_id"}}
#: Periods of which a person has one at a time: the columns of its two ends, and what is then empty.
_ONE_AT_A_TIME: Final = (
    ("schooling", "started_on", "ended_on"),
    ("household_membership", "from_on", "until_on", "sharing"),
)


def move(session: Session, source: Ref, target: Ref) -> Moves:
    """Make every row that refers to `source` refer to `target`.

    A row that would refer to the same person twice, or say what another says, is set aside.
    """
    done = Moves()
    for one in pointing_at(source[0]):
        for row in rows_of(session, one.table.name, column(one.name) == source[1]):
            if row.ref is None:
                raise LookupError(one.table.name)
            twin = _said_again(session, row, one.name, target)
            if twin is not None or _names_both(row, source, target):
                gone = rows.gather(session, [row.ref])
                rows.take_out(session, gone)
                pairs = () if twin is None or twin.ref is None else ((row.ref, twin.ref),)
                done = done.and_then(Moves(aside=gone, twins=pairs))
            else:
                link = Link(*row.ref, one.name, before=source[1], after=target[1])
                done = done.and_then(written(session, [link]))
    return done


def set_aside(session: Session, refs: Iterable[Ref]) -> Bundle:
    """Take these records out with what tells of them alone: nothing refers to them any more."""
    bundle = rows.gather(session, refs)
    told = (row for one in refs for row in told_of(session, one))
    whole = bundle.with_rows(told)
    rows.take_out(session, whole)
    return whole


def _begun(name: str, row: Stored) -> tuple[object, ...]:
    return str(row.values[name]), row.key


def end_former(session: Session, youth_id: int) -> Moves:
    """One situation and one home at a time, save homes that share: the next ends the former."""
    mine = column("youth_id") == youth_id
    links: list[Link] = []
    for name, begun, ended, *alone in _ONE_AT_A_TIME:
        current = sorted(
            rows_of(session, name, mine, *(column(it).is_(None) for it in (ended, *alone))),
            key=partial(_begun, begun),
        )
        links += [
            Link(*one.ref, ended, None, following.values[begun])
            for one, following in itertools.pairwise(current)
            if one.ref is not None
        ]
    return written(session, links)


def count_of(session: Session, refs: Iterable[Ref]) -> dict[str, int]:
    """How many rows of each table refer to one of these records."""
    found: dict[str, set[tuple[object, ...]]] = {}
    for name, number in refs:
        for one in pointing_at(name):
            keys = {row.key for row in rows_of(session, one.table.name, column(one.name) == number)}
            found.setdefault(one.table.name, set()).update(keys)
    return {name: len(keys) for name, keys in found.items() if keys}


def last_numbers(session: Session, refs: Iterable[Ref]) -> dict[str, int]:
    """The last number in each table that may refer to these records, or tell of them."""
    names = {one.table.name for ref in refs for one in pointing_at(ref[0])} | {*TOLD}
    return {
        name: session.scalar(select(func.max(column("id"))).select_from(table(name))) or 0
        for name in sorted(names - _OF_MERGES)
    }


def count_since(session: Session, refs: Iterable[Ref], last: Mapping[str, int]) -> int:
    """How many rows refer to these records that have a later number."""
    found: set[tuple[object, ...]] = set()
    for name, number in refs:
        for one in pointing_at(name):
            if one.table.name in last:
                later = column("id") > last[one.table.name]
                rows_found = rows_of(session, one.table.name, column(one.name) == number, later)
                found.update(row.key for row in rows_found)
    return len(found)


def _names_both(row: Stored, source: Ref, target: Ref) -> bool:
    """Whether two columns of a row refer to the two that become one."""
    named = {
        row.values[one.name] for one, name in rows.pointing_from(row.table) if name == source[0]
    }
    return {source[1], target[1]} <= named


def _said_again(session: Session, row: Stored, moved: str, target: Ref) -> Stored | None:
    """The row that says already what this one would say once moved."""
    for names in _once(METADATA.tables[row.table]):
        if moved not in names:
            continue
        wanted: dict[str, Value] = {one: row.values[one] for one in names} | {moved: target[1]}
        if any(value is None for name, value in wanted.items() if name != "until_on"):
            continue
        other_way = _EITHER_WAY.get(row.table, {})
        for way in (wanted, {other_way.get(name, name): it for name, it in wanted.items()}):
            conditions = (column(name) == value for name, value in way.items())
            found = [one for one in rows_of(session, row.table, *conditions) if one != row]
            if found:
                return found[0]
    return None


def _once(source: Table) -> Iterator[tuple[str, ...]]:
    for one in source.constraints:
        if isinstance(one, UniqueConstraint):
            yield tuple(it.name for it in one.columns)
    for index in source.indexes:
        if isinstance(index, Index) and index.unique:
            yield tuple(it.name for it in index.columns)
    if source.name in _ONE_OF_EACH:
        yield from _ONE_OF_EACH[source.name]
