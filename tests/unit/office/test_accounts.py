"""Accounts: added, changed, given a password, revoked; the last coordonnateur stays."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.errors import Conflict, Invalid, Refused
from app.services import accounts
from app.services.accounts import AccountEntry, AccountRow, LastCoordinator
from app.services.choices import Role
from app.services.desk import Desk
from app.services.drafts import DraftKey, find_draft, keep_draft
from app.services.entrance import NoAccount
from app.services.vault import accounts as slots
from app.services.vault import opening, rotation
from app.services.vault.errors import WrongPassword, WrongRecoveryKey
from tests.unit.office.conftest import OTHER, PASSWORD, TERMS, Town, journal_of

THIRD = "Neuf mots encore pour un troisième collègue de la cellule"
CLAIRE = AccountEntry("c.delmas", "Claire", "Delmas", frozenset({Role.CASE_OFFICER}))


def row_of(desk: Desk, number: int) -> AccountRow:
    return next(one for one in accounts.accounts(desk) if one.id == number)


def as_entry(row: AccountRow) -> AccountEntry:
    return AccountEntry(
        login=row.login, first_name=row.first_name, last_name=row.last_name,
        roles=frozenset(row.roles), version=row.version,
    )  # fmt: skip


def close(desk: Desk) -> None:
    assert desk.vault is not None
    desk.vault.close()


def test_a_new_account_opens_the_vault_with_its_roles(town: Town) -> None:
    accounts.add_account(town.desk, CLAIRE, OTHER)
    town.leave()
    desk = town.enter("c.delmas", OTHER)
    assert desk.actor.roles == {Role.CASE_OFFICER}
    with pytest.raises(Refused):
        accounts.accounts(desk)
    close(desk)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"login": "A.BERNARD"}, "login"),
        ({"login": " "}, "login"),
        ({"first_name": ""}, "first_name"),
        ({"last_name": " "}, "last_name"),
        ({"roles": frozenset()}, "roles"),
    ],
)
def test_a_wrong_account_is_refused_by_field(
    town: Town, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        accounts.add_account(town.desk, replace(CLAIRE, **change), OTHER)
    assert list(refused.value.problems) == [field]
    assert len(accounts.accounts(town.desk)) == 1


def test_a_weak_password_adds_nobody(town: Town) -> None:
    with pytest.raises(Invalid) as refused:
        accounts.add_account(town.desk, CLAIRE, "delmas")
    assert "password" in refused.value.problems
    assert len(accounts.accounts(town.desk)) == 1


def test_roles_change_but_never_the_login(town: Town) -> None:
    number = accounts.add_account(town.desk, CLAIRE, OTHER).ref
    entry = replace(as_entry(row_of(town.desk, number)), roles=frozenset({Role.CLERK}))
    accounts.change_account(town.desk, number, entry)
    assert row_of(town.desk, number).roles == (Role.CLERK,)
    other = replace(as_entry(row_of(town.desk, number)), login="c.durand")
    with pytest.raises(Invalid) as refused:
        accounts.change_account(town.desk, number, other)
    assert list(refused.value.problems) == ["login"]


def test_a_stale_sheet_overwrites_nothing(town: Town) -> None:
    number = accounts.add_account(town.desk, CLAIRE, OTHER).ref
    stale = as_entry(row_of(town.desk, number))
    accounts.change_account(town.desk, number, replace(stale, first_name="Clara"))
    with pytest.raises(Conflict):
        accounts.change_account(town.desk, number, replace(stale, first_name="Claudine"))
    assert row_of(town.desk, number).first_name == "Clara"


def test_the_last_coordinator_neither_gives_the_role_up_nor_leaves(town: Town) -> None:
    own = town.desk.actor.account_id
    entry = replace(as_entry(row_of(town.desk, own)), roles=frozenset({Role.ADMIN}))
    with pytest.raises(LastCoordinator):
        accounts.change_account(town.desk, own, entry)
    admin = accounts.add_account(
        town.desk, AccountEntry("t.roux", "Théo", "Roux", frozenset({Role.ADMIN})), OTHER
    )
    town.leave()
    desk = town.enter("t.roux", OTHER)
    with pytest.raises(LastCoordinator):
        accounts.revoke_account(desk, own)
    assert row_of(desk, admin.ref).has_access
    assert row_of(desk, own).has_access
    close(desk)


def test_with_a_second_coordinator_the_first_may_leave(town: Town) -> None:
    own = town.desk.actor.account_id
    second = replace(CLAIRE, roles=frozenset({Role.COORDINATOR}))
    accounts.add_account(town.desk, second, OTHER)
    town.leave()
    desk = town.enter("c.delmas", OTHER)
    accounts.revoke_account(desk, own)
    assert row_of(desk, own).revoked_on == town.clock.today()
    close(desk)


def test_nobody_takes_away_their_own_access(town: Town) -> None:
    with pytest.raises(Invalid):
        accounts.revoke_account(town.desk, town.desk.actor.account_id)


def test_who_leaves_opens_nothing_and_the_data_key_changes(town: Town) -> None:
    number = accounts.add_account(town.desk, CLAIRE, OTHER).ref
    assert town.desk.vault is not None
    before = bytes(town.desk.vault.data_key)
    accounts.revoke_account(town.desk, number)
    assert bytes(town.desk.vault.data_key) != before
    assert not row_of(town.desk, number).has_access
    town.leave()
    with pytest.raises(WrongPassword):
        town.enter("c.delmas", OTHER)
    desk = town.enter("a.bernard", PASSWORD)
    assert row_of(desk, number).last_name == "Delmas"
    assert ("ACCOUNT", "revoke") in journal_of(desk)
    close(desk)


class Killed(BaseException):
    """The process ends here."""


def killed_while_leaving(town: Town, number: int, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """End the process between the end of an access and the change of key; the key of then."""
    assert town.desk.vault is not None
    key = bytes(town.desk.vault.data_key)

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(rotation, "revoke", killed)
        with pytest.raises(Killed):
            accounts.revoke_account(town.desk, number)
    town.leave()
    return key


def test_a_departure_cut_short_is_finished_at_the_next_opening(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = accounts.add_account(town.desk, CLAIRE, OTHER).ref
    key = killed_while_leaving(town, number, monkeypatch)
    with pytest.raises(NoAccount):
        town.enter("c.delmas", OTHER)
    desk = town.enter("a.bernard", PASSWORD)
    assert desk.vault is not None
    assert desk.vault.slot_ids() == {desk.vault.slot_id}
    assert bytes(desk.vault.data_key) != key
    assert ("ACCOUNT", "finish_revoke") in journal_of(desk)
    close(desk)
    with pytest.raises(WrongPassword):
        town.enter("c.delmas", OTHER)
    desk = town.enter("a.bernard", PASSWORD)
    assert [one for _, one in journal_of(desk)].count("finish_revoke") == 1
    close(desk)


def test_who_does_not_manage_the_accounts_leaves_a_departure_cut_short_as_it_is(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = accounts.add_account(town.desk, CLAIRE, OTHER).ref
    accounts.add_account(town.desk, replace(CLAIRE, login="t.roux", last_name="Roux"), THIRD)
    key = killed_while_leaving(town, number, monkeypatch)
    desk = town.enter("t.roux", THIRD)
    assert desk.vault is not None
    assert bytes(desk.vault.data_key) == key
    assert ("ACCOUNT", "finish_revoke") not in journal_of(desk)
    close(desk)


def test_a_way_in_that_never_got_its_account_is_taken_out(town: Town) -> None:
    assert town.desk.vault is not None
    slots.add_slot(town.desk.vault, login="c.delmas", password=OTHER)
    town.leave()
    desk = town.enter("a.bernard", PASSWORD)
    assert desk.vault is not None
    assert desk.vault.slot_ids() == {desk.vault.slot_id}
    close(desk)


def test_without_room_to_finish_a_departure_the_vault_opens_and_it_waits(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = accounts.add_account(town.desk, CLAIRE, OTHER).ref
    killed_while_leaving(town, number, monkeypatch)
    with monkeypatch.context() as patch:
        usage = type("Usage", (), {"free": 4096})
        patch.setattr("app.services.vault.database.shutil.disk_usage", lambda _: usage)
        close(town.enter("a.bernard", PASSWORD))
    desk = town.enter("a.bernard", PASSWORD)
    assert desk.vault is not None
    assert desk.vault.coming_key is None
    assert desk.vault.slot_ids() == {desk.vault.slot_id}
    close(desk)


def test_a_lost_password_is_replaced(town: Town) -> None:
    number = accounts.add_account(town.desk, CLAIRE, OTHER).ref
    accounts.give_password(town.desk, number, THIRD)
    town.leave()
    with pytest.raises(WrongPassword):
        town.enter("c.delmas", OTHER)
    close(town.enter("c.delmas", THIRD))


def test_who_left_gets_no_password_back(town: Town) -> None:
    number = accounts.add_account(town.desk, CLAIRE, OTHER).ref
    accounts.revoke_account(town.desk, number)
    with pytest.raises(Refused):
        accounts.give_password(town.desk, number, THIRD)


def test_one_changes_one_s_own_password_knowing_the_old_one(town: Town) -> None:
    with pytest.raises(WrongPassword):
        accounts.change_own_password(town.desk, OTHER, THIRD)
    with pytest.raises(Invalid) as refused:
        accounts.change_own_password(town.desk, PASSWORD, "court")
    assert list(refused.value.problems) == ["new"]
    accounts.change_own_password(town.desk, PASSWORD, THIRD)
    town.leave()
    with pytest.raises(WrongPassword):
        town.enter("a.bernard", PASSWORD)
    close(town.enter("a.bernard", THIRD))


def test_a_new_recovery_sheet_makes_the_former_useless(town: Town) -> None:
    former = town.founded.recovery.text
    fresh = accounts.renew_recovery_key(town.desk).text
    town.leave()
    with pytest.raises(WrongRecoveryKey):
        opening.unlock_with_recovery_key(town.folder, key=former, terms=TERMS)
    opening.unlock_with_recovery_key(town.folder, key=fresh, terms=TERMS).close()


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.CLERK, Role.AUDITOR, Role.ARCHIVIST])
def test_who_may_not_manage_accounts_changes_none(town: Town, role: Role) -> None:
    number = accounts.add_account(town.desk, replace(CLAIRE, roles=frozenset({role})), OTHER).ref
    own = town.desk.actor.account_id
    town.leave()
    desk = town.enter("c.delmas", OTHER)
    refused = (
        lambda: accounts.add_account(desk, CLAIRE, THIRD),
        lambda: accounts.change_account(desk, own, CLAIRE),
        lambda: accounts.give_password(desk, own, THIRD),
        lambda: accounts.revoke_account(desk, own),
        lambda: accounts.renew_recovery_key(desk),
    )
    for attempt in refused:
        with pytest.raises(Refused):
            attempt()
    assert number == desk.actor.account_id
    close(desk)


def test_what_was_begun_and_left_for_three_months_is_erased_at_the_opening(town: Town) -> None:
    keep_draft(town.desk, DraftKey("case.new"), {"last_name": "Martel"})
    keep_draft(town.desk, DraftKey("organisation", "town"), {"town_name": "Valmont"})
    for days, begun in ((89, True), (2, False)):
        town.leave()
        town.clock.advance(timedelta(days=days))
        desk = town.enter("a.bernard", PASSWORD)
        assert (find_draft(desk, DraftKey("case.new")) is not None) is begun
        assert find_draft(desk, DraftKey("organisation", "town")) is not None
        close(desk)
