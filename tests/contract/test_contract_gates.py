"""What stands in the way of dropping the payloads, and references that become foreign keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import psycopg
import pytest
from contract.contracted import OLD, ON_ONE_SERVER, TABLES, B, T, V, Wish, contracted, cut_over, one
from gate_cases import (
    AROUND,
    READS_AND_REFERS,
    TRIGGER,
    Situation,
    stands_in_the_way,
    stands_in_the_way_when_asked_again,
    taken_out,
)

from hofsm_migrate.db import control, schema
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.embedded import EmbeddedServer
from hofsm_migrate.db.executor import Retry
from hofsm_migrate.errors import GateError, UsageError
from hofsm_migrate.phases import gates, state
from hofsm_migrate.phases.change import Terms
from hofsm_migrate.phases.contract import contract
from hofsm_migrate.phases.gates import Limits

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

pytest_plugins = ("contract.fixtures",)


def refused(cutover: Connection, orders: Reviewed, terms: Terms | None = None) -> list[str]:
    """The gates' words; nothing was changed."""
    with pytest.raises(GateError) as raised:
        contracted(cutover, orders, terms=terms)
    assert state.phase(state.current(cutover, "orders")) == "cutover"
    assert one(cutover, f"SELECT count(*) FROM {B} WHERE {V} IS NOT NULL") > 0
    assert one(cutover, "SELECT count(*) FROM hofsm.final_parity") == 0
    return [problem.message for problem in raised.value.problems]


@ON_ONE_SERVER
def test_the_cool_down(cutover: Connection, orders: Reviewed) -> None:
    (words,) = refused(cutover, orders, Terms())
    assert "the cool-down is not over" in words
    cutover.execute("UPDATE hofsm.history SET at = at - interval '6 days 23 hours' WHERE to_phase = 'cutover'")
    refused(cutover, orders, Terms())
    cutover.execute("UPDATE hofsm.history SET at = at - interval '1 hour 1 second' WHERE to_phase = 'cutover'")
    assert contracted(cutover, orders, terms=Terms()).changed


@ON_ONE_SERVER
def test_a_forced_gate_is_recorded_with_its_reason(cutover: Connection, orders: Reviewed) -> None:
    contracted(cutover, orders, terms=Terms(forced={"cool-down": "the application is gone"}))
    event = control.history(cutover, "orders")[-1]
    (gate,) = [gate for gate in event.gates if gate["gate"] == "cool-down"]
    assert (event.to_phase, gate["met"], gate["forced"]) == ("contracted", False, "the application is gone")


@ON_ONE_SERVER
def test_parity_has_to_be_young(cutover: Connection, orders: Reviewed) -> None:
    words = refused(cutover, orders, Terms(limits=Limits(parity_age_s=0, cool_down_s=0)))
    assert any("too old" in one for one in words)


@ON_ONE_SERVER
def test_nothing_is_done_without_a_confirmation(cutover: Connection, orders: Reviewed) -> None:
    with pytest.raises(UsageError, match="not confirmed"):
        contract(cutover, orders, Terms(limits=OLD), confirmed=lambda: False)
    assert state.phase(state.current(cutover, "orders")) == "cutover"
    assert one(cutover, "SELECT count(*) FROM hofsm.final_parity") == 0


FUNCTION = "CREATE FUNCTION public.app() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {} END $$;"
USES = {
    "a generated column": (
        f"ALTER TABLE {B} ADD size integer GENERATED ALWAYS AS (octet_length({V}::text)) STORED",
        "generated column size needs the payload column",
    ),
    "a view over the base table": (f"CREATE VIEW public.v AS SELECT {V} FROM {B}", "view public.v"),
    "a unique index": (f"CREATE UNIQUE INDEX u ON {B} (({V} ->> 'number'))", "unique index public.u"),
    "a check": (f"ALTER TABLE {B} ADD CONSTRAINT c CHECK ({V} IS NOT NULL)", "constraint c"),
    "a trigger of that column": (
        FUNCTION.format("RETURN NULL;")
        + f" CREATE TRIGGER app AFTER UPDATE OF {V} ON {B} FOR EACH ROW EXECUTE FUNCTION public.app()",
        "trigger app",
    ),
    "a trigger whose function names it": (
        FUNCTION.format(f"PERFORM new . {V}; RETURN NULL;")
        + f" CREATE TRIGGER app AFTER INSERT ON {B} FOR EACH ROW EXECUTE FUNCTION public.app()",
        "trigger app",
    ),
}


def test_what_uses_the_payload_is_named(cutover: Connection, orders: Reviewed) -> None:
    cutover.execute("SET search_path = pg_catalog")
    for what, (statement, words) in USES.items():
        with cutover.transaction(force_rollback=True):
            cutover.execute(statement.encode())
            found = _asked(cutover, orders)
        assert len(found) == 1, what
        assert found[0].startswith(words), what
    assert _asked(cutover, orders) == []


def _asked(cutover: Connection, orders: Reviewed, gate: str = "column unused") -> list[str]:
    found = gates.check(cutover, orders.plan, orders.mapping, "contract", names=(gate,))
    return [problem.message for gate in found for problem in gate.problems]


def test_references_become_foreign_keys(cutover: Connection, orders: Reviewed) -> None:
    result = contracted(cutover, orders)
    assert [(one.name, one.problem) for one in result.references] == [
        ("order_head_item_id_fkey", None),
        ("order_head_by_fkey", None),
    ]
    valid = (
        "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated"
        " AND conrelid = 'shop.order_head'::regclass"
    )
    assert one(cutover, valid) == 2
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        cutover.execute("UPDATE shop.order_head SET item_id = 99 WHERE id = 1")
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        cutover.execute("DELETE FROM public.items WHERE id = 1")


@ON_ONE_SERVER
def test_dangling_references_are_named_and_once_passed_by_validated_later(
    cutover: Connection, orders: Reviewed
) -> None:
    # the legacy side may; the new side is refused
    cutover.execute(f"UPDATE {T} SET {V} = jsonb_set({V}, '{{item}}', '99') WHERE id IN (1, 2)".encode())
    (words,) = refused(cutover, orders)
    assert words == "2 dangling references: order_head.item_id -> public.items.id"
    result = contracted(cutover, orders, terms=Terms(limits=OLD, forced={"references hold": "corrected next week"}))
    assert [one.name for one in result.not_validated] == ["order_head_item_id_fkey"]
    assert "99" in (result.not_validated[0].problem or "")
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        cutover.execute("UPDATE shop.order_head SET item_id = 98 WHERE id = 3")
    cutover.execute("UPDATE shop.order_head SET item_id = NULL WHERE item_id = 99")
    again = contracted(cutover, orders)
    assert (again.changed, again.not_validated) == (False, ())


@ON_ONE_SERVER
def test_what_cannot_be_referred_to_is_named(cutover: Connection, orders: Reviewed) -> None:
    cutover.execute("ALTER TABLE public.items DROP CONSTRAINT items_pkey")
    (words,) = refused(cutover, orders)
    assert "is not unique" in words
    cutover.execute(
        "ALTER TABLE public.items RENAME TO items_table; CREATE VIEW public.items AS TABLE public.items_table"
    )
    (words,) = refused(cutover, orders)
    assert "is not a table" in words


AT_ONCE = Limits(cool_down_s=0, transaction_age_s=0)
SITUATIONS = {
    "names are free": Situation(
        TRIGGER.format("zz_hofsm_key", B),
        "table public.Legacy Orders_base has a trigger zz_hofsm_key already",
    ),
    "privileges": Situation(READS_AND_REFERS, "role "),
    "cool-down": Situation("UPDATE hofsm.history SET at = now() + interval '1 hour'", "the cool-down is not over"),
    "backfill complete": Situation(
        AROUND.format("DELETE FROM shop.order_head WHERE id = 1"), "documents are not represented yet"
    ),
    "parity": Situation("DELETE FROM hofsm.verification", "the two sides were never compared"),
    "triggers": Situation(f"ALTER TABLE {B} DISABLE TRIGGER dual_write_orders_delete", "trigger dual_write_orders_"),
    "column unused": Situation(f"CREATE VIEW public.v AS SELECT {V} FROM {B}", "view "),
    "references hold": Situation(
        f"UPDATE {T} SET {V} = jsonb_set({V}, '{{item}}', '99') WHERE id = 1", "1 dangling references"
    ),
    "long transactions": Situation(f"SELECT FROM {B} LIMIT 1", "a transaction has held a lock on public.", open=True),
}
REFERRED = 'public."App Users"'


@ON_ONE_SERVER
@pytest.mark.parametrize(
    "statement", [f'DELETE FROM {REFERRED} WHERE "the ""id"" of it" = 8', f"LOCK TABLE {REFERRED} IN SHARE MODE"]
)
def test_a_long_transaction_on_a_table_that_is_referred_to(
    cutover: Connection, orders: Reviewed, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    """Without the gate the step waits for it with all new tables locked, and gives up."""
    terms = Terms(Retry(lock_timeout_ms=50, max_wait_s=0), AT_ONCE)
    words = "a transaction has held a lock on public.App Users for "
    held = Situation(statement, words, open=True)

    def step() -> object:
        return contract(cutover, orders, terms, confirmed=lambda: True)

    stands_in_the_way(cutover, orders, "contract", "long transactions", held, AT_ONCE, step)
    taken_out(monkeypatch, "contract", "long transactions")
    with connect(cutover.info.dsn) as other, other.transaction():
        other.execute(statement.encode())
        with pytest.raises(GateError, match="gave up after"):
            step()


@ON_ONE_SERVER
def test_long_readers_of_a_table_that_is_referred_to_are_not_waited_for(cutover: Connection, orders: Reviewed) -> None:
    with connect(cutover.info.dsn) as other, other.transaction():
        other.execute(f"SELECT FROM {REFERRED} FOR UPDATE".encode())
        gate = gates.check(
            cutover, orders.plan, orders.mapping, "contract", limits=AT_ONCE, names=("long transactions",)
        )
        assert [one.problems for one in gate] == [()]


@ON_ONE_SERVER
def test_names_of_foreign_keys_have_to_be_free(
    cutover: Connection, orders: Reviewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = Situation(
        "ALTER TABLE shop.order_head ADD CONSTRAINT order_head_by_fkey CHECK (by > 0)",
        "table shop.order_head has a constraint order_head_by_fkey already",
    )
    stands_in_the_way(
        cutover, orders, "contract", "names are free", taken, AT_ONCE, lambda: contracted(cutover, orders)
    )
    taken_out(monkeypatch, "contract", "names are free")
    with pytest.raises(psycopg.errors.DuplicateObject, match="order_head_by_fkey"):
        contracted(cutover, orders)


DROPPING = {
    "view unused": Situation(
        "CREATE MATERIALIZED VIEW public.m AS SELECT id FROM public.open_ids", "materialized view "
    ),
    "long transactions": SITUATIONS["long transactions"],
}


def test_every_gate_has_a_situation() -> None:
    """But that which needs a server that counts statements."""
    assert set(gates.GATES["contract"]) == {*SITUATIONS, "legacy writers"}
    assert set(gates.GATES["drop-view"]) == set(DROPPING)


@ON_ONE_SERVER
@pytest.mark.parametrize("gate", SITUATIONS)
def test_a_gate_of_contract(cutover: Connection, orders: Reviewed, gate: str) -> None:
    terms = Terms(limits=AT_ONCE)
    stands_in_the_way(
        cutover,
        orders,
        "contract",
        gate,
        SITUATIONS[gate],
        AT_ONCE,
        lambda: contract(cutover, orders, terms, confirmed=lambda: True),
    )


@ON_ONE_SERVER
@pytest.mark.parametrize("gate", DROPPING)
def test_a_gate_of_drop_view(cutover: Connection, orders: Reviewed, gate: str) -> None:
    cutover.execute("DROP VIEW public.open_orders")
    contracted(cutover, orders)
    terms = Terms(limits=AT_ONCE)
    stands_in_the_way(
        cutover,
        orders,
        "drop-view",
        gate,
        DROPPING[gate],
        AT_ONCE,
        lambda: contract(cutover, orders, terms, Wish(drop_view=True), confirmed=lambda: True),
    )


@ON_ONE_SERVER
def test_what_is_of_the_row_type_of_the_view_is_named_before_it_is_dropped(
    cutover: Connection, orders: Reviewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    cutover.execute("DROP VIEW public.open_orders")
    contracted(cutover, orders)
    situation = Situation(
        f"CREATE TABLE public.kept (was {T})", "column public.kept.was is of the row type of the view"
    )
    drop = partial(contract, cutover, orders, Terms(limits=AT_ONCE), Wish(drop_view=True), confirmed=lambda: True)
    stands_in_the_way(cutover, orders, "drop-view", "view unused", situation, AT_ONCE, drop)
    taken_out(monkeypatch, "drop-view", "view unused")
    with pytest.raises(psycopg.errors.DependentObjectsStillExist, match="cannot drop view"):
        drop()


@ON_ONE_SERVER
@pytest.mark.parametrize("gate", ["triggers", "column unused"])
def test_a_gate_of_contract_is_asked_again_inside(
    cutover: Connection, orders: Reviewed, monkeypatch: pytest.MonkeyPatch, gate: str
) -> None:
    stands_in_the_way_when_asked_again(monkeypatch, SITUATIONS[gate], cutover, lambda: contracted(cutover, orders))


@ON_ONE_SERVER
def test_the_gate_of_drop_view_is_asked_again_inside(
    cutover: Connection, orders: Reviewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    cutover.execute("DROP VIEW public.open_orders")
    contracted(cutover, orders)
    gone = Wish(drop_view=True)
    situation = DROPPING["view unused"]
    stands_in_the_way_when_asked_again(monkeypatch, situation, cutover, lambda: contracted(cutover, orders, gone))


WRITING = (
    f"UPDATE {T} SET status = 'x'",
    'insert into "Legacy Orders" ("Company", status) values (1, 2)',
    f"DELETE FROM ONLY {T}",
)
READING = (f"SELECT count(*) FROM {T}", f"UPDATE {B} SET status = 'x'", 'DELETE FROM public."Legacy Orders 2"')


def test_statements_that_write_to_the_legacy_name_are_named(orders: Reviewed) -> None:
    """On a server of its own, which counts statements."""
    settings = {"shared_preload_libraries": "pg_stat_statements", "compute_query_id": "on"}
    with EmbeddedServer(settings=settings) as server, connect(server.dsn()) as conn:
        conn.execute("CREATE EXTENSION pg_stat_statements")
        for table in (T, B, 'public."Legacy Orders 2"'):
            conn.execute(f'CREATE TABLE {table} ("Company" bigint, status text)'.encode())
        conn.execute("SELECT pg_stat_statements_reset()")
        for statement in READING:
            conn.execute(statement.encode())
        assert _asked(conn, orders, "legacy writers") == []
        for statement in WRITING:
            conn.execute(statement.encode())
        found = _asked(conn, orders, "legacy writers")
        assert found == ["the application writes to public.Legacy Orders, 1 times so far"] * 3
        conn.execute(f'DROP TABLE {T}, {B}, public."Legacy Orders 2"'.encode())
        schema.install(conn)
        conn.execute(TABLES.encode())
        cut_over(conn, orders)
        conn.execute("SELECT pg_stat_statements_reset()")
        conn.execute(f"UPDATE {T} SET status = 'legacy' WHERE id = 1".encode())
        refusal = [words for words in refused(conn, orders) if words.startswith("the application writes to")]
        assert refusal == ["the application writes to public.Legacy Orders, 1 times so far"]


@ON_ONE_SERVER
def test_a_reference_to_a_legacy_table_means_the_table_behind_its_view(cutover: Connection) -> None:
    stored = "SELECT hofsm.stored_table('{}') = '{}'::regclass"
    assert one(cutover, stored.format(T, B)) is True
    assert one(cutover, stored.format(B, B)) is True
    assert one(cutover, stored.format("public.open_ids", "public.open_ids")) is True
