"""The pages of dossiers and families, as they are used: read, corrected, opened, moved."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from app.services.actions import ActionEntry, save_action
from app.services.cases import read_case
from app.services.cases_list import cases
from app.services.choices import (
    ActionType,
    CaseStatus,
    ClosureReason,
    DangerAnswer,
    FamilyPosition,
    IntakeReason,
    ObservationKind,
    PartnerType,
    Relationship,
    Role,
    Sex,
    Situation,
)
from app.services.guardians import GuardianEntry, save_guardian
from app.services.households import enter_household, found_household
from app.services.intake import read_intake
from app.services.intake_decide import retain_new
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.observations import ObservationEntry, save_observation
from app.services.plan import ObjectiveEntry, plan, save_objective
from app.services.rules.partial_dates import PartialDate
from app.services.schooling import SchoolingEntry, add_situation
from app.ui.context import Place
from app.ui.forms.builder import Form
from app.ui.pages.case_list import CasesPage
from app.ui.pages.case_new import CaseNewPage
from app.ui.pages.case_page import CasePageView
from app.ui.pages.household_list import HouseholdsPage
from app.ui.pages.household_page import HouseholdPageView
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.hands import words
from tests.helpers.office import MONDAY, Office
from tests.helpers.seats import Seat, Sit
from tests.ui.looking import cut_texts, nameless, outside

TODAY = MONDAY.date()
LONG = "Lycée polyvalent des métiers du bâtiment et de l’énergie Paul-Langevin"
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen


def open_case(seat: Seat, case_id: int, tab: str = "", *, width: int = 1140) -> CasePageView:
    page = seat.show(
        lambda context: CasePageView(context, Place("case", case_id, tab)), width=width
    )
    assert isinstance(page, CasePageView)
    return page


def press(seat: Seat, page: QWidget, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None, name
    assert button.isVisible(), name
    button.click()
    seat.settle()


def form(page: QWidget, name: str) -> Form:
    found = page.findChild(Form, f"form.{name}")
    assert found is not None
    return found


def followed(town: Office) -> int:
    """A dossier in which everything has its line."""
    desk = town.desk()
    case_id = plant_case(town, last_name="OUEDRAOGO-LEFEBVRE", first_name="Marie-Antoinette")
    brother = plant_case(town, last_name="OUEDRAOGO-LEFEBVRE", first_name="Jean-Baptiste")
    school = plant_partner(town, LONG)
    add_situation(desk, case_id, SchoolingEntry(Situation.LYCEE_PRO, TODAY, None, school))
    home = found_household(desk, case_id, "Famille Ouedraogo-Lefebvre").ref
    enter_household(desk, brother, home)
    save_guardian(desk, case_id, GuardianEntry("Ouedraogo", "Aïcha", Relationship.MOTHER))
    save_objective(desk, case_id, ObjectiveEntry("Reprendre une formation avant janvier 2027"))
    number = plan(desk, case_id)[0].id
    entry = ActionEntry(number, "Rappeler le CFA", ActionType.CFA_REFERRAL, due_on=TODAY)
    save_action(desk, case_id, entry)
    save_observation(
        desk, case_id, ObservationEntry(ObservationKind.INTERVIEW, TODAY, "Favorable au CFA.")
    )
    return case_id


def test_the_synthesis_shows_what_is_to_do_the_plan_and_what_happened(
    town: Office, sit: Sit
) -> None:
    case_id = followed(town)
    seat = sit(town.desk())
    page = open_case(seat, case_id)
    assert page.header.title == "OUEDRAOGO-LEFEBVRE Marie-Antoinette"
    shown = words(page)
    for line in (
        "Rappeler le CFA", "Plan d’actions — 1\u00a0objectif", "0 action sur 1 réalisée",
        "Favorable au CFA.", "Suivi en cours",
    ):  # fmt: skip
        assert line in shown
    press(seat, page, "action.case.print")
    assert seat.went == [Place("synthesis_preview", case_id)]


@pytest.mark.parametrize("width", [1140, 940])
@pytest.mark.parametrize("tab", ["synthesis", "identity", "schooling", "reports", "life"])
def test_nothing_is_cut_or_nameless(town: Office, sit: Sit, tab: str, width: int) -> None:
    page = open_case(sit(town.desk()), followed(town), tab, width=width)
    assert page.tabs.current == tab
    assert cut_texts(page) == []
    assert outside(page) == []
    assert nameless(page) == []


def test_an_identity_is_corrected_in_place(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    seat = sit(desk)
    page = open_case(seat, case_id, "identity")
    press(seat, page, "action.youth.edit")
    opened = form(page, "youth")
    opened.binder.restore({"form": "youth", "fields": {"last_name": "nguyễn"}})
    assert page.has_changes()
    press(seat, page, "action.youth.save")
    assert page.header.title == "NGUYỄN Yanis"
    assert not page.has_changes()


def test_what_is_typed_is_asked_about_and_kept_until_answered(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    seat = sit(desk)
    page = open_case(seat, case_id, "schooling")
    press(seat, page, "action.schooling.new")
    opened = form(page, "schooling")
    opened.binder.restore(
        {"form": "schooling", "fields": {"situation": ["DROPPED_OUT", "Déscolarisé(e)"]}}
    )
    page.show_tab("synthesis")
    assert page.has_changes()
    assert page.snapshot() is not None
    left: list[bool] = []
    page.save(lambda: left.append(True))
    seat.settle()
    assert left == [True]
    youth = read_case(desk, case_id).youth
    assert youth is not None
    assert youth.schooling[0].situation is Situation.DROPPED_OUT
    assert "Déscolarisé(e)" in words(page)


def test_only_what_is_possible_now_is_offered_and_closing_asks_why(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    seat = sit(desk)
    page = open_case(seat, case_id, "life")
    assert page.findChild(QPushButton, "action.case.to.PRESENTED") is None
    press(seat, page, "action.case.to.CLOSED")
    press(seat, page, "action.case.status.save")
    assert read_case(desk, case_id).header.status is CaseStatus.ACTIVE
    reason = ClosureReason.IN_TRAINING
    fields = {"closure_reason": [reason.value, reason.label], "closure_review": "Au CFA."}
    form(page, "case.status").binder.restore({"form": "case.status", "fields": fields})
    press(seat, page, "action.case.status.save")
    assert read_case(desk, case_id).header.status is CaseStatus.CLOSED
    assert "Entrée en formation" in words(page)
    assert page.findChild(QPushButton, "action.case.to.ACTIVE") is not None


def test_a_clerk_sees_neither_plan_nor_observations_nor_print(town: Office, sit: Sit) -> None:
    case_id = followed(town)
    page = open_case(sit(town.desk(Role.CLERK, groups=(town.north,))), case_id)
    assert not {"plan", "observations", "reports", "documents"} & set(page.tabs.keys())
    assert "Rappeler le CFA" not in words(page)
    assert "Favorable" not in words(page)
    assert page.findChild(QPushButton, "action.case.print") is None


def test_a_dossier_out_of_reach_says_so_and_shows_nothing(town: Office, sit: Sit) -> None:
    case_id = plant_case(town, group_id=town.south)
    seat = sit(town.desk(Role.CASE_OFFICER, groups=(town.north,)))
    page = open_case(seat, case_id)
    assert seat.messages.problem_shown is not None
    assert "MARTEL" not in words(page)


def test_the_list_filters_counts_and_opens(town: Office, sit: Sit) -> None:
    plant_case(town, last_name="ROY", group_id=town.south)
    near = plant_case(town)
    seat = sit(town.desk())
    page = seat.show(lambda context: CasesPage(context, Place("cases")))
    assert isinstance(page, CasesPage)
    assert "2 dossiers" in words(page)
    page.filters["group"].choose(str(town.north))
    seat.settle()
    assert [one.id for one in page.model.rows] == [near]
    assert "1 dossier" in words(page)
    page.frame.table.setFocus()
    QTest.keyClick(page.frame.table, Qt.Key.Key_Return)
    assert seat.went == [Place("case", near)]
    page.frame.chips.cleared.emit()
    seat.settle()
    assert len(page.model.rows) == 2
    plant_case(town, last_name="ABBA", status=CaseStatus.CLOSED)
    page.arrive(Place("cases", tab="followed"))
    seat.settle()
    assert [one.name for one in page.model.rows] == ["MARTEL Yanis", "ROY Yanis"]
    page.arrive(Place("cases", tab="to_inform+mine"))
    seat.settle()
    assert page.model.rows == []
    assert "Aucun dossier ne correspond" in words(page)


def test_a_dossier_is_opened_without_a_signalement(town: Office, sit: Sit) -> None:
    desk = town.desk()
    seat = sit(desk)
    page = seat.show(lambda context: CaseNewPage(context, Place("case.new")))
    assert isinstance(page, CaseNewPage)
    assert page.form is not None
    assert not page.has_changes()
    fields = {
        "last_name": "özdemir", "first_name": "Emre", "birth": "03/2010", "sex": "MALE",
        "origin_type": ["FAMILY", "Famille"],
        "group_id": [str(town.north), "Groupe territorial Nord"],
    }  # fmt: skip
    page.form.binder.restore({"form": "case.new", "fields": fields})
    assert page.has_changes()
    press(seat, page, "action.case.open")
    (row,) = cases(desk)[0]
    assert (row.name, row.lead) == ("ÖZDEMIR Emre", "A. Bernard")
    assert seat.went == [Place("case", row.id)]


def test_families_are_listed_read_and_renamed(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    home = found_household(desk, case_id, "Famille Martel").ref
    seat = sit(desk)
    listed = seat.show(lambda context: HouseholdsPage(context, Place("households")))
    assert "1 famille" in words(listed)
    page = seat.show(lambda context: HouseholdPageView(context, Place("household", home)))
    press(seat, page, f"list.household.members.{case_id}")
    assert seat.went == [Place("case", case_id)]
    press(seat, page, "action.household.rename")
    form(page, "household").binder.restore(
        {"form": "household", "fields": {"name": "Famille Martel-Roy"}}
    )
    press(seat, page, "action.household.save")
    assert "Famille Martel-Roy" in words(page)
    assert cut_texts(page) == []
    assert nameless(page) == []


def test_what_the_author_told_does_not_discharge_the_cell_of_its_own_information(
    town: Office, sit: Sit
) -> None:
    desk = town.desk()
    report = IntakeEntry(
        received_on=TODAY,
        origin_type=PartnerType.FAMILY,
        last_name="Diallo",
        first_name="Aminata",
        sex=Sex.FEMALE,
        birth=PartialDate.exactly(date(2011, 3, 14)),
        situation=Situation.LYCEE_PRO,
        school_id=plant_partner(town, LONG),
        reporter_partner_id=plant_partner(town, "Collège Jean-Moulin"),
        reasons=frozenset({IntakeReason.DROPOUT}),
        danger_answer=DangerAnswer.NO,
        family_informed=True,
        family_informed_on=TODAY,
        family_position=FamilyPosition.AGREES,
        group_id=town.north,
    )
    number = save_intake(desk, report).ref
    retain_new(desk, number, lead_officer_id=None)
    case_id = read_intake(desk, number).case_id
    assert case_id is not None
    seat = sit(desk)
    page = open_case(seat, case_id)
    shown = words(page)
    assert "Informer la famille" in shown
    assert "Famille informée par l’auteur du signalement le 23/11/2026" in shown
    press(seat, page, "due.inform")
    shown = words(page)
    assert "à donner par la cellule avant le 23/12/2026" in shown
    assert "Non demandée par la cellule (à l’auteur du signalement\u202f: accord)" in shown
