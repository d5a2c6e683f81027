"""Families as they leave: a row a young person, and nothing of what is restricted."""

from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models.case import CaseFile
from app.models.enums import CaseKind, Role
from app.services.desk import Desk
from app.services.households import enter_household, found_household
from app.services.households_export import (
    MemberRow,
    count_household_members,
    household_members,
)
from app.services.households_list import (
    HouseholdFilter,
    HouseholdSort,
    count_households,
    households,
)
from app.services.keyset import Key
from tests.helpers.cases import plant_case
from tests.helpers.office import Office

ALL = HouseholdFilter()


def family(office: Office, name: str, *years: int) -> list[int]:
    """The dossiers of its young people, born in these years."""
    cases = [
        plant_case(office, first_name=f"Né{year}", last_name=name.upper(), born=date(year, 5, 1))
        for year in years
    ]
    founded = found_household(office.desk(), cases[0], f"Famille {name}").ref
    for one in cases[1:]:
        enter_household(office.desk(), one, founded)
    return cases


def restrict(office: Office, case_id: int) -> None:
    with Session(office.engine) as session, session.begin():
        chosen = update(CaseFile).where(CaseFile.id == case_id)
        session.execute(chosen.values(processing_restricted=True))


def whole(desk: Desk, kept: HouseholdFilter, sort: HouseholdSort, limit: int) -> list[MemberRow]:
    found: list[MemberRow] = []
    after: Key | None = None
    while True:
        rows, after = household_members(desk, kept, sort=sort, after=after, limit=limit)
        found.extend(rows)
        if after is None:
            return found


@pytest.mark.parametrize("sort", HouseholdSort)
def test_each_young_person_has_a_row_under_their_family(
    office: Office, sort: HouseholdSort
) -> None:
    family(office, "Zola", 2012, 2009)
    family(office, "Abadie", 2010)
    rows = whole(office.desk(), ALL, sort, limit=1)
    told = [(one.family, one.youth) for one in rows]
    zola = [("Famille Zola", "ZOLA Né2009"), ("Famille Zola", "ZOLA Né2012")]
    abadie = [("Famille Abadie", "ABADIE Né2010")]
    assert told == ([*abadie, *zola] if sort is HouseholdSort.NAME else [*zola, *abadie])
    assert rows == whole(office.desk(), ALL, sort, limit=100)
    assert count_household_members(office.desk(), ALL) == 3
    named = HouseholdFilter("zol")
    assert count_household_members(office.desk(), named) == 2
    assert len(whole(office.desk(), named, sort, limit=1)) == 2


@pytest.mark.parametrize("sort", HouseholdSort)
def test_what_is_restricted_stays_and_a_family_of_nobody_else_with_it(
    office: Office, sort: HouseholdSort
) -> None:
    zola = family(office, "Zola", 2012, 2009)
    abadie = family(office, "Abadie", 2010)
    for one in (zola[1], *abadie):
        restrict(office, one)
    desk = office.desk()
    assert [one.youth for one in whole(desk, ALL, sort, limit=1)] == ["ZOLA Né2012"]
    assert count_household_members(desk, ALL) == 1
    leaving = HouseholdFilter(leaving=True)
    assert [one.name for one in households(desk, leaving, sort=sort)[0]] == ["Famille Zola"]
    assert (count_households(desk, leaving), count_households(desk)) == (1, 2)


def test_a_family_whose_own_dossier_is_restricted_stays_whole(office: Office) -> None:
    one = family(office, "Zola", 2012, 2009)[0]
    number = households(office.desk())[0][0].id
    with Session(office.engine) as session, session.begin():
        young = session.get_one(CaseFile, one)
        session.add(
            CaseFile(
                file_number="2026-9000", kind=CaseKind.HOUSEHOLD, household_id=number,
                sort_key="famille zola", status=young.status, opened_on=young.opened_on,
                group_id=young.group_id, origin_type=young.origin_type,
                information_due_on=young.information_due_on, processing_restricted=True,
                created_at=young.created_at, updated_at=young.updated_at,
            )
        )  # fmt: skip
    desk = office.desk()
    assert whole(desk, ALL, HouseholdSort.NAME, limit=10) == []
    assert count_household_members(desk, ALL) == 0


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.COORDINATOR])
def test_nobody_but_the_coordonnateur_reads_what_would_leave(office: Office, role: Role) -> None:
    family(office, "Zola", 2012)
    desk = office.desk(role, groups=(office.north,))
    with pytest.raises(Refused):
        household_members(desk, ALL)
    with pytest.raises(Refused):
        count_household_members(desk, ALL)
