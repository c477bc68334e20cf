"""From one version of a document to the next: per node, a function that touches the rows of changed elements only.

`change_<node>(key, identity of the parent, container before, container after, mode)` compares the two containers and
descends only where a container of a child differs. What is the same is neither decomposed nor written: of an array
only the items that differ at their position are looked at, of a map only the entries that differ. The root's rows are
compared with those that are stored, which costs less than decomposing a whole document a second time.

`mode` says what the rest of the world may be doing: `follow` in phase `dual_write`, where nobody else writes these
rows; `contend` in `mirrored`, where a row that somebody has locked is refused at once (40001) and never waited for;
`compare` in `cutover`, where a row that is no longer what the writer had read is refused, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from psycopg import sql

from hofsm_migrate.compile import codecs
from hofsm_migrate.compile.elements import dig, if_regular
from hofsm_migrate.compile.functions import decompose_columns
from hofsm_migrate.compile.layers import unique
from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.compile.readings import is_variant
from hofsm_migrate.compile.routine import Routine, create, key_types
from hofsm_migrate.compile.writes import FOUND, STORED, Writes, same_image
from hofsm_migrate.lens.tree import container_leaves
from hofsm_migrate.sql import body, case, fill, indent, lines, load

if TYPE_CHECKING:
    from hofsm_migrate.compile.operation import Operation
    from hofsm_migrate.compile.writes import RowFlags
    from hofsm_migrate.lens.tree import ContainerLeaf, Node, Tree
    from hofsm_migrate.sql import Part

Sql = sql.Composable
FOLLOW: Final = "follow"
CONTEND: Final = "contend"
COMPARE: Final = "compare"


def change_operations(tree: Tree) -> list[Operation]:
    """The change functions of all nodes; those of children are looked up when their parent's runs."""
    below = [_Elements(tree, node).routine() for node in tree.nodes if node is not tree.root]
    nodes = [node for node in tree.nodes if node is not tree.root]
    return [
        create(tree, tree.root, _Document(tree).routine()),
        *(create(tree, node, routine) for node, routine in zip(nodes, below, strict=True)),
    ]


def exchange_operation(tree: Tree) -> Operation:
    """`exchange_<mapping>(key, document before, document after, mode)`: compared with nothing but one another."""
    return create(tree, tree.root, _Elements(tree, tree.root).exchange())


class _Document:
    """The root: one row of each of its tables, compared with what is stored."""

    def __init__(self, tree: Tree) -> None:
        self._tree, self._node = tree, tree.root
        self._made = Names(tree)
        self._writes = Writes(tree, self._node, comparing=False)
        self._columns = [name for name, _ in decompose_columns(tree, self._node)]
        taken = {"now", FOUND}
        self._alias = {table.name: unique(table.name, taken) for table in self._node.tables}
        self._raw = unique("raw", taken)

    def routine(self) -> Routine:
        return Routine(
            self._made.change(self._node),
            "the rows of a document from what it was to what it is; whether it is represented",
            arguments=sql.SQL(", ").join([*key_types(self._tree), *(sql.SQL(type_) for type_ in _ARGUMENTS)]),
            returns=sql.SQL("boolean"),
            properties="LANGUAGE plpgsql VOLATILE",
            body=sql.SQL("AS {}").format(body(self._body())),
        )

    def _body(self) -> Sql:
        decompose = qualified(self._made.decompose(self._node))
        parts: dict[str, Part] = {
            "found": FOUND,
            "stored": STORED,
            "columns": lines(self._outputs(), spaces=8),
            "now": sql.SQL("{}({})").format(decompose, self._writes.argument("now")),
            "raw": self._containers(),
            "rows": sql.SQL("\n    ").join(self._stored()),
            "place": self._writes.at_place(self._alias[self._node.name]),
            "writes": indent(self._writes.write_all()),
        }
        return fill(load("change_document"), parts)

    def _stored(self) -> list[Sql]:
        """The stored row of the spine, and those of the other tables where they are."""
        tables = [(qualified(self._made.table(table)), self._alias[table.name]) for table in self._node.tables]
        (spine, alias), *others = tables
        joins: list[Sql] = [sql.SQL("CROSS JOIN {} AS {}").format(spine, sql.Identifier(alias))]
        for table, other in others:
            joins.append(
                sql.SQL("LEFT JOIN {} AS {} ON {}").format(table, sql.Identifier(other), self._writes.at_place(other))
            )
        return joins

    def _outputs(self) -> list[Sql]:
        found: list[Sql] = [sql.Identifier("now", name) for name in self._columns]
        for row in self._writes.rows:
            found += self._flags(row)
        for leaf in self._leaves():
            found += self._before_and_same(leaf)
        return found

    def _flags(self, row: RowFlags) -> list[Sql]:
        alias = self._alias[row.table.name]
        same = sql.SQL("record_image_eq({}, {})").format(
            self._writes.image(row.table, "now"), self._writes.stored_image(row.table, alias)
        )
        had = sql.SQL("{} IS NOT NULL").format(sql.Identifier(alias, self._tree.source.key[0]))
        exists = self._writes.outputs.exists(row.table, "now")
        has = sql.SQL("coalesce({}, false)").format(exists) if exists else sql.SQL("true")
        return [
            sql.SQL("{} AND NOT ({} AND {}) AS {}").format(has, had, same, sql.Identifier(row.differs)),
            sql.SQL("{} AND NOT {} AS {}").format(had, has, sql.Identifier(row.goes)),
            sql.SQL("{} AS {}").format(had, sql.Identifier(row.had)),
        ]

    def _leaves(self) -> list[ContainerLeaf]:
        return [leaf for leaf in container_leaves(self._node.shape) if leaf.child != self._node.name]

    def _containers(self) -> Sql:
        """The containers of both versions as they are in the documents, dug out once."""
        columns = [
            sql.SQL("{} AS {}").format(dig(self._writes.argument(side), leaf.path), sql.Identifier(name))
            for leaf in self._leaves()
            for side, name in zip(("was", "now"), _raw_names(leaf), strict=True)
        ]
        return sql.SQL("(\n        SELECT {}\n        OFFSET 0\n    ) AS {}").format(
            lines(columns, spaces=12), sql.Identifier(self._raw)
        )

    def _before_and_same(self, leaf: ContainerLeaf) -> list[Sql]:
        """Whether a container is the same; where not, what of the old one has rows."""
        was, now = (sql.Identifier(self._raw, name) for name in _raw_names(leaf))
        variant = sql.SQL("true")
        tests: list[Sql] = [same_image(was, now)]
        regular = if_regular(self._tree.by_name[leaf.child], was, None)
        if leaf.variant is not None and self._node.variants is not None:
            column, spine = self._node.variants.column, self._alias[self._node.name]
            variant = is_variant(sql.Identifier(spine, column), [leaf.variant])
            is_now = is_variant(sql.Identifier("now", self._writes.outputs.variant or column), [leaf.variant])
            tests.append(sql.SQL("({}) = ({})").format(variant, is_now))
            regular = case((variant, regular))
        same = sql.SQL(" AND ").join(tests)
        return [
            sql.SQL("{} AS {}").format(case((sql.SQL("NOT ({})").format(same), regular)), self._name(leaf, "before")),
            sql.SQL("{} AS {}").format(same, self._name(leaf, "same")),
        ]

    def _name(self, leaf: ContainerLeaf, what: str) -> Sql:
        named = self._writes.before if what == "before" else self._writes.same
        return sql.Identifier(named[leaf.child])


class _Elements:
    """The elements of one container, before and after; or a document, in its two versions."""

    def __init__(self, tree: Tree, node: Node) -> None:
        self._tree, self._node = tree, node
        self._made = Names(tree)
        self._writes = Writes(tree, node)
        self._columns = [name for name, _ in decompose_columns(tree, node)]
        self._gone = self._writes.outputs.fresh("is gone")

    def routine(self) -> Routine:
        """The function for a node below the root."""
        parts: dict[str, Part] = {
            "found": FOUND,
            "stored": STORED,
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
            "was": self._side("was"),
            "now": self._side("now"),
            "writes": indent(self._writes.write_all()),
        }
        words = "the rows of a document from what the writer had read to what was written; refused where that is stale"
        return self._routine(self._made.exchange, words, fill(load("exchange_document"), parts))

    def _routine(self, name: tuple[str, str], words: str, statements: Sql) -> Routine:
        types = [*key_types(self._tree), *(codecs.type_name(column.type) for column in self._node.inherited)]
        return Routine(
            name,
            words,
            arguments=sql.SQL(", ").join([*types, *(sql.SQL(type_) for type_ in _ARGUMENTS)]),
            returns=sql.SQL("void"),
            properties="LANGUAGE plpgsql VOLATILE",
            body=sql.SQL("AS {}").format(body(statements)),
        )

    def _pairs(self) -> Sql:
        own, items = self._node.own.name, "entries" if self._node.kind == "map" else "items"
        images = [sql.SQL("ROW({})").format(names(self._columns, side)) for side in ("was", "now")]
        parts: dict[str, Part] = {
            "changed_items": sql.Identifier("hofsm", f"changed_{items}"),
            "was_container": self._writes.argument("was"),
            "now_container": self._writes.argument("now"),
            "columns": lines(self._outputs(), spaces=8),
            "was": indent(self._side("was")),
            "now": indent(self._side("now")),
            "same_element": sql.SQL("{} = {}").format(sql.Identifier("now", own), sql.Identifier("was", own)),
            "same_image": sql.SQL("record_image_eq({}, {})").format(*images),
        }
        return fill(load("change_pairs").rstrip("\n"), parts)

    def _side(self, side: str) -> Sql:
        """FROM item with the elements of one of the two containers, positions counted in the whole container."""
        if self._node is self._tree.root:
            return sql.SQL("{}({})").format(qualified(self._made.decompose(self._node)), self._writes.argument(side))
        columns = [self._placed(side, name) for name in self._columns]
        source = sql.SQL("{}({})").format(
            qualified(self._made.decompose(self._node)), sql.Identifier("pair", f"{side}_items")
        )
        return sql.SQL("(\n    SELECT {}\n    FROM {} AS node\n)").format(lines(columns, spaces=8), source)

    def _placed(self, side: str, name: str) -> Sql:
        """A column of the decompose function; positions among the changed items become those among all of them."""
        node, value = self._node, sql.Identifier("node", name)
        if node.kind == "map" or name not in (node.ordinal, node.own.name) or (name == node.own.name and node.keyed):
            return value
        places = sql.Identifier("pair", f"{side}_places")
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
        was, now = (self._writes.image(row.table, side) for side in ("was", "now"))
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


_ARGUMENTS: Final = ("jsonb", "jsonb", "text")
"""Behind the place: the document or container before and after, and the mode."""


def _raw_names(leaf: ContainerLeaf) -> tuple[str, str]:
    return f"{leaf.child} was", f"{leaf.child} now"
