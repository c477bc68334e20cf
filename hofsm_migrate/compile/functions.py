"""The functions and the view of a mapping: elements, decompose and compose per node, the composed documents, backfill, verify."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile import codecs
from hofsm_migrate.compile.backfill import backfill_body, legacy_document
from hofsm_migrate.compile.compose import Arguments, compose_query, residual_query
from hofsm_migrate.compile.decompose import Outputs, decompose_query
from hofsm_migrate.compile.document import documents_query
from hofsm_migrate.compile.layers import unique
from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.compile.operation import Operation, operation
from hofsm_migrate.compile.tables import comment_words
from hofsm_migrate.compile.verify import VERIFY_FLAGS, verify_body
from hofsm_migrate.spec import naming
from hofsm_migrate.sql import body, indent

if TYPE_CHECKING:
    from hofsm_migrate.lens.tree import Node, Tree

Sql = sql.Composable
INLINED = "STABLE PARALLEL SAFE"
"""No SET clause: the planner would no longer merge the function into the query that calls it. What the names in a body mean is settled
when the function is created (BEGIN ATOMIC), so the search path of whoever reads the view changes nothing."""
PINNED = (
    "VOLATILE SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1"
    " SET jit = off SET enable_memoize = off SET work_mem = '64MB'"
)
"""No element is looked up twice, so remembering look-ups only costs; the rows of a chunk stay in memory."""
JOINED_ONCE = "SET enable_nestloop = off"
"""Grouped children are joined by hash or merge: where the planner expects few rows, a nested loop would group them once per parent."""

def function_operations(tree: Tree) -> list[Operation]:
    """Everything that comes after the tables, in an order in which each object finds those it needs."""
    steps: list[Operation] = []
    for node in tree.nodes:
        steps.append(_decompose(tree, node))
    for node in tree.nodes:
        steps += [_overlay(tree, node), _compose(tree, node)]
    return [*steps, _composed(tree), _backfill(tree), _verify(tree)]


def _decompose(tree: Tree, node: Node) -> Operation:
    made = Names(tree)
    what = "the document" if node is tree.root else "the elements of a container"
    purpose = f"{what} as column values and residual"
    result = sql.SQL("TABLE ({})").format(
        sql.SQL(", ").join([sql.SQL("{} {}").format(sql.Identifier(name), type_) for name, type_ in decompose_columns(tree, node)])
    )
    query = decompose_query(tree, node)
    return _create(tree, node, made.decompose(node), purpose, sql.SQL("jsonb"), result, "sql", INLINED, query)


def decompose_columns(tree: Tree, node: Node) -> list[tuple[str, Sql]]:
    """Names and types of what a decompose function returns."""
    outputs = Outputs(tree, node)
    found: list[tuple[str, Sql]] = [(column.name, codecs.type_name(column.type)) for column in node.identity[-1:]]
    if node.ordinal:
        found.append((node.ordinal, sql.SQL("integer")))
    for table in node.tables:
        found += [(outputs.values[table.name, column.name], codecs.sql_type(column)) for column in table.columns]
        if table.when is not None:
            found.append((outputs.exists[table.name], sql.SQL("boolean")))
    containers = [(name, sql.SQL("jsonb")) for name in outputs.containers.values()]
    return [*found, (naming.RESIDUAL, sql.SQL("jsonb")), (naming.ABSENT, sql.SQL("text[]")), *containers]


def _overlay(tree: Tree, node: Node) -> Operation:
    made = Names(tree)
    purpose = "the text of an element of which the residual holds a part"
    return _text_function(tree, node, made.overlay(node), purpose, residual_query(tree, node))


def _compose(tree: Tree, node: Node) -> Operation:
    made = Names(tree)
    query = compose_query(tree, node, qualified(made.overlay(node)))
    return _text_function(tree, node, made.compose(node), "the text of an element", query)


def _text_function(tree: Tree, node: Node, name: tuple[str, str], purpose: str, query: Sql) -> Operation:
    rows: list[Sql] = [qualified(Names(tree).table(table)) for table in node.tables]
    texts = [sql.SQL("text")] * (Arguments(tree, node).count - len(rows))
    signature = sql.SQL(", ").join([*rows, *texts])
    return _create(tree, node, name, purpose, signature, sql.SQL("text"), "sql", INLINED, query)


def _create(
    tree: Tree, node: Node, name: tuple[str, str], purpose: str, arguments: Sql, returns: Sql, language: str, properties: str, query: Sql
) -> Operation:
    place = tree.mapping.place(node.spine.position, node.name)
    parts = {
        "purpose": comment_words(purpose),
        "function": name,
        "arguments": arguments,
        "returns": returns,
        "language": sql.SQL(language),  # pyright: ignore[reportArgumentType] - from this module
        "properties": sql.SQL(properties),  # pyright: ignore[reportArgumentType] - from this module
        "body": sql.SQL("BEGIN ATOMIC\n{};\nEND").format(query) if language == "sql" else sql.SQL("AS {}").format(body(query)),
        "signature": arguments,
        "comment": f"{place}: {purpose}",
    }
    return operation("function", f"function {name[1]}", place, parts)


def _composed(tree: Tree) -> Operation:
    made = Names(tree)
    place = tree.mapping.place(tree.root.spine.position, tree.mapping.name)
    document = unique("document", set(tree.source.key))
    parts = {
        "view": made.composed,
        "key": names(list(tree.source.key)),
        "document": sql.Identifier("composed", document),
        "payload": tree.source.payload,
        "documents": indent(documents_query(tree)),
        "comment": f"{place}: the documents composed from the new tables, read-only",
    }
    return operation("composed_view", f"view {made.composed[1]}", place, parts)


def _key_arguments(tree: Tree) -> Sql:
    types = [_key_type(tree, column) for column in tree.source.key]
    return sql.SQL(", ").join(types + types)


def _key_type(tree: Tree, column: str) -> Sql:
    return sql.SQL("{}%TYPE").format(sql.Identifier(*Names(tree).legacy, column))


def _backfill(tree: Tree) -> Operation:
    returns = sql.SQL("TABLE (documents bigint, rows bigint)")
    purpose = "represent the unclaimed documents between two keys, both included; one statement"
    arguments = _key_arguments(tree)
    return _create(tree, tree.root, Names(tree).backfill, purpose, arguments, returns, "plpgsql", PINNED, backfill_body(tree))


def _verify(tree: Tree) -> Operation:
    keys = [sql.SQL("{} {}").format(sql.Identifier(column), _key_type(tree, column)) for column in tree.source.key]
    flags = [sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(type_)) for name, type_ in verify_flags(tree)]
    returns = sql.SQL("TABLE ({})").format(sql.SQL(", ").join([*keys, *flags]))
    purpose = "the documents between two keys, both included, that are not in parity"
    arguments, properties = _key_arguments(tree), f"{PINNED} {JOINED_ONCE}"
    return _create(tree, tree.root, Names(tree).verify, purpose, arguments, returns, "plpgsql", properties, verify_body(tree))


def verify_flags(tree: Tree) -> list[tuple[str, str]]:
    """Names and types of what the verify function returns beside the key."""
    taken = set(tree.source.key)
    return [(unique(name, taken), type_) for name, type_ in VERIFY_FLAGS]


__all__ = ["decompose_columns", "function_operations", "legacy_document", "verify_flags"]
