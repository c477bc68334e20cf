"""What was found odd in a column of documents, each time anew."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0002"
down_revision = "0001"

SCHEMA = "hofsm"
NOW = sa.text("transaction_timestamp()")


def upgrade() -> None:
    op.create_table(
        "finding",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False, comment="order of findings"),
        sa.Column("source_schema", sa.Text, nullable=False, comment="schema of the table with the documents"),
        sa.Column("source_table", sa.Text, nullable=False, comment="table or view with the documents"),
        sa.Column("payload", sa.Text, nullable=False, comment="column of the documents"),
        sa.Column("documents", sa.BigInteger, nullable=False, comment="documents that were looked at"),
        sa.Column("path", sa.Text, nullable=False, comment="where in the documents, as in a spec"),
        sa.Column("class", sa.Text, nullable=False, comment="what kind of oddity; docs/operations.md lists them"),
        sa.Column("count", sa.BigInteger, nullable=False, comment="how many values, objects or documents are odd"),
        sa.Column("share", sa.Double, nullable=False, comment="their part, from 0 to 1, of what the words say"),
        sa.Column("examples", ARRAY(sa.Text), nullable=False, comment="keys of some documents that have it"),
        sa.Column("what", sa.Text, nullable=False, comment="what is odd, in words"),
        sa.Column("action", sa.Text, nullable=False, comment="what the migration does with it"),
        sa.Column("found_at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=NOW, comment="when it was recorded"),
        sa.PrimaryKeyConstraint("id", name="finding_pkey"),
        schema=SCHEMA,
        comment="what is odd in the documents of a column: the result of the last `hofsm findings`; no rows: nothing",
    )
    op.create_index("finding_source_idx", "finding", ["source_schema", "source_table", "payload"], schema=SCHEMA)


def downgrade() -> None:
    op.drop_table("finding", schema=SCHEMA)
