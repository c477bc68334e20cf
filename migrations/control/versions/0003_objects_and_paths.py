"""What each step made, so that a change of it is seen; which paths the residuals had, so that a new one is."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0003"
down_revision = "0002"

SCHEMA = "hofsm"
NOW = sa.text("clock_timestamp()")


def upgrade() -> None:
    op.create_table(
        "object",
        sa.Column("mapping", sa.Text, nullable=False, comment="name of the mapping"),
        sa.Column("kind", sa.Text, nullable=False, comment="function or trigger"),
        sa.Column("identity", sa.Text, nullable=False, comment="qualified name with argument types; a trigger's name and table"),
        sa.Column("step", sa.Text, nullable=False, comment="command that made it"),
        sa.Column("digest", sa.Text, nullable=False, comment="MD5 of its definition as PostgreSQL prints it"),
        sa.Column("enabled", sa.Text, nullable=False, comment="a trigger's tgenabled; empty for a function"),
        sa.PrimaryKeyConstraint("mapping", "kind", "identity", name="object_pkey"),
        sa.ForeignKeyConstraint(["mapping"], ["hofsm.mapping.name"], name="object_mapping_fkey", ondelete="CASCADE"),
        schema=SCHEMA,
        comment="functions and triggers of a mapping as they were when a step made them",
    )
    op.create_table(
        "residual_path",
        sa.Column("mapping", sa.Text, nullable=False, comment="name of the mapping"),
        sa.Column("node", sa.Text, nullable=False, comment="new table whose residuals hold it"),
        sa.Column("path", ARRAY(sa.Text), nullable=False, comment="steps from the element: . and a key, [ for all positions, * for all keys"),
        sa.Column("kind", sa.Text, nullable=False, comment="JSON type of what is there"),
        sa.Column("example", JSONB, nullable=False, comment="key of a document that has it: array with one text per key column"),
        sa.Column("reason", sa.Text, nullable=False, server_default=sa.text("''"), comment="why it was accepted later; empty for what was there first"),
        sa.Column("known_at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=NOW, comment="when it was recorded"),
        sa.PrimaryKeyConstraint("mapping", "node", "path", "kind", name="residual_path_pkey"),
        sa.ForeignKeyConstraint(["mapping"], ["hofsm.mapping.name"], name="residual_path_mapping_fkey", ondelete="CASCADE"),
        schema=SCHEMA,
        comment="what the residuals held when the backfill ended, and what was accepted since: anything else has come later",
    )
    op.add_column(
        "mapping",
        sa.Column("residual_at", sa.TIMESTAMP(timezone=True), comment="when the paths of the residuals were recorded; NULL: not yet"),
        schema=SCHEMA,
    )


def downgrade() -> None:
    op.drop_column("mapping", "residual_at", schema=SCHEMA)
    op.drop_table("residual_path", schema=SCHEMA)
    op.drop_table("object", schema=SCHEMA)
