"""Install and remove schema `hofsm`: control tables, from the revisions in `migrations/control`, and helper functions.

Alembic only writes SQL here; `executor` runs it. The script for a DBA and what the tool runs are the same text.
"""

from __future__ import annotations

import io
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import hofsm_migrate
from hofsm_migrate import sql
from hofsm_migrate.db.executor import Retry, attempt
from hofsm_migrate.errors import GateError, Problem

if TYPE_CHECKING:
    from psycopg import Connection

NEWEST = "0009"
"""The newest revision; asking Alembic for it takes half a second."""

_LOCK = "SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('hofsm control schema'));\n"
"""Two sessions that install at once take turns; transaction-local, so it works behind a pooler."""
_OWN_NAMES = "SET LOCAL search_path = pg_catalog;\n"
"""Bodies of helper functions are read when they are created: their names mean PostgreSQL's own, whoever installs."""


def script() -> str:
    """SQL that installs schema `hofsm` in a database without it, for `psql -f`; one transaction."""
    return f"BEGIN;\n{_OWN_NAMES}{_LOCK}{_install_sql(None)}COMMIT;\n"


def install(conn: Connection, *, retry: Retry | None = None) -> bool:
    """Bring schema `hofsm` up to date; whether its tables changed. Helper functions are replaced in any case.

    Needs the CREATE privilege on the database, or a schema `hofsm` that the role owns.
    """
    return attempt(conn, install_here, retry=retry).value


def bring_up_to_date(conn: Connection, *, retry: Retry | None = None) -> None:
    """As `install`, where the tables are of an older version."""
    if installed_revision(conn) != NEWEST:
        install(conn, retry=retry)


def install_here(conn: Connection) -> bool:
    """As `install`, in the caller's transaction: it is for the caller to commit, or to undo."""
    conn.execute((_OWN_NAMES + _LOCK).encode())
    revision = installed_revision(conn)
    conn.execute(_install_sql(revision).encode())
    return revision != installed_revision(conn)


def uninstall(conn: Connection, *, retry: Retry | None = None) -> None:
    """Drop control tables, helper functions, and the schema unless it was there before. The history is lost.

    Raises:
        GateError: schema `hofsm` is not installed, or a mapping is not in phase `legacy`. Nothing was changed.
    """

    def work(conn: Connection) -> None:
        conn.execute(_LOCK.encode())
        revision = installed_revision(conn)
        if revision is None:
            raise GateError(Problem("schema hofsm is not installed", hint="check that this is the right database"))
        _refuse_in_use(conn)
        conn.execute((_alembic_sql("downgrade", f"{revision}:base") + sql.load("control_drop")).encode())

    attempt(conn, work, retry=retry)


def installed_revision(conn: Connection) -> str | None:
    """The Alembic revision of schema `hofsm` in this database; None where it is not installed."""
    found = conn.execute("SELECT to_regclass('hofsm.alembic_version') IS NOT NULL").fetchone()
    if not found or not found[0]:
        return None
    row = conn.execute("SELECT version_num FROM hofsm.alembic_version").fetchone()
    return row[0] if row else None


def _refuse_in_use(conn: Connection) -> None:
    rows = conn.execute("SELECT name, phase FROM hofsm.mapping WHERE phase <> 'legacy' ORDER BY name").fetchall()
    if rows:
        raise GateError(
            Problem(
                "mappings are in use: " + ", ".join(f"{name} ({phase})" for name, phase in rows),
                hint=f"hofsm rollback {rows[0][0]} first. Nothing was changed",
            )
        )


def _install_sql(revision: str | None) -> str:
    tables = _alembic_sql("upgrade", f"{revision}:head" if revision else "head")
    helpers = (
        "codecs",
        "sync",
        "residual",
        "cutover_helpers",
        "evolve_helpers",
        "contract_helpers",
        "etag",
        "mismatch",
    )
    return sql.load("control_schema") + tables + "".join(sql.load(name) for name in helpers)


def _alembic_sql(direction: Literal["upgrade", "downgrade"], revisions: str) -> str:
    # SQLAlchemy and Alembic take half a second to import, and most commands never get here
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    text = io.StringIO()
    config = Config(output_buffer=text)
    config.set_main_option("script_location", str(_revisions()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    getattr(command, direction)(config, revisions, sql=True)
    return text.getvalue()


def _revisions() -> Path:
    """Inside an installed wheel, else beside the package in a checkout."""
    installed = Path(str(files(hofsm_migrate))) / "_control"
    return installed if installed.exists() else installed.parent.parent / "migrations" / "control"
