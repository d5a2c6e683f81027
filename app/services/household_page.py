"""The page of one family: who lives there, young and adult, and what there is about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.errors import Refused
from app.models.enums import HomeSharing, JournalAction
from app.models.youth import Household, HouseholdMembership
from app.services.access import demand_household
from app.services.desk import Desk, Work
from app.services.family_case import FamilyCase, family_case
from app.services.guardians import GuardianRow, read_guardians
from app.services.household_adults import AdultRow, read_adults
from app.services.households import HouseholdView, members_of
from app.services.recent import RecentKind, remember
from app.services.rules.rights import UseCase


@dataclass(frozen=True, slots=True)
class OtherHome:
    """Another home of a young person of the family, and how they share their time with it."""

    id: int
    name: str
    sharing: HomeSharing | None


@dataclass(frozen=True, slots=True)
class HouseholdPage:
    """A family with the representatives of its members, each once, and its adults.

    `own`: its own dossier, where it has one that one reaches. `elsewhere`: by the number of a
    young person who lives there now, their other homes of today. `opens`: whether this actor may
    open dossiers at all.
    """

    view: HouseholdView
    guardians: tuple[GuardianRow, ...]
    editable: bool
    adults: tuple[AdultRow, ...] = ()
    own: FamilyCase | None = None
    elsewhere: Mapping[int, tuple[OtherHome, ...]] = field(default_factory=dict)
    opens: bool = False


def read_household(desk: Desk, household_id: int, *, opening: bool = True) -> HouseholdPage:
    """One family, journalled as read when it is opened. Raises `Refused`."""
    with desk.work() as work:
        demand_household(work, UseCase.READ_CASE, household_id)
        row = work.get(Household, household_id)
        members = members_of(work, [row.id]).get(row.id, ())  # none in a family's own dossier
        present = [one.youth_id for one in members if one.until_on is None]
        page = HouseholdPage(
            view=HouseholdView(row.id, row.version, row.name, members),
            guardians=read_guardians(work, present),
            editable=_may_edit(work, household_id),
            adults=read_adults(work, household_id),
            own=family_case(work, household_id),
            elsewhere=other_homes(work, household_id, present),
            opens=bool(work.actor.reach(UseCase.OPEN_CASE)),
        )
        if opening:
            remember(work, RecentKind.HOUSEHOLD, row.id)
            work.journal(JournalAction.READ, "household", row.id)
            work.commit_reading()
        return page


def other_homes(
    work: Work, household_id: int, youth_ids: Sequence[int]
) -> dict[int, tuple[OtherHome, ...]]:
    """Where else these young people, whom this actor reaches, live today."""
    here, there = aliased(HouseholdMembership), aliased(HouseholdMembership)
    rows = work.session.execute(
        select(there.youth_id, Household.id, Household.name, there.sharing)
        .join(Household, Household.id == there.household_id)
        .join(here, here.youth_id == there.youth_id)
        .where(
            here.household_id == household_id,
            here.until_on.is_(None),
            there.youth_id.in_(youth_ids),
            there.household_id != household_id,
            there.until_on.is_(None),
        )
        .order_by(there.id)
    )
    found: dict[int, tuple[OtherHome, ...]] = {}
    for youth_id, number, name, sharing in rows:
        found[youth_id] = (*found.get(youth_id, ()), OtherHome(number, name, sharing))
    return found


def _may_edit(work: Work, household_id: int) -> bool:
    try:
        demand_household(work, UseCase.EDIT_IDENTITY, household_id)
    except Refused:
        return False
    return True
