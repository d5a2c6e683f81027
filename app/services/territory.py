"""The town's map: its working groups and its neighbourhoods."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.models.enums import GroupKind, JournalAction
from app.models.organisation import Neighbourhood, WorkingGroup
from app.services.changes import Change, Subject
from app.services.desk import Desk, Work
from app.services.rules.identifiers import normalise_qpv
from app.services.rules.names import search_key
from app.services.rules.rights import UseCase
from app.services.text import bounded, refuse
from app.services.typed import identifier


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """A working group, as typed or read. `version` is none for a new one."""

    name: str
    kind: GroupKind | None
    active: bool = True
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class NeighbourhoodEntry:
    """A quartier, as typed or read. `version` is none for a new one."""

    name: str
    priority_area_code: str | None = None
    group_id: int | None = None
    id: int | None = None
    version: int | None = None


def groups(desk: Desk, *, active_only: bool = False) -> tuple[GroupEntry, ...]:
    """The working groups, in French order."""
    with desk.read() as work:
        query = select(WorkingGroup)
        if active_only:
            query = query.where(WorkingGroup.active)
        found = sorted(work.session.scalars(query), key=lambda one: search_key(one.name))
        return tuple(
            GroupEntry(one.name, one.kind, one.active, one.id, one.version) for one in found
        )


def save_group(desk: Desk, entry: GroupEntry) -> Change:
    """Add a group or change one. Raises `Invalid`, `Conflict`, `Refused`."""
    with desk.work() as work:
        work.demand_office(UseCase.EDIT_ORGANISATION)
        problems: dict[str, str] = {}
        name = bounded(problems, "name", entry.name, 80)
        if name is None:
            problems["name"] = "Nommez le groupe."
        elif _is_taken(work, WorkingGroup, name, entry.id):
            problems["name"] = "Un groupe porte déjà ce nom."
        if entry.kind is None:
            problems["kind"] = "Choisissez la nature du groupe."
        refuse(problems)
        values = {"name": name, "kind": entry.kind, "active": entry.active}
        return _save(work, Subject.GROUP, WorkingGroup, entry, values)


def neighbourhoods(desk: Desk) -> tuple[NeighbourhoodEntry, ...]:
    """The neighbourhoods, in French order."""
    with desk.read() as work:
        rows = work.session.scalars(select(Neighbourhood))
        return tuple(
            NeighbourhoodEntry(one.name, one.priority_area_code, one.group_id, one.id, one.version)
            for one in sorted(rows, key=lambda one: search_key(one.name))
        )


def save_neighbourhood(desk: Desk, entry: NeighbourhoodEntry) -> Change:
    """Add a neighbourhood or change one. Raises `Invalid`, `Conflict`, `Refused`."""
    with desk.work() as work:
        work.demand_office(UseCase.EDIT_ORGANISATION)
        problems: dict[str, str] = {}
        name = bounded(problems, "name", entry.name, 80)
        if name is None:
            problems["name"] = "Nommez le quartier."
        elif _is_taken(work, Neighbourhood, name, entry.id):
            problems["name"] = "Un quartier porte déjà ce nom."
        code = identifier(
            problems,
            "priority_area_code",
            entry.priority_area_code,
            lambda text: normalise_qpv(text).code,
        )
        refuse(problems)
        work.demand_known(WorkingGroup, entry.group_id)
        values = {"name": name, "priority_area_code": code, "group_id": entry.group_id}
        return _save(work, Subject.GROUP, Neighbourhood, entry, values)


def _is_taken(
    work: Work, model: type[WorkingGroup] | type[Neighbourhood], name: str, number: int | None
) -> bool:
    known = select(model.id).where(model.name == name, model.id != (number or 0))
    return work.session.scalar(known) is not None


def _save(
    work: Work,
    subject: Subject,
    model: type[WorkingGroup] | type[Neighbourhood],
    entry: GroupEntry | NeighbourhoodEntry,
    values: Mapping[str, object],
) -> Change:
    if entry.id is None:
        row = work.add(model(**values))
        action = JournalAction.CREATE
    else:
        row = work.get(model, entry.id)
        work.touch(row, entry.version)
        for name, value in values.items():
            setattr(row, name, value)
        action = JournalAction.UPDATE
    work.journal(action, model.__tablename__, row.id, " ".join(sorted(values)))
    return work.commit(Change(subject, row.id))
