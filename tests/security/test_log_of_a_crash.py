"""The log a crash leaves is applied when it is this database's, and touches nothing otherwise."""

import os
import time
from pathlib import Path

import pytest

from app.services.failures import DamagedDatabase
from app.services.vault.errors import ForeignLog, NetworkFolder
from app.services.vault.open_vault import OpenVault
from app.services.vault.opening import look_ahead, unlock
from tests.helpers.vaults import (
    LOGIN,
    PASSWORD,
    add_note,
    cheap_terms,
    contents,
    make_vault,
    read_notes,
)

LOG, FRAME, HEADER = "coffre.db-wal", 24 + 4096, 32
NOTES = ["un", "deux", "trois", "quatre"]


def opened(folder: Path, *, read_only: bool = False) -> OpenVault:
    return unlock(folder, login=LOGIN, password=PASSWORD, terms=cheap_terms(), read_only=read_only)


def crashed(folder: Path) -> dict[str, bytes]:
    """What a power cut leaves after four notes, one transaction each."""
    make_vault(folder).vault.close()
    with opened(folder) as vault:
        for body in NOTES:
            add_note(vault.engine, body)
        return contents(folder)


def put(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


def refused(folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(ForeignLog):
        opened(folder)
    assert contents(folder) == before


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    return crashed(tmp_path / "v")


@pytest.fixture
def folder(tmp_path: Path, files: dict[str, bytes]) -> Path:
    put(tmp_path / "w", files)
    return tmp_path / "w"


def test_a_log_of_this_vault_gives_back_what_was_saved(folder: Path) -> None:
    with opened(folder) as vault:
        assert read_notes(vault.engine) == NOTES


def test_a_log_without_its_index_does_too(folder: Path) -> None:
    (folder / "coffre.db-shm").unlink()
    with opened(folder) as vault:
        assert read_notes(vault.engine) == NOTES


def test_a_log_of_another_vault_is_refused_and_the_database_is_safe(
    folder: Path, files: dict[str, bytes], tmp_path: Path
) -> None:
    (folder / LOG).write_bytes(crashed(tmp_path / "autre")[LOG])
    refused(folder)
    (folder / LOG).write_bytes(files[LOG])
    with opened(folder) as vault:
        assert read_notes(vault.engine) == NOTES


def test_a_log_of_another_day_is_refused(folder: Path, files: dict[str, bytes]) -> None:
    with opened(folder) as vault:
        for _ in range(40):
            add_note(vault.engine, "plus tard " * 100)
    (folder / LOG).write_bytes(files[LOG])
    refused(folder)


def test_a_last_transaction_cut_short_was_not_saved_yet(
    folder: Path, files: dict[str, bytes]
) -> None:
    (folder / LOG).write_bytes(files[LOG][:-100])
    with opened(folder) as vault:
        assert read_notes(vault.engine) == NOTES[:-1]


@pytest.mark.parametrize("at", [8, HEADER + 20, HEADER + 24 + 1000])
def test_damage_before_what_was_saved_is_said_rather_than_forgotten(
    folder: Path, files: dict[str, bytes], at: int
) -> None:
    data = bytearray(files[LOG])
    assert len(data) >= HEADER + 4 * FRAME
    data[at] ^= 1
    (folder / LOG).write_bytes(data)
    refused(folder)


@pytest.mark.parametrize("at", [5, HEADER + 9])
def test_two_damages_at_the_beginning_hide_nothing_that_was_saved(
    folder: Path, files: dict[str, bytes], at: int
) -> None:
    data = bytearray(files[LOG])
    for place in (at, HEADER + 10, 25):
        data[place] ^= 1
    (folder / LOG).write_bytes(data)
    refused(folder)


def test_a_log_whose_first_write_was_cut_is_as_none(folder: Path, files: dict[str, bytes]) -> None:
    log, end = bytearray(files[LOG]), HEADER
    while not any(log[end + 4 : end + 8]):  # the frame that ends the first transaction
        end += FRAME
    log[24] ^= 1  # the sum of the header
    (folder / LOG).write_bytes(log[: end + FRAME])
    with opened(folder) as vault:
        assert read_notes(vault.engine) == []


def test_a_page_wiped_by_the_disk_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    with make_vault(folder).vault as vault:
        add_note(vault.engine, "long " * 6000)
    path = folder / "coffre.db"
    sound = path.read_bytes()
    for start in range(0, len(sound), 4096):
        path.write_bytes(sound[:start] + bytes(4096) + sound[start + 4096 :])
        with pytest.raises(DamagedDatabase):
            opened(folder)
    path.write_bytes(sound)
    opened(folder).close()


def test_a_file_read_while_the_password_is_typed_is_read_again_if_it_changes(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "v"
    make_vault(folder).vault.close()
    path = folder / "coffre.db"
    sound, settled = path.read_bytes(), time.time_ns() - 10**10
    os.utime(path, ns=(settled, settled))
    look_ahead(folder)
    path.write_bytes(sound[:-4096] + bytes(4096))
    with pytest.raises(DamagedDatabase):
        opened(folder)


def test_a_vault_on_a_share_is_read_and_not_opened(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.vault.place.is_remote", lambda _folder: True)
    before = contents(folder)
    with pytest.raises(NetworkFolder):
        opened(folder)
    with opened(folder, read_only=True) as vault:
        assert read_notes(vault.engine) == NOTES
    assert contents(folder) == before
