"""A rectification that reaches the past: no former value stays, who and when do."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from app.errors import Refused
from app.models.case import Observation
from app.models.desk import JournalEntry
from app.models.enums import (
    JournalAction,
    ObservationKind,
    PartnerType,
    Relationship,
    Role,
    SharingScope,
)
from app.models.history import RecordChange
from app.models.upkeep import Upkeep
from app.models.youth import Guardian, Guardianship, Youth
from app.services.case_edit import CaseEntry, save_case
from app.services.cases import read_case
from app.services.guardians import GuardianEntry, link_guardian, save_guardian
from app.services.history import history_of
from app.services.history_erase import erase_past_values
from app.services.history_restore import restore_version
from app.services.history_scope import Target
from app.services.history_tracked import Kind
from app.services.households import enter_household, found_household
from app.services.observations import ObservationEntry, save_observation
from app.services.partners import ContactEntry, PartnerEntry, read_partner, save_partner
from app.services.rules.partial_dates import PartialDate
from app.services.youths import save_identity
from tests.helpers.cases import plant_case
from tests.helpers.office import Office

SEEN = ObservationEntry(ObservationKind.CALL, date(2026, 11, 23), "Il boit.")


def rectified(office: Office, case_id: int) -> Target:
    """An observation whose wording was wrong, and was corrected."""
    save_observation(office.desk(), case_id, SEEN)
    with office.desk().read() as work:
        number = work.session.scalars(select(Observation.id)).one()
    entry = replace(SEEN, text="Il dort mal.", kind=ObservationKind.INTERVIEW, version=1)
    save_observation(office.desk(), case_id, entry, observation_id=number)
    return Target(Kind.OBSERVATION, number)


def contents(office: Office) -> str:
    with office.desk().read() as work:
        return " ".join(work.session.scalars(select(RecordChange.content)))


def test_the_values_are_gone_and_the_change_is_still_told(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    target = rectified(office, case_id)
    before = history_of(desk, target).entries
    erase_past_values(desk, target, "text")
    assert "Il boit." not in contents(office)
    assert "Il dort mal." not in contents(office)
    after = history_of(desk, target).entries
    assert [(one.id, one.at, one.by) for one in after] == [
        (one.id, one.at, one.by) for one in before
    ]
    told = {one.name: one for one in after[0].changes}
    assert (told["text"].erased, told["text"].before, told["text"].after) == (True, "", "")
    assert told["kind"].before == "Appel"


def test_an_older_version_comes_back_without_what_was_erased(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    target = rectified(office, case_id)
    erase_past_values(desk, target, "text")
    restore_version(desk, target, history_of(desk, target).entries[-1].id)
    with desk.read() as work:
        row = work.get(Observation, target.number)
        assert (row.text, row.kind) == ("Il dort mal.", ObservationKind.CALL)


def test_both_ends_of_a_birth_date_are_one_answer(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    youth = read_case(desk, case_id).youth
    assert youth is not None
    save_identity(desk, case_id, replace(youth.identity, birth=PartialDate.in_year(2012)))
    with desk.read() as work:
        number = work.session.scalars(select(Youth.id)).one()
    erase_past_values(desk, Target(Kind.YOUTH, number), "birth")
    assert "2011" not in contents(office)
    (change, *_) = history_of(desk, Target(Kind.YOUTH, number)).entries
    assert all(one.erased for one in change.changes if "birth" in one.name)


def test_a_shared_representative_is_rectified_in_each_dossier(office: Office) -> None:
    first, second = plant_case(office), plant_case(office, first_name="Lina")
    desk = office.desk()
    entry = GuardianEntry("Martel", "Nadia", Relationship.MOTHER)
    save_guardian(desk, first, entry)
    enter_household(desk, second, found_household(desk, first, "Famille Martel").ref)
    with desk.read() as work:
        number = work.session.scalars(select(Guardian.id)).one()
    link_guardian(desk, second, number, Relationship.MOTHER)
    save_guardian(desk, first, replace(entry, first_name="Nadège", version=1), guardian_id=number)
    assert contents(office).count("Nadège") == 2
    with desk.read() as work:
        link = work.session.scalars(select(Guardianship.id).order_by(Guardianship.id)).first() or 0
    erase_past_values(desk, Target(Kind.GUARDIANSHIP, link), "first_name")
    assert "Nadège" not in contents(office)


def test_a_person_of_a_partner_is_rectified_alone(office: Office) -> None:
    desk = office.desk()
    persons = (ContactEntry("Roche", "Inès"), ContactEntry("Petit", "Luc"))
    number = save_partner(
        desk, PartnerEntry("Lycée Vauban", PartnerType.SCHOOL, contacts=persons)
    ).ref
    read = read_partner(desk, number).entry
    contacts = tuple(replace(one, job_title=f"Ancien {one.last_name}") for one in read.contacts)
    save_partner(desk, replace(read, contacts=contacts), partner_id=number)
    roche = next(one.id for one in read.contacts if one.last_name == "ROCHE")
    erase_past_values(desk, Target(Kind.PARTNER, number), f"contacts.{roche}.job_title")
    assert "Ancien ROCHE" not in contents(office)
    assert "Ancien PETIT" in contents(office)


def test_erasing_is_journalled_and_asks_for_a_purge(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    target = rectified(office, case_id)
    erase_past_values(desk, target, "text")
    with desk.read() as work:
        line = work.session.scalars(select(JournalEntry).order_by(JournalEntry.id.desc())).first()
        assert work.session.scalars(select(Upkeep.purge_due)).one()
    assert line is not None
    assert (line.action, line.object_type, line.object_id, line.detail) == (
        JournalAction.ELIMINATE, "observation", target.number, "history text",
    )  # fmt: skip


@pytest.mark.parametrize("field", ["sharing_scope", "version", "nothing", "case_id"])
def test_what_rights_are_decided_on_is_not_erased_nor_what_is_no_field(
    office: Office, field: str
) -> None:
    target = rectified(office, plant_case(office))
    with pytest.raises(Refused):
        erase_past_values(office.desk(), target, field)


@pytest.mark.parametrize(
    ("role", "may"), [(Role.COORDINATOR, True), (Role.CASE_OFFICER, False), (Role.CLERK, False)]
)
def test_the_past_of_a_dossier_is_the_coordonnateurs_to_erase(
    office: Office, role: Role, *, may: bool
) -> None:
    case_id = plant_case(office)
    save_case(office.desk(), case_id, CaseEntry(office.north, None, programme="PRE"))
    desk = office.desk(role, groups=(office.north,))
    target = Target(Kind.CASE, case_id)
    assert bool(history_of(desk, target).erasable) is may
    if may:
        erase_past_values(desk, target, "programme")
    else:
        with pytest.raises(Refused):
            erase_past_values(desk, target, "programme")
    assert ("PRE" in contents(office)) is not may


def test_a_restricted_past_is_not_told_apart_from_what_does_not_exist(office: Office) -> None:
    case_id = plant_case(office)
    save_observation(
        office.desk(), case_id, replace(SEEN, sharing_scope=SharingScope.COORDINATOR_ONLY)
    )
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    for number in (1, 999_999):
        with pytest.raises(Refused):
            erase_past_values(officer, Target(Kind.OBSERVATION, number), "text")


def test_every_field_that_ever_changed_is_offered_whatever_the_page_shown(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    target = rectified(office, case_id)
    for version in (2, 3):
        seen = replace(SEEN, kind=ObservationKind.INTERVIEW, text="Il dort mal.", version=version)
        day = date(2026, 11, 20 - version)
        save_observation(
            desk, case_id, replace(seen, observed_on=day), observation_id=target.number
        )
    page = history_of(desk, target, limit=1)
    assert {one.name for entry in page.entries for one in entry.changes} == {"observed_on"}
    assert {name for name, _ in page.erasable} == {"text", "kind", "observed_on"}
    labels = [label for _, label in page.erasable]
    assert labels == sorted(labels)
    erase_past_values(desk, target, "text")
    left = history_of(desk, target, limit=1).erasable
    assert {name for name, _ in left} == {"kind", "observed_on"}
