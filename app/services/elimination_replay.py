"""After a restoring: what was erased in the newer vault is erased in the older one too.

Works on the database alone, before anybody sits at a desk, so that nobody erased comes back, not
even for one opening (domain § 2.8). Doing it twice changes nothing more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.account import Account
from app.models.enums import EliminationReason, JournalAction
from app.models.history import Elimination, TrashItem
from app.services import attachment_bytes, journal, rows, rows_about
from app.services.elimination_fields import Forgotten, forget_fields
from app.services.eliminations import erase, mark_purge_due
from app.services.merging_remains import forget_rows
from app.services.rows import Bundle, Ref


@dataclass(frozen=True, slots=True)
class Eliminated:
    """One line of the register, out of its vault: numbers and codes, nothing of anybody."""

    object_type: str
    object_id: int
    number: str | None
    reason: str
    at: datetime
    by_id: int | None
    rows: int
    field: str | None = None

    @property
    def ref(self) -> Ref:
        """Which record is gone."""
        return (self.object_type, self.object_id)


def read_eliminations(engine: sa.Engine) -> tuple[Eliminated, ...]:
    """The whole register of a vault, oldest first; it may be open for reading only."""
    with Session(engine) as session:
        return tuple(
            Eliminated(
                one.object_type,
                one.object_id,
                one.number,
                one.reason,
                one.at,
                one.by_id,
                one.rows,
                one.field,
            )
            for one in session.scalars(select(Elimination).order_by(Elimination.id))
        )


def replay_eliminations(
    engine: sa.Engine, eliminations: Iterable[Eliminated], *, at: datetime
) -> int:
    """Erase from the vault what these lines say is gone, and take the lines over.

    One transaction; the vault's tables are those of this program (`upgrade` it first), and `at`
    signs the line of the journal. Answers how many rows were erased. A person or a family that
    nothing links to a dossier once the rest is gone is erased too.
    """
    lines = tuple(eliminations)
    refs = {one.ref for one in lines if one.field is None}
    with Session(engine, autoflush=False) as session, session.begin():
        erased = forget_fields(session, _fields(session, lines))
        erased += _out_of_the_trash(session, refs)
        erased += forget_rows(session, refs)
        erased += _erase_live(session, refs)
        added = _take_over(session, lines)
        if erased or added:
            detail = f"replay rows={erased}"
            line = journal.Line(at, None, JournalAction.ELIMINATE, "vault", None, detail)
            journal.append(session, [line])
        return erased


def _known(session: Session) -> set[tuple[str, int, str | None, datetime]]:
    return {
        (one.object_type, one.object_id, one.field, one.at)
        for one in session.scalars(select(Elimination))
    }


def _fields(session: Session, lines: tuple[Eliminated, ...]) -> tuple[Forgotten, ...]:
    """What fields held, erased since the older vault: what was written after that stays."""
    known = _known(session)
    return tuple(
        Forgotten(one.ref, one.field, present=one.reason == EliminationReason.DANGER)
        for one in lines
        if one.field is not None
        and (one.object_type, one.object_id, one.field, one.at) not in known
    )


def _erase_live(session: Session, refs: set[Ref]) -> int:
    bundle = rows.gather(session, sorted(refs))
    alone = rows_about.left_alone(session, bundle)
    bundle = bundle.with_rows(rows.gather(session, alone).rows)
    stale = rows_about.about(session, refs)
    if not bundle.rows and not stale:
        return 0
    return erase(session, bundle, refs)


def _out_of_the_trash(session: Session, refs: set[Ref]) -> int:
    """What is erased leaves the corbeille too, alone or with what held it."""
    erased = 0
    for item in session.scalars(select(TrashItem)).all():
        bundle = Bundle.load(item.content)
        left = bundle.without(refs)
        owned = (item.owner_type, item.owner_id) in refs
        root = (item.object_type, item.object_id)
        if owned or left.find(root) is None or (root in refs):
            erased += len(bundle.rows)
            session.delete(item)
        elif left != bundle:
            erased += len(bundle.rows) - len(left.rows)
            item.content = left.dump()
    session.flush()
    if attachment_bytes.sweep(session):  # those of documents that were thrown away
        mark_purge_due(session)
    return erased


def _take_over(session: Session, lines: tuple[Eliminated, ...]) -> int:
    """Add the lines that the older register lacks; who signed may not be known there yet."""
    known = _known(session)
    accounts = set(session.scalars(select(Account.id)))
    added = [
        Elimination(
            object_type=one.object_type,
            object_id=one.object_id,
            field=one.field,
            number=one.number,
            reason=one.reason,
            at=one.at,
            by_id=one.by_id if one.by_id in accounts else None,
            rows=one.rows,
        )
        for one in lines
        if (one.object_type, one.object_id, one.field, one.at) not in known
    ]
    session.add_all(added)
    session.flush()
    return len(added)
