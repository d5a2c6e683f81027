"""The limit of a query: the same statements, on the same file, by the driver alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlcipher3 import dbapi2 as sqlcipher

from app.models.connection import connect
from app.services.desk import Desk

Statement = tuple[str, Any, bool]


class Raw:
    """A second connection, keyed and set as the program's own, without SQLAlchemy."""

    def __init__(self, desk: Desk) -> None:
        if desk.vault is None:
            raise ValueError("a vault opened by its key slots")
        self._engine = desk.engine
        self._connection: sqlcipher.Connection = connect(
            desk.vault.folder / "coffre.db", desk.vault.data_key
        )

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def heard(self, work: Callable[[], object]) -> tuple[Statement, ...]:
        """Do `work` with the program's means and keep the statements it sends."""
        kept: list[Statement] = []
        with _listening(self._engine, kept):
            work()
        return tuple(kept)

    def replay(self, statements: tuple[Statement, ...]) -> None:
        """Send the same statements, read their rows, and commit as it did."""
        cursor = self._connection.cursor()
        for sql, values, many in statements:
            if many:
                cursor.executemany(sql, values)
            else:
                cursor.execute(sql, values).fetchall()
        if self._connection.in_transaction:
            cursor.execute("COMMIT")


@contextmanager
def _listening(engine: Any, kept: list[Statement]) -> Iterator[None]:
    def before(_conn: Any, _cursor: Any, sql: str, values: Any, _context: Any, many: bool) -> None:
        kept.append((sql, values, many))

    event.listen(engine, "before_cursor_execute", before)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", before)
