"""The purge: what was erased leaves the file's pages too, and the log (design § 3).

Done at closing when something was erased since the last one, or when somebody asks.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2 as sqlcipher

from app.errors import Cancelled, Refused
from app.models.enums import JournalAction
from app.models.upkeep import Upkeep
from app.services.desk import Desk, Work
from app.services.failures import explained
from app.services.rules.rights import UseCase
from app.services.vault.open_vault import OpenVault
from app.services.vault.rewrite import Step, rewrite


def purge_due(desk: Desk) -> bool:
    """Whether something was erased since the file was last written anew. Raises `Refused`."""
    with desk.read() as work:
        _demand(work)
        return _is_due(work.session)


def purge(desk: Desk, step: Step) -> None:
    """Write the file anew now, because somebody asks; `step(done, total)` may raise `Cancelled`.

    Raises `Refused`, `DiskFull`, `Busy` and what the disk says: the vault is then as it was.
    """
    with desk.read() as work:
        _demand(work)
        if desk.vault is None:
            raise Refused
    rewrite(desk.vault, _no_longer_due, step)
    with desk.work() as work:  # not before: the journal does not claim what was given up
        work.journal(JournalAction.ELIMINATE, "vault", None, "purge")
        work.commit_reading()


def purge_at_closing(vault: OpenVault, step: Step) -> bool:
    """Write the file anew if something was erased; False when `step` gave up: it is still due.

    Raises `DiskFull`, `Busy` and what the disk says.
    """
    with explained(), Session(vault.engine) as session:
        if not _is_due(session):
            return True
    try:
        rewrite(vault, _no_longer_due, step)
    except Cancelled:
        return False
    return True


def _demand(work: Work) -> None:
    """Who may erase may see that it is gone: the coordonnateur."""
    if not work.actor.reach(UseCase.ERASE):
        raise Refused


def _is_due(session: Session) -> bool:
    return bool(session.scalar(select(Upkeep.purge_due).limit(1)))


def _no_longer_due(copy: sqlcipher.Connection) -> None:
    """Written in the new file alone: it is true of it, and of no other."""
    copy.execute("UPDATE upkeep SET purge_due = 0")
