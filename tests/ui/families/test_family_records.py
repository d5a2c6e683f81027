"""A contact, an adult, two homes: corrected, shared, thrown away and taken back where they are."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.models.enums import ContactKind, HomeSharing, Relationship
from app.services.cases import read_case
from app.services.contacts import ContactPointEntry, save_contact
from app.services.desk import Desk
from app.services.guardians import GuardianEntry, save_guardian
from app.services.household_adults import AdultEntry, save_adult
from app.services.household_page import read_household
from app.services.households import found_household
from app.services.trash import trash_of
from app.ui.context import Place
from app.ui.operations.form_dialog import FormDialog
from app.ui.pages.household_page import HouseholdPageView
from app.ui.panels.case_identity import IdentityTab
from tests.helpers.cases import plant_case
from tests.helpers.office import Office
from tests.helpers.seats import Seat
from tests.ui.looking import cut_texts, nameless, outside

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen


def identity(seat: Seat, case_id: int, width: int = 1140) -> IdentityTab:
    tab = seat.host(lambda context: IdentityTab(context, case_id), width=width)
    assert isinstance(tab, IdentityTab)
    again(seat, tab, case_id)
    return tab


def again(seat: Seat, tab: IdentityTab, case_id: int) -> None:
    tab.show_case(read_case(seat.desk, case_id, opening=False))
    seat.settle()


def throw(seat: Seat, page: QWidget, table: str) -> None:
    seat.press(page, f"action.trash.{table}.1")
    (dialog,) = (
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, FormDialog) and one.isVisible()
    )
    dialog.form.cells["reason"].editor.load("Saisi deux fois")
    dialog.submit.click()
    seat.settle()


def well_drawn(page: QWidget) -> bool:
    return not (cut_texts(page) or outside(page) or nameless(page))


@pytest.mark.parametrize("width", [1140, 720])
def test_a_contact_goes_to_the_corbeille_from_its_line_and_comes_back_from_the_message(
    town: Office, sit: Callable[[Desk], Seat], width: int
) -> None:
    seat, case_id = sit(town.desk()), plant_case(town)
    save_contact(seat.desk, case_id, ContactPointEntry(ContactKind.PHONE, "06 12 34 56 78"))
    tab = identity(seat, case_id, width)
    assert well_drawn(tab)
    seat.press(tab, "action.history.youth_contact.1")
    assert seat.went == [Place("history", 1, "youth_contact")]
    throw(seat, tab, "youth_contact")
    assert len(trash_of(seat.desk, case_id)) == 1
    seat.messages.undo()
    seat.settle()
    assert trash_of(seat.desk, case_id) == ()


def test_how_two_homes_share_the_time_is_said_there_and_taken_back(
    town: Office, sit: Callable[[Desk], Seat]
) -> None:
    seat, case_id = sit(town.desk()), plant_case(town)
    found_household(seat.desk, case_id, "Foyer Benali")
    tab = identity(seat, case_id)
    assert tab.findChild(QPushButton, "action.household.share.1") is None
    found_household(seat.desk, case_id, "Foyer Martel", sharing=HomeSharing.ALTERNATING)
    again(seat, tab, case_id)
    assert well_drawn(tab)
    seat.dialogs.answer_next(str(HomeSharing.WEEKENDS))
    seat.press(tab, "action.household.share.2")
    assert sharing(seat.desk, case_id) == {HomeSharing.ALTERNATING, HomeSharing.WEEKENDS}
    seat.messages.undo()
    seat.settle()
    assert sharing(seat.desk, case_id) == {HomeSharing.ALTERNATING}


def sharing(desk: Desk, case_id: int) -> set[HomeSharing | None]:
    page = read_case(desk, case_id, opening=False)
    assert page.youth is not None
    return {one.sharing for home in page.youth.households for one in home.members}


def test_joining_a_family_says_when_there_is_none_to_join(
    town: Office, sit: Callable[[Desk], Seat]
) -> None:
    seat, case_id = sit(town.desk()), plant_case(town)
    tab = identity(seat, case_id)
    seat.press(tab, "action.household.enter")
    assert tab.slot.form is None
    said = seat.messages.success_shown
    assert said is not None
    assert said.text.startswith("Aucune famille n’est encore enregistrée")
    found_household(seat.desk, plant_case(town, first_name="Lina"), "Foyer Benali")
    seat.press(tab, "action.household.enter")
    assert tab.slot.form is not None


@pytest.mark.parametrize("width", [1140, 720])
def test_an_adult_goes_to_the_corbeille_from_the_page_of_the_family(
    town: Office, sit: Callable[[Desk], Seat], width: int
) -> None:
    seat, case_id = sit(town.desk()), plant_case(town)
    home = found_household(seat.desk, case_id, "Foyer Benali").ref
    save_guardian(seat.desk, case_id, GuardianEntry("Benali", "Nadia", Relationship.MOTHER))
    save_adult(seat.desk, home, AdultEntry(1, Relationship.MOTHER))
    page = seat.show(
        lambda context: HouseholdPageView(context, Place("household", home)), width=width
    )
    assert well_drawn(page)
    seat.press(page, "action.history.household_adult.1")
    assert seat.went == [Place("history.household", 1, "household_adult")]
    throw(seat, page, "household_adult")
    assert page.findChild(QPushButton, "action.household.adult.1") is None
    assert read_household(seat.desk, home).adults == ()
    seat.messages.undo()
    seat.settle()
    assert len(read_household(seat.desk, home).adults) == 1
