"""Erasing records for good: their rows and all that tells of them, and the register of it.

The register (`elimination`) holds numbers only. It is what keeps the erased from coming back
with a backup; the remnants in the file's pages go with the purge that is asked for here.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.enums import EliminationReason
from app.models.history import Elimination
from app.models.upkeep import Upkeep
from app.services import attachment_bytes, rows, rows_about
from app.services.history_tracked import Kind
from app.services.rows import Bundle, Ref


def erase(session: Session, bundle: Bundle, refs: Iterable[Ref] = ()) -> int:
    """Delete the bundle, and what is still said of its records and of `refs`; how many rows."""
    gone = {*bundle.refs, *refs}
    whole = bundle.with_rows(rows_about.about(session, gone))
    rows.take_out(session, whole)
    attachment_bytes.sweep(session)
    rows_about.forget(session, gone)
    mark_purge_due(session)
    return len(whole.rows)


def register(
    session: Session,
    refs: Iterable[Ref],
    reason: EliminationReason,
    *,
    at: datetime,
    by_id: int | None,
    total: int,
    number: str | None = None,
) -> Elimination:
    """Note that these records are gone; the first carries the `total` of the rows, the rest 0.

    Answers the line of the first. Raises LookupError when there is none.
    """
    lines = [
        Elimination(
            object_type=name,
            object_id=ref,
            number=number,
            reason=str(reason),
            at=at,
            by_id=by_id,
            rows=0 if place else total,
        )
        for place, (name, ref) in enumerate(refs)
    ]
    if not lines:
        raise LookupError("nothing to register")
    session.add_all(lines)
    session.flush()
    return lines[0]


def register_fields(
    session: Session,
    kind: Kind,
    numbers: Iterable[int],
    names: Iterable[str],
    reason: EliminationReason,
    *,
    at: datetime,
    by_id: int | None,
) -> None:
    """Note that what these fields of these records held before is gone; the records stay."""
    fields = tuple(names)
    session.add_all(
        Elimination(
            object_type=str(kind),
            object_id=number,
            field=name,
            reason=str(reason),
            at=at,
            by_id=by_id,
            rows=0,
        )
        for number in numbers
        for name in fields
    )
    mark_purge_due(session)


def mark_purge_due(session: Session) -> None:
    """Ask that the file be written anew at the next closing, without what was erased."""
    row = session.scalar(select(Upkeep).limit(1))
    if row is None:
        row = Upkeep()
        session.add(row)
    row.purge_due = True
    session.flush()
