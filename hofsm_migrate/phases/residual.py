"""How much of the payloads the residual still holds: the progress of the whole undertaking in one figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.phases import keys
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.phases.counts import Count

SAMPLE = 2_000
"""About so many documents are read where there are more than twice as many."""


@dataclass(frozen=True)
class ResidualShare:
    """Bytes of JSON text in `documents` represented ones; `exact` is False where that is a sample of pages."""

    documents: int
    payload_bytes: int
    residual_bytes: int
    exact: bool

    @property
    def moved(self) -> float:
        """`1 - bytes(residual) / bytes(payload)`: 0 where nothing has a column, 1 where everything has."""
        return 1 - self.residual_bytes / self.payload_bytes if self.payload_bytes else 0.0


def residual_share(
    conn: Connection, plan: Plan, total: Count | None, *, exact: bool = False, cut_over: bool = False
) -> ResidualShare | None:
    """The share of the represented documents; None where there are none. `exact` reads all, however long it takes.

    `cut_over`: the documents are those of the view, and a sample of them is one of pages of the base table.
    """
    sampled = not exact and total is not None and total.rows > 2 * SAMPLE
    percent = 100 * SAMPLE / total.rows if total and total.rows else 100.0
    sample = sql.SQL("TABLESAMPLE SYSTEM ({})").format(sql.Literal(percent)) if sampled else sql.SQL("")
    row = conn.execute(_query(plan, sample, cut_over=cut_over)).fetchone()
    if row is None or row[0] == 0:
        return None
    return ResidualShare(row[0], row[1], row[2], exact=not sampled)


def _query(plan: Plan, sample: sql.Composable, *, cut_over: bool) -> sql.Composed:
    key, made = plan.tree.source.key, Names(plan.tree)
    residuals = [
        fill(load("phase_residual_bytes").strip(), {"table": made.table(node.spine), "key": names(list(key))})
        for node in plan.tree.nodes
    ]
    parts = {
        "key": names(list(key), "legacy"),
        "payload": plan.tree.source.payload,
        "legacy": _legacy(plan, sample, cut_over=cut_over),
        "root": made.table(plan.tree.root.spine),
        "same": keys.same(key, "root", "legacy"),
        "residuals": sql.SQL(" + ").join(residuals),
    }
    return fill(load("phase_residual_share"), parts)


def _legacy(plan: Plan, sample: sql.Composable, *, cut_over: bool) -> sql.Composed:
    """Pages of a table can be sampled, and those of a view cannot."""
    made = Names(plan.tree)
    if not cut_over:
        return sql.SQL("{} AS legacy {}").format(qualified(made.legacy), sample)
    return sql.SQL("{} AS page {} JOIN {} AS legacy ON {}").format(
        qualified(made.base), sample, qualified(made.legacy), keys.same(plan.tree.source.key, "legacy", "page")
    )
