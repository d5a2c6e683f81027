"""The corbeille: out of every list, back whole, only for who may, erased after 30 days."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import permutations
from sqlalchemy import select, text

from app.errors import Invalid, Refused
from app.models.desk import JournalEntry
from app.models.enums import (
    ActionType,
    CaseStatus,
    ClosureReason,
    JournalAction,
    ObservationKind,
    ReferralStatus,
    Role,
    SharingScope,
)
from app.services.actions import ActionEntry, save_action
from app.services.case_status import StatusEntry, move_case
from app.services.cases import read_case
from app.services.closure import CaseClosed
from app.services.drafts import drafts
from app.services.observations import ObservationEntry, observations, save_observation
from app.services.plan import plan
from app.services.referral_moves import ReferralMove, move_referral
from app.services.referrals import referrals_of
from app.services.search import search
from app.services.trash import KEPT_DAYS, Thrown, restore, throw_away, trash_of
from app.services.trash_kinds import KINDS, NotThrown
from tests.unit.trash.conftest import Dossier, Tables

OF_CASES = sorted(KINDS.keys() - {"intake_report"})


@pytest.mark.parametrize("table", OF_CASES)
def test_what_comes_back_is_every_row_as_it_was(dossier: Dossier, table: str) -> None:
    before = dossier.tables()
    thrown = throw_away(dossier.desk, table, getattr(dossier, table), "Saisi deux fois")
    assert dossier.tables() != before
    restore(dossier.desk, thrown.item_id)
    after = dossier.tables()
    # the words of search are written anew, under new numbers
    indexed = {name: [row[:-1] for row in both.pop("search_entry")] for name, both in
               (("before", before), ("after", after))}  # fmt: skip
    assert sorted(indexed["after"]) == sorted(indexed["before"])
    assert after == before


@pytest.mark.parametrize("table", OF_CASES)
def test_nothing_of_what_was_thrown_away_stays_in_any_table(dossier: Dossier, table: str) -> None:
    number = getattr(dossier, table)
    throw_away(dossier.desk, table, number, "Saisi deux fois")
    left = dossier.tables()
    assert number not in [row[0] for row in left[table]]
    with dossier.office.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []


def test_no_reading_shows_it_any_more(dossier: Dossier) -> None:
    desk, case_id = dossier.desk, dossier.case_id
    for table in ("observation", "objective", "referral", "guardianship", "household_membership"):
        throw_away(desk, table, getattr(dossier, table), "Erreur")
    assert observations(desk, case_id) == ()
    assert plan(desk, case_id) == ()
    assert referrals_of(desk, case_id) == ()
    page = read_case(desk, case_id)
    assert page.youth is not None
    assert page.youth.guardians == ()
    assert page.observation_count == 0
    assert search(desk, "Kaddour") == ()
    assert drafts(desk) == ()


def test_restoring_a_person_makes_them_found_again(dossier: Dossier) -> None:
    thrown = throw_away(dossier.desk, "guardianship", dossier.guardianship, "Erreur")
    home = throw_away(dossier.desk, "household_membership", dossier.household_membership, "Erreur")
    restore(dossier.desk, thrown.item_id)
    restore(dossier.desk, home.item_id)
    assert {one.kind for one in search(dossier.desk, "Kaddour")} == {"case", "household"}


def test_the_corbeille_says_what_why_who_and_how_long(dossier: Dossier) -> None:
    throw_away(dossier.desk, "objective", dossier.objective, "  Saisi deux fois ")
    dossier.office.clock.advance(timedelta(days=12))
    (row,) = trash_of(dossier.desk, dossier.case_id)
    assert (row.noun, row.title) == ("Objectif", "Reprendre les cours (avec 1\u00a0action)")
    assert (row.reason, row.by, row.days_left) == ("Saisi deux fois", "A. Bernard", 18)
    assert row.restorable
    assert row.erase_on == date(2026, 11, 23) + timedelta(days=KEPT_DAYS)


@pytest.mark.parametrize("reason", ["", "   ", "2 69 05 49 588 157 80", "x" * 201])
def test_a_reason_is_asked_and_bounded(dossier: Dossier, reason: str) -> None:
    with pytest.raises(Invalid) as raised:
        throw_away(dossier.desk, "observation", dossier.observation, reason)
    assert "reason" in raised.value.problems
    assert len(observations(dossier.desk, dossier.case_id)) == 1


def test_only_who_may_write_the_record_throws_it_away_or_brings_it_back(dossier: Dossier) -> None:
    office = dossier.office
    elsewhere = office.desk(Role.CASE_OFFICER, groups=(office.south,))
    clerk = office.desk(Role.CLERK, groups=(office.north,))
    for desk in (elsewhere, clerk):
        with pytest.raises(Refused):
            throw_away(desk, "observation", dossier.observation, "Erreur")
    thrown = throw_away(dossier.desk, "observation", dossier.observation, "Erreur")
    for desk in (elsewhere, clerk):
        with pytest.raises(Refused):
            restore(desk, thrown.item_id)
    assert trash_of(clerk, dossier.case_id) == ()
    with pytest.raises(Refused):
        trash_of(elsewhere, dossier.case_id)


def test_who_may_not_read_something_does_not_throw_away_what_holds_it(dossier: Dossier) -> None:
    desk, office = dossier.desk, dossier.office
    hidden = SharingScope.COORDINATOR_ONLY
    entry = ActionEntry(
        dossier.objective, "Réservée", ActionType.YOUTH_INTERVIEW, sharing_scope=hidden
    )
    save_action(desk, dossier.case_id, entry)
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    with pytest.raises(Refused):
        throw_away(officer, "objective", dossier.objective, "Erreur")
    throw_away(desk, "objective", dossier.objective, "Erreur")
    assert trash_of(officer, dossier.case_id) == ()


def test_an_observation_for_the_coordonnateur_alone_stays_so_in_the_corbeille(
    dossier: Dossier,
) -> None:
    entry = ObservationEntry(
        ObservationKind.CALL, date(2026, 11, 3), "Réservé", SharingScope.COORDINATOR_ONLY
    )
    save_observation(dossier.desk, dossier.case_id, entry)
    number = dossier.one("SELECT max(id) FROM observation")
    office = dossier.office
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    with pytest.raises(Refused):
        throw_away(officer, "observation", number, "Erreur")
    throw_away(dossier.desk, "observation", number, "Erreur")
    assert trash_of(officer, dossier.case_id) == ()
    assert len(trash_of(dossier.desk, dossier.case_id)) == 1


@pytest.mark.parametrize("table", ["account", "case_file", "journal_entry", "nothing", "youth"])
def test_nothing_else_is_thrown_away(dossier: Dossier, table: str) -> None:
    with pytest.raises(Refused):
        throw_away(dossier.desk, table, 1, "Erreur")


def test_an_orientation_that_left_the_cell_stays(dossier: Dossier) -> None:
    for move in (
        ReferralMove(ReferralStatus.CONSENT_PENDING),
        ReferralMove(ReferralStatus.CANCELLED),
    ):
        move_referral(dossier.desk, dossier.referral, move)
    thrown = throw_away(dossier.desk, "referral", dossier.referral, "Erreur")  # never sent
    restore(dossier.desk, thrown.item_id)
    with dossier.office.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE referral SET sent_on = '2026-11-20', status = 'SENT'")
    with pytest.raises(NotThrown) as raised:
        throw_away(dossier.desk, "referral", dossier.referral, "Erreur")
    assert "Annulée" in raised.value.remedy


def test_a_closed_dossier_neither_throws_away_nor_takes_back(dossier: Dossier) -> None:
    thrown = throw_away(dossier.desk, "objective", dossier.objective, "Erreur")
    closing = StatusEntry(
        CaseStatus.CLOSED, closure_reason=ClosureReason.GOALS_MET, closure_review="Fini."
    )
    move_case(dossier.desk, dossier.case_id, closing)
    with pytest.raises(CaseClosed):
        throw_away(dossier.desk, "observation", dossier.observation, "Erreur")
    with pytest.raises(CaseClosed):
        restore(dossier.desk, thrown.item_id)
    (row,) = trash_of(dossier.desk, dossier.case_id)
    assert not row.restorable


def test_the_journal_has_codes_and_numbers(dossier: Dossier) -> None:
    thrown = throw_away(dossier.desk, "planned_action", dossier.planned_action, "MARTEL")
    restore(dossier.desk, thrown.item_id)
    with dossier.desk.read() as work:
        lines = work.session.scalars(
            select(JournalEntry).order_by(JournalEntry.id.desc()).limit(2)
        ).all()
    expected = [JournalAction.RESTORE, JournalAction.TRASH]
    assert [one.action for one in lines] == expected
    for one in lines:
        assert (one.object_type, one.object_id) == ("action", dossier.planned_action)
        assert "MARTEL" not in one.detail


def test_what_does_not_exist_is_refused(dossier: Dossier) -> None:
    with pytest.raises(Refused):
        throw_away(dossier.desk, "observation", 9999, "Erreur")
    with pytest.raises(Refused):
        restore(dossier.desk, 9999)


@settings(
    max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(order=permutations(OF_CASES))
def test_in_whatever_order_things_go_they_come_back_in_reverse(
    dossier: Dossier, order: list[str]
) -> None:
    before = without_words(dossier)
    thrown: list[Thrown] = []
    for table in order:
        number = getattr(dossier, table)
        if number in [row["id"] for row in rows_in(dossier, table)]:  # it went with its objective
            thrown.append(throw_away(dossier.desk, table, number, "Erreur"))
    shown = {row.id for row in trash_of(dossier.desk, dossier.case_id)}
    of_her = {"guardian_contact", "household_adult"}  # as long as she is there herself
    gone = not rows_in(dossier, "guardian")
    items = {row["id"] for row in rows_in(dossier, "trash_item")
             if not (gone and row["object_type"] in of_her)}  # fmt: skip
    assert shown == items
    for one in reversed(thrown):
        restore(dossier.desk, one.item_id)
    assert without_words(dossier) == before


def without_words(dossier: Dossier) -> Tables:
    """Every table, but the words of search, which are written anew under new numbers."""
    return {name: rows for name, rows in dossier.tables().items() if name != "search_entry"}


def rows_in(dossier: Dossier, table: str) -> list[dict[str, object]]:
    """The rows of a table."""
    with dossier.office.engine.connect() as connection:
        return [dict(row._mapping) for row in connection.execute(text(f"SELECT * FROM {table}"))]
