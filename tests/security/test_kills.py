"""SIGKILL while one writes: what was acknowledged is there, nothing is there by half.

A copy of one vault is killed at each question it asks the database, then at random instants.
"""

import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.connection import connect
from app.models.desk import Draft
from app.models.intake import IntakeGuardian, IntakeReport, IntakeReportReason, IntakeStatusChange
from app.services import accounts, backups, entrance, journal, territory
from app.services.accounts import AccountEntry
from app.services.choices import GroupKind, Role
from app.services.entrance import Founding
from app.services.territory import GroupEntry
from app.services.vault.backup_check import problem_of
from app.services.vault.errors import WrongPassword
from app.services.vault.open_vault import OpenVault
from app.services.vault.opening import unlock
from tests.helpers.vaults import (
    CHEAP,
    KEPT_FILES,
    KEPT_KEY,
    LOGIN,
    PASSWORD,
    former_vault,
)
from tests.ordeal import Ordeal
from tests.security.backup_child import LATER, TERMS, VAULT
from tests.security.desk_child import GUARDIANS, NEW, REASONS, TOLD
from tests.security.killing import Killer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork and SIGKILL are POSIX")
COLLEAGUE = AccountEntry("k.benali", "Karim", "Benali", frozenset({Role.CASE_OFFICER}))
COLLEAGUE_PASSWORD = "Rivage-lampe-58-Tilleul"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault with a group and a second account."""
    place = tmp_path_factory.mktemp("modele")
    town = Founding("Valmont", "Cellule", "Anne", "Bernard", LOGIN, PASSWORD)
    desk = entrance.found(place / VAULT, town, clock=LATER, terms=TERMS, cost=CHEAP).desk
    territory.save_group(desk, GroupEntry("Groupe Nord", GroupKind.TERRITORIAL))
    accounts.add_account(desk, COLLEAGUE, COLLEAGUE_PASSWORD)
    assert desk.vault is not None
    desk.vault.close()
    return place


killed = Killer("tests.security.desk_child", moments=(4, 40), instants=(2, 15)).killed


def told(place: Path) -> list[str]:
    """What was acknowledged before the kill."""
    path = place / TOLD
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def opened(place: Path, password: str = PASSWORD) -> OpenVault:
    return unlock(place / VAULT, login=LOGIN, password=password, terms=TERMS)


def demand_sound(place: Path, vault: OpenVault) -> None:
    """Every check of SQLite and of SQLCipher, the chain of the journal, the key slots."""
    assert problem_of(place / VAULT, vault.data_key, backups.nothing_said, None) is None
    with Session(vault.engine) as session:
        assert journal.first_break(session) is None


def test_a_signalement_is_saved_whole_or_not_at_all(
    model: Path, tmp_path: Path, ordeal: Ordeal
) -> None:
    for place in killed("save", model, tmp_path, ordeal):
        with opened(place) as vault:
            demand_sound(place, vault)
            with Session(vault.engine) as session:
                names = set(session.scalars(select(IntakeReport.last_name)))
                acknowledged = {f"Martel {number}" for number in told(place)}
                assert acknowledged <= names
                assert len(names - acknowledged) <= 1, "at most the one in flight"
                for part, each in (
                    (IntakeGuardian, len(GUARDIANS)),
                    (IntakeReportReason, len(REASONS)),
                    (IntakeStatusChange, 2),
                ):
                    rows = session.scalar(select(func.count()).select_from(part))
                    assert rows == each * len(names), part.__tablename__


def test_a_draft_is_never_older_than_what_was_acknowledged(
    model: Path, tmp_path: Path, ordeal: Ordeal
) -> None:
    for place in killed("draft", model, tmp_path, ordeal):
        with opened(place) as vault:
            demand_sound(place, vault)
            with Session(vault.engine) as session:
                kept = list(session.scalars(select(Draft.content)))
        acknowledged = len(told(place))
        letters = [text.count("a") for text in kept]
        assert letters in ([acknowledged - 1], [acknowledged]) or (not letters and not acknowledged)


def test_one_password_opens_the_old_or_the_new(model: Path, tmp_path: Path, ordeal: Ordeal) -> None:
    for place in killed("password", model, tmp_path, ordeal):
        opening = []
        for password in (PASSWORD, NEW):
            try:
                with opened(place, password) as vault:
                    demand_sound(place, vault)
            except WrongPassword:
                continue
            opening.append(password)
        assert len(opening) == 1
        last = (told(place) or [PASSWORD])[-1]
        other = NEW if last == PASSWORD else PASSWORD
        assert opening in ([last], [other])


def test_a_departure_killed_anywhere_ends_with_one_key_and_no_leaver(
    model: Path, tmp_path: Path, ordeal: Ordeal
) -> None:
    for place in killed("rekey", model, tmp_path, ordeal):
        desk = entrance.enter(
            place / VAULT, login=LOGIN, password=PASSWORD, clock=LATER, terms=TERMS
        )
        assert desk.vault is not None
        with desk.vault as vault:
            assert vault.coming_key is None
            demand_sound(place, vault)
            gone = next(one for one in accounts.accounts(desk) if one.login == COLLEAGUE.login)
            slots = len(vault.slot_ids())
        assert slots == (1 if gone.revoked_on else 2)
        if told(place):
            assert gone.revoked_on


def test_a_migration_killed_anywhere_starts_again(tmp_path: Path, ordeal: Ordeal) -> None:
    old = tmp_path / "ancien"
    old.mkdir()
    former_vault(old / VAULT, "0001")
    with closing(connect(KEPT_FILES / "0001.db", bytearray(KEPT_KEY))) as file:
        (entered,) = file.execute("SELECT count(*) FROM intake_report").fetchone()
    for place in killed("migrate", old, tmp_path, ordeal):
        with opened(place) as vault:
            demand_sound(place, vault)
            with Session(vault.engine) as session:
                assert session.scalar(select(func.count()).select_from(IntakeReport)) == entered


def test_a_purge_killed_anywhere_leaves_the_whole_vault(
    model: Path, tmp_path: Path, ordeal: Ordeal
) -> None:
    for place in killed("erase", model, tmp_path, ordeal):
        with opened(place) as vault:
            demand_sound(place, vault)
            with Session(vault.engine) as session:
                assert session.scalar(select(func.count()).select_from(Draft)) == 0
