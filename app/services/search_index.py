"""What the search box finds: one line of normalised words a record, kept with the record.

The line lives in `search_entry`, its words in the FTS5 table `search_words`, which triggers keep:
both change in the transaction that changes the record (`search_due`). FTS5 does not fold « œ »:
texts are normalised here.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, delete, text
from sqlalchemy.orm import Session

from app.models.desk import SearchEntry
from app.services.rules.names import index_words
from app.services.rules.partial_dates import PartialDate
from app.services.rules.phonetics import phonetic_key

WORDS_LIMIT: Final = 400
PHONETIC_LIMIT: Final = 200

#: Each small piece of an index is opened at every question. SQLite lets sixteen pile up before
#: it makes them one; four cost the writing less too.
_PIECES: Final = 4
_INDEXES: Final = ("search_words", "search_words_notes")

#: Lines of a kind follow each other, the newest first: a kind is read alone, in its order.
_SPAN: Final = 10_000_000_000

#: The same line written again is not written: its words leave the index and come back otherwise.
#: All lines in one statement: FTS5 writes what it holds to its tables at the beginning of each.
_WRITE: Final = text(
    "INSERT INTO search_entry (id, kind, ref, words, phonetic, born) "
    "SELECT value ->> 'id', value ->> 'kind', value ->> 'ref', value ->> 'words', "
    "value ->> 'phonetic', value ->> 'born' FROM json_each(:lines) WHERE true "
    "ON CONFLICT (id) DO UPDATE SET words = excluded.words, phonetic = excluded.phonetic, "
    "born = excluded.born WHERE words <> excluded.words OR phonetic <> excluded.phonetic "
    "OR born <> excluded.born"
)


class Found(StrEnum):
    """What the search box leads to."""

    CASE = "case"
    HOUSEHOLD = "household"
    INTAKE = "intake"
    REFERRAL = "referral"
    OBSERVATION = "observation"
    PARTNER = "partner"


#: The kinds that have lines, and where these stand.
_PLACES: Final[Mapping[Found, int]] = {Found.CASE: 1, Found.HOUSEHOLD: 2, Found.INTAKE: 3}


def line_of(kind: Found, ref: int = 0) -> int:
    """The number of a record's line; without a record, the number after all those of its kind."""
    return -(_PLACES[kind] * _SPAN + ref)


def lines_before(kind: Found) -> int:
    """The number before all those of a kind."""
    return line_of(kind, _SPAN)


def entry_values(
    kind: Found,
    ref: int,
    *,
    names: Iterable[str],
    codes: Iterable[str] = (),
    born: PartialDate | None = None,
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
        "id": line_of(kind, ref),
        "kind": str(kind),
        "ref": ref,
        "words": " ".join(words)[:WORDS_LIMIT],
        "phonetic": " ".join(sounds)[:PHONETIC_LIMIT],
        "born": "" if born is None else " ".join(birth_words(born)),
    }


def birth_words(born: PartialDate) -> tuple[str, ...]:
    """What a birth date is found by: « 2010 201003 20100314 d0314 », as far as it is known."""
    first, last = (f"{day:%Y%m%d}".zfill(8) for day in (born.earliest, born.latest))
    if first == last:
        return (first[:4], first[:6], first, f"d{first[4:]}")
    if first[:6] == last[:6]:
        return (first[:4], first[:6])
    return tuple(dict.fromkeys((first[:4], last[:4])))


def write(session: Session, lines: Sequence[Mapping[str, Any]]) -> None:
    """Index records, or index them anew, in the caller's transaction: see `entry_values`."""
    if lines:
        session.execute(_WRITE, {"lines": json.dumps([dict(one) for one in lines])})


def remove(session: Session, kind: Found, refs: Iterable[int]) -> None:
    """Forget records: their words leave the index in the caller's transaction."""
    gone = [line_of(kind, ref) for ref in refs]
    if gone:
        session.execute(delete(SearchEntry).where(SearchEntry.id.in_(gone)))


def gather(connection: Connection) -> None:
    """Put each index in one piece, and keep it in few: asked three times as fast.

    Done once in a vault's life, or after writing many rows. One second for 100,000 dossiers.
    """
    for name in _INDEXES:
        connection.exec_driver_sql(
            f"INSERT INTO {name} ({name}, rank) VALUES ('crisismerge', {_PIECES})"
        )
        connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('optimize')")


def gathered(connection: Connection) -> bool:
    """Whether `gather` was done on this vault."""
    kept = [
        connection.exec_driver_sql(f"SELECT v FROM {name}_config WHERE k = 'crisismerge'").scalar()
        for name in _INDEXES
    ]
    return kept == [_PIECES, _PIECES]


def triggers(connection: Connection) -> dict[str, str]:
    """What keeps the index true while rows are written, by name: to write many rows at once."""
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search_words_%'"
    )
    return {str(name): str(sql) for name, sql in rows}
