"""What « Annuler » does not take back: another's work, what changed since, what is closed."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from app.errors import Conflict, Refused
from app.models.case import CaseFile, Observation
from app.models.enums import (
    CaseStatus,
    PartnerType,
    Role,
    Sex,
    SharingScope,
)
from app.services.case_direct import OpeningEntry, open_directly
from app.services.case_edit import CaseEntry, save_case
from app.services.case_status import StatusEntry, move_case
from app.services.changes import Change
from app.services.closure import CaseClosed
from app.services.history_moves import take_back
from app.services.history_scope import Target
from app.services.history_tracked import Kind
from app.services.history_undo import can_undo, undo
from app.services.observations import save_observation, validate_observation
from app.services.partners import PartnerEntry, save_partner
from app.services.rules.partial_dates import PartialDate
from app.services.youths import IdentityEntry
from tests.helpers.cases import BORN, plant_case
from tests.helpers.office import Office
from tests.unit.history.undone import CLOSING, SEEN, programme


def test_nothing_is_undone_once_the_record_has_changed_again(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    change = save_case(desk, case_id, CaseEntry(office.north, None, programme="PRE"))
    save_case(office.desk(), case_id, CaseEntry(office.north, None, programme="CTG"))
    with pytest.raises(Conflict):
        undo(desk, change)
    assert programme(office, case_id) == "CTG"


def test_a_closed_dossier_keeps_what_was_last_written_in_it(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    change = save_observation(desk, case_id, SEEN)
    move_case(desk, case_id, CLOSING)
    with pytest.raises(CaseClosed):
        undo(desk, change)


def test_one_does_not_undo_what_another_wrote(office: Office) -> None:
    case_id = plant_case(office)
    change = save_case(office.desk(), case_id, CaseEntry(office.north, None, programme="PRE"))
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    with pytest.raises(Refused):
        undo(officer, change)


def test_what_cannot_be_taken_back_is_not_offered(office: Office) -> None:
    case_id, desk = plant_case(office, file_number="2025-0001"), office.desk()
    identity = IdentityEntry("Martel", "Lina", Sex.FEMALE, PartialDate.exactly(BORN))
    opening = OpeningEntry(identity, PartnerType.FAMILY, office.north, None)
    save_observation(desk, case_id, SEEN)
    entry = CaseEntry(office.north, None)
    offered: list[Change] = [
        open_directly(desk, opening),
        save_partner(desk, PartnerEntry("Lycée Vauban", PartnerType.SCHOOL)),
        validate_observation(desk, case_id, 1),
        save_case(desk, case_id, entry),  # nothing differed
    ]
    assert [can_undo(one) for one in offered] == [False] * 4
    with pytest.raises(Refused):
        undo(desk, offered[0])


def test_an_undo_asks_the_right_that_the_write_asked(office: Office) -> None:
    case_id = plant_case(office)
    number = office.account(Role.COORDINATOR)
    coordinator = office.desk(Role.COORDINATOR, account_id=number)
    change = move_case(coordinator, case_id, CLOSING)
    demoted = office.desk(Role.CASE_OFFICER, groups=(office.north,), account_id=number)
    with pytest.raises(Refused):
        undo(demoted, change)


def test_an_older_move_is_not_taken_back_under_a_newer_one(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    (first,) = move_case(desk, case_id, StatusEntry(CaseStatus.REVIEW)).written
    move_case(desk, case_id, StatusEntry(CaseStatus.ACTIVE, review="Le suivi continue."))
    with pytest.raises(Conflict):
        take_back(desk, Target(Kind.CASE, case_id), first.line)
    with desk.read() as work:
        assert len(work.get(CaseFile, case_id).history) == 2


def test_what_one_added_for_the_coordonnateur_alone_can_be_taken_back_by_its_author_only(
    office: Office,
) -> None:
    case_id = plant_case(office)
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    change = save_observation(
        officer, case_id, replace(SEEN, sharing_scope=SharingScope.COORDINATOR_ONLY)
    )
    with pytest.raises(Refused):
        undo(office.desk(Role.CASE_OFFICER, groups=(office.north,)), change)
    undo(officer, change)
    with office.desk().read() as work:
        assert work.session.scalar(select(func.count(Observation.id))) == 0
    with pytest.raises(Conflict):
        undo(officer, change)
