"""Mappings whose payloads are kept for a new version only, and taken away again when it is in force."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

NOW = sa.text("clock_timestamp()")


def upgrade() -> None:
    op.create_table(
        "payload_for_evolve",
        sa.Column("mapping", sa.Text, nullable=False, comment="name of the mapping"),
        sa.Column("since", sa.TIMESTAMP(timezone=True), nullable=False, server_default=NOW, comment="when evolve began to make them anew"),
        sa.PrimaryKeyConstraint("mapping", name="payload_for_evolve_pkey"),
        sa.ForeignKeyConstraint(["mapping"], ["hofsm.mapping.name"], name="payload_for_evolve_mapping_fkey", ondelete="CASCADE"),
        schema="hofsm",
        comment="mappings in phase cutover whose payloads were gone when evolve needed them: it takes them away again",
    )


def downgrade() -> None:
    op.drop_table("payload_for_evolve", schema="hofsm")
