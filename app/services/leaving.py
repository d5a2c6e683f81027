"""What is left on a desk: nothing of who has gone, nothing begun and forgotten for ever.

A draft is its author's alone: nobody else could open it, nor throw it away.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.models.desk import Draft, RecentItem
from app.models.upkeep import Seat
from app.services.draft_forms import NEW
from app.services.eliminations import mark_purge_due

#: A record that was begun and never saved has no term of its own (RGPD art. 5-1 e).
BEGUN_KEPT: Final = timedelta(days=90)


def erase_begun(session: Session, *, now: datetime) -> None:
    """Erase the drafts of records that were never saved, untouched for 90 days."""
    old = select(Draft.id).where(Draft.record_key == NEW, Draft.saved_at < now - BEGUN_KEPT)
    numbers = session.scalars(old).all()
    if numbers:
        session.execute(delete(Draft).where(Draft.id.in_(numbers)))
        mark_purge_due(session)


def forget_desk(session: Session, account_id: int) -> None:
    """Erase this account's drafts, the last places it was in, and where it was."""
    for table in (Draft, RecentItem, Seat):
        session.execute(delete(table).where(table.account_id == account_id))
    mark_purge_due(session)
