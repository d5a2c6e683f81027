"""A fictional town that no disk ever holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from app.clock import Clock
from app.models.dialect import Compiled
from app.models.engine import in_memory
from app.models.migrations import statements
from app.services.demo.generate import generate
from app.services.demo.making import SEED, TOWN
from app.services.desk import Desk
from app.services.entrance import first_desk

DOSSIERS: Final = 3


@contextmanager
def town_in_memory(compiled: Compiled, clock: Clock) -> Iterator[Desk]:
    """The coordonnateur's desk in a town of three dossiers, as long as the context lasts."""
    with in_memory(compiled) as engine:
        with engine.begin() as connection:
            for _, statement in statements():
                connection.exec_driver_sql(statement)
        desk = first_desk(engine, TOWN, clock)
        generate(engine, clock, dossiers=DOSSIERS, seed=SEED)
        yield desk
