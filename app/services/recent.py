"""What each one had open, newest first, for « Reprendre » on Accueil."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Integer, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.models.case import CaseFile
from app.models.desk import RecentItem
from app.models.youth import Household, HouseholdMembership, Youth
from app.services.access import visible_cases
from app.services.desk import Desk, Work
from app.services.rules.names import display_name

KEPT = 12

_ME: Final = bindparam("me", type_=Integer)
_INSERT: Final = insert(RecentItem)
_REMEMBER: Final = _INSERT.on_conflict_do_update(
    index_elements=["account_id", "kind", "ref"],
    set_={"opened_at": _INSERT.excluded.opened_at},
)
_OLDEST_KEPT: Final = (
    select(RecentItem.opened_at)
    .where(RecentItem.account_id == _ME)
    .order_by(RecentItem.opened_at.desc())
    .limit(1)
    .offset(KEPT - 1)
    .scalar_subquery()
)
_FORGET: Final = delete(RecentItem).where(
    RecentItem.account_id == _ME, RecentItem.opened_at < _OLDEST_KEPT
)


class RecentKind(StrEnum):
    """What can be taken up again."""

    CASE = "case"
    HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True)
class Recent:
    """Something one had open and may still open."""

    kind: RecentKind
    ref: int
    title: str
    opened_at: datetime


def remember(work: Work, kind: RecentKind, ref: int) -> None:
    """Note that this account opens `ref` now; the oldest beyond a dozen are forgotten."""
    me = work.actor.account_id
    row = {"account_id": me, "kind": str(kind), "ref": ref, "opened_at": work.now}
    connection = work.session.connection()
    connection.execute(_REMEMBER, row)
    connection.execute(_FORGET, {"me": me})


def recent(desk: Desk, limit: int = 5) -> tuple[Recent, ...]:
    """What this account had open, as far as it may still see it."""
    with desk.read() as work:
        rows = work.session.scalars(
            select(RecentItem)
            .where(RecentItem.account_id == work.actor.account_id)
            .order_by(RecentItem.opened_at.desc())
        ).all()
        titles = _case_titles(work, rows) | _household_titles(work, rows)
        found = (
            Recent(RecentKind(one.kind), one.ref, titles[one.kind, one.ref], one.opened_at)
            for one in rows
            if (one.kind, one.ref) in titles
        )
        return tuple(found)[:limit]


def _refs(rows: Sequence[RecentItem], kind: RecentKind) -> list[int]:
    return [one.ref for one in rows if one.kind == kind]


def _case_titles(work: Work, rows: Sequence[RecentItem]) -> dict[tuple[str, int], str]:
    found = work.session.execute(
        select(CaseFile.id, Youth.usage_name, Youth.last_name, Youth.first_name, Household.name)
        .outerjoin(Youth, Youth.id == CaseFile.youth_id)
        .outerjoin(Household, Household.id == CaseFile.household_id)
        .where(CaseFile.id.in_(_refs(rows, RecentKind.CASE)), visible_cases(work))
    )
    return {
        (str(RecentKind.CASE), number): family or display_name(usage or last, first)
        for number, usage, last, first, family in found
    }


def _household_titles(work: Work, rows: Sequence[RecentItem]) -> dict[tuple[str, int], str]:
    found = work.session.execute(
        select(Household.id, Household.name)
        .join(HouseholdMembership, HouseholdMembership.household_id == Household.id)
        .join(CaseFile, CaseFile.youth_id == HouseholdMembership.youth_id)
        .where(Household.id.in_(_refs(rows, RecentKind.HOUSEHOLD)), visible_cases(work))
        .distinct()
    )
    return {(str(RecentKind.HOUSEHOLD), number): name for number, name in found}
