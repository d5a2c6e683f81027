"""How questions are written for SQLCipher, and the room where those already written are kept.

SQLAlchemy's own `sqlite+pysqlcipher` is not used: it sends an empty key first. Its plain
pysqlite dialect is given the SQLCipher driver and a connection that is already keyed.
"""

from collections.abc import MutableMapping
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

#: Where an engine finds this dialect.
SQLCIPHER: Final = "sqlite+sqlcipher3://"
#: Statements whose SQL is kept once written.
COMPILED: Final = 500


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


def statements(known: Compiled | None = None) -> Compiled:
    """Room for `COMPILED` statements, those used last staying; with those already `known`."""
    room: LRUCache[Any, Any] = LRUCache(COMPILED)
    room.update(known or {})
    return room
