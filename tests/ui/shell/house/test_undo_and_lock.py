"""What could be undone is forgotten at the lock, in the real window and by its real keys."""

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.shell.house.conftest import Home, unlock

UNDO = QKeySequence("Ctrl+Z")


def test_ctrl_z_takes_back_what_the_message_offers_once(home: Home, qtbot: QtBot) -> None:
    undone: list[str] = []
    home.house.frame.setFocus()
    home.messages.success("C’est enregistré.", undo=lambda: undone.append("once"))
    qtbot.keySequence(home.window, UNDO)
    qtbot.keySequence(home.window, UNDO)
    assert undone == ["once"]


def test_a_lock_forgets_what_could_be_undone(home: Home, qtbot: QtBot) -> None:
    undone: list[str] = []
    home.house.frame.setFocus()
    home.messages.success("C’est enregistré.", undo=lambda: undone.append("after a lock"))
    home.house.lock()
    qtbot.keySequence(home.window, UNDO)
    unlock(home, qtbot)
    qtbot.keySequence(home.window, UNDO)
    assert home.messages.success_shown is None
    assert undone == []


def test_in_a_field_ctrl_z_is_the_field_s_own(home: Home, qtbot: QtBot) -> None:
    undone: list[str] = []
    home.page.field.setFocus()
    QTest.keyClicks(home.page.field, "Courrier")
    home.messages.success("C’est enregistré.", undo=lambda: undone.append("not asked"))
    qtbot.keySequence(home.page.field, UNDO)
    assert home.page.field.text() == ""
    assert undone == []
