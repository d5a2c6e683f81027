"""The dossiers as a list: filtered, sorted by any column, read page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, literal, select, union_all

from app.models.account import Account
from app.models.case import CaseFile
from app.models.enums import CaseKind, CaseStatus
from app.models.organisation import WorkingGroup
from app.models.youth import Household, Youth
from app.services.access import named_on, visible_cases
from app.services.desk import Desk, Work
from app.services.keyset import PAGE, Key, Part, page
from app.services.rules.names import display_name, given_name, search_key
from app.services.rules.partial_dates import PartialDate
from app.services.rules.states import NOT_FOLLOWED

FOLLOWED = (
    CaseStatus.ASSESSMENT,
    CaseStatus.PRESENTED,
    CaseStatus.ACTIVE,
    CaseStatus.SUSPENDED,
    CaseStatus.REVIEW,
)


_NUMBER = CaseFile.id.expression


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

    `followed`: neither closed nor at its term. `mine`: this account is référent or second.
    `review_late`: a review is past. `to_inform`: the persons are not informed yet. `text`
    begins the name or the number.
    """

    statuses: frozenset[CaseStatus] = frozenset()
    kind: CaseKind | None = None
    group_id: int | None = None
    lead_officer_id: int | None = None
    followed: bool = False
    mine: bool = False
    review_late: bool = False
    to_inform: bool = False
    text: str = ""


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
    limit: int = PAGE,
) -> tuple[tuple[CaseRow, ...], Key | None]:
    """A page of the list, and the key that continues it; none at the end."""
    with desk.read() as work:
        names = _names(work)
        parts = _parts(sort, names, _conditions(work, kept or CaseFilter()), descending=descending)
        rows, more = page(work, parts, after, limit)
        return tuple(_row(row, names, work.today) for row in rows), more


def count_cases(desk: Desk, kept: CaseFilter | None = None) -> int:
    """How many dossiers the same filter keeps."""
    with desk.read() as work:
        counted = select(func.count(CaseFile.id)).where(*_conditions(work, kept or CaseFilter()))
        return work.session.scalar(counted) or 0


def _parts(
    sort: CaseSort, names: _Names, conditions: Sequence[ColumnElement[bool]], *, descending: bool
) -> list[Part]:
    one, rows = CaseFile, _rows().where(*conditions)
    match sort:
        case CaseSort.NAME:
            return [Part(rows, one.sort_key.expression, _NUMBER, descending)]
        case CaseSort.NUMBER:
            # given in the order of the rows; as words, 2026-10000 would come before 2026-9999
            return [Part(rows, _NUMBER, _NUMBER, descending)]
        case CaseSort.OPENED:
            return [Part(rows, one.opened_on.expression, _NUMBER, descending)]
        case CaseSort.BIRTH:
            born = _rows(youths=True).where(*conditions)
            return [
                Part(born, Youth.birth_earliest.expression, Youth.id.expression, descending),
                # the dossiers of families
                Part(rows.where(one.youth_id.is_(None)), _NUMBER, _NUMBER, descending),
            ]
        case CaseSort.REVIEW:
            review = one.next_review_on
            return [
                Part(rows.where(part), review.expression, _NUMBER, descending)
                for part in (review.is_not(None), review.is_(None))
            ]
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
    return [Part(rows.where(word), one.sort_key.expression, _NUMBER) for word in ordered]


def _rows(*, youths: bool = False) -> Select[*tuple[Any, ...]]:
    """The dossiers with whom they are about; `youths` walks the young people instead."""
    one = CaseFile
    rows = select(
        one.id, one.file_number, one.kind, one.status, one.opened_on, one.group_id,
        one.lead_officer_id, one.next_review_on, Youth.last_name, Youth.usage_name,
        Youth.first_name, Youth.birth_earliest, Youth.birth_latest,
        Household.name.label("household"),
    )  # fmt: skip
    if youths:
        # « + 0 » keeps SQLite from walking the dossiers and sorting all of them
        rows = rows.select_from(Youth).join(one, one.youth_id == Youth.id + 0)
    else:
        rows = rows.select_from(one).outerjoin(Youth, Youth.id == one.youth_id)
    return rows.outerjoin(Household, Household.id == one.household_id)


def _by_words(names: dict[int, str]) -> list[int]:
    return sorted(names, key=lambda number: (search_key(names[number]), number))


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
    if kept.followed:
        found.append(one.status.not_in(NOT_FOLLOWED))
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
    groups = select(WorkingGroup.id, WorkingGroup.name, literal("").label("first"))
    people = select(Account.id, Account.last_name, Account.first_name)
    found = _Names({}, {})
    for row in work.session.execute(union_all(groups, people)):
        if row.first:
            found.people[row.id] = f"{row.first[:1]}. {given_name(row.name)}"
        else:
            found.groups[row.id] = row.name
    return found


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
