"""What may stand in the way of a return from the corbeille."""

from typing import Final

from sqlalchemy import column, func, select

from app.errors import UserFacingError
from app.models.history import TrashItem
from app.models.plan import Objective
from app.services.desk import Work
from app.services.plan import MOST_OBJECTIVES
from app.services.rows import Bundle, Ref, Stored, missing, rows_of
from app.services.trash_given_back import ENDS

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


def put_off(work: Work, root: Stored, bundle: Bundle) -> tuple[Bundle, int]:
    """What may return now. What hangs on another thing in the corbeille will return with it.

    What hangs on something gone for good is lost, and counted. The record itself does not wait:
    see `demand_place`.
    """
    lost = 0
    for ref in sorted(missing(work.session, bundle)):
        waiting = bundle.hanging_on({ref})
        if not waiting or root.ref in waiting:
            continue
        bundle, others = bundle.parted(waiting)
        item = _holder(work, ref)
        if item is None:
            lost += 1
        else:
            item.content = Bundle.load(item.content).with_rows(others.rows).dump()
    return bundle, lost


def demand_place(work: Work, root: Stored, bundle: Bundle) -> None:
    """Raise `NotRestored` when the record has no place to come back to."""
    for ref in sorted(missing(work.session, bundle)):
        what = _NAMES.get(ref[0], "Ce dont cet élément dépend")
        if _holder(work, ref) is not None:
            raise NotRestored(
                f"{what} est aussi dans la corbeille.", "Rétablissez d’abord cet autre élément."
            )
        raise NotRestored(f"{what} n’existe plus.", "Saisissez de nouveau ce qui manque.")
    match root.table:
        case "objective":
            _demand_room_in_plan(work, root)
        case "guardianship":
            _demand_not_linked_anew(work, root)
        case "household_adult":
            _demand_not_living_there(work, root)
        case "attendance_fact":
            _demand_not_noted_anew(work, root)
        case "schooling" | "household_membership":
            _demand_nothing_current(work, root, bundle)
        case _:
            pass


def _holder(work: Work, ref: Ref) -> TrashItem | None:
    """What of the corbeille holds that record."""
    items = work.session.scalars(select(TrashItem))
    return next((one for one in items if ref in Bundle.load(one.content).refs), None)


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


def _demand_not_living_there(work: Work, root: Stored) -> None:
    same = (column(name) == root.values[name] for name in ("household_id", "guardian_id"))
    if root.values["until_on"] is None and rows_of(
        work.session, root.table, *same, column("until_on").is_(None)
    ):
        raise NotRestored(
            "Cette personne a été notée de nouveau dans cette famille.",
            "Corrigez au besoin ce qui s’y trouve.",
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
    end = ENDS[root.table]
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
