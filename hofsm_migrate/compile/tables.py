"""New tables, their indexes, and the guard that keeps them closed until the mapping is mirrored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile import codecs
from hofsm_migrate.compile.names import Names, names
from hofsm_migrate.compile.operation import Operation, operation
from hofsm_migrate.compile.readings import is_variant
from hofsm_migrate.lens.tree import otherwise_leaves
from hofsm_migrate.names import mint
from hofsm_migrate.spec import naming
from hofsm_migrate.spec.path import render
from hofsm_migrate.sql import comment, lines, text

if TYPE_CHECKING:
    from hofsm_migrate.lens.tree import ColumnLeaf, Node, Tree
    from hofsm_migrate.spec.mapping import Column, Table

Sql = sql.Composable
_REQUIRED, _NOTHING = sql.SQL("NOT NULL"), sql.SQL("")
"""What follows the type of a column."""


def table_operations(tree: Tree) -> list[Operation]:
    """Tables of all nodes with their indexes and write guards, parents first."""
    return [step for node in tree.nodes for table in node.tables for step in _table(tree, node, table)]


def stored_columns(node: Node, table: Table) -> list[str]:
    """The columns of a table that are written, without the legacy key: identity, position, values, residual."""
    columns = [column.name for column in node.identity]
    if table is node.spine and node.ordinal:
        columns.append(node.ordinal)
    if table is node.spine and node.variant_column:
        columns.append(node.variant_column)
    columns += [column.name for column in table.columns]
    return [*columns, naming.RESIDUAL, naming.ABSENT] if table is node.spine else columns


def _table(tree: Tree, node: Node, table: Table) -> list[Operation]:
    qualified_name, place = Names(tree).table(table), tree.mapping.place(table.position, table.name)
    definitions = [*_definitions(tree, node, table), _primary_key(tree, node, table)]
    purpose = f"{place}: {table_purpose(node, table)}"
    parts = {
        "purpose": comment_words(purpose),
        "table": qualified_name,
        "key": names(list(tree.source.key)),
        "legacy": Names(tree).legacy,
        "columns": lines([sql.SQL("ADD {}").format(definition) for definition in definitions]),
        "comment": purpose,
        "comments": sql.SQL("\n").join(column_comments(tree, node, table)),
    }
    steps = [operation("new_table", f"table {table.name}", place, parts)]
    steps += [_index(tree, table, column) for column in table.columns if column.index]
    guard = {"trigger": mint("closed", table.name), "table": qualified_name}
    return [*steps, operation("write_guard", f"write guard of {table.name}", place, guard)]


def table_purpose(node: Node, table: Table) -> str:
    """What the rows of a table are."""
    variant = table.variant if table.container_variant is None else table.container_variant
    where = "" if variant is None else f", in variant {variant} only"
    return f"{table.role}, one row per {_row_of(node)}{where}"


def comment_words(words: str) -> sql.SQL:
    """Words for the rest of a comment line."""
    return sql.SQL(comment(words).as_string(None)[3:])  # pyright: ignore[reportArgumentType] - cannot end the line


def _row_of(node: Node) -> str:
    if node.kind == "root":
        return "document"
    return f"{'entry' if node.kind == 'map' else 'element'} of {render(node.container) or 'the element above'}"


def _definitions(tree: Tree, node: Node, table: Table) -> list[Sql]:
    found = [_column(*one) for one in _columns(node, table)]
    found += [check for column in table.columns for check in _checks(table, column)]
    found += [_otherwise_check(leaf) for leaf in otherwise_leaves(node.shape) if leaf.table.name == table.name]
    return found + (_variant_checks(node) if table is node.spine and node.variants else [])


def column_types(node: Node, table: Table) -> dict[str, str]:
    """Types of the columns of a table by their names, without those of the legacy key."""
    return {name: text(type_) for name, type_, _ in _columns(node, table)}


def required_columns(tree: Tree, node: Node, table: Table) -> list[str]:
    """The columns of a table that are NOT NULL."""
    return [*tree.source.key, *(name for name, _, rest in _columns(node, table) if rest is _REQUIRED)]


def _columns(node: Node, table: Table) -> list[tuple[str, Sql, Sql]]:
    """Name, type, and what follows the type."""
    found: list[tuple[str, Sql, Sql]] = [
        (column.name, codecs.type_name(column.type), _REQUIRED) for column in node.identity
    ]
    spine = table is node.spine
    if spine and node.ordinal:
        found.append((node.ordinal, sql.SQL("integer"), _REQUIRED))
    if spine and node.recursive:
        found += [
            (name, codecs.type_name(type_), sql.SQL("GENERATED ALWAYS AS ({}) STORED").format(expression))
            for name, type_, expression in generated_columns(node, sql.Identifier(node.own.name))
        ]
    if spine and node.variant_column:
        found.append((node.variant_column, sql.SQL("text"), _NOTHING))
    found += [(column.name, codecs.sql_type(column), _NOTHING) for column in table.columns]
    if spine:
        found += [(naming.RESIDUAL, sql.SQL("jsonb"), _NOTHING), (naming.ABSENT, sql.SQL("text[]"), _NOTHING)]
    return found


def _column(name: str, type_: Sql, rest: Sql) -> Sql:
    parts = [sql.Identifier(name), type_, *([] if rest is _NOTHING else [rest])]
    return sql.SQL("COLUMN {}").format(sql.SQL(" ").join(parts))


def generated_columns(node: Node, path: Sql) -> list[tuple[str, str, Sql]]:
    """Name, type and expression of what tells the parent's path and the row's own key of a row at `path`.

    With them a recursion can be read as an adjacency list.
    """
    parent = sql.SQL("CASE WHEN cardinality({0}) > 1 THEN {0}[:cardinality({0}) - 1] END").format(path)
    found: list[tuple[str, str, Sql]] = [(naming.parent_column(node.name), node.own.type, parent)]
    name = _own_key_name(node)
    if name is not None:
        own = sql.SQL("{0}[cardinality({0})]").format(path)
        found.append((name, node.own.type.removesuffix("[]"), own))
    return found


def _own_key_name(node: Node) -> str | None:
    """The generated column with the own key of a recursive row; None where the row is identified by position."""
    if node.natural_key:
        return node.natural_key.column
    return (node.spine.key_column or naming.map_key_column(node.name)) if node.kind == "map" else None


def _checks(table: Table, column: Column) -> list[Sql]:
    """What `extract` accepts is what the table accepts, so a constraint never refuses a legacy write."""
    value = sql.Identifier(column.name)
    tests = codecs.limits(column, value)
    if column.type == "enum":
        tests = [sql.SQL("{} = ANY ({})").format(value, sql.Literal(list(column.values))), *tests]
    if not tests:
        return []
    name = sql.Identifier(mint(table.name, column.name, "check"))
    test = sql.SQL(" AND ").join([_parenthesised(test) for test in tests])
    if column.check is not None:  # it may be false of NULL, which is what a refused value becomes
        test = sql.SQL("{} IS NULL OR {}").format(value, test)
    return [sql.SQL("CONSTRAINT {} CHECK ({})").format(name, test)]


def _otherwise_check(leaf: ColumnLeaf) -> Sql:
    """A column with `otherwise` holds nothing of the kind that it is no place for; what lies below is not looked at."""
    name = sql.Identifier(mint(leaf.table.name, leaf.column.name, "check"))
    test = codecs.is_other(leaf.otherwise or "object", sql.Identifier(leaf.column.name))
    return sql.SQL("CONSTRAINT {} CHECK ({})").format(name, test)


def _variant_checks(node: Node) -> list[Sql]:
    """What the decompose functions keep to, so it never refuses a legacy write: columns are NULL in other variants."""
    if node.variants is None:
        return []
    named = sql.Identifier(node.variants.column)
    tests: list[tuple[str, Sql]] = []
    if node.variants.present:
        known = sql.SQL("{} = ANY ({})").format(named, sql.Literal(list(node.variants.names)))
        tests.append((mint(node.name, "variant", "known"), known))
    for variant in node.variants.names:
        own = [sql.Identifier(column.name) for column in node.spine.columns if column.variant == variant]
        if own:
            nothing = sql.SQL(" AND ").join([sql.SQL("{} IS NULL").format(column) for column in own])
            fits = sql.SQL("{} OR {}").format(is_variant(named, [variant]), nothing)
            tests.append((mint(node.name, "variant", variant, "fits"), fits))
    return [sql.SQL("CONSTRAINT {} CHECK ({})").format(sql.Identifier(name), test) for name, test in tests]


def _parenthesised(test: Sql) -> Sql:
    return sql.SQL("({})").format(test)


def _primary_key(tree: Tree, node: Node, table: Table) -> Sql:
    columns = [*tree.source.key, *(column.name for column in node.identity)]
    return sql.SQL("CONSTRAINT {} PRIMARY KEY ({})").format(
        sql.Identifier(naming.primary_key_name(table.name)), names(columns)
    )


def column_comments(tree: Tree, node: Node, table: Table) -> list[Sql]:
    """Statements that lead from the columns of a table, or of a view in its place, back to the spec."""
    name = Names(tree).table(table)
    return [
        sql.SQL("COMMENT ON COLUMN {} IS {};").format(sql.Identifier(*name, column), sql.Literal(words))
        for column, words in described_columns(tree, node, table)
    ]


def described_columns(tree: Tree, node: Node, table: Table) -> list[tuple[str, str]]:
    """Names and comments of the columns that have one."""
    described = [(column.name, f"{_place(tree, table, column)}: {_describe(column)}") for column in table.columns]
    if table is node.spine:
        described += _described_variant(tree, node)
        described.append(
            (naming.RESIDUAL, "what the columns of this node cannot represent; NULL where they represent all of it")
        )
        described.append((naming.ABSENT, "paths that are absent in the document although composing would write them"))
    return described


def _described_variant(tree: Tree, node: Node) -> list[tuple[str, str]]:
    if node.variants is None or node.variant_column is None:
        return []
    place = tree.mapping.place(node.variants.position, node.name)
    return [(node.variant_column, f"{place}: the variant, the first of which all keys are present; NULL for none")]


def _place(tree: Tree, table: Table, column: Column) -> str:
    return tree.mapping.place(column.position, f"{table.name}.{column.name}")


def _describe(column: Column) -> str:
    paths = " or ".join(render(path) or "the element itself" for path in column.paths)
    reference = column.references
    target = f", refers to {reference.schema}.{reference.table}.{reference.column}" if reference else ""
    if column.otherwise:
        return f"{paths} as {column.type} where it is of another kind than other columns and tables need there"
    variant = "" if column.variant is None else f", in variant {column.variant} only"
    return f"{paths} as {column.type}, wire {' or '.join(column.wires)}{target}{variant}"


def _index(tree: Tree, table: Table, column: Column) -> Operation:
    name = naming.index_name(table.name, column.name)
    method, opclass = ("gin", " jsonb_path_ops") if column.type == "jsonb" else ("btree", "")
    parts = {
        "index": name,
        "qualified": (tree.mapping.schema, name),
        "table": Names(tree).table(table),
        "method": sql.SQL(method),
        "column": sql.Identifier(column.name) + sql.SQL(opclass),
    }
    return operation("index", f"index on {table.name}.{column.name}", _place(tree, table, column), parts)
