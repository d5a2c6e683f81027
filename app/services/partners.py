"""The directory: a partner body with its persons, read and written as one (domain § 1.4)."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import selectinload

from app.errors import Refused
from app.models.enums import JournalAction, PartnerType, SecrecyStatus
from app.models.organisation import WorkingGroup
from app.models.partner import Partner, PartnerContact
from app.services.changes import Change, Subject
from app.services.coordinates import checked_coordinates
from app.services.desk import Desk, Work
from app.services.rules.identifiers import (
    format_phone,
    normalise_email,
    normalise_phone,
    normalise_siret,
    normalise_uai,
)
from app.services.rules.names import family_name, given_name, index_words, sort_key
from app.services.rules.rights import UseCase
from app.services.text import bounded, refuse
from app.services.typed import identifier

#: Bodies that have a UAI: no other keeps one (domain § 1.4).
WITH_UAI = frozenset({PartnerType.SCHOOL, PartnerType.CFA})
_WORDS_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """A person of a partner as typed; `id` is none for a new one."""

    last_name: str
    first_name: str = ""
    job_title: str = ""
    phone: str = ""
    email: str = ""
    charter_signed_on: date | None = None
    charter_version: str = ""
    secrecy_status: SecrecyStatus = SecrecyStatus.UNKNOWN
    active: bool = True
    id: int | None = None


@dataclass(frozen=True, slots=True)
class PartnerEntry:
    """A partner as typed, with all its persons. `version` is none for a new one."""

    name: str
    partner_type: PartnerType | None
    siret: str = ""
    uai: str = ""
    address: str = ""
    postal_code: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    active: bool = True
    group_ids: frozenset[int] = frozenset()
    contacts: tuple[ContactEntry, ...] = ()
    version: int | None = None


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """A partner as read: telephone numbers are formatted, absent texts are empty."""

    id: int
    version: int
    entry: PartnerEntry
    groups: tuple[str, ...] = field(default=())


def read_partner(desk: Desk, partner_id: int) -> PartnerPage:
    """One partner with its persons, those still there first. Raises `Refused`."""
    with desk.read() as work:
        work.demand_office(UseCase.READ_PARTNER)
        row = work.get(Partner, partner_id)
        persons = sorted(row.contacts, key=lambda one: (not one.active, sort_key(one.last_name)))
        entry = PartnerEntry(
            name=row.name,
            partner_type=row.partner_type,
            siret=row.siret or "",
            uai=row.uai or "",
            address=row.address or "",
            postal_code=row.postal_code or "",
            city=row.city or "",
            phone=format_phone(row.phone or ""),
            email=row.email or "",
            active=row.active,
            group_ids=frozenset(one.id for one in row.groups),
            contacts=tuple(_contact_entry(one) for one in persons),
            version=row.version,
        )
        return PartnerPage(row.id, row.version, entry, tuple(one.name for one in row.groups))


def _contact_entry(row: PartnerContact) -> ContactEntry:
    return ContactEntry(
        id=row.id,
        last_name=row.last_name,
        first_name=row.first_name or "",
        job_title=row.job_title or "",
        phone=format_phone(row.phone or ""),
        email=row.email or "",
        charter_signed_on=row.charter_signed_on,
        charter_version=row.charter_version or "",
        secrecy_status=row.secrecy_status,
        active=row.active,
    )


def save_partner(desk: Desk, entry: PartnerEntry, *, partner_id: int | None = None) -> Change:
    """Write a partner and its persons in one transaction; `Change.ref` is its number.

    A person left out of `entry.contacts` is no longer `active`: what they signed or reported
    still names them. Raises `Invalid` (a person's field as « contacts.0.phone »), `Conflict`,
    `Refused`.
    """
    with desk.work() as work:
        work.demand_office(UseCase.EDIT_PARTNER)
        problems: dict[str, str] = {}
        values = _checked(problems, entry)
        persons = [
            _checked_contact(problems, at, one, work.today) for at, one in enumerate(entry.contacts)
        ]
        refuse(problems)
        row = _row(work, entry, values, partner_id)
        row.groups = [work.get(WorkingGroup, number) for number in sorted(entry.group_ids)]
        _write_contacts(row, entry, persons)
        work.session.flush()
        known_by = (row.city or "", *(_full_name(one) for one in row.contacts if one.active))
        row.words = partner_words(row.name, *known_by)
        return work.commit(Change(Subject.PARTNER, row.id, frozenset({Subject.INTAKE})))


def partner_words(*names: str) -> str:
    """What a partner is found by: its name, its town, its persons, normalised."""
    return " ".join(index_words(*names))[:_WORDS_LIMIT]


def _full_name(row: PartnerContact) -> str:
    return f"{row.first_name or ''} {row.last_name}"


def _row(
    work: Work, entry: PartnerEntry, values: dict[str, object], partner_id: int | None
) -> Partner:
    if partner_id is None:
        row = work.add(Partner(words="", **values))
        work.journal(JournalAction.CREATE, "partner", row.id)
        return row
    found = work.session.get(
        Partner, partner_id,
        options=(selectinload(Partner.contacts), selectinload(Partner.groups)),
    )  # fmt: skip
    row = found if found is not None else work.get(Partner, partner_id)
    changed = work.correct(row, values, entry.version)
    work.journal(JournalAction.UPDATE, "partner", row.id, changed)
    return row


def _write_contacts(row: Partner, entry: PartnerEntry, persons: list[dict[str, object]]) -> None:
    known = {one.id: one for one in row.contacts}
    kept: set[int] = set()
    for typed, values in zip(entry.contacts, persons, strict=True):
        if typed.id is None:
            row.contacts.append(PartnerContact(**values))
            continue
        contact = known.get(typed.id)
        if contact is None:
            raise Refused
        kept.add(contact.id)
        for name, value in values.items():
            setattr(contact, name, value)
    for number, contact in known.items():
        if number not in kept:
            contact.active = False


def _checked(problems: dict[str, str], entry: PartnerEntry) -> dict[str, object]:
    name = bounded(problems, "name", entry.name, 120)
    if name is None:
        problems["name"] = "Écrivez le nom de la structure."
    if entry.partner_type is None:
        problems["partner_type"] = "Choisissez le type de structure."
    uai = identifier(problems, "uai", entry.uai, normalise_uai)
    if uai and entry.partner_type is not None and entry.partner_type not in WITH_UAI:
        problems["uai"] = "Seuls les établissements scolaires et les CFA ont un code UAI."
    return {
        "name": name,
        "sort_key": sort_key(name or "")[:120],
        "partner_type": entry.partner_type,
        "siret": identifier(problems, "siret", entry.siret, normalise_siret),
        "uai": uai,
        **checked_coordinates(entry, problems),
        "active": entry.active,
    }


def _checked_contact(
    problems: dict[str, str], at: int, entry: ContactEntry, today: date
) -> dict[str, object]:
    own: dict[str, str] = {}
    last_name = bounded(own, "last_name", entry.last_name, 60)
    if last_name is None:
        own["last_name"] = "Écrivez le nom de cette personne."
    if entry.charter_signed_on is not None and entry.charter_signed_on > today:
        own["charter_signed_on"] = "Cette date est à venir."
    values: dict[str, object] = {
        "last_name": family_name(last_name or "") or None,
        "first_name": given_name(bounded(own, "first_name", entry.first_name, 60) or "") or None,
        "job_title": bounded(own, "job_title", entry.job_title, 80),
        "phone": identifier(own, "phone", entry.phone, normalise_phone),
        "email": identifier(own, "email", entry.email, normalise_email),
        "charter_signed_on": entry.charter_signed_on,
        "charter_version": bounded(own, "charter_version", entry.charter_version, 20),
        "secrecy_status": entry.secrecy_status,
        "active": entry.active,
    }
    problems.update({f"contacts.{at}.{name}": sentence for name, sentence in own.items()})
    return values
