"""What was erased leaves the file when the vault is closed, and who closes sees how far that is."""

from collections.abc import Callable
from threading import Event

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from app.services import entrance, purge
from app.services.eliminations import mark_purge_due
from app.services.vault.open_vault import OpenVault
from app.services.vault.rewrite import Step, rewrite
from app.ui.shell.backup_closing import TIDYING
from tests.ui.shell.house.conftest import LOGIN, PASSWORD, TERMS, Home


@pytest.fixture
def erased(home: Home) -> Home:
    with Session(home.page.context.desk.engine) as session, session.begin():
        mark_purge_due(session)
    return home


def held(monkeypatch: pytest.MonkeyPatch, until: Callable[[], bool]) -> None:
    """A large vault: what is written is told again and again until then, or until stopped."""

    def slow(vault: OpenVault, last: Callable[..., object], step: Step) -> None:
        while not until():
            step(30, 100)
        rewrite(vault, last, step)

    monkeypatch.setattr(purge, "rewrite", slow)


def still_due(home: Home) -> bool:
    desk = entrance.enter(home.folder, login=LOGIN, password=PASSWORD, terms=TERMS)
    assert desk.vault is not None
    with desk.vault:
        return purge.purge_due(desk)


def shown(home: Home) -> str:
    screen = home.house.closing.screen
    return "" if screen is None else screen.sentence.text()


def test_who_closes_sees_how_far_the_rewriting_is_and_it_ends(
    erased: Home, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    enough = Event()
    held(monkeypatch, enough.is_set)
    erased.window.close()
    qtbot.waitUntil(lambda: shown(erased) == TIDYING, timeout=20_000)
    assert erased.asked == []
    screen = erased.house.closing.screen
    assert screen is not None
    assert screen.why.isVisible()
    assert screen.skip.hasFocus()
    enough.set()
    assert erased.jobs.drain()
    assert erased.asked == ["quit"]
    assert not still_due(erased)


def test_who_does_not_wait_for_the_rewriting_leaves_at_once_and_the_next_closing_does_it(
    erased: Home, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    held(monkeypatch, lambda: False)
    erased.window.close()
    qtbot.waitUntil(lambda: shown(erased) == TIDYING, timeout=20_000)
    assert erased.house.closing.screen is not None
    erased.house.closing.screen.skip.click()
    assert erased.asked == ["quit"]
    assert still_due(erased)


def test_the_computer_goes_to_sleep_during_the_rewriting(
    erased: Home, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    held(monkeypatch, lambda: False)
    erased.house.leave()
    qtbot.waitUntil(lambda: shown(erased) == TIDYING, timeout=20_000)
    erased.house.session.told(True)
    assert erased.asked == ["replace"]
    assert still_due(erased)
