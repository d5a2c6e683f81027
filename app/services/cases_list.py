"""The dossiers as a list: filtered, sorted by any column, read page by page.

A list sorted by a word (state, group, référent) is read bucket by bucket in the order of the
words, each bucket by name from its own index: no sort of the whole table ever runs.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, true

from app.models.account import Account
from app.models.case import CaseFile
from app.models.enums import CaseKind, CaseStatus
from app.models.organisation import WorkingGroup
from app.models.youth import Household, Youth
from app.services.access import named_on, visible_cases
from app.services.desk import Desk, Work
from app.services.rules.names import display_name, given_name, search_key
from app.services.rules.partial_dates import PartialDate
from app.services.rules.states import NOT_FOLLOWED

Column = ColumnElement[Any]
#: The bucket one is in, the sorting value of the last row as text, and its number: the dossier's,
#: the young person's where the list is sorted by birth.
Key = tuple[int, str | None, int]

FOLLOWED = (
    CaseStatus.ASSESSMENT,
    CaseStatus.PRESENTED,
    CaseStatus.ACTIVE,
    CaseStatus.SUSPENDED,
    CaseStatus.REVIEW,
)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A line of the list. `review_late`: the review of a followed dossier is past."""

    id: int
    number: str
    kind: CaseKind
    name: str
    birth: PartialDate | None
    status: CaseStatus
    opened_on: date
    group: str
    lead: str
    next_review_on: date | None
    review_late: bool


class CaseSort(StrEnum):
    """By what the list is sorted."""

    NAME = "name"
    NUMBER = "number"
    BIRTH = "birth"
    STATUS = "status"
    OPENED = "opened"
    GROUP = "group"
    LEAD = "lead"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What the list is limited to.

    `mine`: this account is référent or second. `review_late`: a review is past. `to_inform`:
    the persons are not informed yet. `text` begins the name or the number.
    """

    statuses: frozenset[CaseStatus] = frozenset()
    kind: CaseKind | None = None
    group_id: int | None = None
    lead_officer_id: int | None = None
    mine: bool = False
    review_late: bool = False
    to_inform: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Bucket:
    """A part of the list, in the order of `column`, then of `number`.

    `youths`: the young people are walked, each with their dossier; else the dossiers.
    """

    condition: ColumnElement[bool]
    column: Column
    number: ColumnElement[int] = field(default_factory=lambda: CaseFile.id.expression)
    youths: bool = False

    def ends(self, *, backwards: bool) -> tuple[Column, ...]:
        """What the part is ordered by."""
        ends = (self.column, self.number)
        return tuple(one.desc() for one in ends) if backwards else ends

    def beyond(self, after: Key, *, backwards: bool) -> ColumnElement[bool]:
        """What comes after that key."""
        _, value, number = after
        further = self.number < number if backwards else self.number > number
        if value is None:  # those without a value run by number alone
            return further
        kinds: dict[type, Callable[[str], object]] = {date: date.fromisoformat, int: int}
        bound: object = kinds.get(self.column.type.python_type, str)(value)
        past = self.column < bound if backwards else self.column > bound
        return or_(past, and_(self.column == bound, further))


@dataclass(frozen=True, slots=True)
class _Names:
    groups: dict[int, str]
    people: dict[int, str]


def cases(
    desk: Desk,
    kept: CaseFilter | None = None,
    *,
    sort: CaseSort = CaseSort.NAME,
    descending: bool = False,
    after: Key | None = None,
    limit: int = 100,
) -> tuple[tuple[CaseRow, ...], Key | None]:
    """A page of the list, and the key that continues it; none at the end."""
    with desk.read() as work:
        names = _names(work)
        buckets, backwards = _order(sort, names, descending=descending)
        conditions = _conditions(work, kept or CaseFilter())
        found: list[tuple[int, Row[Any]]] = []
        first = after[0] if after else 0
        for at, bucket in enumerate(buckets[first:], start=first):
            query = _rows(bucket).where(*conditions, bucket.condition)
            if after is not None and at == first:
                query = query.where(bucket.beyond(after, backwards=backwards))
            ends = bucket.ends(backwards=backwards)
            rows = work.session.execute(query.order_by(*ends).limit(limit + 1 - len(found))).all()
            found.extend((at, row) for row in rows)
            if len(found) > limit:
                break
        shown = tuple(_row(row, names, work.today) for _, row in found[:limit])
        if len(found) <= limit:
            return shown, None
        at, last = found[limit - 1]
        return shown, (at, _text(last.sorted_by), last.place)


def count_cases(desk: Desk, kept: CaseFilter | None = None) -> int:
    """How many dossiers the same filter keeps."""
    with desk.read() as work:
        counted = select(func.count(CaseFile.id)).where(*_conditions(work, kept or CaseFilter()))
        return work.session.scalar(counted) or 0


def _rows(bucket: _Bucket) -> Select[*tuple[Any, ...]]:
    one = CaseFile
    rows = select(
        one.id, one.file_number, one.kind, one.status, one.opened_on, one.group_id,
        one.lead_officer_id, one.next_review_on, Youth.last_name, Youth.usage_name,
        Youth.first_name, Youth.birth_earliest, Youth.birth_latest,
        Household.name.label("household"), bucket.column.label("sorted_by"),
        bucket.number.label("place"),
    )  # fmt: skip
    if bucket.youths:
        # « + 0 » keeps SQLite from walking the dossiers and sorting all of them
        rows = rows.select_from(Youth).join(one, one.youth_id == Youth.id + 0)
    else:
        rows = rows.select_from(one).outerjoin(Youth, Youth.id == one.youth_id)
    return rows.outerjoin(Household, Household.id == one.household_id)


def _order(sort: CaseSort, names: _Names, *, descending: bool) -> tuple[list[_Bucket], bool]:
    """The buckets in their order, and whether each runs backwards."""
    one = CaseFile
    match sort:
        case CaseSort.NAME:
            return [_Bucket(true(), one.sort_key.expression)], descending
        case CaseSort.NUMBER:
            # given in the order of the rows; as words, 2026-10000 would come before 2026-9999
            return [_Bucket(true(), one.id.expression)], descending
        case CaseSort.OPENED:
            return [_Bucket(true(), one.opened_on.expression)], descending
        case CaseSort.BIRTH:
            born, birth = Youth.birth_earliest.is_not(None), Youth.birth_earliest.expression
            nobody = _Bucket(one.youth_id.is_(None), one.id.expression)  # a family's own dossier
            return [_Bucket(born, birth, Youth.id.expression, youths=True), nobody], descending
        case CaseSort.REVIEW:
            dated = (one.next_review_on.is_not(None), one.next_review_on.is_(None))
            return [_Bucket(part, one.next_review_on.expression) for part in dated], descending
        case CaseSort.STATUS:
            words: list[ColumnElement[bool]] = [one.status == status for status in CaseStatus]
        case CaseSort.GROUP:
            words = [one.group_id == number for number in _by_words(names.groups)]
            words.append(one.group_id.is_(None))
        case CaseSort.LEAD:
            words = [one.lead_officer_id == number for number in _by_words(names.people)]
            words.append(one.lead_officer_id.is_(None))
    # inside a word the names run from A to Z, whichever way the words run
    ordered = words[::-1] if descending else words
    return [_Bucket(part, one.sort_key.expression) for part in ordered], False


def _by_words(names: dict[int, str]) -> list[int]:
    return sorted(names, key=lambda number: (search_key(names[number]), number))


def _text(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value)


def _conditions(work: Work, kept: CaseFilter) -> list[ColumnElement[bool]]:
    one = CaseFile
    found = [visible_cases(work)]
    if kept.statuses:
        found.append(one.status.in_(sorted(kept.statuses)))
    if kept.kind is not None:
        found.append(one.kind == kept.kind)
    if kept.group_id is not None:
        found.append(one.group_id == kept.group_id)
    if kept.lead_officer_id is not None:
        found.append(one.lead_officer_id == kept.lead_officer_id)
    if kept.mine:
        found.append(named_on(work))
    if kept.review_late:
        found.append(and_(one.next_review_on < work.today, one.status.not_in(NOT_FOLLOWED)))
    if kept.to_inform:
        found.append(and_(one.notice_sent_on.is_(None), one.status.not_in(NOT_FOLLOWED)))
    if kept.text.strip():
        found.append(_begins(kept.text))
    return found


def _begins(text: str) -> ColumnElement[bool]:
    """The name or the number begins with `text`: two ranges, each read from its index."""
    wanted, number = search_key(text), text.strip()
    if number[:1].isdigit():
        return CaseFile.file_number.between(number, f"{number}\uffff")
    return CaseFile.sort_key.between(wanted, f"{wanted}\uffff")


def _names(work: Work) -> _Names:
    groups = work.session.execute(select(WorkingGroup.id, WorkingGroup.name))
    people = work.session.execute(select(Account.id, Account.first_name, Account.last_name))
    return _Names(
        dict(groups.all()),
        {one: f"{first[:1]}. {given_name(last)}" for one, first, last in people},
    )


def _row(row: Row[Any], names: _Names, today: date) -> CaseRow:
    youth = row.last_name is not None
    late = row.next_review_on is not None and row.next_review_on < today
    return CaseRow(
        id=row.id,
        number=row.file_number,
        kind=row.kind,
        name=display_name(row.usage_name or row.last_name, row.first_name)
        if youth
        else row.household or "",
        birth=PartialDate(row.birth_earliest, row.birth_latest) if youth else None,
        status=row.status,
        opened_on=row.opened_on,
        group=names.groups.get(row.group_id, ""),
        lead=names.people.get(row.lead_officer_id, ""),
        next_review_on=row.next_review_on,
        review_late=late and row.status in FOLLOWED,
    )
