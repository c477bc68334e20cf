"""Each gate of expand: the message where it is not met, all of them at once, and nothing changed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from operator_cases import PLAIN, PLAIN_TABLES, compiled, plain

from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.executor import Retry
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import backfill, expand, files, gates, rollback, verify

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

ORDERS = "CREATE TABLE public.orders (id bigint PRIMARY KEY, value jsonb)"
ITEMS = "CREATE TABLE public.items (id bigint PRIMARY KEY)"


def at(column: str) -> str:
    line = next(number for number, line in enumerate(PLAIN.splitlines(), 1) if line.strip().startswith(column))
    return f":{line}:"


REFUSED = {
    "no table": ([ITEMS], "there is no legacy table public.orders"),
    "a view": (
        [ITEMS, ORDERS.replace("orders", "stored"), "CREATE VIEW public.orders AS SELECT * FROM public.stored"],
        "public.orders is not a table that stores rows, got a view",
    ),
    "no key": ([ITEMS, ORDERS.replace(" PRIMARY KEY", "")], "table public.orders has no primary key and no unique key"),
    "a key that may be null": (
        [ITEMS, ORDERS.replace("PRIMARY KEY", "UNIQUE")],
        "has no primary key and no unique key",
    ),
    "a partial unique index": (
        [
            ITEMS,
            ORDERS.replace("PRIMARY KEY", "NOT NULL"),
            "CREATE UNIQUE INDEX ON public.orders (id) WHERE id > 0",
        ],
        "has no primary key and no unique key",
    ),
    "another key": (
        [ITEMS, "CREATE TABLE public.orders (id bigint, b int, value jsonb, PRIMARY KEY (b, id))"],
        "source.key is not a key of table public.orders: got [id]",
    ),
    "no key column": (
        [ITEMS, "CREATE TABLE public.orders (b bigint PRIMARY KEY, value jsonb)"],
        "table public.orders has no column 'id', named by source.key",
    ),
    "no payload": ([ITEMS, ORDERS.replace("value", "val")], "has no column 'value', named by source.payload"),
    "payload of another type": (
        [ITEMS, ORDERS.replace("jsonb", "json")],
        "payload column value is not of type jsonb: got json",
    ),
    "no table referred to": ([ORDERS], "references a table that does not exist: public.items"),
    "no column referred to": ([ORDERS, ITEMS.replace("id", "no")], "references a column that does not exist"),
    "another type referred to": (
        [ORDERS, ITEMS.replace("bigint", "uuid")],
        "references a column of another type: bigint here, uuid in public.items.id",
    ),
    "a table in the way": (
        [ORDERS, ITEMS, "CREATE SCHEMA target", "CREATE TABLE target.order_line ()"],
        "names that expand needs are taken in schema target: order_line",
    ),
    "a function in the way": (
        [ORDERS, ITEMS, "CREATE SCHEMA target", "CREATE FUNCTION target.backfill_orders() RETURNS int RETURN 1"],
        "names that expand needs are taken in schema target: backfill_orders()",
    ),
    "an index in the way": (
        [
            ORDERS,
            ITEMS,
            "CREATE SCHEMA target",
            "CREATE TABLE target.t (a int)",
            "CREATE INDEX sales_order_lot_idx ON target.t (a)",
        ],
        "names that expand needs are taken in schema target: sales_order_lot_idx",
    ),
}


@pytest.mark.parametrize(("statements", "message"), REFUSED.values(), ids=list(REFUSED))
def test_a_gate_refuses_and_changes_nothing(
    conn: psycopg.Connection, tmp_path: Path, statements: list[str], message: str
) -> None:
    for statement in statements:
        conn.execute(statement.encode())
    before = snapshot(conn)
    reviewed = files.read(compiled(tmp_path, PLAIN), tmp_path / "migrations")
    with pytest.raises(GateError) as refusal:
        expand.expand(conn, reviewed)
    (problem,) = refusal.value.problems
    assert message in problem.message
    assert problem.hint
    assert snapshot(conn) == before


ACCEPTED = {
    "a unique key that is not null": [
        ITEMS,
        "CREATE TABLE public.orders (id bigint NOT NULL UNIQUE, value jsonb, other int PRIMARY KEY)",
    ],
    "an integer where bigint is referred to": [ORDERS, ITEMS.replace("bigint", "integer")],
    "other things in the target schema": [ORDERS, ITEMS, "CREATE SCHEMA target", "CREATE TABLE target.other ()"],
}


@pytest.mark.parametrize("statements", ACCEPTED.values(), ids=list(ACCEPTED))
def test_gates_that_are_met(conn: psycopg.Connection, tmp_path: Path, statements: list[str]) -> None:
    for statement in statements:
        conn.execute(statement.encode())
    assert expand.expand(conn, files.read(compiled(tmp_path, PLAIN), tmp_path / "migrations")).changed


def test_all_problems_are_told_at_once_with_their_places(conn: psycopg.Connection, tmp_path: Path) -> None:
    conn.execute(ORDERS.replace(" PRIMARY KEY", "").replace("jsonb", "text").encode())
    reviewed = files.compiled(compiled(tmp_path, PLAIN))
    problems = gates.problems(gates.check(conn, reviewed.plan, reviewed.mapping))
    assert [problem.message.split(":")[0] for problem in problems] == [
        "table public.orders has no primary key and no unique key that is not null",
        "payload column value is not of type jsonb",
        "references a table that does not exist",
    ]
    assert at("item_id") in str(problems[2].at)
    assert problems[1].hint == "write `payload: {column: value, type: text}`"


def test_privileges_are_asked_before_anything_is_tried(empty_database: str, nonsuperuser: str, tmp_path: Path) -> None:
    reviewed = files.read(compiled(tmp_path, PLAIN), tmp_path / "migrations")
    with connect(empty_database) as admin, connect(nonsuperuser) as role:
        admin.execute(PLAIN_TABLES.encode())
        before = snapshot(admin)
        with pytest.raises(GateError) as refusal:
            expand.expand(role, reviewed)
        messages = [problem.message for problem in refusal.value.problems]
        assert [message.split(" may not ")[1] for message in messages] == [
            "read public.orders",
            "lock rows of public.orders",
            "read public.items",
        ]
        assert snapshot(admin) == before
        grant = refusal.value.problems[0].hint.removesuffix(", as the owner or a superuser")
        assert grant.startswith('GRANT SELECT ON "public"."orders" TO "Owner ')
        for problem in refusal.value.problems:
            admin.execute(problem.hint.removesuffix(", as the owner or a superuser").encode())  # the hint is what helps
        expand.expand(role, reviewed)
        assert backfill.backfill(role, reviewed.plan).ended == "complete"


def test_rows_that_a_policy_hides_are_told_before_a_trigger_fails_every_write(
    empty_database: str, nonsuperuser: str, tmp_path: Path
) -> None:
    reviewed = files.read(compiled(tmp_path, PLAIN), tmp_path / "migrations")
    with connect(empty_database) as admin, connect(nonsuperuser) as role:
        admin.execute(PLAIN_TABLES.encode())
        admin.execute(f'ALTER TABLE public.orders OWNER TO "{role.info.user.replace(chr(34), 2 * chr(34))}"'.encode())
        admin.execute("ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
        admin.execute("CREATE POLICY all_of_it ON public.orders USING (true); GRANT SELECT ON public.items TO PUBLIC")
        with pytest.raises(GateError, match="row-level security may hide rows") as refusal:
            expand.expand(role, reviewed)
        assert role.execute("SELECT to_regnamespace('hofsm')").fetchone() == (None,)  # nothing was made
        found = re.search("ALTER TABLE .* NO FORCE ROW LEVEL SECURITY", refusal.value.problems[0].hint)
        assert found
        role.execute(found[0].encode())  # the hint is what helps
        expand.expand(role, reviewed)
        assert backfill.backfill(role, reviewed.plan).ended == "complete"


def test_commands_refuse_another_phase(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = files.read(plain(conn, tmp_path), tmp_path / "migrations")
    for command, name in ((backfill.backfill, "backfill"), (verify.verify, "verify")):
        with pytest.raises(GateError, match=f"{name} needs phase expanded, dual_write.* and mapping 'orders' is in"):
            command(conn, reviewed.plan)
    expand.expand(conn, reviewed)
    conn.execute("UPDATE hofsm.mapping SET phase = 'contracted'")
    with pytest.raises(GateError, match="there is no way back: mapping 'orders' is contracted"):
        rollback.rollback(conn, reviewed)


def test_commands_refuse_another_version_of_the_spec(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = files.read(plain(conn, tmp_path, 3), tmp_path / "migrations")
    expand.expand(conn, reviewed)
    changed = PLAIN.replace("kind: text", "kind: text, note: text")
    other = files.read(compiled(tmp_path, changed), tmp_path / "migrations")
    for command in (expand.expand, rollback.rollback):
        with pytest.raises(GateError, match="by another version of its spec"):
            command(conn, other)
    for command in (backfill.backfill, verify.verify):
        with pytest.raises(GateError, match="by another version of its spec"):
            command(conn, other.plan)
    assert rollback.rollback(conn, reviewed).changed


def test_a_long_transaction_on_the_legacy_table_is_no_obstacle(
    conn: psycopg.Connection, database: str, tmp_path: Path
) -> None:
    reviewed = files.read(plain(conn, tmp_path, 3), tmp_path / "migrations")
    with connect(database) as other, other.transaction():
        other.execute("UPDATE public.orders SET value = '{}' WHERE id = 1")
        assert expand.expand(conn, reviewed, retry=Retry(50, 0)).changed


def test_a_lock_that_is_not_to_be_had_changes_nothing(conn: psycopg.Connection, database: str, tmp_path: Path) -> None:
    reviewed = files.read(plain(conn, tmp_path, 3), tmp_path / "migrations")
    before = snapshot(conn)
    waits = []
    with connect(database) as other, other.transaction():
        other.execute("LOCK TABLE public.orders IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(GateError, match="gave up after"):
            expand.expand(conn, reviewed, retry=Retry(20, 1.5, 0.01, 0.02), on_wait=waits.append)
    assert waits
    assert snapshot(conn) == before
    assert expand.expand(conn, reviewed).changed


EDITS = {
    "an edited file": ("10_expand.up.sql", lambda text: text + "-- more\n", "is not the one in the lock file"),
    "a missing file": ("10_expand.down.sql", None, "a generated file is missing"),
    "no lock file": ("hofsm.lock", None, "there is no usable lock file"),
    "a lock file that is none": ("hofsm.lock", lambda text: text[:20], "there is no usable lock file"),
}


@pytest.mark.parametrize(("name", "edit", "message"), EDITS.values(), ids=list(EDITS))
def test_files_that_nobody_reviewed_do_not_run(tmp_path: Path, name: str, edit, message: str) -> None:
    spec = compiled(tmp_path, PLAIN)
    path = tmp_path / "migrations" / "orders" / name
    assert files.read(spec, tmp_path / "migrations")
    if edit is None:
        path.unlink()
    else:
        path.write_text(edit(path.read_text()))
    with pytest.raises(GateError, match=message) as refusal:
        files.read(spec, tmp_path / "migrations")
    assert "hofsm compile" in refusal.value.problems[0].hint


def test_a_changed_spec_needs_compiling_again(tmp_path: Path) -> None:
    spec = compiled(tmp_path, PLAIN)
    spec.write_text(PLAIN + "# a comment changes the digest\n")
    with pytest.raises(GateError, match="made from another version of the spec"):
        files.read(spec, tmp_path / "migrations")
    reviewed = files.compiled(spec)
    assert files.write(reviewed, tmp_path / "migrations") == ("hofsm.lock",)
    assert files.write(reviewed, tmp_path / "migrations") == ()
    assert replace(reviewed) == files.read(spec, tmp_path / "migrations")


CITEXT = "CREATE SCHEMA types; CREATE EXTENSION citext SCHEMA types; CREATE DOMAIN types.code AS types.citext; "


@pytest.mark.parametrize("type_", ["types.citext", "types.code"])
def test_a_key_whose_operators_the_search_path_decides_is_refused(
    conn: psycopg.Connection, tmp_path: Path, type_: str
) -> None:
    """Under the pinned search path of backfill and verify, citext is compared as text: documents would be left out."""
    if not conn.execute("SELECT FROM pg_available_extensions WHERE name = 'citext'").fetchall():
        pytest.skip("this server comes without citext")
    conn.execute((CITEXT + ORDERS.replace("bigint", type_) + ";" + ITEMS).encode())
    reviewed = files.read(compiled(tmp_path, PLAIN), tmp_path / "migrations")
    with pytest.raises(GateError, match=r"key column id is of a type that is not PostgreSQL's own: got types\.citext"):
        expand.expand(conn, reviewed)


def test_a_key_of_a_row_type_is_refused(conn: psycopg.Connection, tmp_path: Path) -> None:
    conn.execute(("CREATE TYPE place AS (a int, b text); " + ORDERS.replace("bigint", "place") + ";" + ITEMS).encode())
    reviewed = files.read(compiled(tmp_path, PLAIN), tmp_path / "migrations")
    with pytest.raises(GateError, match="key column id is of a type that is not PostgreSQL's own: got place"):
        expand.expand(conn, reviewed)


@pytest.mark.parametrize("type_", ["lot", "shade", "numeric(9,2)", "varchar(9)"])
def test_keys_of_types_made_from_those_of_postgresql_pass(conn: psycopg.Connection, tmp_path: Path, type_: str) -> None:
    conn.execute(b"CREATE DOMAIN lot AS bigint; CREATE TYPE shade AS ENUM ('a', 'b')")
    conn.execute((ORDERS.replace("bigint", type_) + ";" + ITEMS).encode())
    reviewed = files.compiled(compiled(tmp_path, PLAIN))
    assert [gate.problems for gate in gates.check(conn, reviewed.plan) if gate.name == "key"] == [()]
