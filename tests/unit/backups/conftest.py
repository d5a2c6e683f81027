"""The founded town, whose backups go beside it or on « another disk »."""

from pathlib import Path

import pytest

from tests.unit.office.conftest import town

__all__ = ["disk", "town"]


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """A folder that somebody chose for the backups."""
    folder = tmp_path / "disque"
    folder.mkdir()
    return folder
