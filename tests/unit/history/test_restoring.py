"""« Rétablir cette version »: through the ordinary use cases, and told like any other change."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Invalid, Refused
from app.models.attachment import Attachment
from app.models.attendance import AttendanceFact
from app.models.case import CaseFile, Observation
from app.models.desk import JournalEntry
from app.models.enums import (
    AbsenceThreshold,
    ActionType,
    CaseStatus,
    ClosureReason,
    ContactKind,
    GradeLevel,
    GroupKind,
    IntakeReason,
    JournalAction,
    ObservationKind,
    PartnerType,
    PriorStep,
    ReferralRequest,
    ReferralStatus,
    Relationship,
    Role,
    SharingScope,
    Situation,
)
from app.models.family import GuardianContact, HouseholdAdult, YouthContact
from app.models.organisation import Neighbourhood
from app.models.plan import Objective, PlannedAction
from app.models.referral import Referral
from app.models.youth import Guardianship, Schooling, Youth
from app.services.accounts import AccountEntry, change_account
from app.services.actions import ActionEntry, save_action
from app.services.attachments import AttachmentEntry, add_attachment, save_attachment
from app.services.attendance import AttendanceEntry, save_fact
from app.services.case_edit import CaseEntry, save_case
from app.services.case_status import StatusEntry, move_case
from app.services.cases import read_case
from app.services.closure import CaseClosed
from app.services.contacts import ContactPointEntry, save_contact
from app.services.desk import Desk
from app.services.guardians import GuardianEntry, save_guardian
from app.services.history import ORIGIN, history_of
from app.services.history_entries import WRITERS
from app.services.history_restore import NothingToRestore, preview_restore, restore_version
from app.services.history_scope import Target
from app.services.history_state import state_now
from app.services.history_tracked import BY_KIND, Kind, Stored
from app.services.household_adults import AdultEntry, save_adult
from app.services.households import found_household, rename_household
from app.services.intake_entry import IntakeEntry, IntakeGuardianEntry
from app.services.intake_write import save_intake
from app.services.observations import ObservationEntry, save_observation
from app.services.organisation import read_settings, save_settings
from app.services.partners import ContactEntry, PartnerEntry, read_partner, save_partner
from app.services.plan import ObjectiveEntry, save_objective
from app.services.referral_moves import ReferralEntry, save_referral
from app.services.rules.partial_dates import PartialDate
from app.services.schooling import SchoolingEntry, add_situation, correct_situation
from app.services.territory import GroupEntry, NeighbourhoodEntry, save_group, save_neighbourhood
from app.services.youths import CoordinatesEntry, save_identity
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.documents import document
from tests.helpers.office import Office

TODAY = date(2026, 11, 23)
SEEN = ObservationEntry(ObservationKind.CALL, TODAY, "Rappeler lundi.")
CLOSING = StatusEntry(
    CaseStatus.CLOSED, closure_reason=ClosureReason.IN_TRAINING, closure_review="Entré au CFA."
)


@dataclass
class Case:
    """A record of one kind that was written, and how everything a person types of it changes."""

    target: Target
    change: Callable[[], object]


def held(office: Office, target: Target) -> dict[str, Stored]:
    with office.desk().read() as work:
        row = work.get(BY_KIND[target.kind].model, target.number)
        return dict(state_now(row, target.kind).values)


def only(desk: Desk, column: object) -> int:
    with desk.read() as work:
        number: int = work.session.scalars(select(column)).one()  # type: ignore[call-overload]  # any column
        return number


def _case(office: Office, desk: Desk, case_id: int) -> Case:
    save_case(desk, case_id, CaseEntry(office.north, None, programme="PRE"))
    entry = CaseEntry(office.south, office.coordinator_id, next_review_on=date(2027, 1, 4))
    return Case(Target(Kind.CASE, case_id), lambda: save_case(desk, case_id, entry))


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


def _observation(office: Office, desk: Desk, case_id: int) -> Case:
    save_observation(desk, case_id, SEEN)
    number = only(desk, Observation.id)
    entry = ObservationEntry(
        ObservationKind.INTERVIEW,
        date(2026, 11, 20),
        "Vu avec sa mère.",
        SharingScope.GROUP,
        plant_partner(office),
        "Il veut travailler.",
        1,
    )
    return Case(
        Target(Kind.OBSERVATION, number),
        lambda: save_observation(desk, case_id, entry, observation_id=number),
    )


def _attachment(_office: Office, desk: Desk, case_id: int) -> Case:
    add_attachment(desk, case_id, AttachmentEntry("Convention"), document())
    number = only(desk, Attachment.id)
    entry = AttachmentEntry("Bulletin", SharingScope.GROUP, 1)
    return Case(
        Target(Kind.ATTACHMENT, number),
        lambda: save_attachment(desk, case_id, entry, attachment_id=number),
    )


def _objective(_office: Office, desk: Desk, case_id: int) -> Case:
    save_objective(desk, case_id, ObjectiveEntry("Reprendre les cours"))
    number = only(desk, Objective.id)
    entry = ObjectiveEntry("Se former", TODAY, 1)
    return Case(
        Target(Kind.OBJECTIVE, number),
        lambda: save_objective(desk, case_id, entry, objective_id=number),
    )


def _action(office: Office, desk: Desk, case_id: int) -> Case:
    partner_id = plant_partner(office)
    save_objective(desk, case_id, ObjectiveEntry("Reprendre les cours"))
    aim = only(desk, Objective.id)
    entry = ActionEntry(aim, "Rencontre", ActionType.YOUTH_INTERVIEW)
    save_action(desk, case_id, entry)
    number = only(desk, PlannedAction.id)
    changed = replace(
        entry,
        title="Visite",
        sharing_scope=SharingScope.GROUP,
        pilot_partner_id=partner_id,
        contributor_ids=(partner_id,),
        start_on=TODAY,
        due_on=date(2026, 12, 1),
        version=1,
    )
    return Case(
        Target(Kind.ACTION, number),
        lambda: save_action(desk, case_id, changed, action_id=number),
    )


def _referral(office: Office, desk: Desk, case_id: int) -> Case:
    partner_id = plant_partner(office)
    entry = ReferralEntry(partner_id, ReferralRequest.INFORMATION, first_trade="Cuisine")
    number = save_referral(desk, case_id, entry).ref
    changed = replace(
        entry,
        partner_id=plant_partner(office, "CMA"),
        request=ReferralRequest.INSCRIPTION,
        first_trade="Boulangerie",
        include_sex=True,
        youth_agreed_on=TODAY,
        last_grade=GradeLevel.G3E,
        version=1,
    )
    return Case(
        Target(Kind.REFERRAL, number),
        lambda: save_referral(desk, case_id, changed, referral_id=number),
    )


def _household(_office: Office, desk: Desk, case_id: int) -> Case:
    number = found_household(desk, case_id, "Famille Martel").ref
    return Case(
        Target(Kind.HOUSEHOLD, number),
        lambda: rename_household(desk, number, "Famille Dupont", version=1),
    )


def _intake(office: Office, desk: Desk, _case_id: int) -> Case:
    entry = IntakeEntry(
        last_name="Martel",
        first_name="Yanis",
        birth=PartialDate.in_month(2012, 3),
        reasons=frozenset({IntakeReason.DROPOUT}),
        guardians=(
            IntakeGuardianEntry("Martel", Relationship.MOTHER, "Nadia", phone="0199001234"),
        ),
        prior_steps=((PriorStep.CALL_FAMILY, TODAY),),
        family_informed=True,
        family_informed_by="CPE",
        group_id=office.north,
    )
    number = save_intake(desk, entry, complete=False).ref
    changed = IntakeEntry(
        received_on=date(2026, 11, 1),
        last_name="Dupont",
        reasons=frozenset({IntakeReason.ABSENTEEISM}),
        prior_steps=((PriorStep.MEDIATION, None),),
        group_id=office.south,
        version=1,
    )
    return Case(
        Target(Kind.INTAKE, number),
        lambda: save_intake(desk, changed, report_id=number, complete=False),
    )


def _partner(office: Office, desk: Desk, _case_id: int) -> Case:
    entry = PartnerEntry(
        "Lycée Vauban", PartnerType.SCHOOL, contacts=(ContactEntry("Roche", "Inès", "CPE"),)
    )
    number = save_partner(desk, entry).ref
    read = read_partner(desk, number).entry
    changed = replace(
        read,
        name="CFA Vauban",
        partner_type=PartnerType.CFA,
        phone="0199001234",
        group_ids=frozenset({office.north}),
        contacts=(replace(read.contacts[0], job_title="", charter_signed_on=TODAY),),
    )
    return Case(
        Target(Kind.PARTNER, number), lambda: save_partner(desk, changed, partner_id=number)
    )


def _organisation(_office: Office, desk: Desk, _case_id: int) -> Case:
    entry = replace(
        read_settings(desk), town_name="Beaumont", crip_phone="0199001019", hard_lock_minutes=60
    )
    return Case(Target(Kind.ORGANISATION, 1), lambda: save_settings(desk, entry))


def _group(office: Office, desk: Desk, _case_id: int) -> Case:
    entry = GroupEntry("Groupe Est", GroupKind.THEMATIC, False, office.south, 1)
    return Case(Target(Kind.GROUP, office.south), lambda: save_group(desk, entry))


def _neighbourhood(office: Office, desk: Desk, _case_id: int) -> Case:
    save_neighbourhood(desk, NeighbourhoodEntry("Les Lilas"))
    number = only(desk, Neighbourhood.id)
    entry = NeighbourhoodEntry("Les Iris", None, office.north, number, 1)
    return Case(Target(Kind.NEIGHBOURHOOD, number), lambda: save_neighbourhood(desk, entry))


def _account(office: Office, desk: Desk, _case_id: int) -> Case:
    number = office.account(Role.CLERK, groups=(office.north,), login="c.delmas")
    entry = AccountEntry(
        "c.delmas", "Claire", "ROCHE", frozenset({Role.CASE_OFFICER}), frozenset(), "Référente",
        version=1,
    )  # fmt: skip
    return Case(Target(Kind.ACCOUNT, number), lambda: change_account(desk, number, entry))


CASES = {
    Kind.CASE: _case,
    Kind.YOUTH: _youth,
    Kind.YOUTH_CONTACT: _youth_contact,
    Kind.GUARDIANSHIP: _guardian,
    Kind.GUARDIAN_CONTACT: _guardian_contact,
    Kind.ADULT: _adult,
    Kind.SCHOOLING: _schooling,
    Kind.ATTENDANCE: _attendance,
    Kind.OBSERVATION: _observation,
    Kind.ATTACHMENT: _attachment,
    Kind.OBJECTIVE: _objective,
    Kind.ACTION: _action,
    Kind.REFERRAL: _referral,
    Kind.HOUSEHOLD: _household,
    Kind.INTAKE: _intake,
    Kind.PARTNER: _partner,
    Kind.ORGANISATION: _organisation,
    Kind.GROUP: _group,
    Kind.NEIGHBOURHOOD: _neighbourhood,
    Kind.ACCOUNT: _account,
}


def test_every_kind_that_can_be_brought_back_is_tried_here() -> None:
    assert CASES.keys() == WRITERS.keys()


@pytest.mark.parametrize("kind", CASES)
def test_a_version_comes_back_whole_and_can_be_taken_back_in_turn(
    office: Office, kind: Kind
) -> None:
    desk, case_id = office.desk(), plant_case(office)
    one = CASES[kind](office, desk, case_id)
    before = held(office, one.target)
    line = history_of(desk, one.target).entries[0].id
    one.change()
    after = held(office, one.target)
    assert after != before
    changed = history_of(desk, one.target).entries[0].id
    assert preview_restore(desk, one.target, line)
    restore_version(desk, one.target, line)
    assert held(office, one.target) == before
    entries = history_of(desk, one.target).entries
    assert entries[0].action == "Version rétablie"
    restore_version(desk, one.target, changed)
    assert held(office, one.target) == after


@pytest.mark.parametrize("kind", CASES)
def test_the_first_version_comes_back_whatever_came_between(office: Office, kind: Kind) -> None:
    desk, case_id = office.desk(), plant_case(office)
    one = CASES[kind](office, desk, case_id)
    before = held(office, one.target)
    one.change()
    line = history_of(desk, one.target).entries[-1].id
    if kind is Kind.CASE:  # written once before: its first version is older still
        line = history_of(desk, one.target).entries[-2].id
    restore_version(desk, one.target, line)
    assert held(office, one.target) == before


def observed(office: Office, case_id: int, *texts: str) -> Target:
    desk = office.desk()
    save_observation(desk, case_id, replace(SEEN, text=texts[0]))
    number = only(desk, Observation.id)
    for version, text in enumerate(texts[1:], start=1):
        entry = replace(SEEN, text=text, version=version)
        save_observation(desk, case_id, entry, observation_id=number)
    return Target(Kind.OBSERVATION, number)


def test_what_would_change_is_said_before_it_does(office: Office) -> None:
    case_id = plant_case(office)
    target = observed(office, case_id, "Un.", "Deux.", "Trois.")
    first = history_of(office.desk(), target).entries[-1]
    (change,) = preview_restore(office.desk(), target, first.id)
    assert (change.label, change.before, change.after) == ("Observation", "Trois.", "Un.")
    assert held(office, target)["text"] == "Trois."


def test_bringing_a_version_back_is_journalled_as_such(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    target = observed(office, case_id, "Un.", "Deux.")
    restore_version(desk, target, history_of(desk, target).entries[-1].id)
    with desk.read() as work:
        line = work.session.scalars(select(JournalEntry).order_by(JournalEntry.id.desc())).first()
    assert line is not None
    assert (line.action, line.object_type, line.detail) == (
        JournalAction.RESTORE, "observation", "text",
    )  # fmt: skip


def test_the_present_version_has_nothing_to_bring_back(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    target = observed(office, case_id, "Un.", "Deux.")
    with pytest.raises(NothingToRestore):
        restore_version(desk, target, history_of(desk, target).entries[0].id)


def test_a_closed_dossier_keeps_its_follow_up_as_it_is(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    target = observed(office, case_id, "Un.", "Deux.")
    move_case(desk, case_id, CLOSING)
    entries = history_of(desk, target).entries
    assert not any(one.restorable for one in entries)
    with pytest.raises(CaseClosed):
        restore_version(desk, target, entries[-1].id)


def test_a_closure_is_not_undone_by_bringing_the_head_back(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    save_case(desk, case_id, CaseEntry(office.north, None, programme="PRE"))
    move_case(desk, case_id, CLOSING)
    move_case(desk, case_id, StatusEntry(CaseStatus.ACTIVE, reason="Contrat rompu."))
    restore_version(desk, Target(Kind.CASE, case_id), ORIGIN)
    now = held(office, Target(Kind.CASE, case_id))
    assert (now["status"], now["programme"]) == ("ACTIVE", None)
    with desk.read() as work:
        assert len(work.get(CaseFile, case_id).history) == 2


def test_one_does_not_lose_sight_of_a_dossier_by_bringing_it_back(office: Office) -> None:
    case_id = plant_case(office, group_id=office.south)
    save_case(office.desk(), case_id, CaseEntry(office.north, None))
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    with pytest.raises(Invalid) as refused:
        restore_version(officer, Target(Kind.CASE, case_id), ORIGIN)
    assert "group_id" in refused.value.problems
    assert held(office, Target(Kind.CASE, case_id))["group_id"] == office.north


def test_a_row_that_is_gone_since_is_not_brought_back(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    number = office.account(Role.CASE_OFFICER)
    save_case(desk, case_id, CaseEntry(office.north, number))
    save_case(desk, case_id, CaseEntry(office.north, None))
    with Session(office.engine) as session, session.begin():
        session.connection().exec_driver_sql(
            f"UPDATE account SET revoked_on = '2026-11-22' WHERE id = {number}"
        )
    line = history_of(desk, Target(Kind.CASE, case_id)).entries[1].id
    with pytest.raises(Invalid) as refused:
        restore_version(desk, Target(Kind.CASE, case_id), line)
    assert "lead_officer_id" in refused.value.problems


def test_what_a_structure_received_is_not_brought_back(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    one = _referral(office, desk, case_id)
    one.change()
    with Session(office.engine) as session, session.begin():
        session.get_one(Referral, one.target.number).status = ReferralStatus.SENT
    with pytest.raises(Invalid):
        restore_version(desk, one.target, history_of(desk, one.target).entries[-1].id)


def test_reading_alone_does_not_let_one_bring_back(office: Office) -> None:
    case_id = plant_case(office)
    save_case(office.desk(), case_id, CaseEntry(office.north, None, programme="PRE"))
    clerk = office.desk(Role.CLERK, groups=(office.north,))
    target = Target(Kind.CASE, case_id)
    assert not any(one.restorable for one in history_of(clerk, target).entries)
    for ask in (preview_restore, restore_version):
        with pytest.raises(Refused):
            ask(clerk, target, ORIGIN)


def test_a_version_from_when_it_was_restricted_is_out_of_reach(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    alone = replace(SEEN, text="Confié.", sharing_scope=SharingScope.COORDINATOR_ONLY)
    save_observation(desk, case_id, alone)
    number = only(desk, Observation.id)
    save_observation(desk, case_id, replace(SEEN, version=1), observation_id=number)
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    target = Target(Kind.OBSERVATION, number)
    assert preview_restore(officer, target, ORIGIN) == ()
    with pytest.raises(NothingToRestore):
        restore_version(officer, target, ORIGIN)
