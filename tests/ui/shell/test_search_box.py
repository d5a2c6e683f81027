"""The search box of the frame: what is typed, what answers, what Entrée opens."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.ui.context import Place
from app.ui.shell.frame import Frame, Office
from tests.ui.shell.framed import press, search_box


def test_search_answers_from_the_second_letter_grouped_and_by_the_keyboard(
    frame: Frame, office: Office, qtbot: QtBot
) -> None:
    press(qtbot, frame, "Ctrl+K")
    box = search_box(frame)
    qtbot.keyClicks(box, "m")
    assert office.jobs.drain()
    assert box.answers.isHidden()
    qtbot.keyClicks(box, "ar")
    qtbot.waitUntil(box.answers.isVisible)
    titles = [label.text() for label in box.answers.list.findChildren(QLabel)]
    assert "MARTEL Yanis" in titles
    assert "Collège Jules-Martel" in titles
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert frame.navigator.place == Place("case", 8)
    assert box.text() == ""
    assert box.answers.isHidden()


def test_enter_typed_ahead_of_the_answers_waits_for_those_of_what_is_typed(
    frame: Frame, office: Office, qtbot: QtBot
) -> None:
    press(qtbot, frame, "Ctrl+K")
    box = search_box(frame)
    qtbot.keyClicks(box, "mar")
    qtbot.waitUntil(box.answers.isVisible)
    qtbot.keyClicks(box, "tel")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.text() == "martel", "what is shown answers « mar »"
    assert office.jobs.drain()
    assert not box.text()
    assert frame.page_title == "Dossier"


def test_a_search_that_finds_nothing_says_so(frame: Frame, qtbot: QtBot) -> None:
    press(qtbot, frame, "Ctrl+K")
    qtbot.keyClicks(search_box(frame), "zzz")
    answers = search_box(frame).answers
    qtbot.waitUntil(answers.isVisible)
    assert answers.list.item(0).text().startswith("Aucun résultat")
    qtbot.keyClick(search_box(frame), Qt.Key.Key_Return)
    assert frame.navigator.place == Place("home")
