"""Open a connection to the user's database: where it is said to be, and what holds on every connection of ours."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from hofsm_migrate.errors import Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

OLDEST_SERVER = 15
"""The oldest major version of PostgreSQL that the generated SQL runs on."""

_LIBPQ_PLACES = ("PGSERVICE", "PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER")
_FORMS = "postgresql://user@host:5432/dbname or 'host=... dbname=...', with special characters in a URL percent-encoded"


def connect(dsn: str | None = None, *, autocommit: bool = True, connect_timeout_s: int = 10) -> psycopg.Connection:
    """Connect to `dsn`, else to HOFSM_DSN, else to where libpq's own variables point (PGHOST, PGSERVICE, ...).

    Nothing is set for the session but TimeZone: behind PgBouncer in transaction mode a session's `lock_timeout` would
    stay on a server connection that the application gets next, and the startup parameter `options` is refused.
    PgBouncer tracks TimeZone itself. Everything else that our statements rely on is set per transaction by
    `executor.transaction`. For the same reason statements are never prepared on the server.

    Args:
        dsn: a URL or libpq's `key=value` form; None or empty looks further.
        autocommit: False leaves the first statement's transaction open, as psycopg does by itself.
        connect_timeout_s: seconds for each address of the host, unless the DSN has its own `connect_timeout`.

    Raises:
        UsageError: no database is named, the DSN cannot be parsed, the server cannot be reached or is too old. The
            message never holds a password.
    """
    params = _parse(resolve(dsn, os.environ))
    try:
        conn = psycopg.connect(
            make_conninfo("", **{"connect_timeout": connect_timeout_s, "application_name": "hofsm", **params}),
            autocommit=True,
            prepare_threshold=None,
            client_encoding="utf8",
        )
    except psycopg.Error as error:
        raise UsageError(_unreachable(error, params)) from None
    _check_version(conn)
    conn.execute("SET TimeZone = 'UTC'")
    conn.autocommit = autocommit
    return conn


def resolve(dsn: str | None, environment: Mapping[str, str]) -> str:
    """The connection string to use; empty where libpq's own variables say it all.

    Raises:
        UsageError: neither `dsn` nor `environment` names a database.
    """
    if given := dsn or environment.get("HOFSM_DSN"):
        return given
    if any(environment.get(name) for name in _LIBPQ_PLACES):
        return ""
    raise UsageError(
        Problem(
            "no database is given",
            hint=f"give --dsn or set HOFSM_DSN: {_FORMS}; libpq's variables (PGHOST, PGSERVICE, ...) work too",
        )
    )


def _parse(dsn: str) -> dict[str, str | int]:
    try:
        params = conninfo_to_dict(dsn)
    except psycopg.ProgrammingError:
        # libpq's message quotes the string, which may hold a password
        raise UsageError(Problem("the connection string cannot be parsed", hint=f"write it as {_FORMS}")) from None
    return {name: value for name, value in params.items() if value is not None}


def _unreachable(error: psycopg.Error, params: Mapping[str, str | int]) -> Problem:
    """What went wrong, without the part of a password that an unescaped `@` turns into the host."""
    if "@" in str(params.get("host", "")):
        return Problem("the host name in the connection string contains '@'", hint=f"write it as {_FORMS}")
    return Problem(
        "cannot connect to the database",
        hint="check that the server runs, and try the same DSN in psql: host, port, database and role must be right",
        at=", ".join(f"{name} {params[name]}" for name in ("host", "port", "dbname", "user") if name in params) or None,
        detail=" ".join(str(error).split()),  # libpq names host, port and user here, never the password
    )


def _check_version(conn: psycopg.Connection) -> None:
    major = conn.info.server_version // 10_000
    if major >= OLDEST_SERVER:
        return
    conn.close()
    raise UsageError(
        Problem(
            f"PostgreSQL {OLDEST_SERVER} or newer is needed, got a server of version {major}",
            hint="upgrade the server, or try the migration on a copy of the database on a newer one",
        )
    )
