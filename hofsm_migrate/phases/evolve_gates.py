"""The gates of `evolve`: of the version in force, of the new one, and of what lies between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.phases import gates
from hofsm_migrate.phases.gates import evolve as own
from hofsm_migrate.phases.gates.gate import Gate

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.phases.evolution import Evolution
    from hofsm_migrate.phases.gates import Limits

ALWAYS = ("triggers", "nothing depends")
"""Gates of the version in force that are asked before anything is made, and again inside of the last transaction."""


def asked(
    conn: Connection, found: Evolution, limits: Limits, of_old: tuple[str, ...], of_new: tuple[str, ...] = ()
) -> tuple[Gate, ...]:
    """What these gates say, and those that are always asked of both versions together."""
    old, new = found.old, found.beside
    fit = (*own.policies_fit(conn, old, found.new.plan), *own.grants_fit(conn, old, found.new.plan))
    said = [
        Gate("names are free", tuple(own.names_are_free(conn, old, found.new.plan, found.found.phase))),
        Gate("nothing depends", fit),
    ]
    said += gates.check(conn, old, found.new.mapping, "evolve", limits=limits, names=of_old)
    said += gates.check(conn, new.plan, new.mapping, "evolve", limits=limits, names=of_new)
    return _merged(said)


def beforehand(conn: Connection, found: Evolution, limits: Limits) -> tuple[Gate, ...]:
    """What can be asked before there is anything of the new version; for `--dry-run`."""
    return asked(conn, found, limits, (*ALWAYS, "long transactions"))


def _merged(said: list[Gate]) -> tuple[Gate, ...]:
    """A gate that was asked of both versions is met where it is met by both."""
    merged: dict[str, Gate] = {}
    for gate in said:
        there = merged.get(gate.name, Gate(gate.name, ()))
        merged[gate.name] = Gate(gate.name, there.problems + gate.problems)
    return tuple(merged.values())
