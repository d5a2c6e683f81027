"""« Ce n’est pas la même personne »: remembered for a pair, and taken back.

Of two dossiers, or of a signalement and a dossier. A pair told apart is not proposed any more.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import aliased

from app.errors import Refused
from app.models.account import Account
from app.models.case import CaseFile
from app.models.duplicates import ToldApart
from app.models.enums import JournalAction
from app.models.youth import Youth
from app.services.access import demand_case, demand_intake, visible_cases
from app.services.changes import Change, Subject
from app.services.desk import Desk, Work
from app.services.labels import account_label
from app.services.persons import name_of
from app.services.rules.rights import UseCase

Pair = tuple[int, int]
"""The numbers of two young people, the smaller first."""


@dataclass(frozen=True, slots=True)
class ApartRow:
    """Two dossiers that somebody told apart, when and by whom."""

    id: int
    case_ids: Pair
    numbers: tuple[str, str]
    names: tuple[str, str]
    at: datetime
    by: str


def tell_apart(desk: Desk, case_id: int, other_case_id: int) -> Change:
    """Remember that these two dossiers are two persons'. Raises `Refused`; twice is as once."""
    with desk.work() as work:
        low, high = _pair(work, case_id, other_case_id)
        if _add_pair(work, low, high):
            work.journal(JournalAction.CREATE, "told_apart", case_id, f"case={other_case_id}")
        return work.commit(Change(Subject.CASE, case_id))


def tell_new_apart(desk: Desk, case_id: int, case_ids: Collection[int]) -> None:
    """Remember that a dossier just opened is none of those shown while it was typed.

    Those that are out of reach meanwhile are left out. Raises `Refused`.
    """
    with desk.work() as work:
        mine = _youth(demand_case(work, UseCase.EDIT_IDENTITY, case_id))
        for other in _youths(work, case_ids):
            _add_pair(work, mine, other)
        work.commit_reading()


def keep_apart(work: Work, report_id: int, case_ids: Collection[int]) -> None:
    """The same of a signalement, inside the transaction that saves it."""
    known = from_report(work, report_id)
    for youth_id in _youths(work, case_ids):
        if youth_id not in known:
            _add(work, youth_id, report_id=report_id)


def carry_over(work: Work, report_id: int, youth_id: int) -> None:
    """Who was told apart from a signalement is from the young person whose dossier it opens."""
    for other in from_report(work, report_id):
        _add_pair(work, youth_id, other)


def tell_alike(desk: Desk, case_id: int, other_case_id: int) -> Change:
    """Take it back: the pair may be proposed again. Raises `Refused`."""
    with desk.work() as work:
        low, high = _pair(work, case_id, other_case_id)
        both = (low, high)  # a merge may have left the greater number first
        work.session.execute(
            delete(ToldApart).where(
                ToldApart.youth_id.in_(both), ToldApart.other_youth_id.in_(both)
            )
        )
        work.journal(JournalAction.DELETE, "told_apart", case_id, f"case={other_case_id}")
        return work.commit(Change(Subject.CASE, case_id))


def tell_report_apart(desk: Desk, report_id: int, case_id: int) -> Change:
    """Remember that the signalement is not about the person of this dossier. Raises `Refused`."""
    with desk.work() as work:
        demand_intake(work, UseCase.WRITE_INTAKE, report_id)
        youth_id = _youth(demand_case(work, UseCase.READ_CASE, case_id))
        if youth_id not in from_report(work, report_id):
            _add(work, youth_id, report_id=report_id)
            work.journal(JournalAction.CREATE, "told_apart", case_id, f"intake={report_id}")
        return work.commit(Change(Subject.INTAKE, report_id))


def tell_report_alike(desk: Desk, report_id: int, case_id: int) -> Change:
    """Take it back. Raises `Refused`."""
    with desk.work() as work:
        demand_intake(work, UseCase.WRITE_INTAKE, report_id)
        youth_id = _youth(demand_case(work, UseCase.READ_CASE, case_id))
        work.session.execute(
            delete(ToldApart).where(
                ToldApart.report_id == report_id, ToldApart.youth_id == youth_id
            )
        )
        work.journal(JournalAction.DELETE, "told_apart", case_id, f"intake={report_id}")
        return work.commit(Change(Subject.INTAKE, report_id))


def pairs_apart(desk: Desk) -> tuple[ApartRow, ...]:
    """The dossiers told apart that this actor may merge, the latest first. Raises `Refused`."""
    with desk.read() as work:
        demand_merging(work)
        one, other = aliased(CaseFile), aliased(CaseFile)
        mine, theirs = aliased(Youth), aliased(Youth)
        seen = select(CaseFile.id).where(visible_cases(work, UseCase.MERGE_CASE))
        rows = work.session.execute(
            select(ToldApart, one, other, mine, theirs, Account)
            .join(one, one.youth_id == ToldApart.youth_id)
            .join(other, other.youth_id == ToldApart.other_youth_id)
            .join(mine, mine.id == ToldApart.youth_id)
            .join(theirs, theirs.id == ToldApart.other_youth_id)
            .outerjoin(Account, Account.id == ToldApart.by_id)
            .where(one.id.in_(seen), other.id.in_(seen))
            .order_by(ToldApart.id.desc())
        )
        return tuple(
            ApartRow(
                id=told.id,
                case_ids=(left.id, right.id),
                numbers=(left.file_number, right.file_number),
                names=(name_of(a), name_of(b)),
                at=told.at,
                by=account_label(who),
            )
            for told, left, right, a, b, who in rows
        )


def all_pairs(work: Work) -> frozenset[Pair]:
    """Every pair of young people told apart, the smaller number first."""
    rows = work.session.execute(
        select(ToldApart.youth_id, ToldApart.other_youth_id).where(
            ToldApart.other_youth_id.is_not(None)
        )
    )
    return frozenset((min(a, b), max(a, b)) for a, b in rows if b is not None)


def from_report(work: Work, report_id: int) -> frozenset[int]:
    """The young people whom that signalement is not about."""
    return frozenset(
        work.session.scalars(select(ToldApart.youth_id).where(ToldApart.report_id == report_id))
    )


def demand_merging(work: Work) -> None:
    """Pass for who may merge some dossier; `Refused` otherwise."""
    if not work.actor.reach(UseCase.MERGE_CASE):
        raise Refused


def _pair(work: Work, case_id: int, other_case_id: int) -> Pair:
    mine = _youth(demand_case(work, UseCase.MERGE_CASE, case_id))
    theirs = _youth(demand_case(work, UseCase.MERGE_CASE, other_case_id))
    if mine == theirs:
        raise Refused
    return min(mine, theirs), max(mine, theirs)


def _add_pair(work: Work, one: int, other: int) -> bool:
    """Whether the pair was not told apart yet."""
    both = (one, other)
    told = select(ToldApart.id).where(
        ToldApart.youth_id.in_(both), ToldApart.other_youth_id.in_(both)
    )
    if one == other or work.session.scalar(told.limit(1)) is not None:
        return False
    _add(work, min(both), other_youth_id=max(both))
    return True


def _add(work: Work, youth_id: int, **other: int) -> None:
    work.session.add(
        ToldApart(youth_id=youth_id, at=work.now, by_id=work.actor.account_id, **other)
    )


def _youths(work: Work, case_ids: Collection[int]) -> list[int]:
    """The young people of these dossiers, as far as this actor reads them."""
    rows = work.session.scalars(
        select(CaseFile.youth_id).where(CaseFile.id.in_(case_ids), visible_cases(work))
    )
    return [one for one in rows if one is not None]


def _youth(case: CaseFile) -> int:
    if case.youth_id is None:
        raise Refused
    return case.youth_id
