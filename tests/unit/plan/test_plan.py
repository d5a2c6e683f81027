"""The plan: five objectives at most, actions moved by the table, their moves kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.errors import Conflict, Invalid, Refused
from app.models.enums import ActionResult, ActionStatus, ActionType, PartnerType, Role, SharingScope
from app.models.plan import ActionStatusChange
from app.services.actions import ActionEntry, move_action, save_action, undo_move
from app.services.desk import Desk
from app.services.partners import ContactEntry, PartnerEntry, read_partner, save_partner
from app.services.plan import MOST_OBJECTIVES, ObjectiveEntry, plan, save_objective
from app.services.rules.states import ACTION, ACTION_RESULTS
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.office import MONDAY, Office

TODAY = MONDAY.date()


def objective(desk: Desk, case_id: int, title: str = "Reprendre une formation") -> int:
    save_objective(desk, case_id, ObjectiveEntry(title))
    return plan(desk, case_id)[-1].id


def action(desk: Desk, case_id: int, objective_id: int, due_on: date | None = None) -> int:
    entry = ActionEntry(objective_id, "Entretien au CFA", ActionType.CFA_REFERRAL, due_on=due_on)
    save_action(desk, case_id, entry)
    return max(one.id for row in plan(desk, case_id) for one in row.actions)


def test_a_plan_holds_five_objectives_and_refuses_a_sixth(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    for number in range(MOST_OBJECTIVES):
        objective(desk, case_id, f"Objectif {number}")
    with pytest.raises(Invalid, match="invalid"):
        save_objective(desk, case_id, ObjectiveEntry("Un de trop"))
    assert [row.title for row in plan(desk, case_id)] == [f"Objectif {one}" for one in range(5)]


@pytest.mark.parametrize("start", ActionStatus)
@pytest.mark.parametrize("end", ActionStatus)
def test_an_action_moves_exactly_as_the_table_says(
    office: Office, start: ActionStatus, end: ActionStatus
) -> None:
    case_id, desk = plant_case(office), office.desk()
    number = action(desk, case_id, objective(desk, case_id))

    def move(to: ActionStatus) -> None:
        results = ACTION_RESULTS.get(to, ())
        later = TODAY + timedelta(days=7) if to is ActionStatus.POSTPONED else None
        result = results[0] if results else None
        move_action(desk, case_id, number, to, result=result, due_on=later)

    if start is not ActionStatus.PLANNED:
        move(start)
    if end in ACTION.get(start, ()):
        move(end)
        assert plan(desk, case_id)[0].actions[0].status is end
    else:
        with pytest.raises(Invalid):
            move(end)
        assert plan(desk, case_id)[0].actions[0].status is start


def test_a_result_exists_only_once_the_action_was_tried(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    number = action(desk, case_id, objective(desk, case_id))
    with pytest.raises(Invalid) as refused:
        move_action(desk, case_id, number, ActionStatus.DONE)
    assert set(refused.value.problems) == {"result"}
    with pytest.raises(Invalid):
        move_action(desk, case_id, number, ActionStatus.IN_PROGRESS, result=ActionResult.EFFECTIVE)
    move_action(desk, case_id, number, ActionStatus.DONE, result=ActionResult.EFFECTIVE)
    row = plan(desk, case_id)[0].actions[0]
    assert (row.result, row.ended_on) == (ActionResult.EFFECTIVE, TODAY)


def test_undoing_a_move_keeps_both_moves_in_the_history(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    number = action(desk, case_id, objective(desk, case_id))
    _, back = move_action(desk, case_id, number, ActionStatus.DONE, result=ActionResult.NO_EFFECT)
    undo_move(desk, case_id, number, back)
    row = plan(desk, case_id)[0].actions[0]
    assert (row.status, row.result, row.ended_on) == (ActionStatus.PLANNED, None, None)
    with desk.read() as work:
        moves = work.session.scalars(
            select(ActionStatusChange.to_status).order_by(ActionStatusChange.id)
        ).all()
    assert moves == [ActionStatus.PLANNED, ActionStatus.DONE, ActionStatus.PLANNED]


def test_an_undoing_is_not_undone(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    number = action(desk, case_id, objective(desk, case_id))
    _, back = move_action(desk, case_id, number, ActionStatus.DONE, result=ActionResult.NO_EFFECT)
    undo_move(desk, case_id, number, back)
    version = plan(desk, case_id)[0].actions[0].version
    with pytest.raises(Invalid):
        undo_move(desk, case_id, number, replace(back, version=version))
    assert plan(desk, case_id)[0].actions[0].status is ActionStatus.PLANNED


def test_an_undoing_brings_the_dates_back(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    due, later = TODAY + timedelta(days=2), TODAY + timedelta(days=30)
    number = action(desk, case_id, objective(desk, case_id), due)
    _, back = move_action(desk, case_id, number, ActionStatus.POSTPONED, due_on=later)
    assert plan(desk, case_id)[0].actions[0].due_on == later
    undo_move(desk, case_id, number, back)
    row = plan(desk, case_id)[0].actions[0]
    assert (row.status, row.due_on) == (ActionStatus.PLANNED, due)
    _, back = move_action(desk, case_id, number, ActionStatus.IN_PROGRESS)
    undo_move(desk, case_id, number, back)
    assert plan(desk, case_id)[0].actions[0].start_on is None


def test_a_move_or_its_undoing_on_a_stale_action_overwrites_nothing(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    number = action(desk, case_id, objective(desk, case_id), TODAY)
    read = plan(desk, case_id)[0].actions[0].version
    _, back = move_action(desk, case_id, number, ActionStatus.IN_PROGRESS, version=read)
    with pytest.raises(Conflict):
        move_action(desk, case_id, number, ActionStatus.CANCELLED, version=read)
    move_action(desk, case_id, number, ActionStatus.POSTPONED, due_on=TODAY + timedelta(days=9))
    with pytest.raises(Conflict):
        undo_move(desk, case_id, number, back)
    assert plan(desk, case_id)[0].actions[0].status is ActionStatus.POSTPONED


def test_a_pilot_is_of_the_structure_that_is_named(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    number = objective(desk, case_id)
    person = ContactEntry(last_name="AUBRY")
    lycee = save_partner(
        desk, PartnerEntry("Lycée Vauban", PartnerType.SCHOOL, contacts=(person,))
    ).ref
    contact = read_partner(desk, lycee).entry.contacts[0].id
    entry = ActionEntry(number, "Rencontre", ActionType.YOUTH_INTERVIEW, pilot_contact_id=contact)
    for body in (plant_partner(office), None):
        with pytest.raises(Invalid) as stopped:
            save_action(desk, case_id, replace(entry, pilot_partner_id=body))
        assert stopped.value.problems.keys() == {"pilot"}
    save_action(desk, case_id, replace(entry, pilot_partner_id=lycee))
    assert plan(desk, case_id)[0].actions[0].pilot == "Lycée Vauban — AUBRY"


def test_an_action_past_its_date_is_late_until_it_ends(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    number = action(desk, case_id, objective(desk, case_id), TODAY - timedelta(days=4))
    assert plan(desk, case_id)[0].actions[0].late
    move_action(desk, case_id, number, ActionStatus.CANCELLED)
    assert not plan(desk, case_id)[0].actions[0].late


def test_a_new_action_does_not_print_for_the_group_unless_chosen(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    action(desk, case_id, objective(desk, case_id))
    assert plan(desk, case_id)[0].actions[0].sharing_scope is SharingScope.CELL


def test_an_action_has_one_pilot_and_dates_in_order(office: Office) -> None:
    case_id, desk, partner = plant_case(office), office.desk(), plant_partner(office)
    entry = ActionEntry(objective(desk, case_id), "Visite", ActionType.WORK_DISCOVERY)
    both = replace(entry, pilot_account_id=office.coordinator_id, pilot_partner_id=partner)
    with pytest.raises(Invalid) as refused:
        save_action(desk, case_id, both)
    assert set(refused.value.problems) == {"pilot"}
    with pytest.raises(Invalid) as refused:
        save_action(desk, case_id, replace(entry, start_on=TODAY, due_on=TODAY - timedelta(days=1)))
    assert set(refused.value.problems) == {"due_on"}


def test_an_objective_of_another_dossier_takes_no_action(office: Office) -> None:
    mine, other, desk = plant_case(office), plant_case(office), office.desk()
    foreign = objective(desk, other)
    with pytest.raises(Refused):
        save_action(desk, mine, ActionEntry(foreign, "Visite", ActionType.OTHER))


def test_a_coordinator_only_action_is_not_seen_by_a_case_officer(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    entry = ActionEntry(
        objective(desk, case_id),
        "Visite",
        ActionType.OTHER,
        sharing_scope=SharingScope.COORDINATOR_ONLY,
    )
    save_action(desk, case_id, entry)
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    assert plan(officer, case_id)[0].actions == ()
