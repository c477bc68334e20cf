"""How the parts of a mapping fit together: nodes and the keywords that belong to them, paths, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.spec.check_etag import check_etags
from hofsm_migrate.spec.check_names import check_names
from hofsm_migrate.spec.check_paths import check_paths
from hofsm_migrate.spec.path import render_at

if TYPE_CHECKING:
    from hofsm_migrate.spec.build import Built
    from hofsm_migrate.spec.findings import Findings
    from hofsm_migrate.spec.mapping import Step, Table
    from hofsm_migrate.spec.model import TableModel, VariantTableModel

Nodes = dict[tuple["Step", ...], list["Table"]]

MAX_PARTS = 90
"""Tables and collections of one node: each is an argument of its compose function, which has 100 at most."""
MAX_WIDTH = 1_500
"""Columns of the widest query that decomposes a node: places, values, tests; PostgreSQL has 1,664, some are ours."""
_OF_THE_NODE = ("identity", "key_column", "recurse", "objects")


def check(built: Built, findings: Findings) -> None:
    """Add every problem between the parts of a mapping to `findings`.

    Where not all tables of the file are in it, nothing is said about missing ones.
    """
    mapping = built.mapping
    nodes: Nodes = {}
    for table in mapping.tables:
        nodes.setdefault(table.at, []).append(table)
    if built.complete:
        _check_parents(nodes, findings)
    for tables in nodes.values():
        for table in tables:
            _check_table(table, tables[0], built, findings)
        _check_collection_of_variant(tables, findings)
    for at, tables in nodes.items():
        children = [tables[0] for child, tables in nodes.items() if child and child[:-1] == at]
        check_paths(tables, children, findings)
        _check_size(tables, children, findings)
        check_etags(tables, findings)
    check_names(mapping, nodes, findings)


def _check_size(tables: list[Table], children: list[Table], findings: Findings) -> None:
    count = len(tables) + len(children) + (tables[0].recurse is not None)
    if count > MAX_PARTS:
        findings.add(
            ("tables", tables[0].name),
            f"node of table {tables[0].name} has {count} tables and collections, at most {MAX_PARTS} are possible",
            "leave rare collections in the residual, or map the object that holds them as jsonb",
        )
    width = _width(tables)
    if width > MAX_WIDTH:
        findings.add(
            ("tables", tables[0].name),
            f"node of table {tables[0].name} has more columns than a query can hold: {width} of {MAX_WIDTH}"
            " for its paths, values and tests",
            "map objects that are rarely asked for as one jsonb column each, or leave rare keys in the residual",
        )


def _width(tables: list[Table]) -> int:
    """What the columns of a node add to one row: each place on the way, and each value with what is found out of it.

    Columns of variants that are read in the same way count once.
    """
    paths = {path for table in tables for column in table.columns for path in column.paths}
    objects = {path[:length] for path in paths for length in range(1, len(path))}
    variants = tables[0].variants
    asked = {path for one in variants.present for path in one.paths} if variants else set()
    width = len(paths | asked) + 3 * len(objects)
    shared: set[object] = set()
    for table in tables:
        for column in table.columns:
            guarded = table.variant is not None or column.variant is not None
            check = None if column.check is None else column.check.root
            way = (column.paths, column.type, column.wires, column.values, column.missing, column.index, check)
            if guarded and way in shared:
                continue
            shared.add(way)
            width += 1 + (not guarded) + (column.check is not None or column.index or column.wires[0] == "string")
    return width


def _check_parents(nodes: Nodes, findings: Findings) -> None:
    if () not in nodes:
        findings.add_key(
            ("tables",),
            "there is no root table",
            "add a table with `at: $`; it has one row per document and may have no columns",
        )
    for at, tables in nodes.items():
        if len(at) > 1 and at[:-1] not in nodes:
            parent = render_at(at[:-1])
            hint = f"add a table with `at: {parent}`; it may have no columns"
            findings.add(("tables", tables[0].name, "at"), f"the node above has no table: {parent}", hint)


def _check_collection_of_variant(tables: list[Table], findings: Findings) -> None:
    """All tables of a collection belong to one variant, or none does."""
    spine = tables[0]
    for table in tables[1:]:
        if table.variant is None and table.container_variant != spine.container_variant:
            findings.add(
                ("tables", table.name, "at"),
                f"tables at {render_at(table.at)} belong to different variants, or to none",
                f"give all of them under the variant of {spine.name}, or outside of variants",
            )


def _check_table(table: Table, spine: Table, built: Built, findings: Findings) -> None:
    model = built.tables[table.name]
    if table is spine:
        _check_spine(table, model, findings)
    else:
        _check_split(table, spine, model, findings)
    _check_missing(table, spine, model, findings)
    _check_columns(table, built, findings)


def _check_spine(table: Table, model: TableModel | VariantTableModel, findings: Findings) -> None:
    kind = table.at[-1].kind if table.at else "root"
    for keyword, kinds, what in (
        ("identity", ("array",), "elements of an array (at ends in [*])"),
        ("key_column", ("map",), "entries of an object (at ends in .*)"),
        ("recurse", ("array", "map"), "elements of an array or entries of an object"),
    ):
        if keyword in model.model_fields_set and kind not in kinds:
            findings.add_key(
                ("tables", table.name, keyword),
                f"`{keyword}` is given for {_node_words(table)}",
                f"`{keyword}` is for {what}; leave it out here",
            )
    if table.recurse == ():
        findings.add(
            ("tables", table.name, "recurse"),
            "recurse names the element itself",
            "give the path from an element to its children, for example `recurse: components`",
        )
    if table.when is not None:
        hint = (
            f"put a table without `when` before it, with the same `at: {render_at(table.at)}`; it may have no columns"
        )
        findings.add_key(("tables", table.name, "when"), "the first table of a node has a `when`", hint)


def _check_split(table: Table, spine: Table, model: TableModel | VariantTableModel, findings: Findings) -> None:
    for keyword in _OF_THE_NODE:
        if keyword in model.model_fields_set:
            hint = f"move it to {spine.name}, the first table at {render_at(table.at)}"
            findings.add_key(
                ("tables", table.name, keyword),
                f"`{keyword}` is given on a table that is not the first of its node",
                hint,
            )
    if table.when == ():
        findings.add(
            ("tables", table.name, "when", "path"),
            "when names the element itself",
            "give the path of an object in the element, or leave `when` out",
        )


def _check_missing(table: Table, spine: Table, model: TableModel | VariantTableModel, findings: Findings) -> None:
    if "missing" not in model.model_fields_set:
        return
    loc = ("tables", table.name, "missing")
    if table.when is not None:
        if model.missing == "empty":
            findings.add(
                loc,
                "missing: empty is given for a table with `when`",
                "use absent or json_null; an empty object has a row, with NULL columns",
            )
    elif table is not spine:
        hint = f"move it to {spine.name}, the first table at {render_at(table.at)}"
        findings.add_key(loc, "`missing` is given on a table that is not the first of its node", hint)
    elif not table.at:
        findings.add_key(
            loc,
            f"`missing` is given for {_node_words(table)}",
            "`missing` is for columns, collections, tables with `when`, and `objects`",
        )


def _check_columns(table: Table, built: Built, findings: Findings) -> None:
    for column in table.columns:
        given = built.columns[table.name, column.name]
        if column.otherwise:
            continue
        if column.paths[:1] == ((),) and "missing" in given.model_fields_set and given.missing == "absent":
            loc = ("tables", table.name, "columns", column.name, "missing")
            findings.add(
                loc,
                "missing: absent is given for the element itself",
                "use json_null, or leave `missing` out; an element cannot be absent",
            )


def _node_words(table: Table) -> str:
    if not table.at:
        return "the root"
    return "an array" if table.at[-1].kind == "array" else "a map"
