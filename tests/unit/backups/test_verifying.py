"""A backup read again: intact, damaged, of a former key, or on a medium that does not answer."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import Cancelled
from app.services import accounts, backups, partners
from app.services.accounts import AccountEntry
from app.services.backup_list import list_backups
from app.services.backup_verifying import (
    BackupUnreachable,
    Checked,
    OtherKey,
    carry_out_check,
    order_check,
    record_check,
)
from app.services.choices import PartnerType, Role
from app.services.partners import PartnerEntry
from app.services.vault.layout import DATABASE, KEYS
from tests.helpers.vaults import contents
from tests.unit.backups.test_making import beside, made_in
from tests.unit.office.conftest import OTHER, Town, journal_of


@pytest.fixture
def backup(town: Town) -> Path:
    backups.make_backup(town.desk)
    return made_in(beside(town))[-1]


def read_again(town: Town, path: Path) -> Checked:
    checked = carry_out_check(order_check(town.desk, path), backups.nothing_said)
    record_check(town.desk, checked)
    return checked


def test_an_intact_one_is_recorded_as_read_now_and_no_byte_of_it_changes(
    town: Town, backup: Path
) -> None:
    before = contents(backup)
    assert read_again(town, backup).problem is None
    assert contents(backup) == before
    (row,) = list_backups(backups.whereabouts(town.desk))
    assert (row.problem, row.verified_at) == ("", town.clock.now())
    assert journal_of(town.desk)[-1] == ("VERIFY", "verified")


def test_a_damaged_one_is_said_to_be(town: Town, backup: Path) -> None:
    with (backup / DATABASE).open("r+b") as stream:
        stream.seek(5000)
        stream.write(b"\0" * 32)
    assert read_again(town, backup).problem is not None
    (row,) = list_backups(backups.whereabouts(town.desk))
    assert row.problem
    assert journal_of(town.desk)[-1][0] == "VERIFY"


def test_one_whose_keys_are_damaged_is_not_taken_for_one_of_a_former_key(
    town: Town, backup: Path
) -> None:
    (backup / KEYS).write_bytes(b"{}")
    assert read_again(town, backup).problem == "keys"


def test_another_backup_under_its_name_is_found_out(town: Town, backup: Path) -> None:
    """Whole, of this vault, but not the one that was recorded."""
    town.clock.advance(timedelta(hours=1))
    partners.save_partner(town.desk, PartnerEntry("Lycée Vauban", PartnerType.SCHOOL))
    backups.make_backup(town.desk)
    _, later = made_in(beside(town))
    (backup / DATABASE).write_bytes((later / DATABASE).read_bytes())
    assert read_again(town, backup).problem == "journal"


def test_one_of_a_former_key_cannot_be_read_from_here(town: Town, backup: Path) -> None:
    entry = AccountEntry("c.delmas", "Claire", "Delmas", frozenset({Role.CASE_OFFICER}))
    number = accounts.add_account(town.desk, entry, OTHER).ref
    accounts.revoke_account(town.desk, number)
    check = order_check(town.desk, backup)
    with pytest.raises(OtherKey):
        carry_out_check(check, backups.nothing_said)
    assert not any(check.data_key), "the copy of the key is wiped"


def test_a_medium_that_is_gone_says_nothing_of_the_backup(town: Town, backup: Path) -> None:
    check = order_check(town.desk, backup)
    backup.rename(backup.with_name("ailleurs"))
    with pytest.raises(BackupUnreachable):
        carry_out_check(check, backups.nothing_said)


def test_it_can_be_given_up(town: Town, backup: Path) -> None:
    def stop(_done: int, _total: int, _words: str) -> None:
        raise Cancelled

    check = order_check(town.desk, backup)
    with pytest.raises(Cancelled):
        carry_out_check(check, stop)
    assert not any(check.data_key)
