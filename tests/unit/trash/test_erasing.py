"""The end: after 30 days, on demand, or a whole dossier; and nobody comes back with a backup."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.clock import FixedClock
from app.errors import Conflict, Invalid, Refused
from app.models.engine import create_engine
from app.models.enums import CaseKind, EliminationReason, Relationship, Role, SharingScope
from app.models.enums.intake import IntakeReason
from app.models.migrations import upgrade
from app.services.drafts import DraftKey, keep_draft
from app.services.elimination_replay import read_eliminations, replay_eliminations
from app.services.entrance import Founding, enter, found
from app.services.guardians import link_guardian
from app.services.household_page import read_household
from app.services.households import enter_household
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.journal import first_break
from app.services.opened_by_mistake import MistakeEntry, erase_case, what_goes
from app.services.recent import recent
from app.services.search import search
from app.services.seats import Seat, keep_seat
from app.services.trash import restore, throw_away, trash_of, trashed_reports
from app.services.trash_erase import erase_expired, erase_now
from tests.helpers.cases import plant_case
from tests.helpers.office import MONDAY, Office
from tests.helpers.vaults import CHEAP, cheap_terms
from tests.unit.trash.conftest import Dossier

NOW, TODAY = MONDAY, MONDAY.date()
PASSWORD = "Violette-cascade-42-piano"


def mistake(dossier: Dossier, **other: object) -> MistakeEntry:
    """What the coordonnateur types to erase the dossier."""
    number = dossier.one("SELECT substr(file_number, 6) FROM case_file WHERE id = 1")
    entry = MistakeEntry(
        EliminationReason.DUPLICATE, f"2026-{number:04}", version=_version(dossier)
    )
    return replace(entry, **other)


def _version(dossier: Dossier) -> int:
    return dossier.one(f"SELECT version FROM case_file WHERE id = {dossier.case_id}")


def rows_in(engine: sa.Engine) -> dict[str, int]:
    """How many rows each table has."""
    with engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type='table'"))
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
            for name in names.scalars()
        }


def expire(dossier: Dossier, today: date) -> int:
    """The program opens the vault on that day."""
    with Session(dossier.office.engine) as session, session.begin():
        return erase_expired(session, now=NOW, today=today)


# -- the term of the corbeille ------------------------------------------------------------------


def test_after_thirty_days_nothing_of_it_is_left(dossier: Dossier) -> None:
    thrown = throw_away(dossier.desk, "observation", dossier.observation, "Erreur")
    late = DraftKey("observation", f"{dossier.case_id}.{dossier.observation}")
    keep_draft(dossier.desk, late, {"text": "typed meanwhile at another desk"})
    assert expire(dossier, TODAY + timedelta(days=29)) == 0
    assert expire(dossier, TODAY + timedelta(days=30)) == 1
    assert trash_of(dossier.desk, dossier.case_id) == ()
    with pytest.raises(Refused):
        restore(dossier.desk, thrown.item_id)
    assert dossier.one("SELECT count(*) FROM draft WHERE form = 'observation'") == 0
    sql = f"SELECT count(*) FROM record_change WHERE object_id = {dossier.observation}"
    assert dossier.one(f"{sql} AND object_type = 'observation'") == 0
    assert dossier.one("SELECT purge_due FROM upkeep") == 1
    (line,) = read_eliminations(dossier.office.engine)
    assert (line.ref, line.reason) == (("observation", dossier.observation), "TRASH_TERM")
    assert line.by_id is None


def test_opening_the_vault_erases_what_is_at_its_term(tmp_path: Path) -> None:
    clock, folder = FixedClock(MONDAY), tmp_path / "ville.vigie"
    entry = Founding("Valmont", "Cellule", "Anne", "Bernard", "a.bernard", PASSWORD)
    desk = found(folder, entry, clock=clock, terms=cheap_terms(upgrade), cost=CHEAP).desk
    number = save_intake(desk, IntakeEntry(last_name="Saïdi"), complete=False).ref
    throw_away(desk, "intake_report", number, "Essai")
    for days, left in ((29, 1), (1, 0)):
        assert desk.vault is not None
        desk.vault.close()
        clock.advance(timedelta(days=days))
        desk = enter(
            folder, login="a.bernard", password=PASSWORD, clock=clock, terms=cheap_terms(upgrade)
        )
        assert len(trashed_reports(desk)) == left
    assert desk.vault is not None
    desk.vault.close()


def test_erasing_at_the_term_is_journalled_and_the_chain_holds(dossier: Dossier) -> None:
    throw_away(dossier.desk, "objective", dossier.objective, "Erreur")
    throw_away(dossier.desk, "referral", dossier.referral, "Erreur")
    expire(dossier, TODAY + timedelta(days=31))
    sql = "SELECT object_type FROM journal_entry WHERE action = 'ELIMINATE' ORDER BY id"
    with dossier.office.engine.connect() as connection:
        assert list(connection.execute(text(sql)).scalars()) == ["objective", "referral"]
    with dossier.desk.read() as work:
        assert first_break(work.session) is None


def test_a_person_erased_at_the_term_has_a_line_of_the_register(dossier: Dossier) -> None:
    throw_away(dossier.desk, "guardianship", dossier.guardianship, "Erreur")
    expire(dossier, TODAY + timedelta(days=30))
    refs = {one.ref for one in read_eliminations(dossier.office.engine)}
    assert refs == {("guardianship", dossier.guardianship), ("guardian", 1)}


def test_only_the_coordonnateur_erases_before_the_term(dossier: Dossier) -> None:
    office = dossier.office
    thrown = throw_away(dossier.desk, "observation", dossier.observation, "Erreur")
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    (row,) = trash_of(officer, dossier.case_id)
    assert (row.restorable, row.erasable) == (True, False)
    with pytest.raises(Refused):
        erase_now(officer, thrown.item_id)
    erase_now(dossier.desk, thrown.item_id)
    assert trash_of(dossier.desk, dossier.case_id) == ()
    (line,) = read_eliminations(office.engine)
    assert (line.reason, line.by_id) == ("TRASH_NOW", office.coordinator_id)


def test_a_signalement_not_decided_goes_and_comes_back(dossier: Dossier) -> None:
    desk, office = dossier.desk, dossier.office
    entry = IntakeEntry(
        last_name="Saïdi", reasons=frozenset({IntakeReason.DROPOUT}), group_id=office.north
    )
    number = save_intake(desk, entry, complete=False).ref
    elsewhere = office.desk(Role.CASE_OFFICER, groups=(office.south,))
    before = dossier.tables()
    thrown = throw_away(desk, "intake_report", number, "Saisi deux fois")
    assert trashed_reports(elsewhere) == ()
    with pytest.raises(Refused):
        restore(elsewhere, thrown.item_id)
    (row,) = trashed_reports(desk)
    assert "SAÏDI" in row.title
    restore(desk, thrown.item_id)
    assert dossier.tables() == before


# -- a dossier opened by mistake ------------------------------------------------------------------


def test_a_dossier_opened_by_mistake_leaves_no_row_behind(dossier: Dossier) -> None:
    empty = rows_in(dossier.office.engine)
    throw_away(dossier.desk, "observation", dossier.observation, "Erreur")
    search(dossier.desk, "Kaddour")
    keep_seat(dossier.desk, Seat("case", dossier.case_id))
    report(dossier)
    assert [one[2] for one in what_goes(dossier.desk, dossier.case_id).counts] == [
        1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1,
    ]  # fmt: skip
    erased = erase_case(dossier.desk, dossier.case_id, mistake(dossier))
    left = rows_in(dossier.office.engine)
    kept = {
        "account", "account_role", "alembic_version", "counter", "elimination", "journal_entry",
        "organisation", "partner", "working_group", "upkeep", "record_change",
    }  # fmt: skip
    assert {name for name, count in left.items() if count and not name.startswith(
        ("search_words", "sqlite_"))} <= kept  # fmt: skip
    assert empty["case_file"] == 1
    of_people = "SELECT count(*) FROM record_change WHERE object_type NOT IN ('partner')"
    assert dossier.one(of_people) == 0
    assert search(dossier.desk, "Kaddour") == ()
    assert recent(dossier.desk) == ()
    lines = read_eliminations(dossier.office.engine)
    assert {one.number for one in lines} == {"2026-0001"}
    assert lines[0].ref == ("case_file", dossier.case_id)
    assert lines[0].rows > len(lines)
    assert erased.elimination_id == 1
    with dossier.desk.read() as work:
        assert first_break(work.session) is None


def report(dossier: Dossier) -> int:
    """A signalement that led to the dossier."""
    number = save_intake(dossier.desk, IntakeEntry(last_name="Martel"), complete=False).ref
    with dossier.office.engine.begin() as connection:
        connection.execute(
            text("UPDATE intake_report SET case_id = :case, status = 'ADMISSIBLE'"),
            {"case": dossier.case_id},
        )
    return number


def test_the_family_and_the_persons_that_others_have_stay(
    dossier: Dossier, another: Callable[..., int]
) -> None:
    desk, other = dossier.desk, another()
    enter_household(desk, other, 1)
    link_guardian(desk, other, 1, Relationship.MOTHER)
    erase_case(desk, dossier.case_id, mistake(dossier))
    for table in ("case_file", "youth", "guardian", "guardianship", "household"):
        assert dossier.one(f"SELECT count(*) FROM {table}") == 1
    assert dossier.one("SELECT count(*) FROM household_membership") == 1
    assert {one.ref for one in search(desk, "Kaddour")} == {other, 1}


def test_a_dossier_of_a_family_goes_with_it_when_nobody_lives_in_it(dossier: Dossier) -> None:
    desk, values = dossier.desk, {"kind": CaseKind.HOUSEHOLD, "youth_id": None}
    with dossier.office.engine.begin() as connection:
        connection.execute(text("INSERT INTO household (name, sort_key, version, created_at, "
                                "updated_at) SELECT 'Otmani', 'otmani', 1, created_at, updated_at "
                                "FROM household"))  # fmt: skip
    empty, lived_in = (
        plant_case(dossier.office, household_id=home, file_number=f"2026-01{home:02}", **values)
        for home in (2, 1)
    )
    for case_id, homes in ((empty, 1), (lived_in, 1)):
        goes = what_goes(desk, case_id)
        entry = MistakeEntry(EliminationReason.TRIAL, goes.number, goes.version)
        erase_case(desk, case_id, entry)
        assert dossier.one("SELECT count(*) FROM household") == homes
    assert dossier.one("SELECT count(*) FROM household_membership") == 1


def test_a_dossier_is_erased_by_its_number_and_a_reason_only(dossier: Dossier) -> None:
    for entry, field in (
        (mistake(dossier, typed_number="2026-0002"), "typed_number"),
        (mistake(dossier, typed_number=""), "typed_number"),
        (mistake(dossier, reason=None), "reason"),
        (mistake(dossier, reason=EliminationReason.TRASH_TERM), "reason"),
    ):
        with pytest.raises(Invalid) as raised:
            erase_case(dossier.desk, dossier.case_id, entry)
        assert list(raised.value.problems) == [field]
    with pytest.raises(Conflict):
        erase_case(dossier.desk, dossier.case_id, mistake(dossier, version=99))
    assert dossier.one("SELECT count(*) FROM case_file") == 1


@pytest.mark.parametrize("damage", ["content = '?'", "content = '{}'", "object_type = 'gone'"])
def test_what_cannot_be_read_any_more_leaves_at_its_term_and_stops_nothing(
    dossier: Dossier, damage: str
) -> None:
    throw_away(dossier.desk, "observation", dossier.observation, "Erreur")
    throw_away(dossier.desk, "objective", dossier.objective, "Erreur")
    with dossier.office.engine.begin() as connection:
        connection.execute(text(f"UPDATE trash_item SET {damage} WHERE id = 1"))
    assert expire(dossier, TODAY + timedelta(days=30)) == 2
    assert dossier.one("SELECT count(*) FROM trash_item") == 0


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.COORDINATOR])
def test_only_the_coordonnateur_erases_a_dossier(dossier: Dossier, role: Role) -> None:
    desk = dossier.office.desk(role, groups=(dossier.office.north,))
    with pytest.raises(Refused):
        what_goes(desk, dossier.case_id)
    with pytest.raises(Refused):
        erase_case(desk, dossier.case_id, mistake(dossier))


# -- after a restoring ----------------------------------------------------------------------------


@pytest.fixture
def older(dossier: Dossier, tmp_path: Path) -> Callable[[], sa.Engine]:
    """A copy of the vault as it is now, to be opened later."""

    def copy() -> sa.Engine:
        with dossier.office.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        number = len(list(tmp_path.glob("older-*.db")))
        path = tmp_path / f"older-{number}.db"
        shutil.copy(dossier.office.path, path)
        return create_engine(path, dossier.office.key)

    return copy


def test_nobody_erased_comes_back_with_a_backup(
    dossier: Dossier, older: Callable[[], sa.Engine]
) -> None:
    report(dossier)
    before = older()
    throw_away(dossier.desk, "objective", dossier.objective, "Erreur")
    meanwhile = older()
    erase_case(dossier.desk, dossier.case_id, mistake(dossier))
    register = read_eliminations(dossier.office.engine)
    wanted = rows_in(dossier.office.engine)
    for engine in (before, meanwhile):
        assert replay_eliminations(engine, register, at=NOW) > 20
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
        found = rows_in(engine)
        for table in wanted.keys() - {"journal_entry", "search_words_data", "search_words_idx",
                                      "account", "sqlite_sequence"}:  # fmt: skip
            assert found[table] == wanted[table], table
        assert read_eliminations(engine) == register
        again = rows_in(engine)
        assert replay_eliminations(engine, register, at=NOW) == 0
        assert rows_in(engine) == again
        with Session(engine) as session:
            assert first_break(session) is None
        engine.dispose()


def test_what_was_erased_from_the_corbeille_leaves_what_held_it(
    dossier: Dossier, older: Callable[[], sa.Engine]
) -> None:
    """The backup has the objective in its corbeille, with the action that was erased later."""
    objective = throw_away(dossier.desk, "objective", dossier.objective, "Erreur")
    backup = older()
    restore(dossier.desk, objective.item_id)
    action = throw_away(dossier.desk, "planned_action", dossier.planned_action, "Erreur")
    erase_now(dossier.desk, action.item_id)
    register = read_eliminations(dossier.office.engine)
    assert replay_eliminations(backup, register, at=NOW) > 0
    desk = replace(dossier.desk, engine=backup)
    restore(desk, objective.item_id)
    counts = rows_in(backup)
    assert (counts["objective"], counts["planned_action"], counts["action_contributor"]) == (
        1,
        0,
        0,
    )
    backup.dispose()


def test_what_nothing_links_to_a_dossier_any_more_does_not_stay_in_a_backup(
    dossier: Dossier, older: Callable[[], sa.Engine], another: Callable[..., int]
) -> None:
    """In the newer vault the mother had been linked to another child: she was not erased."""
    backup = older()
    other = another()
    enter_household(dossier.desk, other, 1)
    link_guardian(dossier.desk, other, 1, Relationship.MOTHER)
    erase_case(dossier.desk, dossier.case_id, mistake(dossier))
    replay_eliminations(backup, read_eliminations(dossier.office.engine), at=NOW)
    counts = rows_in(backup)
    assert (counts["guardian"], counts["household"]) == (0, 0)
    backup.dispose()


def test_an_account_that_the_backup_does_not_know_stops_nothing(
    dossier: Dossier, older: Callable[[], sa.Engine], office: Office
) -> None:
    backup = older()
    later = office.desk(Role.COORDINATOR)
    erase_case(later, dossier.case_id, mistake(dossier))
    replay_eliminations(backup, read_eliminations(office.engine), at=NOW)
    assert {one.by_id for one in read_eliminations(backup)} == {None}
    backup.dispose()


def test_the_scope_of_what_is_thrown_away_is_not_needed_to_erase_it(dossier: Dossier) -> None:
    """An observation hidden since, or a dossier restricted, still leaves at the term."""
    throw_away(dossier.desk, "observation", dossier.observation, "Erreur")
    with dossier.office.engine.begin() as connection:
        scope = str(SharingScope.COORDINATOR_ONLY)
        connection.execute(
            text("UPDATE trash_item SET content = replace(content, 'CELL', :scope)"),
            {"scope": scope},
        )
    assert expire(dossier, TODAY + timedelta(days=30)) == 1


def test_nothing_says_any_more_where_one_was_in_what_left_the_corbeille(dossier: Dossier) -> None:
    desk = dossier.desk
    number = save_intake(desk, IntakeEntry(last_name="Saïdi"), complete=False).ref
    read_household(desk, 1)
    for page, ref in (("household", 1), ("referral", 1), ("intake", number)):
        keep_seat(dossier.office.desk(Role.COORDINATOR), Seat(page, ref))
    for table, ref in (("household_membership", 1), ("referral", 1), ("intake_report", number)):
        throw_away(desk, table, ref, "Erreur")
    assert dossier.one("SELECT count(*) FROM recent_item WHERE kind = 'household'") == 1
    expire(dossier, TODAY + timedelta(days=30))
    assert dossier.one("SELECT count(*) FROM seat") == 0
    assert dossier.one("SELECT count(*) FROM recent_item WHERE kind = 'household'") == 0
