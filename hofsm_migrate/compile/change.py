"""From one version of a document to the next: per node, a function that touches the rows of changed elements only.

`change_<node>(key, identity of the parent, container before, container after, mode)` compares the two containers and
descends only where a container of a child differs. What is the same is neither decomposed nor written: of an array
only the items that differ at their position are looked at, of a map only the entries that differ.

`mode` says what the rest of the world may be doing: `follow` in phase `dual_write`, where nobody else writes these
rows; `contend` in `mirrored`, where a row that somebody has locked is refused at once (40001) and never waited for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from psycopg import sql

from hofsm_migrate.compile import codecs
from hofsm_migrate.compile.functions import decompose_columns
from hofsm_migrate.compile.names import Names, names, parameters, qualified
from hofsm_migrate.compile.outputs import Outputs
from hofsm_migrate.compile.routine import Routine, create, key_types
from hofsm_migrate.compile.tables import stored_columns
from hofsm_migrate.sql import body, fill, indent, lines, load

if TYPE_CHECKING:
    from hofsm_migrate.compile.operation import Operation
    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Table
    from hofsm_migrate.sql import Part

Sql = sql.Composable
FOLLOW: Final = "follow"
CONTEND: Final = "contend"

_FOUND: Final = "changed"
"""The record variable with the element in hand; no query in a function has an alias of this name."""


def change_operations(tree: Tree) -> list[Operation]:
    """The change functions of all nodes; those of children are looked up when their parent's runs."""
    return [create(tree, node, _Change(tree, node).routine()) for node in tree.nodes]


@dataclass(frozen=True)
class _Row:
    """One table of a node, and the columns of the record that say what becomes of its row."""

    table: Table
    differs: str
    goes: str
    had: str


class _Change:
    def __init__(self, tree: Tree, node: Node) -> None:
        self._tree = tree
        self._node = node
        self._made = Names(tree)
        self._outputs = Outputs(tree, node)
        self._columns = [name for name, _ in decompose_columns(tree, node)]
        self._key = list(tree.source.key)
        self._inherited = [column.name for column in node.inherited]
        fresh = self._outputs.fresh
        self._new, self._gone = fresh("is new"), fresh("is gone")
        self._rows = [
            _Row(table, fresh(f"{table.name} differs"), fresh(f"{table.name} goes"), fresh(f"{table.name} had row"))
            for table in node.tables
        ]
        self._before = {child.name: fresh(f"{self._outputs.containers[child.name]} before") for child in node.children}

    def routine(self) -> Routine:
        document = self._node is self._tree.root
        what = "the rows of a document" if document else "the rows of the elements of a container"
        types = [*key_types(self._tree), *(codecs.type_name(column.type) for column in self._node.inherited)]
        argument_types: list[Sql] = [*types, sql.SQL("jsonb"), sql.SQL("jsonb"), sql.SQL("text")]
        return Routine(
            self._made.change(self._node),
            f"{what}, from what it was to what it is; only what differs is written",
            arguments=sql.SQL(", ").join(argument_types),
            returns=sql.SQL("void"),
            properties="LANGUAGE plpgsql VOLATILE",
            body=sql.SQL("AS {}").format(body(self._body())),
        )

    def _body(self) -> Sql:
        root = self._node is self._tree.root
        width = 12 if root else 16
        parts: dict[str, Part] = {
            "columns": lines(self._outputs_of_pair(), spaces=width),
            "was": indent(self._side("was"), width - 4),
            "now": indent(self._side("now"), width - 4),
            "writes": indent(self._writes(), 8),
            "found": _FOUND,
        }
        if not root:
            own = self._node.own.name
            parts |= {
                "was_container": self._argument("was"),
                "now_container": self._argument("now"),
                "changed_items": sql.SQL(
                    "hofsm.changed_entries" if self._node.kind == "map" else "hofsm.changed_items"
                ),
                "same": sql.SQL("{} = {}").format(sql.Identifier("now", own), sql.Identifier("was", own)),
                "deletes": indent(self._deletes(), 12),
                "gone": self._found(self._gone),
                "images": indent(self._images_differ(), 12),
            }
        return fill(load("change_document" if root else "change_elements"), parts)

    # -- the pair of an element before and after ----------------------------------------------------------------

    def _side(self, side: str) -> Sql:
        """FROM item with the elements of one of the two containers, positions counted in the whole container."""
        decompose = qualified(self._made.decompose(self._node))
        if self._node is self._tree.root:
            return sql.SQL("{}({})").format(decompose, self._argument(side))
        columns = [self._placed(side, name) for name in self._columns]
        items = sql.Identifier("pair", f"{side}_items")
        return sql.SQL("(\n    SELECT {}\n    FROM {}({}) AS node\n)").format(
            lines(columns, spaces=8), decompose, items
        )

    def _placed(self, side: str, name: str) -> Sql:
        """A column of the decompose function; positions among the changed items become those among all of them."""
        node, value = self._node, sql.Identifier("node", name)
        if node.kind == "map":
            return value
        places = sql.Identifier("pair", f"{side}_places")
        own = node.own
        if name == node.ordinal:
            place = sql.SQL("({})[{}]").format(places, value)
            if node.recursive:
                top = sql.SQL("cardinality({}) = 1").format(sql.Identifier("node", own.name))
                place = sql.SQL("CASE WHEN {} THEN {} ELSE {} END").format(top, place, value)
            return sql.SQL("{} AS {}").format(place, sql.Identifier(name))
        if name == own.name and not node.keyed:
            place = sql.SQL("({})[{}]").format(places, value)
            if node.recursive:
                place = sql.SQL("({0})[({1})[1]] || ({1})[2:]").format(places, value)
            return sql.SQL("{} AS {}").format(place, sql.Identifier(name))
        return value

    def _outputs_of_pair(self) -> list[Sql]:
        """What the record has: the element as it is now, what it was where that is asked for, and what differs."""
        root = self._node is self._tree.root
        found: list[Sql] = []
        for name in self._columns:
            if not root and name == self._node.own.name:
                found.append(
                    sql.SQL("coalesce({}, {}) AS {}").format(
                        sql.Identifier("now", name), sql.Identifier("was", name), sql.Identifier(name)
                    )
                )
            else:
                found.append(sql.SQL("{} AS {}").format(sql.Identifier("now", name), sql.Identifier(name)))
        found += [
            sql.SQL("{} AS {}").format(sql.Identifier("was", self._outputs.containers[child]), sql.Identifier(name))
            for child, name in self._before.items()
        ]
        if not root:
            own = self._node.own.name
            found += [
                sql.SQL("{} IS NULL AS {}").format(sql.Identifier(side, own), sql.Identifier(flag))
                for side, flag in (("was", self._new), ("now", self._gone))
            ]
        for row in self._rows:
            found += self._flags(row)
        return found

    def _flags(self, row: _Row) -> list[Sql]:
        """Whether the row differs, whether it goes although the element stays, and whether it was there."""
        stored = stored_columns(self._node, row.table)[len(self._node.identity) :]
        images = [
            sql.SQL("ROW({})").format(
                sql.SQL(", ").join([self._outputs.stored(row.table, column, side) for column in stored])
            )
            for side in ("was", "now")
        ]
        differs = sql.SQL("NOT record_image_eq({}, {})").format(*images) if stored else sql.SQL("false")
        had, has = (self._has(row, side) for side in ("was", "now"))
        return [
            sql.SQL("{} AND (NOT {} OR {}) AS {}").format(has, had, differs, sql.Identifier(row.differs)),
            sql.SQL("{} AND NOT {} AS {}").format(had, has, sql.Identifier(row.goes)),
            sql.SQL("{} AS {}").format(had, sql.Identifier(row.had)),
        ]

    def _has(self, row: _Row, side: str) -> Sql:
        """Whether the element has a row in a table on one side; never NULL."""
        exists = self._outputs.exists(row.table, side)
        if self._node is self._tree.root:
            return sql.SQL("coalesce({}, false)").format(exists) if exists else sql.SQL("true")
        there = sql.SQL("{} IS NOT NULL").format(sql.Identifier(side, self._node.own.name))
        return (
            sql.SQL("({} AND coalesce({}, false))").format(there, exists) if exists else sql.SQL("({})").format(there)
        )

    def _images_differ(self) -> Sql:
        images = [sql.SQL("ROW({})").format(names(self._columns, side)) for side in ("was", "now")]
        return sql.SQL("NOT record_image_eq({}, {})").format(*images)

    # -- what is written --------------------------------------------------------------------------------------------

    def _writes(self) -> Sql:
        statements = [self._write(row) for row in self._rows]
        statements += [self._descend(child, gone=False) for child in self._node.children]
        return sql.SQL("\n").join(statements)

    def _deletes(self) -> Sql:
        """The element is gone, and with it everything below."""
        statements = [self._descend(child, gone=True) for child in self._node.children]
        statements += [self._delete(row, self._found(row.had)) for row in reversed(self._rows)]
        return sql.SQL("\n").join(statements)

    def _write(self, row: _Row) -> Sql:
        columns = stored_columns(self._node, row.table)
        identity = [*self._key, *(column.name for column in self._node.identity)]
        rest = columns[len(self._node.identity) :]
        assignments = [sql.SQL("{0} = excluded.{0}").format(sql.Identifier(column)) for column in rest]
        action = (
            sql.SQL("DO UPDATE SET\n        {}").format(lines(assignments, spaces=8)) if rest else sql.SQL("DO NOTHING")
        )
        upsert = sql.SQL(
            "IF {differs} THEN\n{contend}    INSERT INTO {table} ({columns})\n    VALUES ({values})\n"
            "    ON CONFLICT ({identity}) {action};\nEND IF;"
        ).format(
            differs=self._found(row.differs),
            contend=self._never_wait(row),
            table=qualified(self._made.table(row.table)),
            columns=names([*self._key, *columns]),
            values=sql.SQL(", ").join(
                [
                    *self._place(),
                    *(self._outputs.stored(row.table, column, _FOUND) for column in rest),
                ]
            ),
            identity=names(identity),
            action=action,
        )
        conditional = self._outputs.exists(row.table) is not None
        return sql.SQL("\n").join([upsert, self._delete(row, self._found(row.goes))]) if conditional else upsert

    def _delete(self, row: _Row, condition: Sql) -> Sql:
        return sql.SQL("IF {} THEN\n{}    DELETE FROM {} AS target\n    WHERE {};\nEND IF;").format(
            condition, self._never_wait(row), qualified(self._made.table(row.table)), self._same_place("target")
        )

    def _never_wait(self, row: _Row) -> Sql:
        """A row that somebody has locked: that one is on its way to the document, which we have (concurrency.md)."""
        parts = {
            "mode": self._argument("mode"),
            "had": self._found(row.had),
            "table": self._made.table(row.table),
            "place": self._same_place("target"),
            "name": ".".join(self._made.table(row.table)),
        }
        return sql.SQL("    {}\n").format(indent(fill(load("change_never_wait").rstrip("\n"), parts)))

    def _descend(self, child: Node, *, gone: bool) -> Sql:
        """Call the child's function where its container differs."""
        after: Sql = sql.SQL("NULL") if gone else self._found(self._outputs.containers[child.name])
        before = self._found(self._before[child.name])
        test = sql.SQL("{} IS NOT NULL").format(before)
        if not gone:
            test = sql.SQL("NOT record_image_eq(ROW({}), ROW({}))").format(before, after)
        arguments = [*self._place(), before, after, self._argument("mode")]
        return sql.SQL("IF {} THEN\n    PERFORM {}({});\nEND IF;").format(
            test, qualified(self._made.change(child)), sql.SQL(", ").join(arguments)
        )

    # -- names --------------------------------------------------------------------------------------------------------

    def _found(self, name: str) -> Sql:
        return sql.Identifier(_FOUND, name)

    def _place(self) -> list[Sql]:
        """Key and identity of the element in hand."""
        count = len(self._key) + len(self._inherited)
        return [*parameters(count), *([self._found(self._node.own.name)] if self._node.identity else [])]

    def _same_place(self, alias: str) -> Sql:
        columns = [*self._key, *(column.name for column in self._node.identity)]
        tests = [
            sql.SQL("{} = {}").format(sql.Identifier(alias, column), value)
            for column, value in zip(columns, self._place(), strict=True)
        ]
        return sql.SQL(" AND ").join(tests)

    def _argument(self, name: str) -> Sql:
        behind = len(self._key) + len(self._inherited)
        return parameters(3, behind + 1)[("was", "now", "mode").index(name)]
