"""Two dossiers of one young person made one, with the proof of it.

The older number stays. Everything that refers to the other dossier or its young person refers to
the one that stays: signalements, observations, plan, orientations, family, schooling, states,
history, corbeille, drafts. Where it stands follows `rules.merged_states`: a closed dossier
reopens when the other is followed, of two closures the later one holds. Either one's restriction
holds for both. A dossier at its term is not merged: it is locked until it is eliminated.
"""

from dataclasses import dataclass, replace

from app.errors import Conflict, Refused
from app.models.case import CaseFile, CaseStatusChange
from app.models.duplicates import CaseMerge
from app.models.enums import JournalAction
from app.services import merging_links, rows, rows_about
from app.services.case_opening import name_keys
from app.services.changes import Subject
from app.services.desk import Desk, Work
from app.services.gone import Gone
from app.services.merging_coordinates import keep_both, prefer_chosen
from app.services.merging_counts import Counted, count_before, proof
from app.services.merging_fields import take
from app.services.merging_moves import Moves
from app.services.merging_numbers import move_numbers
from app.services.merging_pair import Pair, demand_pair, youth_of
from app.services.merging_record import MergeRecord, changed
from app.services.moves import step
from app.services.rows import Bundle, Ref, Stored
from app.services.rules.merged_states import told_of_merge
from app.services.terms import set_term

ALSO = frozenset({Subject.HOUSEHOLD, Subject.REFERRAL, Subject.INTAKE})


@dataclass(frozen=True, slots=True)
class MergeEntry:
    """What was chosen: the names of the fields taken from the dossier that leaves."""

    from_other: frozenset[str]
    versions: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Merged(Gone):
    """What changed, the number of the merge, and its proof."""

    merge_id: int = 0
    proof: tuple[Counted, ...] = ()


def merge(desk: Desk, case_id: int, other_case_id: int, entry: MergeEntry) -> Merged:
    """Make one dossier of two, in one transaction, and prove that nothing was lost.

    Raises `Conflict` (one of them changed since it was read), `NotMerged`, `Refused`.
    """
    with desk.work() as work:
        pair = demand_pair(work, case_id, other_case_id)
        if pair.versions != entry.versions:
            raise Conflict
        kept, mine, theirs = pair.kept, pair.mine, pair.theirs
        number = pair.other.file_number
        before = [_read(work, ref) for ref in mine]
        made = keep_both(work, youth_of(kept), youth_of(pair.other))
        counts = count_before(work.session, mine, theirs)
        line = _write_kept(work, pair, entry)
        moves, gone = _move(work, mine, theirs)
        moves = moves.and_then(prefer_chosen(work, youth_of(kept)))
        proved = proof(work.session, counts, mine, moves)
        record = MergeRecord(
            moves=moves,
            gone=gone,
            case={},
            youth={},
            step=line.id,
            last={},
            made=made,
        )
        row = CaseMerge(
            kept_case_id=kept.id,
            gone_case_id=theirs[0][1],
            gone_number=number,
            at=work.now,
            by_id=work.actor.account_id,
            content=record.dump(),
        )
        work.session.add(row)
        work.session.flush()
        _settle(work, kept)  # may erase what was past its own term: the law's doing, not ours
        row.content = replace(
            MergeRecord.load(row.content),
            case=changed(before[0], _read(work, mine[0])),
            youth=changed(before[1], _read(work, mine[1])),
            last=merging_links.last_numbers(work.session, mine),
        ).dump()
        work.journal(JournalAction.MERGE, "case", kept.id, f"case={theirs[0][1]} merge={row.id}")
        change = Merged(
            Subject.CASE, kept.id, ALSO, records=frozenset(theirs), merge_id=row.id, proof=proved
        )
        work.commit(change)
        return change


def _write_kept(work: Work, pair: Pair, entry: MergeEntry) -> CaseStatusChange:
    """What the dossier that stays holds from now on; the line of its states that tells it."""
    kept, other, youth = pair.kept, pair.other, youth_of(pair.kept)
    take(kept, other, entry.from_other)
    now, then = pair.standing, kept.status
    kept.status, kept.closed_on = now.status, now.closed_on
    kept.closure_reason, kept.closure_review = now.closure_reason, now.closure_review
    kept.moved_out_on = now.moved_out_on
    kept.opened_on = min(kept.opened_on, other.opened_on)
    kept.processing_restricted = kept.processing_restricted or other.processing_restricted
    due = [one for one in (kept.information_due_on, other.information_due_on) if one]
    kept.information_due_on = min(due, default=None)
    reason = told_of_merge(other.file_number)
    line = step(
        work, CaseStatusChange, then, now.status, reason=reason, closure_reason=now.closure_reason
    )
    kept.history.append(line)
    name_keys(youth)
    kept.sort_key = youth.sort_key
    work.touch(kept)
    work.touch(youth)
    work.session.flush()
    return line


def _move(work: Work, mine: tuple[Ref, Ref], theirs: tuple[Ref, Ref]) -> tuple[Moves, Bundle]:
    """Every reference to theirs made to mine, then theirs set aside."""
    session = work.session
    case, youth = theirs
    rows_about.forget(session, theirs)
    moves = merging_links.move(session, case, mine[0])
    numbers = move_numbers(session, case, mine[0], persons=(youth, mine[1]))
    gone = merging_links.set_aside(session, [case])
    moves = moves.and_then(numbers).and_then(merging_links.move(session, youth, mine[1]))
    moves = moves.and_then(merging_links.end_former(session, mine[1][1]))
    return moves, gone.with_rows(merging_links.set_aside(session, [youth]).rows)


def _settle(work: Work, kept: CaseFile) -> None:
    """What is computed from the whole: the term of the dossier, those of its families."""
    work.session.refresh(kept)
    work.session.refresh(youth_of(kept))
    set_term(work, kept)
    work.session.flush()


def _read(work: Work, ref: Ref) -> Stored:
    found = rows.read(work.session, ref)
    if found is None:
        raise Refused
    return found
