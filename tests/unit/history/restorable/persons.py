"""Persons and what is theirs, as they are written and corrected."""

from dataclasses import replace
from datetime import date

from app.models.attendance import AttendanceFact
from app.models.enums import (
    AbsenceThreshold,
    ContactKind,
    GradeLevel,
    Relationship,
    Situation,
)
from app.models.family import GuardianContact, HouseholdAdult, YouthContact
from app.models.youth import Guardianship, Schooling, Youth
from app.services.attendance import AttendanceEntry, save_fact
from app.services.cases import read_case
from app.services.contacts import ContactPointEntry, save_contact
from app.services.coordinates import CoordinatesEntry
from app.services.desk import Desk
from app.services.guardians import GuardianEntry, save_guardian
from app.services.history_scope import Target
from app.services.history_tracked import Kind
from app.services.household_adults import AdultEntry, save_adult
from app.services.households import found_household
from app.services.rules.partial_dates import PartialDate
from app.services.schooling import SchoolingEntry, add_situation, correct_situation
from app.services.youths import save_identity
from tests.helpers.cases import plant_partner
from tests.helpers.office import Office
from tests.unit.history.restorable.common import TODAY, Case, Written, only


def _youth(_office: Office, desk: Desk, case_id: int) -> Case:
    youth = read_case(desk, case_id).youth
    assert youth is not None
    entry = replace(
        youth.identity,
        last_name="Dupont",
        birth=PartialDate.in_year(2012),
        coordinates=CoordinatesEntry(
            "1 rue Haute", "91100", "Valmont", "0199001234", "y@m.example"
        ),
    )
    return Case(
        Target(Kind.YOUTH, only(desk, Youth.id)), lambda: save_identity(desk, case_id, entry)
    )


def _guardian(_office: Office, desk: Desk, case_id: int) -> Case:
    entry = GuardianEntry("Martel", "Nadia", Relationship.MOTHER)
    save_guardian(desk, case_id, entry)
    number = only(desk, Guardianship.guardian_id)
    changed = replace(
        entry,
        relationship_kind=Relationship.TUTOR,
        parental_authority=False,
        coordinates=CoordinatesEntry(phone="0199001234"),
        interpreter_needed=True,
        version=1,
    )
    return Case(
        Target(Kind.GUARDIANSHIP, only(desk, Guardianship.id)),
        lambda: save_guardian(desk, case_id, changed, guardian_id=number),
    )


PHONE = ContactPointEntry(ContactKind.PHONE, "0199001234")
MOVED = ContactPointEntry(
    ContactKind.ADDRESS, "1 rue Haute", "91100", "Valmont", date(2026, 1, 5), TODAY, note="Père",
    version=1,
)  # fmt: skip


def _youth_contact(_office: Office, desk: Desk, case_id: int) -> Case:
    save_contact(desk, case_id, PHONE)
    number = only(desk, YouthContact.id)
    return Case(
        Target(Kind.YOUTH_CONTACT, number),
        lambda: save_contact(desk, case_id, MOVED, contact_id=number),
    )


def _guardian_contact(_office: Office, desk: Desk, case_id: int) -> Case:
    save_guardian(desk, case_id, GuardianEntry("Martel", "Nadia", Relationship.MOTHER))
    person = only(desk, Guardianship.guardian_id)
    save_contact(desk, case_id, PHONE, guardian_id=person)
    number = only(desk, GuardianContact.id)
    return Case(
        Target(Kind.GUARDIAN_CONTACT, number),
        lambda: save_contact(desk, case_id, MOVED, guardian_id=person, contact_id=number),
    )


def _adult(_office: Office, desk: Desk, case_id: int) -> Case:
    save_guardian(desk, case_id, GuardianEntry("Martel", "Nadia", Relationship.MOTHER))
    home = found_household(desk, case_id, "Famille Martel").ref
    person = only(desk, Guardianship.guardian_id)
    save_adult(desk, home, AdultEntry(person, Relationship.MOTHER))
    number = only(desk, HouseholdAdult.id)
    left = AdultEntry(person, Relationship.TUTOR, date(2020, 1, 5), TODAY)
    return Case(Target(Kind.ADULT, number), lambda: save_adult(desk, home, left, adult_id=number))


def _schooling(office: Office, desk: Desk, case_id: int) -> Case:
    add_situation(
        desk, case_id, SchoolingEntry(Situation.COLLEGE, date(2026, 9, 1), GradeLevel.G3E)
    )
    number = only(desk, Schooling.id)
    entry = SchoolingEntry(
        Situation.NO_PLACE, date(2026, 9, 15), None, plant_partner(office), completed_3e=True
    )
    return Case(
        Target(Kind.SCHOOLING, number), lambda: correct_situation(desk, case_id, number, entry)
    )


def _attendance(office: Office, desk: Desk, case_id: int) -> Case:
    typed = AttendanceEntry(AbsenceThreshold.T4, date(2026, 11, 1), plant_partner(office))
    save_fact(desk, case_id, typed)
    number = only(desk, AttendanceFact.id)
    changed = replace(
        typed, threshold=AbsenceThreshold.T10, month=date(2026, 10, 1),
        reached_on=date(2026, 10, 12), version=1,
    )  # fmt: skip
    return Case(
        Target(Kind.ATTENDANCE, number),
        lambda: save_fact(desk, case_id, changed, fact_id=number),
    )


PERSONS: Written = {
    Kind.YOUTH: _youth,
    Kind.YOUTH_CONTACT: _youth_contact,
    Kind.GUARDIANSHIP: _guardian,
    Kind.GUARDIAN_CONTACT: _guardian_contact,
    Kind.ADULT: _adult,
    Kind.SCHOOLING: _schooling,
    Kind.ATTENDANCE: _attendance,
}
