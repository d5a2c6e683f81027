"""The door: which vault, who, which password; what it says when it does not open."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.services.vault.errors import DamagedKeyFile, WrongPassword
from app.settings import Settings
from app.ui import theme
from app.ui.dialogs import Dialogs
from app.ui.shell.door import CAPS_LOCK, OPENING
from app.ui.shell.unlock import FIRST, MENDED, UnlockScreen, Ways

VAULT = Path("documents") / "ville.vigie"
OTHER = Path("documents") / "essai.vigie"
Sent = list[tuple[Path, str, str]]
Make = Callable[..., UnlockScreen]


@pytest.fixture
def sent() -> Sent:
    return []


@pytest.fixture
def dialogs() -> Dialogs:
    return Dialogs(lambda: None)


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def make(
    qtbot: QtBot,
    qapp: QApplication,
    sent: Sent,
    dialogs: Dialogs,
    settings: Settings,
) -> Make:
    theme.apply(qapp)

    def build(*, vault: Path | None = VAULT, bare: bool = False) -> UnlockScreen:
        ways = Ways(submit=lambda *words: sent.append(words))
        door = UnlockScreen(
            ways, settings=settings, dialogs=lambda: dialogs, vault=vault, bare=bare
        )
        qtbot.addWidget(door)
        door.resize(1366, 768)
        door.show()
        door.activateWindow()
        door.take_focus()
        return door

    return build


def visible_words(widget: QWidget) -> list[str]:
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    buttons = [one.text() for one in widget.findChildren(QPushButton) if one.isVisible()]
    return [words for words in labels + buttons if words]


def test_login_and_password_open_by_the_keyboard_alone(
    make: Make, sent: Sent, qtbot: QtBot
) -> None:
    door = make()
    qtbot.keyClicks(door.login, "c.delmas")
    qtbot.keyClick(door.login, Qt.Key.Key_Return)
    assert door.focusWidget() is door.password.line
    qtbot.keyClicks(door.password.line, "sept mots")
    qtbot.keyClick(door.password.line, Qt.Key.Key_Return)
    assert sent == [(VAULT, "c.delmas", "sept mots")]


def test_while_it_opens_nothing_is_sent_twice(make: Make, sent: Sent, qtbot: QtBot) -> None:
    door = make()
    door.login.setText("c.delmas")
    door.password.set_text("sept mots")
    door.button.click()
    assert door.button.text() == OPENING
    door.button.click()
    qtbot.keyClick(door.password.line, Qt.Key.Key_Return)
    assert len(sent) == 1


def test_a_refusal_says_why_keeps_the_login_and_empties_the_password(
    make: Make, qtbot: QtBot
) -> None:
    door = make()
    door.login.setText("c.delmas")
    door.password.set_text("faux")
    door.button.click()
    error = WrongPassword()
    door.refuse_with(error)
    assert error.sentence in visible_words(door)
    assert error.remedy in visible_words(door)
    assert door.login.text() == "c.delmas"
    assert door.password.text() == ""
    assert door.focusWidget() is door.password.line
    assert door.button.isEnabled()


@pytest.mark.parametrize("usable", [True, False])
def test_a_sound_copy_of_the_keys_is_offered_only_where_there_is_one(
    qtbot: QtBot, dialogs: Dialogs, settings: Settings, *, usable: bool
) -> None:
    mended: list[Path] = []
    ways = Ways(submit=lambda *_words: None, mend=mended.append)
    door = UnlockScreen(ways, settings=settings, dialogs=lambda: dialogs, vault=VAULT)
    qtbot.addWidget(door)
    door.show()
    assert door.mend.isHidden()
    error = DamagedKeyFile(copy_usable=usable)
    door.refuse_with(error)
    assert door.mend.isVisible() is usable
    if usable:
        door.mend.click()
        assert mended == [VAULT]
        door.mended()
        assert MENDED in visible_words(door)
        assert door.mend.isHidden()
        door.refuse_with(WrongPassword())
        assert door.mend.isHidden()


def test_without_an_answer_nothing_is_sent_and_the_focus_goes_there(
    make: Make, sent: Sent, qtbot: QtBot
) -> None:
    door = make()
    door.button.click()
    assert door.focusWidget() is door.password.line
    door.password.set_text("sept mots")
    door.button.click()
    assert door.focusWidget() is door.login
    assert sent == []


def test_after_a_hard_lock_only_vigie_and_the_fields_are_shown(make: Make) -> None:
    door = make(bare=True)
    assert visible_words(door) == [
        "Vigie", "Identifiant", "Mot de passe", "Ouvrir le coffre",
    ]  # fmt: skip
    assert [line.text() for line in door.findChildren(QLineEdit)] == ["", ""]
    assert not any("ville" in widget.toolTip() for widget in door.findChildren(QWidget))
    assert door.folder == VAULT


def test_a_pc_that_knows_no_vault_says_what_to_do(make: Make, dialogs: Dialogs) -> None:
    door = make(vault=None)
    assert FIRST in visible_words(door)
    assert not door.button.isEnabled()
    dialogs.answer_next(OTHER)
    other = door.findChild(QPushButton, "action.vault.open")
    assert isinstance(other, QPushButton)
    other.click()
    assert door.folder == OTHER
    assert door.button.isEnabled()


def test_the_last_vault_is_proposed_and_another_can_be_chosen(
    make: Make, settings: Settings
) -> None:
    settings.remember_vault(OTHER)
    settings.remember_vault(VAULT)
    door = make(vault=None)
    assert door.folder == VAULT
    change = door.findChild(QPushButton, "action.vault.change")
    assert isinstance(change, QPushButton)
    menu = change.menu()
    menu.aboutToShow.emit()
    actions = {action.text(): action for action in menu.actions()}
    assert list(actions) == ["ville", "essai", "Ouvrir un autre coffre…"]
    actions["essai"].trigger()
    assert door.folder == OTHER


def test_only_the_ways_that_exist_are_offered(make: Make) -> None:
    names = {button.objectName() for button in make().findChildren(QPushButton)}
    assert "action.vault.open" in names
    assert not names & {"action.vault.create", "action.vault.recover", "action.vault.demo"}


@pytest.mark.parametrize(
    ("text", "shift", "warned"),
    [("A", False, True), ("a", True, True), ("a", False, False), ("A", True, False)],
)
def test_caps_lock_is_said_while_typing(
    make: Make, text: str, *, shift: bool, warned: bool
) -> None:
    door = make()
    line = door.password.line
    line.setFocus()
    modifiers = Qt.KeyboardModifier
    held = modifiers.ShiftModifier if shift else modifiers.NoModifier
    QApplication.sendEvent(line, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, held, text))
    assert door.caps.isVisible() is warned
    assert (door.caps.text() == CAPS_LOCK) is warned


def test_the_caps_lock_key_itself_and_a_digit_are_understood(make: Make, qtbot: QtBot) -> None:
    door = make()
    line = door.password.line
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_CapsLock)
    assert door.caps.isVisible()
    qtbot.keyClicks(line, "12")
    assert door.caps.isVisible()
    qtbot.keyClick(line, Qt.Key.Key_CapsLock)
    assert not door.caps.isVisible()
