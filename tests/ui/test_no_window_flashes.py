"""A part shown before it has a parent is a window for an instant, and takes the focus with it."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.context import Place
from app.ui.pages.case_new import CaseNewPage
from app.ui.pages.case_page import CasePageView
from app.ui.pages.home import HomePage
from app.ui.pages.household_page import HouseholdPageView
from app.ui.pages.intake_form import IntakeFormPage
from app.ui.pages.intake_read import IntakePageView
from tests.helpers.office import Office
from tests.helpers.seats import Sit
from tests.helpers.whole_town import whole_town

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen


class Windows(QObject):
    """Every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        showing = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
        if showing and watched.isWindow():  # type: ignore[attr-defined]  # a widget, just above
            self.shown.append(watched.objectName())
        return False


def test_reading_a_page_shows_no_window_but_its_own(
    town: Office, sit: Sit, qapp: QApplication
) -> None:
    numbers = whole_town(town).numbers
    seat, windows = sit(town.desk()), Windows()
    qapp.installEventFilter(windows)
    seat.show(lambda context: HomePage(context, Place("home")))
    family = numbers["household_id"]
    seat.show(lambda context: HouseholdPageView(context, Place("household", family)))
    case = seat.show(lambda context: CasePageView(context, Place("case", numbers["case_id"])))
    assert isinstance(case, CasePageView)
    tabs = case.tabs.keys()
    for key in tabs:
        case.show_tab(key)
        seat.settle()
    report = numbers["report_id"]
    seat.show(lambda context: CaseNewPage(context, Place("case.new")))
    seat.show(lambda context: IntakeFormPage(context, Place("intake.new")))
    seat.show(lambda context: IntakePageView(context, Place("intake", report)))
    qapp.removeEventFilter(windows)
    assert windows.shown == [
        "page.home", "page.household", "page.case", "page.case.new", "page.intake.form",
        "page.intake",
    ]  # fmt: skip
