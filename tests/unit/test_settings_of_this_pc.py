"""What this PC remembers: comfort only, and never a reason to stop."""

import json
from pathlib import Path

import pytest

from app.settings import Settings


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "profil" / "reglages.json"
    settings = Settings(file)
    settings.remember_vault(tmp_path / "a.vigie")
    settings.remember_vault(tmp_path / "b.vigie")
    settings.theme, settings.text_scale, settings.geometry = "dark", 1.25, "00ff"
    again = Settings(file)
    assert again.vaults == [tmp_path / "b.vigie", tmp_path / "a.vigie"]
    assert (again.theme, again.text_scale, again.geometry) == ("dark", 1.25, "00ff")


def test_few_vaults_are_kept(tmp_path: Path) -> None:
    settings = Settings()
    for number in range(8):
        settings.remember_vault(tmp_path / f"{number}.vigie")
    assert [vault.stem for vault in settings.vaults] == ["7", "6", "5", "4", "3"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"vaults": 3, "text_scale": "x", "theme": []}'])
def test_a_file_that_cannot_be_read_is_as_no_file(tmp_path: Path, text: str) -> None:
    file = tmp_path / "reglages.json"
    file.write_text(text)
    settings = Settings(file)
    assert (settings.vaults, settings.theme, settings.text_scale) == ([], "", 1.0)
    settings.theme = "light"
    assert json.loads(file.read_text())["theme"] == "light"


def test_a_profile_that_refuses_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings = Settings(tmp_path / "file" / "reglages.json")
    settings.theme = "dark"
    assert settings.theme == "dark"


def test_the_size_of_texts_stays_within_what_the_screens_bear() -> None:
    settings = Settings()
    settings.text_scale = 9.0
    assert settings.text_scale == 1.5
