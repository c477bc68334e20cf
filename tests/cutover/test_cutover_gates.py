"""Each gate of `mirror` and `cutover` is the only one that sees a situation, and keeps the step from being taken."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from cutover.orders import BASE, T, V, cut_over, mirrored, mirrored_database, prepare
from gate_cases import (
    AROUND,
    FORGOTTEN,
    READS,
    TRIGGER,
    Situation,
    stands_in_the_way,
    stands_in_the_way_when_asked_again,
    taken_out,
)
from psycopg import errors

from hofsm_migrate.db import schema
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.embedded import EmbeddedServer
from hofsm_migrate.db.executor import Retry
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import change, gates, rollback
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Server
    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

AT_ONCE = gates.Limits(transaction_age_s=0)
AGREED = {
    "backfill complete": Situation(
        AROUND.format("DELETE FROM shop.order_head WHERE id = 1"), "documents are not represented yet"
    ),
    "parity": Situation("DELETE FROM hofsm.verification", "the two sides were never compared"),
    "triggers": Situation(
        f"ALTER TABLE {T} DISABLE TRIGGER dual_write_orders_update", "trigger dual_write_orders_update ON public."
    ),
    "drift": Situation(
        f"UPDATE {T} SET {V} = {V} || '{{\"news\": [1]}}' WHERE id = 1", "something new in the documents: "
    ),
    "long transactions": Situation(
        f"UPDATE {T} SET status = 'x' WHERE id = 1", "a transaction has held a lock on public.Legacy Orders", open=True
    ),
}
RULE = Situation(
    "CREATE RULE r AS ON UPDATE TO shop.order_line DO ALSO NOTIFY lines",
    "rule r is on new table shop.order_line, and statements that fill it fail",
)
PATH = Situation(
    "CREATE SCHEMA trail; CREATE TABLE trail.log (); CREATE FUNCTION trail.note() RETURNS trigger LANGUAGE plpgsql"
    " AS 'BEGIN INSERT INTO log DEFAULT VALUES; RETURN NULL; END';"
    f" CREATE TRIGGER note AFTER INSERT ON {T} FOR EACH ROW EXECUTE FUNCTION trail.note()",
    "trigger function trail.note() uses names without their schema: log",
)
OPENED = {
    "names are free": Situation(
        "CREATE FUNCTION shop.mirror_orders(jsonb) RETURNS int RETURN 1", "names that mirror needs are taken"
    ),
    "privileges": Situation(READS, "role "),
    **AGREED,
    "nothing breaks": RULE,
    "search path": PATH,
}
SWITCH = {
    "key": Situation(
        f"CREATE TABLE public.heir () INHERITS ({T});"
        f' INSERT INTO public.heir ("Company", id, {V}) SELECT "Company", id, {V} FROM ONLY {T} WHERE id = 1',
        "1 key is in more than one row of table public.Legacy Orders and those that inherit from it",
    ),
    "names are free": Situation(
        "CREATE FUNCTION shop.take_orders() RETURNS int RETURN 1", "names that cutover needs are taken"
    ),
    "privileges": Situation(READS, "role "),
    **AGREED,
    "nothing breaks": Situation(f"CREATE POLICY p ON {T} USING ({V} IS NOT NULL)", "policy p on "),
    "search path": PATH,
    "payload unused": Situation(f"CREATE UNIQUE INDEX u ON {T} (({V} ->> 'number'))", "unique index "),
    "long transactions": Situation(
        f"SELECT FROM {T} LIMIT 1", "a transaction has held a lock on public.Legacy Orders", open=True
    ),
}
ELSEWHERE = {"statements"}
"""It needs a server that counts statements."""


@pytest.fixture
def place(server18: Server, tmp_path: Path) -> Iterator[tuple[Connection, Reviewed]]:
    with mirrored_database(server18) as dsn, connect(dsn) as conn:
        yield conn, prepare(conn, tmp_path, tables="")


def test_every_gate_has_a_situation() -> None:
    assert set(gates.GATES["mirror"]) == set(OPENED)
    assert set(gates.GATES["cutover"]) == set(SWITCH) | ELSEWHERE
    assert gates.GATES["empty-payload"] == ("payload unused",)  # tests/cutover/test_payload_command.py


@pytest.mark.parametrize("gate", SWITCH)
def test_a_gate_of_cutover(place: tuple[Connection, Reviewed], gate: str) -> None:
    conn, reviewed = place
    terms = change.Terms(limits=AT_ONCE)
    stands_in_the_way(conn, reviewed, "cutover", gate, SWITCH[gate], AT_ONCE, lambda: cut_over(conn, reviewed, terms))


@pytest.mark.parametrize("name", [BASE, BASE.removesuffix('"') + '_view"'], ids=["the table's", "the view's"])
def test_the_other_names_have_to_be_free(place: tuple[Connection, Reviewed], name: str) -> None:
    conn, reviewed = place
    situation = Situation(f"CREATE TABLE {name} ()", "name Legacy Orders_base")
    stands_in_the_way(conn, reviewed, "cutover", "names are free", situation, AT_ONCE, lambda: cut_over(conn, reviewed))


@pytest.mark.parametrize("gate", OPENED)
def test_a_gate_of_mirror(place: tuple[Connection, Reviewed], gate: str) -> None:
    conn, reviewed = place
    stands_in_the_way(conn, reviewed, "mirror", gate, OPENED[gate], AT_ONCE, mirroring(conn, reviewed))


def mirroring(conn: Connection, reviewed: Reviewed) -> Callable[[], object]:
    """The step, from the phase before."""
    rollback.rollback(conn, reviewed, to="dual_write")
    verify(conn, reviewed.plan)
    return partial(change.forward, conn, reviewed, reviewed.plan.step("mirror"), change.Terms(limits=AT_ONCE))


WAITED_FOR = {
    "dual-write": "SELECT FROM shop.order_line LIMIT 1",
    "mirror": "SELECT FROM shop.order_line LIMIT 1",
    "cutover": "UPDATE shop.order_line SET note = note WHERE false",
}
"""Who has a new table alone."""


@pytest.mark.parametrize("command", WAITED_FOR)
def test_whoever_has_a_new_table_is_waited_for(
    place: tuple[Connection, Reviewed], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    conn, reviewed = place
    before = reviewed.plan.step(command).before
    if before != "mirrored":
        rollback.rollback(conn, reviewed, to=before)
        verify(conn, reviewed.plan)
    terms = change.Terms(Retry(lock_timeout_ms=50, max_wait_s=0), AT_ONCE, unasked=("payload unused",))
    step = partial(change.forward, conn, reviewed, reviewed.plan.step(command), terms)
    words = "a transaction has held a lock on shop.order_line for "
    held = Situation(WAITED_FOR[command], words, open=True)
    stands_in_the_way(conn, reviewed, command, "long transactions", held, AT_ONCE, step)
    taken_out(monkeypatch, command, "long transactions")
    with connect(conn.info.dsn) as other, other.transaction():
        other.execute(held.statement.encode())
        with pytest.raises(GateError, match="gave up after"):
            step()


def test_a_reader_of_a_new_table_is_not_in_the_way_of_the_cut_over(place: tuple[Connection, Reviewed]) -> None:
    conn, reviewed = place
    with connect(conn.info.dsn) as other, other.transaction():
        other.execute("SELECT FROM shop.order_line LIMIT 1")
        terms = change.Terms(Retry(lock_timeout_ms=500, max_wait_s=0), AT_ONCE, unasked=("payload unused",))
        assert cut_over(conn, reviewed, terms).changed


def test_a_long_transaction_is_named_once(place: tuple[Connection, Reviewed]) -> None:
    conn, reviewed = place
    with connect(conn.info.dsn) as other, other.transaction():
        other.execute(f"UPDATE {T} SET {V} = jsonb_set({V}, '{{number}}', '77') WHERE id = 1".encode())
        found = gates.check(
            conn, reviewed.plan, reviewed.mapping, "cutover", limits=AT_ONCE, names=("long transactions",)
        )
        (problem,) = found[0].problems
        assert problem.message.startswith("a transaction has held a lock on public.Legacy Orders and ")
        assert f"pid {other.info.backend_pid}, " in str(problem.detail)


@pytest.mark.parametrize("command", ["mirror", "cutover"])
def test_a_rule_on_a_new_table_would_make_writes_fail(
    place: tuple[Connection, Reviewed], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    conn, reviewed = place
    step = mirroring(conn, reviewed) if command == "mirror" else partial(cut_over, conn, reviewed)
    stands_in_the_way(conn, reviewed, command, "nothing breaks", RULE, AT_ONCE, step)
    taken_out(monkeypatch, command, "nothing breaks")
    step()
    with pytest.raises(errors.FeatureNotSupported, match="rules are not supported"):
        conn.execute("UPDATE shop.order_line SET quantity = 7 WHERE id = 4")


TRIGGERS = {
    "a new table": ("mirror", "zz_hofsm_insert", "shop.order_line", "shop.order_line"),
    "the legacy table, which has another name by then": ("cutover", "zz_hofsm_take_orders", T, "public.Legacy Orders"),
}


@pytest.mark.parametrize(("command", "name", "table", "told"), TRIGGERS.values(), ids=list(TRIGGERS))
def test_names_of_triggers_have_to_be_free(
    place: tuple[Connection, Reviewed], monkeypatch: pytest.MonkeyPatch, command: str, name: str, table: str, told: str
) -> None:
    conn, reviewed = place
    step = mirroring(conn, reviewed) if command == "mirror" else partial(cut_over, conn, reviewed)
    taken = Situation(TRIGGER.format(name, table), f"table {told} has a trigger {name} already")
    stands_in_the_way(conn, reviewed, command, "names are free", taken, AT_ONCE, step)
    taken_out(monkeypatch, command, "names are free")
    with pytest.raises(errors.DuplicateObject, match=name):
        step()


@pytest.mark.parametrize("gate", ["names are free", "privileges"])
def test_without_a_gate_of_mirror_the_server_refuses(
    place: tuple[Connection, Reviewed], monkeypatch: pytest.MonkeyPatch, gate: str
) -> None:
    conn, reviewed = place
    step = mirroring(conn, reviewed)
    taken_out(monkeypatch, "mirror", gate)
    conn.execute(OPENED[gate].statement.encode())
    try:
        with pytest.raises((errors.DuplicateFunction, errors.InsufficientPrivilege)):
            step()
    finally:
        if gate == "privileges":
            conn.execute(FORGOTTEN.encode())


@pytest.mark.parametrize("gate", sorted({"triggers", "nothing breaks"}))
def test_a_gate_of_cutover_is_asked_again_inside(
    place: tuple[Connection, Reviewed], monkeypatch: pytest.MonkeyPatch, gate: str
) -> None:
    conn, reviewed = place
    stands_in_the_way_when_asked_again(monkeypatch, SWITCH[gate], conn, lambda: cut_over(conn, reviewed))


ROWS = Situation(
    f"CREATE FUNCTION public.title({T}) RETURNS text LANGUAGE sql AS 'SELECT $1.status'",
    'function public.title(public."Legacy Orders") is of the row type of the table',
)


def test_a_function_of_the_row_type_is_in_the_way_of_a_view_alone(
    place: tuple[Connection, Reviewed], monkeypatch: pytest.MonkeyPatch
) -> None:
    conn, reviewed = place
    step = partial(cut_over, conn, reviewed)
    stands_in_the_way(conn, reviewed, "cutover", "nothing breaks", ROWS, AT_ONCE, step)
    asked = gates.check(conn, reviewed.plan, reviewed.mapping, "mirror", names=("nothing breaks",))
    assert asked[0].problems == ()
    taken_out(monkeypatch, "cutover", "nothing breaks")
    step()
    with pytest.raises(errors.UndefinedFunction, match="title"):
        conn.execute(f"SELECT public.title(o) FROM {T} AS o".encode())


def test_a_function_of_the_row_type_is_asked_for_again_inside(
    place: tuple[Connection, Reviewed], monkeypatch: pytest.MonkeyPatch
) -> None:
    conn, reviewed = place
    stands_in_the_way_when_asked_again(monkeypatch, ROWS, conn, lambda: cut_over(conn, reviewed))


def test_the_gate_about_rules_is_asked_again_by_mirror(
    place: tuple[Connection, Reviewed], monkeypatch: pytest.MonkeyPatch
) -> None:
    conn, reviewed = place
    stands_in_the_way_when_asked_again(monkeypatch, RULE, conn, mirroring(conn, reviewed))


REFUSED = (
    f'INSERT INTO {T} ("Company", id, {V}) VALUES (1, 2, \'{{}}\') ON CONFLICT ("Company", id) DO NOTHING',
    f"MERGE INTO {T} AS o USING (VALUES (1)) AS v (id) ON o.id = v.id WHEN MATCHED THEN UPDATE SET status = 'm'",
)


def test_statements_that_a_view_does_not_take(tmp_path: Path) -> None:
    """On a server of its own, which counts statements."""
    settings = {"shared_preload_libraries": "pg_stat_statements", "compute_query_id": "on"}
    with EmbeddedServer(settings=settings) as server, connect(server.dsn()) as conn:
        conn.execute("CREATE EXTENSION pg_stat_statements")
        schema.install(conn)
        reviewed = prepare(conn, tmp_path)
        mirrored(conn, reviewed)
        conn.execute("SELECT pg_stat_statements_reset()")
        for statement in REFUSED:
            conn.execute(statement.encode())
        with pytest.raises(GateError) as raised:
            cut_over(conn, reviewed)
        told = [one.message for one in raised.value.problems]
        assert told[0] == "the application runs a statement that a view does not take, 1 times so far"
        assert "ON CONFLICT" in str([one.detail for one in raised.value.problems])
        conn.execute("SELECT pg_stat_statements_reset()")
        assert cut_over(conn, reviewed).changed
