"""A password is typed, never copied, even while it is shown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.widgets.password import PasswordField

SECRET = "Violette-cascade-42"


@pytest.mark.parametrize("shown", [False, True])
def test_nothing_of_a_password_can_be_copied(qtbot: QtBot, shown: bool) -> None:
    field = PasswordField()
    qtbot.addWidget(field)
    field.set_text(SECRET)
    field.line.selectAll()
    field.show_text(shown)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("avant")
    keys = Qt.KeyboardModifier.ControlModifier
    field.line.copy()
    for key in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_A, Qt.Key.Key_X):
        QTest.keyClick(field.line, key, keys)
    assert clipboard.text() == "avant"
