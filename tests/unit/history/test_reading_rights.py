"""Who may read a history: who may read the record, and no other."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models.case import CaseFile
from app.models.enums import (
    ActionType,
    Relationship,
    Role,
    SharingScope,
)
from app.models.plan import Objective, PlannedAction
from app.models.youth import Guardianship, Youth
from app.services.actions import ActionEntry, save_action
from app.services.case_edit import CaseEntry, save_case
from app.services.guardians import GuardianEntry, save_guardian
from app.services.history import history_in, history_of
from app.services.history_scope import Target
from app.services.history_tracked import Kind
from app.services.observations import save_observation
from app.services.plan import ObjectiveEntry, save_objective
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.office import Office
from tests.unit.history.observed import SEEN, TODAY, observe


def records(office: Office) -> tuple[int, dict[Kind, int]]:
    """A dossier of the north group with one record of each kind, by number."""
    case_id, desk = plant_case(office), office.desk()
    observation, partner = observe(office, case_id), plant_partner(office)
    save_objective(desk, case_id, ObjectiveEntry("Reprendre les cours"))
    save_guardian(desk, case_id, GuardianEntry("Martel", "Nadia", Relationship.MOTHER))
    with desk.read() as work:
        objective = work.session.scalars(select(Objective.id)).one()
    save_action(desk, case_id, ActionEntry(objective, "Rencontre", ActionType.YOUTH_INTERVIEW))
    with desk.read() as work:
        numbers = {
            Kind.CASE: case_id,
            Kind.YOUTH: work.session.scalars(select(Youth.id)).one(),
            Kind.GUARDIANSHIP: work.session.scalars(select(Guardianship.id)).one(),
            Kind.OBSERVATION: observation,
            Kind.OBJECTIVE: objective,
            Kind.ACTION: work.session.scalars(select(PlannedAction.id)).one(),
            Kind.PARTNER: partner,
            Kind.ACCOUNT: office.coordinator_id,
            Kind.ORGANISATION: 1,
            Kind.GROUP: office.north,
        }
    return case_id, numbers


IDENTITY = {Kind.CASE, Kind.YOUTH, Kind.GUARDIANSHIP}


FOLLOW_UP = {Kind.OBSERVATION, Kind.OBJECTIVE, Kind.ACTION}


SETTINGS = {Kind.ORGANISATION, Kind.GROUP, Kind.ACCOUNT}


@pytest.mark.parametrize(
    ("role", "near", "open_kinds"),
    [
        (Role.COORDINATOR, False, IDENTITY | FOLLOW_UP | SETTINGS | {Kind.PARTNER}),
        (Role.CASE_OFFICER, True, IDENTITY | FOLLOW_UP | {Kind.PARTNER}),
        (Role.CASE_OFFICER, False, {Kind.PARTNER}),
        (Role.CLERK, True, IDENTITY | {Kind.PARTNER}),
        (Role.CLERK, False, {Kind.PARTNER}),
        (Role.ARCHIVIST, True, set()),
        (Role.AUDITOR, True, {Kind.ACCOUNT}),
        (Role.ADMIN, True, SETTINGS),
    ],
)
def test_a_history_is_open_to_who_may_read_the_record_and_to_nobody_else(
    office: Office, role: Role, near: bool, open_kinds: set[Kind]
) -> None:
    case_id, numbers = records(office)
    desk = office.desk(role, groups=(office.north if near else office.south,))
    for kind, number in numbers.items():
        if kind in open_kinds:
            assert history_of(desk, Target(kind, number)).title
        else:
            with pytest.raises(Refused):
                history_of(desk, Target(kind, number))
    if Kind.CASE in open_kinds:
        told = {one.target.kind for one in history_in(desk, case_id).entries}
        assert told == (open_kinds & (IDENTITY | FOLLOW_UP)) - {Kind.CASE, Kind.YOUTH}
    else:
        with pytest.raises(Refused):
            history_in(desk, case_id)


@pytest.mark.parametrize("column", ["processing_restricted", "elimination_due_on"])
def test_a_history_closes_with_its_dossier(office: Office, column: str) -> None:
    case_id, numbers = records(office)
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    value = True if column == "processing_restricted" else TODAY
    with Session(office.engine) as session, session.begin():
        setattr(session.get_one(CaseFile, case_id), column, value)
    for kind in IDENTITY | FOLLOW_UP:
        with pytest.raises(Refused):
            history_of(officer, Target(kind, numbers[kind]))
    with pytest.raises(Refused):
        history_in(officer, case_id)
    if column == "elimination_due_on":
        with pytest.raises(Refused):
            history_in(office.desk(), case_id)


def test_what_does_not_exist_is_refused_alike(office: Office) -> None:
    for kind in Kind:
        with pytest.raises(Refused):
            history_of(office.desk(), Target(kind, 999_999))


def test_what_the_coordonnateur_keeps_alone_has_no_history_for_others(office: Office) -> None:
    case_id = plant_case(office)
    hidden = observe(office, case_id, sharing_scope=SharingScope.COORDINATOR_ONLY)
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    with pytest.raises(Refused):
        history_of(officer, Target(Kind.OBSERVATION, hidden))
    assert history_in(officer, case_id).entries == ()
    assert len(history_in(office.desk(), case_id).entries) == 1


def test_what_was_written_while_restricted_stays_so_once_the_record_is_open(
    office: Office,
) -> None:
    case_id, desk = plant_case(office), office.desk()
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    alone = SharingScope.COORDINATOR_ONLY
    number = observe(office, case_id, sharing_scope=alone, text="Confié par la mère.")
    save = replace(SEEN, sharing_scope=alone)
    save_observation(desk, case_id, replace(save, text="Confié.", version=1), observation_id=number)
    opened = replace(SEEN, text="Rappeler lundi.", version=2)
    save_observation(desk, case_id, opened, observation_id=number)
    save_observation(
        officer, case_id, replace(opened, text="Rappeler mardi.", version=3), observation_id=number
    )
    target = Target(Kind.OBSERVATION, number)
    for page in (history_of(officer, target), history_in(officer, case_id)):
        assert "Confié" not in repr(page)
        assert "Rappeler lundi." in repr(page)
    assert "Confié par la mère." in repr(history_of(desk, target))


def test_what_is_told_in_sentences_is_no_secretary_s_reading(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    save_case(
        desk, case_id, CaseEntry(office.north, None, programme="PRE", group_question="Qui appelle")
    )
    save_case(
        desk, case_id, CaseEntry(office.north, None, programme="PRE", proposed_decision="Un CFA.")
    )
    clerk = office.desk(Role.CLERK, groups=(office.north,))
    for page in (history_of(clerk, Target(Kind.CASE, case_id)), history_in(clerk, case_id)):
        told = [change.name for entry in page.entries for change in entry.changes]
        assert told == ["programme"]
        assert "Qui appelle" not in repr(page)
        assert "Un CFA." not in repr(page)
    assert "Un CFA." in repr(history_in(desk, case_id))
