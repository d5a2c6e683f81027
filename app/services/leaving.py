"""What an account leaves on its desk when its person leaves: nothing that was being typed.

A draft is its author's alone: nobody else could open it, nor throw it away.
"""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models.desk import Draft, RecentItem
from app.models.upkeep import Seat
from app.services.eliminations import mark_purge_due


def forget_desk(session: Session, account_id: int) -> None:
    """Erase this account's drafts, the last places it was in, and where it was."""
    for table in (Draft, RecentItem, Seat):
        session.execute(delete(table).where(table.account_id == account_id))
    mark_purge_due(session)
