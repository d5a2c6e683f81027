"""Other processes: one that holds the vault, one that is killed, one whose disk is full."""

import os
import platform
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.services.vault.accounts import add_slot
from app.services.vault.errors import AlreadyOpen, WrongPassword
from app.services.vault.open_vault import OpenVault
from app.services.vault.opening import unlock
from tests.helpers.vaults import LOGIN, PASSWORD, add_note, cheap_terms, make_vault, read_notes
from tests.security.vault_child import NEW

ROOT = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL, limits and mounts are POSIX")


def child(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "tests.security.vault_child", *map(str, arguments)]


def run(*arguments: object, before: tuple[str, ...] = (), **environment: str) -> str:
    """The child's words, once it has ended as it should."""
    done = subprocess.run(
        [*before, *child(*arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    assert done.returncode in {0, -signal.SIGKILL, -signal.SIGXFSZ}, done.stderr
    return done.stdout


def opened(folder: Path, login: str = LOGIN, password: str = PASSWORD) -> OpenVault:
    return unlock(folder, login=login, password=password, terms=cheap_terms())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A vault of two accounts and one text."""
    with make_vault(tmp_path / "v").vault as vault:
        add_note(vault.engine, "gardé")
        add_slot(vault, login="k.benali", password=PASSWORD)
    return tmp_path / "v"


def test_who_holds_the_vault_is_named_and_a_kill_frees_it(folder: Path) -> None:
    process = subprocess.Popen(
        child("hold", folder),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    with process:
        assert process.stdout.readline() == "open\n"
        with pytest.raises(AlreadyOpen) as refusal:
            opened(folder)
        assert refusal.value.pid == process.pid
        assert refusal.value.pc == platform.node()
        assert f"processus {process.pid}" in refusal.value.sentence
        assert LOGIN.encode() not in (folder / "verrou.json").read_bytes()
        process.kill()
        process.wait()
    assert (folder / "verrou.json").exists()
    with opened(folder) as vault:
        assert read_notes(vault.engine) == ["gardé", "écrit par l’autre"]


@POSIX
@pytest.mark.parametrize("closed", [0, 1])
def test_a_process_replaced_by_another_hands_the_lock_over(folder: Path, closed: int) -> None:
    assert run("succeed", folder, closed) == "open\n"
    with opened(folder) as vault:
        assert read_notes(vault.engine) == ["gardé", "écrit par l’autre"]


@pytest.mark.parametrize(
    "left", [b"", b"null", b"[]", b'{"pid": "1"}', b'{"pid": 1, "pc": "a\\nb"}', b"\xff" * 9000]
)
def test_a_senseless_holder_file_is_harmless(folder: Path, left: bytes) -> None:
    with opened(folder):
        (folder / "verrou.json").write_bytes(left)
        with pytest.raises(AlreadyOpen) as refusal:
            opened(folder)
        assert refusal.value.pid is None
    (folder / "verrou.json").write_bytes(left)
    opened(folder).close()


@POSIX
@pytest.mark.parametrize("step", range(1, 13))
def test_a_revocation_killed_anywhere_leaves_a_vault_that_opens(folder: Path, step: int) -> None:
    run("revoke", folder, step)
    with opened(folder) as vault:
        assert read_notes(vault.engine) == ["gardé"]
        assert vault.coming_key is None
    keys = (folder / "cles.json").read_bytes()
    assert keys == (folder / "cles.copie.json").read_bytes()
    assert b"next_data_key" not in keys
    opened(folder).close()
    if len(vault.slot_ids()) == 1:
        with pytest.raises(WrongPassword):
            opened(folder, "k.benali")


@POSIX
@pytest.mark.parametrize("limit", [60_000, 100_000, 140_000])
def test_a_revocation_killed_while_reencrypting_leaves_a_vault_that_opens(
    folder: Path, limit: int
) -> None:
    with opened(folder) as vault:
        add_note(vault.engine, "x" * 150_000)
    size = (folder / "coffre.db").stat().st_size
    assert size > limit  # the log of a re-encryption is longer than the file: it is cut
    run("revoke", folder, 0, VAULT_CHILD_FSIZE=str(limit), VAULT_CHILD_FATAL="1")
    assert (folder / "coffre.db-wal").stat().st_size <= limit
    assert b"next_data_key" in (folder / "cles.json").read_bytes()
    with opened(folder) as vault:
        assert len(vault.slot_ids()) == 1
        assert read_notes(vault.engine) == ["gardé", "x" * 150_000]
    assert b"next_data_key" not in (folder / "cles.json").read_bytes()


@POSIX
@pytest.mark.parametrize("limit", [60_000, 100_000, 140_000])
def test_a_revocation_that_meets_a_quota_goes_on_with_the_old_key(folder: Path, limit: int) -> None:
    with opened(folder) as vault:
        add_note(vault.engine, "x" * 150_000)
    code, count = run("revoke", folder, 0, VAULT_CHILD_FSIZE=str(limit)).split()
    assert code in {"disk_full", "disk_failure"}
    assert count == "2"
    with opened(folder) as vault:
        assert vault.coming_key is None
        assert read_notes(vault.engine) == ["gardé", "x" * 150_000]


@POSIX
@pytest.mark.parametrize("step", range(1, 6))
def test_a_change_of_password_killed_anywhere_leaves_one_that_opens(
    folder: Path, step: int
) -> None:
    run("change", folder, step)
    opening = []
    for password in (PASSWORD, NEW):
        try:
            opened(folder, password=password).close()
        except WrongPassword:
            continue
        opening.append(password)
    assert len(opening) == 1


def on_small_disk(place: Path, size: str) -> tuple[str, ...]:
    """The command before which a folder is a disk of that size, for its own child alone."""
    unshare = shutil.which("unshare")
    if sys.platform != "linux" or unshare is None:
        pytest.skip("needs Linux and unshare")
    place.mkdir()
    script = f'mount -t tmpfs -o size={size} tmpfs "$0" && "$@"'
    alone = (unshare, "--user", "--map-root-user", "--mount")
    if os.geteuid() == 0:
        alone = (unshare, "--mount", "--propagation", "private")
    before = (*alone, "sh", "-c", script, str(place))
    if subprocess.run([*before, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody mount a small disk")
    return before


def test_a_disk_that_fills_while_saving_keeps_what_was_saved(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "disque"
    before = on_small_disk(place, "640k")
    script = 'cp -r "$1" "$0" && shift && "$@"; cp -r "$0"/v "$0"/../retour'
    mounted = (*before, "sh", "-c", script, str(place), str(folder))
    said = run("fill", place / "v", before=mounted).splitlines()
    code, kept = said[0].split()
    assert code == "disk_full"
    assert said[1:] in (["disk_full"], ["added"])
    with opened(tmp_path / "retour") as vault:
        assert len(read_notes(vault.engine)) == int(kept) + 1


def test_a_disk_too_small_to_create_on_is_left_empty(tmp_path: Path) -> None:
    place = tmp_path / "disque"
    before = (*on_small_disk(place, "640k"), "sh", "-c", '"$@"; ls -A "$0"', str(place))
    assert run("create", place / "v", before=before).split() == ["disk_full"]


def test_a_disk_that_fills_while_creating_is_left_empty(tmp_path: Path) -> None:
    place = tmp_path / "disque"
    before = (*on_small_disk(place, "6m"), "sh", "-c", '"$@"; ls -A "$0"', str(place))
    assert run("overfill", place / "v", before=before).split() == ["disk_full"]


@POSIX
@pytest.mark.parametrize("limit", [100, 3000, 10_000])
def test_a_quota_met_while_creating_leaves_nothing(tmp_path: Path, limit: int) -> None:
    said = run("create", tmp_path / "v", VAULT_CHILD_FSIZE=str(limit)).strip()
    assert said in {"disk_full", "disk_failure"}
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_a_quota_met_while_saving_keeps_what_was_saved(folder: Path) -> None:
    said = run("fill", folder, VAULT_CHILD_FSIZE="200000").splitlines()
    code, kept = said[0].split()
    assert code in {"disk_full", "disk_failure"}
    with opened(folder) as vault:
        assert len(read_notes(vault.engine)) == int(kept) + 1


@POSIX
def test_a_folder_one_may_not_write_in_is_said(folder: Path, tmp_path: Path) -> None:
    if os.geteuid() != 0:
        folder.chmod(0o500)
        (folder / "verrou").chmod(0o400)
        before: tuple[str, ...] = ()
    else:  # root writes anywhere but on a read-only mount
        unshare = shutil.which("unshare")
        if unshare is None:
            pytest.skip("needs unshare")
        script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && "$@"'
        before = (unshare, "--mount", "--propagation", "private", "sh", "-c", script, str(tmp_path))
    assert run("create", tmp_path / "v" / "w", before=before).strip() == "folder_not_writable"
    assert run("fill", folder, before=before).strip() == "folder_not_writable"
