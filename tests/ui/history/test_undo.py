"""« Annuler » after a write, from its message or by Ctrl+Z: never in a field, never past a lock."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.services.case_edit import CaseEntry, save_case
from app.services.cases import read_case
from app.services.observations import observations
from app.services.trash import trash_of
from app.ui.context import Place
from app.ui.operations.history_undo import undo_of
from app.ui.operations.observations import observation_form
from app.ui.pages.case_page import CasePageView
from app.ui.shell import actions
from tests.helpers.cases import plant_case
from tests.helpers.office import MONDAY, Office
from tests.helpers.seats import Seat, Sit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # menus offscreen


def programme(office: Office, case_id: int) -> str:
    return read_case(office.desk(), case_id, opening=False).header.programme


def written(town: Office, seat: Seat, case_id: int) -> None:
    """An edit whose message offers to take it back."""
    change = save_case(town.desk(), case_id, CaseEntry(town.north, None, programme="PRE"))
    seat.messages.success("C’est enregistré.", undo=undo_of(seat.context, change))


def test_an_observation_just_noted_goes_to_the_corbeille(town: Office, sit: Sit) -> None:
    case_id, seat = plant_case(town), sit(town.desk())
    form = seat.host(lambda context: observation_form(context, case_id, None))
    form.form.binder.load(  # type: ignore[attr-defined]  # an InlineForm
        {
            "kind": "CALL",
            "observed_on": MONDAY.date(),
            "text": "Rappeler lundi.",
            "sharing_scope": "CELL",
        }
    )
    form.save(lambda: None)  # type: ignore[attr-defined]  # an InlineForm
    seat.settle()
    assert len(observations(town.desk(), case_id)) == 1
    seat.messages.undo()
    seat.settle()
    assert observations(town.desk(), case_id) == ()
    assert len(trash_of(town.desk(), case_id)) == 1
    assert seat.messages.success_shown is not None
    assert "corbeille" in seat.messages.success_shown.text


def test_an_edit_taken_back_says_so_and_the_open_views_hear_it(town: Office, sit: Sit) -> None:
    case_id, seat = plant_case(town), sit(town.desk())
    written(town, seat, case_id)
    heard: list[object] = []
    seat.changes.changed.connect(heard.append)
    seat.messages.undo()
    seat.settle()
    assert programme(town, case_id) == ""
    assert heard
    assert seat.messages.success_shown is not None
    assert seat.messages.success_shown.text.startswith("Annulé")


def test_an_undo_that_comes_too_late_says_why(town: Office, sit: Sit) -> None:
    case_id, seat = plant_case(town), sit(town.desk())
    written(town, seat, case_id)
    save_case(town.desk(), case_id, CaseEntry(town.north, None, programme="CTG"))
    seat.messages.undo()
    seat.settle()
    assert programme(town, case_id) == "CTG"
    assert seat.messages.problem_shown is not None
    assert seat.messages.problem_shown.code == "conflict"


def test_a_lock_forgets_what_could_be_undone(town: Office, sit: Sit) -> None:
    case_id, seat = plant_case(town), sit(town.desk())
    written(town, seat, case_id)
    seat.messages.clear()  # what the lock does
    seat.messages.undo()
    seat.settle()
    assert programme(town, case_id) == "PRE"


def window_with_a_field(seat: Seat) -> tuple[QWidget, QLineEdit, QPushButton]:
    def build(_context: object) -> QWidget:
        window = QWidget()
        QLineEdit(window).setObjectName("field")
        QPushButton("Voir", window).setObjectName("button")
        actions.bind(window, {one.key: seat.messages.undo for one in actions.ACTIONS})
        return window

    window = seat.show(build)
    field, button = window.findChild(QLineEdit, "field"), window.findChild(QPushButton, "button")
    assert field is not None
    assert button is not None
    return window, field, button


def test_ctrl_z_takes_back_what_was_written_when_no_field_has_the_focus(
    town: Office, sit: Sit
) -> None:
    case_id, seat = plant_case(town), sit(town.desk())
    _, _, button = window_with_a_field(seat)
    written(town, seat, case_id)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    seat.settle()
    assert programme(town, case_id) == ""


def test_ctrl_z_in_a_field_is_the_field_s_own(town: Office, sit: Sit) -> None:
    case_id, seat = plant_case(town), sit(town.desk())
    _, field, _ = window_with_a_field(seat)
    written(town, seat, case_id)
    field.setFocus()
    QTest.keyClicks(field, "Rappeler")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    seat.settle()
    assert field.text() == ""
    assert programme(town, case_id) == "PRE"
    assert seat.messages.success_shown is not None


def test_the_head_of_a_dossier_leads_to_its_history(town: Office, sit: Sit) -> None:
    case_id, seat = plant_case(town), sit(town.desk())
    page = seat.show(lambda context: CasePageView(context, Place("case", case_id)))
    icon = page.findChild(QPushButton, f"action.history.dossier.{case_id}")
    assert icon is not None
    assert icon.accessibleName() == "Historique des modifications"
    icon.click()
    assert seat.went == [Place("history", case_id)]
