"""The last backup, made before the vault closes, or given up by who does not wait."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services import backups
from app.ui.context import Place
from app.ui.shell.backup_closing import SAVING
from app.ui.shell.idle import Delays
from tests.ui.shell.house.backed import beside, gone, held, made
from tests.ui.shell.house.conftest import Home


def test_closing_makes_a_last_backup_with_what_was_just_typed(home: Home) -> None:
    home.house.frame.navigator.go(Place("draft"))
    home.page.field.setText("à moitié tapé")
    home.house.lock()
    home.window.close()
    screen = home.house.closing.screen
    assert screen is not None
    assert home.window.stack.currentWidget() is screen
    assert home.jobs.drain()
    assert home.asked == ["quit"]
    assert len(made(home)) == 1


def test_closing_twice_without_anything_new_makes_no_second_backup(home: Home) -> None:
    home.house.backups.begin()
    assert home.jobs.drain()
    home.window.close()
    assert home.jobs.drain()
    assert home.asked == ["quit"]
    assert len(made(home)) == 1


def test_who_does_not_want_to_wait_leaves_at_once_and_no_half_backup_stays(
    home: Home, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    held(monkeypatch, lambda: False)
    home.window.close()
    screen = home.house.closing.screen
    assert screen is not None
    assert screen.skip.hasFocus(), "Entrée is enough"
    qtbot.waitUntil(lambda: home.house.backups.step is not None, timeout=20_000)
    qtbot.keyClick(screen.skip, Qt.Key.Key_Return)
    assert home.asked == ["quit"]
    assert beside(home) == []


def test_closing_again_means_without_waiting(home: Home) -> None:
    home.window.close()
    assert home.house.closing.busy
    assert home.window.close() is True
    assert home.asked == ["quit"]


def test_a_last_backup_that_is_refused_is_said_and_the_person_decides(
    home: Home, qtbot: QtBot
) -> None:
    stick = gone(home)
    home.window.close()
    assert home.jobs.drain()
    assert home.asked == []
    screen = home.house.closing.screen
    assert screen is not None
    assert screen.strip is not None
    assert "n’est pas accessible" in screen.strip.accessibleName()
    assert screen.skip.text() == "Fermer quand même"
    stick.mkdir()
    screen.again.click()
    assert screen.sentence.text() == SAVING
    assert home.jobs.drain()
    assert home.asked == ["quit"]
    assert len(list(stick.glob("*.vigie"))) == 1


def test_an_idle_vault_is_backed_up_before_it_locks_hard_but_never_waits_for_anyone(
    home: Home,
) -> None:
    gone(home)
    home.house.idle.set_delays(Delays(short=0.0, hard=0.0))
    assert home.house.closing.busy
    assert home.jobs.drain()
    assert home.asked == ["replace"]


def test_a_stick_that_does_not_answer_does_not_keep_an_idle_vault_open(home: Home) -> None:
    home.house.leave()
    assert home.house.closing.busy
    home.house.closing._limit.timeout.emit()  # two minutes later
    assert home.asked == ["replace"]


def test_the_computer_goes_to_sleep_during_the_last_backup(home: Home) -> None:
    home.house.leave()
    assert home.asked == []
    home.house.session.told(True)
    assert home.asked == ["replace"]


def test_a_backup_begun_before_the_closing_gives_way_to_the_last_one(
    home: Home, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    whole = backups.carry_out
    held(monkeypatch, lambda: False)
    home.house.backups.begin()
    qtbot.waitUntil(lambda: home.house.backups.step is not None, timeout=20_000)
    monkeypatch.setattr(backups, "carry_out", whole)
    home.window.close()
    qtbot.waitUntil(lambda: home.asked == ["quit"], timeout=20_000)
    assert len(made(home)) == 1
