"""A vault on the disk with one dossier full of words that nothing else holds, and another."""

from pathlib import Path
from typing import NamedTuple

from app.clock import FixedClock
from app.models.enums import (
    EliminationReason,
    GroupKind,
    ObservationKind,
    PartnerType,
    Relationship,
    Sex,
)
from app.models.migrations import upgrade
from app.services.attachments import AttachmentEntry, add_attachment, attachments
from app.services.case_direct import OpeningEntry, open_directly
from app.services.coordinates import CoordinatesEntry
from app.services.desk import Desk
from app.services.drafts import DraftKey, keep_draft
from app.services.entrance import Founding, enter, found
from app.services.guardians import GuardianEntry, save_guardian
from app.services.households import found_household
from app.services.observations import ObservationEntry, save_observation
from app.services.opened_by_mistake import MistakeEntry, erase_case, what_goes
from app.services.rules.partial_dates import PartialDate
from app.services.search import search
from app.services.territory import GroupEntry, save_group
from app.services.trash import throw_away
from app.services.youths import IdentityEntry
from tests.helpers.documents import document, pdf
from tests.helpers.office import MONDAY
from tests.helpers.pages import remnants
from tests.helpers.vaults import CHEAP, cheap_terms

LOGIN, PASSWORD = "a.bernard", "Violette-cascade-42-piano"
TEXT = "Le conseiller l’attend au gymnase Mercuroche"
MARKERS = (
    "Zwickelbauer", "Théodule", "Quernheim", "Wilhelmine", "Val-Perdrix", "Oudezeele",
    "Mercuroche", "Brouillonpapier", "Feuilletvolant", "Piècejointe",
    "Papierdetrop",
)  # fmt: skip
STAYS = "Montgaillard"


class Town(NamedTuple):
    """The vault's folder, who works there, the dossier of the markers."""

    folder: Path
    desk: Desk
    case_id: int

    @property
    def key(self) -> bytearray:
        """The data key."""
        if self.desk.vault is None:
            raise LookupError("no vault")
        return self.desk.vault.data_key

    def close(self) -> None:
        """Close the vault, without anything else."""
        if self.desk.vault is not None:
            self.desk.vault.close()

    def left(self) -> list[tuple[str, str]]:
        """Where the markers can still be read by who holds the key: (file, marker)."""
        return remnants(self.folder, self.key, MARKERS)

    def erase(self) -> None:
        """Erase the dossier of the markers."""
        goes = what_goes(self.desk, self.case_id)
        entry = MistakeEntry(EliminationReason.TRIAL, goes.number, goes.version)
        erase_case(self.desk, self.case_id, entry)

    def number(self, sql: str) -> int:
        """The first number a query answers."""
        with self.desk.read() as work:
            return int(work.session.connection().exec_driver_sql(sql).scalar_one())

    def is_whole(self) -> bool:
        """Whether the other dossier is found, and the file sound in every way SQLite knows."""
        with self.desk.read() as work:
            ask = work.session.connection().exec_driver_sql
            sound = [
                ask("PRAGMA integrity_check").fetchall() == [("ok",)],
                ask("PRAGMA cipher_integrity_check").fetchall() == [],
                ask("PRAGMA foreign_key_check").fetchall() == [],
                ask("PRAGMA journal_mode").scalar() == "wal",
            ]
        return all(sound) and len(search(self.desk, STAYS)) == 1


def reopen(folder: Path, case_id: int = 1) -> Town:
    """Open the vault again."""
    terms = cheap_terms(upgrade)
    clock = FixedClock(MONDAY)
    desk = enter(folder, login=LOGIN, password=PASSWORD, clock=clock, terms=terms)
    return Town(folder, desk, case_id)


def make_town(folder: Path) -> Town:
    """Every way a name enters the file: identity, index, family, note, draft, corbeille."""
    entry = Founding("Valmont", "Cellule", "Anne", "Bernard", LOGIN, PASSWORD)
    terms = cheap_terms(upgrade)
    desk = found(folder, entry, clock=FixedClock(MONDAY), terms=terms, cost=CHEAP).desk
    save_group(desk, GroupEntry("Groupe Nord", GroupKind.TERRITORIAL))
    case_id = _open(desk, "Zwickelbauer", "Théodule", "3 rue Oudezeele")
    save_guardian(desk, case_id, GuardianEntry("Quernheim", "Wilhelmine", Relationship.MOTHER))
    found_household(desk, case_id, "Famille Val-Perdrix")
    for number in range(30):
        note = ObservationEntry(ObservationKind.CALL, MONDAY.date(), f"{TEXT} {number}")
        save_observation(desk, case_id, note)
        _open(desk, STAYS if number == 0 else f"Famille{number}", "Yanis", "1 rue des Lilas")
    town = Town(folder, desk, case_id)
    thrown = town.number("SELECT min(id) FROM observation")
    throw_away(desk, "observation", thrown, "Zwickelbauer, écrit deux fois")
    _attach(desk, case_id)
    keep_draft(desk, DraftKey("observation", str(case_id)), {"text": "Brouillonpapier"})
    return town


def _attach(desk: Desk, case_id: int) -> None:
    """A document that stays and one in the corbeille: their titles, and words in their bytes."""
    for kept in (True, False):
        paper = document(content=pdf("Feuilletvolant" if kept else "Papierdetrop"))
        add_attachment(desk, case_id, AttachmentEntry("Piècejointe"), paper)
    throw_away(desk, "attachment", attachments(desk, case_id)[0].id, "Ajoutée deux fois")


def _open(desk: Desk, last: str, first: str, address: str) -> int:
    coordinates = CoordinatesEntry(address=address)
    identity = IdentityEntry(
        last, first, Sex.MALE, PartialDate.in_year(2011), coordinates=coordinates
    )
    opening = OpeningEntry(identity, PartnerType.SCHOOL, 1, None, received_on=MONDAY.date())
    return open_directly(desk, opening).ref
