"""An open vault in its window, with a real vault behind: locks, drafts, departure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import workplace
from app.models.desk import JournalEntry
from app.models.enums import JournalAction
from app.models.migrations import upgrade
from app.services import drafts, entrance
from app.services.vault.lock import WriterLock
from app.services.vault.opening import Terms
from app.settings import Settings
from app.ui import theme
from app.ui.changes import Changes
from app.ui.context import PageSpec, Place
from app.ui.dialogs import Choice, Dialogs, Question
from app.ui.jobs import JobRunner
from app.ui.messages import Messages
from app.ui.shell.house import House, Services, Workplace
from app.ui.shell.idle import Delays
from app.ui.shell.window import Window
from tests.helpers.vaults import CHEAP
from tests.ui.shell.conftest import FormPage, specs

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
        key = drafts.DraftKey("essai")
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


def test_the_title_says_the_kind_of_page_never_a_name(home: Home) -> None:
    assert home.window.windowTitle() == "Vigie — Accueil"
    home.house.frame.navigator.go(Place("case", 3))
    assert home.window.windowTitle() == "Vigie — Dossier"


def test_a_short_lock_hides_every_word_and_every_window(home: Home, qtbot: QtBot) -> None:
    home.page.field.setText("MARTEL Yanis")
    dialog = QDialog()
    dialog.setWindowTitle("SAÏDI Inès")
    home.dialogs.show(dialog)
    home.house.lock()
    words = words_on_screen()
    assert home.window.windowTitle() == "Vigie"
    assert not [word for word in words if "MARTEL" in word or "SAÏDI" in word or "Delmas" in word]
    assert {"Vigie", "Mot de passe"} <= words


def test_the_same_field_the_same_cursor_and_the_same_dialog_come_back(
    home: Home, qtbot: QtBot
) -> None:
    line = home.page.field
    line.setFocus()
    qtbot.keyClicks(line, "Courriers sans suite")
    line.setCursorPosition(9)
    home.house.lock()
    unlock(home, qtbot)
    assert not home.house.short_lock.is_locked
    assert home.window.focusWidget() is line
    assert (line.text(), line.cursorPosition()) == ("Courriers sans suite", 9)
    assert home.window.windowTitle() == "Vigie — Accueil"
    line.clear()
    dialog = QDialog()
    inner = QLineEdit("à moitié", dialog)
    QVBoxLayout(dialog).addWidget(inner)
    home.dialogs.show(dialog)
    modality = dialog.windowModality()
    home.house.lock()
    assert not dialog.isVisible()
    unlock(home, qtbot)
    assert dialog.isVisible()
    assert dialog.windowModality() is modality
    assert inner.text() == "à moitié"
    dialog.close()


def test_a_wrong_password_opens_nothing_and_says_so(home: Home, qtbot: QtBot) -> None:
    home.house.lock()
    unlock(home, qtbot, "un autre mot de passe")
    assert home.house.short_lock.is_locked
    assert "L’identifiant ou le mot de passe n’est pas le bon." in words_on_screen()
    unlock(home, qtbot)
    assert not home.house.short_lock.is_locked


def test_while_locked_no_shortcut_of_the_frame_answers(home: Home, qtbot: QtBot) -> None:
    home.house.frame.navigator.go(Place("cases"))
    home.house.lock()
    for keys in ("Alt+Left", "Ctrl+K", "F1", "F6", "Ctrl+L"):
        qtbot.keySequence(home.window, QKeySequence(keys))
    assert home.house.frame.navigator.place == Place("cases")
    assert home.house.short_lock.is_locked
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [home.window]


def test_a_dialog_that_opens_behind_the_lock_waits_for_the_unlocking(
    home: Home, qtbot: QtBot
) -> None:
    question = Question(
        "Le dossier de MARTEL Yanis a changé", "", (Choice("open", "Rouvrir"),), "open", "open"
    )
    answered: list[str] = []
    home.house.lock()
    home.dialogs.ask(question, answered.append)
    dialog = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "dialog.question")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    unlock(home, qtbot)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert answered == ["open"]


def test_answers_of_jobs_wait_behind_the_lock(home: Home, qtbot: QtBot) -> None:
    answers: list[str] = []
    home.house.lock()
    home.jobs.database(home.window, lambda: "MARTEL Yanis", answers.append)
    assert home.jobs.drain()
    assert answers == []
    unlock(home, qtbot)
    assert home.jobs.drain()
    assert answers == ["MARTEL Yanis"]


def test_locks_and_unlocks_are_in_the_journal(home: Home, qtbot: QtBot) -> None:
    home.house.lock()
    unlock(home, qtbot)
    assert home.jobs.drain()
    home.house.departure.end()
    journal = home.reopen()
    assert journal[-3:] == [JournalAction.LOCK, JournalAction.UNLOCK, JournalAction.LOGIN]


def test_a_hard_lock_keeps_drafts_closes_the_vault_and_asks_for_a_successor(home: Home) -> None:
    home.house.frame.navigator.go(Place("draft"))
    home.page.field.setText("à moitié tapé")
    home.house.lock_hard()
    assert home.asked == ["replace"]
    assert home.window.windowTitle() == "Vigie"
    lock = WriterLock(home.folder)
    lock.acquire()
    lock.release()
    desk = entrance.enter(home.folder, login=LOGIN, password=PASSWORD, terms=TERMS)
    assert desk.vault is not None
    with desk.vault:
        (kept,) = drafts.drafts(desk)
        assert (kept.key.form, kept.content) == ("essai", {"text": "à moitié tapé"})
    home.house.lock_hard()
    assert home.asked == ["replace"], "it happens once"


def test_idleness_draws_the_curtain_then_leaves(home: Home, qtbot: QtBot) -> None:
    home.house.idle.set_delays(Delays(short=0.0, hard=3600.0))
    assert home.house.short_lock.is_locked
    assert home.asked == []
    home.house.idle.set_delays(Delays(short=0.0, hard=0.0))
    assert home.asked == ["replace"]


def test_the_session_s_own_lock_is_a_hard_one(home: Home) -> None:
    home.house.session.told(True)
    assert home.asked == ["replace"]


def test_closing_the_window_asks_for_what_is_not_saved_then_ends(home: Home) -> None:
    form = home.page
    form.field.setText("Absences")
    home.dialogs.answer_next("stay")
    assert home.window.close() is False
    assert home.asked == []
    home.dialogs.answer_next("save")
    assert home.window.close() is True
    assert form.saved == "Absences"
    assert home.asked == ["quit"]


def test_closing_a_locked_window_asks_nothing_and_keeps_drafts(home: Home) -> None:
    home.house.frame.navigator.go(Place("draft"))
    home.page.field.setText("à moitié tapé")
    home.house.lock()
    assert home.window.close() is True
    assert home.dialogs.asked == []
    assert home.asked == ["quit"]
    desk = entrance.enter(home.folder, login=LOGIN, password=PASSWORD, terms=TERMS)
    assert desk.vault is not None
    with desk.vault:
        assert len(drafts.drafts(desk)) == 1


def test_a_colleague_can_close_the_vault_from_the_curtain(home: Home) -> None:
    home.house.lock()
    leave = home.window.findChild(QPushButton, "action.leave")
    assert isinstance(leave, QPushButton)
    leave.click()
    assert home.asked == ["replace"]
