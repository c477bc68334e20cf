"""What must hold before a phase changes: every gate of a command is asked every time, and all that is wrong is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hofsm_migrate.db import catalog
from hofsm_migrate.errors import Problem, UsageError
from hofsm_migrate.phases.gates import (
    both_sides,
    contract,
    evolve,
    objects,
    place,
    rights,
    search_path,
    sessions,
    spec,
    switch,
)
from hofsm_migrate.phases.gates.gate import Asked, Gate, Limits
from hofsm_migrate.phases.gates.place import created
from hofsm_migrate.phases.gates.rights import privileges
from hofsm_migrate.phases.gates.spec import check_query

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping as Dict

    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.db.catalog import Relation
    from hofsm_migrate.spec.mapping import Mapping

__all__ = [
    "AGAIN",
    "CHECKS",
    "GATES",
    "Gate",
    "Limits",
    "ask",
    "check",
    "check_query",
    "created",
    "force",
    "privileges",
    "problems",
    "refuse_unknown",
    "structure",
]

_SPEC: dict[str, Callable[[Connection, Mapping, Relation | None], list[Problem]]] = {
    "legacy table": spec.legacy_table,
    "key": spec.key,
    "payload": spec.payload,
    "references": spec.references,
    "checks": spec.checks,
}
CHECKS: dict[str, Callable[[Asked], list[Problem]]] = {
    **{name: lambda asked, ask=ask: ask(asked.conn, asked.mapping, asked.relation) for name, ask in _SPEC.items()},
    "names are free": place.names_are_free,
    "privileges": rights.may_make,
    "documents": both_sides.documents,
    "backfill complete": both_sides.backfill_complete,
    "parity": both_sides.parity,
    "triggers": objects.triggers,
    "drift": both_sides.no_drift,
    "long transactions": sessions.long_transactions,
    "nothing breaks": switch.nothing_breaks,
    "search path": search_path.search_path,
    "statements": switch.statements_fit,
    "payload unused": switch.payload_unused,
    "nothing depends": evolve.nothing_depends,
    "cool-down": contract.cool_down,
    "column unused": contract.column_unused,
    "view unused": contract.view_unused,
    "legacy writers": contract.no_legacy_writers,
    "references hold": contract.references_hold,
}
"""Every gate by its name, in the order in which gates are asked; docs/operations.md lists the same names."""
_FITS = ("legacy table", "key", "payload", "references")
_MADE = ("names are free", "privileges")
_AGREED = ("backfill complete", "parity", "triggers", "drift")
GATES: dict[str, tuple[str, ...]] = {
    "expand": (*_FITS, "checks", *_MADE),
    "dual-write": (*_FITS, *_MADE, "nothing breaks", "documents", "long transactions"),
    "mirror": (*_MADE, *_AGREED, "nothing breaks", "search path", "long transactions"),
    "cutover": (
        "key",
        *_MADE,
        *_AGREED,
        "nothing breaks",
        "search path",
        "statements",
        "payload unused",
        "long transactions",
    ),
    "empty-payload": ("payload unused",),
    "evolve": ("names are free", "backfill complete", "parity", "triggers", "nothing depends", "long transactions"),
    "contract": (
        *_MADE,
        "cool-down",
        "backfill complete",
        "parity",
        "triggers",
        "column unused",
        "legacy writers",
        "references hold",
        "long transactions",
    ),
    "drop-view": ("view unused", "long transactions"),
}
"""The gates of each command that goes forward. Checks are asked once: what the server has taken, it goes on taking."""
AGAIN = ("triggers", "nothing breaks", "column unused", "view unused")
"""Gates that are asked again inside of the transaction: they cost nothing, and what they see can change meanwhile."""


def check(
    conn: Connection,
    plan: Plan,
    mapping: Mapping | None = None,
    command: str = "expand",
    *,
    limits: Limits | None = None,
    names: tuple[str, ...] | None = None,
) -> tuple[Gate, ...]:
    """Every gate of a command, or those of `names`."""
    asked = Asked(conn, plan, mapping or plan.mapping, command, limits or Limits())
    return ask(asked, GATES[command] if names is None else names)


def ask(asked: Asked, names: tuple[str, ...]) -> tuple[Gate, ...]:
    """These gates. Where there is no legacy table, nothing else is asked of the spec's fit."""
    found: list[Gate] = []
    for name in names:
        if name in _SPEC and any(gate.name == "legacy table" and gate.problems for gate in found):
            continue
        found.append(Gate(name, tuple(CHECKS[name](asked))))
    return tuple(found)


def structure(conn: Connection, mapping: Mapping) -> tuple[Gate, ...]:
    """The gates about the spec: does it fit the legacy table and the tables that it refers to."""
    relation = catalog.relation(conn, mapping.source.schema, mapping.source.table)
    first = Gate("legacy table", tuple(spec.legacy_table(conn, mapping, relation)))
    if first.problems:
        return (first,)
    rest = (Gate(name, tuple(ask(conn, mapping, relation))) for name, ask in _SPEC.items() if name != first.name)
    return (first, *rest)


def force(gates: tuple[Gate, ...], reasons: Dict[str, str]) -> tuple[Gate, ...]:
    """The gates, those that are not met and named in `reasons` with the reason to go on all the same."""
    return tuple(replace(gate, forced=reasons.get(gate.name, "") if gate.problems else "") for gate in gates)


def problems(gates: tuple[Gate, ...]) -> tuple[Problem, ...]:
    """All problems of all gates that are not forced."""
    return tuple(problem for gate in gates if not gate.forced for problem in gate.problems)


def refuse_unknown(command: str, reasons: Dict[str, str]) -> None:
    """Only a gate of the command can be forced, and only with a reason.

    Raises:
        UsageError: a name is not that of a gate of `command`, or a reason is empty.
    """
    known = ", ".join(GATES[command])
    found = [
        Problem(f"{command} has no gate {name!r}", f"use one of: {known}")
        for name in reasons
        if name not in GATES[command]
    ]
    found += [
        Problem(f"gate {name!r} is forced without a reason", "say why with --reason; the history keeps it")
        for name, reason in reasons.items()
        if not reason.strip()
    ]
    if found:
        raise UsageError(*found)
