"""A restored vault is the backup, and the former one is set aside, whole."""

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.desk import Counter, Draft
from app.models.enums import EliminationReason, Role
from app.models.history import Elimination
from app.models.partner import Partner
from app.services import accounts, eliminations, journal, partners
from app.services.accounts import AccountEntry
from app.services.choices import PartnerType
from app.services.desk import Desk
from app.services.drafts import DraftKey, keep_draft
from app.services.entrance import NoAccount
from app.services.partners import PartnerEntry
from app.services.restoring import WayIn, candidates, look_inside
from app.services.rules.backup_rotation import Kind
from app.services.vault import rotation
from app.services.vault.errors import WrongPassword, WrongRecoveryKey
from tests.helpers.vaults import contents
from tests.unit.backups.restorations import CLAIRE, WAY, back, backed_up, names_in, partner
from tests.unit.office.conftest import OTHER, PASSWORD, TERMS, Town, journal_of


def test_looking_inside_says_what_is_there_and_changes_nothing(town: Town) -> None:
    partner(town, "Lycée Vauban")
    path = backed_up(town)
    before = contents(path)
    inside = look_inside(path, WAY, terms=TERMS)
    assert (inside.cases, inside.reports, inside.accounts) == (0, 0, 1)
    assert inside.last_entry_at == town.clock.now()
    assert inside.made_at == town.clock.now()
    assert inside.size == (path / "coffre.db").stat().st_size
    assert inside.may_restore
    by_recovery = look_inside(path, WayIn(recovery=town.founded.recovery.text), terms=TERMS)
    assert by_recovery.may_restore
    with pytest.raises(WrongPassword):
        look_inside(path, WayIn(login="a.bernard", password="non"), terms=TERMS)
    with pytest.raises(WrongRecoveryKey):
        look_inside(path, WayIn(recovery="000G040R470M30JE209D185GTR38E61W81Q24GK4"), terms=TERMS)
    assert contents(path) == before


def test_the_backup_comes_back_and_the_vault_is_set_aside_whole(town: Town) -> None:
    partner(town, "Lycée Vauban")
    path = backed_up(town)
    partner(town, "Collège Hugo")
    town.leave()
    current = contents(town.folder)
    town.clock.advance(timedelta(hours=1))
    done = back(town, path)
    assert done.aside is not None
    assert contents(done.aside) == current
    assert done.erased == 0
    assert names_in(town) == ["Lycée Vauban"]
    (first, *others) = candidates(town.folder)
    assert (first.kind, first.path) == (Kind.ASIDE, done.aside)
    assert [one.path for one in others] == [path]


def test_it_is_in_the_journal_of_the_restored_vault_and_the_chain_holds(town: Town) -> None:
    path = backed_up(town)
    town.leave()
    back(town, path)
    desk = town.enter("a.bernard", PASSWORD)
    assert ("RESTORE", "replayed") in journal_of(desk)
    with Session(desk.engine) as session:
        assert journal.first_break(session) is None
    assert desk.vault is not None
    desk.vault.close()


def test_the_vault_set_aside_can_be_restored_in_its_turn(town: Town) -> None:
    path = backed_up(town)
    partner(town, "Collège Hugo")
    town.leave()
    aside = back(town, path).aside
    assert aside is not None
    town.clock.advance(timedelta(seconds=5))
    back(town, aside)
    assert names_in(town) == ["Collège Hugo"]
    assert len([one for one in candidates(town.folder) if one.kind is Kind.ASIDE]) == 2


def test_who_was_erased_since_does_not_come_back(town: Town) -> None:
    gone, stays = partner(town, "Lycée Vauban"), partner(town, "Collège Hugo")
    path = backed_up(town)
    with Session(town.desk.engine) as session, session.begin():
        session.delete(session.get_one(Partner, gone))
        ref = (Partner.__tablename__, gone)
        eliminations.register(
            session, [ref], next(iter(EliminationReason)), at=town.clock.now(), by_id=None, total=1
        )
    town.leave()
    done = back(town, path)
    assert done.erased
    assert names_in(town) == ["Collège Hugo"]
    desk = town.enter("a.bernard", PASSWORD)
    with Session(desk.engine) as session:
        assert session.scalars(sa.select(Elimination.object_id)).all() == [gone]
    assert stays
    assert desk.vault is not None
    desk.vault.close()


def test_a_number_given_since_is_never_given_again(town: Town) -> None:
    path = backed_up(town)
    later = partner(town, "Collège Hugo")
    with Session(town.desk.engine) as session, session.begin():
        session.add(Counter(kind="case", year=2026, last=42))
    town.leave()
    back(town, path)
    desk = town.enter("a.bernard", PASSWORD)
    fresh = partners.save_partner(desk, PartnerEntry("Autre", PartnerType.SCHOOL)).ref
    with Session(desk.engine) as session:
        assert session.get_one(Counter, ("case", 2026)).last == 42
    assert fresh > later
    assert desk.vault is not None
    desk.vault.close()


def test_the_register_is_read_though_the_data_key_changed_since(town: Town) -> None:
    """The passwords given open both: what one cannot, the other can."""
    gone = partner(town, "Lycée Vauban")
    path = backed_up(town)
    assert town.desk.vault is not None
    rotation.revoke(town.desk.vault, [])
    with Session(town.desk.engine) as session, session.begin():
        ref = (Partner.__tablename__, gone)
        eliminations.register(
            session, [ref], next(iter(EliminationReason)), at=town.clock.now(), by_id=None, total=1
        )
    town.leave()
    assert back(town, path).erased
    assert names_in(town) == []


def test_a_vault_that_nothing_opens_is_set_aside_and_the_records_of_eliminations_are_asked_for(
    town: Town,
) -> None:
    partner(town, "Lycée Vauban")
    path = backed_up(town)
    town.leave()
    (town.folder / "coffre.db").write_bytes(b"\0" * 8192)
    done = back(town, path)
    assert done.erased is None
    assert "procès-verbaux d’élimination" in done.warning
    assert names_in(town) == ["Lycée Vauban"]
    desk = town.enter("a.bernard", PASSWORD)
    assert ("RESTORE", "not_replayed") in journal_of(desk)
    assert desk.vault is not None
    desk.vault.close()


def test_a_vault_that_is_lost_comes_back_where_it_was(town: Town) -> None:
    partner(town, "Lycée Vauban")
    path = backed_up(town)
    town.leave()
    shutil.rmtree(town.folder)
    assert [one.path for one in candidates(town.folder)] == [path]
    done = back(town, path)
    assert done.aside is None
    assert done.warning == ""
    assert names_in(town) == ["Lycée Vauban"]


def test_a_restored_vault_opens_with_the_passwords_of_its_time(town: Town) -> None:
    accounts.add_account(town.desk, CLAIRE, OTHER)
    path = backed_up(town)
    accounts.change_own_password(town.desk, PASSWORD, OTHER + " nouveau")
    town.leave()
    back(town, path, WayIn(recovery=town.founded.recovery.text))
    assert names_in(town) == []
    assert names_in(town, login="c.d", password=OTHER) == []


def drafts_of(desk: Desk, number: int) -> int:
    """How many drafts an account has."""
    with desk.read() as work:
        return len(work.session.scalars(sa.select(Draft).where(Draft.account_id == number)).all())


def test_who_left_since_does_not_come_back_in(town: Town) -> None:
    number = accounts.add_account(town.desk, CLAIRE, OTHER).ref
    actor = replace(town.desk.actor, account_id=number)
    keep_draft(replace(town.desk, actor=actor), DraftKey("case.new"), {"last_name": "Martel"})
    path = backed_up(town)
    accounts.revoke_account(town.desk, number)
    assert drafts_of(town.desk, number) == 0
    town.leave()
    back(town, path)
    with pytest.raises(NoAccount):
        town.enter("c.d", OTHER)
    desk = town.enter("a.bernard", PASSWORD)
    assert drafts_of(desk, number) == 0
    assert desk.vault is not None
    desk.vault.close()
    assert names_in(town) == []  # the coordonnateur comes in, and the slot is taken out
    with pytest.raises(WrongPassword):
        town.enter("c.d", OTHER)


def test_nobody_is_shut_out_when_all_who_looked_after_accounts_have_left(town: Town) -> None:
    path = backed_up(town)
    other = AccountEntry("c.d", "Claire", "D", frozenset({Role.COORDINATOR}))
    accounts.add_account(town.desk, other, OTHER)
    first = town.desk.actor.account_id
    town.leave()
    desk = town.enter("c.d", OTHER)
    accounts.revoke_account(desk, first)
    assert desk.vault is not None
    desk.vault.close()
    back(town, path)
    assert names_in(town) == []
