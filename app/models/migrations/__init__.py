"""Brings a vault's tables to the version this program knows.

The scripts under `versions` import nothing from `app`: they must still run when the models
have moved on. One transaction for all of them: a kill in the middle leaves the former version.
Alembic runs them, and is loaded for that only (`running`): it brings with it the dialects of
every other database, 20 MB and a tenth of a second that an ordinary opening does without.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect

from app.errors import NewerVault

FOLDER = Path(__file__).parent

Advance = Callable[[int, int, str], object]
"""Told `(done, total, part)` before each statement: how far it all is, the name of its SQL file.

It may raise: nothing is then changed.
"""


def nothing_told(_done: int, _total: int, _part: str) -> None:
    """An upgrade that nobody watches."""


def revisions() -> list[str]:
    """The versions this program knows, the oldest first: each names its script, `v0001_….py`."""
    return [name[1:5] for name in _names()]


def head() -> str:
    """The version this program writes."""
    return revisions()[-1]


def current(connection: Connection) -> str | None:
    """The version of an open vault; none when it has no table yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def knows(version: str) -> bool:
    """Whether this program can open a vault of this version."""
    return version in revisions()


def statements(after: str | None = None) -> Iterator[tuple[str, str]]:
    """What brings from a version, or from an empty file, to the head: parts and statements.

    A part is the name of an SQL file.
    """
    for name in _names():
        if after is None or name[1:5] > after:
            script: Any = import_module(f"{__name__}.versions.{name}")
            yield from script.statements()


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
    with engine.connect() as connection:
        version = current(connection)
    if version is not None and not knows(version):
        raise NewerVault
    if version == head():
        return False
    from app.models.migrations.running import run  # noqa: PLC0415 - start-up time, said above

    run(engine, version, advance)
    return version is not None


def _names() -> list[str]:
    return sorted(path.stem for path in (FOLDER / "versions").glob("v[0-9]*.py"))
