"""The page of the history: read, brought back after a look at what would change, erased."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from sqlalchemy import func, select

from app.models.desk import JournalEntry
from app.models.enums import JournalAction
from app.services.case_edit import CaseEntry, save_case
from app.services.cases import read_case
from app.services.choices import ObservationKind, PartnerType, Role, SharingScope
from app.services.history_tracked import Kind
from app.services.observations import ObservationEntry, observations, save_observation
from app.services.partners import PartnerEntry, save_partner
from app.services.territory import NeighbourhoodEntry, save_neighbourhood
from app.ui.context import Place
from app.ui.operations.form_dialog import FormDialog
from app.ui.operations.history import place_of
from app.ui.pages.admin_territory import TerritoryPage
from app.ui.pages.history import HistoryPageView
from app.ui.widgets.versions import VersionCard
from tests.helpers.cases import plant_case
from tests.helpers.hands import press, words
from tests.helpers.office import MONDAY, Office
from tests.helpers.seats import Seat, Sit
from tests.ui.looking import cut_texts, nameless, outside

SEEN = ObservationEntry(ObservationKind.CALL, MONDAY.date(), "Rappeler lundi.")
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # menus offscreen


def open_page(seat: Seat, place: Place, *, width: int = 1140) -> HistoryPageView:
    def build(context: object) -> QWidget:
        page = HistoryPageView(seat.context, place)
        page.arrive(place)
        return page

    page = seat.show(build, width=width)
    assert isinstance(page, HistoryPageView)
    return page


def programmes(office: Office, case_id: int, *names: str) -> None:
    for name in names:
        save_case(office.desk(), case_id, CaseEntry(office.north, None, programme=name))


def programme(office: Office, case_id: int) -> str:
    return read_case(office.desk(), case_id, opening=False).header.programme


def test_a_version_is_brought_back_after_being_told_what_changes(town: Office, sit: Sit) -> None:
    case_id = plant_case(town)
    programmes(town, case_id, "PRE", "CTG")
    seat = sit(town.desk())
    page = open_page(seat, place_of(case_id, Kind.CASE))
    former = page.entries[1]
    seat.dialogs.answer_next("restore")
    press(page, f"action.restore.{former.id}")
    seat.settle()
    assert seat.dialogs.asked[-1].startswith("Rétablir la version du 23/11/2026 à ")
    assert programme(town, case_id) == "PRE"
    assert page.entries[0].action == "Version rétablie"
    success = seat.messages.success_shown
    assert success is not None
    assert success.undo is not None
    seat.messages.undo()
    seat.settle()
    assert programme(town, case_id) == "CTG"


def test_giving_up_changes_nothing(town: Office, sit: Sit) -> None:
    case_id = plant_case(town)
    programmes(town, case_id, "PRE", "CTG")
    seat = sit(town.desk())
    page = open_page(seat, place_of(case_id, Kind.CASE))
    seat.dialogs.answer_next("keep")
    press(page, f"action.restore.{page.entries[1].id}")
    seat.settle()
    assert programme(town, case_id) == "CTG"


def test_what_a_rule_refuses_is_said_in_its_words(town: Office, sit: Sit) -> None:
    case_id = plant_case(town, group_id=town.south)
    programmes(town, case_id, "PRE")  # moved to the north
    seat = sit(town.desk(Role.CASE_OFFICER, groups=(town.north,)))
    page = open_page(seat, place_of(case_id, Kind.CASE))
    seat.dialogs.answer_next("restore")
    press(page, "action.restore.0")
    seat.settle()
    problem = seat.messages.problem_shown
    assert problem is not None
    assert "Vous ne verriez plus ce dossier" in problem.sentence


def test_a_record_of_the_dossier_leads_to_its_own_history(town: Office, sit: Sit) -> None:
    case_id = plant_case(town)
    save_observation(town.desk(), case_id, SEEN)
    seat = sit(town.desk())
    page = open_page(seat, place_of(case_id))
    press(page, f"action.version.{page.entries[0].id}")
    number = observations(town.desk(), case_id)[0].id
    assert seat.went == [Place("history", number, "observation")]
    page.arrive(seat.went[0])
    seat.settle()
    assert "Observation du 23/11/2026" in words(page.header)


def test_a_long_history_goes_on_when_asked(town: Office, sit: Sit) -> None:
    case_id = plant_case(town)
    programmes(town, case_id, *(f"PRE {at}" for at in range(60)))
    seat = sit(town.desk())
    page = open_page(seat, place_of(case_id, Kind.CASE))
    assert len(page.findChildren(VersionCard)) == 50
    page.more.click()
    seat.settle()
    assert len(page.findChildren(VersionCard)) == 61  # and how it began
    assert not page.more.isVisible()


def test_what_is_written_while_it_is_shown_appears_and_is_no_new_reading(
    town: Office, sit: Sit
) -> None:
    case_id = plant_case(town)
    programmes(town, case_id, "PRE")
    seat = sit(town.desk())
    page = open_page(seat, place_of(case_id))
    entry = CaseEntry(town.north, None, programme="CTG")
    desk = seat.desk
    seat.jobs.database(page, lambda: save_case(desk, case_id, entry), lambda _change: None)
    seat.settle()
    assert page.entries[0].changes[0].after == "CTG"
    with town.desk().read() as work:
        reads = select(func.count(JournalEntry.id)).where(JournalEntry.action == JournalAction.READ)
        assert work.session.scalar(reads) == 1


def test_wrong_values_are_taken_out_of_the_past(town: Office, sit: Sit) -> None:
    case_id = plant_case(town)
    desk = town.desk()
    save_observation(desk, case_id, replace(SEEN, text="Il boit."))
    number = observations(desk, case_id)[0].id
    save_observation(desk, case_id, replace(SEEN, version=1), observation_id=number)
    seat = sit(desk)
    page = open_page(seat, place_of(number, Kind.OBSERVATION))
    assert "Il boit." in words(page)
    press(page, "action.history.erase")
    (dialog,) = (one for one in seat.dialogs._open if isinstance(one, FormDialog))
    dialog.form.binder.load({"field": "text"})
    dialog.submit.click()
    seat.settle()
    assert "Il boit." not in words(page)
    assert "Anciennes valeurs effacées" in words(page)
    assert seat.messages.success_shown is not None
    assert seat.messages.success_shown.undo is None
    offered = page.findChild(QPushButton, "action.history.erase")
    assert offered is None or offered.isHidden()  # nothing is left to erase


def test_only_the_coordonnateur_is_offered_to_erase(town: Office, sit: Sit) -> None:
    case_id = plant_case(town)
    programmes(town, case_id, "PRE")
    seat = sit(town.desk(Role.CASE_OFFICER, groups=(town.north,)))
    page = open_page(seat, place_of(case_id, Kind.CASE))
    assert page.findChild(QPushButton, "action.history.erase") is None


def test_an_empty_history_says_what_it_is_for(town: Office, sit: Sit) -> None:
    case_id = plant_case(town)
    page = open_page(sit(town.desk()), place_of(case_id))
    assert "Aucune modification pour le moment" in words(page)


def test_a_history_out_of_reach_leaves_nothing_on_the_screen(town: Office, sit: Sit) -> None:
    case_id = plant_case(town)
    save_observation(town.desk(), case_id, replace(SEEN, text="Confié."))
    number = observations(town.desk(), case_id)[0].id
    officer = town.desk(Role.CASE_OFFICER, groups=(town.north,))
    seat = sit(officer)
    page = open_page(seat, place_of(number, Kind.OBSERVATION))
    hidden = replace(SEEN, sharing_scope=SharingScope.COORDINATOR_ONLY, version=1)
    change = save_observation(town.desk(), case_id, hidden, observation_id=number)
    seat.changes.notice(change)
    seat.settle()
    assert page.entries == []
    assert page.findChildren(VersionCard) == []
    assert seat.messages.problem_shown is not None


@pytest.mark.parametrize("width", [1140, 780])
def test_nothing_is_cut_whatever_the_length(town: Office, sit: Sit, width: int) -> None:
    case_id = plant_case(town)
    long = "Elle demande que la cellule prenne le rendez-vous au centre de formation. " * 12
    save_observation(town.desk(), case_id, replace(SEEN, text=long))
    number = observations(town.desk(), case_id)[0].id
    save_observation(
        town.desk(), case_id, replace(SEEN, text=long[::-1], version=1), observation_id=number
    )
    programmes(town, case_id, "Programme de réussite éducative de la commune", "PRE")
    page = open_page(sit(town.desk()), place_of(case_id), width=width)
    assert cut_texts(page) == []
    assert outside(page) == []
    assert nameless(page) == []


def test_a_partner_has_its_own_page_of_history(town: Office, sit: Sit) -> None:
    desk = town.desk()
    number = save_partner(desk, PartnerEntry("Lycée Vauban", PartnerType.SCHOOL)).ref
    page = open_page(sit(desk), Place("history.partner", number))
    assert [one.action for one in page.entries] == ["Création"]
    assert "Lycée Vauban" in words(page)


def test_the_chosen_group_and_quartier_have_their_history_too(town: Office, sit: Sit) -> None:
    save_neighbourhood(town.desk(), NeighbourhoodEntry("Les Lilas"))
    seat = sit(town.desk())
    page = seat.show(lambda context: TerritoryPage(context, Place("admin.territory")))
    press(page, "action.history.group")
    press(page, "action.history.quarter")
    assert [(one.kind, one.tab) for one in seat.went] == [
        ("history.admin", "working_group"),
        ("history.admin", "neighbourhood"),
    ]
    assert all(one.ref for one in seat.went)
