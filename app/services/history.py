"""Reading what happened to a record: who changed which field when, from what to what."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, func, select, tuple_

from app.errors import Refused
from app.models.base import Edited
from app.models.case import CaseFile
from app.models.enums import JournalAction
from app.models.history import RecordChange
from app.services.access import demand_case
from app.services.case_moves import rights_on
from app.services.desk import Desk, Work
from app.services.history_erase import erasable_fields
from app.services.history_labels import ACTIONS
from app.services.history_scope import (
    Target,
    cases_out_of_reach,
    demand_record,
    hidden_fields,
    may_write,
    of_case,
    of_persons,
    of_record,
)
from app.services.history_titles import titles
from app.services.history_tracked import Kind, Stored
from app.services.history_words import FieldChange, Words
from app.services.rules.rights import UseCase

ORIGIN: Final = 0
"""The number of the line that stands for a record as it was before its first change told."""

#: Told, but nobody types them again: one leaves a family, one does not correct having lived there.
NOT_RESTORED: Final = frozenset({Kind.MEMBERSHIP})


Fields = dict[str, list[Stored]]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change. `restorable`: a former version, that this reader may bring back."""

    id: int
    at: datetime
    by: str
    action: str
    target: Target
    title: str
    changes: tuple[FieldChange, ...]
    restorable: bool


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """A page of lines, newest first; `more` continues it, none at the end.

    `erasable`: the fields, by name and label, of which this reader may take values out of this
    past, all of it (`history_erase`).
    """

    title: str
    entries: tuple[HistoryEntry, ...]
    more: int | None
    erasable: tuple[tuple[str, str], ...] = ()


def history_of(
    desk: Desk,
    target: Target,
    *,
    after: int | None = None,
    limit: int = 50,
    opening: bool = True,
) -> HistoryPage:
    """The changes of one record, the last line being how it began. Raises `Refused`.

    Journalled as read when it is opened.
    """
    with desk.work() as work:
        reached = demand_record(work, target)
        writable = _writable(work, target, reached.case)
        lines, more = _lines(work, (of_record(work, target),), after, limit)
        entries = _entries(work, lines, frozenset({target.kind} if writable else ()), reached.case)
        if more is None and isinstance(reached.row, Edited):
            entries += _origin(work, target, reached.row, lines, writable=writable)
        if opening and after is None:
            _journal(work, target, reached.case)
        title = titles(work.session, [target])[target]
        erasable = erasable_fields(work, target, reached)
        return HistoryPage(title, entries, more, erasable=erasable)


def history_in(
    desk: Desk,
    case_id: int,
    *,
    after: int | None = None,
    limit: int = 50,
    opening: bool = True,
) -> HistoryPage:
    """As `history_of`, the changes of a whole dossier that this actor may read."""
    with desk.work() as work:
        case = demand_case(work, UseCase.READ_CASE, case_id)
        may = rights_on(work, case)
        wanted = (of_case(work, case, may), *of_persons(work, case, may))
        lines, more = _lines(work, wanted, after, limit)
        writable = frozenset(kind for kind in Kind if may_write(work, kind, case))
        entries = _entries(work, lines, writable, case)
        if opening and after is None:
            _journal(work, Target(Kind.CASE, case_id), case)
        return HistoryPage(f"Dossier {case.file_number}", entries, more)


def _lines(
    work: Work, wanted: Iterable[ColumnElement[bool]], after: int | None, limit: int
) -> tuple[Sequence[RecordChange], int | None]:
    """Each condition is read in the order of its index, and nothing beyond the page."""
    found: list[RecordChange] = []
    for one in wanted:
        query = select(RecordChange).where(one)
        if after is not None:
            query = query.where(RecordChange.id < after)
        found += work.session.scalars(query.order_by(RecordChange.id.desc()).limit(limit + 1))
    found.sort(key=lambda it: -it.id)
    more = found[limit - 1].id if len(found) > limit else None
    return found[:limit], more


def _entries(
    work: Work,
    lines: Sequence[RecordChange],
    writable: Collection[Kind],
    case: CaseFile | None,
) -> tuple[HistoryEntry, ...]:
    told = list(_told(work, lines, case))
    words = Words(work.session)
    words.want_accounts(one.by_id for one in lines)
    words.prepare((target.kind, fields) for target, _, fields in told)
    named = titles(work.session, {target for target, _, _ in told})
    newest = _newest(work, lines)
    return tuple(
        HistoryEntry(
            id=one.id,
            at=one.at,
            by=words.account(one.by_id),
            action=ACTIONS[one.action],
            target=target,
            title=named[target],
            changes=words.changes(target.kind, fields),
            restorable=target.kind in writable
            and target.kind not in NOT_RESTORED
            and one.id not in newest,
        )
        for target, one, fields in told
    )


def _told(
    work: Work, lines: Sequence[RecordChange], case: CaseFile | None
) -> Iterator[tuple[Target, RecordChange, Fields]]:
    """Each line with what this actor may read of it; one that told nothing else is not told."""
    hidden = {kind: hidden_fields(work, kind, case) for kind in Kind}
    contents: dict[int, Fields] = {one.id: json.loads(one.content) for one in lines}
    closed = cases_out_of_reach(work, contents.values())
    for one in lines:
        target = Target(Kind(one.object_type), one.object_id)
        whole = contents[one.id]
        fields = {
            name: it
            for name, it in whole.items()
            if name not in hidden[target.kind]
            and not (name == "case_id" and closed.intersection(it))
        }
        if fields or not whole:
            yield target, one, fields


def _newest(work: Work, lines: Sequence[RecordChange]) -> frozenset[int]:
    """The last line of each record of the page: what it says is how the record is now."""
    records = {(one.object_type, one.object_id) for one in lines}
    same = tuple_(RecordChange.object_type, RecordChange.object_id)
    query = (
        select(func.max(RecordChange.id))
        .where(same.in_(sorted(records)))
        .group_by(RecordChange.object_type, RecordChange.object_id)
    )
    return frozenset(work.session.scalars(query)) if records else frozenset()


def _origin(
    work: Work, target: Target, row: Edited, lines: Sequence[RecordChange], *, writable: bool
) -> tuple[HistoryEntry, ...]:
    """How a record began, when no line tells it: it is older than the history, or was not shown."""
    if any(one.action is JournalAction.CREATE for one in lines):
        return ()
    words = Words(work.session)
    words.want_accounts([row.created_by])
    words.prepare(())
    title = titles(work.session, [target])[target]
    may = writable and bool(lines) and target.kind not in NOT_RESTORED
    by, action = words.account(row.created_by), ACTIONS[JournalAction.CREATE]
    return (HistoryEntry(ORIGIN, row.created_at, by, action, target, title, (), may),)


def _writable(work: Work, target: Target, case: CaseFile | None) -> bool:
    if target.kind not in (Kind.HOUSEHOLD, Kind.INTAKE):
        return may_write(work, target.kind, case)
    try:
        demand_record(work, target, writing=True)
    except Refused:
        return False
    return True


def _journal(work: Work, target: Target, case: CaseFile | None) -> None:
    restricted = case is not None and case.processing_restricted
    action = JournalAction.READ_RESTRICTED if restricted else JournalAction.READ
    work.journal(action, str(target.kind), target.number, "history")
    work.commit_reading()
