"""The settings of the town and its cell."""

from dataclasses import dataclass, fields

from sqlalchemy import select

from app.models.enums import JournalAction
from app.models.organisation import Organisation
from app.services.changes import Change, Subject
from app.services.desk import Desk, Work
from app.services.rules import identifiers
from app.services.rules.alerts import NO_CONTACT_DAYS
from app.services.rules.folding import search_key
from app.services.rules.rights import UseCase
from app.services.text import bounded, refuse
from app.services.typed import identifier

# The commune may only shorten a term (domain § 2.8); delays stay where a lock still protects.
MOST_NOT_RETAINED_MONTHS = 12
NO_CONTACT = (14, 365)
SHORT_LOCK = (1, 30)
HARD_LOCK = (5, 120)
NOTICE_LIMIT = 600  # characters of the town's own wording in a notice letter

# Sheets that leave the cell must not say where the contact comes from (domain § 5).
FORBIDDEN_IN_SENDER = (
    "clspd",
    "délinquance",
    "police",
    "signalement",
    "repérage",
    "sécurité intérieure",
    "groupe territorial",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of the vault. Delays in minutes, the term in months."""

    town_name: str
    cell_name: str
    sender_name: str
    insee_code: str | None
    address: str | None
    phone: str | None
    email: str | None
    crip_phone: str | None
    prosecutor_phone: str | None
    dpo_contact: str | None
    notice_purpose: str | None
    notice_recipients: str | None
    short_lock_minutes: int
    hard_lock_minutes: int
    not_retained_months: int
    no_contact_days: int = NO_CONTACT_DAYS
    is_demonstration: bool = False
    version: int | None = None


def read_settings(desk: Desk) -> Settings:
    """The settings; anyone at a desk may read them."""
    with desk.read() as work:
        return settings_of(work)


def settings_of(work: Work) -> Settings:
    """As `read_settings`, inside a unit of work."""
    row = _row(work)
    return Settings(**{one.name: getattr(row, one.name) for one in fields(Settings)})


def save_settings(desk: Desk, entry: Settings) -> Change:
    """Change the settings. Raises `Invalid` (per field), `Conflict`, `Refused`."""
    with desk.work() as work:
        work.demand_office(UseCase.EDIT_ORGANISATION)
        row = _row(work)
        values = _checked(entry)
        changed = work.correct(row, values, entry.version)
        work.journal(JournalAction.SETTING, "organisation", row.id, changed)
        return work.commit(Change(Subject.ORGANISATION, row.id))


def _row(work: Work) -> Organisation:
    return work.session.scalars(select(Organisation)).one()


def _checked(entry: Settings) -> dict[str, object]:
    problems: dict[str, str] = {}
    values: dict[str, object] = {}
    for name, limit, missing in (
        ("town_name", 80, "Indiquez le nom de la ville."),
        ("cell_name", 120, "Indiquez le nom de la cellule."),
        ("sender_name", 120, "Indiquez l’expéditeur des courriers."),
        ("address", 200, None),
        ("dpo_contact", 120, None),
        ("notice_purpose", NOTICE_LIMIT, None),
        ("notice_recipients", NOTICE_LIMIT, None),
    ):
        values[name] = bounded(problems, name, getattr(entry, name), limit)
        if missing and values[name] is None:
            problems[name] = missing
    sender = search_key(entry.sender_name)  # neither accents nor their composition hide a word
    if any(search_key(word) in sender for word in FORBIDDEN_IN_SENDER):
        problems["sender_name"] = (
            "Cet expéditeur figure sur des courriers adressés hors de la cellule\u202f: il ne doit "
            "pas dire d’où vient le contact. Écrivez par exemple «\u202fVille de … – Veille "
            "éducative\u202f»."
        )
    for name in ("phone", "crip_phone", "prosecutor_phone"):
        values[name] = identifier(problems, name, getattr(entry, name), identifiers.normalise_phone)
    values["email"] = identifier(problems, "email", entry.email, identifiers.normalise_email)
    values["insee_code"] = identifier(
        problems, "insee_code", entry.insee_code, identifiers.normalise_commune_code
    )
    for name, (least, most), unit in (
        ("short_lock_minutes", SHORT_LOCK, "minutes"),
        ("hard_lock_minutes", HARD_LOCK, "minutes"),
        ("not_retained_months", (1, MOST_NOT_RETAINED_MONTHS), "mois"),
        ("no_contact_days", NO_CONTACT, "jours"),
    ):
        values[name] = getattr(entry, name)
        if not least <= getattr(entry, name) <= most:
            problems[name] = f"Choisissez entre {least} et {most} {unit}."
    if entry.hard_lock_minutes < entry.short_lock_minutes:
        problems["hard_lock_minutes"] = "Ce délai ne peut pas être plus court que le premier."
    refuse(problems)
    return values
