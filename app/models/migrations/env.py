"""Alembic's environment: run on the connection that `app.models.migrations.upgrade` opened."""

from alembic import context

with context.begin_transaction():
    context.run_migrations()
