"""When somebody leaves, the data key changes, without anybody else's password."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.services.failures import DiskFull
from app.services.vault import keystore, rotation
from app.services.vault.accounts import add_slot
from app.services.vault.database import change_key
from app.services.vault.errors import ForeignKeyFile, OwnSlot, UserFacingError, WrongPassword
from app.services.vault.keyfile import signed
from app.services.vault.open_vault import OpenVault
from app.services.vault.opening import unlock, unlock_with_recovery_key
from app.services.vault.secrets import new_key
from app.services.vault.slots import with_next
from tests.helpers.vaults import (
    LOGIN,
    PASSWORD,
    add_note,
    cheap_terms,
    make_vault,
    read_notes,
)


def opened(folder: Path, login: str = LOGIN) -> OpenVault:
    return unlock(folder, login=login, password=PASSWORD, terms=cheap_terms())


def test_who_leaves_opens_nothing_and_who_stays_sees_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    made = make_vault(folder)
    with made.vault as vault:
        add_note(vault.engine, "gardé")
        leaving = add_slot(vault, login="part", password=PASSWORD)
        staying = add_slot(vault, login="reste", password=PASSWORD)
        key = bytes(vault.data_key)
        rotation.revoke(vault, [leaving])
        assert bytes(vault.data_key) != key
        assert vault.slot_ids() == {vault.slot_id, staying}
        add_note(vault.engine, "après")
    with pytest.raises(WrongPassword):
        opened(folder, "part")
    for login in (LOGIN, "reste"):
        with opened(folder, login) as vault:
            assert read_notes(vault.engine) == ["gardé", "après"]
    unlock_with_recovery_key(folder, key=made.recovery.text, terms=cheap_terms()).close()


def test_the_key_file_from_before_opens_nothing_any_more(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    with make_vault(folder).vault as vault:
        leaving = add_slot(vault, login="part", password=PASSWORD)
        old = (folder / "cles.json").read_bytes()
        rotation.revoke(vault, [leaving])
    database = (folder / "coffre.db").read_bytes()
    assert (folder / "cles.copie.json").read_bytes() == (folder / "cles.json").read_bytes()
    (folder / "cles.json").write_bytes(old)
    with pytest.raises(UserFacingError):
        opened(folder, "part")
    assert (folder / "coffre.db").read_bytes() == database


def test_one_does_not_take_oneself_out(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v").vault as vault, pytest.raises(OwnSlot):
        rotation.revoke(vault, [vault.slot_id])


def test_the_recovery_slot_cannot_be_revoked(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v").vault as vault:
        recovery = next(s for s in vault.keys.slots if s.id.hex() not in vault.slot_ids())
        with pytest.raises(ValueError, match="recovery"):
            rotation.revoke(vault, [recovery.id.hex()])


def test_the_key_changes_even_when_nobody_leaves(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v").vault as vault:
        before = bytes(vault.data_key)
        rotation.revoke(vault, [])
        assert bytes(vault.data_key) != before
    opened(tmp_path / "v").close()


def _interrupted(vault: OpenVault) -> bytearray:
    """What a kill right after the first step leaves: slots with two keys."""
    coming = new_key()
    header = vault.keys.header
    slots = tuple(with_next(header, slot, coming) for slot in vault.keys.slots)
    keystore.write(vault.folder, signed(replace(vault.keys, slots=slots), vault.data_key))
    return coming


def test_a_change_killed_before_reencrypting_is_finished_at_the_next_opening(
    tmp_path: Path,
) -> None:
    with make_vault(tmp_path / "v").vault as vault:
        add_note(vault.engine, "là")
        coming = _interrupted(vault)
    with opened(tmp_path / "v") as vault:
        assert vault.data_key == coming
        assert vault.coming_key is None
        assert read_notes(vault.engine) == ["là"]
    assert b"next_data_key" not in (tmp_path / "v" / "cles.json").read_bytes()
    assert b"next_data_key" not in (tmp_path / "v" / "cles.copie.json").read_bytes()


def test_a_change_killed_after_reencrypting_is_finished_at_the_next_opening(
    tmp_path: Path,
) -> None:
    with make_vault(tmp_path / "v").vault as vault:
        add_note(vault.engine, "là")
        coming = _interrupted(vault)
        change_key(tmp_path / "v" / "coffre.db", vault.engine, vault.data_key, coming)
    with opened(tmp_path / "v") as vault:
        assert vault.data_key == coming
        assert read_notes(vault.engine) == ["là"]
    opened(tmp_path / "v").close()


def test_a_reader_meets_an_interrupted_change_and_leaves_it(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v").vault as vault:
        add_note(vault.engine, "là")
        _interrupted(vault)
    before = (tmp_path / "v" / "cles.json").read_bytes()
    with unlock(
        tmp_path / "v", login=LOGIN, password=PASSWORD, terms=cheap_terms(), read_only=True
    ) as reader:
        assert read_notes(reader.engine) == ["là"]
    assert (tmp_path / "v" / "cles.json").read_bytes() == before


def test_a_slot_slipped_into_the_file_never_receives_the_next_key(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    with make_vault(folder).vault as vault:
        theirs = make_vault(tmp_path / "w").vault
        theirs.close()
        forged = (*vault.keys.slots, theirs.slot)
        honest = vault.keys
    data = signed(replace(honest, slots=forged), bytearray(b"guess" * 6 + b"!!"))
    keystore.write(folder, data)
    with pytest.raises(UserFacingError) as refusal:
        opened(folder)
    assert refusal.value.code == "keys_damaged"


def test_two_foreign_halves_are_told(tmp_path: Path) -> None:
    make_vault(tmp_path / "v").vault.close()
    make_vault(tmp_path / "w").vault.close()
    (tmp_path / "v" / "cles.json").write_bytes((tmp_path / "w" / "cles.json").read_bytes())
    with pytest.raises(ForeignKeyFile) as refusal:
        opened(tmp_path / "v")
    assert refusal.value.copy_usable
    keystore.restore_copy(tmp_path / "v")
    opened(tmp_path / "v").close()


def test_a_disk_without_room_to_reencrypt_is_said_before_anything_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "v"
    with make_vault(folder).vault as vault:
        add_note(vault.engine, "là")
        usage = type("Usage", (), {"free": 4096})
        monkeypatch.setattr("app.services.vault.database.shutil.disk_usage", lambda _: usage)
        with pytest.raises(DiskFull):
            rotation.revoke(vault, [])
        assert read_notes(vault.engine) == ["là"]
    with opened(folder) as vault:  # still no room: it opens, the change waits
        assert vault.coming_key is not None
        with vault.engine.begin():  # as the services do, in the middle of a transaction
            add_slot(vault, login="arrive", password=PASSWORD)
    with opened(folder, "arrive") as vault:
        assert vault.coming_key is not None
    monkeypatch.undo()
    with opened(folder, "arrive") as vault:
        assert vault.coming_key is None
        assert read_notes(vault.engine) == ["là"]
