"""Where one is led back to, and when one is not: a kill, an ordinary end, a right withdrawn."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services import entrance, seats
from app.services.seats import Seat
from app.ui.context import Place
from app.ui.operations.inline_form import InlineForm
from tests.ui.shell.house.conftest import LOGIN, PASSWORD, TERMS
from tests.ui.shell.house.program import Start, end, gone, new_case

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_kill_leads_back_to_where_the_last_draft_was_written(start: Start) -> None:
    first = start()
    case_id = new_case(first)
    first.go(Place("case", case_id, "observations"))
    first.click("action.observation.new")
    first.come_forward()
    area = first.text("field.observation.text")
    area.setFocus()
    assert area.hasFocus()
    QTest.keyClicks(area, "Vu ce matin")
    form = first.page.findChild(InlineForm, "card.observation")
    assert form is not None
    form.keeper.write()
    first.settle()
    seat = seats.last_seat(first.desk)
    assert seat is not None
    assert (seat.page, seat.ref, seat.field) == ("case", case_id, "field.observation.text")
    assert seat.tab == f"observations/observation@{case_id}"
    assert seat.cursor == len("Vu ce matin")


def test_an_ordinary_end_begins_the_next_day_at_accueil(start: Start) -> None:
    first = start()
    first.go(Place("cases"))
    first.window.close()
    assert first.jobs.drain()
    assert first.asked == ["quit"]
    end(first)
    second = start()
    here = second.house.frame.navigator.place
    assert here is not None
    assert here.kind == "home"
    assert second.messages.success_shown is None


def test_back_at_one_s_seat_accueil_is_one_key_away(start: Start) -> None:
    first = start()
    first.go(Place("cases"))
    gone(first)
    second = start()
    assert second.house.frame.navigator.place == Place("cases")
    QTest.keyClick(second.window, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    second.settle()
    assert second.house.frame.navigator.place == Place("home")


def test_a_seat_that_this_person_may_no_longer_take_leads_to_accueil(start: Start) -> None:
    first = start()
    folder = first.desk.vault.folder if first.desk.vault else None
    gone(first)
    assert folder is not None
    desk = entrance.enter(folder, login=LOGIN, password=PASSWORD, terms=TERMS)
    assert desk.vault is not None
    with desk.vault:
        seats.keep_seat(desk, Seat("no.such.page"))
    second = start()
    here = second.house.frame.navigator.place
    assert here is not None
    assert here.kind == "home"


def test_a_key_pressed_while_the_page_fills_is_not_answered_by_another_field(start: Start) -> None:
    first = start()
    first.go(Place("cases"))
    gone(first)
    second = start()
    second.house.seating.sit(Seat("cases", field="field.that.never.comes"))
    assert second.house.seating._timer.isActive()
    handle = second.window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_A)
    assert not second.house.seating._timer.isActive()
