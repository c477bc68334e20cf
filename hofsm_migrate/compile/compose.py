"""Two queries per node that write one element as JSON text: from columns alone, and from columns and residual.

Text is put together and cast to jsonb once, at the document: NULL members fall out of `concat_ws` by themselves. The
way over the residual is taken only by rows that have one.

Arguments of both, in order: the row of every table of the node (NULL where a table with `when` has none), then the text
of every container of the shape (NULL where it has no elements).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile import codecs
from hofsm_migrate.compile.elements import dig
from hofsm_migrate.compile.layers import Layers, unique
from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.tree import ColumnLeaf, ContainerLeaf, Inner, KeyLeaf, Node, Shape, Tree, container_leaves, mark
from hofsm_migrate.spec import naming
from hofsm_migrate.sql import case, listed

if TYPE_CHECKING:
    from hofsm_migrate.spec.mapping import Column, Path, Table

Sql = sql.Composable

MAX_ARGUMENTS = 90
"""PostgreSQL passes 100 arguments to a function at most."""


def compose_query(tree: Tree, node: Node) -> Sql:
    """The JSON text of an element that has no residual."""
    return sql.SQL("SELECT {}").format(_FromColumns(Arguments(tree, node)).value(node.shape))


def overlay_query(tree: Tree, node: Node) -> Sql:
    """The JSON text of an element that has a residual or absent marks; no row for one that has neither."""
    return _WithResidual(Arguments(tree, node)).query()


class Arguments:
    """How the compose functions of a node get at what they are given."""

    def __init__(self, tree: Tree, node: Node) -> None:
        self.node = node
        self.containers = container_leaves_last(node)
        self._key = tree.source.key[0]
        self.count = len(node.tables) + len(self.containers)
        self.all: list[Sql] = [_argument(number) for number in range(self.count)]
        spine = _argument(0)
        self.residual = _field(spine, naming.RESIDUAL)
        self.marks = _field(spine, naming.ABSENT)

    def value(self, table: Table, column: Column) -> Sql:
        """The value of a column, NULL where its table has no row."""
        return _field(_argument(self.node.tables.index(table)), column.name)

    def exists(self, table: Table) -> Sql:
        """Whether a table has a row: its key is never NULL."""
        return sql.SQL("{} IS NOT NULL").format(_field(_argument(self.node.tables.index(table)), self._key))

    def container(self, leaf: ContainerLeaf) -> Sql:
        """The text of a container, NULL where it has no elements."""
        return _argument(len(self.node.tables) + self.containers.index(leaf))

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


def _member(key: str, value: Sql) -> Sql:
    return sql.SQL("{} || {}").format(sql.Literal(jsonb.dumps(key) + ":"), value)


def _braced(members: Sql) -> Sql:
    return sql.SQL("'{{' || {} || '}}'").format(members)


def join(parts: list[Sql]) -> Sql:
    """The parts that are not NULL with commas between them, '' for none."""
    while len(parts) > MAX_ARGUMENTS:
        chunks = [parts[start : start + MAX_ARGUMENTS] for start in range(0, len(parts), MAX_ARGUMENTS)]
        parts = [sql.SQL("nullif({}, '')").format(join(chunk)) for chunk in chunks]
    if not parts:
        return sql.SQL("''")
    return listed("concat_ws(", [sql.SQL("','"), *parts], ")")


def _or(tests: list[Sql]) -> Sql:
    return listed("(", tests, ")", " OR ") if tests else sql.SQL("false")


class _FromColumns:
    """The text of an element that has no residual."""

    def __init__(self, arguments: Arguments) -> None:
        self._arguments = arguments

    def value(self, shape: Shape) -> Sql:
        """The JSON text of a position, NULL for absent."""
        if isinstance(shape, KeyLeaf):
            return codecs.json_key(shape.key.type, self._arguments.own)
        if isinstance(shape, ColumnLeaf):
            return self._column(shape)
        if isinstance(shape, ContainerLeaf):
            return _or_nothing(self._arguments.container(shape), shape)
        return self._inner(shape)

    def _column(self, leaf: ColumnLeaf) -> Sql:
        text = codecs.json(leaf.column, self._arguments.value(leaf.table, leaf.column))
        return sql.SQL("coalesce({}, 'null')").format(text) if leaf.column.missing == "json_null" else text

    def _inner(self, shape: Inner) -> Sql:
        ordered = sorted(shape.members, key=lambda item: item[0] == self._arguments.last(shape))
        written = [_member(key, self.value(member)) for key, member in ordered if getattr(member, "spelling", 0) == 0]
        members = join(written)
        if shape.missing == "empty" and shape.when is None:
            return _braced(members)
        if (
            shape.missing == "absent"
            and shape.when is None
            and not any(_is_soft(member) for _, member in shape.members)
        ):
            return _braced(sql.SQL("nullif({}, '')").format(members))
        nothing = sql.Literal("null") if shape.missing == "json_null" else None
        return case((self.is_real(shape), _braced(members)), otherwise=nothing)

    def is_real(self, shape: Shape) -> Sql:
        """Whether rows ask for the position."""
        if isinstance(shape, KeyLeaf):
            return sql.SQL("true")
        if isinstance(shape, ContainerLeaf):
            return sql.SQL("{} IS NOT NULL").format(self._arguments.container(shape))
        if isinstance(shape, ColumnLeaf):
            return sql.SQL("{} IS NOT NULL").format(self._arguments.value(shape.table, shape.column))
        tests = [self._arguments.exists(shape.when)] if shape.when is not None else []
        return _or(tests + [self.is_real(member) for _, member in shape.members if getattr(member, "spelling", 0) == 0])


def _is_soft(shape: Shape) -> bool:
    """Whether something is composed at the position although no row asks for it."""
    if isinstance(shape, ColumnLeaf):
        return shape.column.missing != "absent"
    return not isinstance(shape, KeyLeaf) and shape.missing != "absent"


def _or_nothing(text: Sql, leaf: ContainerLeaf) -> Sql:
    if leaf.missing == "absent":
        return text
    nothing = {"json_null": "null", "empty": "{}" if leaf.kind == "map" else "[]"}[leaf.missing]
    return sql.SQL("coalesce({}, {})").format(text, sql.Literal(nothing))


class _WithResidual:
    """The text of an element of which the residual holds a part."""

    def __init__(self, arguments: Arguments) -> None:
        self._arguments = arguments
        self._columns = _FromColumns(arguments)
        self._names: set[str] = set()
        source = sql.SQL(
            "(SELECT {0} AS residual, coalesce({1}, '{{}}') AS marks WHERE {0} IS NOT NULL OR {1} IS NOT NULL) AS kept"
        )
        self._layers = Layers(source.format(arguments.residual, arguments.marks))
        self._names.update(("residual", "marks"))
        self._kept: dict[Path, Sql] = {(): sql.Identifier("residual")}
        self._claimed: dict[tuple[str, str], Sql] = {}

    def query(self) -> Sql:
        self._dig()
        self._claim()
        return self._layers.select([self._value(self._arguments.node.shape)])

    def _dig(self) -> None:
        for shape in _all_positions(self._arguments.node.shape):
            if shape.path:
                name = unique(naming.mint("kept " + ".".join(shape.path)), self._names)
                self._kept[shape.path] = self._layers.add(0, name, dig(sql.Identifier("residual"), shape.path))

    def _claim(self) -> None:
        """Which columns the residual still speaks for: reading its fragments gives the value that the column has."""
        for table in self._arguments.node.tables:
            for column in table.columns:
                fragments = [self._kept[path] for path in column.paths]
                fragment = codecs.first_not_null(fragments)
                name = unique(naming.mint("parsed " + column.name), self._names)
                parsed = self._layers.add(1, name, codecs.parse(column, fragment))
                name = unique(naming.mint("claimed " + column.name), self._names)
                claimed = self._layers.add(2, name, self._is_claimed(table, column, fragment, parsed))
                self._claimed[table.name, column.name] = claimed

    def _is_claimed(self, table: Table, column: Column, fragment: Sql, parsed: Sql) -> Sql:
        value = self._arguments.value(table, column)
        text = sql.SQL("::text" if column.type in {"jsonb", "numeric"} else "")
        same = sql.SQL("({}){} IS NOT DISTINCT FROM {}{}").format(codecs.accept(column, parsed), text, value, text)
        marked = self._is_marked(column.paths[0])
        if column.missing == "absent":
            return sql.SQL("{} IS NOT NULL AND {}").format(fragment, same)
        nothing = sql.SQL("{} IS NULL AND {}").format(value, marked)
        return case((sql.SQL("{} IS NOT NULL").format(fragment), same), otherwise=nothing)

    def _is_marked(self, path: Path) -> Sql:
        return sql.SQL("{} = ANY (marks)").format(sql.Literal(mark(path)))

    def _is_not_marked(self, path: Path) -> Sql:
        return sql.SQL("NOT {}").format(self._is_marked(path))

    def _value(self, shape: Shape) -> Sql:
        kept = self._kept[shape.path]
        if isinstance(shape, KeyLeaf):
            return self._columns.value(shape)
        if isinstance(shape, ColumnLeaf):
            text = self._columns.value(shape) if shape.spelling == 0 else sql.SQL("NULL")
            claimed = self._claimed[shape.table.name, shape.column.name]
            return case((claimed, sql.SQL("{}::text").format(kept)), otherwise=text)
        if isinstance(shape, ContainerLeaf):
            instead = self._instead(shape, "{}" if shape.kind == "map" else "[]")
            texts = [self._arguments.container(shape), sql.SQL("{}::text").format(kept), *instead]
            return listed("coalesce(", texts, ")")
        return self._inner(shape)

    def _instead(self, shape: ContainerLeaf, empty: str) -> list[Sql]:
        if shape.missing == "absent":
            return []
        nothing = sql.Literal("null" if shape.missing == "json_null" else empty)
        return [case((self._is_not_marked(shape.path), nothing))]

    def _inner(self, shape: Inner) -> Sql:
        kept, last = self._kept[shape.path], self._arguments.last(shape)
        written = [_member(key, self._value(member)) for key, member in shape.members if key != last]
        written.append(self._rest(shape))
        written += [_member(key, self._value(member)) for key, member in shape.members if key == last]
        tests = [sql.SQL("jsonb_typeof({}) = 'object'").format(kept), *self._real(shape)]
        if shape.missing == "empty":
            tests.append(sql.SQL("({} IS NULL AND NOT {})").format(kept, self._is_marked(shape.path)))
        branches = [
            (_or(tests), _braced(join(written))),
            (sql.SQL("{} IS NOT NULL").format(kept), sql.SQL("{}::text").format(kept)),
        ]
        if shape.missing == "json_null":
            branches.append((self._is_not_marked(shape.path), sql.Literal("null")))
        return case(*branches)

    def _rest(self, shape: Inner) -> Sql:
        """What the residual holds in an object beside mapped keys, without its braces."""
        kept = self._kept[shape.path]
        keys = sql.Literal([key for key, _ in shape.members])
        rest = sql.SQL("CASE WHEN jsonb_typeof({0}) = 'object' THEN ({0} - {1}::text[])::text END").format(kept, keys)
        return sql.SQL("hofsm.members({})").format(rest)

    def _real(self, shape: Inner) -> list[Sql]:
        """Conditions under which rows ask for the object."""
        tests = [self._arguments.exists(shape.when)] if shape.when is not None else []
        return tests + [test for _, member in shape.members for test in self._is_real(member)]

    def _is_real(self, shape: Shape) -> list[Sql]:
        if isinstance(shape, Inner):
            return self._real(shape)
        if isinstance(shape, ColumnLeaf):
            if shape.spelling > 0:
                return []
            claimed = self._claimed[shape.table.name, shape.column.name]
            return [sql.SQL("({} AND NOT {})").format(self._columns.is_real(shape), claimed)]
        return [self._columns.is_real(shape)]


def _all_positions(shape: Shape) -> list[Shape]:
    below = (
        [position for _, member in shape.members for position in _all_positions(member)]
        if isinstance(shape, Inner)
        else []
    )
    return [shape, *below]
