"""Brings a vault's tables to the version this program knows (Alembic, in-process).

The scripts under `versions` import nothing from `app`: they must still run when the models
have moved on. One transaction for all of them: a kill in the middle leaves the former version.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event

from app.errors import NewerVault
from app.models.engine import in_bulk

FOLDER = Path(__file__).parent

Advance = Callable[[int, int, str], object]
"""Told `(done, total, part)` before each statement: how far it all is, the name of its SQL file.

It may raise: nothing is then changed.
"""

#: How much longer than others a statement takes that goes through every row of a table.
_WEIGHT: Final = 30
_LONG: Final = re.compile(r"^(UPDATE|INSERT INTO|CREATE (UNIQUE )?INDEX)\b", re.MULTILINE)


def nothing_told(_done: int, _total: int, _part: str) -> None:
    """An upgrade that nobody watches."""


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return ScriptDirectory.from_config(config)


def head() -> str:
    """The version this program writes."""
    revision = _scripts().get_current_head()
    if revision is None:
        raise LookupError("no migration")
    return revision


def current(connection: Connection) -> str | None:
    """The version of an open vault; none when it has no table yet."""
    return MigrationContext.configure(connection).get_current_revision()


def knows(version: str) -> bool:
    """Whether this program can open a vault of this version."""
    return any(one.revision == version for one in _scripts().walk_revisions())


def is_behind(engine: Engine) -> bool:
    """Whether `upgrade` would change the tables of a vault that has some."""
    with engine.connect() as connection:
        version = current(connection)
    return version is not None and knows(version) and version != head()


def upgrade(engine: Engine, advance: Advance = nothing_told) -> bool:
    """Bring the vault to the head, in one transaction, saying how far it is.

    Answers whether a vault of an earlier version was changed; not so for one just created.
    About a quarter of a minute for 100,000 dossiers. Nothing may be under way on the engine.
    Raises `NewerVault` when the vault's version is not one this program knows, and what
    `advance` does.
    """
    scripts = _scripts()
    with engine.connect() as connection:
        version = current(connection)
    if version is not None and not knows(version):
        raise NewerVault
    if version == scripts.get_current_head():
        return False
    with in_bulk(engine), engine.begin() as connection, _told(connection, version, advance):
        environment = EnvironmentContext(
            Config(),
            scripts,
            fn=lambda rev, _: scripts._upgrade_revs("head", rev),  # noqa: SLF001 - Alembic's own in-process recipe
        )
        environment.configure(
            connection=connection, target_metadata=None, transaction_per_migration=False
        )
        environment.run_migrations()
    return version is not None


@contextmanager
def _told(connection: Connection, version: str | None, advance: Advance) -> Iterator[None]:
    """Within, `advance` is called before each statement of the files that wait."""
    waiting = list(_waiting(version))
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


def _waiting(version: str | None) -> Iterator[tuple[str, tuple[str, int]]]:
    """Every statement that brings from `version` to the head, with its file and its weight."""
    for script in reversed(list(_scripts().walk_revisions())):
        if version is None or script.revision > version:
            for part, statement in script.module.statements():
                weight = _WEIGHT if _LONG.search(statement) else 1
                yield statement, (part, weight)
