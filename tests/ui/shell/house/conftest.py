"""What tests of the house share: an open vault in its window, with a real vault behind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import workplace
from app.models.desk import JournalEntry
from app.models.enums import JournalAction
from app.models.migrations import upgrade
from app.services import drafts, entrance
from app.services.desk import Desk
from app.services.vault.opening import Terms
from app.settings import Settings
from app.ui import theme
from app.ui.changes import Changes
from app.ui.context import PageSpec, Place
from app.ui.dialogs import Dialogs
from app.ui.jobs import JobRunner
from app.ui.messages import Messages
from app.ui.shell.house import House, Services, Workplace
from app.ui.shell.window import Window
from tests.helpers.vaults import CHEAP
from tests.ui.shell.conftest import FormPage, specs
from tests.ui.shell.house.program import Program, Start, end

LOGIN, PASSWORD = "c.delmas", "Sept mots pour ouvrir ce coffre-ci 7"

FOUNDING = entrance.Founding(
    town_name="Bourg-la-Forêt",
    cell_name="Cellule de veille éducative",
    first_name="Claire",
    last_name="Delmas",
    login=LOGIN,
    password=PASSWORD,
)

TERMS = Terms(prepare=upgrade, floor=CHEAP)


class DraftPage(FormPage):
    """A form whose typing is kept in the vault, as real ones are."""

    def snapshot(self) -> Callable[[], object] | None:
        desk, text = self.context.desk, self.field.text()
        key = drafts.DraftKey("case.new")
        return lambda: drafts.keep_draft(desk, key, {"text": text})


@dataclass
class Home:
    """A house in its window, and what it asked of the process."""

    house: House
    window: Window
    jobs: JobRunner
    dialogs: Dialogs
    messages: Messages
    folder: Path
    asked: list[str] = field(default_factory=list)

    @property
    def page(self) -> FormPage:
        page = self.house.frame.navigator.page
        assert isinstance(page, FormPage)
        return page

    def reopen(self) -> list[JournalAction]:
        """Open the vault anew, as a successor does; the journal's actions."""
        desk = entrance.enter(self.folder, login=LOGIN, password=PASSWORD, terms=TERMS)
        assert desk.vault is not None
        with desk.vault, Session(desk.engine) as session:
            return list(session.scalars(select(JournalEntry.action).order_by(JournalEntry.id)))


@pytest.fixture
def home(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Home]:
    theme.apply(qapp)
    folder = tmp_path / "ville.vigie"
    messages, changes, settings = Messages(), Changes(), Settings()
    window = Window(settings)
    jobs = JobRunner(problem=messages.problem, bug=messages.bug, observe=changes.notice)
    dialogs = Dialogs(lambda: window)
    made: list[Workplace] = []

    def found() -> Workplace:
        return workplace.at(entrance.found(folder, FOUNDING, terms=TERMS, cost=CHEAP).desk)

    jobs.database(window, found, made.append)
    assert jobs.drain()
    pages = [PageSpec("draft", "Brouillon", DraftPage), *specs()]
    asked: list[str] = []
    house = House(
        window,
        replace(made[0], pages=pages),
        Services(jobs, messages, dialogs, changes, settings),
        replace=lambda: asked.append("replace"),
        quit_program=lambda: asked.append("quit"),
    )
    window.resize(1366, 768)
    window.show()
    house.open(Place("home"))
    window.activateWindow()
    result = Home(house, window, jobs, dialogs, messages, folder, asked)
    yield result
    house.idle.stop()
    house.departure.end()
    window.close()
    jobs.close()
    assert jobs.drain()
    assert messages.problem_shown is None
    window.deleteLater()
    # At once: a house that is locked hides the windows of whoever comes after it.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def unlock(home: Home, qtbot: QtBot, password: str = PASSWORD) -> None:
    curtain = home.house.short_lock.curtain
    qtbot.keyClicks(curtain.password.line, password)
    qtbot.keyClick(curtain.password.line, Qt.Key.Key_Return)
    assert home.jobs.drain()


def words_on_screen() -> set[str]:
    """Every text that a person could read now, in any window."""
    shown: set[str] = set()
    for window in QApplication.topLevelWidgets():
        if not window.isVisible():
            continue
        shown.add(window.windowTitle())
        for kind in (QLabel, QLineEdit):
            shown |= {w.text() for w in window.findChildren(kind) if w.isVisible()}
    return shown - {""}


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Start]:
    """Each call starts the program anew on the same vault, that the one before must have left."""
    theme.apply(qapp)
    folder = tmp_path / "ville.vigie"
    runs: list[Program] = []

    def enter() -> Desk:
        if not folder.exists():
            return entrance.found(folder, FOUNDING, terms=TERMS, cost=CHEAP).desk
        return entrance.enter(folder, login=LOGIN, password=PASSWORD, terms=TERMS)

    def run() -> Program:
        messages, changes, settings = Messages(), Changes(), Settings()
        window = Window(settings)
        jobs = JobRunner(problem=messages.problem, bug=messages.bug, observe=changes.notice)
        dialogs = Dialogs(lambda: window)
        made: list[tuple[Desk, Workplace]] = []
        jobs.database(window, lambda: (desk := enter(), workplace.at(desk)), made.append)
        assert jobs.drain()
        desk, place = made[0]
        asked: list[str] = []
        house = House(
            window,
            place,
            Services(jobs, messages, dialogs, changes, settings),
            replace=lambda: asked.append("replace"),
            quit_program=lambda: asked.append("quit"),
        )
        window.resize(1366, 768)
        window.show()
        house.open()
        runs.append(Program(qtbot, desk, house, window, jobs, messages, dialogs, asked))
        runs[-1].settle()
        runs[-1].come_forward()
        return runs[-1]

    yield run
    for one in runs:
        end(one)
