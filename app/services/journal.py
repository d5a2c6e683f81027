"""The journal: who did what, when, on which number; never a value (CNIL délib. 2021-122).

Each line carries the hash of the one before it, so that a line removed or altered shows.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.models.desk import JournalEntry
from app.models.enums import JournalAction

FIRST_HASH = "0" * 64
_NEWEST: Final = select(JournalEntry.hash).order_by(JournalEntry.id.desc()).limit(1)
_APPEND: Final = insert(JournalEntry)


@dataclass(frozen=True, slots=True)
class Line:
    """What is recorded; `detail` holds field names and codes only."""

    at: datetime
    account_id: int | None
    action: JournalAction
    object_type: str
    object_id: int | None
    detail: str


def seal(line: Line, prev_hash: str) -> str:
    """The hash of a line: SHA-256, in hexadecimal, of its fields and of the former hash."""
    text = "\x1f".join(
        (
            prev_hash,
            line.at.isoformat(),
            "" if line.account_id is None else str(line.account_id),
            str(line.action),
            line.object_type,
            "" if line.object_id is None else str(line.object_id),
            line.detail,
        )
    )
    return hashlib.sha256(text.encode()).hexdigest()


def append(session: Session, lines: Iterable[Line]) -> None:
    """Write `lines` at the end of the chain, in the caller's transaction."""
    rows = list(_sealed(session, lines))
    if rows:
        session.connection().execute(_APPEND, rows)


def _sealed(session: Session, lines: Iterable[Line]) -> Iterator[dict[str, object]]:
    prev_hash: str | None = None
    for line in lines:
        if prev_hash is None:
            prev_hash = _last_hash(session)
        sealed = seal(line, prev_hash)
        yield {
            "at": line.at,
            "account_id": line.account_id,
            "action": line.action,
            "object_type": line.object_type,
            "object_id": line.object_id,
            "detail": line.detail,
            "prev_hash": prev_hash,
            "hash": sealed,
        }
        prev_hash = sealed


def _last_hash(session: Session) -> str:
    return session.connection().scalar(_NEWEST) or FIRST_HASH


def first_break(session: Session) -> int | None:
    """The number of the first line whose seal does not hold; none when the chain is whole."""
    prev_hash = None
    for row in session.scalars(select(JournalEntry).order_by(JournalEntry.id)):
        line = Line(row.at, row.account_id, row.action, row.object_type, row.object_id, row.detail)
        if (prev_hash is not None and row.prev_hash != prev_hash) or row.hash != seal(
            line, row.prev_hash
        ):
            return row.id
        prev_hash = row.hash
    return None
