"""The first tables: signalement, dossier, plan, orientation, journal, search.

Revision ID: 0001
Revises:
"""

from collections.abc import Iterator
from pathlib import Path

revision = "0001"
down_revision = None

STATEMENTS = Path(__file__).with_suffix(".sql")


def statements() -> Iterator[tuple[str, str]]:
    """Each statement of the SQL file beside this one, with the name of the file."""
    text = STATEMENTS.read_text(encoding="utf-8")
    yield from ((STATEMENTS.stem, one) for one in text.split(";\n") if one.strip())


def upgrade() -> None:
    """Create every table, as the SQL file says."""
    from alembic import op  # noqa: PLC0415 - reading the statements does without Alembic

    connection = op.get_bind()
    for _, statement in statements():
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """A vault without tables is no vault: the first version has none before it."""
    raise LookupError("nothing before the first version")
