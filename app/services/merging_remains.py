"""What merges keep to be undone, without what is erased everywhere else.

A threshold of absence goes at its term, and a rectification reaches the past (RGPD art. 16 and
17): neither stays readable in what an undoing would bring back. The undoing stays possible, and
says what it cannot bring back (`merging_since`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.attendance import AttendanceFact
from app.models.case import COPIES, CaseFile
from app.models.duplicates import CaseMerge
from app.models.youth import Youth
from app.services import rows
from app.services.case_opening import name_keys
from app.services.contact_mirror import COLUMNS
from app.services.history_tracked import Kind
from app.services.history_values import without_values
from app.services.merging_record import MergeRecord
from app.services.rows import Bundle, Ref, Stored, Value

FACT: Final = AttendanceFact.__tablename__
_CASE, _YOUTH = str(Kind.CASE), str(Kind.YOUTH)
#: The contacts of a young person: their identity repeats them.
_CONTACT: Final = "youth_contact"
_SAID: Final = frozenset({"value", "postal_code", "city"})
_REPEATED: Final = tuple(name for names in COLUMNS.values() for name in names)
#: What is computed from an identity, and would tell it.
_KEYS: Final = ("sort_key", "phonetic_key", "given_key")
_COMPUTED: Final = ("sort_key", "elimination_due_on", *COPIES)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A merge, what is kept of it, and the records that stay."""

    row: CaseMerge
    record: MergeRecord
    case: Ref
    youth: Ref

    @property
    def both(self) -> frozenset[Ref]:
        """The dossiers and the young people that became one."""
        names = {_CASE, _YOUTH}
        gone = {one for one in self.record.gone.refs if one[0] in names}
        return frozenset({self.case, self.youth, *gone})

    @property
    def aside(self) -> frozenset[Ref]:
        """The rows that stood twice."""
        return self.record.moves.aside.refs


def forget_facts(session: Session, case_ids: Iterable[int], refs: Iterable[Ref]) -> tuple[Ref, ...]:
    """Take out the thresholds that say again those of `refs`, which are erased; which they were.

    `case_ids`: the dossiers that hold or held `refs`. The caller erases what is told of them.
    """
    kept, gone, found = _of_cases(session, case_ids), set(refs), set[Ref]()
    if not any(name == FACT for name, _ in gone):
        return ()
    while further := {one for it in kept for one in _doubles(it, gone | found, FACT)} - found:
        found |= further
    _without(session, kept, frozenset(found))
    return tuple(sorted(found))


def forget_rows(session: Session, refs: Iterable[Ref]) -> int:
    """The same of any rows set aside, in whatever merge of the vault; how many went."""
    gone, kept = frozenset(refs), list(_every(session))
    went = sum(len(one.aside & gone) for one in kept)
    _without(session, kept, gone)
    return went


def doubles(session: Session, case_id: int, kind: Kind, number: int) -> tuple[int, ...]:
    """The numbers of what a record of that dossier says too: set aside by a merge, or gone."""
    kept, ref = _of_cases(session, [case_id]), (str(kind), number)
    found = {ref}
    while further := {one for it in kept for one in _same(it, found, str(kind))} - found:
        found |= further
    return tuple(sorted(one for _, one in found - {ref}))


def forget_values(
    session: Session, case_id: int, kind: Kind, number: int, names: tuple[str, ...]
) -> int:
    """Take the values of these fields of a record out of the merges of its dossier; how many.

    What would come back says what the record says today.
    """
    return sum(
        _forget(session, one, (str(kind), number), names) for one in _of_cases(session, [case_id])
    )


def forget_values_anywhere(session: Session, ref: Ref, names: tuple[str, ...]) -> int:
    """The same in whatever merge of the vault holds it."""
    return sum(_forget(session, one, ref, names) for one in _every(session))


# -- which merges -----------------------------------------------------------------------------


def _of_cases(session: Session, case_ids: Iterable[int]) -> list[_Kept]:
    numbers = sorted(set(case_ids))
    return list(_read(session, CaseMerge.kept_case_id.in_(numbers))) if numbers else []


def _every(session: Session) -> Iterator[_Kept]:
    return _read(session)


def _read(session: Session, *conditions: object) -> Iterator[_Kept]:
    session.flush()
    found = session.execute(
        select(CaseMerge, CaseFile.youth_id)
        .join(CaseFile, CaseFile.id == CaseMerge.kept_case_id)
        .where(*conditions)  # type: ignore[arg-type]  # conditions of this question alone
        .order_by(CaseMerge.id)
    )
    for row, youth_id in found:
        yield _Kept(
            row, MergeRecord.load(row.content), (_CASE, row.kept_case_id), (_YOUTH, youth_id or 0)
        )


def _doubles(kept: _Kept, refs: Iterable[Ref], name: str) -> Iterator[Ref]:
    """The rows set aside that say again one of `refs`; those of which nobody knows what they say.

    Before it was noted which row each repeats, a merge kept doubles alone.
    """
    wanted, told = set(refs), dict(kept.record.moves.twins)
    for one in kept.aside:
        if one[0] == name and (one not in told or told[one] in wanted):
            yield one


def _same(kept: _Kept, refs: Iterable[Ref], name: str) -> Iterator[Ref]:
    wanted = set(refs)
    if wanted & kept.both:
        yield from (one for one in kept.both if one[0] == name)
    yield from _doubles(kept, wanted, name)


# -- what is taken out ------------------------------------------------------------------------


def _without(session: Session, kept: Iterable[_Kept], gone: frozenset[Ref]) -> None:
    for one in kept:
        went = one.aside & gone
        if went:
            facts = one.record.facts + sum(name == FACT for name, _ in went)
            moves = one.record.moves.without(frozenset(went))
            one.row.content = replace(one.record, moves=moves, facts=facts).dump()
    session.flush()


def _forget(session: Session, kept: _Kept, ref: Ref, names: tuple[str, ...]) -> int:
    if ref[0] == _CONTACT and _SAID & set(names):
        ref, names = kept.youth, _REPEATED
    if ref in kept.both:
        stays = kept.case if ref[0] == _CASE else kept.youth
        record = _identity_without(session, kept, stays, names)
    else:
        record = _double_without(session, kept, ref, names)
    if record == kept.record:
        return 0
    told = dict.fromkeys((*record.rectified, *((ref[0], name) for name in names)))
    kept.row.content = replace(record, rectified=tuple(told)).dump()
    session.flush()
    return 1


def _double_without(session: Session, kept: _Kept, ref: Ref, names: tuple[str, ...]) -> MergeRecord:
    """The row set aside says what the one that stays says; it goes when nobody knows which."""
    told, now = dict(kept.record.moves.twins), rows.read(session, ref)
    moves = kept.record.moves
    moves = moves.without(
        frozenset(one for one in kept.aside if one[0] == ref[0] and one not in told)
    )
    if now is not None:
        same = {one for one, live in told.items() if live == ref}
        aside = _changed(moves.aside, lambda row: row.ref in same, _as_now(now, names))
        moves = replace(moves, aside=aside)
    return replace(kept.record, moves=moves)


def _identity_without(
    session: Session, kept: _Kept, stays: Ref, names: tuple[str, ...]
) -> MergeRecord:
    """Neither what the one that stays held, nor what the one that left did."""
    record, table = kept.record, stays[0]
    case, youth = dict(record.case), dict(record.youth)
    for name in names:
        (youth if table == _YOUTH else case).pop(name, None)
    gone = _history_without(record.gone, table, names)
    now = rows.read(session, stays)
    if now is not None:
        gone = _changed(gone, lambda row: row.table == table, _as_now(now, names))
    if table == _YOUTH:
        _drop(youth, _KEYS)
        _drop(case, _COMPUTED)
        gone = _computed_anew(gone)
    return replace(record, case=case, youth=youth, gone=gone)


def _history_without(gone: Bundle, table: str, names: tuple[str, ...]) -> Bundle:
    """The history of the record that left, without these values nor what was confirmed of them."""

    def told(row: Stored) -> Mapping[str, Value]:
        return {"content": without_values(str(row.values["content"]), names)[0]}

    of_it = [row for row in gone.rows if row.values.get("object_type") == table]
    confirmed = {
        row.key
        for row in of_it
        if row.table == "writing_confirmation" and row.values["field"] in names
    }
    left = replace(gone, rows=tuple(row for row in gone.rows if row.key not in confirmed))
    return _changed(left, lambda row: row.table == "record_change" and row in of_it, told)


def _computed_anew(gone: Bundle) -> Bundle:
    """The keys of the names that the one who left now has; the rest is computed at the return."""
    youth = next(row for row in gone.rows if row.table == _YOUTH)
    said = {name: youth.values[name] for name in ("last_name", "usage_name", "first_name")}
    probe = Youth(**said)
    name_keys(probe)
    keys: dict[str, Value] = {name: getattr(probe, name) for name in _KEYS}
    gone = _changed(gone, lambda row: row.table == _YOUTH, lambda _row: keys)
    blank: dict[str, Value] = {**dict.fromkeys(_COMPUTED), "sort_key": keys["sort_key"]}
    return _changed(gone, lambda row: row.table == _CASE, lambda _row: blank)


def _as_now(now: Stored, names: tuple[str, ...]) -> Callable[[Stored], Mapping[str, Value]]:
    said = {name: now.values[name] for name in names if name in now.values}
    return lambda _row: said


def _changed(
    bundle: Bundle,
    wanted: Callable[[Stored], bool],
    said: Callable[[Stored], Mapping[str, Value]],
) -> Bundle:
    changed = (
        replace(row, values={**row.values, **said(row)}) if wanted(row) else row
        for row in bundle.rows
    )
    return replace(bundle, rows=tuple(changed))


def _drop(before: dict[str, tuple[Value, Value]], names: Iterable[str]) -> None:
    for name in names:
        before.pop(name, None)
