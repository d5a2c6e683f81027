"""A form of signalement left in its window: nothing is lost unasked, what is saved shows."""

import pytest
from PySide6.QtTest import QTest

from app.services.drafts import DraftKey, find_draft
from app.services.intake_write import FORM
from app.ui.context import PageSpec, Place
from app.ui.pages.intake_form import IntakeFormPage
from app.ui.pages.intake_list import IntakesPage
from app.ui.shell.frame import Frame
from app.ui.shell.frame import Office as Everything
from tests.helpers.hands import press
from tests.helpers.office import Office
from tests.helpers.seats import Seat
from tests.ui.intake.conftest import count_reports, fill, type_all

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen


@pytest.fixture
def frame(seat: Seat) -> Frame:
    """The whole window around the pages of signalements."""
    one = Frame(
        Everything(
            desk=seat.desk,
            jobs=seat.jobs,
            messages=seat.messages,
            dialogs=seat.dialogs,
            changes=seat.changes,
            settings=seat.context.settings,
            pages=[
                PageSpec("intakes", "Signalements", IntakesPage),
                PageSpec("intake.new", "Nouveau", IntakeFormPage, rail="intakes", keep=False),
            ],
            find=lambda _desk, _text: [],
            who="A. Bernard",
        ),
        lock=lambda: None,
    )
    seat.shown.append(one)
    one.resize(1366, 768)
    one.navigator.go(Place("intakes"))
    one.show()
    seat.settle()
    return one


@pytest.mark.parametrize(
    ("answer", "result"),
    [("save", ("intakes", 1)), ("discard", ("intakes", 0)), ("stay", ("intake.new", 0))],
)
def test_leaving_with_changes_asks_and_does_as_one_answers(
    seat: Seat, town: Office, frame: Frame, answer: str, result: tuple[str, int]
) -> None:
    where, kept = result
    frame.navigator.go(Place("intake.new"))
    seat.settle()
    page = frame.navigator.page
    assert isinstance(page, IntakeFormPage)
    fill(page, last_name="MARTEL")
    seat.dialogs.answer_next(answer)
    press(page, "action.intake.abandon")
    seat.settle()
    assert seat.dialogs.asked
    assert frame.navigator.place is not None
    assert frame.navigator.place.kind == where
    assert count_reports(town) == kept
    seat.settle()
    if where == "intake.new":
        page.discard()
    assert (find_draft(seat.desk, DraftKey(FORM)) is None) or where == "intake.new"


def test_what_was_just_saved_is_in_the_list(seat: Seat, frame: Frame) -> None:
    list_page = frame.navigator.page
    assert isinstance(list_page, IntakesPage)
    assert list_page.frame.empty is not None
    press(list_page, "action.intake.first")
    seat.settle()
    page = frame.navigator.page
    assert isinstance(page, IntakeFormPage)
    frame.activateWindow()
    assert QTest.qWaitForWindowActive(frame)
    type_all(seat)
    press(page, "action.intake.keep")
    seat.settle()
    assert frame.navigator.page is list_page
    assert [row.youth for row in list_page.model.rows] == ["MARTEL Yanis"]
    assert list_page.frame.table.isVisible()
