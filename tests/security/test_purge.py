"""What was erased is in no page of the file any more, nor in its log; killed anywhere, it opens."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app import workplace
from app.errors import Cancelled, Refused
from app.models.connection import connect
from app.models.enums import Role
from app.services.desk import Actor
from app.services.drafts import DraftKey, drop_draft
from app.services.failures import Busy, DamagedDatabase, DiskFull
from app.services.journal import first_break
from app.services.purge import purge, purge_at_closing, purge_due
from app.services.search import search
from app.services.trash_erase import erase_expired
from app.services.vault import rewrite
from app.services.vault.layout import DATABASE, DATABASE_FRESH
from tests.helpers.marked_town import MARKERS, STAYS, Town, make_town, reopen
from tests.helpers.office import MONDAY
from tests.helpers.pages import clear_pages
from tests.security.purge_child import STEPS

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="a process is killed by SIGKILL")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The vault, closed, made once; and once more after its dossier was erased."""
    folder = tmp_path_factory.mktemp("towns") / "ville.vigie"
    make_town(folder).close()
    shutil.copytree(folder, folder.with_name("erased.vigie"))
    town = reopen(folder.with_name("erased.vigie"))
    town.erase()
    town.close()
    return folder


@pytest.fixture
def town(made: Path, tmp_path: Path) -> Iterator[Town]:
    shutil.copytree(made, tmp_path / "ville.vigie")
    one = reopen(tmp_path / "ville.vigie")
    yield one
    one.close()


def nothing(_done: int, _total: int) -> None:
    """A progress nobody looks at."""


def marks(found: list[tuple[str, str]]) -> set[str]:
    """The markers found, wherever."""
    return {text for _, text in found}


def test_nothing_erased_can_be_read_in_the_deciphered_pages(town: Town) -> None:
    assert marks(town.left()) == set(MARKERS), "the scan sees what is there"
    town.erase()
    assert marks(town.left()), "deleting alone leaves remnants: the scan sees them"
    purge(town.desk, nothing)
    assert purges(town) == 1
    assert town.left() == []
    assert not (town.folder / DATABASE_FRESH).exists()
    assert town.is_whole()
    assert not purge_due(town.desk)


def test_every_page_is_read_by_the_scan(town: Town) -> None:
    """A control of the helper itself: what it deciphers is what SQLite stores."""
    with town.desk.vault.engine.connect() as connection:  # type: ignore[union-attr]  # it is open
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    pages = clear_pages(town.folder / DATABASE, town.key)
    assert STAYS.encode() in pages
    assert b"CREATE TABLE" in pages


def test_closing_the_program_purges_what_was_erased(town: Town) -> None:
    town.erase()
    key = bytes(town.key)
    close_at_ease(town)
    assert {path.name for path in town.folder.iterdir()}.isdisjoint(
        {DATABASE_FRESH, f"{DATABASE}-wal", f"{DATABASE}-shm"}
    )
    again = reopen(town.folder)
    assert bytes(again.key) == key
    assert again.left() == []
    assert again.is_whole()
    again.close()


def close_at_ease(town: Town) -> None:
    """As the window does when somebody ends their work."""
    place = workplace.at(town.desk)
    place.tidy(nothing)
    place.close()


def test_a_vault_closed_at_once_leaves_the_purge_to_the_next_closing(town: Town) -> None:
    town.erase()
    before = (town.folder / DATABASE).stat().st_ino
    workplace.at(town.desk).close()
    assert (town.folder / DATABASE).stat().st_ino == before
    again = reopen(town.folder)
    assert purge_due(again.desk)
    close_at_ease(again)
    last = reopen(town.folder)
    assert last.left() == []
    last.close()


def test_what_left_the_corbeille_at_its_term_leaves_the_file(town: Town) -> None:
    """The words of the draft stay: nobody erased it."""
    with Session(town.desk.engine) as session, session.begin():
        term = MONDAY.date() + timedelta(days=30)
        assert erase_expired(session, now=MONDAY, today=term) == 2
        session.connection().exec_driver_sql("DELETE FROM observation")
        session.connection().exec_driver_sql("DELETE FROM record_change")
    drop_draft(town.desk, DraftKey("observation", str(town.case_id)))
    erased = {"Mercuroche", "Brouillonpapier", "Papierdetrop"}
    assert erased <= marks(town.left())
    assert town.desk.vault is not None
    assert purge_at_closing(town.desk.vault, nothing)
    assert marks(town.left()).isdisjoint(erased)
    assert "Feuilletvolant" in marks(town.left()), "nobody threw that one away"


def test_a_closing_with_nothing_erased_leaves_the_file_alone(town: Town) -> None:
    assert town.desk.vault is not None
    before = (town.folder / DATABASE).stat().st_ino
    assert purge_at_closing(town.desk.vault, nothing)
    assert (town.folder / DATABASE).stat().st_ino == before


def test_numbers_are_not_given_twice_and_the_journal_holds_after_a_purge(town: Town) -> None:
    last = town.number("SELECT max(id) FROM observation")
    town.erase()
    purge(town.desk, nothing)
    sql = "SELECT seq FROM sqlite_sequence WHERE name = 'observation'"
    assert town.number(sql) == last
    with town.desk.read() as work:
        assert first_break(work.session) is None


def test_the_file_keeps_its_salt_and_its_rights(town: Town) -> None:
    path = town.folder / DATABASE
    before = path.read_bytes()[:16]
    town.erase()
    purge(town.desk, nothing)
    assert path.read_bytes()[:16] == before
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600


def test_only_who_may_erase_asks_for_a_purge(town: Town) -> None:
    actor = Actor(town.desk.actor.account_id, "C. Delmas", frozenset({Role.CASE_OFFICER}))
    officer = replace(town.desk, actor=actor)
    with pytest.raises(Refused):
        purge(officer, nothing)
    with pytest.raises(Refused):
        purge_due(officer)


def purges(town: Town) -> int:
    """How many the journal tells of."""
    return town.number("SELECT count(*) FROM journal_entry WHERE detail = 'purge'")


# -- what goes wrong ------------------------------------------------------------------------------


def still_due(town: Town) -> bool:
    """Whether the vault is as it was: whole, open, and waiting for its purge."""
    left_nothing = not (town.folder / DATABASE_FRESH).exists()
    return left_nothing and purge_due(town.desk) and town.is_whole()


def test_without_room_nothing_begins(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.erase()
    usage = shutil.disk_usage(town.folder)._replace(free=100_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(DiskFull):
        purge(town.desk, nothing)
    assert still_due(town)


def test_another_process_that_reads_is_not_pulled_away_from(town: Town) -> None:
    town.erase()
    with closing(connect(town.folder / DATABASE, town.key, read_only=True)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM youth").fetchone()
        monkey = pytest.MonkeyPatch()
        with monkey.context() as patch:
            patch.setattr("app.models.connection.BUSY_MS", 50)
            with pytest.raises(Busy):
                purge(town.desk, nothing)
        assert still_due(town)
    purge(town.desk, nothing)
    assert town.left() == []


def test_a_purge_given_up_leaves_the_vault_as_it_was(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewrite, "_OPERATIONS", 100)
    town.erase()
    seen: list[float] = []

    def give_up(done: int, total: int) -> None:
        seen.append(done / total)
        if len(seen) > 20:
            raise Cancelled

    with pytest.raises(Cancelled):
        purge(town.desk, give_up)
    assert still_due(town)
    assert purges(town) == 0
    assert seen == sorted(seen)
    assert max(seen) <= 1


def test_a_closing_that_nobody_waits_for_leaves_the_purge_to_the_next(town: Town) -> None:
    town.erase()
    assert town.desk.vault is not None

    def skipped(_done: int, _total: int) -> None:
        raise Cancelled

    assert not purge_at_closing(town.desk.vault, skipped)
    assert still_due(town)


def test_a_new_file_that_is_not_sound_never_takes_the_place(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.erase()
    check = rewrite._check

    def damage(copy: object, step: object) -> None:
        copy.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # type: ignore[attr-defined]  # a connection
        path = town.folder / DATABASE_FRESH
        with path.open("r+b") as stream:
            stream.seek(path.stat().st_size // 2)
            stream.write(b"\xff" * 64)
        check(copy, step)  # type: ignore[arg-type]  # as it was given

    monkeypatch.setattr(rewrite, "_check", damage)
    with pytest.raises(DamagedDatabase):
        purge(town.desk, nothing)
    assert still_due(town)


@LINUX
def test_killed_at_any_step_the_vault_opens_and_the_next_closing_ends_it(
    made: Path, tmp_path: Path
) -> None:
    written = ("4096", "60000")  # killed while the new file is written
    steps = [*(f"{one}:before" for one in STEPS), "sync_folder:after", *written]
    places = {f"{tmp_path / str(number)}": where for number, where in enumerate(steps)}
    for place in places:
        shutil.copytree(made.with_name("erased.vigie"), place)
    pairs = [f"{place}={where}" for place, where in places.items()]
    command = [sys.executable, "-m", "tests.security.purge_child", *pairs]
    ended = subprocess.run(command, check=False, timeout=120, capture_output=True, text=True)
    assert ended.stdout.split() == [str(-signal.SIGKILL)] * len(steps), ended.stderr
    for place, where in places.items():
        demand_purged_at_the_next_closing(Path(place), where)


def demand_purged_at_the_next_closing(folder: Path, where: str) -> None:
    """The vault opens, whole, wherever it was killed, and its next closing purges it."""
    town = reopen(folder)
    assert town.is_whole(), where
    assert not (folder / DATABASE_FRESH).exists(), where
    assert purge_due(town.desk) is not where.startswith("sync_folder"), where
    assert search(town.desk, "Zwickelbauer") == (), where
    close_at_ease(town)
    town = reopen(folder)
    assert town.left() == [], where
    town.close()
