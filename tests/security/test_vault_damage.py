"""A damaged, missing or foreign file is said for what it is, and nothing is changed by trying."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.errors import NewerVault, UserFacingError
from app.models import migrations
from app.services.failures import DamagedDatabase, explained
from app.services.vault import keystore, rotation
from app.services.vault.accounts import add_slot
from app.services.vault.errors import (
    DamagedKeyFile,
    ForeignKeyFile,
    MissingDatabase,
    MissingKeyFile,
    NotAVault,
    OldKeyFile,
    WeakKeyFile,
    WrongPassword,
)
from app.services.vault.kdf import CEILING
from app.services.vault.open_vault import OpenVault
from app.services.vault.opening import unlock
from tests.helpers.vaults import (
    LOGIN,
    PASSWORD,
    add_note,
    cheap_terms,
    contents,
    make_vault,
    read_notes,
)

NOTES = [f"note {number} " + "x" * 500 for number in range(60)]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a sound vault of some thirty pages."""
    folder = tmp_path_factory.mktemp("sound") / "v"
    with make_vault(folder).vault as vault:
        for body in NOTES:
            add_note(vault.engine, body)
    return contents(folder)


@pytest.fixture
def folder(tmp_path: Path, sound: dict[str, bytes]) -> Path:
    """A copy of it to damage."""
    for name, data in sound.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def opened(folder: Path, password: str = PASSWORD) -> OpenVault:
    return unlock(folder, login=LOGIN, password=password, terms=cheap_terms())


def refused(folder: Path, kind: type[UserFacingError], password: str = PASSWORD) -> UserFacingError:
    """The refusal of that kind, having changed nothing."""
    before = contents(folder)
    with pytest.raises(kind) as refusal:
        opened(folder, password)
    assert contents(folder) == before
    assert refusal.value.sentence.endswith(".")
    assert refusal.value.remedy
    return refusal.value


def rewritten(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change `cles.json` as a text editor would, and its copy with it."""
    keys = json.loads((folder / "cles.json").read_bytes())
    change(keys)
    for name in ("cles.json", "cles.copie.json"):
        (folder / name).write_bytes(json.dumps(keys).encode())


def test_an_empty_folder_is_not_a_vault(tmp_path: Path) -> None:
    refused(tmp_path, NotAVault)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_not_a_vault(tmp_path: Path) -> None:
    with pytest.raises(NotAVault):
        opened(tmp_path / "absent")


def test_a_missing_database_is_said_and_not_created(folder: Path) -> None:
    (folder / "coffre.db").unlink()
    refused(folder, MissingDatabase)


@pytest.mark.parametrize("size", [0, 10, 4095])
def test_a_stub_of_a_database_is_damaged_and_not_taken_for_a_new_one(
    folder: Path, size: int
) -> None:
    (folder / "coffre.db").write_bytes((folder / "coffre.db").read_bytes()[:size])
    with pytest.raises((DamagedDatabase, ForeignKeyFile)):
        opened(folder)
    assert (folder / "coffre.db").stat().st_size == size


def test_damage_in_the_first_page_is_told_from_a_wrong_password(folder: Path) -> None:
    data = bytearray((folder / "coffre.db").read_bytes())
    data[100] ^= 1
    (folder / "coffre.db").write_bytes(data)
    refused(folder, DamagedDatabase)
    refused(folder, WrongPassword, password="autre")


def test_a_lost_header_is_damage_not_foreign_keys(folder: Path) -> None:
    data = bytearray((folder / "coffre.db").read_bytes())
    data[:16] = bytes(16)
    (folder / "coffre.db").write_bytes(data)
    refused(folder, DamagedDatabase)


def test_damage_deeper_in_the_file_is_said_when_it_is_met(folder: Path) -> None:
    data = bytearray((folder / "coffre.db").read_bytes())
    data[4096 * 5 + 2000] ^= 1
    (folder / "coffre.db").write_bytes(data)
    with pytest.raises(DamagedDatabase), explained(), opened(folder) as vault:
        read_notes(vault.engine)


def test_a_missing_key_file_is_said_and_its_copy_can_be_put_back(folder: Path) -> None:
    (folder / "cles.json").unlink()
    error = refused(folder, MissingKeyFile)
    assert isinstance(error, MissingKeyFile)
    assert error.copy_usable
    keystore.restore_copy(folder)
    with opened(folder) as vault:
        assert read_notes(vault.engine) == NOTES


def test_without_a_copy_the_backup_is_named(folder: Path) -> None:
    (folder / "cles.json").unlink()
    (folder / "cles.copie.json").unlink()
    error = refused(folder, MissingKeyFile)
    assert "sauvegarde" in error.remedy
    with pytest.raises(MissingKeyFile):
        keystore.restore_copy(folder)


def test_a_damaged_key_file_is_set_aside_when_its_copy_is_put_back(folder: Path) -> None:
    (folder / "cles.json").write_bytes(b"\x00" * 300)
    error = refused(folder, DamagedKeyFile)
    assert isinstance(error, DamagedKeyFile)
    assert error.copy_usable
    keystore.restore_copy(folder)
    assert (folder / "cles.ecarte.json").read_bytes() == b"\x00" * 300
    opened(folder).close()


def test_a_copy_that_is_the_same_is_not_offered(folder: Path) -> None:
    rewritten(folder, lambda keys: keys.update(mac="00" * 32))
    error = refused(folder, DamagedKeyFile)
    assert isinstance(error, DamagedKeyFile)
    assert not error.copy_usable


def test_the_copy_is_made_anew_at_an_opening(folder: Path) -> None:
    (folder / "cles.copie.json").unlink()
    opened(folder).close()
    assert (folder / "cles.copie.json").read_bytes() == (folder / "cles.json").read_bytes()


def test_the_keys_of_another_vault_are_foreign_whatever_the_password(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other") / "w"
    make_vault(other).vault.close()
    (folder / "cles.json").write_bytes((other / "cles.json").read_bytes())
    refused(folder, ForeignKeyFile)
    refused(folder, ForeignKeyFile, password="autre")


def test_keys_of_before_a_departure_are_told_from_a_damaged_database(folder: Path) -> None:
    with opened(folder) as vault:
        add_slot(vault, login="k.benali", password="autre mot de passe")
        old = (folder / "cles.json").read_bytes()
        rotation.revoke(vault, sorted(vault.slot_ids() - {vault.slot_id}))
    (folder / "cles.json").write_bytes(old)
    error = refused(folder, OldKeyFile)
    assert isinstance(error, OldKeyFile)
    assert error.copy_usable
    keystore.restore_copy(folder)
    with opened(folder) as vault:
        assert read_notes(vault.engine) == NOTES


@pytest.mark.parametrize("version", [2, 99, 10**9])
def test_a_later_format_asks_for_a_later_program(folder: Path, version: int) -> None:
    def later(keys: dict[str, Any]) -> None:
        keys.clear()
        keys.update(program="vigie", format=version)

    rewritten(folder, later)
    refused(folder, NewerVault)


def test_tables_of_a_later_version_are_refused_without_change(tmp_path: Path) -> None:
    place = tmp_path / "v"
    made = make_vault(place, prepare=migrations.upgrade)
    with made.vault as vault, vault.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'a2050'"))
    before = contents(place)
    with pytest.raises(UserFacingError) as refusal:
        unlock(place, login=LOGIN, password=PASSWORD, terms=cheap_terms(migrations.upgrade))
    assert refusal.value.code == "newer_vault"
    assert contents(place) == before


@pytest.mark.parametrize(
    "cost",
    [
        {"memory_kib": 7, "iterations": 1, "lanes": 1},
        {"memory_kib": CEILING.memory_kib + 1, "iterations": 3, "lanes": 4},
        {"memory_kib": 65536, "iterations": 10**6, "lanes": 4},
    ],
)
def test_a_cost_out_of_bounds_is_refused_before_the_password_is_used(
    folder: Path, cost: dict[str, int]
) -> None:
    rewritten(folder, lambda keys: keys.update(argon2id=cost))
    refused(folder, WeakKeyFile)


@pytest.mark.parametrize(
    "change",
    [
        lambda keys: keys.pop("mac"),
        lambda keys: keys.update(mac=keys["mac"][::-1]),
        lambda keys: keys.update(extra=1),
        lambda keys: keys.update(format="1"),
        lambda keys: keys.update(format=True),
        lambda keys: keys.update(format=0),
        lambda keys: keys.update(slots=[]),
        lambda keys: keys["slots"].append(keys["slots"][0]),
        lambda keys: keys["slots"].reverse(),
        lambda keys: keys["slots"].pop(0),
        lambda keys: keys.update(slots={}),
        lambda keys: keys["slots"][0].update(kind=["account"]),
        lambda keys: keys["slots"][0].pop("tag"),
        lambda keys: keys["slots"][0].update(data_key=keys["slots"][1]["data_key"]),
        lambda keys: keys["slots"][1].update(data_key=keys["slots"][0]["data_key"]),
        lambda keys: keys["slots"][0].update(next_data_key=keys["slots"][0]["data_key"]),
        lambda keys: keys["slots"][0].update(id="AB" * 16),
        lambda keys: keys.update(argon2id=None),
    ],
)
def test_any_edit_of_the_slots_is_refused(
    folder: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    rewritten(folder, change)
    with pytest.raises((DamagedKeyFile, WrongPassword)):
        opened(folder)


def test_a_stub_of_nested_brackets_is_refused(folder: Path) -> None:
    (folder / "cles.json").write_bytes(b"[" * 500_000)
    refused(folder, DamagedKeyFile)


def test_a_huge_key_file_is_refused_unread(folder: Path) -> None:
    (folder / "cles.json").write_bytes(b" " * 3_000_000)
    refused(folder, DamagedKeyFile)
