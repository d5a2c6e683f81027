"""Founding, entering, recovering: an account meets its key slot."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import Invalid
from app.services import accounts, entrance
from app.services.accounts import AccountEntry
from app.services.choices import JournalAction, Role
from app.services.vault import opening
from app.services.vault.errors import WrongPassword
from tests.helpers.vaults import CHEAP
from tests.unit.office.conftest import FOUNDING, OTHER, PASSWORD, TERMS, Town, journal_of


def test_the_founder_is_a_coordinator_who_may_come_back(town: Town) -> None:
    assert town.desk.actor.roles == {Role.COORDINATOR}
    town.leave()
    with_desk = town.enter("a.bernard", PASSWORD)
    assert with_desk.vault is not None
    with with_desk.vault:
        assert with_desk.actor.name == "A. Bernard"
        assert [action for action, _ in journal_of(with_desk)] == ["LOGIN", "LOGIN"]


def test_a_login_is_the_same_whatever_its_case_and_blanks(town: Town) -> None:
    town.leave()
    desk = town.enter("  A.BERNARD", PASSWORD)
    assert desk.vault is not None
    desk.vault.close()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"town_name": " "}, "town_name"),
        ({"cell_name": ""}, "cell_name"),
        ({"first_name": ""}, "first_name"),
        ({"last_name": ""}, "last_name"),
        ({"login": "  "}, "login"),
        ({"password": "Valmont2026!"}, "password"),
        ({"login": "a" * 41}, "login"),
    ],
)
def test_nothing_is_created_while_an_answer_is_wrong(
    tmp_path: Path, change: dict[str, str], field: str
) -> None:
    folder = tmp_path / "ville.vigie"
    with pytest.raises(Invalid) as refused:
        entrance.found(folder, replace(FOUNDING, **change), terms=TERMS, cost=CHEAP)
    assert field in refused.value.problems
    assert not folder.exists()


def test_a_wrong_password_says_neither_which_nor_opens(town: Town) -> None:
    town.leave()
    for login, password in (("a.bernard", OTHER), ("inconnu", PASSWORD)):
        with pytest.raises(WrongPassword):
            town.enter(login, password)


def test_one_s_own_password_is_known_without_writing(town: Town) -> None:
    before = (town.folder / "cles.json").read_bytes()
    assert entrance.is_own_password(town.desk, PASSWORD)
    assert not entrance.is_own_password(town.desk, OTHER)
    assert (town.folder / "cles.json").read_bytes() == before


def test_a_colleague_s_password_is_not_one_s_own(town: Town) -> None:
    entry = AccountEntry("c.delmas", "Claire", "Delmas", frozenset({Role.CASE_OFFICER}))
    accounts.add_account(town.desk, entry, OTHER)
    assert not entrance.is_own_password(town.desk, OTHER)


def test_the_recovery_key_gives_an_account_a_new_password_and_the_journal_says_so(
    town: Town,
) -> None:
    key = town.founded.recovery.text
    town.leave()
    vault = opening.unlock_with_recovery_key(town.folder, key=key, terms=TERMS)
    (choice,) = entrance.recoverable_accounts(vault)
    assert choice.login == "a.bernard"
    entrance.recover(vault, choice.id, OTHER, clock=town.clock)
    vault.close()
    with pytest.raises(WrongPassword):
        town.enter("a.bernard", PASSWORD)
    desk = town.enter("a.bernard", OTHER)
    assert desk.vault is not None
    with desk.vault:
        assert str(JournalAction.RECOVERY) in [action for action, _ in journal_of(desk)]


def test_recovery_refuses_a_weak_password_and_changes_nothing(town: Town) -> None:
    key = town.founded.recovery.text
    town.leave()
    vault = opening.unlock_with_recovery_key(town.folder, key=key, terms=TERMS)
    (choice,) = entrance.recoverable_accounts(vault)
    with pytest.raises(Invalid):
        entrance.recover(vault, choice.id, "azerty", clock=town.clock)
    vault.close()
    desk = town.enter("a.bernard", PASSWORD)
    assert desk.vault is not None
    desk.vault.close()


def test_recovery_does_not_offer_who_has_left(town: Town) -> None:
    entry = AccountEntry("c.delmas", "Claire", "Delmas", frozenset({Role.CASE_OFFICER}))
    gone = accounts.add_account(town.desk, entry, OTHER).ref
    accounts.revoke_account(town.desk, gone)
    assert town.desk.vault is not None
    offered = entrance.recoverable_accounts(town.desk.vault)
    assert gone not in [one.id for one in offered]
