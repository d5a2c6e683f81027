"""Pages and keys of a frame, as its tests use them."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.shell.frame import Frame
from app.ui.shell.search import SearchBox
from tests.ui.shell.conftest import FormPage


def page(frame: Frame) -> FormPage:
    shown = frame.navigator.page
    assert isinstance(shown, FormPage)
    return shown


def search_box(frame: Frame) -> SearchBox:
    assert frame.search is not None
    return frame.search


def press(qtbot: QtBot, frame: Frame, keys: str) -> None:
    qtbot.keySequence(frame, QKeySequence(keys))


def windows_shown() -> list[QWidget]:
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
