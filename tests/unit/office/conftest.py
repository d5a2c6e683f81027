"""A town founded as the wizard does, in a vault with real key slots and a cheap derivation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import FixedClock
from app.models.desk import JournalEntry
from app.models.migrations import upgrade
from app.services import entrance
from app.services.desk import Desk
from app.services.entrance import Founded, Founding
from app.services.vault.opening import Terms
from tests.helpers.vaults import CHEAP

PASSWORD = "Onze mots bien choisis ouvrent toujours ce coffre neuf"
OTHER = "Huit autres mots pour la collègue qui arrive demain"
TERMS = Terms(prepare=upgrade, floor=CHEAP)
FOUNDING = Founding(
    town_name="Valmont",
    cell_name="Cellule de veille éducative",
    first_name="Anne",
    last_name="Bernard",
    login="A.Bernard ",
    password=PASSWORD,
)


@dataclass
class Town:
    """A founded vault and where it is."""

    folder: Path
    founded: Founded
    clock: FixedClock

    @property
    def desk(self) -> Desk:
        return self.founded.desk

    def enter(self, login: str, password: str) -> Desk:
        return entrance.enter(
            self.folder, login=login, password=password, clock=self.clock, terms=TERMS
        )

    def leave(self) -> None:
        assert self.desk.vault is not None
        self.desk.vault.close()


def journal_of(desk: Desk) -> list[tuple[str, str]]:
    """What the journal says, oldest first: action and detail."""
    with Session(desk.engine) as session:
        rows = session.scalars(select(JournalEntry).order_by(JournalEntry.id))
        return [(str(one.action), one.detail) for one in rows]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    clock = FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    folder = tmp_path / "ville.vigie"
    founded = entrance.found(folder, FOUNDING, clock=clock, terms=TERMS, cost=CHEAP)
    one = Town(folder, founded, clock)
    yield one
    one.leave()
