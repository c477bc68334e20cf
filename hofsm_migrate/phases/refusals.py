"""Errors of the server that one document causes, told apart from those of the machine, the network or a privilege."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.errors import Problem

if TYPE_CHECKING:
    import psycopg

_CLASSES = ("0A", "21", "22", "23", "54", "P0", "XX")
_STATES = ("53200", "57014")
"""Out of memory and statement_timeout: a smaller chunk may do."""


def caused_by_document(error: psycopg.Error) -> bool:
    """Whether a chunk with fewer documents could succeed."""
    state = error.sqlstate or ""
    return state.startswith(_CLASSES) or state in _STATES


def refused(error: psycopg.Error, at: str, hint: str) -> Problem:
    """The server's refusal of the document at key `at`."""
    diag = error.diag
    detail = "; ".join(part for part in (f"SQLSTATE {error.sqlstate}", diag.message_detail, diag.context) if part)
    return Problem(f"the server refused a document: {diag.message_primary}", hint, at, detail)
