"""The first tables: signalement, dossier, plan, orientation, journal, search.

Revision ID: 0001
Revises:
"""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    """Create every table, as the SQL file beside this one says."""
    connection = op.get_bind()
    for statement in STATEMENTS.read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)


def downgrade() -> None:
    """A vault without tables is no vault: the first version has none before it."""
    raise LookupError("nothing before the first version")
