"""Every way out of a form that holds something asks first."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.ui.context import Place
from app.ui.shell.frame import Frame, Office
from tests.ui.shell.framed import page, press, search_box, windows_shown


def leave_by_rail(frame: Frame, _qtbot: QtBot) -> None:
    frame.rail.buttons["cases"].click()


def leave_by_back(frame: Frame, qtbot: QtBot) -> None:
    press(qtbot, frame, "Alt+Left")


def leave_by_home(frame: Frame, qtbot: QtBot) -> None:
    press(qtbot, frame, "Alt+Home")


def leave_by_forward(frame: Frame, qtbot: QtBot) -> None:
    press(qtbot, frame, "Alt+Right")


def leave_by_search(frame: Frame, qtbot: QtBot) -> None:
    press(qtbot, frame, "Ctrl+K")
    qtbot.keyClicks(search_box(frame), "mar")
    qtbot.waitUntil(search_box(frame).answers.isVisible)
    qtbot.keyClick(search_box(frame), Qt.Key.Key_Return)


Way = Callable[[Frame, QtBot], None]


WAYS_OUT: list[Way] = [
    leave_by_rail, leave_by_back, leave_by_forward, leave_by_home, leave_by_search,
]  # fmt: skip


@pytest.mark.parametrize("leave", WAYS_OUT)
@pytest.mark.parametrize(
    ("answer", "typed", "left", "saved"),
    [
        ("stay", "Absences", False, ""),
        ("discard", "Absences", True, ""),
        ("save", "Absences", True, "Absences"),
        ("save", "refusé", False, ""),
    ],
)
def test_every_exit_of_a_form_with_changes_asks_first(
    frame: Frame,
    office: Office,
    qtbot: QtBot,
    *,
    leave: Way,
    answer: str,
    typed: str,
    left: bool,
    saved: str,
) -> None:
    frame.navigator.go(Place("intakes"))
    frame.navigator.go(Place("cases"))
    frame.navigator.back()  # there is a way forward too
    form = page(frame)
    form.field.setText(typed)
    office.dialogs.answer_next(answer)
    leave(frame, qtbot)
    assert len(office.dialogs.asked) == 1
    assert (frame.navigator.page is not form) is left
    assert form.saved == saved
    assert frame.rail.buttons["intakes"].isChecked() is not left


def test_the_question_on_screen_answers_to_its_verbs_and_escape_stays(
    frame: Frame, office: Office, qtbot: QtBot
) -> None:
    form = page(frame)
    form.field.setText("Absences")
    frame.navigator.go(Place("cases"))
    dialog = next(w for w in windows_shown() if w.objectName() == "dialog.question")
    labels = [button.text() for button in dialog.findChildren(QPushButton)]
    assert labels == ["Rester", "Abandonner", "Enregistrer"]
    default = [b.text() for b in dialog.findChildren(QPushButton) if b.isDefault()]
    assert default == ["Enregistrer"]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert frame.navigator.page is form
    assert form.field.text() == "Absences"
    form.discard()
