"""The disk fails while a form is saved: the form keeps everything, and saves once it can."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from app.services.choices import ObservationKind
from app.services.desk import Desk
from app.services.observations import observations
from app.ui.panels.observations import ObservationsTab
from tests.helpers import troubles
from tests.helpers.cases import plant_case
from tests.helpers.office import Office
from tests.helpers.seats import Seat

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),  # menus offscreen
    pytest.mark.skipif(troubles.WINDOWS, reason="limits and moves of open files are POSIX"),
]
TEXT = "Appel ce matin, elle rappellera lundi."


@pytest.mark.parametrize(
    ("trouble", "codes"),
    [
        (troubles.disk_full, troubles.FULL),
        (troubles.database_moved, {"unreachable"}),
        (troubles.database_replaced, {"replaced"}),
    ],
)
def test_a_form_the_disk_refuses_keeps_all_and_is_saved_later(
    town: Office,
    sit: Callable[[Desk], Seat],
    tmp_path: Path,
    trouble: Callable[[Path], AbstractContextManager[None]],
    codes: set[str],
) -> None:
    desk, case_id = town.desk(), plant_case(town)
    seat = sit(desk)
    page = seat.host(lambda context: ObservationsTab(context, case_id))
    assert isinstance(page, ObservationsTab)
    page.begin()
    seat.settle()
    assert page.form is not None
    form = page.form.form
    form.cells["kind"].editor.set_raw(ObservationKind.CALL)
    QTest.keyClicks(form.cells["text"].editor.targets[0], TEXT)
    seat.settle()
    typed = form.binder.snapshot()["fields"]
    with trouble(tmp_path):
        page.form.primary.click()
        seat.settle()
        problem = seat.messages.problem_shown
        assert problem is not None
        assert problem.code in codes
        assert page.form is not None
        assert page.form.form.binder.snapshot()["fields"] == typed
        assert page.form.primary.isEnabled()
    page.form.primary.click()
    seat.settle()
    assert page.form is None
    assert [row.text for row in observations(desk, case_id)] == [TEXT]
