"""The dossiers as a list: filtered, sorted by any column, read page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, literal, select, union_all

from app.models.account import Account
from app.models.case import CaseFile
from app.models.enums import CaseKind, CaseStatus
from app.models.organisation import WorkingGroup
from app.models.youth import Household, Youth
from app.services.cases_filter import CaseFilter, conditions, passing
from app.services.desk import Desk, Work
from app.services.keyset import PAGE, Key, Part, Slice, page, read_in_order, sifted
from app.services.persons import birth_of, name_of
from app.services.rules.names import given_name, search_key
from app.services.rules.partial_dates import PartialDate

__all__ = ["FOLLOWED", "CaseFilter", "CaseRow", "CaseSort", "cases", "count_cases"]

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
    asked = kept or CaseFilter()
    with desk.read() as work:
        names, wanted = _names(work), conditions(work, asked)
        if asked.sifts:
            slices = _slices(sort, names, descending=descending)
            found, more = sifted(work, passing(asked).where(*wanted), slices, after, limit)
            rows = read_in_order(work, _rows(), _NUMBER, found)
        else:
            parts = _parts(sort, names, wanted, descending=descending)
            rows, more = page(work, parts, after, limit)
        return tuple(_row(row, names, work.today) for row in rows), more


def count_cases(desk: Desk, kept: CaseFilter | None = None) -> int:
    """How many dossiers the same filter keeps."""
    asked = kept or CaseFilter()
    with desk.read() as work:
        counted = passing(asked) if asked.sifts else select(_NUMBER)
        counted = counted.with_only_columns(func.count(_NUMBER)).where(*conditions(work, asked))
        return work.session.scalar(counted) or 0


def _slices(sort: CaseSort, names: _Names, *, descending: bool) -> list[Slice]:
    one = CaseFile
    match sort:
        case CaseSort.NAME:
            return [Slice(one.sort_key.expression, _NUMBER, None, descending)]
        case CaseSort.NUMBER:
            # given in the order of the rows; as words, 2026-10000 would come before 2026-9999
            return [Slice(_NUMBER, _NUMBER, None, descending)]
        case CaseSort.OPENED:
            return [Slice(one.opened_on.expression, _NUMBER, None, descending)]
        case CaseSort.BIRTH:
            born = one.youth_birth_earliest
            return [
                Slice(born.expression, _NUMBER, born.is_not(None), descending),
                # the dossiers of families
                Slice(_NUMBER, _NUMBER, born.is_(None), descending),
            ]
        case CaseSort.REVIEW:
            review = one.next_review_on
            return [
                Slice(review.expression, _NUMBER, part, descending)
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
    name = one.sort_key.expression
    return [Slice(name, _NUMBER, word) for word in ordered]


def _parts(
    sort: CaseSort, names: _Names, wanted: Sequence[ColumnElement[bool]], *, descending: bool
) -> list[Part]:
    """The list in the order of an index of its own, where few rows are passed over."""
    rows, slices = _rows().where(*wanted), _slices(sort, names, descending=descending)
    if sort is CaseSort.BIRTH:
        born = _rows(youths=True).where(*wanted)
        families = CaseFile.youth_id.is_(None)
        return [
            Part(born, Youth.birth_earliest.expression, Youth.id.expression, descending),
            Part(rows.where(families), _NUMBER, _NUMBER, descending),
        ]
    return [one.part(rows) for one in slices]


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
        name=name_of(row) if youth else row.household or "",
        birth=birth_of(row) if youth else None,
        status=row.status,
        opened_on=row.opened_on,
        group=names.groups.get(row.group_id, ""),
        lead=names.people.get(row.lead_officer_id, ""),
        next_review_on=row.next_review_on,
        review_late=late and row.status in FOLLOWED,
    )
