"""One query per node: the elements of a container as column values, residual and absent marks.

The layers follow the law: dig the fragments out, parse them, accept or refuse the values, decide what is canonical, and
keep the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile import codecs
from hofsm_migrate.compile.elements import columns, dig, elements_of, if_regular
from hofsm_migrate.compile.layers import Layers
from hofsm_migrate.compile.outputs import Outputs
from hofsm_migrate.compile.readings import Reading, is_variant, is_written
from hofsm_migrate.lens.tree import (
    ColumnLeaf,
    ContainerLeaf,
    Inner,
    KeyLeaf,
    Node,
    Options,
    Shape,
    Tree,
    container_leaves,
    inner_positions,
    mark,
)
from hofsm_migrate.sql import case, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hofsm_migrate.spec.mapping import Column, Path

Sql = sql.Composable


def decompose_query(tree: Tree, node: Node) -> Sql:
    """The elements in the regular container `$1` as rows, for the root the document `$1` as one row.

    Columns: those of `columns(node)`, the variant where presence decides on it, the values and flags of `Outputs`,
    residual, absent marks, and for each child node its container if that is regular: the child's own function takes it
    from there.
    """
    return _Decomposition(tree, node).query()


class _Decomposition:
    def __init__(self, tree: Tree, node: Node) -> None:
        self._tree = tree
        self._node = node
        self._names = Outputs(tree, node)
        working = self._names.working
        self._layers = Layers(elements_of(node, working))
        self._fragments: dict[Path, Sql] = {(): sql.Identifier(working.element)}
        self._readings = self._names.readings
        self._variant: Sql = sql.SQL("NULL")
        self._values: dict[Reading, Sql] = {}
        self._canonical: dict[Reading, Sql] = {}
        self._containers: dict[str, Sql] = {}
        self._kept: dict[Path, Sql] = {}

    def query(self) -> Sql:
        self._dig()
        self._parse()
        self._name_variant()
        self._judge()
        self._keep_objects()
        residual = self._keep(self._node.shape)
        return self._layers.select(self._outputs(residual))

    def _dig(self) -> None:
        """One layer per depth of the shape: objects first, then what lies in them."""
        level = [self._node.shape]
        depth = 0
        while level:
            inner = [shape for shape in level if isinstance(shape, Inner)]
            for shape in inner:
                for key, member in shape.members:
                    name = self._names.fresh("fragment " + ".".join(member.path))
                    digging = sql.SQL("{} -> {}").format(self._fragments[shape.path], sql.Literal(key))
                    self._fragments[member.path] = self._layers.add(depth, name, digging)
            level = [member for shape in inner for _, member in shape.members]
            depth += 1

    def _parse(self) -> None:
        """Parsed values, then, a layer above, the values that enum, check and index accept."""
        layer = self._layers.top
        parsed: list[tuple[Reading, Sql]] = []
        for reading in self._readings:
            value = codecs.parse(reading.column, self._first_present(reading.column))
            if reading.otherwise is not None:
                value = case((codecs.is_other(reading.otherwise, value), value))
            name = self._output(reading)
            if codecs.limits(reading.column, value):
                name = self._names.fresh(f"parsed {name}")
            parsed.append((reading, self._layers.add(layer, name, value)))
        for reading, value in parsed:
            if codecs.limits(reading.column, value):
                accepted = codecs.accept(reading.column, value)
                self._values[reading] = self._layers.add(layer + 1, self._output(reading), accepted)
            else:
                self._values[reading] = value

    def _output(self, reading: Reading) -> str:
        first = reading.members[0]
        return self._names.values[first.table.name, first.column.name]

    def _name_variant(self) -> None:
        """The variant by the column that names it, or by what is present; what is asked for is dug out once."""
        variants = self._node.variants
        if variants is None:
            return
        if not variants.present:
            self._variant = sql.Identifier(self._names.variant or "")
            return
        layer = self._layers.top
        asked = dict(self._fragments)
        for path in (path for one in variants.present for path in one.paths):
            if path not in asked:
                name = self._names.fresh(f"asked {'.'.join(path)}")
                asked[path] = self._layers.add(layer, name, dig(self._fragments[()], path))
        branches = []
        for one in variants.present:
            tests = [sql.SQL("{} IS NOT NULL").format(asked[path]) for path in one.paths]
            branches.append((sql.SQL(" AND ").join(tests), sql.Literal(one.variant)))
        self._variant = self._layers.add(
            self._layers.top, variants.column, sql.SQL("({})::text").format(case(*branches))
        )

    def _judge(self) -> None:
        """Which columns compose their fragment to the letter, and which containers yield rows."""
        layer = self._layers.top
        for reading in (reading for reading in self._readings if reading.otherwise is None):
            test = self._is_canonical(reading.column, self._values[reading])
            if reading.variants is None:
                name = self._names.fresh(f"canonical {reading.column.name}")
                test = self._layers.add(layer, name, test)
            self._canonical[reading] = test
        for leaf in container_leaves(self._node.shape):
            if leaf.child == self._node.name:
                self._containers[leaf.child] = sql.Identifier(self._names.working.children)
            else:
                self._containers[leaf.child] = self._layers.add(
                    layer, self._names.containers[leaf.child], self._regular(leaf)
                )

    def _holds(self, variants: Iterable[str] | None, *tests: Sql) -> Sql:
        """Whether the element is of one of the variants, and the tests hold."""
        if variants is None:
            return sql.SQL(" AND ").join(tests)
        return sql.SQL("({})").format(sql.SQL(" AND ").join([is_variant(self._variant, variants), *tests]))

    def _first_present(self, column: Column) -> Sql:
        return codecs.first_not_null([self._fragments[path] for path in column.paths])

    def _is_canonical(self, column: Column, value: Sql) -> Sql:
        test = codecs.conforms(column, self._fragments[column.paths[0]], value)
        others = [sql.SQL("{} IS NULL").format(self._fragments[path]) for path in column.paths[1:]]
        return sql.SQL(" AND ").join([test, *others])

    def _regular(self, leaf: ContainerLeaf) -> Sql:
        """The container if it yields rows, else NULL."""
        regular = if_regular(self._tree.by_name[leaf.child], self._fragments[leaf.path], None)
        return regular if leaf.variant is None else case((self._holds([leaf.variant]), regular))

    def _has_elements(self, leaf: ContainerLeaf) -> Sql:
        return sql.SQL("{} IS NOT NULL").format(self._containers[leaf.child])

    def _keep_objects(self) -> None:
        """The residual at every object below the element, innermost first; two layers per depth."""
        below = [shape for shape in inner_positions(self._node.shape) if shape.path]
        for depth in sorted({len(shape.path) for shape in below}, reverse=True):
            here = [shape for shape in below if len(shape.path) == depth]
            layer = self._layers.top
            members = {shape.path: self._name(layer, "members", shape, self._members(shape)) for shape in here}
            for shape in here:
                kept = self._without_empty(shape, members[shape.path])
                self._kept[shape.path] = self._name(layer + 1, "kept", shape, self._or_instead(shape, kept))

    def _name(self, layer: int, what: str, shape: Inner, expression: Sql) -> Sql:
        return self._layers.add(layer, self._names.fresh(f"{what} {'.'.join(shape.path)}"), expression)

    def _keep(self, shape: Shape) -> Sql:
        """The residual of the element itself."""
        value = self._fragments[()]
        if isinstance(shape, Inner):
            return self._or_instead(shape, sql.SQL("nullif({}, '{{}}')").format(self._kept_members(shape, value)))
        if isinstance(shape, ColumnLeaf):
            return _unless(self._canonical[self._readings.of(shape)], value)
        if isinstance(shape, ContainerLeaf):
            return _unless(self._is_composed(shape), value)
        raise TypeError(f"an element cannot be its own key, nor of a variant: {shape!r}")

    def _members(self, shape: Inner) -> Sql:
        value = self._fragments[shape.path]
        return case((_is_object(value), self._kept_members(shape, value)))

    def _without_empty(self, shape: Inner, members: Sql) -> Sql:
        """`{}` is kept only where nothing else says that the object is there."""
        if shape.missing == "empty":
            return sql.SQL("nullif({}, '{{}}')").format(members)
        speaks = sql.SQL("{} <> '{{}}' OR NOT {}").format(members, self._rows_ask_for(shape))
        return case((speaks, members))

    def _or_instead(self, shape: Inner, kept: Sql) -> Sql:
        """What is kept of an object, or whatever stands in its place."""
        value = self._fragments[shape.path]
        if shape.otherwise is not None:
            null = [] if shape.missing == "json_null" else [(sql.SQL("{} = 'null'").format(value), value)]
            return case((_is_object(value), kept), *null)
        instead = sql.SQL("nullif({}, 'null')").format(value) if shape.missing == "json_null" else value
        return case((_is_object(value), kept), otherwise=instead)

    def _kept_members(self, shape: Inner, value: Sql) -> Sql:
        """The object without the keys that rows compose, with what is kept of the objects in it."""
        keys = [self._composed_key(key, member) for key, member in shape.members]
        keys = [key for key in keys if key is not None]
        parts: list[Sql] = [value]
        if keys:
            parts = [sql.SQL("({} - {})").format(value, listed("ARRAY[", keys, "]::text[]"))]
        for key, member in shape.members:
            if isinstance(member, Inner):
                kept = self._kept[member.path]
                build = "CASE WHEN {0} IS NULL THEN '{{}}' ELSE jsonb_build_object({1}, {0}) END"
                parts.append(sql.SQL(build).format(kept, sql.Literal(key)))
        return sql.SQL("\n    || ").join(parts)

    def _composed_key(self, key: str, member: Shape) -> Sql | None:
        """The key if rows compose its value, NULL if the residual has to; None where the residual always has to."""
        if isinstance(member, (Inner, KeyLeaf)):
            return sql.Literal(key)
        if isinstance(member, ContainerLeaf):
            return case((self._is_composed(member), sql.Literal(key)))
        found = [reading for reading, spelling in self._readings.at(member).items() if spelling == 0]
        tests = [self._holds(reading.variants, self._canonical[reading]) for reading in found]
        return case((sql.SQL(" OR ").join(tests), sql.Literal(key))) if tests else None

    def _is_composed(self, leaf: ContainerLeaf) -> Sql:
        value, rows = self._fragments[leaf.path], self._is_real(leaf)
        if leaf.missing == "absent":
            return rows
        nothing = {"json_null": "null", "empty": "{}" if leaf.kind == "map" else "[]"}[leaf.missing]
        test = sql.SQL("({} OR coalesce({} = {}::jsonb, false))").format(rows, value, sql.Literal(nothing))
        return test if leaf.variant is None else self._holds([leaf.variant], test)

    def _is_real(self, shape: Shape) -> Sql:
        """Whether rows alone make the position appear, where nothing below was kept. Never NULL."""
        if isinstance(shape, KeyLeaf):
            return sql.SQL("true")
        if isinstance(shape, (ColumnLeaf, Options)):
            return self._has_value(shape)
        if shape.otherwise is not None:
            taken = sql.SQL("{} IS NOT NULL").format(self._values[self._readings.of(shape.otherwise)])
            return sql.SQL("({} OR {})").format(taken, self._rows_ask_for(shape))
        return self._rows_ask_for(shape)

    def _rows_ask_for(self, shape: Inner | ContainerLeaf) -> Sql:
        if isinstance(shape, ContainerLeaf):
            return self._has_elements(shape)
        found = sql.SQL("coalesce({}, false)").format(_is_object(self._fragments[shape.path]))
        if shape.when is not None:
            return found
        members = [self._is_real(member) for _, member in shape.members if is_written(member)]
        return sql.SQL("({} AND {})").format(found, listed("(", members or [sql.SQL("false")], ")", " OR "))

    def _has_value(self, shape: ColumnLeaf | Options) -> Sql:
        fragment, tests = self._fragments[shape.path], []
        for reading, spelling in self._readings.at(shape).items():
            if spelling == 0:
                value = sql.SQL("{} IS NOT NULL").format(self._values[reading])
                tests.append(self._holds(reading.variants, value))
        value = tests[0] if len(tests) == 1 else listed("(", tests, ")", " OR ")
        return sql.SQL("({} AND {} IS NOT NULL)").format(value, fragment)

    def _outputs(self, residual: Sql) -> list[Sql]:
        outputs: list[Sql] = [sql.Identifier(name) for name in columns(self._node)]
        if self._node.variant_column:
            outputs.append(self._variant)
        for table in self._node.tables:
            outputs += [sql.Identifier(name) for name in self._names.own_values(table)]
            if table.when is not None:
                found = self._fragments[table.when]
                outputs.append(sql.SQL("coalesce({}, false)").format(_is_object(found)))
        return [*outputs, residual, self._marks(), *map(sql.Identifier, self._names.containers.values())]

    def _marks(self) -> Sql:
        marks = list(self._marks_of(self._node.shape, None))
        if self._node.kind == "root" and not marks:
            return sql.SQL("CASE WHEN {} IS NULL THEN ARRAY['$'] END").format(self._fragments[()])
        if not marks:
            return sql.SQL("NULL::text[]")
        return sql.SQL("nullif(array_remove({}, NULL), '{{}}')").format(listed("ARRAY[", marks, "]::text[]"))

    def _marks_of(self, shape: Shape, holder: Sql | None) -> list[Sql]:
        """A mark or NULL for each position that composing could write although the document has nothing there."""
        found: list[Sql] = []
        if not isinstance(shape, KeyLeaf):
            for paths, variants in self._may_be_marked(shape).items():
                tests: list[Sql] = [sql.SQL("{} IS NULL").format(self._fragments[path]) for path in paths]
                if holder is not None:
                    tests.append(_is_object(holder))
                found.append(case((self._holds(variants, *tests), sql.Literal(mark(shape.path)))))
        if isinstance(shape, Inner):
            for _, member in shape.members:
                found += self._marks_of(member, self._fragments[shape.path])
        return found

    def _may_be_marked(
        self, shape: Inner | ColumnLeaf | Options | ContainerLeaf
    ) -> dict[tuple[Path, ...], tuple[str, ...] | None]:
        """The places where nothing may be for the mark of a position, each time with the variants, None for all."""
        if not shape.path:
            return {(shape.path,): None} if self._node.kind == "root" else {}
        if isinstance(shape, ContainerLeaf):
            variants = None if shape.variant is None else (shape.variant,)
            return {(shape.path,): variants} if shape.missing != "absent" else {}
        if isinstance(shape, Inner):
            return {(shape.path,): None} if shape.missing != "absent" else {}
        found: dict[tuple[Path, ...], tuple[str, ...] | None] = {}
        for reading, spelling in self._readings.at(shape).items():
            if spelling == 0 and reading.column.missing == "json_null":
                paths, variants = reading.column.paths, reading.variants
                found[paths] = variants if variants is None else (*(found.get(paths) or ()), *variants)
        return found


def _is_object(value: Sql) -> Sql:
    return sql.SQL("jsonb_typeof({}) = 'object'").format(value)


def _unless(condition: Sql, value: Sql) -> Sql:
    return case((sql.SQL("NOT {}").format(condition), value))
