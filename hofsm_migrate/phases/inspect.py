"""Questions about whole tables: rows that belong to nothing, references to nothing, collections kept in the residual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.names import Names, names
from hofsm_migrate.lens.tree import ContainerLeaf, container_leaves
from hofsm_migrate.phases import keys
from hofsm_migrate.spec import naming
from hofsm_migrate.spec.path import render
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.lens.tree import Node
    from hofsm_migrate.phases.keys import Key
    from hofsm_migrate.spec.mapping import Table

EXAMPLES = 3


@dataclass(frozen=True)
class Finding:
    """`rows` of `table` of one kind, with the legacy keys of the first few; `about` is a path, a column or a table."""

    table: str
    about: str
    rows: int
    examples: tuple[Key, ...]


def ghosts(conn: Connection, plan: Plan, limit: int) -> Finding:
    """Represented documents that are not in the legacy table."""
    made, root = Names(plan.tree), plan.tree.root.spine
    columns = plan.tree.source.key
    query = _without(plan, made.table(root), made.legacy, columns, columns, None, limit)
    return _ask(conn, query, root.name, plan.tree.source.table)


def orphans(conn: Connection, plan: Plan) -> tuple[Finding, ...]:
    """Rows of new tables whose owner has no row: the spine for a vertical split, the parent's spine for a spine."""
    made, found = Names(plan.tree), []
    for node, parent in _parents(plan.tree.root, None):
        for table in node.tables:
            owner = _owner(node, parent, table)
            if owner is not None:
                columns = (*plan.tree.source.key, *owner[1])
                query = _without(plan, made.table(table), made.table(owner[0]), columns, columns, None, EXAMPLES)
                found.append(_ask(conn, query, table.name, owner[0].name))
        if node.recursive and node.kind != "root":
            found.append(_ask(conn, _lone_branches(plan, node), node.name, node.name))
    return tuple(finding for finding in found if finding.rows)


def dangling(conn: Connection, plan: Plan) -> tuple[Finding, ...]:
    """Values of columns with `references` that the table referred to does not have."""
    found = []
    for node in plan.tree.nodes:
        for table, column in ((table, column) for table in node.tables for column in table.columns):
            target = column.references
            if target is not None:
                present = sql.SQL("{} IS NOT NULL").format(sql.Identifier("own", column.name))
                own, other = Names(plan.tree).table(table), (target.schema, target.table)
                query = _without(plan, own, other, (column.name,), (target.column,), present, EXAMPLES)
                about = f"{column.name} -> {target.schema}.{target.table}.{target.column}"
                found.append(_ask(conn, query, table.name, about))
    return tuple(finding for finding in found if finding.rows)


def irregular(conn: Connection, plan: Plan) -> tuple[Finding, ...]:
    """Collections whose elements have no key, or share one, so that they stay in the residual whole."""
    found = []
    for node in plan.tree.nodes:
        for leaf in container_leaves(node.shape):
            kind = "array" if leaf.kind == "array" else "object"
            found.append(_ask(conn, _kept_whole(plan, node, leaf, kind), node.name, render(leaf.path) or "$"))
    return tuple(finding for finding in found if finding.rows)


def _parents(node: Node, parent: Node | None) -> Iterator[tuple[Node, Node | None]]:
    yield node, parent
    for child in node.children:
        yield from _parents(child, node)


def _owner(node: Node, parent: Node | None, table: Table) -> tuple[Table, list[str]] | None:
    """The table that must have a row for every row of `table`, and the identity columns that both have."""
    if table is not node.spine:
        return node.spine, [column.name for column in node.identity]
    return (parent.spine, [column.name for column in node.inherited]) if parent else None


def _lone_branches(plan: Plan, node: Node) -> sql.Composed:
    """Rows of a recursive node that say they have a parent, which is not there."""
    made = Names(plan.tree).table(node.spine)
    above = [*plan.tree.source.key, *(column.name for column in node.inherited)]
    parent = naming.parent_column(node.name)
    has_parent = sql.SQL("{} IS NOT NULL").format(sql.Identifier("own", parent))
    return _without(plan, made, made, (*above, parent), (*above, node.own.name), has_parent, EXAMPLES)


def _without(
    plan: Plan,
    table: tuple[str, str],
    other: tuple[str, str],
    columns: tuple[str, ...],
    matching: tuple[str, ...],
    condition: sql.Composable | None,
    limit: int,
) -> sql.Composed:
    pairs = [
        sql.SQL("{} = {}").format(sql.Identifier("other", right), sql.Identifier("own", left))
        for left, right in zip(columns, matching, strict=True)
    ]
    parts = {
        **_keys(plan, "lone"),
        "table": table,
        "other": other,
        "condition": condition or sql.SQL("true"),
        "match": sql.SQL(" AND ").join(pairs),
        "limit": limit,
    }
    return fill(load("phase_without"), parts)


def _kept_whole(plan: Plan, node: Node, leaf: ContainerLeaf, kind: str) -> sql.Composed:
    parts = {
        **_keys(plan, "irregular"),
        "table": Names(plan.tree).table(node.spine),
        "residual": naming.RESIDUAL,
        "path": sql.SQL("{}::text[]").format(sql.Literal(list(leaf.path))),
        "kind": kind,
        "limit": EXAMPLES,
    }
    return fill(load("phase_irregular"), parts)


def _keys(plan: Plan, alias: str) -> dict[str, sql.Composable]:
    key = plan.tree.source.key
    return {"key": names(list(key), "own"), "texts": keys.texts(key, alias), "order": names(list(key), alias)}


def _ask(conn: Connection, query: sql.Composed, table: str, about: str) -> Finding:
    row = conn.execute(query).fetchone()
    count, examples = row or (0, [])
    return Finding(table, about, count, tuple(tuple(key) for key in examples))
