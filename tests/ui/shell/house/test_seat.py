"""After a lock, a crash or a kill one is back at the same page, form and caret."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.models.enums import GroupKind
from app.services.territory import GroupEntry, save_group
from app.ui.context import Place
from app.ui.shell.house import BACK
from app.ui.widgets.style import focus_within
from tests.ui.shell.house.program import Start, gone, new_case

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_hard_lock_leads_back_to_the_observation_and_its_caret(start: Start) -> None:
    first = start()
    case_id = new_case(first)
    first.go(Place("case", case_id))
    first.go(Place("case", case_id, "observations"))
    first.click("action.observation.new")
    first.come_forward()
    area = first.text("field.observation.text")
    area.setFocus()
    assert area.hasFocus()
    QTest.keyClicks(area, "Entretien avec la mere")
    cursor = area.textCursor()
    cursor.setPosition(9)
    area.setTextCursor(cursor)
    gone(first)

    second = start()
    here = second.house.frame.navigator.place
    assert here is not None
    assert (here.kind, here.ref) == ("case", case_id)
    again = second.text("field.observation.text")
    second.wait(again.hasFocus)
    assert again.toPlainText() == "Entretien avec la mere"
    assert again.textCursor().position() == 9
    assert second.messages.success_shown is not None
    assert second.messages.success_shown.text == BACK
    assert second.dialogs.asked == []
    QTest.keyClicks(again, "X")
    assert again.toPlainText() == "EntretienX avec la mere"


@pytest.mark.parametrize(
    ("place", "action", "field"),
    [
        ("identity", "action.youth.edit", "field.youth.first_name"),
        ("identity", "action.guardian.new", "field.guardian.last_name"),
        ("schooling", "action.schooling.new", "field.schooling.started_on"),
        ("life", "action.case.edit", "field.case.programme"),
        ("plan", "action.objective.new", "field.objective.title"),
    ],
)
def test_every_form_of_a_dossier_is_found_open_again(
    start: Start, place: str, action: str, field: str
) -> None:
    first = start()
    case_id = new_case(first)
    first.go(Place("case", case_id, place))
    first.click(action)
    line = first.page.findChild(QWidget, field)
    assert line is not None, sorted(
        one.objectName() for one in first.page.findChildren(QWidget) if "field." in one.objectName()
    )
    first.come_forward()
    line.setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "ab")
    gone(first)

    second = start()
    again = second.page.findChild(QWidget, field)
    assert again is not None
    second.wait(again.isVisible)
    second.wait(lambda: focus_within(again, QApplication.focusWidget()))


@pytest.mark.parametrize("kind", ["intake.new", "case.new", "partner.new", "admin.organisation",
                                  "admin.account.new"])  # fmt: skip
def test_a_page_that_is_a_form_comes_back_as_it_was(start: Start, kind: str) -> None:
    first = start()
    first.go(Place(kind))
    line = next(
        one for one in first.page.findChildren(QLineEdit)
        if one.isVisible() and one.isEnabled() and one.objectName().startswith("field.")
    )  # fmt: skip
    line.setFocus()
    QTest.keyClicks(line, "Zut")
    name, written = line.objectName(), line.text()
    gone(first)

    second = start()
    here = second.house.frame.navigator.place
    assert here is not None
    assert here.kind == kind
    again = second.page.findChild(QLineEdit, name)
    assert again is not None
    second.wait(again.hasFocus)
    assert again.text() == written


def test_what_was_typed_in_a_dialog_is_found_in_the_dialog_again(start: Start) -> None:
    first = start()
    save_group(first.desk, GroupEntry("Nord", GroupKind.TERRITORIAL))
    first.go(Place("admin.territory"))
    first.click("action.group.new")
    line = first.window.findChild(QWidget, "field.group.name")
    assert line is not None
    QTest.keyClicks(line, "Sud")
    gone(first)

    second = start()
    again = second.window.findChild(QLineEdit, "field.group.name")
    assert again is not None
    assert again.text() == "Sud"
