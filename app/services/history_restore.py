"""« Rétablir cette version »: what it would change, and doing it through the ordinary use case."""

from dataclasses import dataclass, replace

from app.errors import Refused, UserFacingError
from app.models.base import Edited
from app.models.youth import Guardianship
from app.services.changes import Change
from app.services.desk import Desk, Work
from app.services.history_entries import WRITERS, Former
from app.services.history_scope import Target, demand_record
from app.services.history_state import State, differences, state_at, state_now
from app.services.history_words import FieldChange, Words


class NothingToRestore(UserFacingError):
    """The record is already as it was then."""

    def __init__(self) -> None:
        super().__init__(
            "Cette fiche est déjà dans cette version\u202f: il n’y a rien à rétablir.",
            code="nothing_to_restore",
        )


@dataclass(frozen=True, slots=True)
class _Found:
    former: Former
    now: State


def preview_restore(desk: Desk, target: Target, line: int) -> tuple[FieldChange, ...]:
    """What bringing back the version that `line` left would change; nothing for no difference.

    Raises `Refused`, for whoever may not write this record too.
    """
    with desk.read() as work:
        found = _find(work, target, line)
        fields = differences(target.kind, found.now, found.former.state)
        words = Words(work.session)
        words.prepare([(target.kind, fields)])
        return words.changes(target.kind, fields)


def restore_version(desk: Desk, target: Target, line: int) -> Change:
    """Write the record again as the line `line` left it (`ORIGIN`: as it began).

    Fields that are moved, decided or computed rather than typed stay as they are. It is told in
    the history as a change, so that it can be taken back. Raises `NothingToRestore`, `Refused`,
    and whatever the ordinary use case raises: `Invalid`, `Conflict`, `CaseClosed`…
    """
    with desk.read() as work:
        found = _find(work, target, line)
        if not differences(target.kind, found.now, found.former.state):
            raise NothingToRestore
    return WRITERS[target.kind](replace(desk, restoring=True), found.former)


def _find(work: Work, target: Target, line: int) -> _Found:
    reached = demand_record(work, target, writing=True)
    if target.kind not in WRITERS:
        raise Refused
    row = reached.row
    person = row.guardian if isinstance(row, Guardianship) else row
    former = Former(
        state=state_at(work, target, row, line),
        number=target.number,
        case_id=reached.case.id if reached.case is not None else 0,
        version=person.version if isinstance(person, Edited) else 0,
        person=getattr(row, "guardian_id", 0) or 0,
        home=getattr(row, "household_id", 0) or 0,
    )
    return _Found(former, state_now(row, target.kind))
