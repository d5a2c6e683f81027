"""Filters of the families that combine: what each keeps, for whom, counted alike, what leaves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.models.case import CaseFile
from app.models.enums import CaseStatus, PartnerType, Role, Situation
from app.models.organisation import Neighbourhood
from app.models.youth import Schooling, Youth
from app.services import cases_filter
from app.services.cases_filter import CaseFilter
from app.services.desk import Desk
from app.services.family_case import FamilyOpeningEntry, open_family_case
from app.services.households import enter_household, found_household, leave_household
from app.services.households_export import count_household_members, household_members
from app.services.households_list import (
    HouseholdFilter,
    HouseholdSort,
    count_households,
    households,
)
from app.services.keyset import Key
from tests.helpers.cases import plant_case
from tests.helpers.office import Office, make_office

ONE = frozenset
EVERYBODY = ["Abadie", "Étienne", "Fall", "Zola"]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Zola: three, of whom one of the south; Fall: all closed; Étienne: one, and their own dossier.

    Abadie: one is there, one of 17 has left; both are of the south.
    """
    one = make_office(tmp_path_factory.mktemp("office"))
    desk, south = one.desk(), {"group_id": one.south}
    stamp = {"created_at": one.clock.now(), "updated_at": one.clock.now()}
    made: dict[str, list[int]] = {}
    for name, years, more in (
        ("Zola", (2009, 2012, 2014), {}),
        ("Fall", (2010, 2011), {"status": CaseStatus.CLOSED}),
        ("Étienne", (2013,), {"lead_officer_id": one.coordinator_id}),
        ("Abadie", (2011, 2009), south),
    ):
        made[name] = [
            plant_case(
                one, last_name=name.upper(), first_name=f"Né{year}", born=date(year, 1, 1),
                file_number=f"2025-{name[0]}{year}",
                **(south if (name, year) == ("Zola", 2014) else more),
            )
            for year in years
        ]  # fmt: skip
        home = found_household(desk, made[name][0], f"Famille {name}").ref
        for other in made[name][1:]:
            enter_household(desk, other, home)
        if name == "Étienne":
            open_family_case(desk, home, FamilyOpeningEntry(PartnerType.LANDLORD, one.south, None))
        if name == "Abadie":
            leave_household(desk, made[name][1], home)
    with Session(one.engine) as session, session.begin():
        plateau = Neighbourhood(name="Le Plateau", **stamp)
        session.add(plateau)
        session.flush()
        for case_id in (made["Zola"][2], made["Abadie"][0]):
            youth_id = session.get_one(CaseFile, case_id).youth_id
            session.get_one(Youth, youth_id).neighbourhood_id = plateau.id
            session.add(
                Schooling(youth_id=youth_id, situation=Situation.NEET, started_on=date(2026, 9, 1))
            )
    yield one
    one.close()


@pytest.fixture(scope="module")
def desk(office: Office) -> Desk:
    return office.desk()


def listed(
    desk: Desk, kept: HouseholdFilter, sort: HouseholdSort = HouseholdSort.NAME
) -> list[str]:
    """The families listed, each page of one; the count says as many."""
    found: list[str] = []
    after: Key | None = None
    while True:
        rows, after = households(desk, kept, sort=sort, after=after, limit=1)
        found += [row.name.removeprefix("Famille ") for row in rows]
        if after is None:
            break
    assert count_households(desk, kept) == len(found)
    return found


FILTERS = [
    (HouseholdFilter(), EVERYBODY),
    (HouseholdFilter(members=2), ["Fall", "Zola"]),
    (HouseholdFilter(members=3), ["Zola"]),
    (HouseholdFilter(members=4), []),
    (HouseholdFilter(own_case=True), ["Étienne"]),
    (HouseholdFilter(none_open=True), ["Fall"]),
    (HouseholdFilter(of=CaseFilter(group_id=2)), ["Abadie", "Étienne", "Zola"]),
    (HouseholdFilter(of=CaseFilter(mine=True)), ["Étienne"]),
    (HouseholdFilter(of=CaseFilter(neighbourhood_ids=ONE({1}))), ["Abadie", "Zola"]),
    (HouseholdFilter(of=CaseFilter(situations=ONE({Situation.NEET}), group_id=1)), []),
    # who has left does not make it a family of young people of 17
    (HouseholdFilter(of=CaseFilter(ages=(17, 17))), ["Zola"]),
    # one same young person is of that age and of that quartier
    (HouseholdFilter(of=CaseFilter(ages=(17, 17), neighbourhood_ids=ONE({1}))), []),
    (HouseholdFilter(members=2, of=CaseFilter(neighbourhood_ids=ONE({1}))), ["Zola"]),
    (HouseholdFilter("zol", members=2), ["Zola"]),
    (HouseholdFilter("f", of=CaseFilter(group_id=2)), ["Abadie", "Étienne", "Zola"]),
]


@pytest.mark.parametrize(("kept", "expected"), FILTERS)
@pytest.mark.parametrize("most", [3_000, 0], ids=["gathered", "walked"])
def test_filters_combine_and_the_count_is_that_of_the_list(
    desk: Desk,
    kept: HouseholdFilter,
    expected: list[str],
    most: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cases_filter, "FEW", most)
    assert listed(desk, kept) == expected
    assert sorted(listed(desk, kept, HouseholdSort.ELDEST)) == sorted(expected)


def test_a_filtered_list_is_in_the_order_of_the_eldest_too(desk: Desk) -> None:
    by_eldest = listed(desk, HouseholdFilter(), HouseholdSort.ELDEST)
    assert by_eldest == ["Zola", "Fall", "Abadie", "Étienne"]
    south = HouseholdFilter(of=CaseFilter(group_id=2))
    assert listed(desk, south, HouseholdSort.ELDEST) == ["Zola", "Abadie", "Étienne"]


def test_what_one_may_not_see_counts_for_nothing_in_any_filter(office: Office) -> None:
    """Zola are three, of whom an agent of the north may see two; of Étienne, no own dossier."""
    north = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    told = {
        HouseholdFilter(): ["Étienne", "Fall", "Zola"],
        HouseholdFilter(members=2): ["Fall", "Zola"],
        HouseholdFilter(members=3): [],
        HouseholdFilter(own_case=True): [],
        HouseholdFilter(none_open=True): ["Fall"],
        HouseholdFilter(of=CaseFilter(group_id=2)): [],
        HouseholdFilter(of=CaseFilter(neighbourhood_ids=ONE({1}))): [],
        HouseholdFilter(of=CaseFilter(ages=(12, 12))): [],
        HouseholdFilter(of=CaseFilter(ages=(14, 14))): ["Zola"],
    }
    for kept, expected in told.items():
        assert listed(north, kept) == expected, kept
    nobody = office.desk(Role.AUDITOR)
    for kept, _ in FILTERS:
        assert listed(nobody, kept) == []


def test_what_leaves_is_what_is_listed_less_what_is_restricted(office: Office, desk: Desk) -> None:
    def members(kept: HouseholdFilter) -> list[str]:
        rows, _ = household_members(desk, kept, limit=100)
        assert count_household_members(desk, kept) == len(rows)
        return [row.youth for row in rows]

    fratries = HouseholdFilter(members=3)
    assert members(fratries) == ["ZOLA Né2009", "ZOLA Né2012", "ZOLA Né2014"]
    with Session(office.engine) as session, session.begin():
        case = session.query(CaseFile).filter_by(sort_key="zola né2014").one()
        case.processing_restricted = True
        case_id = case.id
    assert listed(desk, fratries) == ["Zola"]
    assert listed(desk, replace(fratries, leaving=True)) == []
    assert members(fratries) == []
    assert members(HouseholdFilter(members=2, of=CaseFilter(ages=(14, 14)))) == [
        "ZOLA Né2009", "ZOLA Né2012",
    ]  # fmt: skip
    with Session(office.engine) as session, session.begin():
        session.get_one(CaseFile, case_id).processing_restricted = False
