"""« Rétablir cette version »: through the ordinary use cases, and told like any other change."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Invalid, Refused
from app.models.case import CaseFile, Observation
from app.models.desk import JournalEntry
from app.models.enums import (
    CaseStatus,
    ClosureReason,
    JournalAction,
    ReferralStatus,
    Role,
    SharingScope,
)
from app.models.referral import Referral
from app.services.case_edit import CaseEntry, save_case
from app.services.case_status import StatusEntry, move_case
from app.services.closure import CaseClosed
from app.services.history import ORIGIN, history_of
from app.services.history_entries import WRITERS
from app.services.history_restore import NothingToRestore, preview_restore, restore_version
from app.services.history_scope import Target
from app.services.history_tracked import Kind
from app.services.observations import save_observation
from tests.helpers.cases import plant_case
from tests.helpers.office import Office
from tests.unit.history.restorable.common import SEEN, held, observed, only
from tests.unit.history.restorable.follow_up import FOLLOW_UP
from tests.unit.history.restorable.house import HOUSE
from tests.unit.history.restorable.persons import PERSONS

CLOSING = StatusEntry(
    CaseStatus.CLOSED, closure_reason=ClosureReason.IN_TRAINING, closure_review="Entré au CFA."
)
CASES = PERSONS | FOLLOW_UP | HOUSE


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
    one = CASES[Kind.REFERRAL](office, desk, case_id)
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
