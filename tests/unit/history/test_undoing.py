"""« Annuler » just after a write: the former version comes back, or what was created goes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from app.errors import Conflict
from app.models.case import CaseFile, Observation
from app.models.enums import (
    CaseStatus,
    DangerAnswer,
    IntakeReason,
    IntakeStatus,
    NotRetainedReason,
    PartnerType,
    ReferralRequest,
    ReferralStatus,
    Relationship,
    Sex,
    Situation,
)
from app.models.history import TrashItem
from app.models.intake import IntakeReport
from app.models.referral import Referral
from app.models.youth import Guardian, Guardianship, Household, HouseholdMembership, Schooling
from app.services.case_edit import CaseEntry, save_case
from app.services.case_status import move_case
from app.services.guardians import GuardianEntry, link_guardian, save_guardian
from app.services.history_undo import WHY, can_undo, undo
from app.services.households import (
    enter_household,
    found_household,
    leave_household,
    rename_household,
)
from app.services.intake_decide import not_retain, retain_new
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.observations import save_observation
from app.services.referral_moves import ReferralEntry, ReferralMove, move_referral, save_referral
from app.services.rules.partial_dates import PartialDate
from app.services.schooling import SchoolingEntry, add_situation
from tests.helpers.cases import BORN, plant_case, plant_partner
from tests.helpers.office import Office
from tests.unit.history.undone import CLOSING, SEEN, TODAY, programme


def test_an_edit_is_taken_back_and_taking_back_too(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    change = save_case(desk, case_id, CaseEntry(office.north, None, programme="PRE"))
    assert can_undo(change)
    back = undo(desk, change)
    assert programme(office, case_id) is None
    undo(desk, back)
    assert programme(office, case_id) == "PRE"


def test_what_was_created_goes_to_the_corbeille_with_why(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    change = save_observation(desk, case_id, SEEN)
    assert can_undo(change)
    undo(desk, change)
    with desk.read() as work:
        assert work.session.scalar(select(func.count(Observation.id))) == 0
        assert work.session.scalars(select(TrashItem.reason)).one() == WHY


def test_a_situation_taken_back_is_no_longer_and_the_former_goes_on(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    add_situation(desk, case_id, SchoolingEntry(Situation.COLLEGE, date(2026, 9, 1)))
    change = add_situation(desk, case_id, SchoolingEntry(Situation.NO_PLACE, TODAY))
    undo(desk, change)
    with desk.read() as work:
        (row,) = work.session.scalars(select(Schooling))
        assert (row.situation, row.ended_on) == (Situation.COLLEGE, None)


def test_a_representative_just_added_is_taken_off(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    change = save_guardian(desk, case_id, GuardianEntry("Martel", "Nadia", Relationship.MOTHER))
    undo(desk, change)
    with desk.read() as work:
        assert work.session.scalar(select(func.count(Guardianship.id))) == 0


def test_a_shared_representative_is_corrected_back_for_all(office: Office) -> None:
    first, second = plant_case(office), plant_case(office, first_name="Lina")
    desk = office.desk()
    entry = GuardianEntry("Martel", "Nadia", Relationship.MOTHER)
    save_guardian(desk, first, entry)
    enter_household(desk, second, found_household(desk, first, "Famille Martel").ref)
    with desk.read() as work:
        number = work.session.scalars(select(Guardian.id)).one()
    link_guardian(desk, second, number, Relationship.TUTOR)
    change = save_guardian(
        desk, second, replace(entry, first_name="Nadège", version=1), guardian_id=number
    )
    assert len(change.written) == 2
    undo(desk, change)
    with desk.read() as work:
        assert work.get(Guardian, number).first_name == "Nadia"
        kinds = work.session.scalars(
            select(Guardianship.relationship_kind).order_by(Guardianship.id)
        ).all()
        assert kinds == [Relationship.MOTHER, Relationship.TUTOR]


def test_a_signalement_that_was_completed_stays_received(office: Office) -> None:
    desk = office.desk()
    entry = IntakeEntry(
        received_on=TODAY, origin_type=PartnerType.FAMILY, last_name="Martel", first_name="Yanis",
        sex=Sex.MALE, birth=PartialDate.exactly(BORN), situation=Situation.NO_PLACE,
        reasons=frozenset({IntakeReason.DROPOUT}), family_informed=True,
        danger_answer=DangerAnswer.NO, group_id=office.north,
    )  # fmt: skip
    number = save_intake(desk, entry, complete=False).ref
    received = save_intake(desk, replace(entry, version=1), report_id=number)
    assert not can_undo(received)
    assert can_undo(save_intake(desk, entry))


def test_a_closure_is_taken_back_with_all_that_it_set(office: Office) -> None:
    case_id = plant_case(office, next_review_on=date(2027, 1, 4), group_id=office.north)
    desk = office.desk()
    change = move_case(desk, case_id, CLOSING)
    undo(desk, change)
    with desk.read() as work:
        case = work.get(CaseFile, case_id)
        assert (case.status, case.closed_on, case.closure_reason, case.closure_review) == (
            CaseStatus.ACTIVE, None, None, None,
        )  # fmt: skip
        assert case.next_review_on == date(2027, 1, 4)
        assert [one.to_status for one in case.history] == [CaseStatus.CLOSED, CaseStatus.ACTIVE]
        assert case.elimination_due_on is not None  # of age, not of a closure
        assert case.elimination_due_on > TODAY + timedelta(days=2 * 365)


def test_an_orientation_comes_back_to_its_former_state_and_date(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    entry = ReferralEntry(
        plant_partner(office),
        ReferralRequest.INFORMATION,
        youth_agreed_on=TODAY,
        guardian_agreed_on=TODAY,
    )
    number = save_referral(desk, case_id, entry).ref
    move_referral(desk, number, ReferralMove(ReferralStatus.CONSENT_PENDING))
    with desk.read() as work:
        waiting_until = work.get(Referral, number).next_step_on
    change = move_referral(desk, number, ReferralMove(ReferralStatus.SENT))
    undo(desk, change)
    with desk.read() as work:
        row = work.get(Referral, number)
        assert (row.status, row.sent_on) == (ReferralStatus.CONSENT_PENDING, None)
        assert row.next_step_on == waiting_until


def test_a_signalement_left_without_course_is_taken_up_again(office: Office) -> None:
    desk = office.desk()
    entry = IntakeEntry(
        received_on=TODAY, origin_type=PartnerType.FAMILY, last_name="Martel", first_name="Yanis",
        sex=Sex.MALE, birth=PartialDate.exactly(BORN), situation=Situation.NO_PLACE,
        group_id=office.north,
    )  # fmt: skip
    number = save_intake(desk, entry, complete=False).ref
    with desk.work() as work:
        work.get(IntakeReport, number).status = IntakeStatus.RECEIVED
        work.commit_reading()
    change = not_retain(desk, number, NotRetainedReason.SOLVED)
    undo(desk, change)
    with desk.read() as work:
        row = work.get(IntakeReport, number)
        assert (row.status, row.decision_on, row.not_retained_reason) == (
            IntakeStatus.RECEIVED, None, None,
        )  # fmt: skip
        assert row.elimination_due_on == date(2036, 3, 14)
    retained = retain_new(desk, number, lead_officer_id=None)
    assert not can_undo(retained)


def members(office: Office) -> list[tuple[int, bool]]:
    with office.desk().read() as work:
        rows = work.session.scalars(select(HouseholdMembership).order_by(HouseholdMembership.id))
        return [(one.household_id, one.until_on is None) for one in rows]


def test_a_family_just_founded_is_no_more_and_the_former_home_is_again(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    first = found_household(desk, case_id, "Famille Martel", from_on=date(2026, 9, 1)).ref
    change = found_household(desk, case_id, "Famille Dupont")
    assert members(office) == [(first, False), (change.ref, True)]
    undo(desk, change)
    assert members(office) == [(first, True)]
    with desk.read() as work:
        assert work.session.scalars(select(Household.id)).all() == [first]


def test_a_departure_from_a_family_is_taken_back(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    number = found_household(desk, case_id, "Famille Martel").ref
    change = leave_household(desk, case_id, number)
    undo(desk, change)
    assert members(office) == [(number, True)]
    again = leave_household(desk, case_id, number)
    other = found_household(desk, case_id, "Famille Dupont").ref
    with pytest.raises(Conflict):
        undo(desk, again)
    assert members(office) == [(number, False), (other, True)]


def test_a_family_renamed_takes_its_former_name_back(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    number = found_household(desk, case_id, "Famille Martel").ref
    change = rename_household(desk, number, "Famille Dupont", version=1)
    back = undo(desk, change)
    assert back.ref == number
    with pytest.raises(Conflict):
        undo(desk, change)


def test_an_answer_compares_by_what_changed_not_by_what_was_kept(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    change = save_case(desk, case_id, CaseEntry(office.north, None, programme="PRE"))
    assert change == replace(change, written=())
