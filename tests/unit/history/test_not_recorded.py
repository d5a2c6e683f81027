"""What no history keeps: secrets, signatures, a danger, who is no longer named."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from app.models.enums import (
    DangerAnswer,
    DangerRecipient,
    JournalAction,
    Relationship,
    Role,
)
from app.models.youth import Guardianship
from app.services.accounts import AccountEntry, change_account
from app.services.cases import read_case
from app.services.danger import transmit_and_follow, transmit_only
from app.services.guardians import GuardianEntry, save_guardian
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.rules.partial_dates import PartialDate
from app.services.youths import save_identity
from tests.helpers.cases import BORN, plant_case
from tests.helpers.office import Office
from tests.unit.history.recorded import lines, told


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
