"""Where the door offers to restore a backup."""

from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.services.failures import DamagedDatabase
from app.services.vault.errors import WrongPassword
from app.settings import Settings
from app.ui.dialogs import Dialogs
from app.ui.shell.unlock import UnlockScreen, Ways


def test_the_door_offers_it_and_a_bare_one_only_where_the_vault_is_lost(
    qtbot: QtBot, tmp_path: Path
) -> None:
    asked: list[Path | None] = []
    dialogs = Dialogs(lambda: None)
    vault = tmp_path / "ville.vigie"
    for bare in (False, True):
        ways = Ways(submit=lambda *_words: None, restore=asked.append)
        door = UnlockScreen(
            ways, settings=Settings(), dialogs=lambda: dialogs, vault=vault, bare=bare
        )
        qtbot.addWidget(door)
        door.show()
        link = door.findChild(QPushButton, "action.vault.restore")
        assert isinstance(link, QPushButton)
        assert link.isVisible() is not bare
        door.refuse_with(WrongPassword())
        assert link.isVisible() is not bare
        door.refuse_with(DamagedDatabase())
        assert link.isVisible()
        link.click()
    assert asked == [vault, vault]
