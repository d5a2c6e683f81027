"""SIGKILL in a backup or a restoring: the vault opens, and nothing half made passes."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.partner import Partner
from app.services import backups, entrance, journal, partners
from app.services.choices import PartnerType
from app.services.entrance import Founding
from app.services.partners import PartnerEntry
from app.services.vault import swap
from app.services.vault.backup_check import problem_of
from app.services.vault.backup_names import parse
from app.services.vault.opening import unlock
from tests.helpers.vaults import CHEAP, LOGIN, PASSWORD, contents
from tests.ordeal import Ordeal
from tests.security.backup_child import BACKUPS, LATER, TERMS, VAULT
from tests.security.killing import Killer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork and SIGKILL are POSIX")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault of two partners, beside a backup of when it had one."""
    place = tmp_path_factory.mktemp("modele")
    town = Founding("Valmont", "Cellule", "Anne", "Bernard", LOGIN, PASSWORD)
    desk = entrance.found(place / VAULT, town, clock=LATER, terms=TERMS, cost=CHEAP).desk
    partners.save_partner(desk, PartnerEntry("Lycée Vauban", PartnerType.SCHOOL))
    LATER.advance(timedelta(hours=-2))
    backups.make_backup(desk)
    LATER.advance(timedelta(hours=2))
    partners.save_partner(desk, PartnerEntry("Collège Hugo", PartnerType.SCHOOL))
    assert desk.vault is not None
    desk.vault.close()
    return place


killed = Killer("tests.security.backup_child", moments=(6, 80), instants=(3, 25)).killed


def held(folder: Path) -> tuple[list[str], bool]:
    """The partners of a vault, opened to write as the window does; whether all is sound."""
    with unlock(folder, login=LOGIN, password=PASSWORD, terms=TERMS) as vault:
        problem = problem_of(folder, vault.data_key, backups.nothing_said, None)
        with Session(vault.engine) as session:
            names = sorted(session.scalars(select(Partner.name)))
            whole = journal.first_break(session) is None
    return names, whole and problem is None


def copies(place: Path) -> list[Path]:
    return [path for path in sorted(place.iterdir()) if parse(path.name) is not None]


def is_sound(copy: Path) -> bool:
    with unlock(copy, login=LOGIN, password=PASSWORD, terms=TERMS, read_only=True) as vault:
        return problem_of(copy, vault.data_key, backups.nothing_said, None) is None


def test_a_backup_killed_anywhere_is_a_backup_or_nothing(
    model: Path, tmp_path: Path, ordeal: Ordeal
) -> None:
    (first,) = copies(model / BACKUPS)
    for place in killed("backup", model, tmp_path, ordeal):
        folder = place / BACKUPS
        assert contents(folder / first.name) == contents(first)
        assert all(is_sound(copy) for copy in copies(folder)), place
        assert held(place / VAULT) == (["Collège Hugo", "Lycée Vauban"], True)
        desk = entrance.enter(
            place / VAULT, login=LOGIN, password=PASSWORD, clock=LATER, terms=TERMS
        )
        backups.make_backup(desk)
        assert desk.vault is not None
        desk.vault.close()
        assert not [path for path in folder.iterdir() if path.suffix == ".tmp"], place
        assert is_sound(copies(folder)[-1])


def test_a_restoring_killed_anywhere_leaves_the_old_vault_or_the_new(
    model: Path, tmp_path: Path, ordeal: Ordeal
) -> None:
    (first,) = copies(model / BACKUPS)
    old, new = ["Collège Hugo", "Lycée Vauban"], ["Lycée Vauban"]
    seen = set()
    for place in killed("restore", model, tmp_path, ordeal):
        vault = place / VAULT
        names, sound = held(vault)
        assert sound
        assert names in (old, new)
        seen.add(len(names))
        aside = copies(place)
        assert len(aside) == (1 if names == new else 0)
        assert [held(one) for one in aside] == [(old, True)] * len(aside)
        assert not swap.ready(vault).exists()
        assert not swap.building(vault).exists()
        assert contents(place / BACKUPS / first.name) == contents(first)
    assert 2 in seen
