"""A contact that leaves for the corbeille or returns: which one is to be used first then.

The person's own coordinates repeat it (`contact_mirror`): nothing typed in them meanwhile is lost.
"""

from typing import Final

from sqlalchemy import column

from app.models.enums import ContactKind
from app.models.youth import Guardian, Youth
from app.services import trash_names as names
from app.services.contact_mirror import Person, give_a_row, is_current, mirror, points_of
from app.services.desk import Work
from app.services.rows import Stored, rows_of

#: Whose a contact is, by table.
CONTACTS: Final = {"youth_contact": "youth_id", "guardian_contact": "guardian_id"}


def same_kind(work: Work, root: Stored) -> tuple[Stored, ...]:
    """The other contacts of that kind of the same person."""
    same = (column(name) == root.values[name] for name in (CONTACTS[root.table], "kind"))
    return rows_of(work.session, root.table, *same, column("id") != root.values["id"])


def left(work: Work, root: Stored) -> None:
    """Once it is gone, the coordinates say the next one, or nothing."""
    if root.table in CONTACTS:
        mirror(work, _person(work, root), _kind(root))


def make_room(work: Work, root: Stored) -> None:
    """Before it returns: what was typed in the coordinates alone meanwhile has a row of its own."""
    if root.table in CONTACTS:
        give_a_row(work, _person(work, root), _kind(root))


def returned(work: Work, root: Stored) -> int:
    """Once it is back: what was preferred meanwhile stays so; how many things were changed."""
    if root.table not in CONTACTS:
        return 0
    person, kind = _person(work, root), _kind(root)
    points = points_of(work, person, kind)
    own = next(one for one in points if one.id == root.values["id"])
    others = (one for one in points if one is not own and is_current(one, work.today))
    yields = own.preferred and any(one.preferred for one in others)
    if yields:
        own.preferred = False
    mirror(work, person, kind)
    return int(yields)


def _person(work: Work, root: Stored) -> Person:
    number = names.number(root, CONTACTS[root.table])
    if root.table == "youth_contact":
        return work.get(Youth, number)
    return work.get(Guardian, number)


def _kind(root: Stored) -> ContactKind:
    return ContactKind(str(root.values["kind"]))
