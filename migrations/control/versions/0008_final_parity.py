"""What the documents of a mapping were when their payloads went."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

SCHEMA = "hofsm"
NOW = sa.text("clock_timestamp()")


def upgrade() -> None:
    op.create_table(
        "final_parity",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False, comment="order of records"),
        sa.Column("mapping", sa.Text, nullable=False, comment="name of the mapping; outlives its row in hofsm.mapping"),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=NOW, comment="when the payload column was dropped"),
        sa.Column("role", sa.Text, nullable=False, server_default=sa.text("session_user"), comment="database role that did it"),
        sa.Column("spec_digest", sa.Text, nullable=False, comment="SHA-256 of the spec file, hexadecimal"),
        sa.Column("snapshot", sa.Text, nullable=False, comment="pg_current_snapshot() that documents, rows and digest are of"),
        sa.Column("taken_at", sa.TIMESTAMP(timezone=True), nullable=False, comment="when that snapshot was taken"),
        sa.Column("documents", sa.BigInteger, nullable=False, comment="documents that were composed"),
        sa.Column("rows", sa.BigInteger, nullable=False, comment="rows of all new tables"),
        sa.Column("digest", sa.Text, nullable=False, comment="XOR of the SHA-256 of every document with its key, hexadecimal; docs/operations.md says of which bytes"),
        sa.Column("changed_since", sa.BigInteger, nullable=False, comment="documents that were perhaps written between the snapshot and the change of phase"),
        sa.Column("archive", sa.Text, comment="file with the documents of that snapshot; NULL: none was made"),
        sa.Column("archive_sha256", sa.Text, comment="SHA-256 of that file, hexadecimal"),
        sa.PrimaryKeyConstraint("id", name="final_parity_pkey"),
        schema=SCHEMA,
        comment="the documents of a mapping when it was contracted: how many, and what tells them from others",
    )


def downgrade() -> None:
    op.drop_table("final_parity", schema=SCHEMA)
