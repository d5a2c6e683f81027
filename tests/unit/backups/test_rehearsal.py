"""The rehearsal of the recovery sheet: true or which group is wrong, and nothing else changes."""

from datetime import timedelta

import pytest

from app.errors import Refused
from app.models.enums import Role
from app.services import rehearsal
from app.services.desk import Actor, Desk
from app.services.vault import accounts, rotation
from app.services.vault.errors import UnreadableRecoveryKey, WrongRecoveryKey
from tests.helpers.vaults import contents
from tests.unit.office.conftest import Town, journal_of


def test_the_right_sheet_is_recognised_and_recorded(town: Town) -> None:
    keys = (town.folder / "cles.json").read_bytes()
    assert rehearsal.last_rehearsal(town.desk) is None
    rehearsal.rehearse(town.desk, town.founded.recovery.text.lower().replace("-", " "))
    assert rehearsal.last_rehearsal(town.desk) == town.clock.today()
    assert journal_of(town.desk)[-1] == ("REHEARSAL", "")
    assert (town.folder / "cles.json").read_bytes() == keys


def test_the_wrong_group_is_named_and_nothing_is_recorded(town: Town) -> None:
    groups = list(town.founded.recovery.groups)
    groups[4] = groups[4][:-1] + ("0" if groups[4][-1] != "0" else "1")
    before = contents(town.folder)
    with pytest.raises(UnreadableRecoveryKey) as wrong:
        rehearsal.rehearse(town.desk, " ".join(groups))
    assert wrong.value.group == 5
    assert contents(town.folder) == before


def test_a_sheet_that_was_replaced_is_found_out(town: Town) -> None:
    assert town.desk.vault is not None
    fresh = accounts.new_recovery_key(town.desk.vault)
    with pytest.raises(WrongRecoveryKey):
        rehearsal.rehearse(town.desk, town.founded.recovery.text)
    rehearsal.rehearse(town.desk, fresh.text)
    rotation.revoke(town.desk.vault, [])  # the data key changes, the sheet stays good
    rehearsal.rehearse(town.desk, fresh.text)


def test_it_is_due_a_year_after_the_vault_began_then_after_the_last(town: Town) -> None:
    assert rehearsal.rehearsal_due(town.desk) is None
    town.clock.advance(timedelta(days=364))
    assert rehearsal.rehearsal_due(town.desk) is None
    town.clock.advance(timedelta(days=1))
    assert rehearsal.rehearsal_due(town.desk) == town.clock.today()
    rehearsal.rehearse(town.desk, town.founded.recovery.text)
    assert rehearsal.rehearsal_due(town.desk) is None


def test_it_is_for_those_who_look_after_the_vault(town: Town) -> None:
    town.clock.advance(timedelta(days=800))
    actor = Actor(town.desk.actor.account_id, "C. Delmas", frozenset({Role.CASE_OFFICER}))
    desk = Desk(town.desk.engine, actor, town.clock, town.desk.vault)
    assert rehearsal.rehearsal_due(desk) is None
    with pytest.raises(Refused):
        rehearsal.rehearse(desk, town.founded.recovery.text)
    with pytest.raises(Refused):
        rehearsal.last_rehearsal(desk)
