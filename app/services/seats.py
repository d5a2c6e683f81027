"""Where a person was when the vault closed, so that the next opening leads back there.

Codes and numbers only: the kind of page, its record, its tab, the field and the caret in it.
"""

from dataclasses import dataclass

from sqlalchemy import delete

from app.models.upkeep import Seat as SeatRow
from app.services.desk import Desk, Work

_LONGEST = {"page": 60, "tab": 60, "field": 120}


@dataclass(frozen=True, slots=True)
class Seat:
    """`field` is the `objectName` of what had the focus, `cursor` the caret in its text."""

    page: str
    ref: int | None = None
    tab: str = ""
    field: str = ""
    cursor: int = 0


def keep_seat(desk: Desk, seat: Seat) -> None:
    """Remember where this account is."""
    with desk.work() as work:
        write(work, seat)
        work.commit_reading()


def last_seat(desk: Desk) -> Seat | None:
    """Where this account was when the vault closed; None after an ordinary end."""
    with desk.read() as work:
        row = work.session.get(SeatRow, work.actor.account_id)
        if row is None:
            return None
        return Seat(row.page, row.ref, row.tab or "", row.field or "", row.cursor)


def leave_seat(desk: Desk) -> None:
    """Forget it: this person ended their work, and begins the next one at Accueil."""
    with desk.work() as work:
        work.session.execute(delete(SeatRow).where(SeatRow.account_id == work.actor.account_id))
        work.commit_reading()


def write(work: Work, seat: Seat) -> None:
    """The same inside a unit of work; one that does not fit its columns is not kept."""
    if any(len(getattr(seat, name)) > longest for name, longest in _LONGEST.items()):
        return
    row = work.session.get(SeatRow, work.actor.account_id)
    if row is None:
        row = SeatRow(account_id=work.actor.account_id)
        work.session.add(row)
    row.page, row.ref, row.tab = seat.page, seat.ref, seat.tab or None
    row.field, row.cursor, row.left_at = seat.field or None, seat.cursor, work.now
