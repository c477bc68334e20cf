"""Expand, backfill and verify in one go, and what came of it in figures."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.db import catalog
from hofsm_migrate.phases.backfill import backfill
from hofsm_migrate.phases.expand import expand
from hofsm_migrate.phases.verify import verify
from hofsm_migrate.spec import naming

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.phases.files import Reviewed
    from hofsm_migrate.phases.verify import VerifyResult
    from hofsm_migrate.spec.mapping import Table

    Step = Callable[[str], None]


@dataclass(frozen=True)
class TableFacts:
    """A new table: its rows, its bytes with indexes and TOAST, and bytes of JSON text in its residual."""

    name: str
    role: str
    rows: int
    bytes: int
    residual_bytes: int


@dataclass(frozen=True)
class Migrated:
    """A mapping that was expanded, backfilled and verified.

    `bytes_before` and `bytes_after` are on disk, with indexes and TOAST: the legacy table, all new tables together.
    `json_bytes` and `residual_bytes` are those of the JSON text in UTF-8: all documents, and what is in residuals.
    """

    mapping: str
    schema: str
    documents: int
    tables: tuple[TableFacts, ...]
    bytes_before: int
    bytes_after: int
    json_bytes: int
    residual_bytes: int
    parity: VerifyResult
    seconds: float

    @property
    def residual_share(self) -> float:
        """What part of the documents is still JSON, from 0 to 1."""
        return self.residual_bytes / self.json_bytes if self.json_bytes else 0.0


def migrate(conn: Connection, reviewed: Reviewed, step: Step | None = None) -> Migrated:
    """Take the mapping from phase `legacy` to verified new tables.

    Args:
        conn: autocommit.
        step: called with the name of what begins: expand, backfill, verify, measure.

    Raises:
        GateError: as those commands do.
    """
    start = time.monotonic()
    report = step or _silent
    report("expand")
    expand(conn, reviewed)
    report("backfill")
    backfill(conn, reviewed.plan)
    report("verify")
    parity = verify(conn, reviewed.plan)
    report("measure")
    return _measure(conn, reviewed.plan, parity, start)


def _measure(conn: Connection, plan: Plan, parity: VerifyResult, start: float) -> Migrated:
    source = plan.tree.source
    payload = sql.SQL("SELECT count(*), coalesce(sum(octet_length({}::jsonb::text)), 0)::bigint FROM {}")
    legacy = sql.Identifier(source.schema, source.table)
    documents, json_bytes = _pair(conn, payload.format(sql.Identifier(source.payload), legacy))
    tables = tuple(_facts(conn, plan, table) for table in plan.mapping.tables)
    return Migrated(
        mapping=plan.mapping.name,
        schema=plan.mapping.schema,
        documents=documents,
        tables=tables,
        bytes_before=_bytes(conn, source.schema, source.table),
        bytes_after=sum(table.bytes for table in tables),
        json_bytes=json_bytes,
        residual_bytes=sum(table.residual_bytes for table in tables),
        parity=parity,
        seconds=time.monotonic() - start,
    )


def _facts(conn: Connection, plan: Plan, table: Table) -> TableFacts:
    name = Names(plan.tree).table(table)
    spine = any(node.spine is table for node in plan.tree.nodes)
    kept = sql.SQL("octet_length({}::text)").format(sql.Identifier(naming.RESIDUAL)) if spine else sql.SQL("0")
    query = sql.SQL("SELECT count(*), coalesce(sum({}), 0)::bigint FROM {}").format(kept, qualified(name))
    rows, residual_bytes = _pair(conn, query)
    return TableFacts(table.name, table.role, rows, _bytes(conn, *name), residual_bytes)


def _pair(conn: Connection, query: sql.Composed) -> tuple[int, int]:
    row = conn.execute(query).fetchone()
    if row is None:
        raise LookupError("an aggregate query gave no row")
    return row[0], row[1]


def _bytes(conn: Connection, schema: str, name: str) -> int:
    relation = catalog.relation(conn, schema, name)
    if relation is None:
        raise LookupError(f"{schema}.{name} is gone")
    return catalog.size(conn, relation).total


def _silent(_step: str) -> None:
    """Report nothing."""
