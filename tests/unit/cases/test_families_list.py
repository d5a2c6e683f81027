"""The list of families: both columns sort, words find, what is out of reach leaves no trace."""

from datetime import date

import pytest

from app.models.enums import Role
from app.services.desk import Desk
from app.services.households import enter_household, found_household, leave_household
from app.services.households_list import (
    HouseholdFilter,
    HouseholdRow,
    HouseholdSort,
    count_households,
    households,
)
from app.services.keyset import Key
from app.services.rules.ages import AgeSpan
from tests.helpers.cases import plant_case
from tests.helpers.office import Office

#: The name of the family, and the year each of its young people was born.
TOWN = {
    "Famille Martel": (2012, 2009),
    "Famille Marin-Diallo": (2010,),
    "Famille Diallo": (2014, 2011, 2013),
    "Roy Martin": (2008,),
    "Famille Fall": (2015,),
    "Famille Le Goff": (2013,),
}


def town(office: Office) -> dict[str, int]:
    desk = office.desk()
    built = {}
    for at, (name, years) in enumerate(TOWN.items()):
        cases = [
            plant_case(office, first_name=f"Né{year}", last_name=f"N{at}", born=date(year, 5, 1))
            for year in years
        ]
        built[name] = found_household(desk, cases[0], name).ref
        for one in cases[1:]:
            enter_household(desk, one, built[name])
    return built


def whole(
    desk: Desk,
    limit: int,
    sort: HouseholdSort,
    text: str = "",
    *,
    descending: bool = False,
) -> list[HouseholdRow]:
    found: list[HouseholdRow] = []
    after: Key | None = None
    while True:
        rows, after = households(
            desk, HouseholdFilter(text), sort=sort, descending=descending, after=after, limit=limit
        )
        found.extend(rows)
        if after is None:
            return found


def names(rows: list[HouseholdRow]) -> list[str]:
    return [one.name for one in rows]


@pytest.mark.parametrize("text", ["", "mar", "f", "di"])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", HouseholdSort)
def test_pages_of_one_give_the_same_list_as_one_page(
    office: Office, sort: HouseholdSort, descending: bool, text: str
) -> None:
    town(office)
    desk = office.desk()
    at_once = whole(desk, 100, sort, text, descending=descending)
    assert whole(desk, 1, sort, text, descending=descending) == at_once
    assert len(at_once) == count_households(desk, HouseholdFilter(text))
    assert at_once


def test_sorted_by_the_young_people_the_eldest_lead(office: Office) -> None:
    town(office)
    found = whole(office.desk(), 2, HouseholdSort.ELDEST)
    assert names(found) == [
        "Roy Martin", "Famille Martel", "Famille Marin-Diallo", "Famille Diallo",
        "Famille Le Goff", "Famille Fall",
    ]  # fmt: skip
    assert found[1].members == ("Né2009", "Né2012")
    assert found[1].ages == (AgeSpan(17, 17), AgeSpan(14, 14))
    back = whole(office.desk(), 2, HouseholdSort.ELDEST, descending=True)
    assert names(back) == names(found)[::-1]


def test_an_eldest_one_may_not_see_does_not_place_a_family(office: Office) -> None:
    desk = office.desk()
    eldest = plant_case(office, born=date(2005, 1, 1), group_id=office.south)
    cadet = plant_case(office, born=date(2014, 1, 1))
    home = found_household(desk, eldest, "Famille Martel").ref
    enter_household(desk, cadet, home)
    found_household(desk, plant_case(office, born=date(2010, 1, 1)), "Famille Roy")
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    assert names(whole(desk, 1, HouseholdSort.ELDEST)) == ["Famille Martel", "Famille Roy"]
    assert names(whole(officer, 1, HouseholdSort.ELDEST)) == ["Famille Roy", "Famille Martel"]


def test_a_family_everybody_has_left_comes_last_whichever_way(office: Office) -> None:
    desk = office.desk()
    gone = plant_case(office)
    left = found_household(desk, gone, "Famille Ancienne").ref
    leave_household(desk, gone, left)
    found_household(desk, plant_case(office, last_name="ROY"), "Famille Roy")
    for descending in (False, True):
        found = whole(desk, 1, HouseholdSort.ELDEST, descending=descending)
        assert names(found) == ["Famille Roy", "Famille Ancienne"]
        assert found[1].members == ()


def test_words_find_in_any_order_and_names_that_begin_so_come_first(office: Office) -> None:
    town(office)
    desk = office.desk()

    def found(text: str) -> list[str]:
        return names(whole(desk, 1, HouseholdSort.NAME, text))

    assert found("mar") == ["Famille Marin-Diallo", "Famille Martel", "Roy Martin"]
    assert found("diallo") == ["Famille Diallo", "Famille Marin-Diallo"]
    assert found("diallo mar") == ["Famille Marin-Diallo"]
    assert found("LEGOFF") == found("le goff") == ["Famille Le Goff"]
    assert found("fa") == [name for name in sorted(TOWN) if name.startswith("Famille")]
    assert found("fal") == ["Famille Fall"]
    assert found("m") == ["Famille Marin-Diallo", "Famille Martel"]
    assert found("famille martel") == ["Famille Martel"]
    assert found("zzz") == []
