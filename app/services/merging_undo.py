"""Undoing a merge: both dossiers are again what they were, as far as nothing changed since.

What was written since into the dossier that stayed remains there, and is said before and after.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, select

from app.errors import Conflict, Refused, UserFacingError
from app.models.account import Account
from app.models.case import COPIES, CaseFile, CaseStatusChange
from app.models.duplicates import CaseMerge
from app.models.enums import JournalAction
from app.models.history import RecordChange
from app.models.youth import Youth
from app.services import merging_coordinates, rows
from app.services.access import demand_case, visible_cases
from app.services.case_opening import name_keys
from app.services.changes import Change, Subject
from app.services.desk import Desk, Work
from app.services.labels import account_label
from app.services.merging import ALSO
from app.services.merging_moves import bring_back, move_back
from app.services.merging_record import Before, MergeRecord
from app.services.merging_since import changed_since
from app.services.persons import name_of
from app.services.rows import Bundle, Link, Ref, Stored
from app.services.rules.rights import UseCase
from app.services.terms import set_term
from app.services.told_apart import demand_merging

_SIGNATURES: Final = ("version", "updated_at", "updated_by")


class NotUndone(UserFacingError):
    """Another merge came on top of it, or something it needs is gone."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence, remedy=remedy, code="not_undone")


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A merge that may be undone: the dossier that stayed, the number that left."""

    id: int
    case_id: int
    number: str
    gone_number: str
    name: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Unmerged(Change):
    """What changed; `kept_id` and `back_id` are the two dossiers. `since` as `what_changed`."""

    kept_id: int = 0
    back_id: int = 0
    since: tuple[str, ...] = ()


def merges(desk: Desk) -> tuple[MergeRow, ...]:
    """The merges of the dossiers that this actor may merge, the latest first. Raises `Refused`."""
    with desk.read() as work:
        demand_merging(work)
        found = work.session.execute(
            select(CaseMerge, CaseFile, Youth, Account)
            .join(CaseFile, CaseFile.id == CaseMerge.kept_case_id)
            .join(Youth, Youth.id == CaseFile.youth_id)
            .outerjoin(Account, Account.id == CaseMerge.by_id)
            .where(visible_cases(work, UseCase.MERGE_CASE))
            .order_by(CaseMerge.id.desc())
        )
        return tuple(
            MergeRow(
                id=one.id,
                case_id=case.id,
                number=case.file_number,
                gone_number=one.gone_number,
                name=name_of(youth),
                at=one.at,
                by=account_label(who),
            )
            for one, case, youth, who in found
        )


def what_changed(desk: Desk, merge_id: int) -> tuple[str, ...]:
    """What changed since the merge, in sentences; empty: the undoing brings both back exactly.

    Raises `NotUndone`, `Refused`.
    """
    with desk.read() as work:
        _, record, case, youth = _demand(work, merge_id)
        return tuple(changed_since(work, record, case, youth))


def unmerge(desk: Desk, merge_id: int, *, accepted: tuple[str, ...] = ()) -> Unmerged:
    """Undo a merge. `accepted`: what changed since, as it was shown.

    Raises `Conflict` when more changed since it was shown, `NotUndone`, `Refused`.
    """
    with desk.work() as work:
        row, record, case, youth = _demand(work, merge_id)
        since = tuple(changed_since(work, record, case, youth))
        if since != accepted:
            raise Conflict
        if record.step and not _moved_on(case, record):
            work.session.execute(delete(CaseStatusChange).where(CaseStatusChange.id == record.step))
            work.session.expire(case, ["history"])
        work.session.flush()
        told = and_(RecordChange.id > record.last["record_change"], RecordChange.at == row.at)
        _restore(work, ("case_file", case.id), record.case, told)
        _restore(work, ("youth", youth.id), record.youth, told)
        rows.put_back(work.session, _coming_back(work, record))
        move_back(work.session, record.moves.links)
        bring_back(work.session, record.moves.thrown)
        work.session.expire_all()
        merging_coordinates.take_back(work.session, record.made)
        work.session.delete(row)
        work.session.flush()
        returned = work.get(CaseFile, row.gone_case_id)
        for one in (case, returned):
            work.session.refresh(one)
            if one.youth is not None:
                _agree(work, one, one.youth, record, since)
            set_term(work, one)
        detail = f"case={row.gone_case_id} merge={row.id}"
        work.journal(JournalAction.UNMERGE, "case", case.id, detail)
        change = Unmerged(
            Subject.CASE, case.id, ALSO, kept_id=case.id, back_id=returned.id, since=since
        )
        work.commit(change)
        return change


def _demand(work: Work, merge_id: int) -> tuple[CaseMerge, MergeRecord, CaseFile, Youth]:
    """A merge that can be undone now, what is kept of it, and the dossier that stayed."""
    row = work.get(CaseMerge, merge_id)
    case = demand_case(work, UseCase.MERGE_CASE, row.kept_case_id)
    later = work.session.scalar(
        select(CaseMerge.gone_number)
        .where(CaseMerge.kept_case_id == case.id, CaseMerge.id > row.id)
        .order_by(CaseMerge.id.desc())
    )
    if later is not None:
        raise NotUndone(
            "Ce dossier a été réuni depuis avec un autre.",
            f"Défaites d’abord la fusion avec le dossier {later}.",
        )
    record = MergeRecord.load(row.content)
    if rows.missing(work.session, _coming_back(work, record)):
        raise NotUndone(
            "Ce que l’autre dossier contenait ne peut plus revenir en entier.",
            "Un élément dont il dépend a été effacé depuis.",
        )
    return row, record, case, work.get(Youth, case.youth_id)


def _coming_back(work: Work, record: MergeRecord) -> Bundle:
    """The rows that return: a pair told apart only while the other one of the pair is there."""
    aside = record.moves.aside
    whole = record.gone.with_rows(aside.rows, aside.links)
    gone = rows.missing(work.session, whole)
    return replace(
        whole,
        rows=tuple(one for one in whole.rows if one.table != "told_apart" or not _names(one, gone)),
    )


def _names(row: Stored, refs: frozenset[Ref]) -> bool:
    named = ((target, row.values[one.name]) for one, target in rows.pointing_from(row.table))
    return any(one in refs for one in named)


def _agree(
    work: Work, case: CaseFile, youth: Youth, record: MergeRecord, since: tuple[str, ...]
) -> None:
    """What repeats the rest says it again, when something changed since."""
    if since:
        merging_coordinates.agree(work, youth)
    if record.rectified:
        name_keys(youth)
        case.sort_key = youth.sort_key


def _moved_on(case: CaseFile, record: MergeRecord) -> bool:
    return bool(case.history) and case.history[-1].id != record.step


def _restore(work: Work, ref: Ref, before: Before, told: ColumnElement[bool]) -> None:
    """Each column as before, unless it changed since; as if it had never been merged when none did.

    The history that the merge wrote of the row (`told`) goes with it, then; else it stays.
    """
    now = rows.read(work.session, ref)
    if now is None:
        raise Refused
    untouched = now.values["version"] == before["version"][1]
    links = [
        Link(*ref, name, was, became)
        for name, (was, became) in before.items()
        if was != became and name not in COPIES and (untouched or name not in _SIGNATURES)
    ]
    move_back(work.session, links)
    if not untouched:
        version = now.values["version"]
        if isinstance(version, int):
            rows.set_link(work.session, Link(*ref, "version", version, version + 1), version + 1)
        return
    of_it = (RecordChange.object_type == ref[0], RecordChange.object_id == ref[1])
    work.session.execute(delete(RecordChange).where(*of_it, told))
