"""Typing a signalement with the keyboard alone, keeping it unfinished, coming back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app.models.enums import DangerAnswer, IntakeReason, IntakeStatus, Role
from app.services.drafts import DraftKey, find_draft
from app.services.intake import read_intake
from app.services.intake_list import intakes
from app.services.intake_write import FORM
from app.ui.context import PageContext, Place
from app.ui.pages.intake_form import IntakeFormPage
from app.ui.pages.intake_read import IntakePageView
from tests.helpers.drafts import take_up
from tests.helpers.hands import press
from tests.helpers.office import Office
from tests.helpers.seats import Seat, Sit
from tests.ui.intake.conftest import count_reports, fill, open_form, strike, type_all
from tests.ui.looking import cut_texts, nameless, outside

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen


def test_typed_by_keyboard_alone_it_is_saved_and_goes_on_to_its_qualification(
    seat: Seat,
) -> None:
    page = open_form(seat)
    assert page.sheet is not None
    type_all(seat)
    assert page.sheet.missing_count == 0
    strike(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seat.settle()
    (row,), _ = intakes(seat.desk)
    assert (row.youth, row.status) == ("MARTEL Yanis", IntakeStatus.RECEIVED)
    assert seat.went == [Place("intake", row.id, "qualify")]
    read = read_intake(seat.desk, row.id)
    assert read.reporter == "Lycée Paul-Langevin — Hélène AUBRY, CPE"
    assert read.school == "Lycée Paul-Langevin", "proposed: it is the author"
    assert read.entry.reasons == {IntakeReason.ABSENTEEISM, IntakeReason.DROPOUT_RISK}
    assert read.entry.birth is not None
    assert read.entry.birth.earliest == date(2011, 3, 14)
    assert read.entry.danger_answer is DangerAnswer.NO
    assert not page.has_changes()


def test_what_is_missing_is_counted_and_said_at_its_field_without_saving(
    seat: Seat, town: Office
) -> None:
    page = open_form(seat)
    assert page.sheet is not None
    missing = page.sheet.missing_count
    assert missing == 11
    bar = page.findChild(QPushButton, "action.missing") or next(
        one for one in page.findChildren(QPushButton) if "manquent" in one.text()
    )
    assert bar.text() == "11 réponses manquent"
    fill(page, last_name="MARTEL", first_name="Yanis")
    assert page.sheet.missing_count == missing - 2
    press(page, "action.intake.qualify")
    seat.settle()
    assert page.sheet.form.cells["origin_type"].error
    assert page.sheet.form.cells["danger"].error
    assert not page.sheet.form.cells["last_name"].error
    assert count_reports(town) == 0


def test_incomplete_it_is_kept_as_a_brouillon_and_taken_up_again(seat: Seat) -> None:
    page = open_form(seat)
    fill(page, last_name="MARTEL", reasons=("NO_PLACE",), prior_steps=("CALL_FAMILY",))
    press(page, "action.intake.keep")
    seat.settle()
    (row,), _ = intakes(seat.desk)
    assert row.status is IntakeStatus.DRAFT
    assert seat.went == [Place("intakes")]
    again = open_form(seat, row.id)
    assert again.sheet is not None
    assert again.sheet.values()["last_name"] == "MARTEL"
    assert again.sheet.values()["prior_steps"] == ("CALL_FAMILY",)
    assert not again.has_changes()


def test_a_representative_is_added_and_saved_with_the_rest(seat: Seat) -> None:
    page = open_form(seat)
    assert page.sheet is not None
    type_all(seat)
    press(page, "action.intake.guardians.add")
    (form,) = page.sheet.guardians.forms
    assert page.sheet.missing_count == 2
    form.cells["last_name"].editor.load("MARTEL")
    form.cells["relationship_kind"].editor.load("MOTHER")
    form.cells["phone"].editor.load("+33612345678")
    press(page, "action.intake.keep")
    seat.settle()
    (row,), _ = intakes(seat.desk)
    (guardian,) = read_intake(seat.desk, row.id).entry.guardians
    assert (guardian.last_name, guardian.parental_authority) == ("MARTEL", True)


def test_what_is_typed_becomes_a_draft_and_comes_back(seat: Seat) -> None:
    page = open_form(seat)
    fill(page, last_name="MARTEL", reason_note="Fait noté")
    work = page.snapshot()
    assert work is not None
    work()
    again = open_form(seat)
    assert again.sheet is not None
    assert again.sheet.values()["reason_note"] == "", "offered, not put in unasked"
    take_up(again)
    assert again.sheet.values()["reason_note"] == "Fait noté"
    assert again.has_changes()
    again.discard()
    seat.settle()
    assert find_draft(seat.desk, DraftKey(FORM)) is None


def test_someone_already_followed_is_proposed_while_one_types(seat: Seat) -> None:
    first = open_form(seat)
    type_all(seat)
    press(first, "action.intake.keep")
    seat.settle()
    (row,), _ = intakes(seat.desk)
    from_first = IntakePageView(seat.context, Place("intake", row.id, "qualify"))
    seat.shown.append(from_first)
    seat.settle()
    assert from_first.decision is not None
    from_first.decision.form.cells["way"].editor.load("retain")
    from_first.decision.submit.click()
    seat.settle()
    case_id = read_intake(seat.desk, row.id).case_id
    page = open_form(seat)
    assert page.sheet is not None
    type_all(seat)
    page.sheet._lookup.ask()
    seat.settle()
    press(page, f"action.known.yes.{case_id}")
    press(page, "action.intake.qualify")
    seat.settle()
    assert seat.went[-1].tab == f"qualify:{case_id}"


@pytest.mark.parametrize("width", [800, 1140, 1700])
def test_nothing_is_cut_or_nameless_at_any_width(seat: Seat, width: int) -> None:
    page = open_form(seat, width=width)
    fill(page, prior_steps=("CALL_FAMILY", "OTHER"), family_informed=True)
    press(page, "action.intake.guardians.add")
    seat.settle()
    assert cut_texts(page) == []
    assert outside(page) == []
    assert nameless(page) == []
    page._in_danger()
    seat.settle()
    assert cut_texts(page.danger) == []
    assert nameless(page.danger) == []


def test_roles_without_signalements_are_refused(town: Office, sit: Sit) -> None:
    seat = sit(town.desk(Role.CLERK))

    def build(context: PageContext) -> QWidget:
        return IntakeFormPage(context, Place("intake.new"))

    seat.show(build)
    assert seat.messages.problem_shown is not None
    assert seat.messages.problem_shown.code == "refused"
