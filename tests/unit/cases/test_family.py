"""Identity, representatives, school and family: dated, shared, and hidden where out of reach."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid, Refused
from app.models.case import CaseFile
from app.models.enums import (
    CaseKind,
    CaseStatus,
    ClosureReason,
    GradeLevel,
    Relationship,
    Role,
    Situation,
)
from app.models.youth import Guardian
from app.services.case_status import StatusEntry, move_case
from app.services.cases import CasePage, YouthView, read_case
from app.services.coordinates import CoordinatesEntry
from app.services.desk import Desk
from app.services.guardians import (
    GuardianEntry,
    known_guardians,
    link_guardian,
    save_guardian,
)
from app.services.household_page import read_household
from app.services.households import (
    enter_household,
    found_household,
    leave_household,
    rename_household,
)
from app.services.households_list import HouseholdFilter, count_households, households
from app.services.rules.partial_dates import PartialDate
from app.services.schooling import SchoolingEntry, add_situation, correct_situation
from app.services.trash import throw_away
from app.services.youths import save_identity
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.office import MONDAY, Office

TODAY = MONDAY.date()
NADIA = GuardianEntry("Martel", "nadia", Relationship.MOTHER)


def youth(desk: Desk, case_id: int) -> YouthView:
    page: CasePage = read_case(desk, case_id, opening=False)
    assert page.youth is not None
    return page.youth


def test_a_corrected_identity_carries_its_keys_its_term_and_its_version(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    read = youth(desk, case_id).identity
    entry = replace(
        read, last_name="nguyễn", birth=PartialDate.in_year(2012),
        coordinates=CoordinatesEntry(phone="06 12 34 56 78"),
    )  # fmt: skip
    save_identity(desk, case_id, entry)
    page = read_case(desk, case_id)
    assert page.header.name == "NGUYỄN Yanis"
    assert page.header.elimination_due_on == date(2037, 1, 1)
    assert page.youth is not None
    assert page.youth.identity.coordinates.phone == "06\u00a012\u00a034\u00a056\u00a078"
    with pytest.raises(Conflict):
        save_identity(desk, case_id, entry)


def test_a_changed_birth_moves_the_term_of_a_closed_dossier_too(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office, born=date(2004, 1, 10))
    move_case(
        desk, case_id,
        StatusEntry(CaseStatus.CLOSED, closure_reason=ClosureReason.GOALS_MET, closure_review="x"),
    )  # fmt: skip
    assert read_case(desk, case_id).header.elimination_due_on == date(2029, 1, 10)
    read = youth(desk, case_id).identity
    save_identity(desk, case_id, replace(read, birth=PartialDate.exactly(date(2008, 1, 10))))
    assert read_case(desk, case_id).header.elimination_due_on == date(2029, 11, 23)


def test_brothers_share_a_mother_who_goes_with_the_last_of_them(office: Office) -> None:
    desk = office.desk()
    yanis, lina = plant_case(office), plant_case(office, first_name="Lina")
    home = found_household(desk, yanis, "Famille Martel").ref
    enter_household(desk, lina, home)
    save_guardian(desk, yanis, NADIA)
    (proposed,) = known_guardians(desk, lina)
    assert (proposed.name, proposed.of) == ("MARTEL Nadia", "Yanis")
    link_guardian(desk, lina, proposed.id, Relationship.MOTHER)
    (mother,) = youth(desk, yanis).guardians
    assert mother.shared_with == ((lina, "Lina"),)
    changed = replace(mother.entry, coordinates=CoordinatesEntry(city="Évry"))
    save_guardian(desk, lina, changed, guardian_id=mother.id)
    assert youth(desk, yanis).guardians[0].entry.coordinates.city == "Évry"
    with pytest.raises(Conflict):
        save_guardian(desk, yanis, changed, guardian_id=mother.id)
    throw_away(desk, "guardianship", mother.link_id, "Erreur")
    (left,) = youth(desk, lina).guardians
    throw_away(desk, "guardianship", left.link_id, "Erreur")
    with desk.read() as work:
        assert work.session.scalar(select(func.count(Guardian.id))) == 0


def test_a_guardian_of_an_unrelated_or_hidden_dossier_cannot_be_linked(office: Office) -> None:
    desk = office.desk()
    near, far = plant_case(office), plant_case(office, first_name="Lina", group_id=office.south)
    home = found_household(desk, near, "Famille Martel").ref
    enter_household(desk, far, home)
    save_guardian(desk, far, NADIA)
    (mother,) = youth(desk, far).guardians
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    assert known_guardians(officer, near) == ()
    with pytest.raises(Refused):
        link_guardian(officer, near, mother.id, Relationship.MOTHER)
    with pytest.raises(Refused):
        throw_away(officer, "guardianship", mother.link_id, "Erreur")


def test_a_new_situation_ends_the_former_one_the_day_before(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    school = plant_partner(office, "Lycée Paul-Langevin")
    first = SchoolingEntry(
        Situation.LYCEE_PRO, date(2026, 9, 1), GradeLevel.G2DE_PRO, school, completed_3e=True
    )
    add_situation(desk, case_id, first)
    add_situation(desk, case_id, SchoolingEntry(Situation.DROPPED_OUT, date(2026, 11, 2)))
    now, before = youth(desk, case_id).schooling
    assert (now.situation, now.ended_on) == (Situation.DROPPED_OUT, None)
    assert before.ended_on == date(2026, 11, 1)
    assert before.words == "2de professionnelle, Lycée Paul-Langevin"
    assert youth(desk, case_id).facts.contract_from == date(2026, 3, 14)
    with pytest.raises(Invalid):
        add_situation(desk, case_id, SchoolingEntry(Situation.NEET, date(2026, 10, 1)))
    with pytest.raises(Invalid):
        correct_situation(desk, case_id, before.id, replace(first, started_on=date(2026, 12, 1)))
    correct_situation(desk, case_id, before.id, replace(first, grade=GradeLevel.CAP1))
    assert youth(desk, case_id).schooling[1].grade is GradeLevel.CAP1


def test_moving_to_another_family_is_history(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    other = plant_case(office, last_name="ROY")
    first = found_household(desk, case_id, "Famille Martel", from_on=date(2026, 1, 5)).ref
    second = found_household(desk, other, "Famille Roy").ref
    enter_household(desk, case_id, second, from_on=date(2026, 9, 1))
    now, before = youth(desk, case_id).households
    assert (now.id, before.id) == (second, first)
    assert before.members[0].until_on == date(2026, 9, 1)
    with pytest.raises(Invalid):
        enter_household(desk, case_id, second)
    leave_household(desk, case_id, second)
    assert youth(desk, case_id).households[0].members[-1].until_on == TODAY
    with pytest.raises(Refused):
        leave_household(desk, case_id, second)


def test_a_sibling_out_of_reach_leaves_no_trace(office: Office) -> None:
    desk = office.desk()
    near, far = plant_case(office), plant_case(office, first_name="Lina", group_id=office.south)
    home = found_household(desk, near, "Famille Martel").ref
    enter_household(desk, far, home)
    hidden = found_household(desk, plant_case(office, group_id=office.south), "Famille Cachée").ref
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    (family,) = youth(officer, near).households
    assert [one.name for one in family.members] == ["MARTEL Yanis"]
    page = read_household(officer, home)
    assert [one.case_id for one in page.view.members] == [near]
    assert [one.members for one in households(officer)[0]] == [("Yanis",)]
    assert count_households(officer) == 1
    with pytest.raises(Refused):
        read_household(officer, hidden)
    with pytest.raises(Refused):
        enter_household(officer, near, hidden)
    assert read_household(desk, home).view.members[1].case_id == far


def test_a_family_reached_by_its_own_dossier_alone_opens_empty(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    family = found_household(desk, case_id, "Famille Martel").ref
    leave_household(desk, case_id, family)
    with Session(office.engine) as session, session.begin():
        hidden = session.get_one(CaseFile, case_id)
        hidden.processing_restricted = True
    plant_case(
        office, kind=CaseKind.HOUSEHOLD, youth_id=None, household_id=family, file_number="2026-9000"
    )
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    page = read_household(officer, family)
    assert (page.view.name, page.view.members, page.guardians) == ("Famille Martel", (), ())


def test_a_family_is_renamed_at_the_version_read_and_found_under_its_new_name(
    office: Office,
) -> None:
    desk, case_id = office.desk(), plant_case(office)
    home = found_household(desk, case_id, "Famille Martel").ref
    version = read_household(desk, home).view.version
    rename_household(desk, home, "Famille Martel-Öz", version=version)
    with pytest.raises(Conflict):
        rename_household(desk, home, "Autre", version=version)
    assert [one.name for one in households(desk, HouseholdFilter("martel oz"))[0]] == [
        "Famille Martel-Öz"
    ]
    with pytest.raises(Invalid):
        rename_household(desk, home, "  ", version=version + 1)


def test_pages_of_families_follow_each_other(office: Office) -> None:
    desk = office.desk()
    for name in ("Benali", "Roy", "Dupont"):
        found_household(desk, plant_case(office, last_name=name), f"Famille {name}")
    first, after = households(desk, limit=2)
    rest, end = households(desk, after=after, limit=2)
    assert [one.name for one in (*first, *rest)] == [
        "Famille Benali", "Famille Dupont", "Famille Roy",
    ]  # fmt: skip
    assert end is None
    assert households(desk, descending=True, limit=1)[0][0].name == "Famille Roy"
