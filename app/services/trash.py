"""The corbeille of a dossier: entry errors, out of their tables for 30 days, then erased.

No list, count, search nor print can show what is here, since it is nowhere else. Restoring puts
every row back under its own number, with its links, its versions and its drafts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select

from app.errors import Refused, UserFacingError
from app.models.account import Account
from app.models.case import CaseFile
from app.models.enums import JournalAction
from app.models.history import TrashItem
from app.models.youth import Guardianship
from app.services import rows, rows_about
from app.services.access import demand_case
from app.services.attendance_term import retime, trash_until
from app.services.changes import Change
from app.services.desk import Desk, Work
from app.services.gone import Gone
from app.services.labels import account_label
from app.services.rows import Bundle, Ref, Stored
from app.services.rules.rights import UseCase
from app.services.terms import set_family_term
from app.services.text import bounded, refuse
from app.services.trash_contacts import left, make_room, returned
from app.services.trash_given_back import given_back
from app.services.trash_homes import settle
from app.services.trash_kinds import (
    change_of,
    demand,
    demand_entry_error,
    demand_writable,
    kind_of,
    owner_of,
)
from app.services.trash_place import demand_place, put_off

KEPT_DAYS: Final = 30
REASON_LIMIT: Final = 200


@dataclass(frozen=True, slots=True)
class Thrown(Gone):
    """What changed, and under which number `restore` brings it back."""

    item_id: int = 0


@dataclass(frozen=True, slots=True)
class Restored(Change):
    """What changed; not `whole` when something it was linked to is gone or changed meanwhile."""

    whole: bool = True


@dataclass(frozen=True, slots=True)
class TrashRow:
    """One thing in the corbeille. `days_left` before it is erased; 0 on the last day.

    `restorable`: this actor may bring it back, `erasable`: erase it at once.
    """

    id: int
    noun: str
    title: str
    reason: str
    thrown_at: datetime
    by: str
    erase_on: date
    days_left: int
    restorable: bool
    erasable: bool


def throw_away(
    desk: Desk, object_type: str, object_id: int, reason: str, *, just_written: bool = False
) -> Thrown:
    """Take an entry error away, for 30 days; `object_type` is the name of its table.

    `just_written` by this actor: it goes even if they kept it for the coordonnateur alone.

    Raises `Invalid` (no reason), `CaseClosed`, `NotThrown` for what left the cell, `Refused`.
    """
    with desk.work() as work:
        kind = kind_of(object_type)
        root = rows.read(work.session, (object_type, object_id))
        if root is None:
            raise Refused
        owner = owner_of(work, root)
        bundle = rows.gather(work.session, ((object_type, object_id),))
        alone = rows_about.left_alone(work.session, bundle)
        bundle = bundle.with_rows(rows.gather(work.session, alone).rows)
        own = (object_type, object_id) if just_written else None
        demand(work, kind.edit, owner, bundle, own=own)
        demand_writable(work, owner, bundle)
        demand_entry_error(root)
        about = rows_about.about(work.session, bundle.refs)
        whole = bundle.with_rows(about, given_back(work, root))
        kept = _without_pairs(whole)
        item = TrashItem(
            owner_type=owner[0],
            owner_id=owner[1],
            object_type=object_type,
            object_id=object_id,
            reason=_checked(reason),
            trashed_at=work.now,
            trashed_by_id=work.actor.account_id,
            erase_on=trash_until(
                work.session, object_type, object_id, work.today + timedelta(days=KEPT_DAYS)
            ),
            content=kept.dump(),
        )
        work.session.add(item)
        rows.take_out(work.session, whole)
        left(work, root)
        _set_terms(work, root, owner)
        work.journal(JournalAction.TRASH, kind.journal, object_id)
        change = change_of(work, root, owner, bundle)
        thrown = Thrown(
            change.subject, change.ref, change.also, records=bundle.refs, item_id=item.id
        )
        work.commit(thrown)
        return thrown


def restore(desk: Desk, item_id: int) -> Restored:
    """Bring a record back from the corbeille, with everything that went with it.

    Raises `NotRestored` when its place is taken or gone, `CaseClosed`, `Refused`.
    """
    with desk.work() as work:
        item, root, bundle = opened(work, item_id)
        kind = kind_of(item.object_type)
        owner = (item.owner_type, item.owner_id)
        demand(work, kind.edit, owner, bundle)
        demand_writable(work, owner, bundle)
        bundle, lost = put_off(work, root, bundle)
        demand_place(work, root, bundle)
        number = item.object_id
        work.session.delete(item)
        make_room(work, root)
        lost += rows.put_back(work.session, bundle)
        lost += settle(work, root) + returned(work, root)
        _set_terms(work, root, owner)
        work.journal(JournalAction.RESTORE, kind.journal, number)
        change = change_of(work, root, owner, bundle)
        restored = Restored(change.subject, change.ref, change.also, whole=not lost)
        work.commit(restored)
        return restored


def trash_of(desk: Desk, case_id: int) -> tuple[TrashRow, ...]:
    """What is in the corbeille of a dossier and this actor may read, newest first."""
    with desk.read() as work:
        return _shown(work, _of_case(demand_case(work, UseCase.READ_CASE, case_id)))


def trashed_reports(desk: Desk) -> tuple[TrashRow, ...]:
    """The signalements in the corbeille that this actor may read, newest first."""
    with desk.read() as work:
        return _shown(work, TrashItem.owner_type == "intake_report")


def opened(work: Work, item_id: int) -> tuple[TrashItem, Stored, Bundle]:
    """An item, the record it is about, and everything it holds; asks no right."""
    item = work.get(TrashItem, item_id)
    bundle = Bundle.load(item.content)
    root = bundle.find((item.object_type, item.object_id))
    if root is None:
        raise Refused
    return item, root, bundle


def _set_terms(work: Work, root: Stored, owner: Ref) -> None:
    """What leaves or returns moves the term of a family's dossier; a threshold has its own."""
    home = root.values.get("household_id")
    if root.table == "household_membership" and isinstance(home, int):
        set_family_term(work, home)
    elif root.table == "attendance_fact":  # the birth date may have been corrected meanwhile
        retime(work, work.get(CaseFile, owner[1]))


def _without_pairs(bundle: Bundle) -> Bundle:
    """Without the pairs told apart: they name a dossier that may be erased before the return."""
    return replace(bundle, rows=tuple(one for one in bundle.rows if one.table != "told_apart"))


def _of_case(case: CaseFile) -> ColumnElement[bool]:
    """What is the dossier's own, and what is its representatives'."""
    persons = select(Guardianship.guardian_id).where(Guardianship.youth_id == case.youth_id)
    item = TrashItem
    return or_(
        and_(item.owner_type == "case_file", item.owner_id == case.id),
        and_(item.owner_type == "guardian", item.owner_id.in_(persons)),
    )


def _shown(work: Work, owned: ColumnElement[bool]) -> tuple[TrashRow, ...]:
    wanted = select(TrashItem).where(owned)
    items = work.session.scalars(wanted.order_by(TrashItem.id.desc())).all()
    people = _people(work, items)
    shown = (_row(work, one, people) for one in items)
    return tuple(one for one in shown if one is not None)


def _row(work: Work, item: TrashItem, people: dict[int, str]) -> TrashRow | None:
    """As this actor sees it; nothing when they may not read what it is about."""
    kind = kind_of(item.object_type)
    _, root, bundle = opened(work, item.id)
    if not _may(work, kind.read, item, bundle):
        return None
    return TrashRow(
        id=item.id,
        noun=kind.noun,
        title=kind.named(work, root, bundle),
        reason=item.reason,
        thrown_at=item.trashed_at,
        by=people.get(item.trashed_by_id or 0, ""),
        erase_on=item.erase_on,
        days_left=max(0, (item.erase_on - work.today).days),
        restorable=_may(work, kind.edit, item, bundle, writing=True),
        erasable=_may(work, UseCase.ERASE, item, bundle),
    )


def _may(
    work: Work, use_case: UseCase, item: TrashItem, bundle: Bundle, *, writing: bool = False
) -> bool:
    owner = (item.owner_type, item.owner_id)
    try:
        demand(work, use_case, owner, bundle)
        if writing:
            demand_writable(work, owner, bundle)
    except UserFacingError:
        return False
    return True


def _people(work: Work, items: Iterable[TrashItem]) -> dict[int, str]:
    numbers = {one.trashed_by_id for one in items if one.trashed_by_id is not None}
    found = work.session.scalars(select(Account).where(Account.id.in_(numbers)))
    return {one.id: account_label(one) for one in found}


def _checked(reason: str) -> str:
    problems: dict[str, str] = {}
    kept = bounded(problems, "reason", reason, REASON_LIMIT)
    if kept is None:
        problems["reason"] = "Dites en quelques mots pourquoi."
    refuse(problems)
    return kept or ""
