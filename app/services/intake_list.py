"""The signalements as a list: what waits to be qualified first, sorted by any column."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, select

from app.models.enums import IntakeReason, IntakeStatus, PartnerType, Situation
from app.models.intake import LIST_INDEX, IntakeReport, IntakeReportReason
from app.models.organisation import WorkingGroup
from app.services.access import visible_intakes
from app.services.cases_filter import of_ages, one_of
from app.services.desk import Desk, Work
from app.services.intake_subject import report_label
from app.services.intake_write import STILL_WRITTEN
from app.services.keyset import PAGE, Key, Slice, page, read_in_order, sifted
from app.services.persons import birth_of
from app.services.rules.ages import AgeSpan, ages_on
from app.services.rules.names import search_key
from app.services.rules.partial_dates import PartialDate
from app.services.rules.rights import Record, UseCase

_NUMBER = IntakeReport.id.expression


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """A line of the list; `waiting_days` counts while nothing is decided."""

    id: int
    number: str
    status: IntakeStatus
    received_on: date
    youth: str
    birth: PartialDate | None
    ages: AgeSpan | None
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
    """What the list is limited to, as `CaseFilter`. `mine`: those this account received."""

    statuses: frozenset[IntakeStatus] = frozenset()
    origin: PartnerType | None = None
    group_id: int | None = None
    neighbourhood_ids: frozenset[int] = frozenset()
    ages: tuple[int, int] | None = None
    reasons: frozenset[IntakeReason] = frozenset()
    situations: frozenset[Situation] = frozenset()
    mine: bool = False
    text: str = ""
    leaving: bool = False

    @property
    def sifts(self) -> bool:
        """Whether it asks what has no order of its own: one pass through `LIST_INDEX` answers."""
        return bool(
            self.neighbourhood_ids
            or self.ages
            or self.reasons
            or self.situations
            or len(self.statuses) > 1
        )


def intakes(
    desk: Desk,
    kept: IntakeFilter | None = None,
    *,
    sort: IntakeSort = IntakeSort.WAITING,
    descending: bool = False,
    after: Key | None = None,
    limit: int = PAGE,
) -> tuple[tuple[IntakeRow, ...], Key | None]:
    """A page of the list, and the key that continues it; none at the end."""
    with desk.read() as work:
        groups = _group_names(work)
        wanted = _conditions(work, kept)
        slices = _slices(work, sort, groups, descending=descending)
        if kept is not None and kept.sifts:
            found, more = sifted(work, _sifting().where(*wanted), slices, after, limit)
            rows = read_in_order(work, _rows(), _NUMBER, found)
        else:
            whole = _rows().where(*wanted)
            rows, more = page(work, [one.part(whole) for one in slices], after, limit)
        return tuple(_row(row, groups, work.today) for row in rows), more


def count_intakes(desk: Desk, kept: IntakeFilter | None = None) -> int:
    """How many signalements the same filter keeps."""
    with desk.read() as work:
        counted = _sifting() if kept is not None and kept.sifts else select(_NUMBER)
        counted = counted.with_only_columns(func.count(_NUMBER)).where(*_conditions(work, kept))
        return work.session.scalar(counted) or 0


def count_waiting(desk: Desk) -> int:
    """How many signalements wait to be qualified, for the rail."""
    return count_intakes(desk, IntakeFilter(statuses=frozenset({IntakeStatus.RECEIVED})))


def _sifting() -> Select[*tuple[Any, ...]]:
    """The signalements through the index that holds all that is asked."""
    return select(_NUMBER).with_hint(IntakeReport, f"INDEXED BY {LIST_INDEX}")


def _slices(
    work: Work, sort: IntakeSort, groups: dict[int, str], *, descending: bool
) -> list[Slice]:
    one = IntakeReport
    received = one.received_on.expression
    match sort:
        case IntakeSort.NUMBER:
            # given in the order of the rows; as words, S2026-10000 would come before S2026-9999
            return [Slice(_NUMBER, _NUMBER, None, descending)]
        case IntakeSort.YOUTH:
            return [Slice(one.sort_key.expression, _NUMBER, None, descending)]
        case IntakeSort.RECEIVED:
            return [Slice(received, _NUMBER, None, descending)]
        case IntakeSort.BIRTH:
            birth = one.birth_earliest
            return [
                Slice(birth.expression, _NUMBER, part, descending)
                for part in (birth.is_not(None), birth.is_(None))
            ]
        case IntakeSort.WAITING:
            still = (one.status == IntakeStatus.RECEIVED, one.status == IntakeStatus.DRAFT)
            decided = one.status.not_in(STILL_WRITTEN)
            return [
                *(Slice(received, _NUMBER, part, descending) for part in still),
                Slice(received, _NUMBER, decided, not descending),
            ]
        case IntakeSort.STATUS:
            words = [one.status == status for status in IntakeStatus]
        case IntakeSort.ORIGIN:
            origins = sorted(PartnerType, key=lambda kind: search_key(kind.label))
            words = [*(one.origin_type == kind for kind in origins), one.origin_type.is_(None)]
        case IntakeSort.GROUP:
            named = sorted(groups, key=lambda number: search_key(groups[number]))
            words = [*(_in_group(work, number) for number in named), one.group_id.is_(None)]
    # inside a word the newest comes first, whichever way the words run
    ordered = words[::-1] if descending else words
    return [Slice(received, _NUMBER, word, backwards=True) for word in ordered]


def _rows() -> Select[*tuple[Any, ...]]:
    one = IntakeReport
    return select(
        one.id, one.number, one.status, one.received_on, one.last_name, one.usage_name,
        one.first_name, one.birth_earliest, one.birth_latest, one.origin_type, one.group_id,
        one.subject, one.place.label("seen_at"),
    )  # fmt: skip


def _in_group(work: Work, number: int) -> ColumnElement[bool]:
    """Those of a group. Of a group one does not sit in, one sees one's own: read from there."""
    near = number in work.actor.group_ids
    if near or Record.OTHER in work.actor.reach(UseCase.READ_INTAKE):
        return IntakeReport.group_id == number
    # « + 0 » keeps SQLite from walking the whole group to find one person's few
    return and_(
        IntakeReport.created_by == work.actor.account_id, IntakeReport.group_id + 0 == number
    )


def _conditions(work: Work, kept: IntakeFilter | None) -> list[ColumnElement[bool]]:
    kept = kept or IntakeFilter()
    found = [visible_intakes(work, UseCase.EXPORT if kept.leaving else UseCase.READ_INTAKE)]
    found += _of_the_youth(work, kept)
    if kept.statuses:
        found.append(one_of(IntakeReport.status, kept.statuses))
    if kept.origin is not None:
        found.append(IntakeReport.origin_type == kept.origin)
    if kept.group_id is not None:
        found.append(IntakeReport.group_id == kept.group_id)
    if kept.mine:
        # « + 0 »: of a state, all are fewer than all one person ever received
        received_by = IntakeReport.created_by + 0 if kept.statuses else IntakeReport.created_by
        found.append(received_by == work.actor.account_id)
    wanted = search_key(kept.text)
    if wanted:
        found.append(IntakeReport.sort_key.between(wanted, f"{wanted}\uffff"))
    return found


def _of_the_youth(work: Work, kept: IntakeFilter) -> list[ColumnElement[bool]]:
    one, found = IntakeReport, list[ColumnElement[bool]]()
    if kept.neighbourhood_ids:
        found.append(one_of(one.neighbourhood_id, kept.neighbourhood_ids))
    if kept.situations:
        found.append(one_of(one.situation, kept.situations))
    if kept.ages is not None:
        found.append(of_ages(kept.ages, work.today, one.birth_earliest, one.birth_latest))
    if kept.reasons:
        ticked = select(IntakeReportReason.report_id).where(
            IntakeReportReason.reason.in_(sorted(kept.reasons))
        )
        found.append((one.id + 0).in_(ticked))
    return found


def _group_names(work: Work) -> dict[int, str]:
    found = work.session.execute(select(WorkingGroup.id, WorkingGroup.name))
    return {number: name for number, name in found}  # noqa: C416 - rows are not pairs to the type


def _row(row: Row[Any], groups: dict[int, str], today: date) -> IntakeRow:
    known = row.birth_earliest is not None and row.birth_latest is not None
    birth = birth_of(row) if known else None
    return IntakeRow(
        id=row.id,
        number=row.number,
        status=row.status,
        received_on=row.received_on,
        youth=report_label(row.subject, row.last_name, row.usage_name, row.first_name, row.seen_at),
        birth=birth,
        ages=ages_on(birth, today) if birth is not None and birth.earliest <= today else None,
        origin=row.origin_type,
        group=groups.get(row.group_id, ""),
        waiting_days=(today - row.received_on).days if row.status in STILL_WRITTEN else None,
    )
