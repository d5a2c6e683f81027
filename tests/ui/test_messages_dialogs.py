"""The two doors: what is said, what is asked."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import application
from app.errors import Conflict
from app.faults import Fault
from app.ui.dialogs import LEAVE, Choice, Dialogs, Question, QuestionDialog
from app.ui.messages import Messages


def test_a_success_takes_the_problem_s_place_and_goes_by_itself(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.messages.SUCCESS_MS", 1)
    messages = Messages()
    messages.problem(Conflict())
    assert messages.problem_shown is not None
    messages.success("Enregistré.")
    assert messages.problem_shown is None
    qtbot.waitUntil(lambda: messages.success_shown is None)


def test_a_problem_stays_until_it_is_closed(qapp: QApplication) -> None:
    messages = Messages()
    messages.success("Enregistré.")
    messages.problem(Conflict())
    assert messages.success_shown is None
    assert messages.problem_shown is not None
    assert messages.problem_shown.code == "conflict"
    messages.dismiss_problem()
    assert messages.problem_shown is None


def test_a_bug_says_nothing_of_itself(qapp: QApplication) -> None:
    messages = Messages()
    messages.bug(Fault(("builtins.KeyError",), ("app/ui/jobs.py:12 run",)))
    assert messages.problem_shown is not None
    words = messages.problem_shown.sentence + messages.problem_shown.remedy
    assert "KeyError" not in words
    assert "jobs" not in words


@pytest.mark.parametrize(
    ("key", "answer"), [(Qt.Key.Key_Return, "save"), (Qt.Key.Key_Escape, "stay")]
)
def test_enter_takes_the_default_and_escape_the_way_out(
    qtbot: QtBot, key: Qt.Key, answer: str
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    answers: list[str] = []
    Dialogs(lambda: window).ask(LEAVE, answers.append)
    dialog = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "dialog.question")
    assert dialog.isVisible()
    qtbot.keyClick(dialog, key)
    assert answers == [answer]
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_every_button_is_a_verb_that_answers_its_own_key(qtbot: QtBot) -> None:
    answers: list[str] = []
    Dialogs(lambda: None).ask(LEAVE, answers.append)
    dialog = next(
        w
        for w in QApplication.topLevelWidgets()
        if w.objectName() == "dialog.question" and w.isVisible()
    )
    button = dialog.findChild(QPushButton, "dialog.choice.discard")
    assert isinstance(button, QPushButton)
    button.click()
    assert answers == ["discard"]


def test_a_question_shows_all_its_words_and_buttons(qtbot: QtBot) -> None:
    application()
    words = "Le fichier sortira du coffre sans être chiffré, et quiconque l’ouvre le lira. " * 5
    choices = (
        Choice("no", "Ne pas exporter"),
        *(Choice(key, f"Exporter dans le format {key} (tableur)…") for key in ("CSV", "ODS")),
    )
    dialog = QuestionDialog(Question("Exporter ?", words, choices, "no", "no"), str, None)
    dialog.show()
    dialog.grab()
    text = next(one for one in dialog.findChildren(QLabel) if one.text() == words)
    assert text.height() >= text.heightForWidth(text.width())
    for button in dialog.findChildren(QPushButton):
        assert button.width() >= button.sizeHint().width()
    dialog.close()


def test_a_question_answers_its_own_keys() -> None:
    with pytest.raises(ValueError, match="its own keys"):
        Question("Effacer ?", "", (Choice("yes", "Effacer"),), default="no", escape="yes")


def test_tests_answer_in_advance_through_the_same_door(qtbot: QtBot, tmp_path: Path) -> None:
    dialogs = Dialogs(lambda: None)
    dialogs.answer_next(tmp_path / "fiche.pdf", None, "stay")
    chosen: list[object] = []
    dialogs.save_file("Enregistrer", suggested="fiche.pdf", kinds="PDF (*.pdf)", then=chosen.append)
    dialogs.open_folder("Ouvrir", then=chosen.append)
    dialogs.ask(LEAVE, chosen.append)
    assert chosen == [tmp_path / "fiche.pdf", None, "stay"]
    assert dialogs.asked == ["Enregistrer", "Ouvrir", LEAVE.title]


def test_the_dialog_for_files_speaks_french(qapp: QApplication) -> None:
    application()  # installs Qt’s own French
    dialogs = Dialogs(lambda: None)
    dialogs.open_file("Ouvrir", kinds="Sauvegarde (*.vigie)", then=lambda _path: None)
    [shown] = [one for one in qapp.topLevelWidgets() if one.objectName() == "dialog.file"]
    words = {one.text() for one in shown.findChildren(QLabel) if one.isVisible()}
    assert words >= {"&Voir dans\u202f:", "&Type de fichier\u202f:"}
    assert not any(one.startswith(("&Look", "Files", "File ")) for one in words)
    shown.close()
