"""A vault of an earlier version: it says how far its upgrade is, and can be left as it was."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import Cancelled
from app.models import migrations
from app.services import upgrading
from app.services.rules.backup_rotation import Kind
from app.services.vault.backup_names import parse
from app.services.vault.opening import unlock
from tests.helpers.vaults import LOGIN, PASSWORD, cheap, contents, former_vault

Said = list[tuple[int, int, str]]


def opened(folder: Path, step: Callable[[int, int, str], None]) -> str | None:
    """Open and close it; the version it is then of."""
    terms = cheap(upgrading.terms(step))
    with (
        unlock(folder, login=LOGIN, password=PASSWORD, terms=terms) as vault,
        vault.engine.connect() as connection,
    ):
        return migrations.current(connection)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A vault as version 0002 left it."""
    return former_vault(tmp_path / "ville.vigie", "0002")


def test_it_says_what_it_does_from_the_copy_to_the_end_and_never_goes_back(old: Path) -> None:
    said: Said = []
    assert opened(old, lambda *told: said.append(told)) == migrations.head()
    copying = [label for _, _, label in said if label.startswith("Copie du coffre tel qu’il est")]
    after = [told for told in said if told[2].startswith("La copie est faite")]
    assert copying
    assert said == [*said[: len(copying)], *after]
    assert [done for done, _, _ in after] == sorted(done for done, _, _ in after)
    assert {total for _, total, _ in after} == {100}
    assert all(0 <= done < total for done, total, _ in after)
    words = " ".join(label for _, _, label in after)
    for what in ("la recherche", "les listes", "les noms", "les signalements"):
        assert what in words


def test_a_vault_that_is_up_to_date_says_nothing(old: Path) -> None:
    opened(old, lambda *_told: None)
    said: Said = []
    opened(old, lambda *told: said.append(told))
    assert said == []


@pytest.mark.parametrize("where", ["Copie du coffre", "la recherche", "les listes"])
def test_given_up_it_is_as_it_was_and_opens_again(old: Path, where: str) -> None:
    before = contents(old)

    def gives_up(_done: int, _total: int, label: str) -> None:
        if where in label:
            raise Cancelled

    with pytest.raises(Cancelled):
        opened(old, gives_up)
    assert contents(old) == before
    assert opened(old, lambda *_told: None) == migrations.head()
    folder = old.with_name("ville sauvegardes")
    copies = [one for one in map(parse, (path.name for path in folder.iterdir())) if one]
    assert {one.kind for one in copies} == {Kind.BEFORE}
