"""History with its values, corbeille, eliminations; backups, purge, where each one was.

Revision ID: 0002
Revises: 0001
"""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    """Create the tables, as the SQL file beside this one says."""
    connection = op.get_bind()
    for statement in STATEMENTS.read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)


def downgrade() -> None:
    """A vault does not go back: what it holds since would be lost."""
    raise LookupError("no way back")
