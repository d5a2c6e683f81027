"""Families: a foyer without an owner, its followed young people coming and going with dates.

Only followed young people are members (domain § 1.6.2): a member whose dossier this actor does
not reach is not shown, counted nor hinted at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Row, Select, bindparam, select

from app.errors import Invalid, Refused
from app.models.case import CaseFile
from app.models.enums import CaseStatus, HomeSharing, JournalAction
from app.models.youth import Household, HouseholdMembership, Youth
from app.services.access import demand_household, visible_cases
from app.services.changes import Change, Subject
from app.services.desk import Desk, Work
from app.services.persons import birth_of, name_of
from app.services.rules.homes import beside
from app.services.rules.names import search_key, tidy_name
from app.services.rules.partial_dates import PartialDate
from app.services.rules.rights import UseCase
from app.services.terms import set_family_term
from app.services.text import bounded, refuse
from app.services.youths import demand_youth

NAME_LIMIT = 80
_ALSO = frozenset({Subject.CASE})


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A followed young person of a family, now or formerly; `id` is the stay's own."""

    id: int
    case_id: int
    youth_id: int
    file_number: str
    name: str
    birth: PartialDate
    status: CaseStatus
    from_on: date
    until_on: date | None
    sharing: HomeSharing | None = None


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """A family as its reader sees it; members still there first, the eldest first."""

    id: int
    version: int
    name: str
    members: tuple[MemberRow, ...]


def households_of(work: Work, youth: Youth) -> tuple[HouseholdView, ...]:
    """The families a young person lives or lived in, the current one first."""
    homes = {one.id: one for one in work.rows(_HOMES, {"youth": youth.id})}
    members = members_of(work, list(homes))
    return tuple(
        HouseholdView(one.id, one.version, one.name, members.get(one.id, ()))
        for one in homes.values()
    )


_HOMES: Final = (
    select(Household.id, Household.version, Household.name)
    .join(HouseholdMembership, HouseholdMembership.household_id == Household.id)
    .where(HouseholdMembership.youth_id == bindparam("youth"))
    .order_by(HouseholdMembership.until_on.is_not(None), HouseholdMembership.id.desc())
)


def one_home(homes: Sequence[HouseholdView], case_id: int) -> bool:
    """Whether the young person lives in one family alone."""
    stays = [one for home in homes for one in home.members if one.case_id == case_id]
    return sum(one.until_on is None for one in stays) == 1


def found_household(
    desk: Desk,
    case_id: int,
    name: str,
    *,
    from_on: date | None = None,
    sharing: HomeSharing | None = None,
) -> Change:
    """Found a family around a young person, who lives there from `from_on` (today if not said).

    With `sharing` it is a second home. Raises `Invalid`, `Refused`; `Change.ref` is the family's
    number.
    """
    with desk.work() as work:
        _, youth = demand_youth(work, UseCase.EDIT_IDENTITY, case_id)
        kept = _checked_name(name)
        row = work.add(Household(name=kept, sort_key=search_key(kept)))
        enter(work, row, youth, from_on or work.today, sharing=sharing)
        work.journal(JournalAction.CREATE, "household", row.id)
        return work.commit(Change(Subject.HOUSEHOLD, row.id, _ALSO))


def rename_household(desk: Desk, household_id: int, name: str, *, version: int) -> Change:
    """Rename a family. Raises `Invalid`, `Conflict`, `Refused`."""
    with desk.work() as work:
        demand_household(work, UseCase.EDIT_IDENTITY, household_id)
        kept = _checked_name(name)
        row = work.get(Household, household_id)
        work.touch(row, version)
        row.name, row.sort_key = kept, search_key(kept)
        _rename_own_case(work, row)
        work.journal(JournalAction.UPDATE, "household", row.id, "name")
        return work.commit(Change(Subject.HOUSEHOLD, row.id, _ALSO))


def enter_household(
    desk: Desk,
    case_id: int,
    household_id: int,
    *,
    from_on: date | None = None,
    sharing: HomeSharing | None = None,
) -> Change:
    """A young person comes to live in a family from `from_on`; they leave the one they lived in.

    With `sharing` it is a second home, and they keep the first. Raises `Invalid`, `Refused` (also
    for a family this actor does not reach).
    """
    with desk.work() as work:
        _, youth = demand_youth(work, UseCase.EDIT_IDENTITY, case_id)
        demand_household(work, UseCase.EDIT_IDENTITY, household_id)
        row = work.get(Household, household_id)
        enter(work, row, youth, from_on or work.today, sharing=sharing)
        work.journal(JournalAction.UPDATE, "household", row.id, "members")
        return work.commit(Change(Subject.HOUSEHOLD, row.id, _ALSO))


def leave_household(
    desk: Desk, case_id: int, household_id: int, *, until_on: date | None = None
) -> Change:
    """A young person leaves a family on `until_on`; the membership stays as history."""
    with desk.work() as work:
        _, youth = demand_youth(work, UseCase.EDIT_IDENTITY, case_id)
        day = until_on or work.today
        for one in youth.memberships:
            if one.household_id == household_id and one.until_on is None:
                _end(one, day, work.today)
                _one_home(youth)
                work.journal(JournalAction.UPDATE, "household", household_id, "members")
                return work.commit(Change(Subject.HOUSEHOLD, household_id, _ALSO))
        raise Refused


def share_home(desk: Desk, case_id: int, household_id: int, sharing: HomeSharing | None) -> Change:
    """Say how the time of a young person is shared with their other home.

    Raises `Invalid` (nothing said; there is one home alone), `Refused`.
    """
    with desk.work() as work:
        _, youth = demand_youth(work, UseCase.EDIT_IDENTITY, case_id)
        present = [one for one in youth.memberships if one.until_on is None]
        for one in present:
            if one.household_id == household_id:
                if sharing is None:
                    raise Invalid({"sharing": "Dites comment le temps est partagé."})
                if len(present) == 1:
                    raise Invalid({"sharing": "Ce jeune n’a qu’un foyer."})
                one.sharing = sharing
                work.journal(JournalAction.UPDATE, "household", household_id, "members")
                return work.commit(Change(Subject.HOUSEHOLD, household_id, _ALSO))
        raise Refused


def enter(
    work: Work, row: Household, youth: Youth, from_on: date, *, sharing: HomeSharing | None = None
) -> None:
    """The same inside a unit of work that has asked for the rights, without its line."""
    if from_on > work.today:
        raise Invalid({"from_on": "Cette date est à venir\u202f: vérifiez-la."})
    present = [one for one in youth.memberships if one.until_on is None]
    if any(one.household_id == row.id for one in present):
        raise Invalid({"household": "Ce jeune vit déjà dans cette famille."})
    if sharing is not None and len(present) > 1:
        raise Invalid({"household": "Deux foyers sont déjà notés\u202f: notez d’abord un départ."})
    if sharing is not None and not present:
        raise Invalid({"sharing": "Notez d’abord le premier foyer de ce jeune."})
    for one in present:
        if sharing is None:
            _end(one, from_on, work.today)
        elif one.sharing is None:
            one.sharing = beside(sharing)
    youth.memberships.append(
        HouseholdMembership(household_id=row.id, from_on=from_on, sharing=sharing)
    )
    set_family_term(work, row.id)


def _one_home(youth: Youth) -> None:
    """Who has one home left shares their time with nobody."""
    present = [one for one in youth.memberships if one.until_on is None]
    if len(present) == 1:
        present[0].sharing = None


def _end(membership: HouseholdMembership, day: date, today: date) -> None:
    if day < membership.from_on:
        raise Invalid({"until_on": "Cette date précède l’arrivée dans la famille."})
    if day > today:
        raise Invalid({"until_on": "Cette date est à venir\u202f: vérifiez-la."})
    membership.until_on = day


def _checked_name(name: str) -> str:
    problems: dict[str, str] = {}
    kept = tidy_name(bounded(problems, "name", name, NAME_LIMIT) or "")
    if not kept:
        problems["name"] = "Nommez la famille."
    refuse(problems)
    return kept


def _rename_own_case(work: Work, row: Household) -> None:
    case = work.session.scalar(select(CaseFile).where(CaseFile.household_id == row.id))
    if case is not None:
        case.sort_key = row.sort_key


def members_of(work: Work, household_ids: Sequence[int]) -> dict[int, tuple[MemberRow, ...]]:
    """The followed young people of these families, as far as this actor reaches them."""
    query = work.once("members of families", lambda: _members(work))
    found: dict[int, list[MemberRow]] = {}
    for row in work.rows(query, {"homes": household_ids}):
        found.setdefault(row.household_id, []).append(_member(row))
    return {number: tuple(ones) for number, ones in found.items()}


def _members(work: Work) -> Select[*tuple[Any, ...]]:
    return (
        select(
            HouseholdMembership.household_id, HouseholdMembership.id, HouseholdMembership.from_on,
            HouseholdMembership.until_on, HouseholdMembership.sharing,
            CaseFile.id.label("case_id"), CaseFile.file_number, CaseFile.status,
            Youth.id.label("youth_id"), Youth.last_name, Youth.usage_name,
            Youth.first_name, Youth.birth_earliest, Youth.birth_latest,
        )
        .join(Youth, Youth.id == HouseholdMembership.youth_id)
        .join(CaseFile, CaseFile.youth_id == Youth.id)
        .where(
            HouseholdMembership.household_id.in_(bindparam("homes", expanding=True)),
            visible_cases(work),
        )
        .order_by(
            HouseholdMembership.until_on.is_not(None), Youth.birth_earliest,
            HouseholdMembership.id,
        )
    )  # fmt: skip


def _member(row: Row[Any]) -> MemberRow:
    return MemberRow(
        id=row.id,
        case_id=row.case_id,
        youth_id=row.youth_id,
        file_number=row.file_number,
        name=name_of(row),
        birth=birth_of(row),
        status=row.status,
        from_on=row.from_on,
        until_on=row.until_on,
        sharing=row.sharing,
    )
