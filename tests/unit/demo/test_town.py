"""The fictional town: the same for a seed and a day, whole, and lawful."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models.base import Base
from app.models.case import CaseFile, CaseStatusChange
from app.models.enums import (
    ActionStatus,
    CaseStatus,
    ClosureReason,
    IntakeReason,
    IntakeStatus,
    ReferralStatus,
)
from app.models.intake import IntakeReport, IntakeReportReason, IntakeStatusChange
from app.models.plan import ActionStatusChange, PlannedAction
from app.models.referral import Referral, ReferralStatusChange
from app.services import organisation
from app.services.demo.fates import ORIGINS, STATES
from app.services.demo.making import LOGIN, PASSWORD, TOWN
from app.services.demo.shown import family, printable
from app.services.duplicates import probable, read_people
from app.services.entrance import Founded, enter
from app.services.rules import states
from app.services.rules.passwords import assess
from tests.unit.demo.conftest import TERMS, make

#: Drawn by the system, not by the seed: identifiers of slots, seals that hold them.
NOT_DRAWN = {"slot_id", "hash", "prev_hash"}


def rows_of(founded: Founded) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for what a seed does not draw."""
    found = {}
    with founded.desk.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            columns = [one for one in table.columns if one.name not in NOT_DRAWN]
            found[table.name] = sorted(map(tuple, connection.execute(select(*columns))), key=repr)
    return found


def values(founded: Founded, column: object) -> set[object]:
    with Session(founded.desk.engine) as session:
        return set(session.scalars(select(column)))  # type: ignore[call-overload]  # any column


def test_the_same_seed_and_day_give_the_same_rows(town: Founded, tmp_path: Path) -> None:
    again = make(tmp_path / "again.vigie")
    assert again.desk.vault is not None
    with again.desk.vault:
        assert rows_of(again) == rows_of(town)


def test_another_seed_gives_another_town(town: Founded, tmp_path: Path) -> None:
    other = make(tmp_path / "other.vigie", seed=2)
    assert other.desk.vault is not None
    with other.desk.vault:
        assert rows_of(other)["youth"] != rows_of(town)["youth"]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (CaseFile.status, STATES),
        (CaseFile.origin_type, ORIGINS),
        (CaseFile.closure_reason, (*ClosureReason, None)),
        (IntakeReport.status, set(IntakeStatus) - {IntakeStatus.DRAFT}),
        (IntakeReportReason.reason, IntakeReason),
        (Referral.status, ReferralStatus),
        (PlannedAction.status, ActionStatus),
    ],
    ids=lambda one: getattr(one, "key", ""),
)
def test_sixty_dossiers_show_every_state_origin_and_reason(
    town: Founded, column: object, expected: Iterable[object]
) -> None:
    assert values(town, column) == set(expected)


def test_every_state_a_person_may_reach_is_shown() -> None:
    by_the_program = {CaseStatus.DUE, CaseStatus.ELIMINATED}
    assert set(STATES) == set(CaseStatus) - by_the_program


def test_every_number_points_at_a_row(town: Founded) -> None:
    with town.desk.engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"


@pytest.mark.parametrize(
    ("history", "table"),
    [
        (CaseStatusChange, states.CASE),
        (IntakeStatusChange, states.INTAKE),
        (ActionStatusChange, states.ACTION),
        (ReferralStatusChange, states.REFERRAL),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_no_history_takes_a_step_the_tables_forbid(
    town: Founded, history: type[CaseStatusChange], table: states.Transitions[CaseStatus]
) -> None:
    with Session(town.desk.engine) as session:
        steps = session.execute(select(history.from_status, history.to_status)).all()
    assert steps
    wrong = {
        (before, after)
        for before, after in steps
        if before is not None and after not in states.next_states(table, before)
    }
    assert wrong == set()


def test_the_last_step_of_a_history_is_where_the_dossier_stands(town: Founded) -> None:
    with Session(town.desk.engine) as session:
        for case in session.scalars(select(CaseFile)):
            assert case.history[-1].to_status is case.status


def test_nothing_happens_after_today_nor_ends_before_it_begins(town: Founded) -> None:
    today = town.desk.clock.today()
    with Session(town.desk.engine) as session:
        for case in session.scalars(select(CaseFile)):
            assert case.opened_on <= today
            assert case.closed_on is None or case.opened_on <= case.closed_on <= today
            assert all(step.effective_on <= today for step in case.history)
            if case.household_id is None:
                assert case.youth is not None
                assert case.youth.birth_latest < case.opened_on


@pytest.mark.parametrize("number", [CaseFile.file_number, IntakeReport.number, Referral.number])
def test_numbers_are_given_in_the_order_of_the_rows_as_lists_sort_them(
    town: Founded, number: InstrumentedAttribute[str]
) -> None:
    with Session(town.desk.engine) as session:
        found = list(session.scalars(select(number).order_by(number.class_.id)))
    assert len(found) > 40
    assert found == sorted(found)


def test_a_corbeille_and_a_history_show_something(town: Founded) -> None:
    with town.desk.engine.connect() as connection:
        for table in ("trash_item", "record_change"):
            count = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()
            assert count, table


@pytest.mark.parametrize(
    ("what", "condition"),
    [
        ("case_file", "household_id IS NOT NULL"),
        ("observation", "case_id IN (SELECT id FROM case_file WHERE household_id IS NOT NULL)"),
        ("attachment", "case_id IN (SELECT id FROM case_file WHERE household_id IS NOT NULL)"),
        ("planned_action", "action_type = 'PARENTAL_SUPPORT'"),
        ("planned_action", "action_type = 'LANDLORD_MEDIATION'"),
        ("household_adult", "1"),
        ("household_membership", "sharing = 'WEEKENDS'"),
        ("youth_contact", "preferred"),
        ("youth_contact", "until_on IS NOT NULL"),
        ("case_restriction", "reason = 'OBJECTION' AND lifted_at IS NULL"),
        ("attendance_fact", "reached_on IS NOT NULL"),
        ("case_file", "notice_sent_on IS NULL"),
        ("case_file", "notice_sent_on IS NOT NULL"),
        ("case_file", "next_review_on < date('2026-11-23') AND status = 'ACTIVE'"),
        ("intake_report", "subject = 'FAMILY'"),
        ("intake_report", "subject = 'UNKNOWN'"),
        ("told_apart", "other_youth_id IS NOT NULL"),
        ("saved_filter", "1"),
        ("attachment", "kind = 'PDF'"),
        ("attachment", "kind = 'PNG'"),
    ],
)
def test_what_a_town_rarely_has_is_shown(town: Founded, what: str, condition: str) -> None:
    with town.desk.engine.connect() as connection:
        asked = text(f"SELECT count(*) FROM {what} WHERE {condition}")
        assert connection.execute(asked).scalar()


@pytest.mark.parametrize("seed", [1, 2])
def test_a_town_of_twelve_shows_a_family_and_dossiers_to_print(tmp_path: Path, seed: int) -> None:
    small = make(tmp_path / "petite.vigie", dossiers=12, seed=seed)
    assert small.desk.vault is not None
    with small.desk.vault:
        assert family(small.desk)
        assert len(printable(small.desk, 3)) == 3


def test_two_dossiers_are_perhaps_one_person_s(town: Founded) -> None:
    def step(_done: int, _total: int) -> None:
        return

    found = probable(read_people(town.desk, step), step)
    assert found.pairs


def test_the_town_says_that_it_is_a_demonstration(town: Founded) -> None:
    assert organisation.read_settings(town.desk).is_demonstration


def test_its_password_is_no_weaker_than_a_real_one() -> None:
    assert assess(PASSWORD, login=LOGIN, town=TOWN.town_name).accepted


def test_it_opens_again_with_the_password_that_is_told(tmp_path: Path) -> None:
    founded = make(tmp_path / "demonstration.vigie", dossiers=3)
    assert founded.desk.vault is not None
    founded.desk.vault.close()
    desk = enter(tmp_path / "demonstration.vigie", login=LOGIN, password=PASSWORD, terms=TERMS)
    assert desk.vault is not None
    desk.vault.close()
