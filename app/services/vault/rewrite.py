"""Writing the database anew, so that nothing that was deleted is left in its decrypted pages.

Deleting is not enough: remnants of indexes stay in free space, and everything stays in the log
until it is emptied. The live rows are written to a new file beside (`VACUUM INTO`, which keeps
the key and the salt), checked there page by page, and the new file takes the place of the old in
one rename. Killed at any moment, the one or the other is there, whole.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from app.errors import Cancelled
from app.models.connection import SALT_BYTES, connect
from app.services.failures import Busy, DamagedDatabase, DiskFull, explained
from app.services.vault.files import create_empty, sync_folder
from app.services.vault.layout import DATABASE, DATABASE_FRESH
from app.services.vault.open_vault import OpenVault

#: Room asked for beyond the size of the file, in bytes.
_MARGIN: Final = 4 * 1024 * 1024
#: Instructions of SQLite between two calls of the progress: a few milliseconds.
_OPERATIONS: Final = 5_000
_BESIDE: Final = ("", "-wal", "-shm", "-journal")

Step = Callable[[int, int], object]
"""Called with what is done and the whole, in bytes; it stops the work by raising `Cancelled`."""


def rewrite(vault: OpenVault, last: Callable[[sqlcipher.Connection], object], step: Step) -> None:
    """Write the database of `vault` anew; it stays open.

    `last` is given the new file before it takes its place, to write what is only true of it.
    Three to four seconds for 100 MB. Raises `DiskFull` beforehand when there is no room, `Busy`
    when another process reads the vault, `Cancelled` from `step`, and what the disk says: the
    vault is then as it was.
    """
    path = vault.folder / DATABASE
    fresh = vault.folder / DATABASE_FRESH
    with explained():
        _demand_room(path)
        discard_unfinished(vault.folder)
        try:
            with _alone(vault.engine) as driver:
                size = path.stat().st_size
                create_empty(fresh)
                _write(driver, fresh, lambda: step(_size(fresh), 2 * size))
            with closing(connect(fresh, vault.data_key)) as copy:
                last(copy)
                _check(copy, lambda: step(size + size // 2, 2 * size))
            _demand_same_salt(path, fresh)
            _sync(fresh)
            fresh.replace(path)
        except BaseException:
            discard_unfinished(vault.folder)
            raise
        sync_folder(vault.folder)
        step(1, 1)


def discard_unfinished(folder: Path) -> None:
    """Remove what a rewriting that was killed left; a disk that refuses is asked again later."""
    for end in _BESIDE:
        with suppress(OSError):
            (folder / f"{DATABASE_FRESH}{end}").unlink(missing_ok=True)


@contextmanager
def _alone(engine: sa.Engine) -> Iterator[sqlcipher.Connection]:
    """The engine's connection, with the log merged into the file and gone.

    Without a log, what another process may read while the file changes place is the old file
    alone, and never the old one with the log of the new. The connection is not used again.
    """
    pooled = engine.raw_connection()
    try:
        driver = pooled.driver_connection
        if driver is None:
            raise LookupError("a pooled connection without a connection")
        for (name,) in driver.execute(
            "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5(%'"
        ).fetchall():
            # Words taken out of the index stay in its segments until these are merged.
            driver.execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        if driver.execute("PRAGMA journal_mode = DELETE").fetchone() != ("delete",):
            raise Busy
        yield driver
    finally:
        pooled.invalidate()
        pooled.close()


def _write(driver: sqlcipher.Connection, fresh: Path, step: Callable[[], object]) -> None:
    """SQLite swallows what its progress raises, and says only that it was interrupted."""
    stopped: list[BaseException] = []

    def progress() -> int:
        try:
            step()
        except Cancelled as why:
            stopped.append(why)
        return len(stopped)

    driver.set_progress_handler(progress, _OPERATIONS)
    try:
        driver.execute("VACUUM INTO :fresh", {"fresh": str(fresh)})
    except sqlcipher.OperationalError:
        if stopped:
            raise stopped[0] from None
        raise
    finally:
        driver.set_progress_handler(None, 0)


def _check(copy: sqlcipher.Connection, step: Callable[[], object]) -> None:
    """Every page authenticates and the tables are sound; `DamagedDatabase` otherwise."""
    step()
    if copy.execute("PRAGMA cipher_integrity_check").fetchall():
        raise DamagedDatabase
    step()
    if copy.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
        raise DamagedDatabase


def _demand_same_salt(path: Path, fresh: Path) -> None:
    """`cles.json` tells a vault's file by its salt."""
    with path.open("rb") as old, fresh.open("rb") as new:
        if old.read(SALT_BYTES) != new.read(SALT_BYTES):
            raise DamagedDatabase


def _demand_room(path: Path) -> None:
    if shutil.disk_usage(path.parent).free < path.stat().st_size + _MARGIN:
        raise DiskFull


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _size(path: Path) -> int:
    return path.stat().st_size
