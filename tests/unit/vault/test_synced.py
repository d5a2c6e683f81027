"""A new vault does not stand where a program of synchronisation copies it behind one's back.

Peers' lesson: a base corrupted by a sync folder, without recovery (ezra-bible-app 1096).
"""

from pathlib import Path

import pytest

from app.services.vault.creation import demand_place
from app.services.vault.errors import SyncedFolder
from app.services.vault.synced import is_synced
from tests.helpers.vaults import make_vault


@pytest.mark.parametrize(
    "name", ["OneDrive", "OneDrive - Ville de Valmont", "Dropbox", "Nextcloud"]
)
def test_the_usual_names_are_known(tmp_path: Path, name: str) -> None:
    assert is_synced(tmp_path / name / "service" / "ville.vigie", {})


@pytest.mark.parametrize(
    "mark", [".dropbox.cache", ".sync_4f2a.db", ".nextcloudsync.log", ".stfolder"]
)
def test_a_renamed_folder_is_known_by_what_its_client_leaves(tmp_path: Path, mark: str) -> None:
    inside = tmp_path / "Service" / "2026"
    inside.mkdir(parents=True)
    assert not is_synced(inside / "ville.vigie", {})
    (tmp_path / "Service" / mark).mkdir()
    assert is_synced(inside / "ville.vigie", {})


def test_windows_says_where_onedrive_is(tmp_path: Path) -> None:
    assert is_synced(tmp_path / "ville.vigie", {"OneDriveCommercial": str(tmp_path)})
    assert not is_synced(tmp_path / "ville.vigie", {"OneDrive": str(tmp_path / "autre")})


@pytest.mark.parametrize("name", ["Mes documents", "Droit box", "onedrives", "Vigie"])
def test_ordinary_folders_are_let_through(tmp_path: Path, name: str) -> None:
    assert not is_synced(tmp_path / name / "ville.vigie", {})


def test_no_vault_is_created_there_and_it_is_said_while_one_chooses(tmp_path: Path) -> None:
    place = tmp_path / "Dropbox" / "ville.vigie"
    place.parent.mkdir()
    for attempt in (demand_place, make_vault):
        with pytest.raises(SyncedFolder):
            attempt(place)
    assert list(place.parent.iterdir()) == []
