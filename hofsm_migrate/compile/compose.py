"""The query of a node that writes one element as JSON text, from columns alone; `overlay` does it with a residual.

Text is put together and cast to jsonb once, at the document: NULL members fall out of `concat_ws` by themselves. The
way over the residual is taken only by rows that have one.

Arguments of both, in order: the row of every table of the node (NULL where a table with `when` has none), then the text
of every container of the shape (NULL where it has no elements).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile import codecs
from hofsm_migrate.compile.readings import Reading, Readings, is_variant, is_written
from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.tree import (
    ColumnLeaf,
    ContainerLeaf,
    Inner,
    KeyLeaf,
    Node,
    Options,
    Shape,
    Tree,
    column_leaves,
    container_leaves,
)
from hofsm_migrate.spec import naming
from hofsm_migrate.sql import case, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hofsm_migrate.spec.mapping import Table

Sql = sql.Composable

MAX_ARGUMENTS = 90
"""PostgreSQL passes 100 arguments to a function at most."""


def compose_query(tree: Tree, node: Node) -> Sql:
    """The JSON text of an element that has no residual."""
    return sql.SQL("SELECT {}").format(FromColumns(Arguments(tree, node)).value(node.shape))


class Arguments:
    """How the compose functions of a node get at what they are given."""

    def __init__(self, tree: Tree, node: Node) -> None:
        self.node = node
        self.containers = container_leaves_last(node)
        self._key = tree.source.key[0]
        self._number = {table.name: number for number, table in enumerate(node.tables)}
        self.count = len(node.tables) + len(self.containers)
        self.all: list[Sql] = [_argument(number) for number in range(self.count)]
        spine = _argument(0)
        self.readings = Readings(node)
        self._variant = None if node.variants is None else _field(spine, node.variants.column)
        self.residual = _field(spine, naming.RESIDUAL)
        self.marks = _field(spine, naming.ABSENT)

    def value(self, reading: Reading) -> Sql:
        """The value of a column, NULL where its table has no row; of several columns, that of the element's variant."""
        return codecs.first_not_null(
            [_field(_argument(self._number[leaf.table.name]), leaf.column.name) for leaf in reading.members]
        )

    def of_variant(self, variants: Iterable[str]) -> Sql:
        """Whether the element is of one of these variants; never NULL."""
        return sql.SQL("false") if self._variant is None else is_variant(self._variant, variants)

    def exists(self, table: Table) -> Sql:
        """Whether a table has a row: its key is never NULL."""
        return sql.SQL("{} IS NOT NULL").format(_field(_argument(self.node.tables.index(table)), self._key))

    def container(self, leaf: ContainerLeaf) -> Sql:
        """The text of a container, NULL where it has no elements."""
        return _argument(len(self.node.tables) + self.containers.index(leaf))

    def otherwise(self, shape: Shape) -> Sql | None:
        """The text of what stands at an object or a container instead, NULL for nothing; None where nothing can."""
        if not isinstance(shape, (Inner, ContainerLeaf)) or shape.otherwise is None:
            return None
        return sql.SQL("{}::text").format(self.value(self.readings.of(shape.otherwise)))

    @property
    def own(self) -> Sql:
        """The natural key of the element."""
        own = _field(_argument(0), self.node.own.name)
        return sql.SQL("({0})[cardinality({0})]").format(own) if self.node.recursive else own

    def last(self, shape: Inner) -> str | None:
        """The member that leads to the element's own children; written last, so that only brackets follow it."""
        recurse = self.node.recurse
        if recurse is None or recurse[: len(shape.path)] != shape.path or len(recurse) == len(shape.path):
            return None
        return recurse[len(shape.path)]


def container_leaves_last(node: Node) -> list[ContainerLeaf]:
    """The containers of an element, that of its own children last."""
    leaves = list(container_leaves(node.shape))
    return sorted(leaves, key=lambda leaf: leaf.child == node.name)


def _argument(number: int) -> sql.SQL:
    return sql.SQL(f"${number + 1}")  # pyright: ignore[reportArgumentType] - a number


def _field(row: Sql, name: str) -> Sql:
    return sql.SQL("({}).{}").format(row, sql.Identifier(name))


def member_text(key: str, value: Sql) -> Sql:
    """Key and value of an object, NULL for a value that is absent."""
    return sql.SQL("{} || {}").format(sql.Literal(jsonb.dumps(key) + ":"), value)


def braced(members: Sql) -> Sql:
    """The object with these members."""
    return sql.SQL("'{{' || {} || '}}'").format(members)


def join(parts: list[Sql]) -> Sql:
    """The parts that are not NULL with commas between them, '' for none."""
    while len(parts) > MAX_ARGUMENTS:
        chunks = [parts[start : start + MAX_ARGUMENTS] for start in range(0, len(parts), MAX_ARGUMENTS)]
        parts = [sql.SQL("nullif({}, '')").format(join(chunk)) for chunk in chunks]
    if not parts:
        return sql.SQL("''")
    return listed("concat_ws(", [sql.SQL("','"), *parts], ")")


def one_of(tests: list[Sql]) -> Sql:
    """Whether any of the tests holds; a single test as it is."""
    return tests[0] if len(tests) == 1 else any_of(tests)


def any_of(tests: list[Sql]) -> Sql:
    """Whether any of the tests holds."""
    return listed("(", tests, ")", " OR ") if tests else sql.SQL("false")


class FromColumns:
    """The text of an element that has no residual."""

    def __init__(self, arguments: Arguments) -> None:
        self._arguments = arguments

    def value(self, shape: Shape) -> Sql:
        """The JSON text of a position, NULL for absent."""
        other, text = self._arguments.otherwise(shape), self._expected(shape)
        return text if other is None else codecs.first_not_null([other, text])

    def _expected(self, shape: Shape) -> Sql:
        if isinstance(shape, KeyLeaf):
            return codecs.json_key(shape.key.type, self._arguments.own)
        if isinstance(shape, (ColumnLeaf, Options)):
            return self._columns(shape)
        if isinstance(shape, ContainerLeaf):
            return self._or_nothing(self._arguments.container(shape), shape)
        return self._inner(shape)

    def _columns(self, shape: ColumnLeaf | Options) -> Sql:
        """The text of the column that has a value, or null where the column of the element's variant is null then."""
        found = [reading for reading, spelling in self._arguments.readings.at(shape).items() if spelling == 0]
        texts: list[Sql] = [codecs.json(reading.column, self._arguments.value(reading)) for reading in found]
        nulls = [reading.variants for reading in found if reading.column.missing == "json_null"]
        if None in nulls:
            texts.append(sql.Literal("null"))
        elif nulls:
            names = [name for variants in nulls for name in variants or ()]
            texts.append(case((self._arguments.of_variant(names), sql.Literal("null"))))
        return codecs.first_not_null(texts) if texts else sql.SQL("NULL")

    def _or_nothing(self, text: Sql, leaf: ContainerLeaf) -> Sql:
        if leaf.missing == "absent":
            return text
        nothing: Sql = sql.Literal({"json_null": "null", "empty": "{}" if leaf.kind == "map" else "[]"}[leaf.missing])
        if leaf.variant is not None:
            nothing = case((self._arguments.of_variant([leaf.variant]), nothing))
        return sql.SQL("coalesce({}, {})").format(text, nothing)

    def _inner(self, shape: Inner) -> Sql:
        ordered = sorted(shape.members, key=lambda item: item[0] == self._arguments.last(shape))
        written = [member_text(key, self.value(member)) for key, member in ordered if is_written(member)]
        members = join(written)
        if shape.missing == "empty" and shape.when is None:
            return braced(members)
        if (
            shape.missing == "absent"
            and shape.when is None
            and not any(_is_soft(member) for _, member in shape.members)
        ):
            return braced(sql.SQL("nullif({}, '')").format(members))
        nothing = sql.Literal("null") if shape.missing == "json_null" else None
        return case((self._is_expected(shape), braced(members)), otherwise=nothing)

    def is_real(self, shape: Shape) -> Sql:
        """Whether rows ask for the position."""
        if isinstance(shape, KeyLeaf):
            return sql.SQL("true")
        if isinstance(shape, (ColumnLeaf, Options)):
            return one_of([test for _, test in self.has_value(shape)])
        other = self._arguments.otherwise(shape)
        tests = [] if other is None else [sql.SQL("{} IS NOT NULL").format(other)]
        return one_of([*tests, self._is_expected(shape)])

    def _is_expected(self, shape: Inner | ContainerLeaf) -> Sql:
        """Whether rows ask for an object or a container with elements at the position."""
        if isinstance(shape, ContainerLeaf):
            return sql.SQL("{} IS NOT NULL").format(self._arguments.container(shape))
        tests = [self._arguments.exists(shape.when)] if shape.when is not None else []
        return any_of(tests + [self.is_real(member) for _, member in shape.members if is_written(member)])

    def has_value(self, shape: ColumnLeaf | Options) -> list[tuple[Reading, Sql]]:
        """The readings that write to a place, each with whether it has something to write."""
        return [
            (reading, sql.SQL("{} IS NOT NULL").format(self._arguments.value(reading)))
            for reading, spelling in self._arguments.readings.at(shape).items()
            if spelling == 0
        ]


def _is_soft(shape: Shape) -> bool:
    """Whether something is composed at the position although no row asks for it."""
    if isinstance(shape, (ColumnLeaf, Options)):
        return any(leaf.column.missing != "absent" for leaf in column_leaves(shape))
    return not isinstance(shape, KeyLeaf) and shape.missing != "absent"
