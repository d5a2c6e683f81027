"""Backups of an open program: those made, one that waits, a medium that is gone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.services import backups
from app.services.desk import Desk
from app.services.vault import backup
from app.services.vault.backup_check import Step
from tests.ui.shell.house.conftest import Home


def desk_of(home: Home) -> Desk:
    return home.page.context.desk


def made(home: Home) -> list[Path]:
    return sorted((home.folder.parent / "ville sauvegardes").glob("*.vigie"))


def beside(home: Home) -> list[str]:
    """Every folder where the backups go, unfinished ones included."""
    place = home.folder.parent / "ville sauvegardes"
    return [one.name for one in place.iterdir() if one.is_dir()] if place.exists() else []


def gone(home: Home) -> Path:
    """The backups go to a stick that has been pulled out."""
    stick = home.folder.parent / "clé"
    stick.mkdir()
    backups.choose_folder(desk_of(home), stick)
    stick.rmdir()
    return stick


def held(monkeypatch: pytest.MonkeyPatch, until: Callable[[], bool]) -> None:
    """A slow disk: the first step is told again and again until then, or until it is stopped."""
    whole = backups.carry_out

    def slow(order: backup.Order, step: Step) -> backup.Made:
        def slowly(done: int, total: int, words: str) -> None:
            step(done, total, words)
            while not until():
                step(done, total, words)

        return whole(order, slowly)

    monkeypatch.setattr(backups, "carry_out", slow)
