"""The engine of the encrypted database: SQLCipher under SQLAlchemy, opened one way only.

SQLAlchemy's own `sqlite+pysqlcipher` is not used: it sends an empty key first. Its plain
pysqlite dialect is given the SQLCipher driver and a connection that is already keyed.
"""

from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache
from sqlcipher3 import dbapi2 as sqlcipher

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
#: Decrypted pages kept in memory; more than what the lists and their indexes read.
CACHE_KIB: Final = 64 * 1024
#: Milliseconds SQLite waits for another process's short lock (a backup beside the writer).
BUSY_MS: Final = 5_000
#: Seconds a second connection is waited for. There is one: asking twice at once is a bug.
POOL_SECONDS: Final = 5
#: Statements that a connection keeps prepared: those of a page come again at each page.
PREPARED: Final = 512
#: Statements whose SQL is kept once written.
COMPILED: Final = 500

_BEGIN_OPTION: Final = "vigie_begin"
_BULK_OPTION: Final = "vigie_bulk"


Compiled = MutableMapping[Any, Any]
"""Statements that SQLAlchemy has compiled, with the first values they were given."""


class _Compiler(SQLiteCompiler):
    """Writes the hint of a table, « INDEXED BY … », and the number of lines wanted.

    SQLAlchemy leaves the first out for SQLite, and binds the second, which SQLite then plans
    anew at each asking: several times the time of a short statement.
    """

    def get_from_hint_text(self, table: sa.FromClause, text: str | None) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        return text

    def limit_clause(self, select: Any, **how: Any) -> str:  # noqa: ANN401 - SQLAlchemy's signature
        written: str = super().limit_clause(select, **how, literal_execute=True)  # type: ignore[no-untyped-call]  # the library's
        return written


class Dialect(SQLiteDialect_pysqlite):
    """Plain SQLite, equal to itself: what was compiled for one file serves for the next."""

    supports_statement_cache = True
    statement_compiler = _Compiler

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dialect)

    def __hash__(self) -> int:
        return hash(Dialect)


registry.register("sqlite.sqlcipher3", __name__, Dialect.__name__)


class MalformedKeyError(ValueError):
    """The data key is not 32 bytes, or has been wiped. Never carries the key."""

    def __init__(self) -> None:
        super().__init__("data key: 32 bytes expected")


class ReplacedFileError(OSError):
    """The file at the database's path is not the one that was opened."""


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


def create_engine(
    path: Path,
    key: bytearray,
    *,
    read_only: bool = False,
    memory_security: bool = True,
    compiled: Compiled | None = None,
) -> sa.Engine:
    """An engine over the encrypted file `path`, with one pooled connection.

    `key` is read each time the connection is made, so that wiping it in place also ends the
    engine's power to connect again. A commit raises `OSError` when the file is not at `path` any
    more: removed or renamed under an open connection, it is written without a complaint, and
    lost. `memory_security=False` makes bulk generation two to four times faster and leaves
    pages in ordinary memory; it holds for the whole process. `compiled` is shared by engines of
    which none holds anything personal; each has its own otherwise.
    """
    opened: list[tuple[int, int]] = []

    def creator() -> sqlcipher.Connection:
        bulk = engine.get_execution_options().get(_BULK_OPTION, False)
        made = connect(
            path,
            key,
            read_only=read_only,
            memory_security=memory_security,
            prepared=0 if bulk else PREPARED,
        )
        opened[:] = [_identity(path)]
        return made

    def demand_in_place(connection: sa.Connection) -> None:
        """Refuse to say saved what would go to a file that nobody finds again."""
        try:
            if opened != [_identity(path)]:
                raise ReplacedFileError
        except OSError:
            # Not left begun: the next saving would find a transaction within a transaction.
            connection.exec_driver_sql("ROLLBACK")
            raise

    engine = _engine(creator, compiled, "DEFERRED" if read_only else "IMMEDIATE")
    if not read_only:
        event.listen(engine, "commit", demand_in_place)
    return engine


@contextmanager
def in_memory(compiled: Compiled) -> Iterator[sa.Engine]:
    """An engine over an empty database that is nowhere but in memory, in clear: fiction only."""

    def creator() -> sqlcipher.Connection:
        uri = f"file:vigie-{id(compiled)}?mode=memory&cache=shared"
        return sqlcipher.connect(uri, uri=True, isolation_level=None, check_same_thread=False)

    keeper = creator()  # the database goes with the last connection
    engine = _engine(creator, compiled, "IMMEDIATE")
    try:
        yield engine
    finally:
        engine.dispose()
        keeper.close()


def statements(known: Compiled | None = None) -> Compiled:
    """Room for `COMPILED` statements, those used last staying; with those already `known`."""
    room: LRUCache[Any, Any] = LRUCache(COMPILED)
    room.update(known or {})
    return room


def _engine(
    creator: Callable[[], sqlcipher.Connection], compiled: Compiled | None, begin: str
) -> sa.Engine:
    engine = sa.create_engine(
        "sqlite+sqlcipher3://",
        module=sqlcipher,
        creator=creator,
        poolclass=sa.QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=POOL_SECONDS,
        hide_parameters=True,
        execution_options={} if compiled is None else {"compiled_cache": compiled},
    )
    event.listen(engine, "begin", _begin(begin))
    return engine


def _identity(path: Path) -> tuple[int, int]:
    """The volume and the file on it. Raises `OSError` when there is none there."""
    facts = path.stat()
    return facts.st_dev, facts.st_ino


def _begin(default: str) -> Callable[[sa.Connection], None]:
    """The driver starts no transaction by itself: this is the BEGIN of each."""

    def begin(connection: sa.Connection) -> None:
        mode = connection.get_execution_options().get(_BEGIN_OPTION, default)
        connection.exec_driver_sql(f"BEGIN {mode}")

    return begin


def for_reading(engine: sa.Engine) -> sa.Engine:
    """The same connection, whose transactions begin DEFERRED and so take no write lock."""
    return engine.execution_options(**{_BEGIN_OPTION: "DEFERRED"})


@contextmanager
def in_bulk(engine: sa.Engine) -> Iterator[None]:
    """Within, few statements go through very many rows, on a connection that keeps none prepared.

    Kept statements fill the little memory that SQLite has at hand for the values of a row; each
    value is then asked of the system, locked, wiped and given back: ten times slower. Nothing
    may be under way on the engine; its connection is closed before and after.
    """
    engine.update_execution_options(**{_BULK_OPTION: True})
    engine.dispose()
    try:
        yield
    finally:
        engine.update_execution_options(**{_BULK_OPTION: False})
        engine.dispose()
