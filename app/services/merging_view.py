"""Two dossiers side by side, before they are told apart or made one."""

from dataclasses import dataclass

from app.models.enums import CaseStatus, JournalAction
from app.services.desk import Desk
from app.services.merging_counts import Counted, count_before, side_by_side
from app.services.merging_fields import MergeField, fields_of
from app.services.merging_pair import demand_pair
from app.services.rules.matching import Match, compare


@dataclass(frozen=True, slots=True)
class MergeView:
    """Two dossiers side by side; `kept_number` is the older one's.

    `versions`: of both dossiers and both young people, to be given back with the choices.
    """

    kept_id: int
    other_id: int
    kept_number: str
    other_number: str
    match: Match
    fields: tuple[MergeField, ...]
    counts: tuple[Counted, ...]
    status: CaseStatus
    restricted: bool
    versions: tuple[int, int, int, int]


def compare_cases(desk: Desk, case_id: int, other_case_id: int) -> MergeView:
    """Two dossiers side by side, whichever is named first. Journalled as read; raises `Refused`."""
    with desk.work() as work:
        pair = demand_pair(work, case_id, other_case_id)
        kept, other = pair.kept, pair.other
        view = MergeView(
            kept_id=kept.id,
            other_id=other.id,
            kept_number=kept.file_number,
            other_number=other.file_number,
            match=compare(*pair.identities),
            fields=fields_of(work.session, kept, other),
            counts=side_by_side(count_before(work.session, pair.mine, pair.theirs)),
            status=pair.standing.status,
            restricted=kept.processing_restricted or other.processing_restricted,
            versions=pair.versions,
        )
        for one in (kept, other):
            restricted = one.processing_restricted
            action = JournalAction.READ_RESTRICTED if restricted else JournalAction.READ
            work.journal(action, "case", one.id, "merge")
        work.commit_reading()
        return view
