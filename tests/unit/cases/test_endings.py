"""Bilans, closures and reopenings are events: each keeps what was said and counted that day."""

from datetime import date, timedelta

import pytest

from app.errors import Invalid
from app.models.enums import (
    ActionResult,
    ActionStatus,
    ActionType,
    CaseStatus,
    ClosureReason,
    Role,
    SharingScope,
)
from app.services.actions import ActionEntry, move_action, save_action
from app.services.balance import Balance
from app.services.case_moves import Move
from app.services.case_status import REVIEW_AGAIN_MONTHS, StatusEntry, move_case
from app.services.cases import CasePage, read_case
from app.services.plan import ObjectiveEntry, save_objective
from app.services.rules.month_arithmetic import add_months
from tests.helpers.cases import plant_case
from tests.helpers.office import MONDAY, Office

TODAY = MONDAY.date()
CLOSING = StatusEntry(
    CaseStatus.CLOSED, closure_reason=ClosureReason.BACK_TO_SCHOOL, closure_review="Rescolarisé."
)


def page(office: Office, case_id: int, *roles: Role) -> CasePage:
    groups = (office.north,) if roles else ()
    return read_case(office.desk(*roles, groups=groups), case_id, opening=False)


def plan(office: Office, case_id: int) -> None:
    """Two objectives, one reached; an action done, one under way, one the coordonnateur's own."""
    desk = office.desk()
    save_objective(desk, case_id, ObjectiveEntry("Revenir au collège", reached_on=TODAY))
    save_objective(desk, case_id, ObjectiveEntry("Trouver un stage"))
    number = page(office, case_id).plan[0].id
    for title, scope in (
        ("Voir le CPE", SharingScope.CELL),
        ("Appeler le CFA", SharingScope.CELL),
        ("Réservée", SharingScope.COORDINATOR_ONLY),
    ):
        entry = ActionEntry(
            number, title, ActionType.YOUTH_INTERVIEW, sharing_scope=scope, due_on=TODAY
        )
        save_action(desk, case_id, entry)
    first = page(office, case_id).plan[0].actions[0]
    move_action(
        desk, case_id, first.id, ActionStatus.DONE, result=ActionResult.EFFECTIVE,
        version=first.version,
    )  # fmt: skip


def test_a_closure_keeps_its_bilan_and_what_was_counted_and_a_reopening_shows_them(
    office: Office,
) -> None:
    """Peers, rows 53, 56 and 57: reopening erased the reason, and nothing was ever counted."""
    desk, case_id = office.desk(), plant_case(office)
    plan(office, case_id)
    move_case(desk, case_id, CLOSING)
    move_case(desk, case_id, StatusEntry(CaseStatus.ACTIVE, reason="Nouveau décrochage."))
    save_objective(desk, case_id, ObjectiveEntry("Troisième objectif"))  # not of that closure
    found = page(office, case_id)
    assert found.header.closure_review == ""  # the dossier is open
    (former,) = found.endings
    assert (former.on, former.reason, former.review, former.by) == (
        TODAY, ClosureReason.BACK_TO_SCHOOL, "Rescolarisé.", "A. Bernard",
    )  # fmt: skip
    assert (former.reopened_on, former.reopened_why) == (TODAY, "Nouveau décrochage.")
    assert former.balance == Balance(
        objectives=2,
        reached=1,
        results={ActionResult.EFFECTIVE: 1},
        unfinished={ActionStatus.PLANNED: 1},
    )


def test_each_closure_is_kept(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    for _ in range(2):
        move_case(desk, case_id, CLOSING)
        move_case(desk, case_id, StatusEntry(CaseStatus.ACTIVE, reason="Encore."))
    assert [one.is_closure for one in page(office, case_id).endings] == [True, True]


def test_a_bilan_is_written_before_the_follow_up_goes_on_and_sets_the_next_one(
    office: Office,
) -> None:
    desk, case_id = office.desk(), plant_case(office)
    move_case(desk, case_id, StatusEntry(CaseStatus.REVIEW))
    with pytest.raises(Invalid) as missing:
        move_case(desk, case_id, StatusEntry(CaseStatus.ACTIVE))
    assert set(missing.value.problems) == {"review"}
    move_case(desk, case_id, StatusEntry(CaseStatus.ACTIVE, review="Le rythme tient."))
    found = page(office, case_id)
    assert found.header.next_review_on == add_months(TODAY, REVIEW_AGAIN_MONTHS)
    (bilan,) = found.endings
    assert (bilan.is_closure, bilan.review) == (False, "Le rythme tient.")
    move_case(desk, case_id, StatusEntry(CaseStatus.REVIEW))
    soon = TODAY + timedelta(days=30)
    again = StatusEntry(CaseStatus.ACTIVE, review="Suite.", next_review_on=soon)
    move_case(desk, case_id, again)
    assert page(office, case_id).header.next_review_on == soon


def test_a_next_bilan_in_the_past_is_refused(office: Office) -> None:
    case_id = plant_case(office, status=CaseStatus.REVIEW)
    entry = StatusEntry(CaseStatus.ACTIVE, review="Suite.", next_review_on=TODAY)
    with pytest.raises(Invalid) as wrong:
        move_case(office.desk(), case_id, entry)
    assert set(wrong.value.problems) == {"next_review_on"}


def test_the_secretariat_reads_that_it_was_closed_and_not_the_bilan(office: Office) -> None:
    case_id = plant_case(office)
    move_case(office.desk(), case_id, CLOSING)
    (seen,) = page(office, case_id, Role.CLERK).endings
    assert (seen.reason, seen.review) == (ClosureReason.BACK_TO_SCHOOL, "")


def test_a_closure_of_an_older_version_shows_the_bilan_of_the_dossier(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    move_case(desk, case_id, CLOSING)
    with office.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE case_status_change SET review = NULL, balance = NULL")
    (seen,) = page(office, case_id).endings
    assert (seen.review, seen.balance) == ("Rescolarisé.", None)


def test_what_is_possible_now_says_who_may(office: Office) -> None:
    case_id = plant_case(office)
    both, chief = (Role.COORDINATOR, Role.CASE_OFFICER), (Role.COORDINATOR,)
    expected = [
        (CaseStatus.PRESENTED, ()),
        (CaseStatus.SUSPENDED, both),
        (CaseStatus.REVIEW, both),
        (CaseStatus.CLOSED, chief),
    ]
    seen = page(office, case_id, Role.CASE_OFFICER).header.moves
    assert [(one.after, one.by) for one in seen] == expected
    assert [one.after for one in seen if one.mine] == [CaseStatus.SUSPENDED, CaseStatus.REVIEW]
    move_case(office.desk(), case_id, CLOSING)
    assert page(office, case_id).header.moves == (
        Move(CaseStatus.ACTIVE, mine=True, by=chief),
        Move(CaseStatus.DUE, mine=False, by=()),
    )


def test_closing_for_a_departure_from_the_town_notes_when(office: Office) -> None:
    case_id = plant_case(office)
    left = StatusEntry(
        CaseStatus.CLOSED, on=date(2026, 11, 23), closure_reason=ClosureReason.MOVED_OUT,
        closure_review="La famille a déménagé.",
    )  # fmt: skip
    move_case(office.desk(), case_id, left)
    with office.engine.connect() as connection:
        sql = "SELECT moved_out_on FROM case_file WHERE id = ?"
        assert connection.exec_driver_sql(sql, (case_id,)).scalar() == "2026-11-23"
