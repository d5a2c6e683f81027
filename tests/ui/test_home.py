"""Accueil: who is greeted, what waits, what is ticked there, what a new vault offers."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from sqlalchemy.orm import Session

from app.services.choices import (
    ActionResult,
    ActionStatus,
    Role,
)
from app.services.drafts import DraftKey, drafts, keep_draft
from app.services.eliminations import mark_purge_due
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.plan import plan
from app.ui.context import Place
from app.ui.operations.draft_offers import day_words
from app.ui.widgets.tick import TickMenu
from app.ui.widgets.tiles import StatTile
from tests.helpers.cases import plant_case
from tests.helpers.office import Office
from tests.helpers.seats import Sit
from tests.ui.homes import TODAY, home, plant_action, words
from tests.ui.looking import cut_texts, nameless, outside

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # menus offscreen


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


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.CLERK])
def test_who_has_no_dossier_is_not_told_that_there_is_none(
    town: Office, sit: Sit, role: Role
) -> None:
    plant_case(town)  # of the north group, where this person does not sit
    shown = words(home(sit(town.desk(role))))
    assert any(one.startswith("Aucun dossier ne vous est confié") for one in shown)
    assert not any("encore aucun dossier" in one or "premier" in one for one in shown)


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
