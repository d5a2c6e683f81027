"""Accounts come, change their password, lose it, and get another."""

from pathlib import Path

import pytest

from app.services.vault.accounts import (
    add_slot,
    change_password,
    is_own_password,
    new_recovery_key,
    replace_slot,
)
from app.services.vault.errors import WrongPassword, WrongRecoveryKey
from app.services.vault.open_vault import OpenVault
from app.services.vault.opening import unlock, unlock_with_recovery_key
from tests.helpers.vaults import (
    LOGIN,
    PASSWORD,
    add_note,
    cheap_terms,
    contents,
    make_vault,
    read_notes,
)

NEW = "une autre phrase assez longue"


def opened(folder: Path, login: str, password: str) -> OpenVault:
    return unlock(folder, login=login, password=password, terms=cheap_terms())


def test_a_further_account_opens_with_its_own_password(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v").vault as vault:
        add_note(vault.engine, "commun")
        slot_id = add_slot(vault, login="k.benali", password=NEW)
    with opened(tmp_path / "v", "k.benali", NEW) as vault:
        assert vault.slot_id == slot_id
        assert read_notes(vault.engine) == ["commun"]
    with pytest.raises(WrongPassword):
        opened(tmp_path / "v", LOGIN, NEW)
    opened(tmp_path / "v", LOGIN, PASSWORD).close()


def test_two_accounts_with_the_same_password_share_nothing_in_the_file(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v").vault as vault:
        add_slot(vault, login="k.benali", password=PASSWORD)
        tags = [slot.tag for slot in vault.keys.slots]
    assert len(set(tags)) == 3


def test_a_changed_password_opens_and_the_old_one_does_not(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v").vault as vault:
        mine = vault.slot_id
        change_password(vault, login=LOGIN, old=PASSWORD, new=NEW)
        add_note(vault.engine, "après")
    with pytest.raises(WrongPassword):
        opened(tmp_path / "v", LOGIN, PASSWORD)
    with opened(tmp_path / "v", LOGIN, NEW) as vault:
        assert vault.slot_id == mine
        assert read_notes(vault.engine) == ["après"]


def test_the_kept_copy_does_not_open_with_the_old_password(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    with make_vault(folder).vault as vault:
        change_password(vault, login=LOGIN, old=PASSWORD, new=NEW)
    (folder / "cles.json").write_bytes((folder / "cles.copie.json").read_bytes())
    with pytest.raises(WrongPassword):
        opened(folder, LOGIN, PASSWORD)


def test_a_new_password_comes_with_a_new_key_pair(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v").vault as vault:
        before = vault.slot.public_key
        change_password(vault, login=LOGIN, old=PASSWORD, new=NEW)
        assert vault.slot.public_key != before


def test_changing_with_a_wrong_old_password_changes_nothing(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v").vault as vault:
        before = contents(tmp_path / "v")
        with pytest.raises(WrongPassword):
            change_password(vault, login=LOGIN, old="faux", new=NEW)
        assert contents(tmp_path / "v") == before


def test_a_locked_window_knows_its_own_password_only(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v").vault as vault:
        add_slot(vault, login="k.benali", password=NEW)
        assert is_own_password(vault, login=LOGIN, password=PASSWORD)
        assert not is_own_password(vault, login=LOGIN, password=NEW)
        assert not is_own_password(vault, login="k.benali", password=NEW)
        change_password(vault, login=LOGIN, old=PASSWORD, new=NEW)
        assert is_own_password(vault, login=LOGIN, password=NEW)


def test_nobody_changes_a_colleagues_password_by_knowing_it(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v").vault as vault:
        add_slot(vault, login="k.benali", password=NEW)
        with pytest.raises(WrongPassword):
            change_password(vault, login="k.benali", old=NEW, new="encore une autre phrase")


def test_the_recovery_holder_gives_an_account_a_new_password(tmp_path: Path) -> None:
    made = make_vault(tmp_path / "v")
    slot_id = made.vault.slot_id
    made.vault.close()
    with unlock_with_recovery_key(
        tmp_path / "v", key=made.recovery.text, terms=cheap_terms()
    ) as vault:
        assert vault.slot_ids() == {slot_id}
        replace_slot(vault, slot_id, login=LOGIN, password=NEW)
        assert vault.by_recovery
    with opened(tmp_path / "v", LOGIN, NEW) as vault:
        assert vault.slot_id == slot_id
    with pytest.raises(WrongPassword):
        opened(tmp_path / "v", LOGIN, PASSWORD)


def test_the_recovery_slot_is_nobodys_account(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v").vault as vault:
        recovery = next(s for s in vault.keys.slots if s.id.hex() not in vault.slot_ids())
        with pytest.raises(KeyError):
            replace_slot(vault, recovery.id.hex(), login=LOGIN, password=NEW)


def test_a_new_recovery_sheet_ends_the_old_one(tmp_path: Path) -> None:
    made = make_vault(tmp_path / "v")
    with made.vault as vault:
        fresh = new_recovery_key(vault)
    with pytest.raises(WrongRecoveryKey):
        unlock_with_recovery_key(tmp_path / "v", key=made.recovery.text, terms=cheap_terms())
    unlock_with_recovery_key(tmp_path / "v", key=fresh.text, terms=cheap_terms()).close()


def test_no_login_stands_in_clear_in_the_folder(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v", login="zzlogin").vault as vault:
        add_slot(vault, login="yylogin", password=NEW)
    for data in contents(tmp_path / "v").values():
        assert b"zzlogin" not in data
        assert b"yylogin" not in data
