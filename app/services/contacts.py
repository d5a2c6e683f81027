"""Every way to reach a young person or a representative: since when, until when, which first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.errors import Refused
from app.models.enums import ContactKind, JournalAction
from app.models.family import GuardianContact, YouthContact
from app.models.youth import Guardian, Youth
from app.services.changes import Change, Subject
from app.services.contact_mirror import (
    COLUMNS,
    Person,
    Point,
    add_point,
    first_to_use,
    give_a_row,
    is_current,
    mirror,
    points_of,
    points_of_all,
)
from app.services.desk import Desk, Work
from app.services.rules.identifiers import (
    format_phone,
    normalise_email,
    normalise_phone,
    normalise_postal_code,
)
from app.services.rules.rights import UseCase
from app.services.text import bounded, refuse
from app.services.typed import identifier
from app.services.youths import demand_youth

ADDRESS_LIMIT, CITY_LIMIT, NOTE_LIMIT = 200, 80, 60
_ALSO = frozenset({Subject.HOUSEHOLD})


@dataclass(frozen=True, slots=True)
class ContactPointEntry:
    """One way to reach someone, as typed or read. `version` is none for a new one.

    `until_on` is the first day one is no longer reached there.
    """

    kind: ContactKind | None
    value: str
    postal_code: str = ""
    city: str = ""
    from_on: date | None = None
    until_on: date | None = None
    preferred: bool = False
    note: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class ContactPointRow:
    """One way to reach someone, as read; `id` is 0 for what the person's own columns say alone.

    `first`: the one to use first of its kind.
    """

    id: int
    entry: ContactPointEntry
    current: bool
    first: bool

    @property
    def words(self) -> str:
        """« 12, rue des Lilas, 91100 Corbeil »."""
        entry = self.entry
        town = " ".join(part for part in (entry.postal_code, entry.city) if part)
        return ", ".join(part for part in (entry.value, town) if part)


def read_contacts(work: Work, people: Sequence[Person]) -> dict[int, tuple[ContactPointRow, ...]]:
    """The contacts of young people, or of representatives, by their numbers.

    Of each by kind, the one to use first first, those that ended last. For inside a unit of work
    that has already asked for the right.
    """
    points = points_of_all(work, people)
    return {one.id: _told(one, points[one.id], work.today) for one in people}


def _told(person: Person, points: Sequence[Point], today: date) -> tuple[ContactPointRow, ...]:
    found: list[ContactPointRow] = []
    for kind in ContactKind:
        of_kind = [one for one in points if one.kind is kind]
        first = first_to_use(of_kind, today)
        rows = [
            ContactPointRow(one.id, _entry(one), current=is_current(one, today), first=one is first)
            for one in of_kind
        ]
        rows.sort(key=lambda row: (not row.first, not row.current, -row.id))
        found.extend(rows or _of_columns(person, kind))
    return tuple(found)


def save_contact(
    desk: Desk,
    case_id: int,
    entry: ContactPointEntry,
    *,
    guardian_id: int | None = None,
    contact_id: int | None = None,
) -> Change:
    """Note a way to reach the young person (or that representative of theirs), or correct one.

    The first of its kind to be noted keeps what the identity said of that kind beside it.
    Raises `Invalid`, `Conflict`, `Refused`.
    """
    with desk.work() as work:
        person = _person(work, case_id, guardian_id)
        problems: dict[str, str] = {}
        values = _checked(work, entry, problems)
        refuse(problems)
        kind = entry.kind or ContactKind.PHONE
        if contact_id is None:
            give_a_row(work, person, kind)
            if not points_of(work, person, kind):
                values["preferred"] = values["until_on"] is None
            point, action = add_point(work, person, **values), JournalAction.CREATE
        else:
            point = _own(work, person, contact_id)
            work.touch(point, entry.version)
            former = point.kind
            if former is not kind:
                give_a_row(work, person, kind)  # else `mirror` writes over what has no row
            for name, value in values.items():
                setattr(point, name, value)
            action = JournalAction.UPDATE
            if former is not kind:
                mirror(work, person, former)
        _prefer_one(work, person, point)
        mirror(work, person, kind)
        work.journal(action, "contact", point.id, str(kind))
        return work.commit(Change(Subject.CASE, case_id, _ALSO))


def _person(work: Work, case_id: int, guardian_id: int | None) -> Person:
    _, youth = demand_youth(work, UseCase.EDIT_IDENTITY, case_id)
    if guardian_id is None:
        return youth
    for link in youth.guardianships:
        if link.guardian_id == guardian_id:
            return link.guardian
    raise Refused


def _own(work: Work, person: Person, contact_id: int) -> Point:
    point: Point | None
    if isinstance(person, Youth):
        point = work.session.get(YouthContact, contact_id)
        mine = point is not None and point.youth_id == person.id
    else:
        point = work.session.get(GuardianContact, contact_id)
        mine = point is not None and point.guardian_id == person.id
    if point is None or not mine:
        raise Refused
    return point


def _prefer_one(work: Work, person: Person, point: Point) -> None:
    """Of each kind one at most is preferred, and one that ended is not."""
    if not is_current(point, work.today):
        point.preferred = False
    for other in points_of(work, person, point.kind) if point.preferred else ():
        if other is not point and other.preferred:
            work.touch(other)
            other.preferred = False


def _checked(work: Work, entry: ContactPointEntry, problems: dict[str, str]) -> dict[str, object]:
    address = entry.kind is ContactKind.ADDRESS
    value: str | None
    if address:
        value = bounded(problems, "value", entry.value, ADDRESS_LIMIT)
    elif entry.kind is ContactKind.EMAIL:
        value = identifier(problems, "value", entry.value, normalise_email)
    else:
        value = identifier(problems, "value", entry.value, normalise_phone)
    if entry.kind is None:
        problems["kind"] = "Dites s’il s’agit d’une adresse, d’un téléphone ou d’un courriel."
    elif not value and "value" not in problems:
        problems["value"] = "Indiquez l’adresse, le numéro ou le courriel."
    for name, day in (("from_on", entry.from_on), ("until_on", entry.until_on)):
        if day is not None and day > work.today:
            problems[name] = "Cette date est à venir\u202f: vérifiez-la."
    if entry.from_on and entry.until_on and entry.until_on < entry.from_on:
        problems["until_on"] = "Cette date précède le début."
    return {
        "kind": entry.kind,
        "value": value or "",
        "postal_code": identifier(problems, "postal_code", entry.postal_code, normalise_postal_code)
        if address
        else None,
        "city": bounded(problems, "city", entry.city, CITY_LIMIT) if address else None,
        "from_on": entry.from_on,
        "until_on": entry.until_on,
        "preferred": entry.preferred,
        "note": bounded(problems, "note", entry.note, NOTE_LIMIT),
    }


def _entry(one: Point) -> ContactPointEntry:
    return ContactPointEntry(
        kind=one.kind,
        value=_shown(one.kind, one.value),
        postal_code=one.postal_code or "",
        city=one.city or "",
        from_on=one.from_on,
        until_on=one.until_on,
        preferred=one.preferred,
        note=one.note or "",
        version=one.version,
    )


def _of_columns(person: Youth | Guardian, kind: ContactKind) -> list[ContactPointRow]:
    value, *beside = (getattr(person, name) or "" for name in COLUMNS[kind])
    if not value and not any(beside):
        return []
    postal_code, city = beside or ("", "")
    entry = ContactPointEntry(kind, _shown(kind, value), postal_code, city, preferred=True)
    return [ContactPointRow(0, entry, current=True, first=True)]


def _shown(kind: ContactKind, value: str) -> str:
    return format_phone(value) if kind is ContactKind.PHONE else value
