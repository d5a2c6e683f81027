"""Brings a vault's tables to the version this program knows (Alembic, in-process).

The scripts under `versions` import nothing from `app`: they must still run when the models
have moved on. One transaction for all of them: a kill in the middle leaves the former version.
"""

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from app.errors import NewerVault

FOLDER = Path(__file__).parent


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


def upgrade(engine: Engine) -> None:
    """Bring the vault to the head, in one transaction.

    Raises `NewerVault` when the vault's version is not one this program knows.
    """
    scripts = _scripts()
    with engine.connect() as connection:
        version = current(connection)
    if version is not None and not knows(version):
        raise NewerVault
    if version == scripts.get_current_head():
        return
    with engine.begin() as connection:
        environment = EnvironmentContext(
            Config(),
            scripts,
            fn=lambda rev, _: scripts._upgrade_revs("head", rev),  # noqa: SLF001 - Alembic's own in-process recipe
        )
        environment.configure(
            connection=connection, target_metadata=None, transaction_per_migration=False
        )
        environment.run_migrations()
