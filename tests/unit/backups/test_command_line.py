"""`vigie verify` and `vigie backup`, run as a scheduler does, beside a window that writes."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.models.migrations import upgrade
from app.models.upkeep import BackupRecord
from app.services import backups, entrance, pending_notes
from app.services.desk import Desk
from app.services.vault.kdf import FLOOR
from app.services.vault.opening import Terms, unlock
from tests.unit.office.conftest import FOUNDING, PASSWORD, journal_of

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="where settings live cannot be chosen there for a child"
)
TYPED = f"a.bernard\n{PASSWORD}\n"


@dataclass
class Station:
    """A vault whose derivation the ordinary program accepts, and a settings folder of its own."""

    vault: Path
    desk: Desk
    settings: Path

    def run(self, *words: object, typed: str = TYPED) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "app", *map(str, words)],
            cwd=ROOT,
            env={
                **os.environ,
                "XDG_CONFIG_HOME": str(self.settings),
                "APPDATA": str(self.settings),
            },
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    @property
    def notes(self) -> Path:
        return next(self.settings.rglob("attente"), self.settings / "attente")

    def bytes(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.vault.iterdir())}

    def close(self) -> None:
        assert self.desk.vault is not None
        self.desk.vault.close()


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    vault = tmp_path / "ville.vigie"
    founded = entrance.found(vault, FOUNDING, terms=Terms(prepare=upgrade), cost=FLOOR)
    one = Station(vault, founded.desk, tmp_path / "reglages")
    yield one
    one.close()


def test_verify_beside_a_writer_changes_no_byte_of_the_vault(station: Station) -> None:
    before = station.bytes()
    assert "coffre.db-wal" in before  # it is being written
    done = station.run("verify", station.vault)
    assert done.returncode == 0, done.stderr
    assert "Coffre intact" in done.stdout
    assert station.bytes() == before


def test_verify_of_a_closed_vault_leaves_nothing_beside_it(station: Station) -> None:
    station.close()
    before = station.bytes()
    assert "coffre.db-wal" not in before
    assert station.run("verify", station.vault).returncode == 0
    assert station.bytes() == before


def test_backup_beside_a_writer_makes_one_that_opens(station: Station, tmp_path: Path) -> None:
    disk = tmp_path / "disque"
    disk.mkdir()
    before = station.bytes()
    done = station.run("backup", station.vault, disk)
    assert done.returncode == 0, done.stderr
    assert station.bytes() == before
    (made,) = [path for path in disk.iterdir() if path.is_dir()]
    assert made.name in done.stdout
    with unlock(
        made, login="a.bernard", password=PASSWORD, terms=entrance.TERMS, read_only=True
    ) as copy:
        assert copy.vault_id == station.desk.vault.vault_id  # type: ignore[union-attr]  # open


def test_of_a_week_the_sound_backup_is_kept_and_not_a_later_one_known_to_be_damaged(
    station: Station, tmp_path: Path
) -> None:
    disk = tmp_path / "disque"
    disk.mkdir()
    backups.choose_folder(station.desk, disk)
    backups.make_backup(station.desk)
    (made,) = (path for path in disk.iterdir() if path.is_dir())
    past = datetime.now(UTC) - timedelta(days=30)
    sound, damaged = (
        made.with_name(f"ville_{past:%Y-%m-%d}_{hour}h00m00.vigie") for hour in (10, 12)
    )
    for one in (sound, damaged):
        shutil.copytree(made, one)
    with Session(station.desk.engine) as session, session.begin():
        session.add(
            BackupRecord(name=damaged.name, made_at=past, size=1, cases=0, problem="cipher")
        )
    done = station.run("backup", station.vault, disk)
    assert done.returncode == 0, done.stderr
    assert sound.exists()
    assert not damaged.exists()


def test_a_vault_that_knows_of_no_backup_yet_is_backed_up_all_the_same(
    station: Station, tmp_path: Path
) -> None:
    with Session(station.desk.engine) as session, session.begin():
        session.connection().exec_driver_sql("DROP TABLE backup_record")
    done = station.run("backup", station.vault, tmp_path)
    assert done.returncode == 0, done.stderr


def test_a_missing_password_is_said(station: Station) -> None:
    done = station.run("verify", station.vault, typed="a.bernard\n")
    assert done.returncode == 2
    assert "identifiant ou le mot de passe" in done.stderr


def test_what_is_in_the_way_is_two_and_what_is_wrong_is_one(
    station: Station, tmp_path: Path
) -> None:
    wrong = station.run("verify", station.vault, typed="a.bernard\nautre chose\n")
    assert wrong.returncode == 2
    assert station.run("verify", tmp_path / "rien").returncode == 2
    gone = station.run("backup", station.vault, tmp_path / "absent")
    assert gone.returncode == 2
    assert "dossier des sauvegardes" in gone.stderr
    station.close()
    file = station.vault / "coffre.db"
    data = bytearray(file.read_bytes())
    data[-2000] ^= 1
    file.write_bytes(data)
    damaged = station.run("verify", station.vault)
    assert damaged.returncode == 1
    # One or the other, as the page is met while counting or while authenticating.
    assert any(
        words in damaged.stderr
        for words in ("n’est plus lisible en entier", "Une partie de la base ne se déchiffre pas")
    )
    for done in (wrong, gone, damaged):
        for private in (PASSWORD, "a.bernard", "Bernard", "autre chose", "Valmont", "Traceback"):
            assert private not in done.stdout + done.stderr


def test_a_journal_that_was_altered_is_a_problem(station: Station) -> None:
    with station.desk.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE journal_entry SET detail = 'autre' WHERE id = 1")
    done = station.run("verify", station.vault)
    assert done.returncode == 1
    assert "journal du coffre a été altéré" in done.stderr


def test_the_next_opening_journals_what_was_done_once(station: Station, tmp_path: Path) -> None:
    disk = tmp_path / "disque"
    disk.mkdir()
    station.run("verify", station.vault)
    station.run("backup", station.vault, disk)
    station.run("backup", station.vault, tmp_path / "absent")
    notes = sorted(station.notes.iterdir())
    assert len(notes) == 3
    for note in notes:
        assert sorted(json.loads(note.read_bytes())) == ["action", "at", "code"]
    kept = {note: note.read_bytes() for note in notes}
    pending_notes.take_up(station.desk, station.notes)
    told = [(action, detail.split()[:2]) for action, detail in journal_of(station.desk)[-3:]]
    assert told == [
        ("VERIFY", ["scheduled", "verified"]),
        ("BACKUP", ["scheduled", "verified"]),
        ("BACKUP", ["scheduled", "backup_folder_gone"]),
    ]
    assert list(station.notes.iterdir()) == []
    for note, content in kept.items():  # an opening killed before it removed them
        note.write_bytes(content)
    before = journal_of(station.desk)
    pending_notes.take_up(station.desk, station.notes)
    assert journal_of(station.desk) == before


def test_no_secret_is_taken_from_the_arguments(station: Station) -> None:
    done = station.run("verify", station.vault, "--password", PASSWORD)
    assert done.returncode == 2
    assert "unrecognized" in done.stderr or "non reconnu" in done.stderr
