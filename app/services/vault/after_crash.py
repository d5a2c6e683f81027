"""Before a log that a crash left is written into the database: what the two make is read first.

SQLite would apply any log it finds, and a vault put together by hand from files of two days would
be destroyed by being opened.
"""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from app.models.connection import connect
from app.services.failures import DamagedDatabase, translate
from app.services.vault import write_log
from app.services.vault.database import Pages
from app.services.vault.errors import ForeignLog

_TABLES = "SELECT name FROM sqlite_master WHERE name IN ('sqlite_sequence', 'journal_entry')"
_NUMBERS = "SELECT name, seq FROM sqlite_sequence"
_LAST = "SELECT id, hash FROM journal_entry ORDER BY id DESC LIMIT 1"
_LINE = "SELECT id, hash FROM journal_entry WHERE id = ?"


def demand_own_log(
    path: Path, keys: Iterable[bytearray], pages: Pages, *, memory_security: bool
) -> None:
    """Raise `ForeignLog` when the log beside the database `path` would harm it.

    Every byte of the folder is then as it was. Reading it all takes a second for 50 MB, after a
    crash only. Raises what the disk says.
    """
    log = write_log.path_of(path.parent)
    if not log.exists() or not log.stat().st_size:
        return
    if not write_log.is_sound(log, pages.authentic):
        raise ForeignLog
    if write_log.is_ignored(log):
        return  # a reader, who may not write it anew, would try for ever
    index = path.with_name(f"{path.name}-shm")
    indexed = index.exists()
    try:
        if not any(_agree(path, key, memory_security=memory_security) for key in keys):
            raise ForeignLog
    finally:
        if not indexed:
            index.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Reached:
    """How far a vault went: the last number given in each table, the last line of the journal."""

    numbers: dict[str, int]
    line: tuple[int, bytes] | None


def _agree(path: Path, key: bytearray, *, memory_security: bool) -> bool:
    """Whether `key` reads the two, all tables agree with their indexes, and nothing goes back."""
    try:
        with closing(connect(path, key, read_only=True, memory_security=memory_security)) as both:
            if both.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                return False
            before = _reached_by(path, key, memory_security=memory_security)
            return before is None or _goes_on(both, before)
    except sqlcipher.Error as error:
        if isinstance(translate(error), DamagedDatabase):
            return False
        raise


def _goes_on(both: sqlcipher.Connection, before: _Reached) -> bool:
    """Whether numbers only grow, and the last line of the journal is still there."""
    now = _reached(both)
    if any(now.numbers.get(name, 0) < number for name, number in before.numbers.items()):
        return False
    return before.line is None or both.execute(_LINE, before.line[:1]).fetchone() == before.line


def _reached_by(path: Path, key: bytearray, *, memory_security: bool) -> _Reached | None:
    """How far the database goes alone, which a log of the same days goes beyond.

    None when it cannot be told: a crash may have come while the log was being written into it.
    """
    try:
        with closing(
            connect(path, key, read_only=True, logged=False, memory_security=memory_security)
        ) as alone:
            return _reached(alone)
    except sqlcipher.DatabaseError:
        return None


def _reached(connection: sqlcipher.Connection) -> _Reached:
    tables = {name for (name,) in connection.execute(_TABLES)}
    numbers = dict(connection.execute(_NUMBERS)) if "sqlite_sequence" in tables else {}
    line = connection.execute(_LAST).fetchone() if "journal_entry" in tables else None
    return _Reached(numbers, line)
