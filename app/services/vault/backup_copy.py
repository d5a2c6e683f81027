"""One snapshot of the database into a new file, under the same key and with the same salt.

SQLite's backup API, from a connection of its own inside one read transaction: whoever works goes
on writing meanwhile, and none of it enters the copy.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from app.models.connection import connect, key_literal
from app.services.failures import Busy, DamagedDatabase
from app.services.vault.backup_check import Holding, Step, holding, let_go
from app.services.vault.files import create_empty
from app.services.vault.secrets import wipe

#: Pages copied between two looks at whether the person gave up: 4 MiB, some 20 ms.
_PAGES: Final = 1024
_WAIT_SECONDS: Final = 0.05

_ERRNO: Final = {
    "disk I/O error": errno.EIO,
    "database or disk is full": errno.ENOSPC,
    "unable to open database file": errno.ENOENT,
    "attempt to write a readonly database": errno.EROFS,
    "access permission denied": errno.EACCES,
    "database is locked": errno.EBUSY,
    "database table is locked": errno.EBUSY,
    "out of memory": errno.ENOMEM,
}
_DAMAGED: Final = frozenset({"file is not a database", "database disk image is malformed"})


def copy_database(source: Path, target: Path, key: bytearray, salt: bytes, step: Step) -> Holding:
    """Copy `source` into `target`, which must not exist; what the copy must hold.

    `salt` is the source's first 16 bytes. The copy is one file, without a log, on the disk when
    this returns. Raises `Busy` when another program began to write in a vault that was read as
    closed, and what the disk and the driver say.
    """
    still = _still(source)
    reader = connect(source, key, read_only=True)
    try:
        reader.execute("BEGIN")
        expected = holding(reader, step)
        create_empty(target)
        _copy(reader, target, key, salt, step)
    finally:
        let_go(reader)
    if still is not None and still != _still(source):
        raise Busy
    with target.open("rb+") as stream:
        os.fsync(stream.fileno())
    return expected


def _copy(
    reader: sqlcipher.Connection, target: Path, key: bytearray, salt: bytes, step: Step
) -> None:
    def advanced(_status: int, remaining: int, total: int) -> None:
        step(total - remaining, total, "Copie")

    literal = key_literal(key, salt=salt)
    writer = sqlcipher.connect(
        f"{target.absolute().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        writer.execute("PRAGMA cipher_log_level = NONE").fetchall()
        writer.set_key(literal)
        # A file that is thrown away if anything fails needs no log, and one fsync at the end.
        for pragma in ("temp_store = MEMORY", "journal_mode = OFF", "synchronous = OFF"):
            writer.execute(f"PRAGMA {pragma}").fetchall()
        with _coded():
            reader.backup(writer, pages=_PAGES, progress=advanced, sleep=_WAIT_SECONDS)
        # The copy says it has a log, as its source does: opening it would create one.
        writer.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        wipe(literal)
        let_go(writer)


@contextmanager
def _coded() -> Iterator[None]:
    """Give an error of the backup API its code: the driver leaves there only SQLite's words.

    Those of `sqlite3_errstr`, which do not change. Raises `OSError`, `DamagedDatabase`.
    """
    try:
        yield
    except sqlcipher.Error as error:
        words = str(error)
        if words in _DAMAGED:
            raise DamagedDatabase from None
        number = _ERRNO.get(words)
        if number is None:
            raise
        raise OSError(number, "backup") from None


def _still(source: Path) -> tuple[int, int] | None:
    """The size and date of a database read as closed; none when it has a log, as one in use."""
    if source.with_name(f"{source.name}-wal").exists():
        return None
    stat = source.stat()
    return stat.st_size, stat.st_mtime_ns
