"""Generated legacy tables through the specs that are drafted for them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from psycopg import sql

from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.generate import scale_counts
from hofsm_migrate.generate.load import LoadResult, create_tables, load
from hofsm_migrate.spec import naming
from hofsm_migrate.sql import fill
from hofsm_migrate.sql import load as template
from hofsm_migrate.trial.run import Migrated, migrate
from hofsm_migrate.trial.spec import made_spec

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

    Step = Callable[[str], None]

LEGACY_TABLES = ("batches", "form_fields")
LEGACY_SCHEMA = "public"
TARGET_SCHEMA = "production"


@dataclass(frozen=True)
class ExampleRow:
    """A row of a new table without its NULLs."""

    table: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Example:
    """One document, as JSON text, and the rows that it became."""

    legacy_table: str
    key: str
    document: str
    rows: tuple[ExampleRow, ...]


@dataclass(frozen=True)
class Demo:
    """What was loaded, what became of each legacy table, and one document before and after."""

    loaded: LoadResult
    migrated: tuple[Migrated, ...]
    example: Example
    seconds: float


def run_demo(conn: Connection, scale: float, step: Step) -> Demo:
    """Fill the legacy tables, draft a spec for each, split them by it, and compare.

    Args:
        conn: autocommit, to a database without the legacy tables.
        scale: 1 is 20,000 documents in each of the two tables.
        step: called with a few words about what begins.
    """
    start = time.monotonic()
    step("generating legacy documents")
    create_tables(conn, LEGACY_SCHEMA)
    loaded = load(conn, LEGACY_SCHEMA, scale_counts(scale))
    conn.execute("ANALYZE")
    reviewed = [_drafted(conn, name, step) for name in LEGACY_TABLES]
    migrated = tuple(_migrated(conn, one, step) for one in reviewed)
    return Demo(loaded, migrated, _example(conn, reviewed[-1]), time.monotonic() - start)


def _drafted(conn: Connection, table: str, step: Step) -> Reviewed:
    """The spec that the tool drafts for a legacy table, compiled; there is no other one."""
    from hofsm_migrate.introspect.draft import draft  # noqa: PLC0415 - brings NumPy, which `hofsm --help` does not need
    from hofsm_migrate.introspect.here import profile_here  # noqa: PLC0415

    step(f"{table}: introspect and draft")
    made = draft(profile_here(conn, f"{LEGACY_SCHEMA}.{table}"), schema=TARGET_SCHEMA, file=f"{table}.yaml")
    return made_spec(made.text, f"{table}.yaml").reviewed()


def _migrated(conn: Connection, reviewed: Reviewed, step: Step) -> Migrated:
    return migrate(conn, reviewed, lambda stage: step(f"{reviewed.mapping.name}: {stage}"))


def _example(conn: Connection, reviewed: Reviewed) -> Example:
    """The shortest document that fills several tables, so that it fits a screen."""
    source = reviewed.mapping.source
    parts = {"key": source.key[0], "payload": source.payload, "legacy": (source.schema, source.table)}
    row = conn.execute(fill(template("trial_example"), parts)).fetchone()
    if row is None:
        raise LookupError(f"{source.schema}.{source.table} has no document to show")
    made = Names(reviewed.plan.tree)
    rows = [
        ExampleRow(table.name, _shown(found, source.key))
        for table in reviewed.mapping.tables
        for found in _rows(conn, made.table(table), source.key[0], row[0])
    ]
    return Example(f"{source.schema}.{source.table}", row[0], row[1], tuple(rows))


def _rows(conn: Connection, table: tuple[str, str], key: str, value: str) -> list[dict[str, Any]]:
    query = sql.SQL("SELECT row_to_json(t) FROM {} AS t WHERE {}::text = {}")
    found = conn.execute(query.format(qualified(table), sql.Identifier("t", key), sql.Literal(value)))
    return [row[0] for row in found]


def _shown(row: dict[str, Any], key: tuple[str, ...]) -> dict[str, Any]:
    hidden = {*key, naming.ABSENT}
    return {name: value for name, value in row.items() if value is not None and name not in hidden}
