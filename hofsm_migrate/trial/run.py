"""Expand, backfill and verify in one go, and what came of it in figures."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hofsm_migrate.phases.backfill import backfill
from hofsm_migrate.phases.expand import expand
from hofsm_migrate.phases.status import status
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.phases.files import Reviewed
    from hofsm_migrate.phases.verify import VerifyResult

    Step = Callable[[str], None]


@dataclass(frozen=True)
class TableFacts:
    """A new table: its rows, and its bytes with indexes and TOAST."""

    name: str
    role: str
    rows: int
    bytes: int


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
    found = status(conn, plan, exact=True)
    tables = tuple(
        TableFacts(table.name, table.role, table.rows.rows if table.rows else 0, table.bytes) for table in found.tables
    )
    return Migrated(
        mapping=plan.mapping.name,
        schema=plan.mapping.schema,
        documents=parity.documents,
        tables=tables,
        bytes_before=found.legacy_bytes or 0,
        bytes_after=sum(table.bytes for table in tables),
        json_bytes=found.residual.payload_bytes if found.residual else 0,
        residual_bytes=found.residual.residual_bytes if found.residual else 0,
        parity=parity,
        seconds=time.monotonic() - start,
    )


def _silent(_step: str) -> None:
    """Report nothing."""
