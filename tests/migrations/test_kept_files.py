"""A vault of every released version opens, whole, in this one.

`files/<version>.db` was written by the program as it was then: never rewritten, one a version.
"""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.clock import FixedClock
from app.models.engine import create_engine
from app.models.enums import Role
from app.models.migrations import current, head, upgrade
from app.services import drafts, intake_list, journal
from app.services.cases import read_case
from app.services.cases_list import cases
from app.services.desk import Actor, Desk
from tests.migrations.test_migrations import schema

FILES = Path(__file__).parent / "files"
#: Of a fictional town: these files hold nobody.
KEY = bytes(range(1, 33))
WHEN = FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))

HELD = {
    "0001": {
        "account": 6,
        "case_file": 6,
        "case_status_change": 14,
        "draft": 1,
        "guardian": 10,
        "household": 6,
        "intake_report": 12,
        "journal_entry": 3,
        "objective": 9,
        "observation": 13,
        "organisation": 1,
        "partner": 43,
        "partner_contact": 43,
        "planned_action": 17,
        "referral": 6,
        "referral_status_change": 16,
        "schooling": 6,
        "search_entry": 12,
        "youth": 6,
    },
    "0002": {
        "account": 6,
        "case_file": 6,
        "case_status_change": 14,
        "draft": 1,
        "guardian": 10,
        "household": 6,
        "intake_report": 12,
        "journal_entry": 4,
        "objective": 7,
        "observation": 17,
        "organisation": 1,
        "partner": 43,
        "partner_contact": 43,
        "planned_action": 13,
        "record_change": 1,
        "referral": 6,
        "referral_status_change": 16,
        "schooling": 6,
        "search_entry": 12,
        "trash_item": 1,
        "upkeep": 1,
        "youth": 6,
    },
    "0003": {
        "account": 1,
        "account_role": 1,
        "action_status_change": 1,
        "archive_search": 1,
        "attachment": 1,
        "attachment_content": 1,
        "attendance_fact": 1,
        "backup_record": 1,
        "case_file": 2,
        "case_merge": 1,
        "case_restriction": 1,
        "case_status_change": 1,
        "counter": 2,
        "danger_transmission": 1,
        "draft": 1,
        "elimination": 1,
        "guardian": 1,
        "guardian_contact": 1,
        "guardianship": 1,
        "household": 1,
        "household_adult": 1,
        "household_membership": 1,
        "intake_guardian": 1,
        "intake_prior_step": 1,
        "intake_report": 1,
        "intake_status_change": 1,
        "journal_entry": 20,
        "neighbourhood": 1,
        "notice_override": 1,
        "objective": 1,
        "observation": 1,
        "organisation": 1,
        "partner": 1,
        "partner_contact": 1,
        "planned_action": 1,
        "recent_item": 2,
        "record_change": 11,
        "referral": 1,
        "referral_status_change": 1,
        "saved_filter": 1,
        "schooling": 1,
        "search_entry": 4,
        "told_apart": 1,
        "trash_item": 1,
        "upkeep": 1,
        "watched_word": 1,
        "working_group": 2,
        "writing_confirmation": 1,
        "youth": 2,
        "youth_contact": 1,
    },
}


@pytest.fixture(params=sorted(HELD))
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, sa.Engine]]:
    """A copy of the file of one version, not upgraded yet."""
    version: str = request.param
    path = tmp_path / "coffre.db"
    shutil.copyfile(FILES / f"{version}.db", path)
    engine = create_engine(path, bytearray(KEY))
    yield version, engine
    engine.dispose()


def counts(engine: sa.Engine, version: str) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            for table in HELD[version]
        }


def test_a_file_is_kept_for_each_version_and_is_of_that_version(
    kept: tuple[str, sa.Engine],
) -> None:
    version, engine = kept
    assert {path.stem for path in FILES.glob("*.db")} == set(HELD)
    with engine.connect() as connection:
        assert current(connection) == version


def test_an_upgraded_vault_is_sound_and_holds_every_row_it_held(
    kept: tuple[str, sa.Engine],
) -> None:
    version, engine = kept
    before = counts(engine, version)
    upgrade(engine)
    with engine.connect() as connection:
        assert current(connection) == head()
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        assert connection.exec_driver_sql("PRAGMA cipher_integrity_check").all() == []
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    assert counts(engine, version) == before == HELD[version]


def test_an_upgraded_vault_has_the_tables_of_a_new_one(
    kept: tuple[str, sa.Engine], tmp_path: Path
) -> None:
    _, engine = kept
    upgrade(engine)
    path = tmp_path / "new.db"
    path.touch()
    new = create_engine(path, bytearray(KEY))
    upgrade(new)
    wanted = schema(new)
    new.dispose()
    assert schema(engine) == wanted


def test_what_an_old_vault_held_is_read_by_the_program_of_today(
    kept: tuple[str, sa.Engine],
) -> None:
    _, engine = kept
    upgrade(engine)
    desk = Desk(engine, Actor(1, "A. Bernard", frozenset({Role.COORDINATOR})), WHEN)
    rows, _ = cases(desk)
    assert rows
    assert {read_case(desk, one.id).header.number for one in rows} == {one.number for one in rows}
    reports, _ = intake_list.intakes(desk)
    assert reports
    assert [one.content for one in drafts.drafts(desk)] == [{"text": "une phrase commencée"}]
    with desk.read() as work:
        assert journal.first_break(work.session) is None
