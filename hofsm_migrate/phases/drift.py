"""What comes into the documents after the spec was written: paths and types that the residuals did not have before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.names import Names
from hofsm_migrate.db import catalog
from hofsm_migrate.db.residual_paths import ResidualPath, known_paths, record_paths
from hofsm_migrate.phases import keys, state
from hofsm_migrate.spec import naming
from hofsm_migrate.spec.path import render
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.lens.tree import Node

DEPTH = 3
"""Steps from an element: below, a path says what the one above it says."""
WIDE = 20
"""An object with more different keys is a map: its keys are data."""
ROWS = 20_000
"""Residuals of a node that are read at most."""
HEAP_BYTES = 64 * 1024 * 1024
"""Of a larger table (without TOAST) about so much is read, in pages drawn at random."""


def shown(path: tuple[str, ...] | list[str]) -> str:
    """Steps as people read them: `.meta.tags[*]`, `.attributes.*`."""
    words = {"[": "[*]", "*": ".*"}
    return "".join(words.get(step) or "." + render((step[1:],)) for step in path)


def learn(conn: Connection, plan: Plan) -> None:
    """Record what the residuals hold now as known, unless that was done since the new tables were last filled.

    Belongs into one transaction. Later documents are to be compared with the first ones, hence only once.
    """
    found = state.claim(conn, plan.mapping.name)
    if found is not None and found.residual_at is None:
        record_paths(conn, plan.mapping.name, paths(conn, plan))


def news(conn: Connection, plan: Plan) -> tuple[ResidualPath, ...]:
    """What the residuals hold now and is not known. Needs a transaction."""
    known = known_paths(conn, plan.mapping.name)
    pairs = {(one.node, one.path, one.kind) for one in known}
    maps = {(one.node, one.path[:-1]) for one in known if one.path[-1:] == ("*",)}
    return tuple(
        one
        for one in paths(conn, plan)
        if (one.node, one.path, one.kind) not in pairs
        and not any((one.node, one.path[:length]) in maps for length in range(len(one.path)))
    )


def paths(conn: Connection, plan: Plan) -> tuple[ResidualPath, ...]:
    """What the residuals hold: all of them, or a sample of each node's. Needs a transaction."""
    keys.pin(conn)
    return tuple(
        ResidualPath(node.name, tuple(path), kind, tuple(example))
        for node in plan.tree.nodes
        for path, kind, example in conn.execute(_query(conn, plan, node))
    )


def _query(conn: Connection, plan: Plan, node: Node) -> sql.Composed:
    table = Names(plan.tree).table(node.spine)
    relation = catalog.relation(conn, *table)
    heap = catalog.size(conn, relation).heap if relation else 0
    percent = 100 * HEAP_BYTES / heap if heap > HEAP_BYTES else None
    parts = {
        "texts": keys.texts(plan.tree.source.key, "own"),
        "residual": naming.RESIDUAL,
        "table": table,
        "sample": sql.SQL("") if percent is None else sql.SQL("TABLESAMPLE SYSTEM ({})").format(sql.Literal(percent)),
        "limit": ROWS,
        "depth": DEPTH,
        "wide": WIDE,
    }
    return fill(load("phase_residual_paths"), parts)
