"""A body and one of its persons, created on the spot from another form; the rest comes later."""

from dataclasses import dataclass, replace

from app.models.partner import Partner, PartnerContact
from app.services.desk import Desk
from app.services.labels import partner_label
from app.services.partners import ContactEntry, PartnerEntry, read_partner, save_partner
from app.services.rules.rights import UseCase


@dataclass(frozen=True, slots=True)
class NewAuthor:
    """The line of the directory that was created: « 12 », or « 12:34 » with its person."""

    value: str
    label: str


def create_author(
    desk: Desk, entry: PartnerEntry, person: ContactEntry | None, *, body: int | None = None
) -> NewAuthor:
    """Add a body with its first person, or a person to `body`, of which `entry` says nothing.

    Raises `Invalid` (fields of the body by their names, of the person as « contacts.0.phone »),
    `Conflict` when the body changed meanwhile, `Refused`.
    """
    if body is None:
        new = replace(entry, contacts=(person,) if person is not None else ())
        number, before = save_partner(desk, new).ref, frozenset[int | None]()
    else:
        known = read_partner(desk, body).entry
        before = frozenset(one.id for one in known.contacts)
        contacts = (person, *known.contacts) if person is not None else known.contacts
        number = save_partner(desk, replace(known, contacts=contacts), partner_id=body).ref
    with desk.read() as work:
        work.demand_office(UseCase.READ_PARTNER)
        row = work.get(Partner, number)
        added = [one for one in row.contacts if one.id not in before]
        return _author(row, added[-1] if added and person is not None else None)


def _author(row: Partner, person: PartnerContact | None) -> NewAuthor:
    value = f"{row.id}:{person.id}" if person is not None else str(row.id)
    return NewAuthor(value, partner_label(row, person))
