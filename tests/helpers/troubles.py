"""What happens to a vault's disk while it is open; each ends with its cause gone."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def disk_full(folder: Path, *, room: int = 0) -> Iterator[None]:
    """No file of this process grows by more than `room` bytes beyond the vault's log."""
    import resource  # noqa: PLC0415 - does not exist on Windows

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    log = folder / "coffre.db-wal"
    limit = (log.stat().st_size if log.exists() else 0) + room
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def folder_gone(folder: Path) -> Iterator[None]:
    """The key is pulled out, the share goes: nothing is at that path."""
    away = folder.with_name(f"{folder.name}.ailleurs")
    folder.rename(away)
    try:
        yield
    finally:
        away.rename(folder)


@contextmanager
def database_moved(folder: Path) -> Iterator[None]:
    """Somebody moves the file of an open vault."""
    path, away = folder / "coffre.db", folder / "ailleurs.db"
    path.rename(away)
    try:
        yield
    finally:
        away.rename(path)


@contextmanager
def database_replaced(folder: Path) -> Iterator[None]:
    """Somebody puts a copy where the open file was."""
    with database_moved(folder):
        shutil.copy(folder / "ailleurs.db", folder / "coffre.db")
        yield
        (folder / "coffre.db").unlink()


FULL = {"disk_full", "disk_failure"}
"""What a limit is called depends on which of its files SQLite meets it in."""

WINDOWS = sys.platform == "win32"
"""There, a file that is open is neither moved nor replaced, and has no limit."""
