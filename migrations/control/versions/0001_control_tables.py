"""Control tables: where each mapping stands, what happened to it, which chunks are done, what verification found."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None

SCHEMA = "hofsm"
PHASES = ("legacy", "expanded", "dual_write", "mirrored", "cutover", "contracted")
NOW = sa.text("clock_timestamp()")


def upgrade() -> None:
    op.create_table(
        "mapping",
        sa.Column("name", sa.Text, nullable=False, comment="name of the mapping, as in its spec"),
        sa.Column("legacy_schema", sa.Text, nullable=False, comment="schema of the legacy table"),
        sa.Column("legacy_table", sa.Text, nullable=False, comment="the table being migrated"),
        sa.Column("target_schema", sa.Text, nullable=False, comment="schema of the new tables"),
        sa.Column("phase", sa.Text, nullable=False, comment="where the mapping stands"),
        sa.Column("spec_digest", sa.Text, nullable=False, comment="SHA-256 of the spec file, hexadecimal"),
        sa.Column("spec", sa.Text, nullable=False, comment="the spec file that the database was migrated with, as it was"),
        sa.Column("files_digest", sa.Text, nullable=False, comment="SHA-256 over the generated SQL files, hexadecimal"),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=NOW, comment="first recorded"),
        sa.Column("changed_at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=NOW, comment="last change of phase or spec"),
        sa.PrimaryKeyConstraint("name", name="mapping_pkey"),
        sa.CheckConstraint(sa.column("phase").in_(PHASES), name="mapping_phase_check"),
        schema=SCHEMA,
        comment="one row per mapping: its phase, and the spec and SQL files that are in force",
    )
    op.create_table(
        "history",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False, comment="order of events"),
        sa.Column("mapping", sa.Text, nullable=False, comment="name of the mapping; outlives its row in hofsm.mapping"),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=NOW, comment="when it was recorded"),
        sa.Column("role", sa.Text, nullable=False, server_default=sa.text("session_user"), comment="database role that did it"),
        sa.Column("command", sa.Text, nullable=False, comment="command of hofsm that did it"),
        sa.Column("from_phase", sa.Text, nullable=False, comment="phase before"),
        sa.Column("to_phase", sa.Text, nullable=False, comment="phase after; equal where a command left the phase alone"),
        sa.Column("spec_digest", sa.Text, nullable=False, comment="SHA-256 of the spec file, hexadecimal"),
        sa.Column("gates", JSONB, nullable=False, server_default=sa.text("'[]'"), comment="gates that were checked, with results"),
        sa.Column("waits", JSONB, nullable=False, server_default=sa.text("'[]'"), comment="retries for a lock: SQLSTATE, pause"),
        sa.Column("seconds", sa.Double, nullable=False, comment="duration, waits included"),
        sa.Column("note", sa.Text, nullable=False, server_default=sa.text("''"), comment="what a person should know about it"),
        sa.PrimaryKeyConstraint("id", name="history_pkey"),
        schema=SCHEMA,
        comment="what was done to a mapping, by whom and when; rows are only ever added",
    )
    op.create_index("history_mapping_idx", "history", ["mapping", "id"], schema=SCHEMA)
    op.create_table(
        "backfill_chunk",
        sa.Column("mapping", sa.Text, nullable=False, comment="name of the mapping"),
        sa.Column("number", sa.BigInteger, nullable=False, comment="order of the chunk, from 1"),
        sa.Column("lo_key", JSONB, comment="key before the first one of the chunk: array with one text per key column; NULL: from the start"),
        sa.Column("hi_key", JSONB, comment="last key of the chunk: array with one text per key column; NULL: to the end"),
        sa.Column("documents", sa.BigInteger, nullable=False, comment="documents that the chunk claimed"),
        sa.Column("rows", sa.BigInteger, nullable=False, comment="rows written to the new tables"),
        sa.Column("seconds", sa.Double, nullable=False, comment="duration of the chunk's transaction"),
        sa.Column("done_at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=NOW, comment="when the chunk was recorded"),
        sa.PrimaryKeyConstraint("mapping", "number", name="backfill_chunk_pkey"),
        sa.ForeignKeyConstraint(["mapping"], ["hofsm.mapping.name"], name="backfill_chunk_mapping_fkey", ondelete="CASCADE"),
        schema=SCHEMA,
        comment="key ranges that the backfill has committed, each recorded in the transaction that wrote its rows",
    )
    op.create_table(
        "verification",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False, comment="order of runs"),
        sa.Column("mapping", sa.Text, nullable=False, comment="name of the mapping; outlives its row in hofsm.mapping"),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=NOW, comment="when the run ended"),
        sa.Column("spec_digest", sa.Text, nullable=False, comment="SHA-256 of the spec file, hexadecimal"),
        sa.Column("documents", sa.BigInteger, nullable=False, comment="documents compared"),
        sa.Column("differing", sa.BigInteger, nullable=False, comment="documents whose composed text differs from the payload"),
        sa.Column("seconds", sa.Double, nullable=False, comment="duration of the run"),
        sa.Column("role", sa.Text, nullable=False, server_default=sa.text("session_user"), comment="database role that ran it"),
        sa.PrimaryKeyConstraint("id", name="verification_pkey"),
        schema=SCHEMA,
        comment="results of comparing composed documents with payloads",
    )
    op.create_index("verification_mapping_idx", "verification", ["mapping", "id"], schema=SCHEMA)


def downgrade() -> None:
    for table in ("verification", "backfill_chunk", "history", "mapping"):
        op.drop_table(table, schema=SCHEMA)
