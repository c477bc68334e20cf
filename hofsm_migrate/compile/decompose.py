"""One query per node: the elements of a container as column values, residual and absent marks.

The layers follow the law: dig the fragments out, parse them, accept or refuse the values, decide what is canonical, and
keep the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile import codecs
from hofsm_migrate.compile.elements import Working, columns, elements_of, if_regular
from hofsm_migrate.compile.layers import Layers, unique
from hofsm_migrate.lens.tree import (
    ColumnLeaf,
    ContainerLeaf,
    Inner,
    KeyLeaf,
    Node,
    Shape,
    Tree,
    container_leaves,
    inner_positions,
)
from hofsm_migrate.spec import naming
from hofsm_migrate.sql import case, listed

if TYPE_CHECKING:
    from hofsm_migrate.spec.mapping import Column, Path, Table

Sql = sql.Composable


class Outputs:
    """The columns of a node's decompose function: names and types, in order.

    Two tables of one node may have columns of one name, so a column is called by its own name where that is unique
    among them, and by table and column otherwise.
    """

    def __init__(self, tree: Tree, node: Node) -> None:
        identity = (column.name for column in node.identity)
        self._taken = {*tree.source.key, *identity, *columns(node), naming.RESIDUAL, naming.ABSENT}
        self.working = Working(self.fresh("element"), self.fresh("children"), self.fresh("below"))
        self.values: dict[tuple[str, str], str] = {}
        self.exists: dict[str, str] = {}
        names = [column.name for table in node.tables for column in table.columns]
        for table in node.tables:
            for column in table.columns:
                base = column.name if names.count(column.name) == 1 else f"{table.name}.{column.name}"
                self.values[table.name, column.name] = self.fresh(base)
            if table.when is not None:
                self.exists[table.name] = self.fresh(f"{table.name}.exists")
        self.containers = {child.name: self.fresh(f"container of {child.name}") for child in node.children}

    def fresh(self, base: str) -> str:
        """A name that nothing else here has; cut names keep apart by their hash."""
        return unique(naming.mint(base), self._taken)


def decompose_query(tree: Tree, node: Node) -> Sql:
    """The elements in the regular container `$1` as rows, for the root the document `$1` as one row.

    Columns: those of `columns(node)`, the values and `exists` flags of `Outputs`, residual, absent marks, and for each
    child node its container if that is regular: the child's own function takes it from there.
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
        self._values: dict[tuple[str, str], Sql] = {}
        self._canonical: dict[tuple[str, str], Sql] = {}
        self._containers: dict[str, Sql] = {}
        self._kept: dict[Path, Sql] = {}

    def query(self) -> Sql:
        self._dig()
        self._parse()
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
        parsed: list[tuple[Table, Column, Sql]] = []
        for table, column in self._columns():
            value = codecs.parse(column, self._first_present(column))
            name = self._names.values[table.name, column.name]
            if codecs.limits(column, value):
                name = self._names.fresh(f"parsed {name}")
            parsed.append((table, column, self._layers.add(layer, name, value)))
        for table, column, value in parsed:
            place = (table.name, column.name)
            if codecs.limits(column, value):
                accepted = codecs.accept(column, value)
                self._values[place] = self._layers.add(layer + 1, self._names.values[place], accepted)
            else:
                self._values[place] = value

    def _judge(self) -> None:
        """Which columns compose their fragment to the letter, and which containers yield rows."""
        layer = self._layers.top
        for table, column in self._columns():
            name = self._names.fresh(f"canonical {column.name}")
            test = self._is_canonical(column, self._values[table.name, column.name])
            self._canonical[table.name, column.name] = self._layers.add(layer, name, test)
        for leaf in container_leaves(self._node.shape):
            if leaf.child == self._node.name:
                self._containers[leaf.child] = sql.Identifier(self._names.working.children)
            else:
                self._containers[leaf.child] = self._layers.add(
                    layer, self._names.containers[leaf.child], self._regular(leaf)
                )

    def _columns(self) -> list[tuple[Table, Column]]:
        return [(table, column) for table in self._node.tables for column in table.columns]

    def _first_present(self, column: Column) -> Sql:
        return codecs.first_not_null([self._fragments[path] for path in column.paths])

    def _is_canonical(self, column: Column, value: Sql) -> Sql:
        test = codecs.conforms(column, self._fragments[column.paths[0]], value)
        others = [sql.SQL("{} IS NULL").format(self._fragments[path]) for path in column.paths[1:]]
        return sql.SQL(" AND ").join([test, *others])

    def _regular(self, leaf: ContainerLeaf) -> Sql:
        """The container if it yields rows, else NULL."""
        return if_regular(self._tree.by_name[leaf.child], self._fragments[leaf.path], None)

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
            return _unless(self._canonical[shape.table.name, shape.column.name], value)
        if isinstance(shape, ContainerLeaf):
            return _unless(self._is_composed(shape), value)
        raise TypeError(f"an element cannot be its own key: {shape!r}")

    def _members(self, shape: Inner) -> Sql:
        value = self._fragments[shape.path]
        return case((_is_object(value), self._kept_members(shape, value)))

    def _without_empty(self, shape: Inner, members: Sql) -> Sql:
        """`{}` is kept only where nothing else says that the object is there."""
        if shape.missing == "empty":
            return sql.SQL("nullif({}, '{{}}')").format(members)
        speaks = sql.SQL("{} <> '{{}}' OR NOT {}").format(members, self._is_real(shape))
        return case((speaks, members))

    def _or_instead(self, shape: Inner, kept: Sql) -> Sql:
        """What is kept of an object, or whatever stands in its place."""
        value = self._fragments[shape.path]
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
            test = self._is_composed(member)
        elif member.spelling == 0:
            test = self._canonical[member.table.name, member.column.name]
        else:
            return None
        return case((test, sql.Literal(key)))

    def _is_composed(self, leaf: ContainerLeaf) -> Sql:
        value, rows = self._fragments[leaf.path], self._has_elements(leaf)
        if leaf.missing == "absent":
            return rows
        nothing = {"json_null": "null", "empty": "{}" if leaf.kind == "map" else "[]"}[leaf.missing]
        return sql.SQL("({} OR coalesce({} = {}::jsonb, false))").format(rows, value, sql.Literal(nothing))

    def _is_real(self, shape: Shape) -> Sql:
        """Whether rows alone make the position appear, where nothing below was kept. Never NULL."""
        if isinstance(shape, KeyLeaf):
            return sql.SQL("true")
        if isinstance(shape, ContainerLeaf):
            return self._has_elements(shape)
        if isinstance(shape, ColumnLeaf):
            value, fragment = self._values[shape.table.name, shape.column.name], self._fragments[shape.path]
            return sql.SQL("({} IS NOT NULL AND {} IS NOT NULL)").format(value, fragment)
        found = sql.SQL("coalesce({}, false)").format(_is_object(self._fragments[shape.path]))
        if shape.when is not None:
            return found
        members = [self._is_real(member) for _, member in shape.members if getattr(member, "spelling", 0) == 0]
        return sql.SQL("({} AND {})").format(found, listed("(", members or [sql.SQL("false")], ")", " OR "))

    def _outputs(self, residual: Sql) -> list[Sql]:
        outputs: list[Sql] = [sql.Identifier(name) for name in columns(self._node)]
        for table in self._node.tables:
            outputs += [sql.Identifier(self._names.values[table.name, column.name]) for column in table.columns]
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
        if not isinstance(shape, KeyLeaf) and self._may_be_marked(shape):
            paths = shape.column.paths if isinstance(shape, ColumnLeaf) else (shape.path,)
            tests: list[Sql] = [sql.SQL("{} IS NULL").format(self._fragments[path]) for path in paths]
            if holder is not None:
                tests.append(_is_object(holder))
            found.append(case((sql.SQL(" AND ").join(tests), sql.Literal(shape.mark))))
        if isinstance(shape, Inner):
            for _, member in shape.members:
                found += self._marks_of(member, self._fragments[shape.path])
        return found

    def _may_be_marked(self, shape: Inner | ColumnLeaf | ContainerLeaf) -> bool:
        if not shape.path:
            return self._node.kind == "root"
        if isinstance(shape, ColumnLeaf):
            return shape.spelling == 0 and shape.column.missing == "json_null"
        return shape.missing != "absent"


def _is_object(value: Sql) -> Sql:
    return sql.SQL("jsonb_typeof({}) = 'object'").format(value)


def _unless(condition: Sql, value: Sql) -> Sql:
    return case((sql.SQL("NOT {}").format(condition), value))
