"""The lines of the search index that match what is typed: newest first, as many as are useful."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, column, exists, text

from app.models.desk import SearchEntry
from app.services.desk import Work
from app.services.search_index import Found
from app.services.search_words import match_words

NEWEST = 400  # matches looked at before the records in reach are asked instead


@dataclass(frozen=True, slots=True)
class Matches:
    """The records whose words match, the likeliest first; `complete`: there are no others."""

    refs: Mapping[str, Sequence[int]]
    complete: bool

    def of(self, kind: Found) -> Sequence[int]:
        """Those of a kind."""
        return self.refs.get(str(kind), ())


def newest(work: Work, match: str) -> list[Row[Any]]:
    """The newest lines whose words match: kind, ref, words."""
    found = work.session.execute(
        text(
            "SELECT e.kind, e.ref, e.words FROM (SELECT rowid FROM search_words "
            "WHERE search_words MATCH :match ORDER BY rowid DESC LIMIT :newest) w "
            "JOIN search_entry e ON e.id = w.rowid"
        ),
        {"match": match, "newest": NEWEST},
    )
    return list(found)


def begun_with(work: Work, ways: Sequence[Sequence[str]]) -> Matches:
    """What begins with the words typed; what holds them whole comes before."""
    rows = newest(work, match_words(ways, whole=False))
    complete = len(rows) < NEWEST
    wanted = [set(way) for way in ways]
    whole = [row for row in rows if any(way <= set(row.words.split()) for way in wanted)]
    if not complete:
        whole = newest(work, match_words(ways, whole=True))
    return Matches(by_kind([*whole, *rows]), complete)


def by_kind(rows: Sequence[Row[Any]]) -> dict[str, list[int]]:
    """The records of those lines, in their order, each once."""
    found: dict[str, dict[int, None]] = {}
    for row in rows:
        found.setdefault(row.kind, {})[row.ref] = None
    return {kind: list(refs) for kind, refs in found.items()}


def matching(match: str, kind: Found, ref: ColumnElement[int]) -> ColumnElement[bool]:
    """The record's own line matches: for questions that begin with the records in reach."""
    words = text("SELECT rowid FROM search_words WHERE search_words MATCH :match")
    return exists().where(
        SearchEntry.kind == str(kind),
        SearchEntry.ref == ref,
        SearchEntry.id.in_(words.bindparams(match=match).columns(column("rowid"))),
    )
