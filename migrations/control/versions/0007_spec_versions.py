"""The versions of a mapping's spec: which were in force, since when, and what each left in the residual."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"

SCHEMA = "hofsm"
NOW = sa.text("clock_timestamp()")


def upgrade() -> None:
    op.create_table(
        "spec_version",
        sa.Column("mapping", sa.Text, nullable=False, comment="name of the mapping"),
        sa.Column("number", sa.Integer, nullable=False, comment="order of the versions, from 1"),
        sa.Column("spec_digest", sa.Text, nullable=False, comment="SHA-256 of the spec file, hexadecimal"),
        sa.Column("spec", sa.Text, nullable=False, comment="the spec file as it was"),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=NOW, comment="since when it was in force"),
        sa.Column("role", sa.Text, nullable=False, server_default=sa.text("session_user"), comment="database role that put it in force"),
        sa.Column("measured_at", sa.TIMESTAMP(timezone=True), comment="when the figures were taken; NULL: not yet"),
        sa.Column("documents", sa.BigInteger, comment="documents that were measured"),
        sa.Column("payload_bytes", sa.BigInteger, comment="bytes of JSON text in their payloads"),
        sa.Column("residual_bytes", sa.BigInteger, comment="bytes of JSON text in their residuals"),
        sa.Column("exact", sa.Boolean, comment="all documents, and not a sample, were measured"),
        sa.Column("paths", JSONB, nullable=False, server_default=sa.text("'[]'"), comment="what the residuals held, the largest paths first"),
        sa.PrimaryKeyConstraint("mapping", "number", name="spec_version_pkey"),
        sa.ForeignKeyConstraint(["mapping"], ["hofsm.mapping.name"], name="spec_version_mapping_fkey", ondelete="CASCADE"),
        schema=SCHEMA,
        comment="versions of the specs that were in force, with the bytes that each left in the residual",
    )
    op.execute(
        "INSERT INTO hofsm.spec_version (mapping, number, spec_digest, spec, at)"
        " SELECT name, 1, spec_digest, spec, changed_at FROM hofsm.mapping WHERE phase <> 'legacy'"
    )


def downgrade() -> None:
    op.drop_table("spec_version", schema=SCHEMA)
