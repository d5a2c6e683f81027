"""The end of a threshold of absence: at its term, or at once when the young person has left.

Only the facts go; the dossier stays (domain § 2.4). The register keeps their numbers, so that
none comes back with a backup.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.attendance import AttendanceFact
from app.models.case import CaseFile
from app.models.enums import EliminationReason, JournalAction
from app.models.history import TrashItem
from app.models.youth import Youth
from app.services import journal, rows
from app.services.desk import Work
from app.services.eliminations import erase, register
from app.services.merging_remains import forget_facts
from app.services.persons import birth_of
from app.services.rows import Bundle, Ref
from app.services.rules.retention import attendance_due_on

TABLE: Final = "attendance_fact"
#: At one opening; what is beyond waits for the next, so that the door never does.
MOST_AT_ONCE: Final = 500


def term_of(case: CaseFile, youth: Youth) -> date:
    """When the facts of a dossier go: by the earliest possible birth date."""
    return attendance_due_on(birth_of(youth), case.moved_out_on)


def retime(work: Work, case: CaseFile) -> None:
    """Write the term of the facts again, after a correction of the birth date."""
    work.session.flush()
    if case.youth is None:
        return
    due_on = term_of(case, case.youth)
    wanted = select(AttendanceFact).where(
        AttendanceFact.case_id == case.id, AttendanceFact.due_on != due_on
    )
    for one in work.session.scalars(wanted):
        one.due_on = due_on
    work.session.flush()
    if due_on <= work.today:
        _forget(work, case, EliminationReason.ATTENDANCE_TERM)


def forget_all(work: Work, case: CaseFile) -> None:
    """Erase every fact of a dossier: its young person left the town."""
    _forget(work, case, EliminationReason.MOVED_OUT)


def erase_attendance(session: Session, *, now: datetime, today: date) -> int:
    """Erase the facts whose term is reached; how many.

    In the caller's transaction, with a line of the journal for each, signed by nobody: the term
    decides. At most 500 at once.
    """
    wanted = select(AttendanceFact.id, AttendanceFact.case_id).where(AttendanceFact.due_on <= today)
    due = session.execute(wanted.order_by(AttendanceFact.due_on).limit(MOST_AT_ONCE)).all()
    reason = EliminationReason.ATTENDANCE_TERM
    refs = [(TABLE, one.id) for one in due]
    gone = _erase(session, {one.case_id for one in due}, refs, reason, now=now, by_id=None)
    lines = [
        journal.Line(now, None, JournalAction.ELIMINATE, "attendance", number, str(reason))
        for _, number in gone
    ]
    journal.append(session, lines)
    return len(gone)


def erase_doubles(
    session: Session,
    case_id: int,
    ref: Ref,
    reason: EliminationReason,
    *,
    now: datetime,
    by_id: int | None,
) -> None:
    """A threshold is erased from the corbeille: what a merge set aside of it goes with it."""
    found = forget_facts(session, [case_id], [ref])
    _erase(session, (), found, reason, now=now, by_id=by_id)


def trash_until(session: Session, object_type: str, object_id: int, until: date) -> date:
    """When what is thrown away goes: a fact at its own term, if that comes before `until`."""
    if object_type != TABLE:
        return until
    due_on = session.scalar(select(AttendanceFact.due_on).where(AttendanceFact.id == object_id))
    return until if due_on is None else min(until, due_on)


def _forget(work: Work, case: CaseFile, reason: EliminationReason) -> None:
    """Those of the tables and those of the corbeille."""
    work.session.flush()
    thrown = work.session.scalars(
        select(TrashItem).where(
            TrashItem.owner_type == "case_file",
            TrashItem.owner_id == case.id,
            TrashItem.object_type == TABLE,
        )
    ).all()
    kept = select(AttendanceFact.id).where(AttendanceFact.case_id == case.id)
    numbers = [*work.session.scalars(kept), *(one.object_id for one in thrown)]
    for one in thrown:
        work.session.delete(one)
    work.session.flush()
    refs = [(TABLE, one) for one in numbers]
    actor = work.actor.account_id
    gone = _erase(work.session, [case.id], refs, reason, now=work.now, by_id=actor)
    for _, number in gone:
        work.journal(JournalAction.ELIMINATE, "attendance", number, str(reason))


def _erase(
    session: Session,
    case_ids: Iterable[int],
    refs: Iterable[Ref],
    reason: EliminationReason,
    *,
    now: datetime,
    by_id: int | None,
) -> tuple[Ref, ...]:
    """These facts, and those that a merge of their dossiers set aside because they say the same."""
    facts = tuple(refs)
    wanted = (*facts, *forget_facts(session, case_ids, facts))
    if not wanted:
        return ()
    bundle: Bundle = rows.gather(session, wanted)
    total = erase(session, bundle, wanted)
    register(session, wanted, reason, at=now, by_id=by_id, total=total)
    return wanted
