"""Is a copy whole: open it, not its source, and compare what it holds.

A copy is never opened for writing, and no file appears beside it.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from app.errors import Cancelled
from app.models.connection import connect
from app.services.failures import DamagedDatabase, translate
from app.services.vault import keyfile, keystore
from app.services.vault.layout import DATABASE, KEYS, KEYS_COPY

#: `step(done, total, label)` says where a long work is; it raises `Cancelled` to stop it.
Step = Callable[[int, int, str], None]

_TABLES: Final = (
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name"
)
#: Virtual machine instructions between two looks at whether the person gave up: some 20 ms.
_INSTRUCTIONS: Final = 200_000
#: Bytes up to which every entry of every index is looked up too: a second for 20 MB. Beyond,
#: pages are authenticated and trees walked, and the rest is for `vigie verify`.
_THOROUGH: Final = 128 * 1024 * 1024
_LOOKS: Final = 3


class Problem(StrEnum):
    """What is wrong with a copy, as recorded."""

    KEYS = "keys"  # cles.json is missing, damaged, or not authentic under the data key
    UNREADABLE = "unreadable"  # it does not open
    CIPHER = "cipher"  # a page does not authenticate
    INTEGRITY = "integrity"  # the database is not sound
    FOREIGN_KEYS = "foreign_keys"  # a row refers to one that is not there
    COUNTS = "counts"  # other rows than the source
    JOURNAL = "journal"  # another last line of the journal than the source


@dataclass(frozen=True, slots=True)
class Holding:
    """What a database holds at one instant: rows by table, the journal's last line."""

    counts: tuple[tuple[str, int], ...]
    version: str | None
    journal_id: int | None = None
    journal_hash: str | None = None
    journal_at: str | None = None

    def count(self, table: str) -> int:
        """Rows of a table; 0 when there is no such table."""
        return dict(self.counts).get(table, 0)


def holding(connection: sqlcipher.Connection, step: Step) -> Holding:
    """What the database holds, read in the caller's transaction."""
    names = [row[0] for row in connection.execute(_TABLES)]
    counts = []
    for number, name in enumerate(names):
        step(number, len(names), "Comptage")
        quoted = name.replace('"', '""')
        counts.append((name, connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0]))
    version = None
    if "alembic_version" in names:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        version = found and found[0]
    if "journal_entry" not in names:
        return Holding(tuple(counts), version)
    last = connection.execute(
        "SELECT id, hash, at FROM journal_entry ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return Holding(tuple(counts), version, *(last or ()))


def problem_of(folder: Path, key: bytearray, step: Step, expected: Holding | None) -> str | None:
    """What is wrong with the copy in `folder`, none when it is whole.

    `expected` is what its source held; none when that is not known. Raises `OSError` and the
    driver's errors when the disk does not answer, `Cancelled` from `step`.
    """
    if not keys_open(folder, key):
        return Problem.KEYS
    try:
        connection = connect(folder / DATABASE, key, read_only=True)
        try:
            thorough = (folder / DATABASE).stat().st_size <= _THOROUGH
            return database_problem(connection, step, thorough=thorough) or _difference(
                connection, step, expected
            )
        finally:
            let_go(connection)
    except sqlcipher.Error as error:
        if isinstance(translate(error), DamagedDatabase):
            return Problem.UNREADABLE
        raise


def keys_open(folder: Path, key: bytearray) -> bool:
    """Whether `cles.json`, its copy and the database go together, authentic under `key`."""
    try:
        data = (folder / KEYS).read_bytes()
        keys = keyfile.parse(data)
        return (
            keyfile.is_authentic(keys, key)
            and (folder / KEYS_COPY).read_bytes() == data
            and keystore.database_salt(folder) == keys.database_salt
        )
    except (FileNotFoundError, keyfile.Malformed, keyfile.Newer):
        return False


def database_problem(
    connection: sqlcipher.Connection, step: Step, *, thorough: bool = True
) -> str | None:
    """Every page authenticated, every table and index walked, every reference followed.

    When `thorough`, every row is looked up in every index too, which costs six times the rest.
    """
    step(0, 3, "Vérification du chiffrement")
    if connection.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
        return Problem.CIPHER
    gave_up: list[Cancelled] = []

    def look() -> int:
        try:
            step(1, 3, "Vérification de la base")
        except Cancelled as cancelled:
            gave_up.append(cancelled)
        return len(gave_up)

    connection.set_progress_handler(look, _INSTRUCTIONS)
    try:
        check = "integrity_check" if thorough else "quick_check"
        if connection.execute(f"PRAGMA {check}(1)").fetchone() != ("ok",):
            return Problem.INTEGRITY
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            return Problem.FOREIGN_KEYS
    except sqlcipher.OperationalError:
        if gave_up:
            raise gave_up[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)
    return None


def demand_sound_pages(database: Path, key: bytearray, step: Step) -> None:
    """Raise `DamagedDatabase` when a page of the file does not authenticate under `key`.

    Copying would not tell: SQLCipher reads a page of zeros as an empty one, and the copy would be
    sound. A page that is being written at that instant looks altered: what is really altered
    still is when looked at again.
    """
    for _ in range(_LOOKS):
        step(0, 1, "Vérification du coffre")
        connection = connect(database, key, read_only=True)
        try:
            if connection.execute("PRAGMA cipher_integrity_check").fetchone() is None:
                return
        finally:
            connection.close()
    raise DamagedDatabase


def let_go(connection: sqlcipher.Connection) -> None:
    """Close it, its pages given back before.

    The driver keeps the interpreter's lock while it closes: wiping the pages of 20 MB then stops
    the window for a tenth of a second. It does not while it executes.
    """
    with suppress(sqlcipher.Error):
        connection.execute("PRAGMA shrink_memory").fetchall()
    connection.close()


def _difference(
    connection: sqlcipher.Connection, step: Step, expected: Holding | None
) -> str | None:
    if expected is None:
        return None
    found = holding(connection, step)
    if (found.journal_id, found.journal_hash) != (expected.journal_id, expected.journal_hash):
        return Problem.JOURNAL
    return None if found == expected else Problem.COUNTS
