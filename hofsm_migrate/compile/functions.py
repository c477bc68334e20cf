"""The functions and the view of a mapping: decompose and compose per node, the composed documents, backfill, verify."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from psycopg import sql

from hofsm_migrate.compile import codecs
from hofsm_migrate.compile.backfill import backfill_body
from hofsm_migrate.compile.compose import Arguments, compose_query
from hofsm_migrate.compile.decompose import decompose_query
from hofsm_migrate.compile.document import OVERLAY_COLUMN, documents_query
from hofsm_migrate.compile.etag import etag_operations
from hofsm_migrate.compile.layers import unique
from hofsm_migrate.compile.names import Names, names, qualified, result_names
from hofsm_migrate.compile.operation import Operation, operation
from hofsm_migrate.compile.outputs import Outputs
from hofsm_migrate.compile.overlay import overlay_query
from hofsm_migrate.compile.routine import PINNED, PLANNED_ONCE, Routine, create, key_types, purpose
from hofsm_migrate.compile.verify import VERIFY_FLAGS, verify_body
from hofsm_migrate.names import mint
from hofsm_migrate.spec import naming
from hofsm_migrate.sql import body, indent, lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import LiteralString

    from hofsm_migrate.compile.verify import Unless
    from hofsm_migrate.lens.tree import Node, Tree

Sql = sql.Composable
INLINED: Final = "LANGUAGE sql STABLE PARALLEL SAFE"
"""No SET clause: the planner would no longer merge the function into the query that calls it. What the names in a body
mean is settled when the function is created (BEGIN ATOMIC), so the search path of whoever calls it changes nothing."""
INLINED_SERIAL: Final = "LANGUAGE sql STABLE PARALLEL UNSAFE"
"""Where a body calls a codec that is not PARALLEL SAFE: the planner may see the label of the outer one only."""
JOINED_ONCE: Final = "SET enable_nestloop = off"
"""Grouped children are joined by hash or merge: a nested loop, which the planner takes where it expects few rows, would
group them once per parent."""


def function_operations(tree: Tree) -> list[Operation]:
    """Everything that comes after the tables, in an order in which each object finds those it needs."""
    composing = [step for node in tree.nodes for step in (_overlay(tree, node), _compose(tree, node))]
    return [
        *decompose_operations(tree),
        *composing,
        _composed(tree),
        *etag_operations(tree),
        _backfill(tree),
        _verify(tree),
    ]


def decompose_operations(tree: Tree, note: str = "") -> list[Operation]:
    """The decompose functions of all nodes; `note` ends their comments."""
    return [_decompose(tree, node, note) for node in tree.nodes]


def decompose_purpose(tree: Tree, node: Node) -> str:
    """What the comment on a decompose function says, without its note."""
    return purpose(tree, node, _decompose_words(tree, node))


def _decompose_words(tree: Tree, node: Node) -> str:
    what = "the document" if node is tree.root else "the elements of a container"
    return f"{what} as column values and residual"


def _decompose(tree: Tree, node: Node, note: str) -> Operation:
    returned = decompose_columns(tree, node)
    argument = unique("document" if node is tree.root else "container", {name for name, _ in returned})
    function = Routine(
        Names(tree).decompose(node),
        _decompose_words(tree, node),
        arguments=sql.SQL("{} jsonb").format(sql.Identifier(argument)),
        returns=returned_table(returned),
        properties=inlined(node),
        body=atomic(decompose_query(tree, node)),
    )
    return create(tree, node, function, note)


def inlined(node: Node) -> LiteralString:
    """The properties of a function that the planner merges into what calls it."""
    parallel = all(codecs.parallel_safe(column) for table in node.tables for column in table.columns)
    return INLINED if parallel else INLINED_SERIAL


def returned_table(columns: Iterable[tuple[str, Sql]]) -> Sql:
    """What a function returns that gives rows."""
    found = [sql.SQL("{} {}").format(sql.Identifier(name), type_) for name, type_ in columns]
    return sql.SQL("TABLE (\n    {}\n)").format(lines(found))


def atomic(query: Sql) -> Sql:
    """The body of a function that is a query."""
    return sql.SQL("BEGIN ATOMIC\n{};\nEND").format(query)


def decompose_columns(tree: Tree, node: Node) -> list[tuple[str, Sql]]:
    """Names and types of what a decompose function returns."""
    outputs = Outputs(tree, node)
    found: list[tuple[str, Sql]] = [(column.name, codecs.type_name(column.type)) for column in node.identity[-1:]]
    if node.ordinal:
        found.append((node.ordinal, sql.SQL("integer")))
    if node.variant_column:
        found.append((node.variant_column, sql.SQL("text")))
    types = {outputs.values[leaf.table.name, leaf.column.name]: codecs.sql_type(leaf.column) for leaf in node.leaves()}
    for table in node.tables:
        found += [(name, types[name]) for name in outputs.own_values(table)]
        if table.when is not None:
            found.append((outputs.flags[table.name], sql.SQL("boolean")))
    containers = [(name, sql.SQL("jsonb")) for name in outputs.containers.values()]
    return [*found, (naming.RESIDUAL, sql.SQL("jsonb")), (naming.ABSENT, sql.SQL("text[]")), *containers]


def _overlay(tree: Tree, node: Node) -> Operation:
    function = Routine(
        Names(tree).overlay(node),
        "the text of an element of which the residual holds a part",
        arguments=_text_arguments(tree, node),
        returns=sql.SQL("TABLE ({} text)").format(sql.Identifier(OVERLAY_COLUMN)),
        properties=inlined(node),
        body=atomic(overlay_query(tree, node)),
    )
    return create(tree, node, function)


def _compose(tree: Tree, node: Node) -> Operation:
    function = Routine(
        Names(tree).compose(node),
        "the text of an element without residual",
        arguments=_text_arguments(tree, node),
        returns=sql.SQL("text"),
        properties=inlined(node),
        body=atomic(compose_query(tree, node)),
    )
    return create(tree, node, function)


def _text_arguments(tree: Tree, node: Node) -> Sql:
    """What the text of an element is made from: the rows of its tables, the texts of its containers.

    They have names although the bodies count them: PostgreSQL dumps a function with a TABLE result and nameless
    arguments as SQL that it does not read back.
    """
    taken = {OVERLAY_COLUMN}
    rows = [(unique(table.name, taken), qualified(Names(tree).table(table))) for table in node.tables]
    leaves = Arguments(tree, node).containers
    texts = [(unique(mint("members of", leaf.child), taken), sql.SQL("text")) for leaf in leaves]
    parts = [sql.SQL("{} {}").format(sql.Identifier(name), type_) for name, type_ in [*rows, *texts]]
    return sql.SQL(", ").join(parts)


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
        "comment": composed_purpose(tree),
    }
    return operation("composed_view", f"view {made.composed[1]}", place, parts)


def composed_purpose(tree: Tree) -> str:
    """The comment of the view that composes the documents."""
    place = tree.mapping.place(tree.root.spine.position, tree.mapping.name)
    return f"{place}: the documents composed from the new tables, read-only"


def _key_range_arguments(tree: Tree) -> Sql:
    """The types of the first key and of the last."""
    types = key_types(tree)
    return sql.SQL(", ").join(types + types)


def _backfill(tree: Tree) -> Operation:
    function = Routine(
        Names(tree).backfill,
        "represent the unclaimed documents between two keys, both included; one statement",
        arguments=_key_range_arguments(tree),
        returns=sql.SQL("TABLE (documents bigint, rows bigint)"),
        properties=PINNED + PLANNED_ONCE,
        body=sql.SQL("AS {}").format(body(backfill_body(tree))),
    )
    return create(tree, tree.root, function)


def _verify(tree: Tree) -> Operation:
    return create(tree, tree.root, verify_routine(tree))


def verify_routine(tree: Tree, unless: Unless | None = None) -> Routine:
    """The function that compares the documents of a key range; `unless` as in `verify_body`."""
    flags = verify_flags(tree)
    returned = result_names((*tree.source.key, *(name for name, _ in flags)))
    types = [*key_types(tree), *(codecs.type_name(type_) for _, type_ in flags)]
    return Routine(
        Names(tree).verify,
        "the documents between two keys, both included, that are not in parity",
        arguments=_key_range_arguments(tree),
        returns=returned_table(zip(returned, types, strict=True)),
        properties=f"{PINNED}\n    {JOINED_ONCE}",
        body=_planned_at_each_call(verify_body(tree, unless)),
    )


def _planned_at_each_call(block: Sql) -> Sql:
    return sql.SQL("AS {}").format(body(block))


def verify_flags(tree: Tree) -> list[tuple[str, str]]:
    """Names and types of what the verify function returns beside the key."""
    taken = set(tree.source.key)
    return [(unique(name, taken), type_) for name, type_ in VERIFY_FLAGS]
