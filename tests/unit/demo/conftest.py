"""The fictional town as shipped: sixty dossiers, made once for every test that only reads it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.models.migrations import upgrade
from app.services.demo.making import make_town
from app.services.entrance import Founded
from app.services.vault.opening import Terms
from tests.helpers.vaults import CHEAP

TERMS = Terms(prepare=upgrade, floor=CHEAP)
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def make(folder: Path, *, dossiers: int = 60, seed: int = 1) -> Founded:
    """A town in `folder`, open."""
    return make_town(
        folder, FixedClock(MORNING), dossiers=dossiers, seed=seed, terms=TERMS, cost=CHEAP
    )


@pytest.fixture(scope="package")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Founded]:
    founded = make(tmp_path_factory.mktemp("demo") / "demonstration.vigie")
    yield founded
    assert founded.desk.vault is not None
    founded.desk.vault.close()
