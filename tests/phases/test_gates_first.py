"""Each gate of `expand` and `dual-write` alone sees a situation, and what becomes of it where nobody asks that gate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import psycopg
import pytest
from gate_cases import FORGOTTEN, READS, STRANGER, TRIGGER, Situation, stands_in_the_way, taken_out
from operator_cases import PLAIN, compiled
from psycopg import errors
from test_change import dual_write

from hofsm_migrate.db import schema
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.embedded import EmbeddedServer
from hofsm_migrate.db.executor import Retry
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import expand, files, gates
from hofsm_migrate.phases.backfill import backfill
from hofsm_migrate.phases.change import Terms, forward
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Server

    from hofsm_migrate.phases.files import Reviewed

TABLES = """
CREATE TABLE public.items (id bigint PRIMARY KEY);
CREATE TABLE public.orders (id bigint PRIMARY KEY, value text);
INSERT INTO public.orders VALUES (1, '{"lot": "L1", "weight": 5}'), (2, '{"lot": "L2"}');
CREATE SCHEMA target;
"""
SPEC = PLAIN.replace("payload: value", "payload: {column: value, type: text}")
Harm = Callable[["psycopg.Connection", "Reviewed", Callable[[], object]], None]


def ignored(_conn: psycopg.Connection, _reviewed: Reviewed, _step: Callable[[], object]) -> None:
    raise AssertionError("no situation is without harm")


@dataclass(frozen=True)
class First(Situation):
    """`harm` is what becomes of it without the gate: it takes the step, and goes on until something breaks."""

    harm: Harm = ignored


def a_document_is_lost(conn: psycopg.Connection, reviewed: Reviewed, step: Callable[[], object]) -> None:
    """Two documents of one key: the second has no rows, and nobody says so before the verification."""
    step()
    conn.execute("INSERT INTO public.orders VALUES (1, '{}')")
    assert backfill(conn, reviewed.plan).ended == "complete"
    assert not verify(conn, reviewed.plan).parity


def breaks(error: type[Exception], words: str, statement: str = "") -> Harm:
    """The step fails in the server's words, or that statement does later, or the backfill or the verification."""

    def to_the_end(conn: psycopg.Connection, reviewed: Reviewed, step: Callable[[], object]) -> None:
        step()
        if statement:
            conn.execute(statement.encode())
        backfill(conn, reviewed.plan)
        verify(conn, reviewed.plan)

    def harm(conn: psycopg.Connection, reviewed: Reviewed, step: Callable[[], object]) -> None:
        try:
            with pytest.raises(error, match=words):
                to_the_end(conn, reviewed, step)
        finally:
            conn.execute("RESET ROLE")

    return harm


RENAMED = "ALTER TABLE public.orders RENAME TO others"
NO_KEY = "ALTER TABLE public.orders DROP CONSTRAINT orders_pkey"
NO_PAYLOAD = "ALTER TABLE public.orders RENAME value TO other"
NO_ITEMS = "DROP TABLE public.items"
FITS = {
    "legacy table": First(RENAMED, "there is no legacy table", harm=breaks(errors.UndefinedTable, "orders")),
    "key": First(NO_KEY, "table public.orders has no primary key", harm=a_document_is_lost),
    "payload": First(
        NO_PAYLOAD, "table public.orders has no column 'value'", harm=breaks(errors.UndefinedColumn, "value")
    ),
    "references": First(NO_ITEMS, "references a table that does not", harm=breaks(errors.UndefinedTable, "items")),
}
EXPAND = {
    **FITS,
    "names are free": First(
        "CREATE TABLE target.order_line ()",
        "names that expand needs",
        harm=breaks(errors.DuplicateTable, "order_line"),
    ),
    "privileges": First(READS, "role ", harm=breaks(errors.InsufficientPrivilege, "permission denied")),
}
DUAL_WRITE = {
    **FITS,
    "names are free": First(
        TRIGGER.format("dual_write_orders_update", "public.orders"),
        "table public.orders has a trigger dual_write_orders_update already",
        harm=breaks(errors.DuplicateObject, "dual_write_orders_update"),
    ),
    "privileges": First(READS, "role ", harm=breaks(errors.InsufficientPrivilege, "permission denied")),
    "nothing breaks": First(
        'CREATE RULE "a rule" AS ON UPDATE TO target.sales_order DO ALSO NOTIFY orders;'
        ' ALTER TABLE target.sales_order DISABLE RULE "a rule"',
        'rule "a rule" is on new table target.sales_order, and statements that fill it fail',
        harm=breaks(errors.FeatureNotSupported, "ON CONFLICT", "INSERT INTO public.orders VALUES (3, '{}')"),
    ),
    "documents": First(
        "INSERT INTO public.orders VALUES (3, 'none')",
        "payloads that are not JSON: 1",
        harm=breaks(errors.InvalidTextRepresentation, "not JSON", "UPDATE public.orders SET value = value || ' '"),
    ),
    "long transactions": First(
        "UPDATE public.orders SET value = '{}' WHERE id = 1",
        "a transaction has held a lock on public.orders",
        open=True,
        harm=breaks(GateError, "gave up after"),
    ),
}
AT_ONCE = gates.Limits(transaction_age_s=0)
ONCE = Terms(Retry(lock_timeout_ms=50, max_wait_s=0), AT_ONCE)


def test_every_gate_has_a_situation() -> None:
    assert set(gates.GATES["expand"]) == {*EXPAND, "checks"}
    assert set(gates.GATES["dual-write"]) == set(DUAL_WRITE)


def begun(conn: psycopg.Connection, tmp_path: Path, spec: str = SPEC, tables: str = TABLES) -> Reviewed:
    conn.execute(tables.encode())
    return files.read(compiled(tmp_path, spec), tmp_path / "migrations")


def harmed(conn: psycopg.Connection, reviewed: Reviewed, situation: First, step: Callable[[], object]) -> None:
    with connect(conn.info.dsn) as other:
        if situation.open:
            other.execute("BEGIN")
        (other if situation.open else conn).execute(situation.statement.encode())
        try:
            situation.harm(conn, reviewed, step)
        finally:
            if STRANGER in situation.statement:
                conn.execute(FORGOTTEN.encode())


@pytest.mark.parametrize("gate", EXPAND)
def test_a_gate_of_expand(conn: psycopg.Connection, tmp_path: Path, gate: str) -> None:
    reviewed = begun(conn, tmp_path)
    stands_in_the_way(conn, reviewed, "expand", gate, EXPAND[gate], AT_ONCE, lambda: expand.expand(conn, reviewed))


@pytest.mark.parametrize("gate", EXPAND)
def test_without_a_gate_of_expand(
    conn: psycopg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gate: str
) -> None:
    reviewed = begun(conn, tmp_path)
    taken_out(monkeypatch, "expand", gate)
    harmed(conn, reviewed, EXPAND[gate], lambda: expand.expand(conn, reviewed))


@pytest.mark.parametrize("gate", DUAL_WRITE)
def test_a_gate_of_dual_write(conn: psycopg.Connection, tmp_path: Path, gate: str) -> None:
    reviewed = begun(conn, tmp_path)
    expand.expand(conn, reviewed)
    stands_in_the_way(
        conn, reviewed, "dual-write", gate, DUAL_WRITE[gate], AT_ONCE, lambda: dual_write(conn, reviewed, ONCE)
    )


@pytest.mark.parametrize("gate", DUAL_WRITE)
def test_without_a_gate_of_dual_write(
    conn: psycopg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gate: str
) -> None:
    reviewed = begun(conn, tmp_path)
    expand.expand(conn, reviewed)
    taken_out(monkeypatch, "dual-write", gate)
    harmed(conn, reviewed, DUAL_WRITE[gate], lambda: dual_write(conn, reviewed, ONCE))


def test_a_check_that_the_database_cannot_write_down(
    server18: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The only thing that a server has against a check: a character that its encoding does not have."""
    with connect(server18.admin_dsn) as admin:
        admin.execute("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
        try:
            with connect(server18.dsn("latin")) as conn:
                spec = SPEC.replace("{type: text, index: true}", "{type: text, check: \"lot <> '€'\"}")
                reviewed = begun(conn, tmp_path, spec)
                schema.install(conn)
                refused = Situation("SELECT", "the server refuses the check: character with byte sequence")
                step = partial(expand.expand, conn, reviewed)
                stands_in_the_way(conn, reviewed, "expand", "checks", refused, AT_ONCE, step)
                taken_out(monkeypatch, "expand", "checks")
                breaks(errors.UntranslatableCharacter, "has no equivalent")(conn, reviewed, step)
        finally:
            admin.execute("DROP DATABASE latin WITH (FORCE)")


INSTEAD = """
    ALTER TABLE public.orders RENAME {0} TO other;
    ALTER TABLE public.orders ADD {0} {1} GENERATED ALWAYS AS ({2}) STORED"""
GENERATED = {
    "the payload": (
        INSTEAD.format("value", "text", "other"),
        "payload",
        "payload column value of table public.orders is generated",
        "UPDATE target.sales_order SET lot = 'new' WHERE id = 1",
    ),
    "the key": (
        INSTEAD.format("id", "bigint", "other + 1") + " UNIQUE NOT NULL",
        "key",
        "key column id of table public.orders is generated",
        "INSERT INTO target.sales_order (id, lot) VALUES (9, 'new')",
    ),
}
"""What the server writes and nobody else: the gate, and the write of the new side that fails at the end without it."""


@pytest.mark.parametrize(("change", "gate", "words", "write"), GENERATED.values(), ids=list(GENERATED))
def test_a_column_that_is_generated(
    conn: psycopg.Connection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: str,
    gate: str,
    words: str,
    write: str,
) -> None:
    reviewed = begun(conn, tmp_path)
    step = partial(expand.expand, conn, reviewed)
    stands_in_the_way(conn, reviewed, "expand", gate, Situation(change, words), AT_ONCE, step)
    for command in ("expand", "dual-write"):
        taken_out(monkeypatch, command, gate)
    step()
    dual_write(conn, reviewed, ONCE)
    backfill(conn, reviewed.plan)
    verify(conn, reviewed.plan)
    forward(conn, reviewed, reviewed.plan.step("mirror"))
    with pytest.raises(errors.GeneratedAlways):
        conn.execute(write.encode())


def test_a_key_that_is_not_null_from_now_on(
    conn18: psycopg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL 18: `NOT VALID`. A document without a key has no rows, and nobody would miss them."""
    reviewed = begun(conn18, tmp_path)
    unkeyed = """
        ALTER TABLE public.orders DROP CONSTRAINT orders_pkey, ALTER id DROP NOT NULL, ADD UNIQUE (id);
        INSERT INTO public.orders VALUES (NULL, '{"lot": "lost"}');
        ALTER TABLE public.orders ADD CONSTRAINT n NOT NULL id NOT VALID
    """
    step = partial(expand.expand, conn18, reviewed)
    words = "table public.orders has no primary key and no unique key"
    stands_in_the_way(conn18, reviewed, "expand", "key", Situation(unkeyed, words), AT_ONCE, step)
    taken_out(monkeypatch, "expand", "key")
    step()
    with pytest.raises(errors.NotNullViolation):
        conn18.execute("INSERT INTO public.orders VALUES (NULL, '{}')")
    assert backfill(conn18, reviewed.plan).documents == 2
    assert conn18.execute("SELECT count(*) FROM public.orders").fetchone() == (3,)


PARTITIONS = """
CREATE TABLE public.items (id bigint PRIMARY KEY);
CREATE TABLE public.orders (id bigint PRIMARY KEY, value text) PARTITION BY RANGE (id);
CREATE TABLE public.orders_1 PARTITION OF public.orders FOR VALUES FROM (0) TO (9);
"""
HEIRS = """
CREATE TABLE public.items (id bigint PRIMARY KEY);
CREATE TABLE public.orders (id bigint PRIMARY KEY, value text);
CREATE TABLE public.orders_1 () INHERITS (public.orders);
"""


@pytest.mark.parametrize("tables", [PARTITIONS, HEIRS], ids=["a partition", "a table that inherits"])
@pytest.mark.parametrize("event", ["insert", "update", "delete"])
def test_a_name_that_a_trigger_has_on_another_table_of_the_family(
    conn: psycopg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tables: str, event: str
) -> None:
    reviewed = begun(conn, tmp_path, tables=tables)
    expand.expand(conn, reviewed)
    name = f"dual_write_orders_{event}"
    step = partial(dual_write, conn, reviewed, ONCE)
    taken = Situation(TRIGGER.format(name, "public.orders_1"), f"table public.orders_1 has a trigger {name} already")
    stands_in_the_way(conn, reviewed, "dual-write", "names are free", taken, AT_ONCE, step)
    taken_out(monkeypatch, "dual-write", "names are free")
    with pytest.raises(errors.DuplicateObject, match=name):
        step()


def test_a_prepared_transaction_holds_its_locks_without_a_session(tmp_path: Path) -> None:
    """On a server of its own, which lets transactions be prepared."""
    with EmbeddedServer(settings={"max_prepared_transactions": "2"}) as server, connect(server.dsn()) as conn:
        reviewed = begun(conn, tmp_path)
        expand.expand(conn, reviewed)
        conn.execute("BEGIN; UPDATE public.orders SET value = '{}' WHERE id = 1; PREPARE TRANSACTION 'it''s mine'")
        with pytest.raises(GateError) as refused:
            dual_write(conn, reviewed, ONCE)
        (problem,) = refused.value.problems
        assert problem.message.startswith("a prepared transaction has held a lock on public.orders for")
        assert problem.hint.startswith("COMMIT PREPARED 'it''s mine', or ROLLBACK PREPARED 'it''s mine'; ")
        conn.execute(problem.hint.split(",")[0].encode())  # the hint is what helps
        assert dual_write(conn, reviewed, ONCE).changed
