"""What refers to a young person or a dossier, made to refer to another one; and made to go back.

Found from the foreign keys, so that a table added later needs nothing here. What refers by a
number without a key is named in `BY_NUMBER`; a test fails when a table is in neither.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from sqlalchemy import Index, Table, UniqueConstraint, column, func, select, table
from sqlalchemy.orm import Session

from app.models.tables import METADATA
from app.services import rows
from app.services.draft_forms import drafts_about, is_about
from app.services.rows import Bundle, Link, Ref, Stored, Value, pointing_at, rows_of, set_link

#: Tables that refer to records by a number without a key, and what a merge does of it.
BY_NUMBER: Final = {
    "record_change": "the history of what moves goes with it; that of the gone rows is set aside",
    "writing_confirmation": "as the history",
    "trash_item": "the corbeille goes along, and comes back into the dossier that stays",
    "draft": "what was being typed goes on in the dossier that stays",
    "search_entry": "indexed anew",
    "recent_item": "forgotten",
    "seat": "forgotten",
    "journal_entry": "what was done was done to that number",
    "elimination": "what is gone is gone",
    "case_merge": "of another merge; undone in the reverse order",
    "backup_record": "of no dossier",
}
_OF_MERGES: Final = frozenset({"case_merge", "case_file"})
#: Tables that tell of a record (`object_…`) on behalf of its owner (`owner_…`).
TOLD: Final = ("record_change", "writing_confirmation")
#: Of these a person has one of each, though no index says so.
_ONE_OF_EACH: Final = {
    "guardianship": ("youth_id", "guardian_id"),
    "household_membership": ("youth_id", "household_id", "until_on"),
}
#: Periods of which a person has one at a time: the columns of its two ends, and what is then empty.
_ONE_AT_A_TIME: Final = (
    ("schooling", "started_on", "ended_on"),
    ("household_membership", "from_on", "until_on", "sharing"),
)


@dataclass(frozen=True, slots=True)
class Moves:
    """References that were changed, in that order, and the rows set aside: they stood twice."""

    links: tuple[Link, ...] = ()
    aside: Bundle = field(default_factory=lambda: Bundle(()))

    def and_then(self, other: "Moves") -> "Moves":
        """Both, one after the other."""
        return Moves(
            (*self.links, *other.links), self.aside.with_rows(other.aside.rows, other.aside.links)
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
            if _names_both(row, source, target) or _stands_twice(session, row, one.name, target):
                gone = rows.gather(session, [row.ref])
                rows.take_out(session, gone)
                done = done.and_then(Moves(aside=gone))
            else:
                link = Link(*row.ref, one.name, before=source[1], after=target[1])
                done = done.and_then(written(session, [link]))
    return done


def move_numbers(session: Session, source: Ref, target: Ref, *, persons: tuple[Ref, Ref]) -> Moves:
    """The same of what refers to a dossier by its number alone: history, corbeille, drafts.

    `persons`: the young person of `source`, then of `target`.
    """
    own = (column("owner_type") == source[0], column("owner_id") == source[1])
    links = [
        Link(name, _number(row), "owner_id", source[1], target[1])
        for name in TOLD
        for row in rows_of(session, name, *own)
        if (row.values["object_type"], row.values["object_id"]) not in {source, persons[0]}
    ]
    for row in rows_of(session, "trash_item", *own):
        before = str(row.values["content"])
        after = _renamed(Bundle.load(before), {source: target, persons[0]: persons[1]}).dump()
        links.append(Link("trash_item", _number(row), "owner_id", source[1], target[1]))
        if after != before:
            links.append(Link("trash_item", _number(row), "content", before, after))
    done = written(session, links)
    for row in rows_of(session, "draft", drafts_about(source)):
        if not is_about(str(row.values["form"]), _first(row), source):
            continue  # a part of another dossier that bears the same number
        done = done.and_then(_moved_draft(session, row, target))
    return done


def set_aside(session: Session, refs: Iterable[Ref]) -> Bundle:
    """Take these records out with what tells of them alone: nothing refers to them any more."""
    bundle = rows.gather(session, refs)
    told: list[Stored] = []
    for name, number in refs:
        of_it = (column("object_type") == name, column("object_id") == number)
        for one in TOLD:
            told += rows_of(session, one, *of_it)
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
            Link(name, _number(one), ended, None, following.values[begun])
            for one, following in itertools.pairwise(current)
        ]
    return written(session, links)


def move_back(session: Session, links: Iterable[Link]) -> int:
    """Undo these changes, the last first, where nothing came since; how many could not be."""
    lost = 0
    for link in reversed(tuple(links)):
        now = rows.read(session, (link.table, link.number))
        if now is not None and now.values[link.column] == link.after:
            set_link(session, link, link.before)
        else:
            lost += 1
    return lost


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


def written(session: Session, links: Iterable[Link]) -> Moves:
    """Make these changes."""
    done = tuple(links)
    for one in done:
        set_link(session, one, one.after)
    return Moves(done)


def _moved_draft(session: Session, row: Stored, target: Ref) -> Moves:
    before = str(row.values["record_key"])
    after = ".".join((str(target[1]), *before.split(".")[1:]))
    same = [
        column(name) == (after if name == "record_key" else row.values[name])
        for name in ("account_id", "form", "record_key")
    ]
    if rows_of(session, "draft", *same):
        bundle = Bundle((row,))
        rows.take_out(session, bundle)
        return Moves(aside=bundle)
    return written(session, [Link("draft", _number(row), "record_key", before, after)])


def _renamed(bundle: Bundle, names: dict[Ref, Ref]) -> Bundle:
    """A bundle whose rows refer to other records."""
    owners = {(name, old): new for (name, old), (_, new) in names.items()}

    def renamed(row: Stored) -> Stored:
        values = dict(row.values)
        for one, target in rows.pointing_from(row.table):
            number = values.get(one.name)
            if isinstance(number, int) and (target, number) in owners:
                values[one.name] = owners[target, number]
        kind, number = values.get("owner_type"), values.get("owner_id")
        if isinstance(kind, str) and isinstance(number, int):
            values["owner_id"] = owners.get((kind, number), number)
        if row.table == "draft":
            values["record_key"] = _renamed_key(row, owners)
        return replace(row, values=values)

    return Bundle(tuple(renamed(one) for one in bundle.rows), bundle.links)


def _renamed_key(row: Stored, owners: dict[tuple[str, int], int]) -> str:
    first, _, part = str(row.values["record_key"]).partition(".")
    for (name, old), new in owners.items():
        if first == str(old) and is_about(str(row.values["form"]), first, (name, old)):
            first = str(new)
            break
    return f"{first}.{part}" if part else first


def _names_both(row: Stored, source: Ref, target: Ref) -> bool:
    """Whether two columns of a row refer to the two that become one."""
    named = {
        row.values[one.name] for one, name in rows.pointing_from(row.table) if name == source[0]
    }
    return {source[1], target[1]} <= named


def _stands_twice(session: Session, row: Stored, moved: str, target: Ref) -> bool:
    """Whether the row, once moved, would say what another row says already."""
    for names in _once(METADATA.tables[row.table]):
        if moved not in names:
            continue
        wanted: dict[str, Value] = {one: row.values[one] for one in names} | {moved: target[1]}
        null = any(value is None for name, value in wanted.items() if name != "until_on")
        if not null and rows_of(session, row.table, *(column(n) == v for n, v in wanted.items())):
            return True
    return False


def _once(source: Table) -> Iterator[tuple[str, ...]]:
    for one in source.constraints:
        if isinstance(one, UniqueConstraint):
            yield tuple(it.name for it in one.columns)
    for index in source.indexes:
        if isinstance(index, Index) and index.unique:
            yield tuple(it.name for it in index.columns)
    if source.name in _ONE_OF_EACH:
        yield _ONE_OF_EACH[source.name]


def _number(row: Stored) -> int:
    if row.ref is None:
        raise LookupError(row.table)
    return row.ref[1]


def _first(row: Stored) -> str:
    return str(row.values["record_key"]).partition(".")[0]
