"""Every widget test starts in the light theme, in an active window."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui import theme

Show = Callable[..., QWidget]


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[..., QWidget]]:
    """Show widgets one below the other in a window of that size."""
    theme.apply(qapp)
    alive: list[QWidget] = []

    def build(*widgets: QWidget, width: int = 700, height: int = 500) -> QWidget:
        window = QWidget()
        alive.append(window)
        column = QVBoxLayout(window)
        for widget in widgets:
            column.addWidget(widget)
        qtbot.addWidget(window)
        window.resize(width, height)
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        return window

    yield build
    alive.clear()


def heard() -> tuple[list[object], Callable[..., None]]:
    events: list[object] = []
    return events, lambda *args: events.append(args[0] if args else None)
