"""What others have again when a record entered by mistake leaves for the corbeille."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy import column, func, or_, select

from app.models.enums import JournalAction
from app.models.history import RecordChange
from app.services.desk import Work
from app.services.rows import Link, Stored, rows_of
from app.services.trash_contacts import CONTACTS, same_kind
from app.services.trash_homes import HOME, shared_by

#: The end of a period, by table: a new period ends the one before.
ENDS: Final = {"schooling": "ended_on", "household_membership": "until_on"}
_ONE_DAY: Final = timedelta(days=1)


def given_back(work: Work, root: Stored) -> tuple[Link, ...]:
    """What others have again once the record, entered by mistake, is gone.

    The periods it had ended are current, the contact it was preferred to is preferred. A young
    person left with one home shares their time with nobody any more.
    """
    if root.table in CONTACTS:
        return _preferred_again(work, root)
    end = ENDS.get(root.table)
    if end is None or root.values[end] is not None:
        return ()
    mine = column("youth_id") == root.values["youth_id"]
    others = rows_of(work.session, root.table, mine, column("id") != root.values["id"])
    days = _ended_by(root)
    ended = [one for one in others if one.values[end] in days]
    together = _written_with(work, root, end, ended)
    if together is None:  # a record older than the history
        last = max(ended, key=lambda one: (str(one.values[end]), one.key), default=None)
        together = frozenset(() if last is None else (last.values["id"],))
    links = tuple(
        Link(*one.ref, end, before=one.values[end], after=None)
        for one in ended
        if one.ref is not None and one.ref[1] in together
    )
    return (*links, *shared_by(root, others, links)) if root.table == HOME else links


def _preferred_again(work: Work, root: Stored) -> tuple[Link, ...]:
    if not root.values["preferred"]:
        return ()
    others = [one for one in same_kind(work, root) if one.values["until_on"] is None]
    together = _written_with(work, root, "preferred", others) or frozenset()
    return tuple(
        Link(*one.ref, "preferred", before=one.values["preferred"], after=1)
        for one in others
        if one.ref is not None and one.ref[1] in together
    )


def _written_with(
    work: Work, root: Stored, name: str, others: list[Stored]
) -> frozenset[object] | None:
    """Which of these lost `name` as the record began, or began with it: a day does not tell it.

    None when the history does not tell how the record began.
    """
    told = RecordChange
    of_it = (told.object_type == root.table, told.object_id == root.values["id"])
    began = work.session.scalar(
        select(told.at).where(*of_it, told.action == JournalAction.CREATE).limit(1)
    )
    if began is None:
        return None
    numbers = [one.values["id"] for one in others]
    same = (told.object_type == root.table, told.object_id.in_(numbers), told.at == began)
    named = func.json_type(told.content, f"$.{name}").is_not(None)
    beside = or_(named, told.action == JournalAction.CREATE)
    return frozenset(work.session.scalars(select(told.object_id).where(*same, beside)))


def _ended_by(root: Stored) -> tuple[str, ...]:
    """The days on which starting this period ended the one before (`schooling`, `households`)."""
    start = "started_on" if root.table == "schooling" else "from_on"
    first = date.fromisoformat(str(root.values[start]))
    eve = (first - _ONE_DAY).isoformat()
    return (eve, first.isoformat())
