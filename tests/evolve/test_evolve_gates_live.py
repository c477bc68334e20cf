"""What happens to a new version between its verification and the switch is seen by the gates, each by one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from concurrency.scene import LEGACY, T, fill
from gate_cases import AROUND
from versions import CHANGES, differences, go, put_in_force, reviewed

from hofsm_migrate.db import control
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.executor import Retry
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import change, evolve, gates

if TYPE_CHECKING:
    import psycopg

WAS, NOW = CHANGES["a column is renamed"].texts
MEANWHILE = {
    "backfill complete": (
        "measuring residuals",
        AROUND.format('DELETE FROM "Notebook__next"."Note" WHERE id = 2'),
        "documents are not represented yet",
    ),
    "parity": ("measuring residuals", "DELETE FROM hofsm.verification", "the two sides were never compared"),
    "triggers": (
        "switch",
        (
            f"DO $$ BEGIN EXECUTE (SELECT format('ALTER TABLE {T} DISABLE TRIGGER %I', tgname) FROM pg_trigger"
            f" WHERE tgrelid = '{T}'::regclass AND tgname LIKE '%next%update'); END $$"
        ),
        "trigger ",
    ),
    "nothing depends": (
        "switch",
        'CREATE VIEW public.v AS SELECT id FROM "Notebook"."Note"',
        "view public.v goes with",
    ),
    "names are free": (
        "switch",
        'CREATE TABLE "Notebook"."part_by" (); CREATE FUNCTION "Notebook"."decompose_fresh"() RETURNS int RETURN 1',
        "names that evolve needs are taken",
    ),
}
ADDED = WAS + """  fresh: {role: input, at: "$.fresh.*", key_column: k, columns: {x: integer}}\n"""


def begin(conn: psycopg.Connection) -> None:
    conn.execute(LEGACY.encode())
    fill(conn, 6)
    go(conn, reviewed(WAS), "dual_write")


@pytest.mark.parametrize("gate", MEANWHILE)
def test_what_comes_between_is_seen(conn18: psycopg.Connection, database18: str, gate: str) -> None:
    begin(conn18)
    stage, statement, words = MEANWHILE[gate]
    new = reviewed(ADDED if gate == "names are free" else NOW)
    with connect(database18) as other:

        def at(now: str) -> None:
            if now == stage:
                other.execute(statement.encode())

        with pytest.raises(GateError) as raised:
            evolve.evolve(conn18, new, hooks=evolve.Hooks(on_stage=at))
    assert [one.message for one in raised.value.problems if one.message.startswith(words)]
    found = control.mapping_state(conn18, "notes")
    assert found is not None
    assert found.spec_digest == reviewed(WAS).mapping.digest


def test_a_long_transaction_is_seen(conn18: psycopg.Connection, database18: str) -> None:
    begin(conn18)
    at_once = change.Terms(Retry(lock_timeout_ms=50, max_wait_s=0), gates.Limits(transaction_age_s=0))
    with connect(database18) as other, other.transaction():
        other.execute('SELECT FROM "Notebook"."Note" LIMIT 1')
        with pytest.raises(GateError, match=r"a transaction has held a lock on Notebook\.Note"):
            evolve.evolve(conn18, reviewed(NOW), at_once)
    put_in_force(conn18, reviewed(NOW))
    assert differences(conn18, reviewed(NOW)) == []


def test_every_gate_of_evolve_is_here() -> None:
    assert set(gates.GATES["evolve"]) == {*MEANWHILE, "long transactions"}
