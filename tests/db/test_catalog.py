"""Facts about tables, with the names and shapes that trip up catalog queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hofsm_migrate.db.catalog import Column, relation, server_major, size
from hofsm_migrate.names import written

if TYPE_CHECKING:
    from conftest import Server
    from psycopg import Connection

PARTITIONED = """
CREATE SCHEMA "Odd Schema";
CREATE TYPE "Odd Schema"."Mood" AS ENUM ('a');
CREATE TABLE "Odd Schema"."Select" (
    gone int,
    "a ""quoted"" one" text COLLATE "C",
    "Company" bigint,
    amount numeric(12,2) DEFAULT 0,
    id bigint GENERATED ALWAYS AS IDENTITY,
    mood "Odd Schema"."Mood",
    value jsonb,
    created_at timestamp(3) with time zone NOT NULL,
    PRIMARY KEY (created_at, "Company", id)
) PARTITION BY RANGE (created_at);
ALTER TABLE "Odd Schema"."Select" DROP COLUMN gone;
CREATE TABLE "Odd Schema"."Select 1" PARTITION OF "Odd Schema"."Select"
    FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE "Odd Schema"."Select 2" PARTITION OF "Odd Schema"."Select"
    FOR VALUES FROM ('2021-01-01') TO ('2022-01-01') PARTITION BY LIST ("Company");
CREATE TABLE "Odd Schema"."Select 2a" PARTITION OF "Odd Schema"."Select 2" DEFAULT;
"""
FILL = """
INSERT INTO "Odd Schema"."Select" ("Company", value, created_at)
SELECT n, jsonb_build_object('k', (SELECT string_agg(md5((n * i)::text), '') FROM generate_series(1, 300) AS i)),
       '2020-06-01'::timestamptz + n % 2 * interval '1 year'
FROM generate_series(1, 100) AS n
"""


@pytest.fixture
def partitioned(conn: Connection) -> Connection:
    conn.execute(PARTITIONED)
    return conn


def test_a_partitioned_table_with_a_composite_key_and_odd_names(partitioned: Connection) -> None:
    found = relation(partitioned, "Odd Schema", "Select")
    assert found is not None
    assert (found.kind, found.owner) == ("partitioned", "postgres")
    assert found.key == ("created_at", "Company", "id")  # the key's order, not that of the columns
    assert found.columns == (
        Column('a "quoted" one', "text", not_null=False, has_default=False),
        Column("Company", "bigint", not_null=True, has_default=False),
        Column("amount", "numeric(12,2)", not_null=False, has_default=True),
        Column("id", "bigint", not_null=True, has_default=True),
        Column("mood", '"Odd Schema"."Mood"', not_null=False, has_default=False),
        Column("value", "jsonb", not_null=False, has_default=False),
        Column("created_at", "timestamp(3) with time zone", not_null=True, has_default=False),
    )
    assert found.column("value") == found.columns[5]
    assert found.column("Value") is None
    assert found.column("gone") is None


def test_sizes_and_rows_of_partitions_are_added_up(partitioned: Connection) -> None:
    partitioned.execute('ALTER TABLE "Odd Schema"."Select 1" SET (autovacuum_enabled = off)')
    partitioned.execute('ALTER TABLE "Odd Schema"."Select 2a" SET (autovacuum_enabled = off)')
    found = relation(partitioned, "Odd Schema", "Select")
    assert found is not None
    assert size(partitioned, found).estimated_rows == 0
    partitioned.execute(FILL)
    before = size(partitioned, found)
    leaves = partitioned.execute(
        "SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree(%s) WHERE isleaf", [found.oid]
    ).fetchone()
    assert leaves == (before.total,)
    assert before.heap > 0
    assert before.toast > 100 * 9_000
    assert before.indexes > 0
    assert before.heap + before.toast + before.indexes <= before.total
    assert before.estimated_rows is None  # never analyzed, and not empty
    partitioned.execute('ANALYZE "Odd Schema"."Select"')
    assert size(partitioned, found).estimated_rows == 100


def test_an_ordinary_table_with_children_counts_them(conn: Connection, legacy_table: tuple[str, str]) -> None:
    found = relation(conn, *legacy_table)
    assert found is not None
    assert (found.kind, found.key) == ("ordinary", ("Company", "id"))
    conn.execute('CREATE TABLE child () INHERITS (public."Legacy Batches")')
    conn.execute('INSERT INTO child ("Company", id) VALUES (1, 1)')
    own = conn.execute("SELECT pg_total_relation_size(%s::oid)", [found.oid]).fetchone()
    assert own is not None
    assert size(conn, found).total > own[0]


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ('CREATE VIEW "It\'s" AS SELECT 1 AS one', "view"),
        ('CREATE MATERIALIZED VIEW "It\'s" AS SELECT 1 AS one', "materialized view"),
        ('CREATE TABLE "It\'s" (one int)', "ordinary"),
    ],
)
def test_what_has_no_key_is_told_apart(conn18: Connection, statement: str, kind: str) -> None:
    conn18.execute(statement)
    found = relation(conn18, "public", "It's")
    assert found is not None
    assert (found.kind, found.key, [column.name for column in found.columns]) == (kind, (), ["one"])


@pytest.mark.parametrize(("schema", "name"), [("public", "legacy batches"), ("other", "Legacy Batches"), ("", "")])
def test_what_does_not_exist_is_none(conn: Connection, legacy_table: tuple[str, str], schema: str, name: str) -> None:
    assert relation(conn, *legacy_table) is not None
    assert relation(conn, schema, name) is None


def test_a_sequence_is_no_relation_of_ours(conn18: Connection) -> None:
    conn18.execute("CREATE SEQUENCE numbers")
    assert relation(conn18, "public", "numbers") is None


def test_a_table_dropped_meanwhile_has_no_size(conn18: Connection) -> None:
    conn18.execute("CREATE TABLE short_lived ()")
    found = relation(conn18, "public", "short_lived")
    assert found is not None
    conn18.execute("DROP TABLE short_lived")
    with pytest.raises(LookupError, match="short_lived"):
        size(conn18, found)


def test_the_major_version(server: Server, conn: Connection) -> None:
    assert server_major(conn) == server.major


def test_names_are_quoted_as_the_server_quotes_them(conn: Connection) -> None:
    """Words that only a newer server knows are quoted for an older one, too."""
    odd = ["plain", "_x1", "Mixed", 'with "quotes"', "a b", "1st", "ünïcode", "", "dollar$"]
    rows = conn.execute(
        "SELECT word, quote_ident(word) FROM (SELECT word FROM pg_get_keywords() UNION SELECT unnest(%s::text[])) AS w",
        [odd],
    )
    differ = {word for word, quoted in rows if written(word) != quoted}
    newer = {
        "json",
        "json_exists",
        "json_query",
        "json_scalar",
        "json_serialize",
        "json_table",
        "json_value",
        "merge_action",
    }
    assert differ <= (newer | {"system_user"} if server_major(conn) < 18 else set()), differ
    assert written("public", "Old Orders") == 'public."Old Orders"'
