"""What a mistaken period gives back as it leaves, and what may stand in the way of a return."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy import column, func, select

from app.errors import UserFacingError
from app.models.enums import JournalAction
from app.models.history import RecordChange, TrashItem
from app.models.plan import Objective
from app.services.desk import Work
from app.services.plan import MOST_OBJECTIVES
from app.services.rows import Bundle, Link, Ref, Stored, missing, rows_of
from app.services.trash_homes import HOME, shared_by

_ONE_DAY: Final = timedelta(days=1)
#: The end of a period, by table: a new period ends the one before.
_ENDS: Final = {"schooling": "ended_on", "household_membership": "until_on"}
#: What stands in its place, and what to do; a family itself is not thrown away, its link is.
_TAKEN: Final = {
    "schooling": (
        "Une autre situation a été notée depuis.",
        "Mettez-la d’abord à la corbeille, si c’est elle qui est de trop.",
    ),
    "household_membership": (
        "Un lien avec une famille a été noté depuis.",
        "Mettez-le d’abord à la corbeille, si c’est lui qui est de trop.",
    ),
}
_NAMES: Final = {
    "objective": "L’objectif de cette action",
    "guardian": "Cette personne",
    "household": "Cette famille",
}


class NotRestored(UserFacingError):
    """Its place is taken, or what it belonged to is gone."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence, remedy=remedy, code="not_restored")


def reopened(work: Work, root: Stored) -> tuple[Link, ...]:
    """The periods that the record, entered by mistake, had ended: they are current again.

    A young person left with one home shares their time with nobody any more.
    """
    end = _ENDS.get(root.table)
    if end is None or root.values[end] is not None:
        return ()
    mine = column("youth_id") == root.values["youth_id"]
    others = rows_of(work.session, root.table, mine, column("id") != root.values["id"])
    days = _ended_by(root)
    ended = [one for one in others if one.values[end] in days]
    together = _written_with(work, root, end, ended)
    links = tuple(
        Link(*one.ref, end, before=one.values[end], after=None)
        for one in ended
        if one.ref is not None and one.ref[1] in together
    )
    return (*links, *shared_by(root, others, links)) if root.table == HOME else links


def _written_with(work: Work, root: Stored, end: str, ended: list[Stored]) -> frozenset[object]:
    """Which of these ended as the record began: the same day is not enough, one may have left.

    The last of them for a record older than the history.
    """
    told = RecordChange
    of_it = (told.object_type == root.table, told.object_id == root.values["id"])
    began = work.session.scalar(
        select(told.at).where(*of_it, told.action == JournalAction.CREATE).limit(1)
    )
    if began is None:
        last = max(ended, key=lambda one: (str(one.values[end]), one.key), default=None)
        return frozenset(() if last is None else (last.values["id"],))
    numbers = [one.values["id"] for one in ended]
    same = (told.object_type == root.table, told.object_id.in_(numbers), told.at == began)
    named = func.json_type(told.content, f"$.{end}").is_not(None)
    return frozenset(work.session.scalars(select(told.object_id).where(*same, named)))


def _ended_by(root: Stored) -> tuple[str, ...]:
    """The days on which starting this period ended the one before (`schooling`, `households`)."""
    start = "started_on" if root.table == "schooling" else "from_on"
    first = date.fromisoformat(str(root.values[start]))
    eve = (first - _ONE_DAY).isoformat()
    return (eve, first.isoformat())


def demand_place(work: Work, root: Stored, bundle: Bundle) -> None:
    """Raise `NotRestored` when the record has no place to come back to."""
    for ref in sorted(missing(work.session, bundle)):
        what = _NAMES.get(ref[0], "Ce dont cet élément dépend")
        if _is_in_the_trash(work, ref):
            raise NotRestored(
                f"{what} est aussi dans la corbeille.", "Rétablissez d’abord cet autre élément."
            )
        raise NotRestored(f"{what} n’existe plus.", "Saisissez de nouveau ce qui manque.")
    match root.table:
        case "objective":
            _demand_room_in_plan(work, root)
        case "guardianship":
            _demand_not_linked_anew(work, root)
        case "attendance_fact":
            _demand_not_noted_anew(work, root)
        case "schooling" | "household_membership":
            _demand_nothing_current(work, root, bundle)
        case _:
            pass


def _is_in_the_trash(work: Work, ref: Ref) -> bool:
    contents = work.session.scalars(select(TrashItem.content))
    return any(ref in Bundle.load(one).refs for one in contents)


def _demand_room_in_plan(work: Work, root: Stored) -> None:
    wanted = select(func.count(Objective.id)).where(Objective.case_id == root.values["case_id"])
    if (work.session.scalar(wanted) or 0) >= MOST_OBJECTIVES:
        raise NotRestored(
            "Le plan compte déjà cinq objectifs.",
            "Mettez-en un à la corbeille avant de rétablir celui-ci.",
        )


def _demand_not_linked_anew(work: Work, root: Stored) -> None:
    youth, person = root.values["youth_id"], root.values["guardian_id"]
    same = (column("youth_id") == youth, column("guardian_id") == person)
    if rows_of(work.session, root.table, *same):
        raise NotRestored(
            "Cette personne a été ajoutée de nouveau au dossier.",
            "Corrigez au besoin la fiche qui s’y trouve.",
        )


def _demand_not_noted_anew(work: Work, root: Stored) -> None:
    same = (column(name) == root.values[name] for name in ("case_id", "month", "threshold"))
    if rows_of(work.session, root.table, *same):
        raise NotRestored(
            "Ce seuil a été noté de nouveau pour ce mois.",
            "Corrigez au besoin la ligne qui s’y trouve.",
        )


def _demand_nothing_current(work: Work, root: Stored, bundle: Bundle) -> None:
    """One is in one situation at a time, and lives in one family, or in two that share."""
    end = _ENDS[root.table]
    if root.values[end] is not None:
        return
    mine = column("youth_id") == root.values["youth_id"]
    ended_again = {one.number for one in bundle.links if one.column == end}
    current = rows_of(work.session, root.table, mine, column(end).is_(None))
    others = [one for one in current if one.values["id"] not in ended_again]
    shares = root.values.get("sharing") or any(one.column == "sharing" for one in bundle.links)
    if not shares:
        if others:
            raise NotRestored(*_TAKEN[root.table])
        return
    if any(one.values["household_id"] == root.values["household_id"] for one in others):
        raise NotRestored(*_TAKEN[root.table])
    if len(others) > 1:
        raise NotRestored(
            "Deux foyers sont déjà notés.",
            "Notez d’abord un départ, ou mettez à la corbeille celui qui est de trop.",
        )
