"""The directory as lists: the page of the partners, and the choices a form proposes.

A town's directory holds some hundreds of bodies, a few thousands at most: it is sorted and
searched by a scan of its own small table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, case, func, literal, select, tuple_

from app.models.enums import PartnerType
from app.models.partner import Partner, PartnerContact
from app.services.desk import Desk, Work
from app.services.keyset import PAGE
from app.services.labels import contact_label, partner_label
from app.services.partners_filter import PartnerFilter, cities_of, conditions
from app.services.rules.identifiers import format_phone
from app.services.rules.names import index_words, search_key
from app.services.rules.rights import UseCase

__all__ = [
    "Key",
    "PartnerChoice",
    "PartnerFilter",
    "PartnerRow",
    "PartnerSort",
    "choice",
    "count_partners",
    "find",
    "partners",
]


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A line of the list; `persons` counts those still there."""

    id: int
    name: str
    partner_type: PartnerType
    city: str
    phone: str
    persons: int
    active: bool


class PartnerSort(StrEnum):
    """By what the list is sorted."""

    NAME = "name"
    TYPE = "partner_type"
    CITY = "city"
    PHONE = "phone"
    PERSONS = "persons"
    ACTIVE = "active"


_PERSONS = (
    select(func.count(PartnerContact.id))
    .where(PartnerContact.partner_id == Partner.id, PartnerContact.active)
    .scalar_subquery()
)
_BY_LABEL = sorted(PartnerType, key=lambda one: search_key(one.label))
_TYPE_RANK = case(
    {str(one): f"{rank:02}" for rank, one in enumerate(_BY_LABEL)}, value=Partner.partner_type
)
# Every key is text that sorts, so that one rule continues any list after a row; the name then
# decides. Nothing is glued together: SQLCipher pays dearly for each text it has to make. Towns
# are ranked as they are found (`_by_city`).
_KEYS: dict[PartnerSort, ColumnElement[str]] = {
    PartnerSort.NAME: Partner.sort_key.expression,
    PartnerSort.TYPE: _TYPE_RANK,
    PartnerSort.PHONE: func.coalesce(Partner.phone, "\uffff"),
    PartnerSort.PERSONS: func.printf("%06d", _PERSONS),
    PartnerSort.ACTIVE: case((Partner.active, "0"), else_="1"),
}

#: What the last row is sorted by, its name normalised, its number.
Key = tuple[str, str, int]


def partners(
    desk: Desk,
    kept: PartnerFilter | None = None,
    *,
    sort: PartnerSort = PartnerSort.NAME,
    descending: bool = False,
    after: Key | None = None,
    limit: int = PAGE,
) -> tuple[tuple[PartnerRow, ...], Key | None]:
    """A page of the directory, and the key that continues it; none at the end."""
    with desk.read() as work:
        work.demand_office(UseCase.READ_PARTNER)
        key = _by_city(work) if sort is PartnerSort.CITY else _KEYS[sort]
        query = select(
            Partner.id, Partner.name, Partner.partner_type, Partner.city, Partner.phone,
            Partner.active, Partner.sort_key, key,
        ).where(*conditions(work, kept or PartnerFilter()))  # fmt: skip
        order = (key, Partner.sort_key, Partner.id)
        if after is not None:
            last, place = tuple_(*map(literal, after)), tuple_(*order)
            query = query.where(place < last if descending else place > last)
        ends = [one.desc() for one in order] if descending else order
        found = work.session.execute(query.order_by(*ends).limit(limit + 1)).all()
        persons = _persons(work, [one[0] for one in found[:limit]])
        rows = tuple(
            PartnerRow(
                id=number,
                name=name,
                partner_type=partner_type,
                city=city or "",
                phone=format_phone(phone or ""),
                persons=persons.get(number, 0),
                active=active,
            )
            for number, name, partner_type, city, phone, active, _, _ in found[:limit]
        )
        more = len(found) > limit
        return rows, (found[limit - 1][-1], found[limit - 1][-2], rows[-1].id) if more else None


def _persons(work: Work, numbers: list[int]) -> dict[int, int]:
    """How many persons are still at each of these; counted for the page alone."""
    counted = (
        select(PartnerContact.partner_id, func.count(PartnerContact.id))
        .where(PartnerContact.partner_id.in_(numbers), PartnerContact.active)
        .group_by(PartnerContact.partner_id)
    )
    return {number: persons for number, persons in work.session.execute(counted)}  # noqa: C416 - rows are not pairs to the type


def count_partners(desk: Desk, kept: PartnerFilter | None = None) -> int:
    """How many bodies the same filter keeps."""
    with desk.read() as work:
        work.demand_office(UseCase.READ_PARTNER)
        wanted = conditions(work, kept or PartnerFilter())
        counted = select(func.count(Partner.id)).where(*wanted)
        return work.session.scalar(counted) or 0


def _by_city(work: Work) -> ColumnElement[str]:
    """The rank of the town, however it is written: « Évry » stands before « Massy »."""
    keys = {one: search_key(one) for one in cities_of(work)}
    places = {key: f"{at:06}" for at, key in enumerate(sorted(set(keys.values())))}
    ranks: Mapping[str, str] = {one: places[key] for one, key in keys.items()}
    last = literal("\uffff")
    return case(dict(ranks), value=Partner.city, else_=last) if ranks else last


@dataclass(frozen=True, slots=True)
class PartnerChoice:
    """One proposal: a body, or a person of it. `value` is « 12 » or « 12:34 »."""

    value: str
    label: str
    detail: str


def find(
    desk: Desk,
    text: str,
    *,
    types: frozenset[PartnerType] = frozenset(),
    with_persons: bool = False,
    limit: int = 20,
) -> tuple[PartnerChoice, ...]:
    """The active bodies whose words begin with those of `text`, in any order, without accents.

    An empty text proposes the first ones. With `with_persons`, each body is followed by its
    persons; `types` limits to some kinds of bodies.
    """
    with desk.read() as work:
        work.demand_office(UseCase.READ_PARTNER)
        query = select(Partner.id, Partner.name, Partner.partner_type, Partner.city).where(
            *conditions(work, PartnerFilter(text=text))
        )
        if types:
            query = query.where(Partner.partner_type.in_(sorted(types)))
        bodies = work.session.execute(
            query.order_by(Partner.sort_key, Partner.id).limit(limit)
        ).all()
        persons: dict[int, list[tuple[int, str]]] = {}
        if with_persons and bodies:
            wanted = (
                select(PartnerContact)
                .where(
                    PartnerContact.partner_id.in_([one.id for one in bodies]),
                    PartnerContact.active,
                )
                .order_by(PartnerContact.last_name, PartnerContact.id)
            )
            for one in work.session.scalars(wanted):
                persons.setdefault(one.partner_id, []).append((one.id, contact_label(one)))
        found: list[PartnerChoice] = []
        for number, name, partner_type, city in bodies:
            detail = f"{partner_type.label}, {city}" if city else partner_type.label
            found.append(PartnerChoice(str(number), name, detail))
            found.extend(
                PartnerChoice(f"{number}:{contact}", f"{name} — {label}", detail)
                for contact, label in persons.get(number, ())
            )
        words = search_key(text).split()
        # who is named before those who only work there
        return tuple(sorted(found, key=lambda one: not _names(one.label, words)))


def _names(label: str, words: list[str]) -> bool:
    own = index_words(label)
    return all(any(one.startswith(word) for one in own) for word in words)


def choice(desk: Desk, value: str) -> PartnerChoice | None:
    """The proposal that stands for a stored `value`; None when it is not one any more."""
    body, _, person = value.partition(":")
    if not body.isdigit() or (person and not person.isdigit()):
        return None
    with desk.read() as work:
        work.demand_office(UseCase.READ_PARTNER)
        partner = work.session.get(Partner, int(body))
        if partner is None:
            return None
        contact = work.session.get(PartnerContact, int(person)) if person else None
        if contact is not None and contact.partner_id != partner.id:
            return None
        return PartnerChoice(value, partner_label(partner, contact), partner.partner_type.label)
