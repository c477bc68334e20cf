"""The query of a node that writes one element as JSON text, from columns and residual; arguments as in `compose`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile import codecs
from hofsm_migrate.compile.compose import Arguments, FromColumns, any_of, braced, join, member_text, one_of
from hofsm_migrate.compile.elements import dig
from hofsm_migrate.compile.layers import Layers, unique
from hofsm_migrate.compile.readings import Reading, is_written
from hofsm_migrate.lens.tree import ColumnLeaf, ContainerLeaf, Inner, KeyLeaf, Node, Options, Shape, Tree, mark
from hofsm_migrate.spec import naming
from hofsm_migrate.sql import case, listed

if TYPE_CHECKING:
    from hofsm_migrate.spec.mapping import Path

Sql = sql.Composable


def overlay_query(tree: Tree, node: Node) -> Sql:
    """The JSON text of an element that has a residual or absent marks; no row for one that has neither."""
    return _WithResidual(Arguments(tree, node)).query()


class _WithResidual:
    """The text of an element of which the residual holds a part."""

    def __init__(self, arguments: Arguments) -> None:
        self._arguments = arguments
        self._columns = FromColumns(arguments)
        self._names: set[str] = set()
        source = sql.SQL(
            "(SELECT {0} AS residual, coalesce({1}, '{{}}') AS marks WHERE {0} IS NOT NULL OR {1} IS NOT NULL) AS kept"
        )
        self._layers = Layers(source.format(arguments.residual, arguments.marks))
        self._names.update(("residual", "marks"))
        self._kept: dict[Path, Sql] = {(): sql.Identifier("residual")}
        self._claimed: dict[Reading, Sql] = {}

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
        for reading in (reading for reading in self._arguments.readings if reading.otherwise is None):
            column = reading.column
            fragment = codecs.first_not_null([self._kept[path] for path in column.paths])
            parsed = codecs.parse(column, fragment)
            if reading.variants is None or codecs.limits(column, parsed):
                name = unique(naming.mint("parsed " + column.name), self._names)
                parsed = self._layers.add(1, name, parsed)
            name = unique(naming.mint("claimed " + column.name), self._names)
            claimed = self._is_claimed(reading, fragment, parsed)
            if reading.variants is not None:
                claimed = case((self._arguments.of_variant(reading.variants), claimed))
            self._claimed[reading] = self._layers.add(2, name, claimed)

    def _is_claimed(self, reading: Reading, fragment: Sql, parsed: Sql) -> Sql:
        column, value = reading.column, self._arguments.value(reading)
        text = sql.SQL("::text" if column.type in {"jsonb", "numeric"} else "")
        same = sql.SQL("({}){} IS NOT DISTINCT FROM {}{}").format(codecs.accept(column, parsed), text, value, text)
        marked = self._is_marked(column.paths[0])
        if column.missing == "absent":
            return sql.SQL("{} IS NOT NULL AND {}").format(fragment, same)
        nothing = sql.SQL("{} IS NULL AND {}").format(value, marked)
        return case((sql.SQL("{} IS NOT NULL").format(fragment), same), otherwise=nothing)

    def _is_not_claimed(self, reading: Reading) -> Sql:
        form = "NOT {}" if reading.variants is None else "{} IS NOT TRUE"
        return sql.SQL(form).format(self._claimed[reading])

    def _is_marked(self, path: Path) -> Sql:
        return sql.SQL("{} = ANY (marks)").format(sql.Literal(mark(path)))

    def _is_not_marked(self, path: Path) -> Sql:
        return sql.SQL("NOT {}").format(self._is_marked(path))

    def _value(self, shape: Shape) -> Sql:
        other, text = self._arguments.otherwise(shape), self._expected(shape)
        return text if other is None else codecs.first_not_null([other, text])

    def _expected(self, shape: Shape) -> Sql:
        kept = self._kept[shape.path]
        if isinstance(shape, KeyLeaf):
            return self._columns.value(shape)
        if isinstance(shape, (ColumnLeaf, Options)):
            text = self._columns.value(shape) if is_written(shape) else sql.SQL("NULL")
            return case((self._speaks(shape), sql.SQL("{}::text").format(kept)), otherwise=text)
        if isinstance(shape, ContainerLeaf):
            instead = self._instead(shape, "{}" if shape.kind == "map" else "[]")
            texts = [self._arguments.container(shape), sql.SQL("{}::text").format(kept), *instead]
            return listed("coalesce(", texts, ")")
        return self._inner(shape)

    def _speaks(self, shape: ColumnLeaf | Options) -> Sql:
        """Whether the residual says what is at a place: for its column, or because it has none in this variant."""
        readings = self._arguments.readings.at(shape)
        tests = [self._claimed[reading] for reading in readings]
        if isinstance(shape, Options):
            names = [name for reading in readings for name in reading.variants or ()]
            tests.append(sql.SQL("NOT {}").format(self._arguments.of_variant(names)))
        return one_of(tests)

    def _instead(self, shape: ContainerLeaf, empty: str) -> list[Sql]:
        if shape.missing == "absent":
            return []
        nothing = sql.Literal("null" if shape.missing == "json_null" else empty)
        test = self._is_not_marked(shape.path)
        if shape.variant is not None:
            test = sql.SQL("{} AND {}").format(test, self._arguments.of_variant([shape.variant]))
        return [case((test, nothing))]

    def _inner(self, shape: Inner) -> Sql:
        kept, last = self._kept[shape.path], self._arguments.last(shape)
        written = [member_text(key, self._value(member)) for key, member in shape.members if key != last]
        written.append(self._rest(shape))
        written += [member_text(key, self._value(member)) for key, member in shape.members if key == last]
        tests = [sql.SQL("jsonb_typeof({}) = 'object'").format(kept), *self._real(shape)]
        if shape.missing == "empty":
            tests.append(sql.SQL("({} IS NULL AND NOT {})").format(kept, self._is_marked(shape.path)))
        branches = [
            (any_of(tests), braced(join(written))),
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
            other = self._arguments.otherwise(shape)
            return ([] if other is None else [sql.SQL("{} IS NOT NULL").format(other)]) + self._real(shape)
        if isinstance(shape, (ColumnLeaf, Options)):
            return [
                sql.SQL("({} AND {})").format(test, self._is_not_claimed(reading))
                for reading, test in self._columns.has_value(shape)
            ]
        return [self._columns.is_real(shape)]


def _all_positions(shape: Shape) -> list[Shape]:
    below = (
        [position for _, member in shape.members for position in _all_positions(member)]
        if isinstance(shape, Inner)
        else []
    )
    return [shape, *below]
