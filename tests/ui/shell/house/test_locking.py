"""An open vault that locks for a while: nothing is read behind it, everything comes back."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from app.models.enums import JournalAction
from app.ui.context import Place
from app.ui.dialogs import Choice, Question
from tests.ui.shell.house.conftest import Home, unlock, words_on_screen


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
    assert any(one.startswith("Ce mot de passe n’est pas celui") for one in words_on_screen())
    assert not any("identifiant" in one for one in words_on_screen())
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
