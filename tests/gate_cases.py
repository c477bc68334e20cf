"""For every gate of a command a situation that it alone keeps from going on; without the gate nobody would notice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from hofsm_migrate.db.connect import connect
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import change, gates, state

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed
    from hofsm_migrate.phases.gates import Limits

STRANGER = '"Reads everything"'
_READS = f"CREATE ROLE {STRANGER} IN ROLE pg_read_all_data;{{}} SET ROLE {STRANGER}"
READS = _READS.format("")
"""A role that may look at everything and make nothing. Roles are of the whole server, so it has to go again."""
READS_AND_REFERS = _READS.format(f' GRANT REFERENCES ON public.items, public."App Users" TO {STRANGER};')
FORGOTTEN = f"RESET ROLE; DROP OWNED BY {STRANGER}; DROP ROLE {STRANGER}"
AROUND = "SET session_replication_role = replica; {}; RESET session_replication_role"
TRIGGER = """
CREATE FUNCTION public.nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER {} AFTER DELETE ON {} FOR EACH ROW EXECUTE FUNCTION public.nothing()
"""
"""Somebody's trigger: its name, and its table."""


@dataclass(frozen=True)
class Situation:
    """What somebody does; how a problem begins that is told then; whether it is done by a session that goes on."""

    statement: str
    words: str
    open: bool = False


def stands_in_the_way(
    conn: Connection,
    reviewed: Reviewed,
    command: str,
    gate: str,
    situation: Situation,
    limits: Limits,
    run: Callable[[], object],
) -> None:
    """In this situation the gate has a problem, no other one has, and the command refuses and changes nothing."""
    phase = state.phase(state.current(conn, reviewed.mapping.name))
    with connect(conn.info.dsn) as other:
        if situation.open:
            other.execute("BEGIN")
        (other if situation.open else conn).execute(situation.statement.encode())
        try:
            found = gates.check(conn, reviewed.plan, reviewed.mapping, command, limits=limits)
            assert {one.name for one in found if one.problems} == {gate}
            with pytest.raises(GateError) as raised:
                run()
        finally:
            if STRANGER in situation.statement:
                conn.execute(FORGOTTEN.encode())
    assert [one.message for one in raised.value.problems if one.message.startswith(situation.words)]
    assert state.phase(state.current(conn, reviewed.mapping.name)) == phase


def stands_in_the_way_when_asked_again(
    monkeypatch: pytest.MonkeyPatch, situation: Situation, conn: Connection, run: Callable[[], object]
) -> None:
    """What has come between the first question and the transaction is seen inside of it."""
    monkeypatch.setattr(change, "ask", lambda *_: ())
    conn.execute(situation.statement.encode())
    with pytest.raises(GateError) as raised:
        run()
    assert [one.message for one in raised.value.problems if one.message.startswith(situation.words)]


def taken_out(monkeypatch: pytest.MonkeyPatch, command: str, gate: str) -> None:
    """The command goes without this gate from now on."""
    names = tuple(name for name in gates.GATES[command] if name != gate)
    assert len(names) == len(gates.GATES[command]) - 1
    monkeypatch.setitem(gates.GATES, command, names)
