"""The one place where a person's own coordinates and their dated contacts are kept the same.

`youth.address`, `phone`, `email` (and a representative's) repeat the contact of that kind to be
used first today: what lists, prints or compares them knows nothing of dates. While there is only
one way of a kind and nothing to tell of it, the columns hold it alone and it has no row.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import Integer, bindparam, select, update

from app.models.enums import ContactKind
from app.models.family import GuardianContact, YouthContact
from app.models.youth import Guardian, Youth
from app.services.desk import Work

Person = Youth | Guardian
Point = YouthContact | GuardianContact

#: The columns of the person that repeat each kind; those after the first stand beside it.
COLUMNS: dict[ContactKind, tuple[str, ...]] = {
    ContactKind.ADDRESS: ("address", "postal_code", "city"),
    ContactKind.PHONE: ("phone",),
    ContactKind.EMAIL: ("email",),
}


def points_of(
    work: Work, person: Person, kind: ContactKind | None = None
) -> Sequence[YouthContact | GuardianContact]:
    """The dated contacts of a person, in the order they were noted."""
    found = points_of_all(work, [person])[person.id]
    return [one for one in found if kind is None or one.kind is kind]


def points_of_all(work: Work, people: Sequence[Person]) -> dict[int, list[Point]]:
    """The same for several young people, or several representatives, by their numbers."""
    found: dict[int, list[Point]] = {one.id: [] for one in people}
    given = {"people": list(found)}
    if any(isinstance(one, Youth) for one in people):
        for of_youth in work.session.scalars(_OF_YOUTHS, given):
            found[of_youth.youth_id].append(of_youth)
    elif people:
        for of_guardian in work.session.scalars(_OF_GUARDIANS, given):
            found[of_guardian.guardian_id].append(of_guardian)
    return found


_PEOPLE: Final = bindparam("people", type_=Integer, expanding=True)
_OF_YOUTHS: Final = (
    select(YouthContact).where(YouthContact.youth_id.in_(_PEOPLE)).order_by(YouthContact.id)
)
_OF_GUARDIANS: Final = (
    select(GuardianContact)
    .where(GuardianContact.guardian_id.in_(_PEOPLE))
    .order_by(GuardianContact.id)
)


def person_of(work: Work, point: Point) -> Person:
    """Whose contact it is."""
    if isinstance(point, YouthContact):
        return work.get(Youth, point.youth_id)
    return work.get(Guardian, point.guardian_id)


def is_current(point: Point, today: date) -> bool:
    """Whether one may be reached there now; the last day is one where one no longer is."""
    return point.until_on is None or point.until_on > today


def first_to_use(points: Sequence[Point], today: date) -> Point | None:
    """The current one that is preferred; else the one noted last."""
    current = [one for one in points if is_current(one, today)]
    return max(current, key=lambda one: (one.preferred, one.id), default=None)


def add_point(work: Work, person: Person, **values: object) -> Point:
    """A new dated contact of this person."""
    if isinstance(person, Youth):
        return work.add(YouthContact(youth_id=person.id, **values))
    return work.add(GuardianContact(guardian_id=person.id, **values))


def give_a_row(work: Work, person: Person, kind: ContactKind) -> Point | None:
    """Note what the columns alone held, before another of that kind is noted beside it.

    Answers the contact, when one was to be made.
    """
    if points_of(work, person, kind):
        return None
    value, *beside = (getattr(person, name) for name in COLUMNS[kind])
    if value is None and not any(beside):
        return None
    postal_code, city = beside or (None, None)
    return add_point(
        work, person, kind=kind, value=value or "", postal_code=postal_code, city=city,
        preferred=True,
    )  # fmt: skip


def mirror(work: Work, person: Person, kind: ContactKind) -> None:
    """Make the person's columns say again where to reach them first.

    Past the session: the history tells it of the contact, and once is enough.
    """
    work.session.flush()
    first = first_to_use(points_of(work, person, kind), work.today)
    values: tuple[str | None, ...] = (None, None, None)
    if first is not None:
        values = (first.value or None, first.postal_code, first.city)
    said = dict(zip(COLUMNS[kind], values, strict=False))
    if any(getattr(person, name) != value for name, value in said.items()):
        what = type(person)
        work.session.execute(update(what).where(what.id == person.id).values(said))


def follow(work: Work, person: Person) -> None:
    """Bring the dated contacts after the columns, which a form has just corrected.

    The one to use first is corrected with them; emptied, it ends today. Nothing is noted of a
    kind that has no row.
    """
    for kind, names in COLUMNS.items():
        points = points_of(work, person, kind)
        if not points:
            continue
        value, *beside = (getattr(person, name) for name in names)
        first = first_to_use(points, work.today)
        if value is None and not any(beside):
            if first is not None:
                _end(work, first)
                mirror(work, person, kind)
            continue
        postal_code, city = beside or (None, None)
        said = {"value": value or "", "postal_code": postal_code, "city": city}
        known = next((one for one in points if _says(one, said)), None)
        if known is not None:
            _use_first(work, known, points)
        elif first is None:
            add_point(work, person, kind=kind, preferred=True, from_on=work.today, **said)
        else:
            work.touch(first)
            for name, it in said.items():
                setattr(first, name, it)


def _says(point: Point, said: Mapping[str, str | None]) -> bool:
    return all(getattr(point, name) == it for name, it in said.items())


def _use_first(work: Work, point: Point, points: Sequence[Point]) -> None:
    """What is typed is noted already: it is the one to use first, nothing is written over."""
    if first_to_use(points, work.today) is point:
        return
    for one in points:
        if one.preferred or one is point:
            work.touch(one)
            one.preferred = one is point
    point.until_on = None


def _end(work: Work, point: Point) -> None:
    work.touch(point)
    point.until_on, point.preferred = work.today, False
