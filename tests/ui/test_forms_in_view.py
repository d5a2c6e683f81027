"""A form that opens inside a page shows its buttons at once, in the smallest screen."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from app.ui.context import Place
from app.ui.pages.case_page import CasePageView
from tests.helpers.cases import plant_case
from tests.helpers.office import Office
from tests.helpers.seats import Sit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen
ROOM = (1148, 700)  # of 1366 × 768, rail and top bar taken off


def test_the_buttons_of_an_observation_are_in_view_as_it_opens(town: Office, sit: Sit) -> None:
    case_id, seat = plant_case(town), sit(town.desk())
    page = seat.show(lambda context: CasePageView(context, Place("case", case_id, "observations")))
    assert isinstance(page, CasePageView)
    page.resize(*ROOM)
    page._begin_in("observations")
    seat.settle()
    for name in ("action.observation.save", "action.observation.cancel"):
        button = page.findChild(QWidget, name)
        assert button is not None
        place = button.mapTo(page.viewport(), QPoint(0, 0)).y()
        assert 0 <= place <= page.viewport().height() - button.height()
    page.discard()
