"""Backups and restorings on disks that are full, read-only, limited: said, nothing half left."""

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from app.services import backups, entrance
from app.services.entrance import Founding
from tests.helpers.vaults import CHEAP, LOGIN, PASSWORD, contents
from tests.security.backup_child import BACKUPS, LATER, TERMS, VAULT
from tests.security.test_vault_processes import on_small_disk

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and mounts are POSIX")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A closed vault beside one backup."""
    town = Founding("Valmont", "Cellule", "Anne", "Bernard", LOGIN, PASSWORD)
    folder = tmp_path / "ville"
    folder.mkdir()
    desk = entrance.found(folder / VAULT, town, clock=LATER, terms=TERMS, cost=CHEAP).desk
    LATER.advance(timedelta(hours=-2))
    backups.make_backup(desk)
    LATER.advance(timedelta(hours=2))
    assert desk.vault is not None
    desk.vault.close()
    return folder


def said(*words: object, before: tuple[str, ...] = (), **environment: str) -> str:
    done = subprocess.run(
        [*before, sys.executable, "-m", "tests.security.backup_child", "say", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def everything(place: Path) -> dict[str, dict[str, bytes]]:
    folders = [place / VAULT, *sorted((place / BACKUPS).glob("*.vigie"))]
    return {one.name: contents(one) for one in folders}


def test_a_backup_on_a_medium_too_small_is_refused_and_leaves_nothing(
    place: Path, tmp_path: Path
) -> None:
    disk = tmp_path / "disque"
    script = '"$@"; ls -d "$0"/*.vigie* 2>/dev/null || true'
    before = (*on_small_disk(disk, "4m"), "sh", "-c", script, str(disk))
    assert said("backup", place, disk, before=before) == "backup_disk_full"


@pytest.mark.parametrize("limit", [2_000, 50_000, 200_000])
def test_a_quota_met_in_the_middle_of_a_backup_leaves_nothing(
    place: Path, tmp_path: Path, limit: int
) -> None:
    disk = tmp_path / "disque"
    disk.mkdir()
    size = (place / VAULT / "coffre.db").stat().st_size
    assert size > limit
    code = said("backup", place, disk, BACKUP_CHILD_FSIZE=str(limit))
    assert code in {"backup_disk_full", "backup_disk_failure", "disk_full", "disk_failure"}
    assert [path for path in disk.iterdir() if path.is_dir()] == []


def test_a_read_only_medium_is_said(place: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disque"
    disk.mkdir()
    before: tuple[str, ...] = ()
    unshare = shutil.which("unshare")
    if os.geteuid() == 0 and unshare is not None:
        script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && "$@"'
        before = (unshare, "--mount", "--propagation", "private", "sh", "-c", script, str(disk))
    elif os.geteuid() != 0:
        disk.chmod(0o500)
    else:
        pytest.skip("root writes anywhere but on a read-only mount: needs unshare")
    assert said("backup", place, disk, before=before) == "backup_not_writable"


@pytest.mark.parametrize("limit", [2_000, 100_000, 300_000])
def test_a_quota_met_in_the_middle_of_a_restoring_leaves_the_vault(place: Path, limit: int) -> None:
    before = everything(place)
    code = said("restore", place, "", BACKUP_CHILD_FSIZE=str(limit))
    assert code in {"disk_full", "disk_failure", "restore_disk_full"}
    assert everything(place) == before
    assert sorted(path.name for path in place.iterdir()) == [BACKUPS, VAULT]


def test_a_disk_without_room_for_two_vaults_keeps_the_one_it_has(
    place: Path, tmp_path: Path
) -> None:
    disk = tmp_path / "disque"
    script = 'cp -r "$1" "$0"/ville && shift && "$@"; ls -A "$0"/ville'
    before = (*on_small_disk(disk, "6m"), "sh", "-c", script, str(disk), str(place))
    lines = said("restore", disk / "ville", "", before=before).splitlines()
    assert lines[0] == "restore_disk_full"
    assert lines[1:] == [BACKUPS, VAULT]
