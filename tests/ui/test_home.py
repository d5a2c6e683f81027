"""Accueil: who is greeted, what waits, what is ticked there, what a new vault offers."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from sqlalchemy.orm import Session

from app.services.actions import ActionEntry, save_action
from app.services.choices import (
    ActionResult,
    ActionStatus,
    ActionType,
    ReferralRequest,
    ReferralStatus,
    Role,
)
from app.services.desk import Desk
from app.services.drafts import DraftKey, drafts, keep_draft
from app.services.eliminations import mark_purge_due
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.plan import ObjectiveEntry, plan, save_objective
from app.services.referral_moves import ReferralEntry, ReferralMove, move_referral, save_referral
from app.ui.context import PageContext, Place
from app.ui.operations.draft_offers import day_words
from app.ui.pages.home import HomePage
from app.ui.pages.intake_list import IntakesPage
from app.ui.widgets.tick import TickMenu
from app.ui.widgets.tiles import StatTile
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.office import MONDAY, Office
from tests.helpers.seats import Seat
from tests.ui.looking import cut_texts, nameless, outside

TODAY = MONDAY.date()
Sit = Callable[[Desk], Seat]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # menus offscreen


def home(seat: Seat, *, width: int = 1140) -> HomePage:
    def build(context: PageContext) -> HomePage:
        page = HomePage(context, Place("home"))
        page.arrive(Place("home"))
        return page

    page = seat.show(build, width=width)
    assert isinstance(page, HomePage)
    return page


def plant_action(desk: Desk, case_id: int, due_on: date, title: str = "Rappeler le CFA") -> int:
    objectives = plan(desk, case_id)
    if not objectives:
        save_objective(desk, case_id, ObjectiveEntry("Reprendre une formation"))
        objectives = plan(desk, case_id)
    entry = ActionEntry(objectives[0].id, title, ActionType.CFA_REFERRAL, due_on=due_on)
    save_action(desk, case_id, entry)
    return max(one.id for row in plan(desk, case_id) for one in row.actions)


def words(page: HomePage) -> list[str]:
    return [one.text() for one in page.findChildren(QLabel) if one.isVisible()]


def tile(page: HomePage, key: str) -> str:
    found = page.findChild(StatTile, f"tile.{key}")
    assert found is not None
    return found.accessibleName()


def test_it_greets_by_first_name_with_the_day(town: Office, sit: Sit) -> None:
    assert home(sit(town.desk())).header.title == "Bonjour Anne — lundi 23\u00a0novembre 2026"


def test_what_waits_stands_under_its_day(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    for days, title in ((-4, "Hier"), (0, "Ce jour"), (5, "Bientôt"), (30, "Plus tard")):
        plant_action(desk, case_id, TODAY + timedelta(days=days), title)
    shown = words(home(sit(desk)))
    order = ["En retard", "Hier", "Aujourd’hui", "Ce jour", "Les 7 prochains jours", "Bientôt"]
    assert [one for one in shown if one in order] == order
    assert "Plus tard" not in shown
    assert "19/11" in shown


def test_a_tick_asks_how_it_went_and_can_be_taken_back(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    number = plant_action(desk, case_id, TODAY)
    seat = sit(desk)
    page = home(seat)
    tick = page.findChild(TickMenu, f"tick.action.{number}")
    assert tick is not None
    tick.setFocus()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Return)  # the first answer is ready under Entrée
    seat.settle()

    action = plan(desk, case_id)[0].actions[0]
    assert (action.status, action.result) == (ActionStatus.DONE, ActionResult.EFFECTIVE)
    assert page.findChild(TickMenu, f"tick.action.{number}") is None
    assert seat.messages.success_shown is not None
    assert "réalisée" in seat.messages.success_shown.text

    seat.messages.undo()
    seat.settle()
    assert plan(desk, case_id)[0].actions[0].status is ActionStatus.PLANNED
    assert page.findChild(TickMenu, f"tick.action.{number}") is not None


def test_giving_up_the_question_unticks(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    number = plant_action(desk, case_id, TODAY)
    page = home(sit(desk))
    tick = page.findChild(TickMenu, f"tick.action.{number}")
    assert tick is not None
    tick.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not tick.isChecked()
    assert plan(desk, case_id)[0].actions[0].status is ActionStatus.PLANNED


def test_only_my_dossiers_unless_i_say_otherwise(town: Office, sit: Sit) -> None:
    me = town.account(Role.CASE_OFFICER, groups=(town.north,))
    mine, other = plant_case(town, lead_officer_id=me), plant_case(town, last_name="SAÏDI")
    for case_id in (mine, other):
        plant_action(town.desk(), case_id, TODAY - timedelta(days=1))
    seat = sit(town.desk(Role.CASE_OFFICER, groups=(town.north,), account_id=me))
    page = home(seat)
    assert tile(page, "late") == "1 échéance dépassée"
    assert "SAÏDI Yanis" not in words(page)
    page.mine.click()
    seat.settle()
    assert tile(page, "late") == "2 échéances dépassées"
    assert "SAÏDI Yanis" in words(page)


def test_the_tiles_open_what_they_count(town: Office, sit: Sit) -> None:
    desk = town.desk()
    case_id = plant_case(town, information_due_on=TODAY)
    plant_action(desk, case_id, TODAY - timedelta(days=2), "Rappeler le lycée")
    plant_action(desk, case_id, TODAY, "Ce jour")
    entry = ReferralEntry(
        plant_partner(town),
        ReferralRequest.INFORMATION,
        youth_agreed_on=TODAY,
        guardian_agreed_on=TODAY,
    )
    number = save_referral(desk, case_id, entry).ref
    for status in (ReferralStatus.CONSENT_PENDING, ReferralStatus.SENT):
        move_referral(desk, number, ReferralMove(status, on=TODAY - timedelta(days=20)))
    seat = sit(desk)
    page = home(seat)
    assert tile(page, "silent") == "1 orientation sans réponse"
    assert tile(page, "to_inform") == "1 famille à informer"
    for key in ("to_qualify", "silent", "to_inform", "late"):
        found = page.findChild(StatTile, f"tile.{key}")
        assert found is not None
        found.click()
    seat.settle()
    assert seat.went == [
        Place("intakes", tab="RECEIVED"),
        Place("referrals", tab="silent"),
        Place("cases", tab="to_inform"),
    ]
    assert "Rappeler le lycée" in words(page)
    assert "Ce jour" not in words(page)
    chip = page.findChild(QPushButton, "home.filter.late")
    assert chip is not None
    chip.click()
    seat.settle()
    assert "Ce jour" in words(page)


def test_the_list_of_signalements_opens_at_those_that_wait(town: Office, sit: Sit) -> None:
    seat = sit(town.desk())

    def build(context: PageContext) -> IntakesPage:
        page = IntakesPage(context, Place("intakes"))
        page.arrive(Place("intakes", tab="RECEIVED"))
        return page

    page = seat.show(build)
    assert isinstance(page, IntakesPage)
    assert page.filters["status"].code() == "RECEIVED"


def test_a_line_opens_its_record(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    number = plant_action(desk, case_id, TODAY)
    seat = sit(desk)
    line = home(seat).findChild(QPushButton, f"task.action.{number}")
    assert line is not None
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert seat.went == [Place("case", case_id, "plan")]


def test_drafts_are_taken_up_again(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    key = DraftKey("observation", str(case_id))
    kept = keep_draft(desk, key, {"form": "observation", "fields": {}})
    seat = sit(desk)
    page = home(seat)
    assert "Brouillon\u202f: observation, MARTEL Yanis" in words(page)
    assert f"du {day_words(kept)}" in words(page)
    line = page.findChild(QPushButton, "resume.0")
    assert line is not None
    line.click()
    assert seat.went == [Place("case", case_id, f"observations/observation@{case_id}")]


def test_a_draft_thrown_away_from_accueil_comes_back_with_annuler(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    keep_draft(desk, DraftKey("observation", str(case_id)), {"form": "observation", "fields": {}})
    before = drafts(desk)
    seat = sit(desk)
    page = home(seat)
    drop = page.findChild(QPushButton, "resume.0.drop")
    assert drop is not None
    drop.click()
    seat.settle()
    assert drafts(desk) == ()
    assert page.findChild(QPushButton, "resume.0.drop") is None
    seat.messages.undo()
    seat.settle()
    assert drafts(desk) == before
    assert page.findChild(QPushButton, "resume.0.drop") is not None


def test_a_new_vault_says_where_to_begin(town: Office, sit: Sit) -> None:
    seat = sit(town.desk())
    page = home(seat)
    assert page.first.isVisible()
    assert not page.card.isVisible()
    for button in page.first.buttons:
        button.click()
    assert seat.went == [Place("admin"), Place("partner.new"), Place("intake.new")]


def test_dossiers_that_reach_their_term_are_announced(town: Office, sit: Sit) -> None:
    plant_case(town, elimination_due_on=TODAY + timedelta(days=40))
    shown = words(home(sit(town.desk())))
    assert "1\u00a0dossier" in shown
    assert "arrive au terme de conservation d’ici janvier 2027" in shown


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.CLERK])
def test_who_has_no_dossier_is_not_told_that_there_is_none(
    town: Office, sit: Sit, role: Role
) -> None:
    plant_case(town)  # of the north group, where this person does not sit
    shown = words(home(sit(town.desk(role))))
    assert any(one.startswith("Aucun dossier ne vous est confié") for one in shown)
    assert not any("encore aucun dossier" in one or "premier" in one for one in shown)


def test_the_tile_counts_what_stands_under_en_retard(town: Office, sit: Sit) -> None:
    desk = town.desk()
    case_id = plant_case(town, information_due_on=TODAY)
    plant_action(desk, case_id, TODAY - timedelta(days=2), "Rappeler le lycée")
    entry = ReferralEntry(
        plant_partner(town),
        ReferralRequest.INFORMATION,
        youth_agreed_on=TODAY,
        guardian_agreed_on=TODAY,
    )
    number = save_referral(desk, case_id, entry).ref
    for status in (ReferralStatus.CONSENT_PENDING, ReferralStatus.SENT):
        move_referral(desk, number, ReferralMove(status, on=TODAY - timedelta(days=20)))
    seat = sit(desk)
    page = home(seat)
    assert tile(page, "late") == "2 échéances dépassées"
    found = page.findChild(StatTile, "tile.late")
    assert found is not None
    found.click()
    seat.settle()
    assert page.findChild(QPushButton, f"task.referral.{number}") is not None


def test_a_signalement_kept_as_a_brouillon_is_taken_up_from_accueil(town: Office, sit: Sit) -> None:
    desk = town.desk()
    number = save_intake(
        desk, IntakeEntry(received_on=TODAY, last_name="Diallo"), complete=False
    ).ref
    seat = sit(desk)
    page = home(seat)
    line = page.findChild(QPushButton, "resume.0")
    assert line is not None
    assert line.accessibleName() == "Brouillon\u202f: signalement, DIALLO"
    line.click()
    assert seat.went == [Place("intake.edit", number)]
    colleague = town.desk(Role.COORDINATOR)
    assert home(sit(colleague)).findChild(QPushButton, "resume.0") is None


@pytest.mark.parametrize("role", [Role.CLERK, Role.AUDITOR, Role.ADMIN])
def test_roles_without_the_plan_are_not_shown_it(town: Office, sit: Sit, role: Role) -> None:
    desk = town.desk()
    plant_action(desk, plant_case(town), TODAY, "Confidentiel")
    page = home(sit(town.desk(role, groups=(town.north,))))
    assert "Confidentiel" not in words(page)
    assert page.findChild(StatTile, "tile.late") is None


@pytest.mark.parametrize("width", [1140, 940])
def test_nothing_is_cut_or_nameless(town: Office, sit: Sit, width: int) -> None:
    desk = town.desk()
    case_id = plant_case(town, last_name="OUEDRAOGO-LEFEBVRE", first_name="Marie-Antoinette")
    plant_action(desk, case_id, TODAY, "Entretien de positionnement au CFA du bâtiment et des TP")
    page = home(sit(desk), width=width)
    assert cut_texts(page) == []
    assert outside(page) == []
    assert nameless(page) == []


def test_the_coordonnateur_is_told_what_erased_still_waits_to_leave_the_file(
    town: Office, sit: Sit
) -> None:
    desk = town.desk()
    seat = sit(desk)
    assert home(seat).findChild(QPushButton, "action.home.purge") is None
    with Session(desk.engine) as session, session.begin():
        mark_purge_due(session)
    link = home(seat).findChild(QPushButton, "action.home.purge")
    assert isinstance(link, QPushButton)
    link.click()
    assert seat.went == [Place("admin.erasures")]
    officer = home(sit(town.desk(Role.CASE_OFFICER)))
    assert officer.findChild(QPushButton, "action.home.purge") is None
