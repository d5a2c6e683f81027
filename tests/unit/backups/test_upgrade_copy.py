"""Before its tables change, a vault of a former version is copied, or does not open at all."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from app.models import migrations
from app.models.migrations import upgrade
from app.models.migrations.versions import v0001_spine
from app.services import upgrade_copy
from app.services.rules.backup_rotation import Kind
from app.services.vault.backup_names import parse
from app.services.vault.creation import create
from app.services.vault.open_vault import OpenVault
from app.services.vault.opening import Terms, unlock
from tests.helpers.vaults import CHEAP, LOGIN, PASSWORD, contents

TERMS = Terms(prepare=upgrade, keep=upgrade_copy.keep, floor=CHEAP)


def first_version(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        for statement in v0001_spine.STATEMENTS.read_text(encoding="utf-8").split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('0001')")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A vault as the first version left it."""
    folder = tmp_path / "ville.vigie"
    terms = Terms(prepare=first_version, floor=CHEAP)
    create(folder, login=LOGIN, password=PASSWORD, terms=terms, cost=CHEAP).vault.close()
    return folder


def opened(folder: Path, *, read_only: bool = False) -> OpenVault:
    return unlock(folder, login=LOGIN, password=PASSWORD, terms=TERMS, read_only=read_only)


def version(vault: OpenVault) -> str | None:
    with vault.engine.connect() as connection:
        return migrations.current(connection)


def copies(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if parse(path.name) is not None]


def test_the_former_vault_is_kept_as_it_was_among_the_backups(old: Path) -> None:
    with opened(old) as vault:
        assert version(vault) == migrations.head()
    (copy,) = copies(old.with_name("ville sauvegardes"))
    named = parse(copy.name)
    assert named is not None
    assert named.kind is Kind.BEFORE
    with opened(copy, read_only=True) as former:
        assert version(former) == "0001"
    with opened(old):
        pass
    assert copies(old.with_name("ville sauvegardes")) == [copy]  # once


def test_beside_the_vault_when_the_folder_of_the_backups_cannot_be(old: Path) -> None:
    old.with_name("ville sauvegardes").write_bytes(b"a file of theirs")
    opened(old).close()
    (copy,) = copies(old.parent)
    with opened(copy, read_only=True) as former:
        assert version(former) == "0001"


def test_without_a_copy_nothing_is_changed_and_it_is_said(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(old)
    monkeypatch.setattr(upgrade_copy.backup, "demand_room", _no_room)
    with pytest.raises(upgrade_copy.NotCopied) as refused:
        opened(old)
    assert "rien n’a été changé" in refused.value.sentence
    assert "place" in refused.value.remedy
    assert contents(old) == before
    monkeypatch.undo()
    opened(old).close()


def _no_room(_vault: Path, _place: Path) -> None:
    raise OSError(28, "full")


def test_a_new_vault_and_one_that_is_up_to_date_are_not_copied(tmp_path: Path) -> None:
    folder = tmp_path / "neuf.vigie"
    create(folder, login=LOGIN, password=PASSWORD, terms=TERMS, cost=CHEAP).vault.close()
    opened(folder).close()
    assert [path.name for path in tmp_path.iterdir()] == ["neuf.vigie"]
