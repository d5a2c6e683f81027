"""Answering « oui » to the danger: whom to call, and nothing told stays here."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from sqlalchemy import func, select

from app.models.desk import Draft
from app.models.enums import DangerAnswer, DangerRecipient, IntakeStatus, Role
from app.services.danger import transmissions
from app.services.drafts import DraftKey, find_draft
from app.services.intake import read_intake
from app.services.intake_list import intakes
from app.services.intake_write import FORM
from app.ui.context import Place
from app.ui.pages.intake_form import IntakeFormPage
from app.ui.widgets.danger import MISSING
from tests.helpers.hands import press
from tests.helpers.office import Office
from tests.helpers.seats import Seat, Sit
from tests.ui.intake.conftest import choose, count_reports, fill, open_form, strike, tab_to

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen


def to_danger(seat: Seat) -> IntakeFormPage:
    page = open_form(seat)
    fill(page, last_name="MARTEL", reason_note="Récit du danger")
    work = page.snapshot()
    assert work is not None
    work()
    tab_to("field.intake.danger.yes")
    strike(Qt.Key.Key_Space)
    seat.settle()
    assert page.danger.isVisible()
    return page


def test_danger_shows_whom_to_call_and_keeps_no_narrative_meanwhile(seat: Seat) -> None:
    page = to_danger(seat)
    shown = {one.text() for one in page.danger.findChildren(QLabel) if one.isVisible()}
    assert {"17", "119", "CRIP du département", "Procureur de la République"} <= shown
    draft = find_draft(seat.desk, DraftKey(FORM))
    assert draft is not None
    assert "Récit" not in str(draft.content)
    page.save(lambda: pytest.fail("saved while the danger is open"))
    assert seat.messages.problem_shown is not None


def test_transmitting_only_leaves_nothing_but_the_trace(seat: Seat, town: Office) -> None:
    page = to_danger(seat)
    press(page, "action.danger.only")
    seat.settle()
    assert transmissions(seat.desk) == (), "without a recipient nothing happens"
    page.danger.recipient.choose(str(DangerRecipient.CRIP))
    press(page, "action.danger.only")
    seat.settle()
    assert [one.recipient for one in transmissions(seat.desk)] == [DangerRecipient.CRIP]
    assert count_reports(town) == 0
    with town.desk().read() as work:
        assert work.session.scalar(select(func.count(Draft.id))) == 0
    assert seat.went[-1] == Place("intakes")
    assert not page.has_changes()


def test_following_too_clears_the_narrative_and_no_longer_asks(seat: Seat) -> None:
    page = to_danger(seat)
    assert page.sheet is not None
    page.danger.recipient.choose(str(DangerRecipient.PROSECUTOR))
    press(page, "action.danger.follow")
    seat.settle()
    assert page.sheet.isVisible()
    assert page.sheet.values()["reason_note"] == ""
    assert page.sheet.values()["last_name"] == "MARTEL"
    assert not page.sheet.form.cells["danger"].isVisible()
    fill(
        page, origin_type="FAMILY", first_name="Yanis", birth=None, sex="MALE",
        situation="COLLEGE", reasons=("ABSENTEEISM",), family_informed=True,
    )  # fmt: skip
    page.sheet.form.cells["birth"].editor.set_raw("2011")
    choose(seat, "group", "nord")
    press(page, "action.intake.keep")
    seat.settle()
    (row,), _ = intakes(seat.desk)
    read = read_intake(seat.desk, row.id)
    assert read.entry.danger_answer is DangerAnswer.TRANSMITTED
    assert read.status is IntakeStatus.RECEIVED


def test_oui_by_mistake_comes_back_to_the_form_as_it_was(seat: Seat) -> None:
    page = to_danger(seat)
    assert page.sheet is not None
    press(page, "action.danger.back")
    assert page.sheet.isVisible()
    assert page.sheet.values()["danger"] is None
    assert page.sheet.values()["reason_note"] == "Récit du danger"
    assert transmissions(seat.desk) == ()


def test_a_missing_number_leads_who_may_set_it_to_the_settings(seat: Seat) -> None:
    page = to_danger(seat)
    shown = {one.text(): one for one in page.danger.findChildren(QLabel) if one.isVisible()}
    assert MISSING not in shown
    level = [
        shown[who].mapTo(page, QPoint()).y() for who in ("Enfance en danger", "CRIP du département")
    ]
    assert abs(level[0] - level[1]) <= 2, "a card without a number stands level with the others"
    press(page, "action.danger.number.2")  # the CRIP's
    seat.settle()
    assert seat.went[-1] == Place("admin.organisation")


def test_a_missing_number_is_said_to_who_may_not_set_it(town: Office, sit: Sit) -> None:
    page = to_danger(sit(town.desk(Role.CASE_OFFICER, groups=(town.north,))))
    shown = [one.text() for one in page.danger.findChildren(QLabel) if one.isVisible()]
    assert shown.count(MISSING) == 2
