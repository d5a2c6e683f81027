"""A keyed connection to the encrypted file: SQLCipher, its key, and what each one is set to."""

from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
#: Decrypted pages kept in memory; more than what the lists and their indexes read.
CACHE_KIB: Final = 64 * 1024
#: Milliseconds SQLite waits for another process's short lock (a backup beside the writer).
BUSY_MS: Final = 5_000
#: Statements that a connection keeps prepared: those of a page come again at each page.
PREPARED: Final = 512


class MalformedKeyError(ValueError):
    """The data key is not 32 bytes, or has been wiped. Never carries the key."""

    def __init__(self) -> None:
        super().__init__("data key: 32 bytes expected")


def key_literal(key: bytes | bytearray, *, salt: bytes = b"") -> bytearray:
    """The key as SQLCipher takes it raw: `x'<64 hexadecimal digits>'`.

    With `salt` (16 bytes, for a new file that must carry the salt of another) 32 digits more.
    Raises `MalformedKeyError` otherwise: SQLCipher would silently take any other text for a
    passphrase, and an all-zero key is one that was wiped.
    """
    if len(key) != KEY_BYTES or not any(key) or len(salt) not in {0, SALT_BYTES}:
        raise MalformedKeyError
    literal = bytearray(b"x'")
    literal += key.hex().encode("ascii")
    literal += salt.hex().encode("ascii")
    literal += b"'"
    return literal


def connect(
    path: Path,
    key: bytes | bytearray,
    *,
    read_only: bool = False,
    logged: bool = True,
    memory_security: bool = True,
    prepared: int = PREPARED,
) -> sqlcipher.Connection:
    """One keyed connection to an existing file; `isolation_level` is None.

    The file must exist (an empty one becomes a new database at the first write): SQLite would
    otherwise create an empty database in place of a lost one. Nothing is read from it save
    the journal mode. Raises `MalformedKeyError` and what the driver raises, `DatabaseError` "file
    is not a database" when the key is not the file's.

    `read_only` changes no byte of the folder (`_reading`), beside a writer or not; without
    `logged`, as if there were no log.
    """
    literal = key_literal(key)
    reading = _reading(path) if logged else "mode=ro&immutable=1"
    uri = f"{path.absolute().as_uri()}?{reading if read_only else 'mode=rw'}"
    connection = sqlcipher.connect(
        uri,
        uri=True,
        timeout=BUSY_MS / 1000,
        isolation_level=None,  # SQLAlchemy's BEGIN is ours, below
        check_same_thread=False,  # one thread at a time: the pool holds one connection
        cached_statements=prepared,
    )
    try:
        # Writes nothing on standard error, where a packaged program has none; touches no page.
        connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
        connection.set_key(literal)
        for pragma in _pragmas(read_only=read_only, memory_security=memory_security):
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        connection.close()
        raise
    finally:
        literal[:] = bytes(len(literal))
    return connection


def _reading(path: Path) -> str:
    """How to read without leaving anything: a reader too would create the log and its index.

    Beside a writer, or after a kill, both files are there and the index is only read. Without
    them the file says all and is read as if nothing changed it: who reads for long makes sure
    that nothing did. A log without its index is the one case where SQLite must write it anew.
    """
    log, index = (path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm"))
    logged = log.exists()
    if logged and index.exists():
        return "mode=ro&readonly_shm=1"
    return "mode=ro" if logged and log.stat().st_size else "mode=ro&immutable=1"


def _pragmas(*, read_only: bool, memory_security: bool) -> tuple[str, ...]:
    """What every connection is set to, after the key."""
    common = (
        f"cipher_memory_security = {'ON' if memory_security else 'OFF'}",  # process-wide
        # Pages are decrypted once, not at each question: scans become six to ten times faster.
        f"cache_size = -{CACHE_KIB}",
        "temp_store = MEMORY",  # FILE wrote rows in clear to a deleted temporary file
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "secure_delete = ON",
        "cell_size_check = ON",
    )
    if read_only:
        return (*common, "query_only = ON")
    return (*common, "journal_mode = WAL", "synchronous = FULL")
