"""What is written down of each change, without any use case having to think of it."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from app.models.case import CaseFile, Observation
from app.models.enums import (
    ActionType,
    CaseStatus,
    IntakeReason,
    JournalAction,
    ObservationKind,
    PartnerType,
    Relationship,
    Sex,
)
from app.models.plan import Objective, PlannedAction
from app.models.youth import Guardian
from app.services.actions import ActionEntry, save_action
from app.services.case_direct import OpeningEntry, open_directly
from app.services.case_edit import CaseEntry, save_case
from app.services.case_status import StatusEntry, move_case
from app.services.coordinates import CoordinatesEntry
from app.services.guardians import GuardianEntry, link_guardian, save_guardian
from app.services.households import enter_household, found_household
from app.services.intake_entry import IntakeEntry, IntakeGuardianEntry
from app.services.intake_write import save_intake
from app.services.observations import ObservationEntry, save_observation
from app.services.partners import ContactEntry, PartnerEntry, read_partner, save_partner
from app.services.plan import ObjectiveEntry, save_objective
from app.services.rules.partial_dates import PartialDate
from app.services.youths import IdentityEntry
from tests.helpers.cases import BORN, plant_case, plant_partner
from tests.helpers.office import Office
from tests.unit.history.recorded import lines, told

TODAY = date(2026, 11, 23)


def test_a_change_is_kept_field_by_field_with_who_when_and_the_version(office: Office) -> None:
    case_id = plant_case(office)
    desk = office.desk()
    save_case(
        desk,
        case_id,
        CaseEntry(office.south, office.coordinator_id, next_review_on=date(2027, 1, 4)),
    )
    (line,) = lines(office)
    assert (line.object_type, line.object_id) == ("case_file", case_id)
    assert (line.owner_type, line.owner_id) == ("case_file", case_id)
    assert (line.action, line.version) == (JournalAction.UPDATE, 2)
    assert (line.at, line.by_id) == (office.clock.now(), office.coordinator_id)
    assert told(line) == {
        "group_id": [office.north, office.south],
        "lead_officer_id": [None, office.coordinator_id],
        "next_review_on": [None, "2027-01-04"],
    }


def test_saving_the_same_answers_again_leaves_no_line(office: Office) -> None:
    case_id = plant_case(office)
    entry = CaseEntry(office.north, None, programme="PRE")
    save_case(office.desk(), case_id, entry)
    save_case(office.desk(), case_id, entry)
    assert len(lines(office)) == 1


def test_a_refused_change_leaves_no_line(office: Office) -> None:
    case_id = plant_case(office)
    desk = office.desk()
    with desk.work() as work:
        row = work.get(CaseFile, case_id)
        row.programme = "PRE"
        work.session.flush()
    assert lines(office) == []


def test_a_creation_is_told_without_its_values_even_written_in_several_steps(
    office: Office,
) -> None:
    case_id = plant_case(office)
    save_objective(office.desk(), case_id, ObjectiveEntry("Reprendre les cours"))
    (line,) = lines(office)
    assert (line.object_type, line.action, told(line)) == ("objective", JournalAction.CREATE, {})
    assert (line.owner_type, line.owner_id) == ("case_file", case_id)


def test_a_move_is_told_as_a_change_of_state_with_what_went_with_it(office: Office) -> None:
    case_id = plant_case(office)
    move_case(office.desk(), case_id, StatusEntry(CaseStatus.REVIEW))
    (line,) = lines(office)
    assert line.action is JournalAction.STATUS
    assert told(line) == {"status": ["ACTIVE", "REVIEW"]}


def test_who_contributes_to_an_action_is_told_as_one_value(office: Office) -> None:
    case_id, partner_id = plant_case(office), plant_partner(office)
    desk = office.desk()
    save_objective(desk, case_id, ObjectiveEntry("Reprendre les cours"))
    with desk.read() as work:
        objective_id = work.session.scalars(select(Objective.id)).one()
    entry = ActionEntry(objective_id, "Rencontre", ActionType.YOUTH_INTERVIEW)
    save_action(desk, case_id, entry)
    with desk.read() as work:
        action_id = work.session.scalars(select(PlannedAction.id)).one()
    save_action(
        desk, case_id, replace(entry, contributor_ids=(partner_id,), version=1), action_id=action_id
    )
    assert told(lines(office, "planned_action")[-1]) == {"contributors": [[], [partner_id]]}


def test_a_shared_representative_is_told_in_each_dossier_that_has_them(office: Office) -> None:
    first, second = plant_case(office), plant_case(office, first_name="Lina")
    desk = office.desk()
    entry = GuardianEntry("Martel", "Nadia", Relationship.MOTHER)
    save_guardian(desk, first, entry)
    household_id = found_household(desk, first, "Famille Martel").ref
    enter_household(desk, second, household_id)
    with desk.read() as work:
        guardian_id = work.session.scalars(select(Guardian.id)).one()
    link_guardian(desk, second, guardian_id, Relationship.MOTHER)
    save_guardian(
        desk,
        second,
        replace(
            entry,
            relationship_kind=Relationship.TUTOR,
            coordinates=CoordinatesEntry(phone="01 99 00 12 34"),
            version=1,
        ),
        guardian_id=guardian_id,
    )
    changed = [one for one in lines(office, "guardianship") if one.action is JournalAction.UPDATE]
    by_owner = {one.owner_id: told(one) for one in changed}
    assert by_owner == {
        first: {"phone": [None, "+33199001234"]},
        second: {"phone": [None, "+33199001234"], "relationship_kind": ["MOTHER", "TUTOR"]},
    }


def test_a_person_of_a_partner_is_told_with_the_partner(office: Office) -> None:
    desk = office.desk()
    entry = PartnerEntry(
        "Lycée Vauban", PartnerType.SCHOOL, contacts=(ContactEntry("Roche", "Inès"),)
    )
    number = save_partner(desk, entry).ref
    read = read_partner(desk, number).entry
    (person,) = read.contacts
    save_partner(
        desk,
        replace(
            read,
            group_ids=frozenset({office.north}),
            contacts=(replace(person, job_title="CPE"), ContactEntry("Petit")),
        ),
        partner_id=number,
    )
    line = lines(office, "partner")[-1]
    assert (line.owner_type, line.owner_id, line.object_id) == ("partner", number, number)
    changed = told(line)
    assert changed.pop(f"contacts.{person.id}.job_title") == [None, "CPE"]
    assert changed.pop("groups") == [[], [office.north]]
    ((name, pair),) = changed.items()
    assert name == f"contacts.{pair[1]}"
    assert pair[0] is None


def test_the_lists_of_a_signalement_written_anew_alike_are_no_change(office: Office) -> None:
    desk = office.desk()
    nadia = IntakeGuardianEntry("Martel", Relationship.MOTHER, "Nadia")
    entry = IntakeEntry(
        last_name="Martel",
        reasons=frozenset({IntakeReason.DROPOUT}),
        guardians=(nadia,),
        group_id=office.north,
    )
    number = save_intake(desk, entry, complete=False).ref
    again = replace(entry, version=1)
    save_intake(desk, again, report_id=number, complete=False)
    assert [one.action for one in lines(office)] == [JournalAction.CREATE]
    save_intake(
        desk,
        replace(again, guardians=(replace(nadia, phone="0199001234"),), version=2),
        report_id=number,
        complete=False,
    )
    line = lines(office)[-1]
    assert set(told(line)) == {"guardians"}
    before, after = told(line)["guardians"]
    assert isinstance(before, list)
    assert isinstance(after, list)
    assert [one["phone"] for one in (*before, *after)] == [None, "+33199001234"]


def test_a_dossier_opened_owns_what_was_written_before_it_had_a_number(office: Office) -> None:

    identity = IdentityEntry("Martel", "Yanis", Sex.MALE, PartialDate.exactly(BORN))
    change = open_directly(
        office.desk(), OpeningEntry(identity, PartnerType.FAMILY, office.north, None)
    )
    assert {(one.object_type, one.owner_id) for one in lines(office)} == {
        ("case_file", change.ref),
        ("youth", change.ref),
    }


def test_a_write_answers_the_lines_it_left(office: Office) -> None:
    case_id = plant_case(office)
    change = save_observation(
        office.desk(), case_id, ObservationEntry(ObservationKind.CALL, TODAY, "Rappeler lundi.")
    )
    with office.desk().read() as work:
        number = work.session.scalars(select(Observation.id)).one()
    (written,) = change.written
    assert (written.object_type, written.object_id) == ("observation", number)
    assert written.action == JournalAction.CREATE
    assert [one.id for one in lines(office)] == [written.line]
