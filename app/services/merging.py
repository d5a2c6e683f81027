"""Two dossiers of one young person made one, with the proof of it.

The older number stays. Everything that refers to the other dossier or its young person refers to
the one that stays: signalements, observations, plan, orientations, family, schooling, states,
history, corbeille, drafts. Where it stands follows `rules.merged_states`: a closed dossier
reopens when the other is followed, of two closures the later one holds. Either one's restriction
holds for both. A dossier at its term is not merged: it is locked until it is eliminated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.errors import Conflict, Refused, UserFacingError
from app.models.case import CaseFile, CaseStatusChange
from app.models.duplicates import CaseMerge
from app.models.enums import CaseStatus, JournalAction
from app.models.youth import Youth
from app.services import merging_links, rows, rows_about
from app.services.access import demand_case
from app.services.case_opening import birth_of, name_keys
from app.services.changes import Subject
from app.services.desk import Desk, Work
from app.services.gone import Gone
from app.services.merging_fields import MergeField, fields_of, take
from app.services.merging_links import Moves, count_of
from app.services.merging_record import MergeRecord, changed
from app.services.moves import step
from app.services.opened_by_mistake import COUNTED
from app.services.rows import Bundle, Ref, Stored
from app.services.rules.matching import Identity, Match, compare
from app.services.rules.merged_states import Standing, merged_standing
from app.services.rules.rights import UseCase
from app.services.terms import set_term

ALSO = frozenset({Subject.HOUSEHOLD, Subject.REFERRAL, Subject.INTAKE})
_ELSEWHERE = ("autre élément", "autres éléments")


class NotMerged(UserFacingError):
    """What was counted afterwards is not what was there before: nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            "La fusion n’a pas été faite\u202f: tout n’aurait pas été retrouvé dans le dossier "
            "réuni.",
            remedy="Rien n’a été changé. Signalez-le à qui suit le programme.",
            code="not_merged",
        )


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of one kind each dossier has, and, once merged, the one that stays.

    `aside`: those that stood in both, kept with the merge. `words`: one, several.
    """

    words: tuple[str, str]
    kept: int
    other: int
    after: int = 0
    aside: int = 0


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


def compare_cases(desk: Desk, case_id: int, other_case_id: int) -> MergeView:
    """Two dossiers side by side, whichever is named first. Journalled as read; raises `Refused`."""
    with desk.work() as work:
        kept, other = _demand(work, case_id, other_case_id)
        mine, theirs = _refs(kept), _refs(other)
        counts = _counted(count_of(work.session, mine), count_of(work.session, theirs))
        view = MergeView(
            kept_id=kept.id,
            other_id=other.id,
            kept_number=kept.file_number,
            other_number=other.file_number,
            match=compare(_identity(kept), _identity(other)),
            fields=fields_of(work.session, kept, other),
            counts=counts,
            status=merged_standing(_standing(kept), _standing(other)).status,
            restricted=kept.processing_restricted or other.processing_restricted,
            versions=_versions(kept, other),
        )
        for one in (kept, other):
            restricted = one.processing_restricted
            action = JournalAction.READ_RESTRICTED if restricted else JournalAction.READ
            work.journal(action, "case", one.id, "merge")
        work.commit_reading()
        return view


def merge(desk: Desk, case_id: int, other_case_id: int, entry: MergeEntry) -> Merged:
    """Make one dossier of two, in one transaction, and prove that nothing was lost.

    Raises `Conflict` (one of them changed since it was read), `NotMerged`, `Refused`.
    """
    with desk.work() as work:
        kept, other = _demand(work, case_id, other_case_id)
        if _versions(kept, other) != entry.versions:
            raise Conflict
        mine, theirs = _refs(kept), _refs(other)
        number = other.file_number
        before = [_read(work, ref) for ref in mine]
        counts = tuple(count_of(work.session, one) for one in (mine, theirs, (*mine, *theirs)))
        line = _write_kept(work, kept, other, entry)
        moves, gone = _move(work, mine, theirs)
        proof = _proof(work, counts, mine, moves)
        _settle(work, kept)  # may erase what was past its own term: the law's doing, not ours
        record = MergeRecord(
            moves=moves,
            gone=gone,
            case=changed(before[0], _read(work, mine[0])),
            youth=changed(before[1], _read(work, mine[1])),
            step=line.id,
            last=merging_links.last_numbers(work.session, mine),
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
        work.journal(JournalAction.MERGE, "case", kept.id, f"case={theirs[0][1]} merge={row.id}")
        change = Merged(
            Subject.CASE, kept.id, ALSO, records=frozenset(theirs), merge_id=row.id, proof=proof
        )
        work.commit(change)
        return change


def _demand(work: Work, case_id: int, other_case_id: int) -> tuple[CaseFile, CaseFile]:
    """The two dossiers, the older number first; `Refused` unless they are two young people's."""
    both = [demand_case(work, UseCase.MERGE_CASE, one) for one in (case_id, other_case_id)]
    if both[0] is both[1] or any(one.youth is None for one in both):
        raise Refused
    kept, other = sorted(both, key=lambda one: [int(it) for it in one.file_number.split("-")])
    return kept, other


def _write_kept(work: Work, kept: CaseFile, other: CaseFile, entry: MergeEntry) -> CaseStatusChange:
    """What the dossier that stays holds from now on; the line of its states that tells it."""
    youth = _youth(kept)
    take(kept, other, entry.from_other)
    now, then = merged_standing(_standing(kept), _standing(other)), kept.status
    kept.status, kept.closed_on = now.status, now.closed_on
    kept.closure_reason, kept.closure_review = now.closure_reason, now.closure_review
    kept.moved_out_on = now.moved_out_on
    kept.opened_on = min(kept.opened_on, other.opened_on)
    kept.processing_restricted = kept.processing_restricted or other.processing_restricted
    due = [one for one in (kept.information_due_on, other.information_due_on) if one]
    kept.information_due_on = min(due, default=None)
    reason = f"Fusion avec le dossier {other.file_number}"
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
    numbers = merging_links.move_numbers(session, case, mine[0], persons=(youth, mine[1]))
    gone = merging_links.set_aside(session, [case])
    moves = moves.and_then(numbers).and_then(merging_links.move(session, youth, mine[1]))
    moves = moves.and_then(merging_links.end_former(session, mine[1][1]))
    return moves, gone.with_rows(merging_links.set_aside(session, [youth]).rows)


def _settle(work: Work, kept: CaseFile) -> None:
    """What is computed from the whole: the term of the dossier, those of its families."""
    work.session.refresh(kept)
    work.session.refresh(_youth(kept))
    set_term(work, kept)
    work.session.flush()


def _proof(
    work: Work, before: Sequence[dict[str, int]], mine: tuple[Ref, Ref], moves: Moves
) -> tuple[Counted, ...]:
    """The counts before and after, which must agree: each row is there, or set aside.

    `before`: of the one that stays, of the other, of both together.
    """
    after = count_of(work.session, mine)
    aside = {one: len(moves.aside.of(one)) for one in {row.table for row in moves.aside.rows}}
    for name in {**before[2], **after}:
        total = before[2].get(name, 0)
        # the dossier of the one who leaves refers to them; the merge has its own line of states
        total += {"case_file": -1, "case_status_change": 1}.get(name, 0)
        if after.get(name, 0) + aside.get(name, 0) != total:
            raise NotMerged
    return _counted(before[0], before[1], after, aside)


def _counted(
    kept: Mapping[str, int],
    other: Mapping[str, int],
    after: Mapping[str, int] | None = None,
    aside: Mapping[str, int] | None = None,
) -> tuple[Counted, ...]:
    """By kind in the words of the screen; what has no word of its own, together at the end."""
    apart = frozenset({"case_file", "youth"})
    every = [one for one in dict.fromkeys((*COUNTED, *kept, *other)) if one not in apart]
    found: dict[tuple[str, str], Counted] = {}
    for name in every:
        words = COUNTED.get(name, _ELSEWHERE)
        so_far = found.get(words, Counted(words, 0, 0))
        found[words] = Counted(
            words,
            so_far.kept + kept.get(name, 0),
            so_far.other + other.get(name, 0),
            so_far.after + (after or {}).get(name, 0),
            so_far.aside + (aside or {}).get(name, 0),
        )
    lines = [one for one in found.values() if one.kept or one.other or one.after]
    return tuple(sorted(lines, key=lambda one: one.words == _ELSEWHERE))


def _identity(case: CaseFile) -> Identity:
    youth = _youth(case)
    return Identity(
        youth.last_name, youth.first_name, birth_of(youth), youth.sex, youth.usage_name or ""
    )


def _standing(case: CaseFile) -> Standing:
    return Standing(
        case.status, case.closed_on, case.closure_reason, case.closure_review, case.moved_out_on
    )


def _versions(kept: CaseFile, other: CaseFile) -> tuple[int, int, int, int]:
    return kept.version, other.version, _youth(kept).version, _youth(other).version


def _refs(case: CaseFile) -> tuple[Ref, Ref]:
    return ("case_file", case.id), ("youth", _youth(case).id)


def _youth(case: CaseFile) -> Youth:
    if case.youth is None:
        raise Refused
    return case.youth


def _read(work: Work, ref: Ref) -> Stored:
    found = rows.read(work.session, ref)
    if found is None:
        raise Refused
    return found
