"""The notes of scheduled commands: ours are journalled once, what is not ours is left alone."""

from pathlib import Path

import pytest

from app.models.enums import JournalAction
from app.services import pending_notes
from tests.unit.office.conftest import Town


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"null",
        b'{"action": "DELETE", "code": "ok", "at": "2026-11-23T09:00:00+00:00"}',
        b'{"action": "BACKUP", "code": "Yanis MARTEL", "at": "2026-11-23T09:00:00+00:00"}',
        b'{"action": "BACKUP", "code": "ok", "at": "2026-11-23T09:00:00"}',
        b'{"action": "BACKUP", "code": ["ok"], "at": 3}',
    ],
)  # fmt: skip
def test_a_note_that_is_not_ours_is_left_alone(town: Town, tmp_path: Path, content: bytes) -> None:
    assert town.desk.vault is not None
    folder = tmp_path / "attente"
    folder.mkdir()
    (folder / f"{town.desk.vault.vault_id}-1.json").write_bytes(content)
    assert pending_notes.take_up(town.desk, folder) is None
    assert len(list(folder.iterdir())) == 1


def test_the_note_of_another_vault_waits_for_it(town: Town, tmp_path: Path) -> None:
    folder = tmp_path / "attente"
    at = town.desk.clock.now()
    pending_notes.leave(folder, "0" * 32, JournalAction.VERIFY, "verified", at)
    assert pending_notes.take_up(town.desk, folder) is None
    assert len(list(folder.iterdir())) == 1
