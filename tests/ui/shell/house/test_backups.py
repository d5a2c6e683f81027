"""Backups while a vault is open: every hour by themselves, and before it is left."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.errors import Conflict
from app.services import backup_health, backups, drafts
from app.services.changes import Change, Subject
from app.services.failures import DamagedDatabase
from app.services.rules.backup_age import Level
from app.services.vault import backup
from app.services.vault.backup_check import Step
from app.ui.backup_run import Outcome
from app.ui.shell.backup_state import BackupState
from tests.ui.shell.house.backed import beside, desk_of, gone, held, made
from tests.ui.shell.house.conftest import Home, unlock


def state(home: Home) -> BackupState:
    shown = home.house.frame.backup_state
    assert shown is not None
    return shown


def hour(home: Home) -> None:
    """An hour's look, and what it starts."""
    home.house.hourly.look()
    assert home.jobs.drain()


def test_a_backup_is_made_by_itself_and_only_the_top_bar_says_so(home: Home) -> None:
    assert home.jobs.drain()
    assert state(home).text() == "Sauvegarde\u202f: jamais"
    assert state(home).property("tone") == "red"
    hour(home)
    assert len(made(home)) == 1
    assert state(home).text() == "Sauvegarde\u202f: à l’instant"
    assert state(home).property("tone") == "green"
    assert state(home).accessibleName().startswith("Dernière sauvegarde vérifiée")
    assert home.messages.problem_shown is None
    assert home.messages.success_shown is None
    hour(home)
    assert len(made(home)) == 1, "not before another hour"


def test_while_it_is_made_the_database_is_free_for_who_types(
    home: Home, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    kept, gaps = Event(), []
    held(monkeypatch, kept.is_set)
    ends: list[Outcome] = []
    home.house.backups.ended.connect(ends.append)
    home.house.backups.begin()
    qtbot.waitUntil(lambda: home.house.backups.step is not None, timeout=20_000)
    desk, last = desk_of(home), [time.monotonic()]

    def beat() -> None:
        gaps.append(time.monotonic() - last[0])
        last[0] = time.monotonic()

    beating = QTimer()
    beating.timeout.connect(beat)
    beating.start(0)
    for number in range(5):
        key = drafts.DraftKey("essai", str(number))
        home.jobs.database(
            home.window,
            partial(drafts.keep_draft, desk, key, {"text": "tapé"}),
            (lambda _none: kept.set()) if number == 4 else None,
        )
    qtbot.waitUntil(lambda: bool(ends), timeout=20_000)
    beating.stop()
    assert [one.made for one in ends] == [True]
    assert sorted(gaps)[len(gaps) * 99 // 100] < 0.05


def test_it_goes_on_and_is_recorded_behind_a_short_lock(home: Home, qtbot: QtBot) -> None:
    assert home.jobs.drain()
    home.house.lock()
    hour(home)
    health = backup_health.backup_health(desk_of(home))
    assert health.level is Level.OK
    assert state(home).text() == "Sauvegarde\u202f: jamais", "nothing moves behind the lock"
    unlock(home, qtbot)
    state(home).refresh()
    assert home.jobs.drain()
    assert state(home).text() == "Sauvegarde\u202f: à l’instant"


def test_a_stick_pulled_out_is_said_once_and_the_top_bar_keeps_saying_it(home: Home) -> None:
    gone(home)
    hour(home)
    problem = home.messages.problem_shown
    assert problem is not None
    assert problem.code == "backup_folder_gone"
    assert "Branchez la clé USB" in problem.remedy
    home.messages.dismiss_problem()
    home.house.backups.begin()
    assert home.jobs.drain()
    hour(home)
    assert home.messages.problem_shown is None
    assert "n’est pas accessible" in state(home).toolTip()


def test_a_refused_backup_never_takes_the_place_of_another_problem(home: Home) -> None:
    gone(home)
    home.messages.problem(Conflict())
    hour(home)
    problem = home.messages.problem_shown
    assert problem is not None
    assert problem.code == "conflict"
    home.messages.clear()


def test_it_ages_in_words_and_not_in_colour_alone(home: Home, qtbot: QtBot) -> None:
    clock = FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    desk = replace(desk_of(home), clock=clock)
    shown = BackupState(desk, jobs=home.jobs, changes=home.page.context.changes, go=lambda: None)
    qtbot.addWidget(shown)
    backups.make_backup(desk)
    looks = []
    for later in (timedelta(minutes=20), timedelta(days=2), timedelta(days=9)):
        clock.instant = datetime(2026, 11, 23, 9, 0, tzinfo=UTC) + later
        shown.refresh()
        assert home.jobs.drain()
        looks.append((shown.text(), shown.property("tone"), shown.icon().isNull()))
    assert looks == [
        ("Sauvegarde\u202f: il y a 20\u00a0min", "green", False),
        ("Sauvegarde\u202f: lundi", "amber", False),
        ("Sauvegarde\u202f: le\u00a023/11/2026", "red", False),
    ]


def test_a_hard_lock_stops_a_backup_and_what_it_began_is_not_one(
    home: Home, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    held(monkeypatch, lambda: False)
    home.house.backups.begin()
    qtbot.waitUntil(lambda: home.house.backups.step is not None, timeout=20_000)
    home.house.lock_hard()
    assert home.asked == ["replace"]
    assert beside(home) == []


def test_a_key_changed_under_a_backup_is_not_taken_for_damage(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = desk_of(home).vault
    assert vault is not None

    def torn(order: backup.Order, _step: Step) -> backup.Made:
        vault.adopt(replace(vault.keys))  # as a departure does
        backups.forget(order)
        return backup.Made(order.at, None, DamagedDatabase())

    monkeypatch.setattr(backups, "carry_out", torn)
    hour(home)
    assert home.messages.problem_shown is None
    assert "endommagée" not in backup_health.backup_health(desk_of(home)).sentence


def test_pressing_the_state_leads_to_the_page_of_the_backups(home: Home) -> None:
    assert home.jobs.drain()
    button = home.window.findChild(QPushButton, "topbar.backup")
    assert isinstance(button, QPushButton)
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert button.toolTip().endswith("Ouvrir la page des sauvegardes.")
    home.page.context.changes.notice(Change(Subject.BACKUP, 0))
    assert home.jobs.drain()


def test_a_manual_backup_and_the_hour_s_are_one_at_a_time(home: Home) -> None:
    assert home.house.backups.begin()
    assert not home.house.backups.begin()
    hour(home)
    assert len(made(home)) == 1
