"""A vault of an earlier version at the door: what is being done is said, and can be given up."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import workplace
from app.models import migrations
from app.program import Options, Program, Wizards
from app.services import upgrading
from app.services.vault.backup_check import Step
from app.services.vault.opening import Terms, unlock
from app.settings import Settings
from app.ui.messages import Messages
from app.ui.shell.house import Workplace
from app.ui.shell.unlock import GIVEN_UP
from app.ui.shell.upgrade_progress import UPGRADED
from tests.helpers.vaults import LOGIN, PASSWORD, cheap, cheap_terms, former_vault


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault of version 0002, whose coordonnateur's way in is that of the tests."""
    folder = former_vault(tmp_path / "ville.vigie", "0002")
    terms = cheap_terms(lambda _engine: None)
    with (
        unlock(folder, login=LOGIN, password=PASSWORD, terms=terms) as vault,
        vault.engine.begin() as connection,
    ):
        change = "UPDATE account SET slot_id = ? WHERE id = 1"
        connection.exec_driver_sql(change, (vault.slot_id,))
    whole = upgrading.terms
    monkeypatch.setattr(upgrading, "terms", lambda step: cheap(whole(step)))
    return folder


@pytest.fixture
def program(qtbot: QtBot, old: Path) -> Iterator[Program]:
    one = Program(Options(vault=old), Settings(), Wizards())
    qtbot.addWidget(one.window)
    one.window.show()
    yield one
    if one.house is not None:
        one.house.departure.end()
    one.window.close()
    one.jobs.close()


def enters(program: Program) -> None:
    program.door.login.setText(LOGIN)
    program.door.password.line.setText(PASSWORD)
    program.door.button.click()


def version(folder: Path) -> str | None:
    terms: Terms = cheap_terms(lambda _engine: None)
    with (
        unlock(folder, login=LOGIN, password=PASSWORD, terms=terms) as vault,
        vault.engine.connect() as connection,
    ):
        return migrations.current(connection)


def test_the_upgrade_is_told_step_by_step_and_the_copy_once_inside(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, bool]] = []
    said: list[str] = []
    upgrade = program.door.upgrade
    tell, success = upgrade.show_step, Messages.success

    def show_step(done: int, total: int, words: str) -> None:
        tell(done, total, words)
        shown.append((upgrade.what.text(), upgrade.isVisible()))

    def heard(messages: Messages, words: str) -> None:
        said.append(words)
        success(messages, words)

    monkeypatch.setattr(upgrade, "show_step", show_step)
    monkeypatch.setattr(Messages, "success", heard)
    enters(program)
    qtbot.waitUntil(lambda: program.house is not None, timeout=20_000)
    assert shown
    assert all(visible for _, visible in shown)
    assert said[-1] == UPGRADED


def test_given_up_the_door_says_so_and_the_vault_is_as_it_was(
    qtbot: QtBot, program: Program, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, pressed = workplace.enter, threading.Event()

    def at_once(folder: Path, login: str, password: str, step: Step) -> Workplace:
        def waits(done: int, total: int, label: str) -> None:
            # The button is pressed in the window while this thread works: before its next step.
            step(done, total, label)
            pressed.wait(10)

        return begun(folder, login, password, waits)

    monkeypatch.setattr(workplace, "enter", at_once)
    enters(program)
    qtbot.waitUntil(lambda: program.door.upgrade.shown, timeout=20_000)
    program.door.upgrade.button.click()
    pressed.set()
    qtbot.waitUntil(lambda: program.door.error.text() == GIVEN_UP, timeout=20_000)
    assert program.house is None
    assert not program.door.upgrade.shown
    assert program.door.button.isEnabled()
    assert version(old) == "0002"
