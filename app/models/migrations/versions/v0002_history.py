"""History with its values, corbeille, eliminations; backups, purge, where each one was.

Revision ID: 0002
Revises: 0001
"""

from collections.abc import Iterator
from pathlib import Path

revision = "0002"
down_revision = "0001"

STATEMENTS = Path(__file__).with_suffix(".sql")


def statements() -> Iterator[tuple[str, str]]:
    """Each statement of the SQL file beside this one, with the name of the file."""
    text = STATEMENTS.read_text(encoding="utf-8")
    yield from ((STATEMENTS.stem, one) for one in text.split(";\n") if one.strip())


def upgrade() -> None:
    """Create the tables, as the SQL file says."""
    from alembic import op  # noqa: PLC0415 - reading the statements does without Alembic

    connection = op.get_bind()
    for _, statement in statements():
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """A vault does not go back: what it holds since would be lost."""
    raise LookupError("no way back")
