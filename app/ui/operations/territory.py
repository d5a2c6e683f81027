"""Groups and neighbourhoods between their forms and what saves them."""

from collections.abc import Callable

from app.services import territory
from app.services.changes import Change
from app.services.choices import GroupKind, member
from app.services.desk import Desk
from app.services.drafts import DraftKey
from app.services.territory import GroupEntry, NeighbourhoodEntry
from app.ui.operations.inline_form import Fresh, Values


def draft_key(form: str, entry: GroupEntry | NeighbourhoodEntry) -> DraftKey:
    """Where what is typed of it is kept."""
    return DraftKey(form, str(entry.id), entry.version or 0) if entry.id else DraftKey(form)


def group_values(entry: GroupEntry) -> Values:
    """What the form shows of a group."""
    return {"name": entry.name, "kind": entry.kind, "active": entry.active}


def fresh_group(desk: Desk, entry: GroupEntry) -> Fresh:
    """The form of a group, and what saves it at the version read."""

    def write(values: Values) -> Callable[[], Change]:
        written = GroupEntry(
            name=str(values["name"]),
            kind=member(GroupKind, values["kind"]),
            active=bool(values.get("active", True)),
            id=entry.id,
            version=entry.version,
        )
        return lambda: territory.save_group(desk, written)

    return Fresh(group_values(entry), write, entry.version or 0)


def neighbourhood_values(entry: NeighbourhoodEntry) -> Values:
    """What the form shows of a neighbourhood."""
    return {
        "name": entry.name,
        "priority_area_code": entry.priority_area_code,
        "group_id": str(entry.group_id) if entry.group_id else None,
    }


def fresh_neighbourhood(desk: Desk, entry: NeighbourhoodEntry) -> Fresh:
    """The form of a neighbourhood, and what saves it at the version read."""

    def write(values: Values) -> Callable[[], Change]:
        group = values["group_id"]
        written = NeighbourhoodEntry(
            name=str(values["name"]),
            priority_area_code=str(values["priority_area_code"] or "") or None,
            group_id=int(str(group)) if group else None,
            id=entry.id,
            version=entry.version,
        )
        return lambda: territory.save_neighbourhood(desk, written)

    return Fresh(neighbourhood_values(entry), write, entry.version or 0)
