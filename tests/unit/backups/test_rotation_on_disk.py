"""What leaves the folder is this vault's own copies, and nothing else whatever its name."""

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from app.services import backups
from app.services.backup_list import list_backups
from app.services.rules.backup_rotation import Kind
from app.services.vault.backup_errors import BackupFolderGone
from app.services.vault.lock import WriterLock
from tests.unit.backups.test_making import beside, made_in
from tests.unit.office.conftest import Town, journal_of


def copied(source: Path, name: str) -> Path:
    target = source.with_name(name)
    shutil.copytree(source, target)
    return target


def test_old_ones_leave_and_what_is_not_this_vaults_stays(town: Town) -> None:
    backups.make_backup(town.desk)
    folder = beside(town)
    (first,) = made_in(folder)
    old = copied(first, "ville_2026-08-01_10h00m00.vigie")
    aside = copied(first, "ville_ecarte_2026-08-01_10h00m00.vigie")
    upgrade = copied(first, "ville_avant_maj_2026-11-01_10h00m00.vigie")
    renamed = copied(first, "gardé pour la mairie.vigie")
    foreign = copied(first, "ville_2026-08-02_10h00m00.vigie")
    keys = (foreign / "cles.json").read_text()
    assert town.desk.vault is not None
    own = town.desk.vault.vault_id
    (foreign / "cles.json").write_text(keys.replace(own, "0" * 32))
    keyless = copied(first, "ville_2026-08-03_10h00m00.vigie")
    (keyless / "cles.json").unlink()
    enriched = copied(first, "ville_2026-08-04_10h00m00.vigie")
    (enriched / "mes notes.txt").write_bytes(b"a file of theirs")
    worked_in = copied(first, "ville_2026-08-05_10h00m00.vigie")
    (worked_in / "verrou").touch()
    today = town.clock.now().timestamp()
    os.utime(worked_in / "coffre.db", (today, today))
    town.clock.advance(timedelta(hours=1))
    backups.make_backup(town.desk)
    assert not old.exists()
    assert not aside.exists()
    for stays in (first, upgrade, renamed, foreign, keyless, worked_in):
        assert stays.exists(), stays.name
    left = [path for path in folder.rglob("*") if path.name == "mes notes.txt"]
    assert len(left) == 1
    assert ("DELETE", "rotation 3") in journal_of(town.desk)


def test_vaults_set_aside_beside_the_vault_leave_too_but_never_the_vault(
    town: Town, disk: Path
) -> None:
    backups.choose_folder(town.desk, disk)
    backups.make_backup(town.desk)
    (first,) = made_in(disk)
    aside = town.folder.with_name("ville_ecarte_2026-08-01_10h00m00.vigie")
    recent = town.folder.with_name("ville_ecarte_2026-11-01_10h00m00.vigie")
    unknown = town.folder.with_name("ville_2026-08-01_10h00m00.vigie")
    for target in (aside, recent, unknown):
        shutil.copytree(first, target)
    rows = list_backups(backups.whereabouts(town.desk))
    assert [row.kind for row in rows] == [Kind.BACKUP, Kind.ASIDE, Kind.ASIDE]
    town.clock.advance(timedelta(hours=1))
    backups.make_backup(town.desk)
    assert not aside.exists()
    assert recent.exists()
    assert unknown.exists()  # not in the folder of the backups: somebody put it there
    assert town.folder.exists()


def test_vaults_set_aside_leave_in_time_while_the_stick_of_the_backups_is_out(
    town: Town, disk: Path
) -> None:
    backups.choose_folder(town.desk, disk)
    backups.make_backup(town.desk)
    (first,) = made_in(disk)
    aside = town.folder.with_name("ville_ecarte_2026-08-01_10h00m00.vigie")
    upgrade = town.folder.with_name("ville_avant_maj_2026-08-01_10h00m00.vigie")
    for target in (aside, upgrade):
        shutil.copytree(first, target)
    disk.rename(disk.with_name("clé retirée"))
    with pytest.raises(BackupFolderGone):
        backups.make_backup(town.desk)
    assert not aside.exists()
    assert not upgrade.exists()
    assert ("DELETE", "rotation 2") in journal_of(town.desk)


def test_a_backup_somebody_worked_in_leaves_three_months_after_unless_it_is_open(
    town: Town,
) -> None:
    backups.make_backup(town.desk)
    (first,) = made_in(beside(town))
    left, recent, opened = (
        copied(first, f"ville_2026-08-0{day}_10h00m00.vigie") for day in (1, 2, 3)
    )
    for one, last in ((left, 93), (recent, 80), (opened, 93)):
        (one / "verrou").touch()
        at = (town.clock.now() - timedelta(days=last)).timestamp()
        os.utime(one / "coffre.db", (at, at))
    lock = WriterLock(opened)
    lock.acquire()
    town.clock.advance(timedelta(hours=1))
    backups.make_backup(town.desk)
    assert not left.exists()
    assert recent.exists()
    assert opened.exists()
    lock.release()
    town.clock.advance(timedelta(hours=1))
    backups.make_backup(town.desk)
    assert not opened.exists()


def test_what_is_gone_from_the_folder_is_recorded_as_such(town: Town) -> None:
    backups.make_backup(town.desk)
    (first,) = made_in(beside(town))
    shutil.rmtree(first)
    town.clock.advance(timedelta(hours=1))
    backups.make_backup(town.desk)
    by_name = {one.name: one.problem for one in backups.whereabouts(town.desk).records}
    assert by_name[first.name] == "absent"


def test_a_backup_made_by_another_program_is_verified_and_known(town: Town) -> None:
    backups.make_backup(town.desk)
    (first,) = made_in(beside(town))
    sound = copied(first, "ville_2026-11-22_10h00m00.vigie")
    town.clock.advance(timedelta(hours=1))
    backups.make_backup(town.desk)
    by_name = {row.path.name: row for row in list_backups(backups.whereabouts(town.desk))}
    assert by_name[sound.name].verified_at == town.clock.now()
    bad = copied(first, "ville_2026-11-21_10h00m00.vigie")
    data = bytearray((bad / "coffre.db").read_bytes())
    data[50_000] ^= 1
    (bad / "coffre.db").write_bytes(data)
    town.clock.advance(timedelta(hours=1))
    backups.make_backup(town.desk)
    by_name = {row.path.name: row for row in list_backups(backups.whereabouts(town.desk))}
    assert by_name[bad.name].problem == "Une partie de sa base ne se déchiffre pas."


def test_a_folder_given_up_can_be_emptied_of_this_vaults_backups(town: Town, disk: Path) -> None:
    backups.choose_folder(town.desk, disk)
    backups.make_backup(town.desk)
    (disk / "autre").mkdir()
    before = backups.whereabouts(town.desk)
    backups.choose_folder(town.desk, None)
    assert backups.retire(before) == 1
    assert made_in(disk) == [disk / "autre"]
