"""A vault is created whole or not at all."""

import stat
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.services.failures import Unreachable
from app.services.vault.creation import create
from app.services.vault.errors import FolderTaken, NetworkFolder, NotCreated
from app.services.vault.kdf import FLOOR, calibrate
from app.services.vault.opening import Terms, unlock
from tests.helpers.vaults import CHEAP, LOGIN, PASSWORD, add_note, cheap_terms, make_vault, notes

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")


def test_the_new_vault_is_open_and_locked(tmp_path: Path) -> None:
    made = make_vault(tmp_path / "v.vigie")
    with made.vault as vault:
        add_note(vault.engine, "tout de suite")
        assert not vault.by_recovery
    assert [path.name for path in tmp_path.iterdir()] == ["v.vigie"]


def test_an_empty_folder_may_be_taken(tmp_path: Path) -> None:
    (tmp_path / "v").mkdir()
    make_vault(tmp_path / "v").vault.close()


def test_a_folder_with_content_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "v").mkdir()
    (tmp_path / "v" / "lettre.txt").write_text("à garder", encoding="utf-8")
    with pytest.raises(FolderTaken):
        make_vault(tmp_path / "v")
    assert (tmp_path / "v" / "lettre.txt").read_text(encoding="utf-8") == "à garder"
    assert [path.name for path in tmp_path.iterdir()] == ["v"]


def test_a_file_in_the_place_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "v").write_bytes(b"x")
    with pytest.raises(FolderTaken):
        make_vault(tmp_path / "v")
    assert (tmp_path / "v").read_bytes() == b"x"


def test_a_network_share_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.vault.place.is_remote", lambda _: True)
    with pytest.raises(NetworkFolder):
        make_vault(tmp_path / "v")
    assert list(tmp_path.iterdir()) == []


def test_a_parent_that_does_not_exist_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotCreated) as refusal:
        make_vault(tmp_path / "absent" / "v")
    assert refusal.value.code == Unreachable().code
    assert list(tmp_path.iterdir()) == []


def test_a_failure_midway_leaves_nothing(tmp_path: Path) -> None:
    def fails(engine: sa.Engine) -> None:
        notes(engine)
        raise MemoryError

    with pytest.raises(NotCreated, match="out_of_memory"):
        make_vault(tmp_path / "v", prepare=fails)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_creation_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    left = tmp_path / ".v.creation"
    left.mkdir()
    (left / "coffre.db").write_bytes(b"half")
    make_vault(tmp_path / "v").vault.close()
    assert [path.name for path in tmp_path.iterdir()] == ["v"]


def test_a_strangers_file_in_the_unfinished_folder_is_never_removed(tmp_path: Path) -> None:
    left = tmp_path / ".v.creation"
    left.mkdir()
    (left / "autre.txt").write_bytes(b"x")
    with pytest.raises(FolderTaken):
        make_vault(tmp_path / "v")
    assert (left / "autre.txt").read_bytes() == b"x"


@POSIX
def test_only_its_owner_reads_the_folder_and_the_files(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v").vault as vault:
        add_note(vault.engine, "journal ouvert")
        modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "v").iterdir()}
    assert set(modes.values()) == {0o600}
    assert "coffre.db-wal" in modes
    assert stat.S_IMODE((tmp_path / "v").stat().st_mode) == 0o700


def test_the_cost_chosen_for_this_pc_is_one_the_ordinary_opening_accepts(tmp_path: Path) -> None:
    cost = calibrate()
    assert cost.memory_kib in {64 * 1024, 128 * 1024}
    assert cost.iterations >= FLOOR.iterations
    terms = Terms(prepare=notes)
    create(tmp_path / "v", login=LOGIN, password=PASSWORD, terms=terms, cost=FLOOR).vault.close()
    unlock(tmp_path / "v", login=LOGIN, password=PASSWORD, terms=terms).close()


def test_a_vault_created_below_the_floor_opens_only_in_tests(tmp_path: Path) -> None:
    assert not CHEAP.within(floor=FLOOR, ceiling=FLOOR)
    make_vault(tmp_path / "v").vault.close()
    unlock(tmp_path / "v", login=LOGIN, password=PASSWORD, terms=cheap_terms()).close()
    assert [path.name for path in tmp_path.iterdir()] == ["v"]
