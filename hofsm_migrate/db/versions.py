"""The versions of a mapping's spec that were in force, in table `hofsm.spec_version`."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from hofsm_migrate import sql

if TYPE_CHECKING:
    from datetime import datetime

    from psycopg import Connection


@dataclass(frozen=True)
class Figures:
    """Bytes of JSON text in the payloads of `documents`, and in their residuals. `paths` are JSON objects."""

    documents: int
    payload_bytes: int
    residual_bytes: int
    exact: bool
    paths: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Version:
    """A version that was in force since `at`; the figures are None where they were never taken."""

    number: int
    spec_digest: str
    at: datetime
    role: str
    measured_at: datetime | None
    documents: int | None
    payload_bytes: int | None
    residual_bytes: int | None
    exact: bool | None
    paths: list[dict[str, Any]] = field(default_factory=list)


def record_version(conn: Connection, mapping: str) -> None:
    """Record the version that is in force now, unless it was the last one recorded; in the change's transaction."""
    conn.execute(sql.load("control_record_version").encode(), {"mapping": mapping})


def versions(conn: Connection, mapping: str) -> tuple[Version, ...]:
    """All versions of a mapping, the first one first."""
    columns = b"number, spec_digest, at, role, measured_at, documents, payload_bytes, residual_bytes, exact, paths"
    with conn.cursor(row_factory=class_row(Version)) as cursor:
        query = b"SELECT " + columns + b" FROM hofsm.spec_version WHERE mapping = %s ORDER BY number"
        return tuple(cursor.execute(query, [mapping]))


def record_figures(conn: Connection, mapping: str, digest: str, figures: Figures) -> None:
    """Keep figures with the last version of a mapping, if that is the one of `digest`."""
    values = {**asdict(figures), "paths": Jsonb(list(figures.paths)), "mapping": mapping, "digest": digest}
    conn.execute(sql.load("control_record_figures").encode(), values)
