"""Leaving a form that is not complete: its draft may be kept, and what is missing is shown."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.services.drafts import DraftKey, drafts, find_draft
from app.ui.context import PageSpec, Place
from app.ui.pages.case_list import CasesPage
from app.ui.pages.case_new import CaseNewPage
from app.ui.pages.case_page import CasePageView
from app.ui.panels.observations import ObservationsTab
from app.ui.shell.frame import Frame
from app.ui.shell.frame import Office as Everything
from tests.helpers.cases import plant_case
from tests.helpers.office import Office
from tests.helpers.seats import Seat, Sit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen


def window(seat: Seat) -> Frame:
    """The whole window around the pages of dossiers."""
    one = Frame(
        Everything(
            desk=seat.desk, jobs=seat.jobs, messages=seat.messages, dialogs=seat.dialogs,
            changes=seat.changes, settings=seat.context.settings,
            pages=[
                PageSpec("cases", "Dossiers", CasesPage),
                PageSpec("case", "Dossier", CasePageView, rail="cases"),
                PageSpec("case.new", "Nouveau", CaseNewPage, rail="cases", keep=False),
            ],
            find=lambda _desk, _text: [],
            who="A. Bernard",
        ),
        lock=lambda: None,
    )  # fmt: skip
    seat.shown.append(one)
    one.resize(1366, 768)
    one.show()
    one.activateWindow()
    assert QTest.qWaitForWindowActive(one)
    return one


def observation_begun(seat: Seat, frame: Frame, case_id: int) -> CasePageView:
    """« Observations » with a text and no nature, then the tab « Suivi »."""
    frame.navigator.go(Place("case", case_id, "observations"))
    seat.settle()
    page = frame.navigator.page
    assert isinstance(page, CasePageView)
    tab = page.findChild(ObservationsTab)
    assert tab is not None
    tab.begin()
    seat.settle()
    assert tab.form is not None
    QTest.keyClicks(tab.form.form.cells["text"].editor.targets[0], "Absent lundi")
    page.show_tab("life")
    return page


def test_saving_on_leaving_shows_the_tab_and_the_field_that_forbid_it(
    town: Office, sit: Sit
) -> None:
    case_id, seat = plant_case(town), sit(town.desk())
    frame = window(seat)
    page = observation_begun(seat, frame, case_id)
    seat.dialogs.answer_next("save")
    frame.rail.buttons["cases"].click()
    seat.settle()
    assert frame.navigator.page is page
    assert page.tabs.current == "observations"
    tab = page.findChild(ObservationsTab)
    assert tab is not None
    assert tab.form is not None
    cell = tab.form.form.cells["kind"]
    assert cell.error
    focus = frame.focusWidget()
    assert focus is not None
    assert cell.isAncestorOf(focus)
    page.discard()


def test_a_form_of_a_tab_is_left_with_its_draft_and_found_as_it_was(town: Office, sit: Sit) -> None:
    case_id, seat = plant_case(town), sit(town.desk())
    frame = window(seat)
    page = observation_begun(seat, frame, case_id)
    seat.dialogs.answer_next("keep")
    frame.rail.buttons["cases"].click()
    seat.settle()
    assert frame.navigator.place == Place("cases")
    assert len(drafts(seat.desk)) == 1
    frame.navigator.back()
    seat.settle()
    assert page.has_changes()
    page.discard()


def test_a_form_that_begins_is_left_with_its_draft(town: Office, sit: Sit) -> None:
    seat = sit(town.desk())
    frame = window(seat)
    frame.navigator.go(Place("case.new"))
    seat.settle()
    page = frame.navigator.page
    assert isinstance(page, CaseNewPage)
    assert page.form is not None
    QTest.keyClicks(page.form.cells["last_name"].editor.targets[0], "MARTEL")
    frame.rail.buttons["cases"].click()
    dialog = next(one for one in QApplication.topLevelWidgets() if _asks(one))
    buttons = dialog.findChildren(QPushButton)
    assert [one.text() for one in buttons] == [
        "Rester", "Abandonner", "Garder le brouillon", "Enregistrer",
    ]  # fmt: skip
    assert [one.text() for one in buttons if one.isDefault()] == ["Enregistrer"]
    next(one for one in buttons if one.objectName() == "dialog.choice.keep").click()
    seat.settle()
    assert frame.navigator.place == Place("cases")
    draft = find_draft(seat.desk, DraftKey("case.new"))
    assert draft is not None
    assert "MARTEL" in str(draft.content)


def _asks(one: QWidget) -> bool:
    return one.objectName() == "dialog.question" and one.isVisible()
