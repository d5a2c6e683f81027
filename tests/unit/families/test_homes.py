"""A foyer has no owner: young people and adults come and go; a child may have two homes."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.errors import Invalid, Refused
from app.models.enums import EliminationReason, HomeSharing, Relationship, Role
from app.models.family import HouseholdAdult
from app.services.cases import read_case
from app.services.desk import Desk
from app.services.guardians import GuardianEntry, save_guardian
from app.services.household_adults import (
    AdultEntry,
    adult_choices,
    save_adult,
)
from app.services.household_page import read_household
from app.services.households import (
    HouseholdView,
    enter_household,
    found_household,
    leave_household,
    share_home,
)
from app.services.opened_by_mistake import MistakeEntry, erase_case
from app.services.trash import throw_away
from tests.helpers.cases import plant_case
from tests.helpers.office import Office

NADIA = GuardianEntry("Benali", "Nadia", Relationship.MOTHER)


def homes(desk: Desk, case_id: int) -> tuple[HouseholdView, ...]:
    page = read_case(desk, case_id, opening=False)
    assert page.youth is not None
    return page.youth.households


def sharing(desk: Desk, case_id: int) -> dict[str, HomeSharing | None]:
    return {
        home.name: stay.sharing
        for home in homes(desk, case_id)
        for stay in home.members
        if stay.case_id == case_id and stay.until_on is None
    }


def test_a_child_has_two_homes_and_says_how_time_is_shared(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    mother = found_household(desk, case_id, "Foyer Benali").ref
    father = found_household(desk, case_id, "Foyer Martel", sharing=HomeSharing.ALTERNATING).ref
    both = HomeSharing.ALTERNATING
    assert sharing(desk, case_id) == {"Foyer Benali": both, "Foyer Martel": both}
    page = read_household(desk, mother)
    (other,) = page.elsewhere[page.view.members[0].youth_id]
    assert (other.id, other.sharing) == (father, both)
    share_home(desk, case_id, father, HomeSharing.WEEKENDS)
    third = found_household(desk, plant_case(office, first_name="Lina"), "Foyer Roy").ref
    with pytest.raises(Invalid):
        enter_household(desk, case_id, third, sharing=HomeSharing.OCCASIONAL)
    leave_household(desk, case_id, father)
    assert sharing(desk, case_id) == {"Foyer Benali": None}


def test_a_weekend_home_makes_the_other_the_main_one(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    with pytest.raises(Invalid):
        found_household(desk, case_id, "Foyer Martel", sharing=HomeSharing.WEEKENDS)
    found_household(desk, case_id, "Foyer Benali")
    found_household(desk, case_id, "Foyer Martel", sharing=HomeSharing.WEEKENDS)
    assert sharing(desk, case_id) == {
        "Foyer Benali": HomeSharing.MAIN, "Foyer Martel": HomeSharing.WEEKENDS,
    }  # fmt: skip


def test_the_family_stays_when_an_adult_leaves_comes_back_or_another_comes(office: Office) -> None:
    """What becomes of a family when its head leaves, dies, remarries? Nothing: it has no head."""
    desk, case_id = office.desk(), plant_case(office)
    home = found_household(desk, case_id, "Foyer Benali").ref
    save_guardian(desk, case_id, NADIA)
    save_guardian(desk, case_id, GuardianEntry("Roy", "Paul", Relationship.STEP_PARENT))
    nadia, paul = adult_choices(desk, home)
    assert (nadia.name, nadia.link) == ("BENALI Nadia", Relationship.MOTHER)
    save_adult(desk, home, AdultEntry(nadia.guardian_id, Relationship.MOTHER, date(2020, 1, 5)))
    assert [one.name for one in adult_choices(desk, home)] == ["ROY Paul"]
    save_adult(desk, home, AdultEntry(paul.guardian_id, Relationship.STEP_PARENT))
    stay = read_household(desk, home).adults[0]
    left = AdultEntry(stay.guardian_id, stay.link, stay.from_on, office.clock.today())
    save_adult(desk, home, left, adult_id=stay.id)
    page = read_household(desk, home)
    assert [(one.name, one.until_on) for one in page.adults] == [
        ("ROY Paul", None), ("BENALI Nadia", office.clock.today()),
    ]  # fmt: skip
    assert [one.name for one in page.view.members] == ["MARTEL Yanis"]
    save_adult(desk, home, AdultEntry(stay.guardian_id, stay.link))
    assert len(read_household(desk, home).adults) == 3
    with pytest.raises(Invalid):
        save_adult(desk, home, AdultEntry(stay.guardian_id, stay.link))
    throw_away(desk, "household_adult", stay.id, "Erreur")
    assert [one.name for one in read_household(desk, home).adults] == ["ROY Paul", "BENALI Nadia"]


def test_an_adult_known_by_a_hidden_dossier_alone_leaves_no_trace(office: Office) -> None:
    desk = office.desk()
    near, far = plant_case(office), plant_case(office, first_name="Lina", group_id=office.south)
    home = found_household(desk, near, "Foyer Benali").ref
    enter_household(desk, far, home)
    save_guardian(desk, far, NADIA)
    (nadia,) = adult_choices(desk, home)
    save_adult(desk, home, AdultEntry(nadia.guardian_id, nadia.link))
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    assert read_household(officer, home).adults == ()
    assert adult_choices(officer, home) == ()
    for act in (
        lambda: save_adult(officer, home, AdultEntry(nadia.guardian_id, nadia.link)),
        lambda: throw_away(officer, "household_adult", 1, "Erreur"),
    ):
        with pytest.raises(Refused):
            act()


def test_an_adult_goes_for_good_with_the_last_dossier_that_names_them(office: Office) -> None:
    desk = office.desk()
    yanis, lina = plant_case(office), plant_case(office, first_name="Lina")
    home = found_household(desk, yanis, "Foyer Benali").ref
    enter_household(desk, lina, home)
    save_guardian(desk, yanis, NADIA)
    (nadia,) = adult_choices(desk, home)
    save_adult(desk, home, AdultEntry(nadia.guardian_id, nadia.link))
    erase_case(desk, yanis, MistakeEntry(EliminationReason.TRIAL, "2026-0001", 1))
    with desk.read() as work:
        assert work.session.scalar(select(func.count(HouseholdAdult.id))) == 0
    assert read_household(desk, home).adults == ()
