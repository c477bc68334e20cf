"""Up, filled, verified, down, the catalog compared with the one before, up again: every kind of name and key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from operator_cases import DOCUMENTS, ODD, PLAIN, PLAIN_TABLES, compiled

from hofsm_migrate.db import control
from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases import backfill, expand, files, rollback, verify

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

ODD_TABLES = '''
CREATE SCHEMA "Odd ""Schema""";
CREATE TABLE "Odd ""Schema"""."Legacy Batches" (
    "Company" bigint NOT NULL,
    "order" text NOT NULL,
    "the ""value"" of it" jsonb,
    PRIMARY KEY ("Company", "order")
)
'''
ODD_INSERT = '''INSERT INTO "Odd ""Schema"""."Legacy Batches" VALUES (%(n)s %% 3, 'key '' ' || %(n)s, %(value)s)'''


def keyed(type_: str, columns: str = "id", more: str = "") -> tuple[str, str]:
    """The plain mapping with another key: the spec, and the SQL of its tables."""
    tables = PLAIN_TABLES.replace(
        "id bigint PRIMARY KEY, value jsonb", f"id {type_}, value jsonb, PRIMARY KEY ({columns})"
    )
    return PLAIN.replace("key: [id]", f"key: [{columns}]"), tables.replace("jsonb,", f"jsonb, {more}")


PARTITIONED = (
    PLAIN.replace("key: [id]", "key: [id, at]"),
    """
    CREATE TABLE public.items (id bigint PRIMARY KEY);
    CREATE TABLE public.orders (id bigint, value jsonb, at timestamptz, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
    CREATE TABLE public.orders_1 PARTITION OF public.orders FOR VALUES FROM (MINVALUE) TO ('2026-01-03');
    CREATE TABLE public.orders_2 PARTITION OF public.orders FOR VALUES FROM ('2026-01-03') TO (MAXVALUE);
    """,
)
INSERT = "INSERT INTO public.orders (id, value) VALUES (%(n)s, %(value)s)"
CASES = {
    "bigint key": ((PLAIN, PLAIN_TABLES), INSERT),
    "names that need quotes, composite key": ((ODD, ODD_TABLES), ODD_INSERT),
    "uuid key": (
        keyed("uuid"),
        "INSERT INTO public.orders (id, value) VALUES (md5(%(n)s::text)::uuid, %(value)s)",
    ),
    "text key": (keyed("text"), "INSERT INTO public.orders (id, value) VALUES ('Ä '' \\' || %(n)s, %(value)s)"),
    "composite key of text and date": (
        keyed("text", "id, day", "day date,"),
        "INSERT INTO public.orders (id, value, day) VALUES ('k', %(value)s, date '2026-01-01' + %(n)s)",
    ),
    "partitioned table": (
        PARTITIONED,
        INSERT.replace("value)", "value, at)", 1).removesuffix(")")
        + ", timestamptz '2026-01-01 00:00:00.123456Z' + make_interval(hours => %(n)s))",
    ),
    "payload of type json": (
        (
            PLAIN.replace("payload: value", "payload: {column: value, type: json}"),
            PLAIN_TABLES.replace("jsonb", "json"),
        ),
        INSERT,
    ),
    "payload of type text": (
        (
            PLAIN.replace("payload: value", "payload: {column: value, type: text}"),
            PLAIN_TABLES.replace("jsonb", "text"),
        ),
        INSERT,
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_up_and_down_again(conn: psycopg.Connection, tmp_path: Path, case: tuple[tuple[str, str], str]) -> None:
    (spec, tables), insert = case
    conn.execute(tables.encode())
    with conn.cursor() as cursor:
        cursor.executemany(
            insert.encode(), [{"n": number, "value": DOCUMENTS[number % len(DOCUMENTS)]} for number in range(150)]
        )
    path = compiled(tmp_path, spec)
    reviewed = files.read(path, tmp_path / "migrations")
    conn.execute(f"CREATE SCHEMA {quoted(conn, reviewed.mapping.schema)}".encode())
    before = snapshot(conn)

    assert expand.expand(conn, reviewed).changed
    assert snapshot(conn) != before
    first = backfill.backfill(conn, reviewed.plan, max_chunks=1)
    assert (first.documents, first.ended) == (10, "limit")
    rest = backfill.backfill(conn, reviewed.plan)
    assert (rest.documents, rest.ended) == (140, "complete")
    result = verify.verify(conn, reviewed.plan)
    assert (result.parity, result.documents, result.differences) == (True, 150, ())

    gone = rollback.rollback(conn, reviewed)
    assert (gone.documents, gone.rows) == (150, first.rows + rest.rows)
    assert snapshot(conn) == before
    assert expand.expand(conn, reviewed).changed
    assert backfill.backfill(conn, reviewed.plan).documents == 150  # nothing of the first run is remembered
    assert verify.verify(conn, reviewed.plan).parity


def quoted(conn: psycopg.Connection, name: str) -> str:
    row = conn.execute("SELECT quote_ident(%s)", [name]).fetchone()
    assert row
    return row[0]


def test_a_second_expand_changes_nothing_and_every_change_is_recorded(conn: psycopg.Connection, tmp_path: Path) -> None:
    conn.execute(PLAIN_TABLES.encode())
    reviewed = files.read(compiled(tmp_path, PLAIN), tmp_path / "migrations")
    expand.expand(conn, reviewed)
    after = snapshot(conn)
    assert not expand.expand(conn, reviewed).changed
    assert snapshot(conn) == after
    rollback.rollback(conn, reviewed)
    assert not rollback.rollback(conn, reviewed).changed
    events = [(event.command, event.from_phase, event.to_phase) for event in control.history(conn, "orders")]
    assert events == [("expand", "legacy", "expanded"), ("rollback", "expanded", "legacy")]
    recorded = control.mapping_state(conn, "orders")
    assert recorded is not None
    assert (recorded.spec, recorded.phase, recorded.files_digest) == (PLAIN, "legacy", reviewed.digest)


def test_an_ordinary_role_can_do_it_all(nonsuperuser: str, empty_database: str, tmp_path: Path) -> None:
    with connect(empty_database) as admin:
        role = connect(nonsuperuser)
        with role:
            admin.execute(PLAIN_TABLES.encode())
            admin.execute(
                f'ALTER TABLE public.orders OWNER TO "{role.info.user.replace(chr(34), chr(34) * 2)}"'.encode()
            )
            admin.execute("GRANT SELECT ON public.items TO PUBLIC")
            role.execute('INSERT INTO public.orders VALUES (1, \'{"lot": "x"}\')')
            reviewed = files.read(compiled(tmp_path, PLAIN), tmp_path / "migrations")
            assert expand.expand(role, reviewed).control_installed
            assert backfill.backfill(role, reviewed.plan).documents == 1
            assert verify.verify(role, reviewed.plan).parity
            assert rollback.rollback(role, reviewed).changed
