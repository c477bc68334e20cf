"""The way back from a cut-over, as the catalog was when it was made."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "way_back",
        sa.Column("mapping", sa.Text, nullable=False, comment="name of the mapping"),
        sa.Column("position", sa.BigInteger, nullable=False, comment="order of the statements"),
        sa.Column("statement", sa.Text, nullable=False, comment="SQL that undoes a part of the cut-over"),
        sa.PrimaryKeyConstraint("mapping", "position", name="way_back_pkey"),
        sa.ForeignKeyConstraint(["mapping"], ["hofsm.mapping.name"], name="way_back_mapping_fkey", ondelete="CASCADE"),
        schema="hofsm",
        comment="what gives the legacy table its name back, its views and privileges as they were",
    )


def downgrade() -> None:
    op.drop_table("way_back", schema="hofsm")
