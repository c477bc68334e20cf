"""What a generated function is, and the operation that makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from psycopg import sql

from hofsm_migrate.compile.names import Names
from hofsm_migrate.compile.operation import Operation, operation
from hofsm_migrate.compile.tables import comment_words

if TYPE_CHECKING:
    from typing import LiteralString

    from hofsm_migrate.lens.tree import Node, Tree

Sql = sql.Composable
PINNED: Final = (
    "LANGUAGE plpgsql VOLATILE\n"
    "    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1\n"
    "    SET jit = off SET enable_memoize = off SET work_mem = '64MB'"
)
"""No element is looked up twice, so remembering look-ups only costs; the rows of a chunk stay in memory."""
PLANNED_ONCE: Final = (
    "\n    SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_nestloop = off"
)
"""A plan for any range of keys, once per session: it reads no whole table, and is never quadratic in a chunk."""


@dataclass(frozen=True)
class Routine:
    """What CREATE FUNCTION needs to know; `properties` begin with the language."""

    name: tuple[str, str]
    purpose: str
    arguments: Sql
    returns: Sql
    properties: LiteralString
    body: Sql


def purpose(tree: Tree, node: Node, words: str) -> str:
    """What the comment on a function of a node says: the place in the spec, and `words`."""
    return f"{tree.mapping.place(node.spine.position, node.name)}: {words}"


def create(tree: Tree, node: Node, routine: Routine, note: str = "", template: str = "function") -> Operation:
    """The operation that makes a function of `node`; `note` ends its comment."""
    words = purpose(tree, node, routine.purpose)
    parts = {
        "purpose": comment_words(words),
        "function": routine.name,
        "arguments": routine.arguments,
        "returns": routine.returns,
        "properties": sql.SQL(routine.properties),
        "body": routine.body,
        "comment": words + note,
    }
    place = tree.mapping.place(node.spine.position, node.name)
    return operation(template, f"function {routine.name[1]}", place, parts)


def key_types(tree: Tree) -> list[Sql]:
    """The types of the legacy key, as function arguments have them."""
    legacy = Names(tree).legacy
    return [sql.SQL("{}%TYPE").format(sql.Identifier(*legacy, column)) for column in tree.source.key]
