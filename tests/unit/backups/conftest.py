"""The founded town, whose backups go beside it or on « another disk »."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.services import entrance
from app.services.entrance import Founded
from app.services.vault.recovery import RecoveryKey
from tests.helpers.vaults import CHEAP
from tests.unit.office.conftest import FOUNDING, PASSWORD, TERMS, Town

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def founded_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RecoveryKey]:
    """A town founded as the wizard does, closed: each test has a copy."""
    folder = tmp_path_factory.mktemp("fondation") / "ville.vigie"
    clock = FixedClock(MORNING)
    founded = entrance.found(folder, FOUNDING, clock=clock, terms=TERMS, cost=CHEAP)
    assert founded.desk.vault is not None
    founded.desk.vault.close()
    return folder, founded.recovery


@pytest.fixture
def town(founded_once: tuple[Path, RecoveryKey], tmp_path: Path) -> Iterator[Town]:
    """The town at work, in a vault of its own."""
    model, recovery = founded_once
    folder, clock = tmp_path / model.name, FixedClock(MORNING)
    shutil.copytree(model, folder)
    desk = entrance.enter(folder, login="a.bernard", password=PASSWORD, clock=clock, terms=TERMS)
    one = Town(folder, Founded(desk, recovery), clock)
    yield one
    one.leave()


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """A folder that somebody chose for the backups."""
    folder = tmp_path / "disque"
    folder.mkdir()
    return folder
