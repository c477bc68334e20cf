"""The server and the databases that are measured: generated legacy documents and the mapping for them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from psycopg import sql
from psycopg.conninfo import make_conninfo

from hofsm_migrate.compile.names import Names
from hofsm_migrate.compile.tables import stored_columns
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.embedded import EmbeddedServer
from hofsm_migrate.generate import ScaleCounts, scale_counts
from hofsm_migrate.generate.load import create_tables, load
from hofsm_migrate.phases.expand import expand
from hofsm_migrate.phases.files import compiled
from hofsm_migrate.phases.rollback import rollback
from hofsm_migrate.trial.demo import LEGACY_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.phases.files import Reviewed
    from hofsm_migrate.spec.mapping import Table

    Step = Callable[[str], None]

GROWTH = 4
"""The small database has this part of the documents of the large one."""

LARGE = "bench"
SMALL = "bench_small"
TWIN = "bench_twin"

_SHOWN = ("shared_buffers", "work_mem", "maintenance_work_mem", "max_wal_size", "autovacuum", "jit")


@dataclass(frozen=True)
class Site:
    """A database with a legacy table, and the mapping for it. `documents` counts those that are NULL as well."""

    dsn: str
    conn: Connection
    reviewed: Reviewed
    documents: int

    @property
    def plan(self) -> Plan:
        """The compiled mapping."""
        return self.reviewed.plan

    def rolled_back(self) -> None:
        """The legacy table alone."""
        rollback(self.conn, self.reviewed)

    def fresh(self) -> None:
        """New tables as `expand` makes them, empty; everything else vacuumed and analyzed, and no checkpoint due."""
        self.rolled_back()
        self.conn.execute("VACUUM (ANALYZE)")
        expand(self.conn, self.reviewed)
        self.conn.execute("CHECKPOINT")

    def settle(self) -> None:
        """All tables as they are; vacuumed and analyzed, and no checkpoint due."""
        self.conn.execute("VACUUM (ANALYZE)")
        self.conn.execute("CHECKPOINT")


@dataclass(frozen=True)
class NewTable:
    """A new table: its qualified name and the columns that an INSERT names, those of the key first."""

    table: Table
    name: tuple[str, str]
    columns: list[str]


@dataclass(frozen=True)
class World:
    """`small` has the documents of `large` divided by `GROWTH`; `settings` of the server as `name = value`."""

    scale: float
    large: Site
    small: Site
    server: str
    settings: tuple[str, ...]


def new_tables(plan: Plan) -> tuple[NewTable, ...]:
    """All new tables, each behind the tables that it refers to."""
    key, made = list(plan.tree.source.key), Names(plan.tree)
    return tuple(
        NewTable(table, made.table(table), [*key, *stored_columns(node, table)])
        for node in plan.tree.nodes
        for table in node.tables
    )


def spec() -> Path:
    """The mapping that is measured."""
    return Path(__file__).parent.parent / "mappings" / "batches.yaml"


@contextmanager
def world(scale: float, step: Step) -> Iterator[World]:
    """An embedded throw-away server with its own default settings, and two filled databases in it."""
    with EmbeddedServer() as server:
        with connect(server.dsn()) as admin:
            for name in (LARGE, SMALL):
                admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            settings, version = _settings(admin), f"PostgreSQL {admin.info.parameter_status('server_version')}"
        with connect(server.dsn(LARGE)) as large, connect(server.dsn(SMALL)) as small:
            sites = [
                _filled(server.dsn(LARGE), large, scale, step),
                _filled(server.dsn(SMALL), small, scale / GROWTH, step),
            ]
            yield World(scale, *sites, version, settings)


@contextmanager
def twin(site: Site, scale: float, step: Step) -> Iterator[Site]:
    """A second database with the same documents and no new tables, dropped at the end."""
    dsn = make_conninfo(site.dsn, dbname=TWIN)
    site.conn.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TWIN)))
    with connect(dsn) as conn:
        yield _filled(dsn, conn, scale, step)
    site.conn.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(TWIN)))


def _filled(dsn: str, conn: Connection, scale: float, step: Step) -> Site:
    """Only batches are measured, so no form fields are made."""
    counts = ScaleCounts(batches=scale_counts(scale).batches, form_fields=0)
    step(f"generating {counts.batches:,} documents")
    create_tables(conn, LEGACY_SCHEMA)
    loaded = load(conn, LEGACY_SCHEMA, counts)
    return Site(dsn, conn, compiled(spec()), loaded.batches)


def _settings(conn: Connection) -> tuple[str, ...]:
    query = (
        "SELECT name || ' = ' || CASE name WHEN 'jit' THEN CASE WHEN pg_jit_available() THEN 'on' ELSE 'off' END"
        " ELSE current_setting(name) END FROM pg_settings WHERE name = ANY (%s)"
        " OR source = 'command line' AND name IN ('fsync', 'synchronous_commit', 'full_page_writes') ORDER BY name"
    )
    return tuple(row[0] for row in conn.execute(query, [list(_SHOWN)]))
