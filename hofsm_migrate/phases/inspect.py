"""Questions about whole tables: rows that belong to nothing, references to nothing, collections kept whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.names import Names, names
from hofsm_migrate.compile.readings import is_variant
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
    return _ask(conn, _ghosts(plan, limit))


def unrepresented(conn: Connection, plan: Plan, limit: int) -> Finding:
    """Rows under the legacy name that have no root row."""
    made, root, key = Names(plan.tree), plan.tree.root.spine, plan.tree.source.key
    query = _without(plan, _Match(made.legacy, made.table(root), key, key), limit)
    return _ask(conn, _Question(plan.tree.source.table, root.name, query))


def without_document(conn: Connection, plan: Plan, limit: int, *, payload: bool) -> Finding:
    """Phase `cutover`: rows of the base table that have no root row; those with their payload, or those without."""
    made, root, key = Names(plan.tree), plan.tree.root.spine, plan.tree.source.key
    words = "NOT hofsm.is_moved({})" if payload else "hofsm.is_moved({})"
    there = sql.SQL(words).format(sql.Identifier("own", plan.tree.source.payload))
    query = _without(plan, _Match(made.base, made.table(root), key, key, there), limit)
    return _ask(conn, _Question(made.base[1], root.name, query))


def orphans(conn: Connection, plan: Plan, limit: int = EXAMPLES) -> tuple[Finding, ...]:
    """Rows of new tables whose owner has no row: the spine for a vertical split, the parent's spine for a spine."""
    return _found(conn, _orphans(plan, limit))


def dangling(conn: Connection, plan: Plan) -> tuple[Finding, ...]:
    """Values of columns with `references` that the table referred to does not have."""
    return _found(conn, _dangling(plan))


def irregular(conn: Connection, plan: Plan) -> tuple[Finding, ...]:
    """Collections whose elements have no key, or share one, so that they stay in the residual whole."""
    return _found(conn, _irregular(plan))


def queries(plan: Plan) -> Iterator[sql.Composed]:
    """All that is asked here."""
    questions = [_ghosts(plan, EXAMPLES), *_orphans(plan), *_dangling(plan), *_irregular(plan)]
    return (question.query for question in questions)


@dataclass(frozen=True)
class _Question:
    table: str
    about: str
    query: sql.Composed


def _ghosts(plan: Plan, limit: int) -> _Question:
    made, root, key = Names(plan.tree), plan.tree.root.spine, plan.tree.source.key
    query = _without(plan, _Match(made.table(root), made.legacy, key, key), limit)
    return _Question(root.name, plan.tree.source.table, query)


def _orphans(plan: Plan, limit: int = EXAMPLES) -> Iterator[_Question]:
    made = Names(plan.tree)
    for node, parent in _parents(plan.tree.root, None):
        for table in node.tables:
            owner = _owner(node, parent, table)
            if owner is not None:
                columns = (*plan.tree.source.key, *owner[1])
                fits = _fits(node, parent, table)
                match = _Match(made.table(table), made.table(owner[0]), columns, columns, fits=fits)
                yield _Question(table.name, owner[0].name, _without(plan, match, limit))
        if node.recursive and node.kind != "root":
            yield _Question(node.name, node.name, _lone_branches(plan, node, limit))


def _dangling(plan: Plan) -> Iterator[_Question]:
    for table in (table for node in plan.tree.nodes for table in node.tables):
        for column in table.columns:
            target = column.references
            if target is not None:
                present = sql.SQL("{} IS NOT NULL").format(sql.Identifier("own", column.name))
                own, other = Names(plan.tree).table(table), (target.schema, target.table)
                query = _without(plan, _Match(own, other, (column.name,), (target.column,), present))
                yield _Question(table.name, f"{column.name} -> {target.schema}.{target.table}.{target.column}", query)


def _irregular(plan: Plan) -> Iterator[_Question]:
    for node in plan.tree.nodes:
        for leaf in container_leaves(node.shape):
            yield _Question(node.name, render(leaf.path) or "$", _kept_whole(plan, node, leaf))


def _parents(node: Node, parent: Node | None) -> Iterator[tuple[Node, Node | None]]:
    yield node, parent
    for child in node.children:
        yield from _parents(child, node)


def _owner(node: Node, parent: Node | None, table: Table) -> tuple[Table, list[str]] | None:
    """The table that must have a row for every row of `table`, and the identity columns that both have."""
    if table is not node.spine:
        return node.spine, [column.name for column in node.identity]
    return (parent.spine, [column.name for column in node.inherited]) if parent else None


def _fits(node: Node, parent: Node | None, table: Table) -> sql.Composable | None:
    """The owner of a row of a variant is of that variant."""
    holder, variant = (node, table.variant) if table is not node.spine else (parent, table.container_variant)
    return None if holder is None else _is_of(holder, variant, "other")


def _is_of(node: Node, variant: str | None, alias: str) -> sql.Composable | None:
    if variant is None or node.variants is None:
        return None
    return is_variant(sql.Identifier(alias, node.variants.column), [variant])


def _lone_branches(plan: Plan, node: Node, limit: int) -> sql.Composed:
    """Rows of a recursive node that say they have a parent, which is not there."""
    made = Names(plan.tree).table(node.spine)
    above = [*plan.tree.source.key, *(column.name for column in node.inherited)]
    parent = naming.parent_column(node.name)
    has_parent = sql.SQL("{} IS NOT NULL").format(sql.Identifier("own", parent))
    return _without(plan, _Match(made, made, (*above, parent), (*above, node.own.name), has_parent), limit)


@dataclass(frozen=True)
class _Match:
    """Rows of `table` for which `condition` holds should each have a row in `other` that agrees in these columns."""

    table: tuple[str, str]
    other: tuple[str, str]
    own_columns: tuple[str, ...]
    other_columns: tuple[str, ...]
    condition: sql.Composable | None = None
    fits: sql.Composable | None = None
    """What has to hold of the row in `other`, too."""


def _without(plan: Plan, match: _Match, limit: int = EXAMPLES) -> sql.Composed:
    pairs = [
        sql.SQL("{} = {}").format(sql.Identifier("other", right), sql.Identifier("own", left))
        for left, right in zip(match.own_columns, match.other_columns, strict=True)
    ]
    pairs += [] if match.fits is None else [match.fits]
    parts = {
        **_keys(plan, "lone"),
        "table": match.table,
        "other": match.other,
        "condition": match.condition or sql.SQL("true"),
        "match": sql.SQL(" AND ").join(pairs),
        "limit": limit,
    }
    return fill(load("phase_without"), parts)


def _kept_whole(plan: Plan, node: Node, leaf: ContainerLeaf) -> sql.Composed:
    parts = {
        **_keys(plan, "irregular"),
        "table": Names(plan.tree).table(node.spine),
        "residual": naming.RESIDUAL,
        "path": sql.SQL("{}::text[]").format(sql.Literal(list(leaf.path))),
        "kind": "array" if leaf.kind == "array" else "object",
        "condition": _is_of(node, leaf.variant, "own") or sql.SQL("true"),
        "limit": EXAMPLES,
    }
    return fill(load("phase_irregular"), parts)


def _keys(plan: Plan, alias: str) -> dict[str, sql.Composable]:
    key = plan.tree.source.key
    return {"key": names(list(key), "own"), "texts": keys.texts(key, alias), "order": names(list(key), alias)}


def _found(conn: Connection, questions: Iterator[_Question]) -> tuple[Finding, ...]:
    findings = [_ask(conn, question) for question in questions]
    return tuple(finding for finding in findings if finding.rows)


def _ask(conn: Connection, question: _Question) -> Finding:
    count, examples = conn.execute(question.query).fetchone() or (0, [])
    return Finding(question.table, question.about, count, tuple(tuple(key) for key in examples))
