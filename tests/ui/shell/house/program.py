"""The program as one who works at it sees it, started and ended as often as needed."""

from collections.abc import Callable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.models.enums import GroupKind, PartnerType, Sex
from app.services.case_direct import OpeningEntry, open_directly
from app.services.desk import Desk
from app.services.rules.partial_dates import PartialDate
from app.services.territory import GroupEntry, save_group
from app.services.youths import IdentityEntry
from app.ui.context import Place
from app.ui.dialogs import Dialogs
from app.ui.jobs import JobRunner
from app.ui.messages import Messages
from app.ui.shell.house import House
from app.ui.shell.window import Window
from tests.helpers.cases import BORN


@dataclass
class Program:
    """One run of the program on the vault, as a process would be."""

    qtbot: QtBot
    desk: Desk
    house: House
    window: Window
    jobs: JobRunner
    messages: Messages
    dialogs: Dialogs
    asked: list[str]

    def settle(self) -> None:
        for _ in range(4):
            assert self.jobs.drain(within=10)
            QApplication.processEvents()

    def wait(self, ready: Callable[[], bool]) -> None:
        """Let timers and jobs run until it is so."""
        self.qtbot.waitUntil(ready, timeout=5000)
        self.settle()

    def come_forward(self) -> None:
        """In front, as a window in which one types is."""
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)

    def go(self, place: Place) -> None:
        self.house.frame.navigator.go(place)
        self.settle()

    @property
    def page(self) -> QWidget:
        page = self.house.frame.navigator.page
        assert page is not None
        return page

    def click(self, name: str) -> None:
        button = self.page.findChild(QPushButton, name)
        assert button is not None, name
        button.click()
        self.settle()

    def text(self, name: str) -> QPlainTextEdit:
        found = self.page.findChild(QPlainTextEdit, name)
        assert found is not None, name
        return found


Start = Callable[[], Program]


def end(program: Program) -> None:
    """A window that is locked hides those that come after it: it must be gone."""
    if not shiboken6.isValid(program.window):
        return
    program.house.idle.stop()
    program.house.departure.end()
    program.window.close()
    program.jobs.close()
    assert program.jobs.drain()
    program.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def new_case(program: Program) -> int:
    group = save_group(program.desk, GroupEntry("Nord", GroupKind.TERRITORIAL)).ref
    entry = OpeningEntry(
        identity=IdentityEntry(
            last_name="MARTEL", first_name="Yanis", sex=Sex.MALE, birth=PartialDate.exactly(BORN)
        ),
        origin_type=PartnerType.SCHOOL,
        group_id=group,
        lead_officer_id=program.desk.actor.account_id,
        received_on=program.desk.clock.today(),
    )
    return open_directly(program.desk, entry).ref


def gone(program: Program) -> None:
    """The process is replaced: nothing of it is left but the vault."""
    program.house.lock_hard()
    assert program.asked == ["replace"]
    end(program)
