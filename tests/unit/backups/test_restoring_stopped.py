"""A restoring that is refused, fails or is killed leaves a vault that opens."""

import errno
import shutil
from pathlib import Path

import pytest

from app.errors import Cancelled, NewerVault, Refused
from app.services import accounts
from app.services.restoring import WayIn, look_inside, restore
from app.services.vault import swap
from app.services.vault.restore import NotRestored, UnsoundSource
from tests.helpers.vaults import contents
from tests.unit.backups.restorations import CLAIRE, WAY, back, backed_up, names_in, partner
from tests.unit.office.conftest import OTHER, TERMS, Town


def test_only_who_manages_backups_puts_one_in_place_of_the_vault(town: Town) -> None:
    accounts.add_account(town.desk, CLAIRE, OTHER)
    path = backed_up(town)
    town.leave()
    way = WayIn(login="c.d", password=OTHER)
    assert not look_inside(path, way, terms=TERMS).may_restore
    before = contents(town.folder)
    with pytest.raises(Refused):
        back(town, path, way)
    assert contents(town.folder) == before


def test_a_vault_that_is_open_is_not_replaced(town: Town) -> None:
    path = backed_up(town)
    with pytest.raises(NotRestored) as refused:
        back(town, path)
    assert refused.value.code == "already_open"
    assert "déjà ouvert" in refused.value.sentence


def test_a_damaged_backup_does_not_take_the_place_of_the_vault(town: Town) -> None:
    partner(town, "Lycée Vauban")
    path = backed_up(town)
    town.leave()
    data = bytearray((path / "coffre.db").read_bytes())
    data[-2000] ^= 1
    (path / "coffre.db").write_bytes(data)
    before = contents(town.folder)
    with pytest.raises(UnsoundSource) as refused:
        back(town, path)
    assert "sauvegarde est endommagée" in refused.value.sentence
    assert contents(town.folder) == before
    assert not swap.building(town.folder).exists()
    assert names_in(town) == ["Lycée Vauban"]


def refusing(monkeypatch: pytest.MonkeyPatch, *targets: str, source: str = "") -> None:
    """A disk that no longer gives these names, or not to what bears `source`."""
    rename = Path.rename

    def refused(path: Path, target: Path) -> Path:
        if Path(target).name in targets and source in path.name:
            raise OSError(errno.EIO, "disk")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refused)


def test_a_disk_that_fails_between_the_two_renames_gives_the_vault_its_name_back(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    partner(town, "Lycée Vauban")
    path = backed_up(town)
    partner(town, "Collège Hugo")
    town.leave()
    with monkeypatch.context() as patch:
        refusing(patch, town.folder.name, source=".restauration")
        with pytest.raises(NotRestored):
            back(town, path)
    assert names_in(town) == ["Collège Hugo", "Lycée Vauban"]


def test_a_disk_that_gives_nothing_back_is_not_said_to_have_left_the_vault_in_place(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = backed_up(town)
    town.leave()
    before = contents(town.folder)
    with monkeypatch.context() as patch:
        refusing(patch, town.folder.name)
        with pytest.raises(swap.OutOfPlace) as told:
            back(town, path)
    assert "n’est plus à sa place" in told.value.sentence
    (aside,) = town.folder.parent.glob("*_ecarte_*")
    assert contents(aside) == before


def test_giving_up_leaves_the_vault_as_it_was(town: Town) -> None:
    path = backed_up(town)
    town.leave()
    before = contents(town.folder)

    def step(_done: int, _total: int, label: str) -> None:
        if label == "Vérification du chiffrement":
            raise Cancelled

    with pytest.raises(Cancelled):
        back(town, path, step=step)
    assert contents(town.folder) == before
    assert sorted(one.name for one in town.folder.parent.iterdir()) == [
        "ville sauvegardes", "ville.vigie",
    ]  # fmt: skip


def test_the_vault_is_not_its_own_backup_and_other_files_are_not_a_vault(
    town: Town, tmp_path: Path
) -> None:
    path = backed_up(town)
    town.leave()
    with pytest.raises(NotRestored) as refused:
        back(town, town.folder)
    assert refused.value.code == "restore_onto_itself"
    taken = tmp_path / "documents"
    taken.mkdir()
    (taken / "lettre.txt").write_bytes(b"a file of theirs")
    with pytest.raises(NotRestored) as refused:
        restore(path, taken, WAY, clock=town.clock, terms=TERMS)
    assert refused.value.code == "folder_taken"
    assert (taken / "lettre.txt").exists()


def test_a_backup_of_a_later_program_is_refused(town: Town) -> None:
    with town.desk.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    path = backed_up(town)
    town.leave()
    with pytest.raises(NewerVault):
        look_inside(path, WAY, terms=TERMS)


@pytest.mark.parametrize("moment", ["building", "ready", "aside"])
def test_what_a_killed_restoring_left_is_finished_or_cleared_at_the_next_opening(
    town: Town, moment: str
) -> None:
    partner(town, "Lycée Vauban")
    path = backed_up(town)
    partner(town, "Collège Hugo")
    town.leave()
    left = swap.building(town.folder) if moment == "building" else swap.ready(town.folder)
    shutil.copytree(path, left)
    if moment == "aside":
        town.folder.rename(town.folder.with_name("ville_ecarte_2026-11-23_10h00m00.vigie"))
    expected = ["Lycée Vauban"] if moment == "aside" else ["Collège Hugo", "Lycée Vauban"]
    assert names_in(town) == expected
    assert not left.exists()
