"""The lines of the search index that match what is typed, newest first."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    TextualSelect,
    column,
    select,
    table,
    text,
)

from app.models.desk import SearchEntry
from app.services.search_index import Found

_INDEX = table("search_words", column("rowid", Integer), column("search_words"))


def newest(
    wanted: Select[*tuple[Any, ...]], match: str, kind: Found, ref: ColumnElement[int], limit: int
) -> Select[*tuple[Any, ...]]:
    """`wanted`, of the records numbered `ref` whose line matches: the newest ones.

    The index is read in its own order, and no further than the last record wanted.
    """
    return (
        wanted.join_from(_INDEX, SearchEntry, SearchEntry.id == _INDEX.c.rowid)
        .where(_INDEX.c.search_words.op("MATCH")(match), SearchEntry.kind == str(kind))
        .where(SearchEntry.ref == ref)
        .order_by(_INDEX.c.rowid)
        .limit(limit)
    )


def matched(match: str, kind: Found) -> Select[int]:
    """The records of a kind whose line matches, all of them: for lists that few words narrow."""
    # a kind joined to "" is answered by no index: only the lines that match are read
    return select(SearchEntry.ref).where(
        SearchEntry.kind.concat("") == str(kind), SearchEntry.id.in_(_lines(match))
    )


def _lines(match: str) -> TextualSelect:
    words = text("SELECT rowid FROM search_words WHERE search_words MATCH :match")
    return words.bindparams(match=match).columns(column("rowid"))
