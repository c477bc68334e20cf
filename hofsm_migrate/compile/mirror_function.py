"""A function of phase `mirrored`: what CREATE FUNCTION needs beside its body, and the operations that make it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from psycopg import sql

from hofsm_migrate.compile.operation import Operation, operation
from hofsm_migrate.compile.tables import comment_words
from hofsm_migrate.sql import body

if TYPE_CHECKING:
    from typing import LiteralString

    from hofsm_migrate.lens.tree import Tree
    from hofsm_migrate.spec.mapping import Table
    from hofsm_migrate.sql import Part

Sql = sql.Composable
TRIGGER: Final = (
    "LANGUAGE plpgsql VOLATILE SECURITY DEFINER\n"
    "    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1\n"
    "    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan"
)
"""Run as the owner: who may write to a new table need not have rights on the legacy table. Keys are always given, so
one plan serves all writes of a session; statistics of tables that were empty when it was made must not make it scan."""
CALLED: Final = "LANGUAGE plpgsql VOLATILE\n    SET search_path = pg_catalog"
"""Called by a trigger function, whose other settings hold here, too."""
JOINED: Final = f"{CALLED} SET enable_nestloop = off SET enable_memoize = off"
"""Elements are grouped once per document and not once per element around them."""


@dataclass(frozen=True)
class Function:
    """What CREATE FUNCTION needs to know beside the body; `properties` begin with the language."""

    name: tuple[str, str]
    purpose: str
    arguments: Sql
    returns: LiteralString
    properties: LiteralString


def trigger_function(name: tuple[str, str], purpose: str) -> Function:
    return Function(name, purpose, sql.SQL(""), "trigger", TRIGGER)


def created(tree: Tree, table: Table, function: Function, code: Sql) -> Operation:
    """A function that is not there yet."""
    place = tree.mapping.place(table.position, table.name)
    purpose = f"{place}: {function.purpose}"
    parts = {
        "purpose": comment_words(purpose),
        "function": function.name,
        "arguments": function.arguments,
        "returns": sql.SQL(function.returns),
        "properties": sql.SQL(function.properties),
        "body": body(code),
        "comment": purpose,
    }
    return operation("mirror_function", f"function {function.name[1]}", place, parts)


def replaced(tree: Tree, table: Table, function: Function, after: Sql, before: Sql) -> Operation:
    """Another body for a function that is there."""
    place = tree.mapping.place(table.position, table.name)
    parts: dict[str, Part] = {
        "purpose": comment_words(f"{place}: {function.purpose}"),
        "function": function.name,
        "arguments": function.arguments,
        "returns": sql.SQL(function.returns),
        "properties": sql.SQL(function.properties),
        "body": sql.SQL("AS {}").format(body(after)),
        "body_before": sql.SQL("AS {}").format(body(before)),
    }
    return operation("replaced_function", f"function {function.name[1]}", place, parts)
