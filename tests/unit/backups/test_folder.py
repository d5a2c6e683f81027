"""Where backups go: who chooses it, and what is said of a place that does not take them."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import Invalid, Refused
from app.models.enums import Role
from app.services import backups, entrance
from app.services.desk import Desk
from app.services.vault import backup
from app.services.vault.backup_errors import (
    BackupDiskFull,
    BackupFolderGone,
    BackupInsideVault,
    BackupNotWritable,
)
from tests.unit.backups.made import made_in
from tests.unit.office.conftest import Town


def test_a_folder_that_is_not_there_is_said_in_its_own_words(town: Town, disk: Path) -> None:
    backups.choose_folder(town.desk, disk)
    disk.rmdir()
    with pytest.raises(BackupFolderGone) as refused:
        backups.make_backup(town.desk)
    assert "clé USB" in refused.value.remedy
    assert not disk.exists()
    assert backups.whereabouts(town.desk).records[0].problem == "backup_folder_gone"


@pytest.mark.parametrize("during", ["Copie", "Vérification du chiffrement"])
def test_a_stick_pulled_out_in_the_middle_is_said_to_be_gone(
    town: Town, disk: Path, during: str
) -> None:
    backups.choose_folder(town.desk, disk)

    def step(_done: int, _total: int, label: str) -> None:
        if label == during and disk.exists():
            shutil.rmtree(disk)

    made = backup.carry_out(backups.order(town.desk), step)
    assert made.refusal is not None
    assert made.refusal.code == "backup_folder_gone"
    disk.mkdir()
    backups.make_backup(town.desk)


def test_a_folder_inside_the_vault_is_refused(town: Town) -> None:
    (town.folder / "dedans").mkdir()
    for folder in (town.folder, town.folder / "dedans"):
        with pytest.raises(BackupInsideVault):
            backups.choose_folder(town.desk, folder)
    assert backups.whereabouts(town.desk).chosen is False


def test_a_file_in_place_of_the_folder_and_a_path_too_long_are_refused(
    town: Town, disk: Path
) -> None:
    (disk / "fichier").write_bytes(b"")
    with pytest.raises(BackupFolderGone):
        backups.choose_folder(town.desk, disk / "fichier")
    with pytest.raises(Invalid):
        backups.choose_folder(town.desk, disk / ("x" * 400))


def test_a_medium_without_room_is_refused_before_anything_is_written(
    town: Town, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.choose_folder(town.desk, disk)
    usage = shutil.disk_usage(disk)
    room = 8 * 1024 * 1024  # less than the database beyond what is asked for besides it
    monkeypatch.setattr(backup.shutil, "disk_usage", lambda _place: usage._replace(free=room))
    with pytest.raises(BackupDiskFull):
        backups.make_backup(town.desk)
    assert made_in(disk) == []


def test_a_folder_one_may_not_write_in_is_said(
    town: Town, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.mkdir

    def refusing(path: Path, *rest: object, **named: object) -> None:
        if path.parent == disk:
            raise PermissionError(13, "refused")
        real(path, *rest, **named)  # type: ignore[arg-type]  # passed through as given

    backups.choose_folder(town.desk, disk)
    monkeypatch.setattr(Path, "mkdir", refusing)
    with pytest.raises(BackupNotWritable):
        backups.make_backup(town.desk)
    with pytest.raises(BackupNotWritable):
        backups.choose_folder(town.desk, disk)


def test_choosing_is_for_two_roles_and_making_for_whoever_works(town: Town, disk: Path) -> None:
    vault = town.desk.vault
    for role in Role:
        actor = backups_actor(town.desk, role)
        desk = Desk(town.desk.engine, actor, town.clock, vault)
        town.clock.advance(timedelta(hours=1))
        backups.make_backup(desk)
        if role in {Role.COORDINATOR, Role.ADMIN}:
            backups.choose_folder(desk, disk)
        else:
            with pytest.raises(Refused):
                backups.choose_folder(desk, disk)


def backups_actor(desk: Desk, role: Role) -> "entrance.Actor":
    return entrance.Actor(desk.actor.account_id, "C. Delmas", frozenset({role}))
