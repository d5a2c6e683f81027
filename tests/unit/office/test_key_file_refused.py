"""The disk refuses the key file: an error that is shown means that the former way in holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.errors import Refused, UserFacingError
from app.models.enums import Role
from app.services import accounts, entrance
from app.services.accounts import AccountEntry
from app.services.desk import Desk
from app.services.vault import opening
from app.services.vault.errors import WrongPassword
from tests.unit.office.conftest import OTHER, PASSWORD, TERMS, Town

THIRD = "Encore sept mots inconnus pour un troisième passage"
CLAIRE = AccountEntry("c.delmas", "Claire", "Delmas", frozenset({Role.CASE_OFFICER}))


@contextmanager
def refusing_disk(folder: Path) -> Iterator[None]:
    """A folder stands where the key file is first written."""
    obstacle = folder / "cles.json.tmp"
    obstacle.mkdir()
    try:
        yield
    finally:
        obstacle.rmdir()


def close(desk: Desk) -> None:
    assert desk.vault is not None
    desk.vault.close()


def test_one_s_own_password_stays_when_the_new_one_cannot_be_written(town: Town) -> None:
    with refusing_disk(town.folder), pytest.raises(UserFacingError):
        accounts.change_own_password(town.desk, PASSWORD, THIRD)
    town.leave()
    with pytest.raises(WrongPassword):
        town.enter("a.bernard", THIRD)
    close(town.enter("a.bernard", PASSWORD))


def test_a_colleague_s_password_stays_when_the_new_one_cannot_be_written(town: Town) -> None:
    number = accounts.add_account(town.desk, CLAIRE, OTHER).ref
    with refusing_disk(town.folder), pytest.raises(UserFacingError):
        accounts.give_password(town.desk, number, THIRD)
    town.leave()
    close(town.enter("c.delmas", OTHER))


def test_a_new_password_is_not_written_when_the_database_refuses(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal could not be kept: neither is the new password."""

    def fail(*_: object) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr("app.services.journal.append", fail)
        with pytest.raises(UserFacingError):
            accounts.change_own_password(town.desk, PASSWORD, THIRD)
    town.leave()
    close(town.enter("a.bernard", PASSWORD))


def test_the_recovery_sheet_stays_when_the_new_one_cannot_be_written(town: Town) -> None:
    with refusing_disk(town.folder), pytest.raises(UserFacingError):
        accounts.renew_recovery_key(town.desk)
    town.leave()
    key = town.founded.recovery.text
    opening.unlock_with_recovery_key(town.folder, key=key, terms=TERMS).close()


def test_a_recovery_that_cannot_be_written_leaves_the_password(town: Town) -> None:
    town.leave()
    vault = opening.unlock_with_recovery_key(
        town.folder, key=town.founded.recovery.text, terms=TERMS
    )
    (choice,) = entrance.recoverable_accounts(vault)
    with refusing_disk(town.folder), pytest.raises(UserFacingError):
        entrance.recover(vault, choice.id, OTHER, clock=town.clock)
    vault.close()
    close(town.enter("a.bernard", PASSWORD))


@pytest.mark.parametrize("another", [False, True], ids=["asked again", "with the next who leaves"])
def test_a_departure_the_disk_interrupted_is_finished_later(town: Town, *, another: bool) -> None:
    number = accounts.add_account(town.desk, CLAIRE, OTHER).ref
    vault = town.desk.vault
    assert vault is not None
    with refusing_disk(town.folder), pytest.raises(UserFacingError):
        accounts.revoke_account(town.desk, number)
    assert len(vault.slot_ids()) == 2  # the disk refused: the slot is still there
    if another:
        entry = AccountEntry("p.roy", "Paul", "Roy", frozenset({Role.CLERK}))
        number = accounts.add_account(town.desk, entry, THIRD).ref
    accounts.revoke_account(town.desk, number)
    assert vault.slot_ids() == {vault.slot_id}
    town.leave()
    with pytest.raises(WrongPassword):
        town.enter("c.delmas", OTHER)
    close(town.enter("a.bernard", PASSWORD))


def test_between_the_two_who_left_is_not_let_in(town: Town) -> None:
    number = accounts.add_account(town.desk, CLAIRE, OTHER).ref
    with refusing_disk(town.folder), pytest.raises(UserFacingError):
        accounts.revoke_account(town.desk, number)
    town.leave()
    with pytest.raises(entrance.NoAccount):
        town.enter("c.delmas", OTHER)


def test_a_recovery_serves_neither_who_left_nor_who_came_in_with_a_password(town: Town) -> None:
    number = accounts.add_account(town.desk, CLAIRE, OTHER).ref
    assert town.desk.vault is not None
    with pytest.raises(Refused):
        entrance.recover(town.desk.vault, number, THIRD, clock=town.clock)
    accounts.revoke_account(town.desk, number)
    town.leave()
    key = town.founded.recovery.text
    with opening.unlock_with_recovery_key(town.folder, key=key, terms=TERMS) as vault:
        with pytest.raises(Refused):
            entrance.recover(vault, number, THIRD, clock=town.clock)
        assert number not in [one.id for one in entrance.recoverable_accounts(vault)]
