"""What a version of a spec leaves in the residual: bytes in all, and the paths with the most of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.names import Names
from hofsm_migrate.db import catalog
from hofsm_migrate.db.versions import Figures
from hofsm_migrate.phases import counts, drift, keys
from hofsm_migrate.phases.residual import residual_share
from hofsm_migrate.spec import naming
from hofsm_migrate.spec.path import render_at
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.lens.tree import Node

TOP = 20
"""Paths that are told."""


def figures(conn: Connection, plan: Plan, *, exact: bool = False, cut_over: bool = False) -> Figures | None:
    """Bytes of payloads and residuals now; None where no document is represented. `exact` reads all documents.

    Needs a transaction. Paths come from as many residuals as the gate `drift` reads, and are then estimates.
    `cut_over`: the payloads are those that the view composes, whether they are kept or not.
    """
    keys.pin(conn)
    share = residual_share(conn, plan, counts.documents(conn, plan), exact=exact, cut_over=cut_over)
    if share is None:
        return None
    found = sorted(_paths(conn, plan, exact=exact), key=lambda one: (-one["bytes"], one["path"]))
    return Figures(share.documents, share.payload_bytes, share.residual_bytes, share.exact, tuple(found[:TOP]))


def _paths(conn: Connection, plan: Plan, *, exact: bool) -> Iterator[dict[str, Any]]:
    for node in plan.tree.nodes:
        factor, query = _query(conn, plan, node, exact=exact)
        for path, amount, elements, example in conn.execute(query):
            yield {
                "path": render_at(node.spine.at) + drift.shown(path),
                "table": node.name,
                "bytes": round(amount * factor),
                "elements": round(elements * factor),
                "example": example,
                "exact": factor == 1,
            }


def _query(conn: Connection, plan: Plan, node: Node, *, exact: bool) -> tuple[float, sql.Composed]:
    """By how much the sample is smaller than the table, and the query."""
    table = Names(plan.tree).table(node.spine)
    relation = catalog.relation(conn, *table)
    heap = catalog.size(conn, relation).heap if relation else 0
    sampled = not exact and heap > drift.HEAP_BYTES
    percent = sql.Literal(100 * drift.HEAP_BYTES / heap if sampled else 100)
    parts = {
        "texts": keys.texts(plan.tree.source.key, "own"),
        "residual": naming.RESIDUAL,
        "table": table,
        "sample": sql.SQL("TABLESAMPLE SYSTEM ({})").format(percent) if sampled else sql.SQL(""),
        "depth": drift.DEPTH,
        "wide": drift.WIDE,
        "limit": TOP,
    }
    return (heap / drift.HEAP_BYTES if sampled else 1), fill(load("phase_residual_top"), parts)
