"""The index follows every way of writing; what is erased leaves it at once, with its words."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.clock import FixedClock
from app.models.engine import create_engine
from app.models.enums import EliminationReason, ObservationKind, Relationship, Role
from app.models.migrations import upgrade
from app.services import search_due
from app.services.cases import read_case
from app.services.desk import Actor, Desk
from app.services.guardians import GuardianEntry, save_guardian
from app.services.households import found_household, rename_household
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.observations import ObservationEntry, observations, save_observation
from app.services.opened_by_mistake import MistakeEntry, erase_case, what_goes
from app.services.search import search
from app.services.search_index import Found
from app.services.trash import restore, throw_away
from tests.helpers.office import Office
from tests.unit.search.test_find_anything import follow, note

FILES = Path(__file__).parents[2] / "migrations" / "files"
KEY = bytes(range(1, 33))


def kinds(desk: Desk, typed: str) -> set[Found]:
    return {one.kind for one in search(desk, typed)}


def sound(engine: Engine) -> None:
    """SQLite itself compares each index with what it is of; nothing is left to be indexed."""
    with engine.connect() as connection:
        for name in ("search_words", "search_words_notes"):
            connection.exec_driver_sql(
                f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)"
            )
        assert connection.exec_driver_sql("SELECT * FROM search_words_due").all() == []
        connection.rollback()


def terms(engine: Engine) -> str:
    """All that the tables of the indexes hold, words included."""
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE temp.said USING fts5vocab(main, search_words_notes, row)"
        )
        rows = connection.exec_driver_sql(
            "SELECT term FROM temp.said UNION SELECT term FROM search_words_terms"
        ).scalars()
        found = " ".join(rows)
        connection.exec_driver_sql("DROP TABLE temp.said")
        connection.rollback()
    return found


def test_a_correction_a_corbeille_and_a_restoring_are_followed(office: Office) -> None:
    desk, case_id = office.desk(), follow(office)
    number = note(desk, case_id, "Rendez-vous à la mission locale")
    (row,) = observations(desk, case_id)
    entry = ObservationEntry(
        ObservationKind.CALL, row.observed_on, "Convocation envoyée", version=row.version
    )
    save_observation(desk, case_id, entry, observation_id=number)
    assert kinds(desk, "mission") == set()
    assert kinds(desk, "convocation") == {Found.OBSERVATION}
    thrown = throw_away(desk, "observation", number, "Erreur")
    assert kinds(desk, "convocation") == set()
    assert "convocation" not in terms(office.engine)
    restore(desk, thrown.item_id)
    assert kinds(desk, "convocation") == {Found.OBSERVATION}
    sound(office.engine)


def test_names_births_and_links_are_followed(office: Office) -> None:
    desk, case_id = office.desk(), follow(office)
    save_guardian(desk, case_id, GuardianEntry("Zoubir", "Nadia", Relationship.MOTHER))
    assert kinds(desk, "zoubir") == {Found.CASE}
    page = read_case(desk, case_id)
    assert page.youth is not None
    link = page.youth.guardians[0].link_id
    thrown = throw_away(desk, "guardianship", link, "Autre personne")
    assert kinds(desk, "zoubir") == set()
    assert "zoubir" not in terms(office.engine)
    restore(desk, thrown.item_id)
    assert kinds(desk, "zoubir") == {Found.CASE}
    home = found_household(desk, case_id, "Famille Avant").ref
    rename_household(desk, home, "Famille Après", version=1)
    assert (kinds(desk, "avant"), kinds(desk, "apres")) == (set(), {Found.HOUSEHOLD})
    sound(office.engine)


def test_a_signalement_thrown_away_or_joined_is_followed(office: Office) -> None:
    desk, case_id = office.desk(), follow(office)
    number = save_intake(desk, IntakeEntry(last_name="Okonkwo"), complete=False).ref
    thrown = throw_away(desk, "intake_report", number, "Essai")
    assert kinds(desk, "okonkwo") == set()
    restore(desk, thrown.item_id)
    assert kinds(desk, "okonkwo") == {Found.INTAKE}
    with desk.work() as work:  # by rows, as a merge does: no use case is called
        work.session.connection().exec_driver_sql(
            "UPDATE intake_report SET case_id = ? WHERE id = ?", (case_id, number)
        )
        work.commit_reading()
    assert kinds(desk, "okonkwo") == set()  # found by its dossier, which bears another name
    assert kinds(desk, "S2026-0001") == {Found.INTAKE}
    sound(office.engine)


def test_rows_pointed_at_another_dossier_are_followed(office: Office) -> None:
    """A merge moves rows by their foreign keys, past the session."""
    desk, kept, gone = office.desk(), follow(office, "Roy", "Lina"), follow(office, "Roi", "Lina")
    save_guardian(desk, gone, GuardianEntry("Zoubir", "Nadia", Relationship.MOTHER))
    note(desk, gone, "Convocation envoyée")
    with desk.work() as work:
        for sql in (
            "UPDATE guardianship SET youth_id = (SELECT youth_id FROM case_file WHERE id = ?1)",
            "UPDATE observation SET case_id = ?1",
        ):
            work.session.connection().exec_driver_sql(sql, (kept,))
        work.commit_reading()
    assert {one.ref for one in search(desk, "zoubir")} == {kept}
    assert {one.within for one in search(desk, "convocation")} == {kept}
    sound(office.engine)


def test_nothing_of_an_erased_dossier_stays_in_the_index(office: Office) -> None:
    desk, case_id = office.desk(), follow(office, "Marqueur", "Sacha")
    save_guardian(desk, case_id, GuardianEntry("Zoubir", "Nadia", Relationship.MOTHER))
    found_household(desk, case_id, "Famille Marqueur")
    note(desk, case_id, "Convocation envoyée", said="Je préfère le matin")
    goes = what_goes(desk, case_id)
    erase_case(desk, case_id, MistakeEntry(EliminationReason.TRIAL, goes.number, goes.version))
    for typed in ("marqueur", "zoubir", "convocation", "matin", goes.number):
        assert search(desk, typed) == (), typed
    assert terms(office.engine) == ""
    sound(office.engine)


@pytest.mark.parametrize("version", ["0001", "0002"])
def test_a_vault_of_a_former_version_finds_everything(version: str, tmp_path: Path) -> None:
    path = tmp_path / "coffre.db"
    shutil.copyfile(FILES / f"{version}.db", path)
    engine = create_engine(path, bytearray(KEY), memory_security=False)
    upgrade(engine)
    search_due.settle_vault(engine)
    clock = FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    desk = Desk(engine, Actor(1, "A. Bernard", frozenset({Role.COORDINATOR})), clock)
    with engine.connect() as connection:
        youths = connection.exec_driver_sql(
            "SELECT c.id, y.last_name, y.birth_earliest, c.file_number FROM case_file c "
            "JOIN youth y ON y.id = c.youth_id"
        ).all()
        reports = connection.exec_driver_sql(
            "SELECT id, last_name, number FROM intake_report WHERE case_id IS NULL "
            "AND last_name IS NOT NULL"
        ).all()
        said = connection.exec_driver_sql("SELECT id, text FROM observation").all()
        referrals = connection.exec_driver_sql("SELECT id, number FROM referral").all()
        connection.rollback()

    def refs(typed: str, kind: Found) -> set[int]:
        return {one.ref for one in search(desk, typed, limit=60) if one.kind is kind}

    for number, name, born, file_number in youths:
        day = f"{date.fromisoformat(born):%Y}"
        for typed in (name, f"{name} {day}", file_number):
            assert number in refs(typed, Found.CASE), typed
    for number, name, code in reports:
        assert number in refs(name, Found.INTAKE) & refs(code, Found.INTAKE)
    for number, words in said:
        assert number in refs(words, Found.OBSERVATION)
    for number, code in referrals:
        assert number in refs(code, Found.REFERRAL)
    sound(engine)
    engine.dispose()


def test_the_words_stay_in_few_pieces_however_many_times_one_saves(tmp_path: Path) -> None:
    """Each piece is opened at every question: sixteen of them made a keystroke three times long."""
    path = tmp_path / "coffre.db"
    shutil.copyfile(FILES / "0002.db", path)
    engine = create_engine(path, bytearray(KEY), memory_security=False)
    upgrade(engine)
    most = 0
    for turn in range(40):
        search_due.settle_vault(engine)
        with engine.begin() as connection:
            connection.exec_driver_sql("UPDATE youth SET known_as = ?", (f"Mot{turn}",))
            pieces = "SELECT count(DISTINCT segid) FROM search_words_idx"
            most = max(most, connection.exec_driver_sql(pieces).scalar_one())
    assert most < 10
    engine.dispose()
