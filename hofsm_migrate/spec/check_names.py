"""Whether the server would take every name, and whether each is used once: relations, columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.names import MAX_BYTES
from hofsm_migrate.spec import naming

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.spec.findings import Findings, Loc
    from hofsm_migrate.spec.mapping import Mapping, Step, Table

SYSTEM_COLUMNS = ("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid")
MAX_MAPPING_BYTES = 40
_CONTROL_SCHEMA = "hofsm"


def check_names(mapping: Mapping, nodes: dict[tuple[Step, ...], list[Table]], findings: Findings) -> None:
    """Add every name that is impossible or used twice to `findings`."""
    _check_mapping_name(mapping.name, findings)
    _check_source(mapping, findings)
    _check_schema(mapping.schema, findings)
    _check_relations(mapping, findings)
    for table in mapping.tables:
        _check_columns(table, mapping, nodes, findings)


def _check_mapping_name(name: str, findings: Findings) -> None:
    loc: Loc = ("mapping",)
    hint = "use a short name of letters, digits and _: it becomes a directory and part of generated names"
    if len(name.encode()) > MAX_MAPPING_BYTES:
        findings.add(loc, f"mapping name is longer than {MAX_MAPPING_BYTES} bytes: got {name!r}", hint)
    elif (
        not name.isprintable()
        or not name.strip()
        or name != name.strip()
        or name.startswith(".")
        or set(name) & set('/\\:"')
    ):
        findings.add(loc, f"mapping name cannot be a directory: got {name!r}", hint)


def _check_source(mapping: Mapping, findings: Findings) -> None:
    source = mapping.source
    names: list[tuple[str, Loc, str]] = [
        (key, ("source", "key", index), "key column") for index, key in enumerate(source.key)
    ]
    names.append((source.payload, ("source", "payload"), "payload column"))
    names += [(source.tenant, ("source", "tenant"), "tenant column")] if source.tenant is not None else []
    for name, loc, what in names:
        _check_name(name, loc, what, findings)
    _check_keys(source.key, findings)
    if source.tenant is not None and source.tenant not in source.key:
        findings.add(
            ("source", "tenant"),
            f"tenant column is not part of the key: got {source.tenant!r}",
            "list it in `source.key` as well: every key, join and filter is made of these columns",
        )
    if source.payload in (*source.key, source.tenant):
        findings.add(
            ("source", "payload"),
            f"payload column is a key: got {source.payload!r}",
            "name the column that holds the documents",
        )
    for name in (source.schema, source.table):
        if name:
            _check_name(name, ("source", "table"), "legacy table", findings)


def _check_keys(key: tuple[str, ...], findings: Findings) -> None:
    if not key:
        findings.add(
            ("source", "key"),
            "list of key columns is empty",
            "list the columns of the legacy table's primary key, in order",
        )
    for index, name in enumerate(key):
        if name in key[:index]:
            findings.add(("source", "key", index), f"key column is given twice: got {name!r}", "keep one of them")


def _check_schema(name: str, findings: Findings) -> None:
    loc: Loc = ("schema",)
    _check_name(name, loc, "schema", findings)
    if name.startswith("pg_") or name == "information_schema":
        findings.add(
            loc, f"schema belongs to PostgreSQL: got {name!r}", "take another name for the schema of the new tables"
        )
    if name == _CONTROL_SCHEMA:
        findings.add(
            loc,
            f"schema belongs to the control tables: got {name!r}",
            "take another name for the schema of the new tables",
        )


def _check_relations(mapping: Mapping, findings: Findings) -> None:
    """Tables and indexes share one name space per schema."""
    taken: dict[str, str] = {}
    if mapping.schema == mapping.source.schema:
        taken[mapping.source.table] = "the legacy table"
    taken[naming.composed_view(mapping.name)] = "the view of the composed documents"
    for table in mapping.tables:
        loc: Loc = ("tables", table.name)
        _check_name(table.name, loc, "table name", findings)
        if table.name in taken:
            findings.add_key(
                loc,
                f"table name is taken by {taken[table.name]}: got {table.name!r}",
                "rename the table, or take another `schema`",
            )
        taken.setdefault(table.name, f"table {table.name}")
    for name, words, loc in _indexes(mapping):
        if name in taken:
            findings.add_key(
                loc, f"name of {words} is taken by {taken[name]}: got {name!r}", "rename the table or the column"
            )
        taken.setdefault(name, words)


def _indexes(mapping: Mapping) -> Iterator[tuple[str, str, Loc]]:
    for table in mapping.tables:
        yield naming.primary_key_name(table.name), f"the primary key of {table.name}", ("tables", table.name)
        for column in table.columns:
            if column.index:
                loc: Loc = ("tables", table.name, "columns", column.name)
                yield naming.index_name(table.name, column.name), f"the index of {table.name}.{column.name}", loc


def _check_columns(
    table: Table, mapping: Mapping, nodes: dict[tuple[Step, ...], list[Table]], findings: Findings
) -> None:
    taken: dict[str, str] = {}
    for name, words, loc in generated_columns(table, mapping, nodes):
        if loc is not None:
            _check_name(name, loc, "column name", findings)
        if name in taken:
            hint = "rename the table, or name the column with `key_column` or `identity: {column: ...}`"
            findings.add(loc or ("tables", table.name), f"{words} has the name of {taken[name]}: got {name!r}", hint)
        taken.setdefault(name, words)
    for column in table.columns:
        loc = ("tables", table.name, "columns", column.name)
        _check_name(column.name, loc, "column name", findings)
        if column.name in taken:
            hint = f"rename the column and give its place with `path`: every row also has {taken[column.name]}"
            findings.add_key(loc, f"column name is taken by {taken[column.name]}: got {column.name!r}", hint)


def generated_columns(
    table: Table, mapping: Mapping, nodes: dict[tuple[Step, ...], list[Table]]
) -> Iterator[tuple[str, str, Loc | None]]:
    """Name, meaning, and place (where the file gives the name) of each column that `table` has besides its own."""
    for name in dict.fromkeys(mapping.source.key):
        yield name, "the legacy key", None
    for length in range(1, len(table.at) + 1):
        if table.at[:length] in nodes:
            yield from _identity_columns(nodes[table.at[:length]][0])
    if nodes[table.at][0] is table:
        yield naming.RESIDUAL, "the residual", None
        yield naming.ABSENT, "the absent paths of the residual", None
    if table.variants is not None and table.variants.present:
        yield table.variants.column, f"the variant of {table.name}", None


def _identity_columns(spine: Table) -> Iterator[tuple[str, str, Loc | None]]:
    if spine.at[-1].kind == "array":
        yield naming.ordinal_column(spine.name), f"the position of {spine.name}", None
    if spine.identity is not None:
        yield spine.identity.column, f"the identity of {spine.name}", ("tables", spine.name, "identity", "column")
    if spine.key_column is not None:
        yield spine.key_column, f"the map key of {spine.name}", ("tables", spine.name, "key_column")
    if spine.recurse is not None:
        yield naming.path_column(spine.name), f"the tree place of {spine.name}", None
        yield naming.parent_column(spine.name), f"the parent of {spine.name}", None


def _check_name(name: str, loc: Loc, what: str, findings: Findings) -> None:
    """Refuse what the server would refuse or cut; reserved words are fine, since every name is quoted."""
    size = len(name.encode())
    problem = None
    if not name:
        problem = f"{what} is empty", "give a name"
    elif size > MAX_BYTES:
        problem = (
            f"{what} is longer than {MAX_BYTES} bytes: got {name!r} of {size} bytes",
            "shorten it; PostgreSQL would cut it silently",
        )
    elif "column" in what and name in SYSTEM_COLUMNS:
        problem = (
            f"{what} is a system column of PostgreSQL: got {name!r}",
            "take another name; a column's place is given with `path`",
        )
    if problem:
        findings.add_key(loc, *problem)
