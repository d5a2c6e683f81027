"""One answer among a few, from the keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.widgets.checkgrid import RadioRow
from app.ui.widgets.choice import Choice


@pytest.mark.parametrize("width", [900, 240])
@pytest.mark.parametrize(
    ("on", "back"), [(Qt.Key.Key_Right, Qt.Key.Key_Left), (Qt.Key.Key_Down, Qt.Key.Key_Up)]
)
def test_arrows_go_through_every_answer_whatever_the_lines_it_takes(
    show: Callable[..., QWidget], width: int, on: Qt.Key, back: Qt.Key
) -> None:
    codes = [f"C{at}" for at in range(7)]
    row = RadioRow([Choice(one, f"Une réponse de longueur {one}") for one in codes])
    show(row, width=width)
    row.buttons["C0"].setFocus()

    def pressed(key: Qt.Key) -> str | None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        assert row.code() is None or row.buttons[row.code()].hasFocus()
        return row.code()

    assert [pressed(on) for _ in codes] == [*codes[1:], "C6"]
    assert [pressed(back) for _ in codes] == [*reversed(codes[:-1]), "C0"]
