"""Alembic's entry point for the control schema.

Always offline: Alembic writes the SQL and hofsm_migrate.db.executor runs it, so that a DBA who runs `psql -f` runs the same text.
"""

from alembic import context

context.configure(
    dialect_name="postgresql",
    version_table_schema="hofsm",
    literal_binds=True,
    dialect_opts={"paramstyle": "named"},
)
context.run_migrations()
