"""What is written down of each change, without any use case having to think of it."""

import json
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from app.models.case import CaseFile, Observation
from app.models.enums import (
    ActionType,
    CaseStatus,
    DangerAnswer,
    DangerRecipient,
    IntakeReason,
    JournalAction,
    ObservationKind,
    PartnerType,
    Relationship,
    Role,
    Sex,
)
from app.models.history import RecordChange
from app.models.plan import Objective, PlannedAction
from app.models.youth import Guardian, Guardianship
from app.services.accounts import AccountEntry, change_account
from app.services.actions import ActionEntry, save_action
from app.services.case_direct import OpeningEntry, open_directly
from app.services.case_edit import CaseEntry, save_case
from app.services.case_status import StatusEntry, move_case
from app.services.cases import read_case
from app.services.coordinates import CoordinatesEntry
from app.services.danger import transmit_and_follow, transmit_only
from app.services.guardians import GuardianEntry, link_guardian, save_guardian
from app.services.households import enter_household, found_household
from app.services.intake_entry import IntakeEntry, IntakeGuardianEntry
from app.services.intake_write import save_intake
from app.services.observations import ObservationEntry, save_observation
from app.services.partners import ContactEntry, PartnerEntry, read_partner, save_partner
from app.services.plan import ObjectiveEntry, save_objective
from app.services.rules.partial_dates import PartialDate
from app.services.youths import IdentityEntry, save_identity
from tests.helpers.cases import BORN, plant_case, plant_partner
from tests.helpers.office import Office

TODAY = date(2026, 11, 23)


def lines(office: Office, object_type: str = "") -> list[RecordChange]:
    with office.desk().read() as work:
        query = select(RecordChange).order_by(RecordChange.id)
        if object_type:
            query = query.where(RecordChange.object_type == object_type)
        return list(work.session.scalars(query))


def told(line: RecordChange) -> dict[str, list[object]]:
    content: dict[str, list[object]] = json.loads(line.content)
    return content


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


def test_keys_signatures_and_computed_terms_are_not_told(office: Office) -> None:
    case_id = plant_case(office)
    youth = read_case(office.desk(), case_id).youth
    assert youth is not None
    save_identity(
        office.desk(), case_id, replace(youth.identity, birth=PartialDate.exactly(date(2012, 1, 2)))
    )
    (line,) = lines(office)
    assert line.object_type == "youth"
    assert set(told(line)) <= {"birth_earliest", "birth_latest", "first_name", "last_name"}
    assert told(line)["birth_earliest"] == [BORN.isoformat(), "2012-01-02"]


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


def test_a_removed_representative_takes_past_values_along(office: Office) -> None:
    case_id = plant_case(office)
    desk = office.desk()
    entry = GuardianEntry("Martel", "Nadia", Relationship.MOTHER)
    save_guardian(desk, case_id, entry)
    with desk.read() as work:
        guardian_id, link_id = work.session.execute(
            select(Guardianship.guardian_id, Guardianship.id)
        ).one()
    save_guardian(
        desk, case_id, replace(entry, first_name="Nadège", version=1), guardian_id=guardian_id
    )
    with desk.work() as work:
        link = work.get(Guardianship, link_id)
        link.youth.guardianships.remove(link)  # an orphan: the session deletes it by itself
        work.commit_reading()
    left = lines(office, "guardianship")
    assert [(one.object_id, one.action, told(one)) for one in left] == [
        (link_id, JournalAction.DELETE, {})
    ]


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


def test_roles_and_groups_of_an_account_are_told_and_no_secret(office: Office) -> None:
    number = office.account(Role.CLERK, login="c.delmas")
    entry = AccountEntry(
        "c.delmas",
        "Claire",
        "DELMAS",
        frozenset({Role.CLERK, Role.CASE_OFFICER}),
        frozenset({office.south}),
        version=1,
    )
    change_account(office.desk(), number, entry)
    (line,) = lines(office)
    assert told(line) == {
        "groups": [[], [office.south]],
        "roles": [["clerk"], ["case_officer", "clerk"]],
    }


def test_of_a_danger_nothing_stays_in_the_history_either(office: Office) -> None:
    desk = office.desk()
    entry = IntakeEntry(
        last_name="Martel", reason_note="Ce que le jeune a confié", group_id=office.north
    )
    number = save_intake(desk, entry, complete=False).ref
    save_intake(
        desk,
        replace(entry, reason_note="Ce que le jeune a confié hier", version=1),
        report_id=number,
        complete=False,
    )
    transmit_and_follow(desk, DangerRecipient.CRIP, report_id=number)
    kept = lines(office, "intake_report")
    assert not any("confié" in one.content for one in kept)
    assert told(kept[-1]) == {"danger_answer": [None, str(DangerAnswer.TRANSMITTED)]}


def test_a_signalement_erased_for_a_danger_leaves_no_history(office: Office) -> None:
    desk = office.desk()
    entry = IntakeEntry(last_name="Martel", group_id=office.north)
    number = save_intake(desk, entry, complete=False).ref
    save_intake(
        desk, replace(entry, last_name="Martin", version=1), report_id=number, complete=False
    )
    transmit_only(desk, DangerRecipient.CRIP, report_id=number)
    assert lines(office) == []


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
