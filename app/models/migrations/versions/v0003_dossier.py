"""Writing control, duplicates, saved filters, documents, schooling, families.

Revision ID: 0003
Revises: 0002
"""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"

PARTS = Path(__file__).with_suffix("")


def upgrade() -> None:
    """Run the parts in the order of their names: one SQL file a subject."""
    connection = op.get_bind()
    for part in sorted(PARTS.glob("*.sql")):
        for statement in part.read_text(encoding="utf-8").split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)


def downgrade() -> None:
    """A vault does not go back: what it holds since would be lost."""
    raise LookupError("no way back")
