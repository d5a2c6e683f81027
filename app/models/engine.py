"""The engine of the encrypted database: SQLCipher under SQLAlchemy, opened one way only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlcipher3 import dbapi2 as sqlcipher

from app.models.connection import PREPARED, connect
from app.models.dialect import SQLCIPHER, Compiled

#: Seconds a second connection is waited for. There is one: asking twice at once is a bug.
POOL_SECONDS: Final = 5
_BEGIN_OPTION: Final = "vigie_begin"
_BULK_OPTION: Final = "vigie_bulk"


class ReplacedFileError(OSError):
    """The file at the database's path is not the one that was opened."""


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


def _engine(
    creator: Callable[[], sqlcipher.Connection], compiled: Compiled | None, begin: str
) -> sa.Engine:
    engine = sa.create_engine(
        SQLCIPHER,
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
