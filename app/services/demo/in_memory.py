"""A fictional town that no disk ever holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.orm import Session

from app.clock import Clock
from app.models.account import Account, AccountRole
from app.models.engine import Compiled, in_memory
from app.models.enums import Role
from app.models.migrations import upgrade
from app.models.organisation import Organisation
from app.services.demo.generate import generate
from app.services.demo.making import SEED, TOWN
from app.services.desk import Actor, Desk

DOSSIERS: Final = 3


@contextmanager
def town_in_memory(compiled: Compiled, clock: Clock) -> Iterator[Desk]:
    """The coordonnateur's desk in a town of three dossiers, as long as the context lasts."""
    with in_memory(compiled) as engine:
        upgrade(engine)
        stamp = {"created_at": clock.now(), "updated_at": clock.now()}
        with Session(engine) as session, session.begin():
            account = Account(
                login=TOWN.login,
                first_name=TOWN.first_name,
                last_name=TOWN.last_name,
                roles=[AccountRole(role=Role.COORDINATOR)],
                **stamp,
            )
            organisation = Organisation(
                town_name=TOWN.town_name,
                cell_name=TOWN.cell_name,
                sender_name=TOWN.town_name,
                is_demonstration=True,
                **stamp,
            )
            session.add_all((account, organisation))
            session.flush()
            actor = Actor(account.id, TOWN.last_name, frozenset({Role.COORDINATOR}), frozenset())
        generate(engine, clock, dossiers=DOSSIERS, seed=SEED)
        yield Desk(engine, actor, clock)
