"""What the legacy table was like when a step was done, so that a change of it is seen."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"

SCHEMA = "hofsm"


def upgrade() -> None:
    op.add_column(
        "mapping",
        sa.Column("legacy_shape", JSONB, comment="columns with types and the key of the legacy table at the last step; NULL: not recorded"),
        schema=SCHEMA,
    )


def downgrade() -> None:
    op.drop_column("mapping", "legacy_shape", schema=SCHEMA)
