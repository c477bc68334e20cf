"""Mappings in phase cutover whose payload column is emptied or made anew, and how far that has come."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0006"
down_revision = "0005"

STATES = ("emptying", "moved", "restoring", "restored")


def upgrade() -> None:
    op.create_table(
        "payload",
        sa.Column("mapping", sa.Text, nullable=False, comment="name of the mapping"),
        sa.Column("state", sa.Text, nullable=False, comment="emptying, moved: no payload is left; restoring, restored: all are there, and not yet compared"),
        sa.Column("last_key", JSONB, comment="the last key that was come to: array with one text per key column; NULL: none yet"),
        sa.Column("documents", sa.BigInteger, nullable=False, comment="documents up to that key"),
        sa.Column("changed", sa.BigInteger, nullable=False, comment="those whose payload was written on the way"),
        sa.Column("began_at", sa.TIMESTAMP(timezone=True), nullable=False, comment="when writers were told"),
        sa.Column("changed_at", sa.TIMESTAMP(timezone=True), nullable=False, comment="when this row was written"),
        sa.PrimaryKeyConstraint("mapping", name="payload_pkey"),
        sa.ForeignKeyConstraint(["mapping"], ["hofsm.mapping.name"], name="payload_mapping_fkey", ondelete="CASCADE"),
        sa.CheckConstraint(sa.column("state").in_(STATES), name="payload_state_check"),
        schema="hofsm",
        comment="mappings in phase cutover that have not all their payloads; all others keep them in step",
    )


def downgrade() -> None:
    op.drop_table("payload", schema="hofsm")
