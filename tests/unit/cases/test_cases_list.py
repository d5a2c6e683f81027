"""The list of dossiers: every column sorts, pages follow each other, rights leave no trace."""

from datetime import date, timedelta

import pytest

from app.models.enums import CaseStatus, Role
from app.services.cases_list import CaseFilter, CaseRow, CaseSort, cases, count_cases
from app.services.desk import Desk
from app.services.keyset import Key
from tests.helpers.cases import plant_case, plant_family_case
from tests.helpers.office import MONDAY, Office

TODAY = MONDAY.date()
NAMES = ("BENALI", "DUPONT", "MARTEL", "NGUYEN", "OZDEMIR", "PETIT", "ROY")


def town(office: Office) -> None:
    lead = office.account(Role.CASE_OFFICER, last_name="AUBRY")
    for at, name in enumerate(NAMES):
        plant_case(
            office,
            last_name=name,
            group_id=office.north if at % 2 else office.south,
            status=list(CaseStatus)[at % 5],
            lead_officer_id=lead if at % 3 else None,
            opened_on=TODAY - timedelta(days=at),
            next_review_on=TODAY + timedelta(days=10 - at * 4) if at % 4 else None,
        )


def whole(desk: Desk, limit: int, sort: CaseSort, *, descending: bool) -> list[CaseRow]:
    found: list[CaseRow] = []
    after: Key | None = None
    while True:
        rows, after = cases(desk, sort=sort, descending=descending, after=after, limit=limit)
        found.extend(rows)
        if after is None:
            return found


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", CaseSort)
def test_pages_of_two_give_the_same_list_as_one_page_whatever_the_column(
    office: Office, sort: CaseSort, descending: bool
) -> None:
    town(office)
    desk = office.desk()
    at_once = whole(desk, 100, sort, descending=descending)
    assert whole(desk, 2, sort, descending=descending) == at_once
    assert sorted(one.name for one in at_once) == sorted(f"{name} Yanis" for name in NAMES)


@pytest.mark.parametrize("descending", [False, True])
def test_births_sort_and_the_dossier_of_a_family_comes_last(
    office: Office, descending: bool
) -> None:
    for at, name in enumerate(NAMES):
        # two were born the same day: pages of two cut between them
        plant_case(office, last_name=name, born=date(2012, 1, 1) - timedelta(days=at // 2))
    plant_family_case(office)
    desk = office.desk()
    found = whole(desk, 2, CaseSort.BIRTH, descending=descending)
    assert found == whole(desk, 100, CaseSort.BIRTH, descending=descending)
    births = [one.birth.earliest for one in found[:-1] if one.birth is not None]
    assert births == sorted(births, reverse=descending)
    assert len(births) == len(NAMES)
    assert found[-1].name == "Famille Martel"


def test_numbers_beyond_four_digits_keep_their_order(office: Office) -> None:
    for at, name in enumerate(NAMES):
        plant_case(office, last_name=name, file_number=f"2026-{9996 + at}")
    numbers = [one.number for one in whole(office.desk(), 2, CaseSort.NUMBER, descending=False)]
    assert numbers == [f"2026-{9996 + at}" for at in range(len(NAMES))]


def test_names_and_dates_really_sort(office: Office) -> None:
    town(office)
    desk = office.desk()
    by_name = [one.name for one in whole(desk, 3, CaseSort.NAME, descending=False)]
    assert by_name == sorted(by_name)
    opened = [one.opened_on for one in whole(desk, 3, CaseSort.OPENED, descending=True)]
    assert opened == sorted(opened, reverse=True)
    groups = [one.group for one in whole(desk, 3, CaseSort.GROUP, descending=False)]
    assert groups == sorted(groups)
    reviews = [one.next_review_on for one in whole(desk, 3, CaseSort.REVIEW, descending=False)]
    dated = [day for day in reviews if day]
    assert reviews == [*sorted(dated), *([None] * (len(reviews) - len(dated)))]


def test_filters_and_count_agree(office: Office) -> None:
    town(office)
    desk = office.desk()
    for kept in (
        CaseFilter(statuses=frozenset({CaseStatus.ACTIVE})),
        CaseFilter(group_id=office.north),
        CaseFilter(review_late=True),
        CaseFilter(to_inform=True),
        CaseFilter(text="mar"),
        CaseFilter(text="2026-000"),
        CaseFilter(mine=True),
    ):
        rows, _ = cases(desk, kept)
        assert len(rows) == count_cases(desk, kept), kept
    assert [one.name for one in cases(desk, CaseFilter(text="Ozd"))[0]] == ["OZDEMIR Yanis"]
    assert all(one.review_late for one in cases(desk, CaseFilter(review_late=True))[0])


def test_mine_are_those_where_one_is_referent_or_second(office: Office) -> None:
    me = office.account(Role.CASE_OFFICER)
    first = plant_case(office, lead_officer_id=me)
    second = plant_case(office, second_officer_id=me, last_name="ROY")
    plant_case(office, last_name="PETIT")
    desk = office.desk(Role.CASE_OFFICER, groups=(office.north,), account_id=me)
    rows, _ = cases(desk, CaseFilter(mine=True))
    assert {one.id for one in rows} == {first, second}


def test_what_is_out_of_reach_is_neither_listed_nor_counted(office: Office) -> None:
    plant_case(office, group_id=office.south)
    plant_case(office, processing_restricted=True, last_name="ROY")
    plant_case(office, elimination_due_on=TODAY, last_name="PETIT")
    near = plant_case(office, last_name="DUPONT")
    desk = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    assert [one.id for one in cases(desk)[0]] == [near]
    assert count_cases(desk) == 1
    assert count_cases(office.desk(Role.ADMIN)) == 0
