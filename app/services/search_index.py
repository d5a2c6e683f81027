"""What the search box finds: one line of normalised words a record, kept with the record.

The line lives in `search_entry`, its words in the FTS5 table `search_words`; both change in the
transaction that changes the record. FTS5 does not fold « œ »: texts are normalised here.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, func, select, text
from sqlalchemy.orm import Session

from app.models.desk import SearchEntry
from app.services.rules.names import index_words
from app.services.rules.phonetics import phonetic_key

WORDS_LIMIT: Final = 400
PHONETIC_LIMIT: Final = 200

_REMOVE: Final = text(
    "INSERT INTO search_words (search_words, rowid, words, phonetic) "
    "VALUES ('delete', :id, :words, :phonetic)"
)
_ADD: Final = text(
    "INSERT INTO search_words (rowid, words, phonetic) VALUES (:id, :words, :phonetic)"
)


class Found(StrEnum):
    """What the search box leads to."""

    CASE = "case"
    HOUSEHOLD = "household"
    PARTNER = "partner"


def entry_values(
    kind: Found, ref: int, *, names: Iterable[str], codes: Iterable[str] = ()
) -> Mapping[str, object]:
    """The line for a record known by `names` (which also sound) and `codes` (which do not).

    A code such as « 2026-0042 » is found by its whole and by its parts.
    """
    known = tuple(names)
    words = dict.fromkeys(index_words(*known))
    for code in codes:
        words |= dict.fromkeys(index_words(code))
    sounds = dict.fromkeys(phonetic_key(" ".join(known)).split())
    return {
        "kind": str(kind),
        "ref": ref,
        "words": " ".join(words)[:WORDS_LIMIT],
        "phonetic": " ".join(sounds)[:PHONETIC_LIMIT],
    }


def index(
    session: Session, kind: Found, ref: int, *, names: Iterable[str], codes: Iterable[str] = ()
) -> None:
    """Index a record, or index it anew, in the caller's transaction."""
    values = entry_values(kind, ref, names=names, codes=codes)
    row = _find(session, kind, ref)
    if row is None:
        row = SearchEntry(id=_before_all(session), **values)
        session.add(row)
    else:
        session.execute(_REMOVE, _words(row))
        row.words, row.phonetic = str(values["words"]), str(values["phonetic"])
    session.flush()
    session.execute(_ADD, _words(row))


def remove(session: Session, kind: Found, ref: int) -> None:
    """Forget a record: its words leave the index in the caller's transaction."""
    row = _find(session, kind, ref)
    if row is not None:
        session.execute(_REMOVE, _words(row))
        session.delete(row)
        session.flush()


def rebuild(connection: Connection) -> None:
    """Index every line of `search_entry` at once, after lines were written in bulk."""
    connection.exec_driver_sql("INSERT INTO search_words (search_words) VALUES ('rebuild')")


def _before_all(session: Session) -> int:
    """The number of a new line: smaller than all (see `SearchEntry`)."""
    return (session.scalar(select(func.min(SearchEntry.id))) or 0) - 1


def _find(session: Session, kind: Found, ref: int) -> SearchEntry | None:
    return session.scalar(
        select(SearchEntry).where(SearchEntry.kind == str(kind), SearchEntry.ref == ref)
    )


def _words(row: SearchEntry) -> dict[str, object]:
    return {"id": row.id, "words": row.words, "phonetic": row.phonetic}
