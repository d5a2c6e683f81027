"""The tab Plan d'actions: objectives and actions written, moved and read on one page."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget

from app.services.actions import ActionEntry, save_action
from app.services.choices import ActionStatus, ActionType, Role, SharingScope
from app.services.desk import Desk
from app.services.drafts import drafts
from app.services.plan import MOST_OBJECTIVES, ObjectiveEntry, plan, save_objective
from app.ui.panels.plan import PlanTab
from app.ui.widgets.tick import TickMenu
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.hands import focused, press
from tests.helpers.office import MONDAY, Office
from tests.helpers.seats import Seat, Sit
from tests.ui.looking import cut_texts, nameless, outside

TODAY = MONDAY.date()
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # menus offscreen


def tab(seat: Seat, case_id: int, *, width: int = 1100) -> PlanTab:
    page = seat.host(lambda context: PlanTab(context, case_id), width=width)
    assert isinstance(page, PlanTab)
    return page


def choose(page: PlanTab, name: str) -> None:
    action = page.findChild(QAction, name)
    assert action is not None
    action.trigger()


def words(page: PlanTab) -> list[str]:
    return [one.text() for one in page.findChildren(QLabel) if one.isVisible()]


def objective(desk: Desk, case_id: int, title: str = "Reprendre une formation") -> int:
    save_objective(desk, case_id, ObjectiveEntry(title))
    return plan(desk, case_id)[-1].id


def action(
    desk: Desk,
    case_id: int,
    due_on: date | None = None,
    *,
    title: str = "Rappeler le CFA",
    scope: SharingScope = SharingScope.CELL,
) -> int:
    found = plan(desk, case_id)
    number = found[0].id if found else objective(desk, case_id)
    entry = ActionEntry(number, title, ActionType.CFA_REFERRAL, sharing_scope=scope, due_on=due_on)
    save_action(desk, case_id, entry)
    return max(one.id for row in plan(desk, case_id) for one in row.actions)


def test_a_plan_is_begun_with_the_keyboard_alone(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    seat = sit(desk)
    page = tab(seat, case_id)
    press(page, "action.objective.first")
    seat.settle()
    assert focused().objectName() == "field.objective.title"
    QTest.keyClicks(focused(), "Trouver un CFA")
    QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seat.settle()
    QTest.keyClick(focused(), Qt.Key.Key_Backtab)
    assert focused() is page.new_action
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    seat.settle()
    assert focused().objectName() == "field.action.action_type"
    QTest.keyClicks(focused(), "orientation cfa")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seat.settle()

    [row] = plan(desk, case_id)
    assert row.title == "Trouver un CFA"
    [one] = row.actions
    assert (one.title, one.action_type) == ("Orientation CFA", ActionType.CFA_REFERRAL)
    assert one.sharing_scope is SharingScope.CELL
    assert drafts(desk) == ()
    assert "0 action sur 1 réalisée" in words(page)


def test_a_sixth_objective_cannot_be_begun(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    for number in range(MOST_OBJECTIVES):
        objective(desk, case_id, f"Objectif {number}")
    page = tab(sit(desk), case_id)
    assert not page.new_objective.isEnabled()
    assert page.new_objective.toolTip() == "Un plan compte cinq objectifs au plus"


def test_progress_counts_what_is_done_and_a_tick_says_how(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    number = action(desk, case_id, TODAY - timedelta(days=4))
    action(desk, case_id, title="Autre chose")
    seat = sit(desk)
    page = tab(seat, case_id)
    assert "En retard de 4\u00a0jours" in words(page)
    tick = page.findChild(TickMenu, f"tick.action.{number}")
    assert tick is not None
    tick.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Down)  # « sans effet »
    QTest.keyClick(menu, Qt.Key.Key_Return)
    seat.settle()
    assert plan(desk, case_id)[0].done == 1
    assert "1 action sur 2 réalisée" in words(page)
    assert "Réalisée – sans effet" in words(page)
    assert not any(one.startswith("En retard") for one in words(page))
    seat.messages.undo()
    seat.settle()
    assert plan(desk, case_id)[0].done == 0


def test_states_change_on_the_line(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    number = action(desk, case_id, TODAY)
    seat = sit(desk)
    page = tab(seat, case_id)
    choose(page, f"action.action.move.{number}.IN_PROGRESS")
    seat.settle()
    assert plan(desk, case_id)[0].actions[0].status is ActionStatus.IN_PROGRESS
    assert "En cours" in words(page)
    choose(page, f"action.action.move.{number}.POSTPONED")
    seat.settle()
    assert focused().objectName() == "field.postpone.due_on"
    QTest.keyClicks(focused(), "15/12/2026")
    QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seat.settle()
    row = plan(desk, case_id)[0].actions[0]
    assert (row.status, row.due_on) == (ActionStatus.POSTPONED, date(2026, 12, 15))
    seat.messages.undo()
    seat.settle()
    row = plan(desk, case_id)[0].actions[0]
    assert (row.status, row.due_on) == (ActionStatus.IN_PROGRESS, TODAY)


def test_a_correction_keeps_pilot_and_contributors(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    bodies = tuple(plant_partner(town, f"Structure {number}") for number in range(4))
    entry = ActionEntry(
        objective(desk, case_id),
        "Visite",
        ActionType.WORK_DISCOVERY,
        pilot_account_id=town.coordinator_id,
        contributor_ids=bodies,
        due_on=TODAY,
    )
    save_action(desk, case_id, entry)
    seat = sit(desk)
    page = tab(seat, case_id)
    before = plan(desk, case_id)[0].actions[0]
    press(page, f"action.action.edit.{before.id}")
    seat.settle()
    QTest.keyClicks(focused(), "Immersion")
    page.save(lambda: None)
    seat.settle()
    after = plan(desk, case_id)[0].actions[0]
    assert "Immersion" in after.title
    assert {one for one, _ in after.contributors} == set(bodies)
    assert (after.pilot, after.due_on) == (before.pilot, TODAY)


def test_who_can_read_is_said_where_it_is_not_the_cell(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    action(desk, case_id, title="Pour tous", scope=SharingScope.GROUP)
    action(desk, case_id, title="Pour moi", scope=SharingScope.COORDINATOR_ONLY)
    shown = " ".join(words(tab(sit(desk), case_id)))
    assert "lue par la cellule, imprimable pour le groupe" in shown
    assert "lue par le coordonnateur seul" in shown
    officer = town.desk(Role.CASE_OFFICER, groups=(town.north,))
    shown = " ".join(words(tab(sit(officer), case_id)))
    assert "Pour tous" in shown
    assert "Pour moi" not in shown


@pytest.mark.parametrize("width", [1100, 620])
def test_nothing_is_cut_or_nameless(town: Office, sit: Sit, width: int) -> None:
    desk, case_id = town.desk(), plant_case(town)
    title = "Entretien de positionnement au CFA de la Chambre de métiers et de l’artisanat"
    action(desk, case_id, TODAY, title=title, scope=SharingScope.GROUP)
    seat = sit(desk)
    page = tab(seat, case_id, width=width)
    page.begin()
    seat.settle()
    assert cut_texts(page) == []
    assert outside(page) == []
    assert nameless(page) == []


def test_the_focus_comes_back_to_the_action_whose_result_was_noted(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    action(desk, case_id, title="Une autre")
    number = action(desk, case_id)
    seat = sit(desk)
    page = tab(seat, case_id)
    tick = page.findChild(TickMenu, f"tick.action.{number}")
    assert tick is not None
    tick.setFocus()
    action_of_menu = tick.menu.actions()[1]
    action_of_menu.trigger()
    seat.settle()
    line = page.findChild(QWidget, f"line.action.{number}")
    assert line is not None
    assert line.isAncestorOf(page.window().focusWidget())


def test_an_action_without_objective_says_that_one_comes_first(town: Office, sit: Sit) -> None:
    seat = sit(town.desk())
    page = tab(seat, plant_case(town))
    page.begin()  # « Nouvelle action », at the head of the dossier
    seat.settle()
    assert "D’abord un objectif\u202f: l’action s’y rattachera" in words(page)


def test_an_action_begun_goes_to_the_other_objective_with_what_is_typed(
    town: Office, sit: Sit
) -> None:
    desk, case_id = town.desk(), plant_case(town)
    objective(desk, case_id)
    second = objective(desk, case_id, "Trouver un stage")
    seat = sit(desk)
    page = tab(seat, case_id)
    press(page, f"action.objective.add.{plan(desk, case_id)[0].id}")
    seat.settle()
    form = page.slot.form
    assert form is not None
    QTest.keyClicks(form.form.cells["title"].editor.targets[0], "Appeler")
    press(page, f"action.objective.add.{second}")
    seat.settle()
    assert page.slot.form is form
    answers = form.form.binder.values()
    assert (answers["objective"], answers["title"]) == (str(second), "Appeler")
    page.discard()


def test_an_objective_that_one_does_not_wholly_read_is_not_offered_to_the_corbeille(
    town: Office, sit: Sit
) -> None:
    case_id = plant_case(town)
    whole = objective(town.desk(), case_id, "Se former")
    objective(town.desk(), case_id, "Se loger")
    action(town.desk(), case_id, scope=SharingScope.COORDINATOR_ONLY)
    for desk, links, told in (
        (town.desk(), 2, 0),
        (town.desk(Role.CASE_OFFICER, groups=(town.north,)), 1, 1),
    ):
        page = tab(sit(desk), case_id)
        found = [
            one.objectName()
            for one in page.findChildren(QPushButton)
            if one.objectName().startswith("action.trash.objective.")
        ]
        assert len(found) == links
        assert (f"action.trash.objective.{whole}" in found) is (links == 2)
        assert len([one for one in words(page) if "adressez-vous" in one]) == told
