"""Records what each unit of work changes, field by field, in the same transaction.

A use case has nothing to do for it: the session tells what it is about to write. Values stay
with their owner (`RecordChange.owner_…`) and are erased with it; the journal has codes only.

A creation is recorded without its values: they are what the record holds now, with every later
change taken back. The deletion of a row takes its past values with it. The corbeille, which
keeps them while it keeps the record, moves rows without passing by the session.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import event, func, insert, inspect, select
from sqlalchemy.orm import Session

from app.models.base import Base
from app.models.case import CaseFile
from app.models.enums import JournalAction
from app.models.history import RecordChange
from app.models.partner import Partner, PartnerContact
from app.models.youth import Guardian, Guardianship
from app.services.changes import Written
from app.services.history_tracked import (
    PARTS,
    Kind,
    Owner,
    Stored,
    Told,
    Tracked,
    columns_of,
    stored,
    tracked,
)
from app.services.history_values import Fields, erase_record, erase_values


@dataclass(slots=True)
class _Row:
    """A row about to be written; `fields`: `[before, after]` by name."""

    row: Any
    action: JournalAction
    fields: Fields = field(default_factory=dict)


@dataclass(slots=True)
class _Record:
    """A record of the history with all that changed of it, parts included."""

    what: Tracked
    row: Any
    action: JournalAction
    fields: Fields = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heard:
    """A record about to be told: its row, and the dossier (or itself) that answers for it."""

    owner: tuple[str, int]
    kind: Kind
    number: int
    row: Base


class Recorder:
    """Listens to one session; `write` keeps what it heard, at the end of the unit of work."""

    def __init__(self, session: Session) -> None:
        self._rows: dict[int, _Row] = {}
        self._forgotten: dict[tuple[int, str], Base] = {}
        event.listen(session, "before_flush", self._hear)
        # an orphan is not among the deleted ones before the flush
        event.listen(session, "persistent_to_deleted", self._gone)

    def forget(self, row: Base, *names: str) -> None:
        """Keep nothing of these fields of `row`, neither from before nor from this change."""
        self._forgotten.update({(id(row), name): row for name in names})
        session, known = inspect(row).session, _record(row)
        if session is not None and known.row.id is not None:
            erase_values(session, known.what.kind, known.row.id, names)

    def write(
        self, session: Session, now: datetime, by_id: int, *, restoring: bool
    ) -> tuple[Written, ...]:
        """Write a line for each record that changed; the session has been flushed."""
        written: list[Written] = []
        for one in self._records(session):
            action = JournalAction.RESTORE if restoring else _action(one)
            owner = _owner(session, one)
            if one.action is JournalAction.DELETE:
                alone = one.what.owner is Owner.SELF
                erase_record(session, one.what.kind, one.row.id, owned=alone)
            if owner is None:
                continue
            values = {
                "owner_type": str(owner[0]),
                "owner_id": owner[1],
                "object_type": str(one.what.kind),
                "object_id": one.row.id,
                "action": action,
                "version": _version(one.row),
                "at": now,
                "by_id": by_id,
                "content": json.dumps(one.fields, ensure_ascii=False, separators=(",", ":")),
            }
            result = session.execute(insert(RecordChange).values(values))
            number = result.inserted_primary_key[0]  # type: ignore[attr-defined]  # a cursor's own
            done, what = str(action), str(one.what.kind)
            fields = tuple(one.fields)
            written.append(Written(number, what, one.row.id, done, fields, owner[1]))
        self._rows.clear()
        return tuple(written)

    def heard(self, session: Session) -> Iterator[Heard]:
        """The records created or changed until now; the session has been flushed."""
        for one in self._records(session):
            owner = None if one.action is JournalAction.DELETE else _owner(session, one)
            if owner is not None and one.what.owner is Owner.GUARDIAN:
                owner = _first_dossier(session, owner[1])
            if owner is not None:
                yield Heard(owner, one.what.kind, one.row.id, one.row)

    # -- what the session says ------------------------------------------------------------

    def _hear(self, session: Session, *_: object) -> None:
        for row in session.new:
            self._keep(row, JournalAction.CREATE)
        for row in session.dirty:
            self._keep(row, JournalAction.UPDATE)

    def _gone(self, _session: Session, row: object) -> None:
        self._keep(row, JournalAction.DELETE)

    def _keep(self, row: object, action: JournalAction) -> None:
        if not isinstance(row, Base) or not (names := columns_of(type(row))):
            return
        known = self._rows.get(id(row))
        if action is not JournalAction.UPDATE:
            self._rows[id(row)] = _Row(row, action)
            return
        if known is not None and known.action is not JournalAction.UPDATE:
            return
        changed = dict(_changed(row, names))
        if not changed:
            return
        if known is None:
            known = self._rows[id(row)] = _Row(row, action)
        for name, (before, after) in changed.items():
            first = known.fields[name][0] if name in known.fields else before
            known.fields[name] = [first, after]

    # -- what it makes of it --------------------------------------------------------------

    def _records(self, session: Session) -> list[_Record]:
        found: dict[tuple[Kind, int], _Record] = {}
        parts: list[_Row] = []
        for one in self._rows.values():
            if type(one.row) in PARTS:
                parts.append(one)
                continue
            what = tracked(type(one.row))
            if what is not None:
                fields = self._kept(one)
                found[what.kind, one.row.id] = _Record(what, one.row, one.action, fields)
        for part in parts:
            for record, fields in self._of_part(session, part):
                held = found.setdefault((record.what.kind, record.row.id), record)
                if held.action is JournalAction.UPDATE:
                    held.fields.update(fields)
        return [
            one for one in found.values() if one.fields or one.action is not JournalAction.UPDATE
        ]

    def _kept(self, one: _Row) -> Fields:
        return {
            name: pair
            for name, pair in one.fields.items()
            if pair[0] != pair[1] and (id(one.row), name) not in self._forgotten
        }

    def _of_part(self, session: Session, part: _Row) -> Iterator[tuple[_Record, Fields]]:
        """The records a part belongs to: a person shared by two dossiers is told in both."""
        row, fields = part.row, self._kept(part)
        if isinstance(row, PartnerContact):
            body = session.get(Partner, row.partner_id)
            if part.action is JournalAction.CREATE:
                fields = {"": [None, row.id]}
            named = {f"contacts.{row.id}.{name}".rstrip("."): it for name, it in fields.items()}
            if body is not None and named:
                yield _record(body), named
        elif isinstance(row, Guardian) and fields:
            links = select(Guardianship).where(Guardianship.guardian_id == row.id)
            for link in session.scalars(links):
                yield _record(link), dict(fields)


def _owner(session: Session, one: _Record) -> tuple[str, int] | None:
    """Whose values they are; none when there is nobody left to keep them for."""
    match one.what.owner:
        case Owner.SELF:
            gone = one.action is JournalAction.DELETE
            return None if gone else (one.what.kind, one.row.id)
        case Owner.CASE:
            return (Kind.CASE, one.row.case_id)
        case Owner.YOUTH:
            youth_id = one.row.id if one.what.kind is Kind.YOUTH else one.row.youth_id
            number = session.scalar(select(CaseFile.id).where(CaseFile.youth_id == youth_id))
            return None if number is None else (Kind.CASE, number)
        case Owner.GUARDIAN:
            return (Guardian.__tablename__, one.row.guardian_id)


def _first_dossier(session: Session, guardian_id: int) -> tuple[str, int] | None:
    number = session.scalar(
        select(func.min(CaseFile.id))
        .join(Guardianship, Guardianship.youth_id == CaseFile.youth_id)
        .where(Guardianship.guardian_id == guardian_id)
    )
    return None if number is None else (Kind.CASE, number)


def _record(row: Base) -> _Record:
    what = tracked(type(row))
    if what is None:
        raise LookupError(type(row).__name__)
    return _Record(what, row, JournalAction.UPDATE)


def _action(one: _Record) -> JournalAction:
    return JournalAction.STATUS if "status" in one.fields else one.action


def _version(row: object) -> int:
    number: int = getattr(row.guardian if isinstance(row, Guardianship) else row, "version", 0)
    return number


def _changed(row: Base, names: tuple[str, ...]) -> Iterator[tuple[str, tuple[Stored, Stored]]]:
    """What differs from what the vault holds: columns, then the collections told as one value."""
    state = inspect(row)
    for name in names:
        past = state.attrs[name].history
        if past.added and past.deleted:
            yield name, (stored(past.deleted[0]), stored(past.added[0]))
        elif past.added and past.added[0] is not None:
            yield name, (None, stored(past.added[0]))
    what = tracked(type(row))
    for name, told in what.lists.items() if what is not None else ():
        if not state.attrs[name].history.has_changes():
            continue
        past = state.attrs[name].load_history()
        before = _told((*(past.unchanged or ()), *(past.deleted or ())), told)
        yield name, (before, _told((*(past.unchanged or ()), *(past.added or ())), told))


def _told(rows: tuple[Any, ...], told: Told) -> list[Stored]:
    """In an order of their own: a list written anew with the same lines has not changed."""
    return sorted((told(one) for one in rows), key=lambda it: json.dumps(it, sort_keys=True))
