"""A draft is offered as what it is: taken up, compared field by field, or thrown away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services.drafts import DraftKey, SavedDraft, find_draft, keep_draft
from app.services.observations import observations
from app.ui.operations.draft_offers import day_words
from app.ui.operations.inline_form import InlineForm
from tests.helpers.drafts import draft_button, take_up
from tests.helpers.seats import Seat
from tests.ui.drafted import content, dialog, key_of, open_new, pick, text

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def type_in(form: InlineForm, words: str) -> None:
    area = form.form.cells["text"].editor.targets[0]
    area.setFocus()
    QTest.keyClicks(area, words)


def left(seat: Seat, key: DraftKey) -> SavedDraft | None:
    seat.settle()
    return find_draft(seat.desk, key)


def test_nothing_is_put_into_the_form_before_one_asks(seat: Seat, case_id: int) -> None:
    at = keep_draft(seat.desk, key_of(case_id), content(text="Vu lundi"))
    form = open_new(seat, case_id)
    assert text(form) == ""
    strip = form.keeper.offers.strip
    assert strip.isVisible()
    assert strip.words.text() == f"Brouillon du {day_words(at)}"
    kind = form.form.cells["kind"].editor.targets[0]
    assert kind.hasFocus(), "the form is begun as ever"
    QTest.keyClick(kind, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is draft_button(form, "drop"), "and the strip is one key away"
    take_up(form)
    assert text(form) == "Vu lundi"
    assert form.has_changes()


def test_typing_before_choosing_loses_neither(seat: Seat, case_id: int) -> None:
    key = key_of(case_id)
    keep_draft(seat.desk, key, content(text="Vu lundi"))
    form = open_new(seat, case_id)
    type_in(form, "Autre chose")
    form.keeper.write()
    found = left(seat, key)
    assert found is not None
    assert found.content["fields"]["text"] == "Autre chose"
    assert found.earlier[0].content["fields"]["text"] == "Vu lundi"
    assert not form.keeper.offers.strip.resume.isVisible(), "it would cover what one typed"
    draft_button(form, "compare").click()
    shown = dialog()
    assert [(one.label, one.kept, one.other) for one in shown.differences] == [
        (form.form.spec.field("text").label, "Autre chose", "Vu lundi")
    ]
    pick(shown, "text", other=True)
    shown.submit.click()
    assert text(form) == "Vu lundi"


def test_a_second_opening_finds_both(seat: Seat, case_id: int) -> None:
    key = key_of(case_id)
    keep_draft(seat.desk, key, content(text="Vu lundi"))
    keep_draft(seat.desk, key, content(text="Vu mardi"), unseen=True)
    form = open_new(seat, case_id)
    take_up(form)
    assert text(form) == "Vu mardi"
    draft_button(form, "drop").click()  # the other one, which waited
    seat.settle()
    assert text(form) == "Vu mardi"
    form.keeper.write()
    found = left(seat, key)
    assert found is not None
    assert found.earlier == ()


def test_throwing_away_can_be_undone(seat: Seat, case_id: int) -> None:
    key = key_of(case_id)
    keep_draft(seat.desk, key, content(text="Vu lundi"))
    before = find_draft(seat.desk, key)
    form = open_new(seat, case_id)
    draft_button(form, "drop").click()
    assert left(seat, key) is None
    assert not form.keeper.offers.strip.isVisible()
    seat.messages.undo()
    assert left(seat, key) == before
    take_up(form)
    assert text(form) == "Vu lundi"


def test_what_was_taken_up_can_be_thrown_away_and_had_back(seat: Seat, case_id: int) -> None:
    key = key_of(case_id)
    keep_draft(seat.desk, key, content(text="Vu lundi"))
    form = open_new(seat, case_id)
    take_up(form)
    type_in(form, "!")
    draft_button(form, "drop").click()
    assert text(form) == ""
    assert left(seat, key) is None
    seat.messages.undo()
    assert "Vu lundi" in text(form)
    assert "!" in text(form)
    found = left(seat, key)
    assert found is not None


def test_giving_a_form_up_can_be_undone(seat: Seat, case_id: int) -> None:
    key = key_of(case_id)
    form = open_new(seat, case_id)
    type_in(form, "Trop vite")
    form.give_up()
    assert left(seat, key) is None
    seat.messages.undo()
    found = left(seat, key)
    assert found is not None
    assert found.content["fields"]["text"] == "Trop vite"


def test_giving_up_leaves_the_draft_that_was_not_decided(seat: Seat, case_id: int) -> None:
    key = key_of(case_id)
    keep_draft(seat.desk, key, content(text="Vu lundi"))
    before = find_draft(seat.desk, key)
    form = open_new(seat, case_id)
    type_in(form, "Autre chose")
    form.keeper.write()
    seat.settle()
    form.give_up()
    assert left(seat, key) == before


def test_saving_leaves_the_draft_that_was_not_decided(seat: Seat, case_id: int) -> None:
    key = key_of(case_id)
    keep_draft(seat.desk, key, content(text="Vu lundi"))
    before = find_draft(seat.desk, key)
    form = open_new(seat, case_id)
    form.form.cells["kind"].editor.load("INTERVIEW")
    type_in(form, "Une autre observation")
    form.save(lambda: None)
    assert left(seat, key) == before
    (row,) = observations(seat.desk, case_id)
    assert row.text == "Une autre observation"


def test_what_says_nothing_new_is_not_offered(seat: Seat, case_id: int) -> None:
    key = key_of(case_id)
    keep_draft(seat.desk, key, content(text=""))
    form = open_new(seat, case_id)
    assert not form.keeper.offers.strip.isVisible()
    assert left(seat, key) is None


def test_a_half_typed_date_survives(seat: Seat, case_id: int) -> None:
    form = open_new(seat, case_id)
    line = form.form.cells["observed_on"].editor.targets[0]
    line.setFocus()
    line.clear()
    QTest.keyClicks(line, "12/0")
    form.keeper.write()
    seat.settle()
    again = open_new(seat, case_id)
    take_up(again)
    assert again.form.cells["observed_on"].editor.raw() == "12/0"
