"""From one version of a document to the next: per node, a function that touches the rows of changed elements only.

`change_<node>(key, identity of the parent, container before, container after, mode)` compares the two containers and
descends only where a container of a child differs. What is the same is neither decomposed nor written: of an array
only the items that differ at their position are looked at, of a map only the entries that differ. The root's rows are
compared with those that are stored, which costs less than decomposing a whole document a second time. Where nothing but
rows of children can have changed, an element's own are not looked at (`descend`).

`mode` says what the rest of the world may be doing: `follow` in phase `dual_write`, where nobody else writes these
rows; `contend` in `mirrored`, where a row that somebody has locked is refused at once (40001) and never waited for;
`compare` in `cutover`, where a row that is no longer what the writer had read is refused, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from psycopg import sql

from hofsm_migrate.compile import codecs
from hofsm_migrate.compile.change_document import Document
from hofsm_migrate.compile.descend import DECLARED, Descent, ways_down
from hofsm_migrate.compile.functions import decompose_columns
from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.compile.parts import own_place, part_routine, parts_of, write_part
from hofsm_migrate.compile.routine import Routine, create, key_types
from hofsm_migrate.compile.writes import ARGUMENTS, FOUND, STORED, Writes, same_image
from hofsm_migrate.sql import body, fill, indent, lines, load

if TYPE_CHECKING:
    from hofsm_migrate.compile.operation import Operation
    from hofsm_migrate.compile.writes import RowFlags
    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.sql import Part

Sql = sql.Composable
FOLLOW: Final = "follow"
CONTEND: Final = "contend"
COMPARE: Final = "compare"


def change_operations(tree: Tree) -> list[Operation]:
    """The change functions of all nodes; those of children are looked up when their parent's runs."""
    below = [_Elements(tree, node).routine() for node in tree.nodes if node is not tree.root]
    nodes = [node for node in tree.nodes if node is not tree.root]
    parts = [part for node in nodes for part in parts_of(node)]
    return [
        *(create(tree, part.node, part_routine(tree, part)) for part in parts),
        create(tree, tree.root, Document(tree).routine()),
        *(create(tree, node, routine) for node, routine in zip(nodes, below, strict=True)),
    ]


def exchange_operation(tree: Tree) -> Operation:
    """`exchange_<mapping>(key, document before, document after, mode)`: compared with nothing but one another."""
    return create(tree, tree.root, _Elements(tree, tree.root).exchange())


class _Elements:
    """The elements of one container, before and after; or a document, in its two versions."""

    def __init__(self, tree: Tree, node: Node) -> None:
        self._tree, self._node = tree, node
        self._made = Names(tree)
        self._writes = Writes(tree, node)
        self._columns = [name for name, _ in decompose_columns(tree, node)]
        fresh = self._writes.outputs.fresh
        self._gone, self._is_now, self._whole = fresh("is gone"), fresh("is now"), fresh("image")
        self._images = {row.table.name: fresh(f"image of {row.table.name}") for row in self._writes.rows}

    def routine(self) -> Routine:
        """The function for a node below the root."""
        parts: dict[str, Part] = {
            "found": FOUND,
            "stored": STORED,
            "declared": indent(self._declared()),
            "short_way": indent(self._short_way()),
            "pairs": indent(self._pairs(), 8),
            "gone": self._writes.found(self._gone),
            "deletes": indent(self._writes.delete_all(), 12),
            "writes": indent(self._writes.write_all(), 8),
        }
        words = "the rows of the elements of a container from what it was to what it is; only what differs is written"
        return self._routine(self._made.change(self._node), words, fill(load("change_elements"), parts))

    def exchange(self) -> Routine:
        """The function for the root that knows nothing but the two versions."""
        parts: dict[str, Part] = {
            "found": FOUND,
            "stored": STORED,
            "columns": lines(self._outputs(), spaces=8),
            "was": indent(self._side("was")),
            "now": indent(self._side("now")),
            "writes": indent(self._writes.write_all()),
        }
        words = "the rows of a document from what the writer had read to what was written; refused where that is stale"
        return self._routine(self._made.exchange, words, fill(load("exchange_document"), parts))

    def _routine(self, name: tuple[str, str], words: str, statements: Sql) -> Routine:
        types = [*key_types(self._tree), *(codecs.type_name(column.type) for column in self._node.inherited)]
        return Routine(
            name,
            words,
            arguments=sql.SQL(", ").join([*types, *(sql.SQL(type_) for type_ in ARGUMENTS)]),
            returns=sql.SQL("void"),
            properties="LANGUAGE plpgsql VOLATILE",
            body=sql.SQL("AS {}").format(body(statements)),
        )

    def _declared(self) -> Sql:
        one = sql.SQL('"the place" integer;\n"item was" jsonb;\n"item now" jsonb;\n{}').format(DECLARED)
        return one if ways_down(self._node) or parts_of(self._node) else sql.SQL("")

    def _short_way(self) -> Sql:
        """For one element that stays where it is and that it is; others are left to the comparison of their rows."""
        found = parts_of(self._node)
        if not ways_down(self._node) and not found:
            return sql.SQL("")
        was, now = sql.Identifier("item was"), sql.Identifier("item now")
        place = [*self._writes.place()[:-1], own_place(self._node)]
        mode, done, first = self._writes.argument("mode"), sql.SQL("RETURN;"), sql.SQL("")
        descent = Descent(self._tree, self._node, place, was, now, mode, done, first)
        ways = [descent.statements()] if ways_down(self._node) else []
        parts: dict[str, Part] = {
            "was": self._writes.argument("was"),
            "now": self._writes.argument("now"),
            "keys": indent(descent.keys()),
            "ways": indent(sql.SQL("\n").join([*ways, *(write_part(self._tree, part, place, mode) for part in found)])),
        }
        return fill(load("change_one_element").rstrip("\n"), parts)

    def _pairs(self) -> Sql:
        images = [sql.SQL("{} AS {}").format(image, sql.Identifier(name)) for name, image in self._side_images()]
        sides = [sql.SQL("side.is_now AS {}").format(sql.Identifier(self._is_now)), names(self._columns, "node")]
        own = self._node.own.name
        parts: dict[str, Part] = {
            "pair": self._changed(),
            "sides": lines([*sides, *images], spaces=8),
            "placed": lines([self._placed(name) for name in self._columns], spaces=12),
            "decompose": qualified(self._made.decompose(self._node)),
            "is_now": self._is_now,
            "columns": lines(self._outputs()),
            "same_element": sql.SQL("{} = {}").format(sql.Identifier("now", own), sql.Identifier("was", own)),
            "same_image": sql.SQL("record_image_eq({}, {})").format(
                *(sql.Identifier(side, self._whole) for side in ("was", "now"))
            ),
        }
        return fill(load("change_pairs").rstrip("\n"), parts)

    def _side_images(self) -> list[tuple[str, Sql]]:
        """What is compared: the rows of each table as one record, and all that an element gives."""
        tables = [(self._images[row.table.name], self._writes.image(row.table, "node")) for row in self._writes.rows]
        return [*tables, (self._whole, sql.SQL("ROW({})").format(names(self._columns, "node")))]

    def _changed(self) -> Sql:
        return sql.SQL("{}({}, {})").format(
            sql.Identifier("hofsm", "changed_entries" if self._node.kind == "map" else "changed_items"),
            self._writes.argument("was"),
            self._writes.argument("now"),
        )

    def _side(self, side: str) -> Sql:
        """FROM item with a document in one of its two versions, the rows of each table as one record beside it."""
        images = [sql.SQL("{} AS {}").format(image, sql.Identifier(name)) for name, image in self._side_images()]
        return sql.SQL("(\n    SELECT node.*,\n        {}\n    FROM {}({}) AS node\n    OFFSET 0\n)").format(
            lines(images, spaces=8), qualified(self._made.decompose(self._node)), self._writes.argument(side)
        )

    def _placed(self, name: str) -> Sql:
        """A column of the decompose function; positions among the changed items become those among all of them."""
        node, value = self._node, sql.Identifier("node", name)
        if node.kind == "map" or name not in (node.ordinal, node.own.name) or (name == node.own.name and node.keyed):
            return value
        places = sql.SQL("CASE WHEN side.is_now THEN pair.now_places ELSE pair.was_places END")
        place = sql.SQL("({})[{}]").format(places, value)
        if node.recursive and name == node.ordinal:
            top = sql.SQL("cardinality({}) = 1").format(sql.Identifier("node", node.own.name))
            place = sql.SQL("CASE WHEN {} THEN {} ELSE {} END").format(top, place, value)
        elif node.recursive:
            place = sql.SQL("({0})[({1})[1]] || ({1})[2:]").format(places, value)
        return sql.SQL("{} AS {}").format(place, sql.Identifier(name))

    def _outputs(self) -> list[Sql]:
        """What the record has: the element as it is now, containers as they were, and what becomes of rows."""
        found: list[Sql] = []
        own = self._node.own.name if self._node.identity else None
        if own is not None:
            found.append(sql.SQL("coalesce(now.{0}, was.{0}) AS {0}").format(sql.Identifier(own)))
            found.append(sql.SQL("now.{} IS NULL AS {}").format(sql.Identifier(own), sql.Identifier(self._gone)))
        found += [sql.Identifier("now", name) for name in self._columns if name != own]
        for row in self._writes.rows:
            found += self._flags(row)
        for child in self._node.children:
            sides = [sql.Identifier(side, self._writes.outputs.containers[child.name]) for side in ("was", "now")]
            found += [
                sql.SQL("{} AS {}").format(sides[0], sql.Identifier(self._writes.before[child.name])),
                sql.SQL("{} AS {}").format(same_image(*sides), sql.Identifier(self._writes.same[child.name])),
            ]
        return found

    def _flags(self, row: RowFlags) -> list[Sql]:
        was, now = (sql.Identifier(side, self._images[row.table.name]) for side in ("was", "now"))
        same = sql.SQL("record_image_eq({}, {})").format(was, now)
        had, has = (self._has(row, side) for side in ("was", "now"))
        return [
            sql.SQL("{} AND NOT ({} AND {}) AS {}").format(has, had, same, sql.Identifier(row.differs)),
            sql.SQL("{} AND NOT {} AS {}").format(had, has, sql.Identifier(row.goes)),
            sql.SQL("{} AS {}").format(had, sql.Identifier(row.had)),
            sql.SQL("{} AS {}").format(was, sql.Identifier(row.was)),
        ]

    def _has(self, row: RowFlags, side: str) -> Sql:
        """Whether the element has a row in a table on one side; never NULL."""
        exists = self._writes.outputs.exists(row.table, side)
        if not self._node.identity:
            return sql.SQL("coalesce({}, false)").format(exists) if exists else sql.SQL("true")
        there = sql.SQL("{} IS NOT NULL").format(sql.Identifier(side, self._node.own.name))
        return sql.SQL("({} AND coalesce({}, false))").format(there, exists) if exists else there
