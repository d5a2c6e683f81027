"""The end of the corbeille: after 30 days, or sooner when the coordonnateur says so."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.enums import EliminationReason, JournalAction
from app.models.history import TrashItem
from app.services import journal
from app.services.attendance_term import erase_doubles
from app.services.changes import Change
from app.services.desk import Desk
from app.services.eliminations import erase, register
from app.services.rows import Bundle, Ref
from app.services.rules.rights import UseCase
from app.services.trash import opened
from app.services.trash_kinds import KINDS, change_of, demand, kind_of

#: At one opening; what is beyond waits for the next, so that the door never does.
MOST_AT_ONCE: Final = 200
#: The records worth a line of the register; the rest hangs on them.
_PERSONS: Final = ("guardian", "household")


def erase_now(desk: Desk, item_id: int) -> Change:
    """Erase for good what is in the corbeille, before its term. Raises `Refused`."""
    with desk.work() as work:
        item, root, bundle = opened(work, item_id)
        owner = (item.owner_type, item.owner_id)
        demand(work, UseCase.ERASE, owner, bundle)
        kind, number = kind_of(item.object_type), item.object_id
        reason = EliminationReason.TRASH_NOW
        _erase(work.session, item, reason, at=work.now, by_id=work.actor.account_id)
        work.journal(JournalAction.ELIMINATE, kind.journal, number, str(reason))
        return work.commit(change_of(work, root, owner, bundle))


def erase_expired(session: Session, *, now: datetime, today: date) -> int:
    """Erase what has been in the corbeille for 30 days; how many records.

    In the caller's transaction, with a line of the journal for each, signed by nobody: the term
    decides. At most 200 at once.
    """
    wanted = select(TrashItem).where(TrashItem.erase_on <= today)
    items = session.scalars(wanted.order_by(TrashItem.erase_on).limit(MOST_AT_ONCE)).all()
    reason = EliminationReason.TRASH_TERM
    lines = [
        journal.Line(
            now, None, JournalAction.ELIMINATE, _word(one.object_type), one.object_id, str(reason)
        )
        for one in items
    ]  # fmt: skip
    for one in items:
        _erase(session, one, reason, at=now, by_id=None)
    journal.append(session, lines)
    return len(items)


def _erase(
    session: Session, item: TrashItem, reason: EliminationReason, *, at: datetime, by_id: int | None
) -> None:
    bundle = _held(item)
    refs = tuple(_worth_a_line(item, bundle))
    session.delete(item)
    session.flush()
    erase(session, Bundle(()), {*refs, *bundle.refs})
    register(session, refs, reason, at=at, by_id=by_id, total=len(bundle.rows))
    thrown = (item.object_type, item.object_id)
    erase_doubles(session, item.owner_id, thrown, reason, now=at, by_id=by_id)


def _held(item: TrashItem) -> Bundle:
    """What the item holds; nothing when it cannot be read: its term comes all the same."""
    try:
        return Bundle.load(item.content)
    except (ValueError, KeyError, TypeError):
        return Bundle(())


def _word(object_type: str) -> str:
    kind = KINDS.get(object_type)
    return object_type if kind is None else kind.journal


def _worth_a_line(item: TrashItem, bundle: Bundle) -> Iterator[Ref]:
    yield (item.object_type, item.object_id)
    for name in _PERSONS:
        for one in bundle.of(name):
            if one.ref is not None:
                yield one.ref
