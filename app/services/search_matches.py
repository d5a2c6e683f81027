"""The lines of the search index that match what is typed, newest first."""

from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    TextualSelect,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)

from app.models.desk import SearchEntry
from app.services.desk import Work
from app.services.search_index import Found, line_of, lines_before

_WORDS: Final = table("search_words", column("rowid", Integer), column("search_words"))
_SAID: Final = table("search_words_notes", column("rowid", Integer), column("search_words_notes"))

Given = str | int


def given(name: str) -> ColumnElement[Any]:
    """A value that is given at each asking, in the statement of a `Question`."""
    return literal_column(f":{name}")


def listed(name: str) -> Select[int]:
    """Numbers or words that are given at each asking, as JSON."""
    return select(column("value", Integer)).select_from(func.json_each(given(name)))


class Question:
    """A statement compiled once, then asked at every keystroke with other values.

    Composing it costs more than answering it. What it holds besides its `given` values (the
    rights of one actor on one day, a limit) is written in it; rows come as stored. A limit that
    is given would have SQLite plan the statement anew at each asking: four times as long.
    """

    def __init__(self, work: Work, statement: Select[*tuple[Any, ...]]) -> None:
        compiled = statement.compile(
            work.session.get_bind(), compile_kwargs={"literal_binds": True}
        )
        self._sql = str(compiled)

    def ask(self, work: Work, **values: Given) -> list[Row[Any]]:
        """The rows for these values."""
        return list(work.session.connection().exec_driver_sql(self._sql, values))


def newest(
    wanted: Select[*tuple[Any, ...]], kind: Found, ref: ColumnElement[int], limit: int
) -> Select[*tuple[Any, ...]]:
    """`wanted`, of the records numbered `ref` whose line matches: the newest `limit`.

    The index is read in its own order, within the lines of that kind, and no further than the
    last record wanted.
    """
    return (
        wanted.add_columns(_WORDS.c.rowid.label("line"))
        .where(ref == line_number(kind))
        .where(_WORDS.c.search_words.op("MATCH")(given("match")))
        .where(_WORDS.c.rowid > lines_before(kind), _WORDS.c.rowid < line_of(kind))
        .order_by(_WORDS.c.rowid)
        .limit(limit)
    )


def newest_said(
    wanted: Select[*tuple[Any, ...]], ref: ColumnElement[int], limit: int
) -> Select[*tuple[Any, ...]]:
    """`wanted`, of the observations numbered `ref` that say `:match`: the newest `limit`."""
    return (
        wanted.add_columns(_SAID.c.rowid.label("line"))
        .where(ref == said_number())
        .where(_SAID.c.search_words_notes.op("MATCH")(given("match")))
        .order_by(_SAID.c.rowid)
        .limit(limit)
    )


def line_number(kind: Found) -> ColumnElement[int]:
    """The record that a line read by `newest` leads to."""
    return line_of(kind) - _WORDS.c.rowid


def said_number() -> ColumnElement[int]:
    """The observation that a line read by `newest_said` leads to."""
    return -_SAID.c.rowid


def matched(match: str, kind: Found) -> Select[int]:
    """The records of a kind whose line matches, all of them: for lists that few words narrow."""
    # a kind joined to "" is answered by no index: only the lines that match are read
    return select(SearchEntry.ref).where(
        SearchEntry.kind.concat("") == str(kind), SearchEntry.id.in_(_lines(match))
    )


def _lines(match: str) -> TextualSelect:
    words = text("SELECT rowid FROM search_words WHERE search_words MATCH :match")
    return words.bindparams(match=match).columns(column("rowid"))
