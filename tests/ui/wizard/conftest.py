"""A window with what a wizard is given, and a hand on its keyboard."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.models.migrations import upgrade
from app.services.desk import Desk
from app.services.vault.opening import Terms
from app.settings import Settings
from app.ui import theme
from app.ui.dialogs import Dialogs
from app.ui.jobs import JobRunner
from app.ui.messages import Messages
from app.ui.shell.window import Window
from app.ui.shell.wizard.frame import WizardFrame
from app.ui.shell.wizard.means import Means
from tests.helpers.vaults import CHEAP

TERMS = Terms(prepare=upgrade, floor=CHEAP)
PASSWORD = "Onze mots bien choisis ouvrent toujours ce coffre neuf"


@dataclass
class Stage:
    """Where a wizard plays; `arrived` and `left` say how it ended."""

    window: Window
    jobs: JobRunner
    dialogs: Dialogs
    messages: Messages
    qtbot: QtBot
    arrived: list[tuple[Path, Desk]] = field(default_factory=list)
    left: list[Path | None] = field(default_factory=list)

    @property
    def means(self) -> Means:
        return Means(
            self.jobs,
            self.dialogs,
            arrive=lambda folder, desk: self.arrived.append((folder, desk)),
            leave=self.left.append,
        )

    def play(self, wizard: WizardFrame) -> None:
        self.window.present(wizard)
        wizard.take_focus()

    @property
    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def type(self, text: str) -> None:
        """Into whatever has the cursor; French letters that no key of the test keyboard has."""
        line = self.focused
        assert isinstance(line, QLineEdit)
        line.insert(text)

    def key(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.focused, key)

    def enter(self) -> None:
        """Entrée, then whatever it started."""
        self.key(Qt.Key.Key_Return)
        assert self.jobs.drain()


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication) -> Iterator[Stage]:
    theme.apply(qapp)
    window, messages = Window(Settings()), Messages()
    jobs = JobRunner(problem=messages.problem, bug=messages.bug)
    one = Stage(window, jobs, Dialogs(lambda: window), messages, qtbot)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    yield one
    for _, desk in one.arrived:
        assert desk.vault is not None
        desk.vault.close()
    jobs.close()
    assert jobs.drain()
    assert messages.problem_shown is None
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
