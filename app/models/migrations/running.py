"""Alembic, in-process, on the vault's own connection."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event

from app.models.engine import in_bulk
from app.models.migrations import FOLDER, Advance, statements

_one_at_a_time = threading.Lock()
"""Alembic's `op`, by which the scripts write, is one for the process: of two vaults brought up to
date at once, one would lose it half-way."""

#: How much longer than others a statement takes that goes through every row of a table.
_WEIGHT: Final = 30
_LONG: Final = re.compile(r"^(UPDATE|INSERT INTO|CREATE (UNIQUE )?INDEX)\b", re.MULTILINE)


def scripts() -> ScriptDirectory:
    """The scripts as Alembic knows them."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return ScriptDirectory.from_config(config)


def run(engine: Engine, version: str | None, advance: Advance) -> None:
    """Bring a vault of this version to the head, in one transaction."""
    known = scripts()
    with (
        _one_at_a_time,
        in_bulk(engine),
        engine.begin() as connection,
        _told(connection, version, advance),
    ):
        environment = EnvironmentContext(
            Config(),
            known,
            fn=lambda rev, _: known._upgrade_revs("head", rev),  # noqa: SLF001 - Alembic's own in-process recipe
        )
        environment.configure(
            connection=connection, target_metadata=None, transaction_per_migration=False
        )
        environment.run_migrations()


@contextmanager
def _told(connection: Connection, version: str | None, advance: Advance) -> Iterator[None]:
    """Within, `advance` is called before each statement of the files that wait."""
    waiting = [
        (one, (part, _WEIGHT if _LONG.search(one) else 1)) for part, one in statements(version)
    ]
    parts = dict(waiting)
    total, done = sum(weight for _, (_, weight) in waiting), 0

    def begins(_connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:  # noqa: ANN401 - SQLAlchemy's signature
        nonlocal done
        if statement in parts:
            part, weight = parts[statement]
            advance(done, total, part)
            done += weight

    event.listen(connection, "before_cursor_execute", begins)
    yield
