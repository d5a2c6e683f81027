"""A vault whose every secret is known to the test: what may be found nowhere in clear."""

import secrets
import string
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.models.enums import GroupKind, ObservationKind, PartnerType, Sex
from app.services import entrance, observations, territory
from app.services.case_direct import OpeningEntry, open_directly
from app.services.coordinates import CoordinatesEntry
from app.services.observations import ObservationEntry
from app.services.rules.partial_dates import PartialDate
from app.services.vault.kdf import FLOOR, from_password
from app.services.vault.open_vault import OpenVault
from app.services.youths import IdentityEntry

LOGIN = "w.quernheim"


def rare(start: str) -> str:
    """A word that stands nowhere else: `start` and ten letters drawn at random."""
    return start + "".join(secrets.choice(string.ascii_lowercase) for _ in range(10))


@dataclass(frozen=True)
class Marked:
    """The vault in `folder`, closed, with one dossier; its words and its keys."""

    folder: Path
    case_id: int
    data_key: bytes = field(repr=False)
    derived: bytes = field(repr=False)
    private: bytes = field(repr=False)
    recovery: str = field(repr=False)
    password: str = field(repr=False)
    last_name: str
    first_name: str
    street: str
    note: str

    @property
    def personal(self) -> tuple[str, ...]:
        """What the dossier says of someone. The name is kept in capitals."""
        return (self.last_name.upper(), self.first_name, self.street, self.note)

    @property
    def login(self) -> str:
        """Who opens it."""
        return LOGIN


def _private_key(vault: OpenVault, derived: bytes) -> bytes:
    """What the slot keeps under the password's key (docs/FORMAT.md, from the slot)."""
    header, slot = vault.keys.header, vault.slot
    cost = header.cost
    bound = (
        f"vigie/1/private-key|{header.vault_id.hex()}|{slot.id.hex()}|{slot.kind.value}"
        f"|{cost.memory_kib}|{cost.iterations}|{cost.lanes}|{slot.public_key.hex()}"
    )
    return AESGCM(derived).decrypt(slot.private_key[:12], slot.private_key[12:], bound.encode())


def make_marked(folder: Path) -> Marked:
    """Found a vault that the ordinary program opens, with words of its own."""
    password = f"Quatre {rare('mots')} pour ouvrir {rare('coffre')} 7"
    last_name, first_name = rare("Zw").capitalize(), rare("Th").capitalize()
    street, note = rare("Aub").capitalize(), rare("redouble")
    founded = entrance.found(
        folder,
        entrance.Founding("Valmont", "Cellule", "Wilhelmine", "Quernheim", LOGIN, password),
        cost=FLOOR,
    )
    desk = founded.desk
    assert desk.vault is not None
    with desk.vault as vault:
        data_key = bytes(vault.data_key)
        header = vault.keys.header
        derived = from_password(
            login=LOGIN, password=password, vault_id=header.vault_id, cost=header.cost
        )
        private = _private_key(vault, bytes(derived.wrap))
        today = desk.clock.today()
        group = territory.save_group(desk, territory.GroupEntry("Nord", GroupKind.TERRITORIAL)).ref
        where = CoordinatesEntry(address=f"12 rue {street}", postal_code="29000", city="Quimper")
        identity = IdentityEntry(
            last_name, first_name, Sex.FEMALE, PartialDate.in_year(2011), coordinates=where
        )
        opening = OpeningEntry(
            identity, PartnerType.SCHOOL, group, desk.actor.account_id, received_on=today
        )
        case_id = open_directly(desk, opening).ref
        observations.save_observation(
            desk, case_id, ObservationEntry(ObservationKind.CALL, today, f"Elle {note} encore.")
        )
    return Marked(
        folder, case_id, data_key, bytes(derived.wrap), private, founded.recovery.text,
        password, last_name, first_name, street, note,
    )  # fmt: skip


__all__ = ["LOGIN", "Marked", "make_marked", "rare"]
