"""A rehearsal of the recovery sheet: is the one in the drawer the one that opens? Changes nothing.

Once a year, because a sheet that was lost, or printed again since, is found out on the day when
it is needed.
"""

from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from app.errors import Refused
from app.models.desk import JournalEntry
from app.models.enums import JournalAction
from app.models.upkeep import Upkeep
from app.services.changes import Change, Subject
from app.services.desk import Desk, Work
from app.services.rules.month_arithmetic import add_months
from app.services.rules.rights import UseCase
from app.services.vault import rehearsal

MONTHS: Final = 12


def rehearse(desk: Desk, typed: str) -> Change:
    """Try what is typed from the sheet, without opening anything; the journal says it was done.

    Raises `UnreadableRecoveryKey` (which group is wrong), `WrongRecoveryKey` for the sheet of
    another vault or an older one, `Refused`; nothing is then recorded.
    """
    if desk.vault is None or not desk.actor.may(UseCase.MANAGE_BACKUPS):
        raise Refused
    rehearsal.rehearse(desk.vault, typed)
    with desk.work() as work:
        work.demand_office(UseCase.MANAGE_BACKUPS)
        row = _upkeep(work)
        row.recovery_rehearsed_on = work.today
        work.journal(JournalAction.REHEARSAL, "vault")
        return work.commit(Change(Subject.BACKUP, row.id))


def rehearsal_due(desk: Desk) -> date | None:
    """Since when a rehearsal is due; none when it is not, or is for others to do.

    A year after the last one, or after the vault began.
    """
    if not desk.actor.may(UseCase.MANAGE_BACKUPS):
        return None
    with desk.read() as work:
        last = _upkeep(work).recovery_rehearsed_on
        if last is None:
            began = work.session.scalar(select(JournalEntry.at).order_by(JournalEntry.id).limit(1))
            last = _day(began) if began is not None else work.today
        due = add_months(last, MONTHS)
        return due if due <= work.today else None


def last_rehearsal(desk: Desk) -> date | None:
    """The day of the last rehearsal that succeeded; none when there never was one."""
    with desk.read() as work:
        work.demand_office(UseCase.MANAGE_BACKUPS)
        return _upkeep(work).recovery_rehearsed_on


def _upkeep(work: Work) -> Upkeep:
    return work.session.scalars(select(Upkeep)).one()


def _day(instant: datetime) -> date:
    return instant.astimezone().date()
