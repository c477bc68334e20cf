"""What the doctor is called to: the plain mapping under way, and damage that nobody is told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from operator_cases import plain
from test_change import dual_write

from hofsm_migrate.phases import backfill, change, expand, files, verify
from hofsm_migrate.phases.doctor import examine

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

    from hofsm_migrate.phases.doctor import Diagnosis

REPLICA = "SET LOCAL session_replication_role = replica; {}"


def under_way(conn: psycopg.Connection, tmp_path: Path, phase: str = "dual_write", count: int = 9) -> files.Reviewed:
    """The plain mapping with documents, backfilled and verified in its phase."""
    return advance(conn, files.read(plain(conn, tmp_path, count), tmp_path / "migrations"), phase)


def advance(conn: psycopg.Connection, reviewed: files.Reviewed, phase: str) -> files.Reviewed:
    expand.expand(conn, reviewed)
    if phase != "expanded":
        dual_write(conn, reviewed)
        backfill.backfill(conn, reviewed.plan)
        assert verify.verify(conn, reviewed.plan).parity
    if phase == "mirrored":
        change.forward(conn, reviewed, reviewed.plan.step("mirror"))
    return reviewed


def look(conn: psycopg.Connection, reviewed: files.Reviewed, *, fix: bool = False) -> Diagnosis:
    return examine(conn, reviewed.mapping, fix=fix)


def told(found: Diagnosis) -> list[tuple[str, bool]]:
    return [(one.what, one.fixable) for one in found.findings]


def do(conn: psycopg.Connection, statements: str) -> None:
    with conn.transaction():
        conn.execute(statements.encode())
