"""A dossier with everything in it, at the coordonnateur's desk."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest
from sqlalchemy import text

from app.models.enums import (
    AbsenceThreshold,
    ActionType,
    ContactKind,
    ObservationKind,
    ReferralRequest,
    Relationship,
    Situation,
)
from app.services.actions import ActionEntry, save_action
from app.services.attachments import AttachmentEntry, add_attachment
from app.services.attendance import AttendanceEntry, save_fact
from app.services.contacts import ContactPointEntry, save_contact
from app.services.desk import Desk
from app.services.drafts import DraftKey, keep_draft
from app.services.guardians import GuardianEntry, save_guardian
from app.services.household_adults import AdultEntry, save_adult
from app.services.households import found_household
from app.services.observations import ObservationEntry, save_observation
from app.services.plan import ObjectiveEntry, save_objective
from app.services.referral_moves import ReferralEntry, save_referral
from app.services.schooling import SchoolingEntry, add_situation
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.documents import document
from tests.helpers.office import Office

Tables = dict[str, list[tuple[object, ...]]]
#: What is about the desk, not about a dossier: a restoring does not take it back.
_ASIDE = ("journal_entry", "trash_item", "search_words", "sqlite_")


@dataclass
class Dossier:
    """The numbers of one dossier and of its parts."""

    office: Office
    desk: Desk
    case_id: int
    observation: int
    attachment: int
    objective: int
    planned_action: int
    referral: int
    schooling: int
    attendance_fact: int
    youth_contact: int
    guardian_contact: int
    household_adult: int
    guardianship: int
    household_membership: int

    def one(self, sql: str) -> int:
        """The first number a query answers."""
        with self.office.engine.connect() as connection:
            return int(connection.execute(text(sql)).scalar_one())

    def tables(self) -> Tables:
        """Every row of every table of the vault, but the desk's own."""
        with self.office.engine.connect() as connection:
            names = connection.execute(text("SELECT name FROM sqlite_master WHERE type='table'"))
            return {
                name: sorted(map(tuple, connection.execute(text(f"SELECT * FROM {name}"))))
                for name in names.scalars()
                if not name.startswith(_ASIDE)
            }


@pytest.fixture
def dossier(office: Office) -> Dossier:
    """Yanis Martel's dossier: each kind of record once, and a draft about some."""
    desk = office.desk()
    case_id = plant_case(office)
    partner_id = plant_partner(office)
    day = date(2026, 11, 2)
    save_observation(desk, case_id, ObservationEntry(ObservationKind.CALL, day, "Appel du père"))
    save_objective(desk, case_id, ObjectiveEntry("Reprendre les cours"))
    add_attachment(desk, case_id, AttachmentEntry("Convention"), document())
    found = Dossier(office, desk, case_id, *(0,) * 12)
    found.objective = found.one("SELECT id FROM objective")
    save_action(
        desk,
        case_id,
        ActionEntry(
            found.objective, "Rencontre", ActionType.YOUTH_INTERVIEW, contributor_ids=(partner_id,)
        ),
    )
    save_referral(desk, case_id, ReferralEntry(partner_id, ReferralRequest.INFORMATION))
    add_situation(desk, case_id, SchoolingEntry(Situation.COLLEGE, date(2025, 9, 1)))
    add_situation(desk, case_id, SchoolingEntry(Situation.LYCEE_PRO, date(2026, 9, 1)))
    threshold = AttendanceEntry(AbsenceThreshold.T4, day, partner_id)
    save_fact(desk, case_id, threshold)
    save_guardian(desk, case_id, GuardianEntry("Kaddour", "Nadia", Relationship.MOTHER))
    found_household(desk, case_id, "Famille Kaddour")
    found.observation = found.one("SELECT id FROM observation")
    found.attachment = found.one("SELECT id FROM attachment")
    found.planned_action = found.one("SELECT id FROM planned_action")
    found.referral = found.one("SELECT id FROM referral")
    found.schooling = found.one("SELECT max(id) FROM schooling")
    found.attendance_fact = found.one("SELECT id FROM attendance_fact")
    mother = found.one("SELECT id FROM guardian")
    mobile = ContactPointEntry(ContactKind.PHONE, "06 12 34 56 78", preferred=True)
    save_contact(desk, case_id, mobile)
    save_contact(desk, case_id, replace(mobile, value="01 60 00 00 00"), guardian_id=mother)
    home = found.one("SELECT id FROM household")
    save_adult(desk, home, AdultEntry(mother, Relationship.MOTHER, date(2020, 1, 5)))
    found.youth_contact = found.one("SELECT id FROM youth_contact")
    found.guardian_contact = found.one("SELECT id FROM guardian_contact")
    found.household_adult = found.one("SELECT id FROM household_adult")
    found.guardianship = found.one("SELECT id FROM guardianship")
    found.household_membership = found.one("SELECT id FROM household_membership")
    keep_draft(desk, DraftKey("observation", f"{case_id}.{found.observation}"), {"text": "brou"})
    keep_draft(desk, DraftKey("referral", str(found.referral)), {"trade": "brou"})
    return found


@pytest.fixture
def another(dossier: Dossier) -> Callable[..., int]:
    """Another dossier of the same town."""
    return lambda **values: plant_case(dossier.office, last_name="OTMANI", **values)
