"""« Annuler », for some seconds after a write: what the history kept of it is taken back.

Nothing of it is stored: who holds the `Change` may undo it, once, as long as nothing else has
changed the record since. A lock forgets it.
"""

from typing import Final

from sqlalchemy import func, select

from app.errors import Conflict, Refused
from app.models.enums import JournalAction
from app.models.history import RecordChange
from app.services.changes import Change, Written
from app.services.desk import Desk, Work
from app.services.history_contacts import (
    CONTACTS,
    contacts_back,
    follows,
    main_line,
    of_contacts,
)
from app.services.history_entries import WRITERS
from app.services.history_moves import MOVED, come_back, take_back
from app.services.history_restore import restore_version
from app.services.history_scope import Target, demand_record
from app.services.history_state import NOT_TYPED
from app.services.history_tracked import Kind
from app.services.trash import throw_away
from app.services.trash_kinds import KINDS as THROWN

WHY: Final = "Saisie annulée aussitôt"
_OF_A_STAY: Final = frozenset({"until_on", "sharing"})
_EDITS: Final = frozenset({JournalAction.UPDATE, JournalAction.RESTORE})


def can_undo(change: Change) -> bool:
    """Whether what was just written can be taken back; asks nothing of the vault."""
    return _main(change) is not None


def undo(desk: Desk, change: Change) -> Change:
    """Take back what `change` wrote.

    The former version of an edit or a move comes back, what was created goes to the corbeille.
    Raises `Conflict` when the record changed since, and what restoring, moving or throwing away
    raises.
    """
    one = _main(change)
    if one is None:
        raise Refused
    target = Target(Kind(one.object_type), one.object_id)
    created = one.action == JournalAction.CREATE
    with desk.read() as work:
        if not created:  # what one has just created may be for the coordonnateur alone to read
            demand_record(work, target)
        for written in change.written:
            _demand_last(work, written)
    if created:
        return throw_away(desk, one.object_type, one.object_id, WHY, just_written=True)
    if one.action == JournalAction.STATUS:
        return take_back(desk, target, one.line)
    if target.kind in CONTACTS:
        return contacts_back(desk, change)
    if target.kind is Kind.MEMBERSHIP:
        return come_back(desk, change)
    return restore_version(desk, target, one.line - 1)


def _main(change: Change) -> Written | None:
    """The one thing that was done; none when it was several, or cannot be taken back."""
    created = [one for one in change.written if one.action == JournalAction.CREATE]
    if created:
        return _thrown(created, change)
    one = _told_here(change)
    if one is None:
        return None
    kind = Kind(one.object_type)
    if one.action == JournalAction.STATUS:
        # a signalement is taken up again from its decision only: received, it stays received
        decided = kind is not Kind.INTAKE or {"decision_on", "status"} <= set(one.fields)
        joined = "case_id" in one.fields
        return one if kind in MOVED and decided and not joined else None
    if kind in CONTACTS:
        return one if one.action in _EDITS else None
    if kind is Kind.MEMBERSHIP:
        return one if set(one.fields) <= _OF_A_STAY else None
    typed = set(one.fields) - NOT_TYPED.get(kind, frozenset())
    return one if one.action in _EDITS and kind in WRITERS and typed else None


def _thrown(created: list[Written], change: Change) -> Written | None:
    """What goes to the corbeille; what was changed or founded with it follows by itself.

    That is the period that a new one ended, the home that was left, a family nobody else is in.
    """
    main = [one for one in created if one.object_type != Kind.HOUSEHOLD]
    others = [one for one in change.written if one not in created]
    if of_contacts(change.written):
        # what the coordinates alone held was noted beside it: it stays, and says the same
        if any(not follows(one) for one in others):
            return None
        main, others = main[-1:], []
    if len(main) != 1 or main[0].object_type not in THROWN:
        return None
    return main[0] if all(one.object_type == main[0].object_type for one in others) else None


def _told_here(change: Change) -> Written | None:
    """The one line; of a representative whom several dossiers share, that of the dossier meant."""
    lines, kinds = change.written, {one.object_type for one in change.written}
    if len(lines) > 1 and kinds == {Kind.GUARDIANSHIP}:
        lines = tuple(one for one in lines if one.owner_id == change.ref)
    elif of_contacts(lines):
        return main_line(change)
    elif kinds == {Kind.MEMBERSHIP}:  # the home that is left, and the one that shares no more
        lines = tuple(one for one in lines if "until_on" in one.fields) or lines
    return lines[0] if len(lines) == 1 else None


def _demand_last(work: Work, written: Written) -> None:
    """The lines are this actor's own, and the last of their records."""
    line = work.session.get(RecordChange, written.line)
    newest = select(func.max(RecordChange.id)).where(
        RecordChange.object_type == written.object_type,
        RecordChange.object_id == written.object_id,
    )
    if line is None or work.session.scalar(newest) != line.id:
        raise Conflict
    if line.by_id != work.actor.account_id:
        raise Refused
