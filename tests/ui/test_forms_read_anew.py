"""A form begun just after a save: it knows what was saved, though its page does not show it yet.

The page is not told of the write here, as in the moment before it has read again.
"""

from PySide6.QtWidgets import QApplication, QWidget

from app.services import territory
from app.services.case_edit import CaseEntry, save_case
from app.services.cases import read_case
from app.services.choices import (
    CaseStatus,
    GroupKind,
    ObservationKind,
    ReferralRequest,
    Relationship,
)
from app.services.guardians import GuardianEntry, save_guardian
from app.services.household_page import read_household
from app.services.households import found_household, rename_household
from app.services.observations import ObservationEntry, observations, save_observation
from app.services.plan import ObjectiveEntry, plan, save_objective
from app.services.referral_moves import ReferralEntry, save_referral
from app.services.referrals import read_referral
from app.services.territory import GroupEntry
from app.ui.context import Place
from app.ui.forms.builder import Form
from app.ui.operations.form_dialog import FormDialog
from app.ui.pages.admin_territory import TerritoryPage
from app.ui.pages.case_page import CasePageView
from app.ui.pages.household_page import HouseholdPageView
from app.ui.pages.referral_page import ReferralPageView
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.office import MONDAY, Office
from tests.helpers.seats import Seat, Sit

TODAY = MONDAY.date()


def case_at(seat: Seat, case_id: int, tab: str) -> QWidget:
    return seat.show(lambda context: CasePageView(context, Place("case", case_id, tab)))


def form(page: QWidget, name: str) -> Form:
    found = page.findChild(Form, f"form.{name}")
    assert found is not None, name
    return found


def test_an_action_may_serve_the_objective_just_saved(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    seat = sit(desk)
    page = case_at(seat, case_id, "plan")
    save_objective(desk, case_id, ObjectiveEntry("Se former"))
    seat.press(page, "action.case.new.action")
    assert form(page, "action").binder.values()["objective"] == str(plan(desk, case_id)[0].id)


def test_a_follow_up_begins_right_after_its_head_was_saved(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town, status=CaseStatus.ASSESSMENT)
    seat = sit(desk)
    page = case_at(seat, case_id, "life")
    save_case(desk, case_id, CaseEntry(town.north, town.coordinator_id))
    seat.press(page, "action.case.to.ACTIVE")
    seat.press(page, "action.case.status.save")
    assert seat.messages.problem_shown is None
    assert read_case(desk, case_id).header.status is CaseStatus.ACTIVE


def test_an_observation_is_corrected_as_it_was_just_saved(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    save_observation(desk, case_id, ObservationEntry(ObservationKind.CALL, TODAY, "Avant."))
    seat = sit(desk)
    page = case_at(seat, case_id, "observations")
    [row] = observations(desk, case_id)
    entry = ObservationEntry(ObservationKind.CALL, TODAY, "Après.", version=row.version)
    save_observation(desk, case_id, entry, observation_id=row.id)
    seat.press(page, f"action.observation.edit.{row.id}")
    assert form(page, "observation").binder.values()["text"] == "Après."


def test_a_representative_is_corrected_as_just_saved(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    nadia = GuardianEntry("Martel", "Nadia", Relationship.MOTHER)
    save_guardian(desk, case_id, nadia)
    seat = sit(desk)
    page = case_at(seat, case_id, "identity")
    youth = read_case(desk, case_id).youth
    assert youth is not None
    [row] = youth.guardians
    corrected = GuardianEntry("Martel", "Nadège", Relationship.MOTHER, version=row.entry.version)
    save_guardian(desk, case_id, corrected, guardian_id=row.id)
    seat.press(page, f"action.guardian.edit.{row.id}")
    assert form(page, "guardian").binder.values()["first_name"] == "Nadège"


def test_a_family_is_renamed_right_after_it_was(town: Office, sit: Sit) -> None:
    desk = town.desk()
    family = found_household(desk, plant_case(town), "Famille Martel").ref
    seat = sit(desk)
    page = seat.show(lambda context: HouseholdPageView(context, Place("household", family)))
    version = read_household(desk, family).view.version
    rename_household(desk, family, "Famille Martel-Diallo", version=version)
    seat.press(page, "action.household.rename")
    assert form(page, "household").binder.values()["name"] == "Famille Martel-Diallo"


def test_a_step_is_noted_right_after_the_orientation_was_saved(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    entry = ReferralEntry(plant_partner(town), ReferralRequest.INFORMATION)
    number = save_referral(desk, case_id, entry).ref
    seat = sit(desk)
    page = seat.show(lambda context: ReferralPageView(context, Place("referral", number)))
    save_referral(desk, case_id, entry, referral_id=number)
    seat.press(page, "action.referral.to.CONSENT_PENDING")
    seat.press(page, "action.move.save")
    assert seat.messages.problem_shown is None
    assert str(read_referral(desk, number).row.status) == "CONSENT_PENDING"


def test_a_quartier_may_be_followed_by_the_group_just_saved(town: Office, sit: Sit) -> None:
    desk = town.desk()
    seat = sit(desk)
    page = seat.show(lambda context: TerritoryPage(context, Place("admin.territory")))
    assert isinstance(page, TerritoryPage)
    territory.save_group(desk, GroupEntry("Groupe des Coteaux", GroupKind.TERRITORIAL))
    seat.press(page, "action.neighbourhood.new")
    windows = QApplication.topLevelWidgets()
    [dialog] = [one for one in windows if isinstance(one, FormDialog) and one.isVisible()]
    newest = max(one.id or 0 for one in territory.groups(desk))
    dialog.form.binder.load({"name": "Les Coquibus", "group_id": str(newest)})
    dialog.submit.click()
    seat.settle()
    [known] = territory.neighbourhoods(desk)
    assert known.group_id == newest
