"""The signalements as a list: what waits to be qualified first, sorted by any column.

A list sorted by a word (state, origin, group) is read bucket by bucket in the order of the
words, each bucket from its own index, newest first: no sort of the whole table ever runs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, true

from app.models.enums import IntakeStatus, PartnerType
from app.models.intake import IntakeReport
from app.models.organisation import WorkingGroup
from app.services.access import visible_intakes
from app.services.desk import Desk, Work
from app.services.intake import youth_label
from app.services.intake_write import STILL_WRITTEN
from app.services.rules.names import search_key
from app.services.rules.partial_dates import PartialDate
from app.services.rules.rights import Record, UseCase

Column = ColumnElement[Any]
#: The bucket one is in, the sorting value of the last row as text, and its number.
Key = tuple[int, str | None, int]


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """A line of the list; `waiting_days` counts while nothing is decided."""

    id: int
    number: str
    status: IntakeStatus
    received_on: date
    youth: str
    birth: PartialDate | None
    origin: PartnerType | None
    group: str
    waiting_days: int | None


class IntakeSort(StrEnum):
    """By what the list is sorted. WAITING puts first what is to be qualified, oldest first."""

    WAITING = "waiting"
    NUMBER = "number"
    RECEIVED = "received"
    YOUTH = "youth"
    BIRTH = "birth"
    ORIGIN = "origin"
    GROUP = "group"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class IntakeFilter:
    """What the list is limited to. `mine`: those this account received."""

    statuses: frozenset[IntakeStatus] = frozenset()
    origin: PartnerType | None = None
    group_id: int | None = None
    mine: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Bucket:
    """A part of the list with one order; `flip` runs it the other way round."""

    condition: ColumnElement[bool]
    flip: bool = False


def intakes(
    desk: Desk,
    kept: IntakeFilter | None = None,
    *,
    sort: IntakeSort = IntakeSort.WAITING,
    descending: bool = False,
    after: Key | None = None,
    limit: int = 100,
) -> tuple[tuple[IntakeRow, ...], Key | None]:
    """A page of the list, and the key that continues it; none at the end."""
    with desk.read() as work:
        groups = _group_names(work)
        buckets, column = _order(work, sort, groups, descending=descending)
        found: list[tuple[int, Row[Any]]] = []
        first = after[0] if after else 0
        for at, bucket in enumerate(buckets[first:], start=first):
            backwards = descending is not bucket.flip
            query = _rows(column).where(*_conditions(work, kept), bucket.condition)
            if after is not None and at == first:
                query = query.where(_beyond(column, after, backwards=backwards))
            ends = (column.desc(), IntakeReport.id.desc()) if backwards else (
                column, IntakeReport.id
            )  # fmt: skip
            rows = work.session.execute(query.order_by(*ends).limit(limit + 1 - len(found))).all()
            found.extend((at, row) for row in rows)
            if len(found) > limit:
                break
        rows_out = tuple(_row(row, groups, work.today) for _, row in found[:limit])
        if len(found) <= limit:
            return rows_out, None
        at, last = found[limit - 1]
        return rows_out, (at, _text(last.sorted_by), rows_out[-1].id)


def count_intakes(desk: Desk, kept: IntakeFilter | None = None) -> int:
    """How many signalements the same filter keeps."""
    with desk.read() as work:
        counted = select(func.count(IntakeReport.id)).where(*_conditions(work, kept))
        return work.session.scalar(counted) or 0


def count_waiting(desk: Desk) -> int:
    """How many signalements wait to be qualified, for the rail."""
    return count_intakes(desk, IntakeFilter(statuses=frozenset({IntakeStatus.RECEIVED})))


def _rows(column: Column) -> Select[*tuple[Any, ...]]:
    one = IntakeReport
    return select(
        one.id, one.number, one.status, one.received_on, one.last_name, one.usage_name,
        one.first_name, one.birth_earliest, one.birth_latest, one.origin_type, one.group_id,
        column.label("sorted_by"),
    )  # fmt: skip


def _order(
    work: Work, sort: IntakeSort, groups: dict[int, str], *, descending: bool
) -> tuple[list[_Bucket], Column]:
    one = IntakeReport
    match sort:
        case IntakeSort.NUMBER:
            # given in the order of the rows; as words, S2026-10000 would come before S2026-9999
            return [_Bucket(true())], one.id.expression
        case IntakeSort.YOUTH:
            return [_Bucket(true())], one.sort_key.expression
        case IntakeSort.RECEIVED:
            return [_Bucket(true())], one.received_on.expression
        case IntakeSort.BIRTH:
            known = [
                _Bucket(one.birth_earliest.is_not(None)),
                _Bucket(one.birth_earliest.is_(None)),
            ]
            return known, one.birth_earliest.expression
        case IntakeSort.WAITING:
            waiting = [
                _Bucket(one.status == IntakeStatus.RECEIVED),
                _Bucket(one.status == IntakeStatus.DRAFT),
                _Bucket(one.status.not_in(STILL_WRITTEN), flip=True),
            ]
            return waiting, one.received_on.expression
        case IntakeSort.STATUS:
            words = [_Bucket(one.status == status, flip=True) for status in IntakeStatus]
        case IntakeSort.ORIGIN:
            origins = sorted(PartnerType, key=lambda kind: search_key(kind.label))
            words = [_Bucket(one.origin_type == kind, flip=True) for kind in origins]
            words.append(_Bucket(one.origin_type.is_(None), flip=True))
        case IntakeSort.GROUP:
            named = sorted(groups, key=lambda number: search_key(groups[number]))
            words = [_Bucket(_in_group(work, number), flip=True) for number in named]
            words.append(_Bucket(one.group_id.is_(None), flip=True))
    if descending:
        # inside a word the newest stays first, whichever way the words run
        words = [_Bucket(one.condition) for one in reversed(words)]
    return words, IntakeReport.received_on.expression


def _in_group(work: Work, number: int) -> ColumnElement[bool]:
    """Those of a group. Of a group one does not sit in, one sees one's own: read from there."""
    near = number in work.actor.group_ids
    if near or Record.OTHER in work.actor.reach(UseCase.READ_INTAKE):
        return IntakeReport.group_id == number
    # « + 0 » keeps SQLite from walking the whole group to find one person's few
    return and_(
        IntakeReport.created_by == work.actor.account_id, IntakeReport.group_id + 0 == number
    )


def _beyond(column: Column, after: Key, *, backwards: bool) -> ColumnElement[bool]:
    _, value, number = after
    if value is None:  # the bucket of those without a value runs by number alone
        return IntakeReport.id < number if backwards else IntakeReport.id > number
    kinds: dict[type, Callable[[str], object]] = {date: date.fromisoformat, int: int}
    bound: object = kinds.get(column.type.python_type, str)(value)
    further = IntakeReport.id < number if backwards else IntakeReport.id > number
    past = column < bound if backwards else column > bound
    return or_(past, and_(column == bound, further))


def _text(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value)


def _conditions(work: Work, kept: IntakeFilter | None) -> list[ColumnElement[bool]]:
    kept = kept or IntakeFilter()
    found = [visible_intakes(work)]
    if kept.statuses:
        found.append(IntakeReport.status.in_(sorted(kept.statuses)))
    if kept.origin is not None:
        found.append(IntakeReport.origin_type == kept.origin)
    if kept.group_id is not None:
        found.append(IntakeReport.group_id == kept.group_id)
    if kept.mine:
        found.append(IntakeReport.created_by == work.actor.account_id)
    wanted = search_key(kept.text)
    if wanted:
        found.append(IntakeReport.sort_key.between(wanted, f"{wanted}\uffff"))
    return found


def _group_names(work: Work) -> dict[int, str]:
    found = work.session.execute(select(WorkingGroup.id, WorkingGroup.name))
    return {number: name for number, name in found}  # noqa: C416 - rows are not pairs to the type


def _row(row: Row[Any], groups: dict[int, str], today: date) -> IntakeRow:
    known = row.birth_earliest is not None and row.birth_latest is not None
    return IntakeRow(
        id=row.id,
        number=row.number,
        status=row.status,
        received_on=row.received_on,
        youth=youth_label(row.last_name, row.usage_name, row.first_name),
        birth=PartialDate(row.birth_earliest, row.birth_latest) if known else None,
        origin=row.origin_type,
        group=groups.get(row.group_id, ""),
        waiting_days=(today - row.received_on).days if row.status in STILL_WRITTEN else None,
    )
