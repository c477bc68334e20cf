"""An error of PostgreSQL's that nobody expected, as a problem that a DBA can act on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hofsm_migrate.errors import Problem

if TYPE_CHECKING:
    import psycopg

_HINTS = {
    "08": "check the server and the network, then run the command again: what was committed stays",
    "42501": "ask the owner of the object for the privilege, or run the command as a role that has it",
    "53": "free the resource that the server names, then run the command again",
    "57": "the server or its administrator ended the work; see its log, then run the command again",
    "25006": "connect to the primary: a standby and a read-only session cannot be written to",
}
"""SQLSTATE, or the class in its first two characters, to the next step."""

_NO_SUCH_NAME = ("42P01", "42883", "42704")
"""Undefined table, function, object."""
_INNERMOST = re.compile(r"PL/pgSQL function (.+?) line \d+")
_UNPINNED = (
    "a name is used in trigger function {0} without its schema, or there is no such thing: what hofsm writes makes"
    " triggers fire with search_path = pg_catalog. If the function is the application's, ALTER FUNCTION {0} SET"
    " search_path = SCHEMA, pg_temp, or write the schema before the name; then run the command again"
)
_UNKNOWN = "look the SQLSTATE up in PostgreSQL's manual, appendix A; `hofsm --debug ...` shows where it happened"
NOTHING_HALF_DONE = "The transaction that failed changed nothing; what was committed before it stays"


def database_problem(error: psycopg.Error) -> Problem:
    """SQLSTATE, the server's own detail and hint, and what was and was not changed."""
    diag = error.diag
    state = error.sqlstate or ""
    message = diag.message_primary or " ".join(str(error).split()) or type(error).__name__
    places = [part for part in (diag.schema_name, diag.table_name, diag.column_name, diag.constraint_name) if part]
    details = [
        f"SQLSTATE {state}" if state else "no SQLSTATE: the connection or the client failed",
        diag.message_detail or "",
    ]
    return Problem(
        f"the server refused: {message}" if state else f"the connection failed: {message}",
        hint=f"{_in_a_function(error) or diag.message_hint or _hint(state)}. {NOTHING_HALF_DONE}",
        at=".".join(places) or None,
        detail="; ".join(part for part in details if part),
    )


def _in_a_function(error: psycopg.Error) -> str | None:
    """Where a function did not find a name: it looks for names by the search path of whoever makes it run."""
    if error.sqlstate not in _NO_SUCH_NAME:
        return None
    # what the server tells comes from the inside out, so the first function is the one with the name
    found = _INNERMOST.search(error.diag.context or "")
    return _UNPINNED.format(found[1]) if found else None


def _hint(state: str) -> str:
    if not state:
        return _HINTS["08"]
    return _HINTS.get(state) or _HINTS.get(state[:2]) or _UNKNOWN
