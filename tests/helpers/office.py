"""An office for tests: a really encrypted vault (raw random key), a town, its people.

Key slots have their own tests; here the data key is made at random and never derived.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.orm import Session

from app.clock import FixedClock
from app.models.account import Account, AccountRole
from app.models.dialect import Compiled
from app.models.engine import create_engine
from app.models.enums import GroupKind, Role
from app.models.migrations import upgrade
from app.models.organisation import Organisation, WorkingGroup
from app.services.desk import Actor, Desk

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_COMPILED: Compiled = {}
"""Statements are compiled once for all the offices: a quarter of the time of a test."""


@dataclass
class Office:
    """A town with two groups; `desk()` seats anyone at it."""

    path: Path
    key: bytearray
    clock: FixedClock
    north: int
    south: int
    coordinator_id: int

    def __post_init__(self) -> None:
        # as encrypted as any; wiping each allocation is for the window, and takes half the time
        self.engine = create_engine(self.path, self.key, memory_security=False, compiled=_COMPILED)

    def account(
        self, *roles: Role, groups: tuple[int, ...] = (), login: str = "", last_name: str = "DELMAS"
    ) -> int:
        """A further account; returns its number."""
        with Session(self.engine) as session, session.begin():
            row = Account(
                login=login or os.urandom(6).hex(),
                first_name="Claire",
                last_name=last_name,
                created_at=self.clock.now(),
                updated_at=self.clock.now(),
                roles=[AccountRole(role=role) for role in roles],
                groups=[session.get_one(WorkingGroup, one) for one in groups],
            )
            session.add(row)
            session.flush()
            return row.id

    def desk(
        self, *roles: Role, groups: tuple[int, ...] = (), account_id: int | None = None
    ) -> Desk:
        """A desk for a new account with these roles; the coordonnateur's when none is named."""
        if not roles:
            account_id, roles = self.coordinator_id, (Role.COORDINATOR,)
        if account_id is None:
            account_id = self.account(*roles, groups=groups)
        actor = Actor(account_id, "C. Delmas", frozenset(roles), frozenset(groups))
        return Desk(self.engine, actor, self.clock)

    def close(self) -> None:
        """Close the vault's connection."""
        self.engine.dispose()


@dataclass(frozen=True)
class _Template:
    """The bytes of a town's vault, made once and copied for each test, with its key."""

    database: bytes
    key: bytes
    group_ids: tuple[int, ...]
    coordinator_id: int


def make_office(folder: Path, *, at: datetime = MONDAY) -> Office:
    """A vault of its own in `folder`: a town, two groups, its coordonnateur."""
    template = _template()
    path = folder / "coffre.db"
    path.write_bytes(template.database)
    north, south = template.group_ids
    key = bytearray(template.key)
    return Office(path, key, FixedClock(at), north, south, template.coordinator_id)


@cache
def _template() -> _Template:
    key, stamp = bytearray(os.urandom(32)), {"created_at": MONDAY, "updated_at": MONDAY}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "coffre.db"
        path.touch()
        engine = create_engine(path, key, memory_security=False)
        upgrade(engine)
        with Session(engine) as session, session.begin():
            groups = [
                WorkingGroup(name=name, kind=GroupKind.TERRITORIAL, **stamp)
                for name in ("Groupe territorial Nord", "Groupe territorial Sud")
            ]
            coordinator = Account(
                login="a.bernard",
                first_name="Anne",
                last_name="BERNARD",
                roles=[AccountRole(role=Role.COORDINATOR)],
                **stamp,
            )
            organisation = Organisation(
                town_name="Valmont",
                cell_name="Cellule de veille éducative",
                sender_name="Ville de Valmont – Veille éducative",
                **stamp,
            )
            session.add_all((*groups, coordinator, organisation))
            session.flush()
            ids = tuple(one.id for one in groups)
            coordinator_id = coordinator.id
        engine.dispose()  # the journal goes into the file with the last connection
        return _Template(path.read_bytes(), bytes(key), ids, coordinator_id)
