"""What a merge changed, as it is kept to be taken back: numbers of records, and rows set aside.

Of what is in the corbeille only the places that were changed are kept, never what they stand in:
it is erased at its own term.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from sqlalchemy.orm import Session

from app.models.history import TrashItem
from app.services import rows
from app.services.draft_forms import is_about
from app.services.rows import Bundle, Link, Ref, Stored, Value, set_link

_TRASH: Final = TrashItem.__tablename__


@dataclass(frozen=True, slots=True)
class Thrown:
    """A column of a row that is in the corbeille, in the item of that number.

    `key`: the row's own, as it is once changed.
    """

    item: int
    table: str
    key: tuple[object, ...]
    column: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Moves:
    """References that were changed, in that order, and the rows set aside: they stood twice.

    `twins`: which row each of those says again.
    """

    links: tuple[Link, ...] = ()
    aside: Bundle = field(default_factory=lambda: Bundle(()))
    thrown: tuple[Thrown, ...] = ()
    twins: tuple[tuple[Ref, Ref], ...] = ()

    def and_then(self, other: "Moves") -> "Moves":
        """Both, one after the other."""
        return Moves(
            (*self.links, *other.links),
            self.aside.with_rows(other.aside.rows, other.aside.links),
            (*self.thrown, *other.thrown),
            (*self.twins, *other.twins),
        )

    def without(self, refs: frozenset[Ref]) -> "Moves":
        """The same once these rows set aside are gone for good."""
        twins = tuple(pair for pair in self.twins if pair[0] not in refs)
        return replace(self, aside=self.aside.without(refs), twins=twins)


def written(session: Session, links: Iterable[Link]) -> Moves:
    """Make these changes."""
    done = tuple(links)
    for one in done:
        set_link(session, one, one.after)
    return Moves(done)


def move_back(session: Session, links: Iterable[Link]) -> int:
    """Undo these changes, the last first, where nothing came since; how many could not be."""
    lost = 0
    for link in reversed(tuple(links)):
        now = rows.read(session, (link.table, link.number))
        if now is not None and now.values[link.column] == link.after:
            set_link(session, link, link.before)
        else:
            lost += 1
    return lost


def bring_back(session: Session, thrown: Iterable[Thrown]) -> None:
    """The same of what is in the corbeille still."""
    for number in dict.fromkeys(one.item for one in thrown):
        item = session.get(TrashItem, number)
        if item is None:
            continue
        places = {(it.table, it.key, it.column): it for it in thrown if it.item == number}
        bundle = Bundle.load(item.content)
        item.content = replace(
            bundle, rows=tuple(_as_before(row, places) for row in bundle.rows)
        ).dump()
    session.flush()


def rename_thrown(session: Session, item: Stored, names: Mapping[Ref, Ref]) -> Moves:
    """Make what an item of the corbeille refers to refer to other records."""
    before, number = Bundle.load(str(item.values["content"])), item.values["id"]
    after = renamed(before, names)
    places = tuple(_places(int(str(number)), before, after))
    if places:
        set_link(session, Link(_TRASH, int(str(number)), "content", None, None), after.dump())
    return Moves(thrown=places)


def as_places(link: Link) -> tuple[Thrown, ...]:
    """Of a merge made when whole contents were kept: the places that it changed."""
    before, after = (Bundle.load(str(one)) for one in (link.before, link.after))
    return tuple(_places(link.number, before, after))


def is_content(link: Link) -> bool:
    """Whether it keeps a whole item of the corbeille."""
    return (link.table, link.column) == (_TRASH, "content")


def renamed(bundle: Bundle, names: Mapping[Ref, Ref]) -> Bundle:
    """A bundle whose rows refer to other records."""
    owners = {(name, old): new for (name, old), (_, new) in names.items()}

    def told(row: Stored) -> Stored:
        values = dict(row.values)
        for one, target in rows.pointing_from(row.table):
            number = values.get(one.name)
            if isinstance(number, int) and (target, number) in owners:
                values[one.name] = owners[target, number]
        kind, number = values.get("owner_type"), values.get("owner_id")
        if isinstance(kind, str) and isinstance(number, int):
            values["owner_id"] = owners.get((kind, number), number)
        if row.table == "draft":
            values["record_key"] = _renamed_key(row, owners)
        return replace(row, values=values)

    return Bundle(tuple(told(one) for one in bundle.rows), bundle.links)


def _renamed_key(row: Stored, owners: Mapping[Ref, int]) -> str:
    first, _, part = str(row.values["record_key"]).partition(".")
    for (name, old), new in owners.items():
        if first == str(old) and is_about(str(row.values["form"]), first, (name, old)):
            first = str(new)
            break
    return f"{first}.{part}" if part else first


def _places(number: int, before: Bundle, after: Bundle) -> Iterable[Thrown]:
    for was, now in zip(before.rows, after.rows, strict=True):
        for name, value in was.values.items():
            if value != now.values[name]:
                yield Thrown(number, now.table, now.key[1:], name, value, now.values[name])


def _as_before(row: Stored, places: Mapping[tuple[str, tuple[object, ...], str], Thrown]) -> Stored:
    values = dict(row.values)
    for name, value in row.values.items():
        place = places.get((row.table, row.key[1:], name))
        if place is not None and place.after == value:
            values[name] = place.before
    return replace(row, values=values)
