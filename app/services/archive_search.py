"""Looking for someone among closed dossiers: with a reason, which is kept.

From the day after its closure a dossier is in the intermediate archive, « consultée de manière
ponctuelle et motivée » (AU-038 art. 5); at its term it is locked, and only its number is told.
"""

from datetime import date

from sqlalchemy import func, or_

from app.errors import Invalid
from app.models.case import CaseFile
from app.models.duplicates import ArchiveSearch
from app.models.enums import ArchiveReason, CaseStatus, JournalAction
from app.services.access import TERM_STATES
from app.services.desk import Desk, Work
from app.services.intake_known import MOST, KnownPerson, likely_people
from app.services.rules.matching import Identity
from app.services.rules.rights import UseCase


def search_archive(
    desk: Desk, wanted: Identity, reason: ArchiveReason | None
) -> tuple[KnownPerson, ...]:
    """The archived dossiers of those who resemble, five at most.

    The reason is kept whatever is found; the journal has its number. Raises `Invalid` without a
    reason, `Refused`.
    """
    with desk.work() as work:
        work.demand_office(UseCase.SEARCH_ARCHIVE)
        keep_reason(work, reason)
        closed = func.coalesce(CaseFile.closed_on, date.max) < work.today
        at_term = func.coalesce(CaseFile.elimination_due_on, date.max) <= work.today
        archived = or_(closed, at_term, *(CaseFile.status == one for one in TERM_STATES))
        not_gone = CaseFile.status != CaseStatus.ELIMINATED
        found = likely_people(work, wanted, archived, not_gone)
        work.commit_reading()
        return tuple(found[:MOST])


def keep_reason(work: Work, reason: ArchiveReason | None) -> None:
    """Keep why the archive is read, in its table; the journal has the number of the line.

    Raises `Invalid` without a reason.
    """
    if reason is None:
        raise Invalid({"reason": "Dites pourquoi les archives sont consultées."})
    kept = ArchiveSearch(at=work.now, by_id=work.actor.account_id, reason=reason)
    work.session.add(kept)
    work.session.flush()
    work.journal(JournalAction.OVERRIDE, "archive_search", kept.id)
