"""Parts of an element: an object at one of its keys whose columns are all in one table, which can be read by itself.

Where an element differs under such a key only, its other rows are what they were. What is read of the part takes a
fraction of what reading the element takes: nearly all of that is getting its hundreds of expressions ready, once per
statement.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.decompose import decompose_query
from hofsm_migrate.compile.descend import identity_of
from hofsm_migrate.compile.functions import atomic, decompose_columns, inlined, returned_table
from hofsm_migrate.compile.layers import unique
from hofsm_migrate.compile.names import Names
from hofsm_migrate.compile.outputs import Outputs
from hofsm_migrate.compile.routine import Routine
from hofsm_migrate.compile.writes import FOUND, STORED, same_image
from hofsm_migrate.lens.tree import ColumnLeaf, Inner, column_leaves, inner_positions, otherwise_leaves
from hofsm_migrate.spec import naming
from hofsm_migrate.spec.path import render
from hofsm_migrate.sql import fill, indent, lines, load

if TYPE_CHECKING:
    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Table
    from hofsm_migrate.sql import Part as Filled

Sql = sql.Composable
ITEM = sql.Identifier("item now")


@dataclass(frozen=True)
class Part:
    """A part of the elements of `node`; `reduced` is the node with nothing but what is under `key`, in one document."""

    node: Node
    number: int
    key: str
    reduced: Node

    @property
    def table(self) -> Table:
        """The only table that has columns of the part, and none but those."""
        return self.reduced.spine

    def name(self, tree: Tree) -> tuple[str, str]:
        """Its function."""
        return Names(tree).part(self.node, self.number)


def parts_of(node: Node) -> list[Part]:
    """The parts of a node; [] where something in an element may depend on all of it."""
    if node.kind != "array" or node.variants is not None or not isinstance(node.shape, Inner):
        return []
    found: list[Part] = []
    for key, member in node.shape.members:
        table = _only_table(node, key, member) if isinstance(member, Inner) else None
        if table is not None and isinstance(member, Inner):
            found.append(Part(node, len(found) + 1, key, _reduced(node, table, key, member)))
    return found


def _only_table(node: Node, key: str, member: Inner) -> Table | None:
    """The table of all columns below a key; None where there are more, or anything else."""
    if any(True for _ in otherwise_leaves(member)) or not _columns_only(member):
        return None
    leaves = list(column_leaves(member))
    names = {leaf.table.name for leaf in leaves}
    tables = [table for table in node.tables if table.name in names or (table.when or ())[:1] == (key,)]
    if len(tables) != 1 or not leaves:
        return None
    inside = all(path[:1] == (key,) for leaf in leaves for path in leaf.column.paths)
    return tables[0] if inside and (tables[0].when is None or tables[0].when[:1] == (key,)) else None


def _columns_only(shape: Inner) -> bool:
    members = [member for inner in inner_positions(shape) for _, member in inner.members]
    return all(isinstance(member, (Inner, ColumnLeaf)) for member in members)


def _reduced(node: Node, table: Table, key: str, member: Inner) -> Node:
    if not isinstance(node.shape, Inner):
        raise TypeError(f"an element with parts is an object, got {node.shape!r}")
    inside = {leaf.column.name for leaf in column_leaves(member)}
    columns = tuple(column for column in table.columns if column.name in inside)
    return replace(
        node,
        kind="root",
        container=(),
        recurse=None,
        tables=(replace(table, columns=columns),),
        identity=(),
        ordinal=None,
        natural_key=None,
        shape=replace(node.shape, members=((key, member),)),
        children=(),
    )


def part_routine(tree: Tree, part: Part) -> Routine:
    """The function that reads a part of an element, in an object that has nothing else."""
    returned = decompose_columns(tree, part.reduced)
    return Routine(
        part.name(tree),
        f"what an element has at {render((part.key,))}, as column values and residual",
        arguments=sql.SQL("{} jsonb").format(sql.Identifier(unique("element", {name for name, _ in returned}))),
        returns=returned_table(returned),
        properties=inlined(part.reduced),
        body=atomic(decompose_query(tree, part.reduced)),
    )


def write_part(tree: Tree, part: Part, place: list[Sql], mode: Sql) -> Sql:
    """Statements that write the row of a part and return, if that is all that an element's change comes to.

    It is not in mode `compare`, which asks what rows were, nor where the residual or the existence of a row changes.
    `place` is key and identity of the element.
    """
    outputs, made = Outputs(tree, part.reduced), Names(tree)
    columns = [column.name for column in part.table.columns]
    key = sql.Literal(part.key)
    kept = [sql.SQL("{} -> {}").format(sql.Identifier(side, naming.RESIDUAL), key) for side in ("stored", "now")]
    tests: list[Sql] = [_at(tree, part.node, "stored", place)]
    tests += [sql.SQL("{} IS NULL").format(sql.Identifier(side, naming.ABSENT)) for side in ("stored", "now")]
    tests.append(same_image(*kept))
    exists = outputs.exists(part.table, "now")
    if exists is not None:
        tests.append(exists)
    at_target = _at(tree, part.node, "target", place)
    never_wait: dict[str, Filled] = {
        "asked": sql.SQL("{} <> 'follow'").format(mode),
        "stored": STORED,
        "image": sql.SQL("true"),
        "table": made.table(part.table),
        "place": at_target,
        "name": ".".join(made.table(part.table)),
    }
    assignments = [sql.SQL("{0} = {1}").format(sql.Identifier(name), sql.Identifier(FOUND, name)) for name in columns]
    values = [
        sql.SQL("{} AS {}").format(outputs.stored(part.table, name, "now"), sql.Identifier(name)) for name in columns
    ]
    parts: dict[str, Filled] = {
        "mode": mode,
        "keys": sql.Literal([part.key]),
        "key": key,
        "item": ITEM,
        "values": lines(values, spaces=8),
        "found": FOUND,
        "spine": made.table(part.node.spine),
        "part": part.name(tree),
        "tests": sql.SQL("\n        AND ").join(tests),
        "never_wait": indent(fill(load("change_never_wait").rstrip("\n"), never_wait), 8),
        "table": made.table(part.table),
        "assignments": lines(assignments, spaces=12),
        "place": at_target,
    }
    return fill(load("change_part").rstrip("\n"), parts)


def own_place(node: Node) -> Sql:
    """The identity of the element at `the place`, which is at the top where the node is recursive."""
    own = identity_of(node, ITEM, sql.Identifier("the place"))
    return sql.SQL("ARRAY[{}]").format(own) if node.recursive else own


def _at(tree: Tree, node: Node, alias: str, place: list[Sql]) -> Sql:
    columns = [*tree.source.key, *(column.name for column in node.identity)]
    tests = [
        sql.SQL("{} = {}").format(sql.Identifier(alias, column), value)
        for column, value in zip(columns, place, strict=True)
    ]
    return sql.SQL(" AND ").join(tests)
