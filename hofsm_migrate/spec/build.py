"""From the model of a file to frozen values: paths, types, wire forms, checks and references of each part for itself.

A part that cannot be read becomes a problem and is left out or gets a stand-in; `check` then looks at how
the parts fit together.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from hofsm_migrate.spec import naming
from hofsm_migrate.spec.expression import Expression, ExpressionError
from hofsm_migrate.spec.expression import parse as parse_check
from hofsm_migrate.spec.mapping import Column, Mapping, NaturalKey, ObjectRule, Path, Reference, Source, Table
from hofsm_migrate.spec.path import PathError, parse, parse_at
from hofsm_migrate.spec.shape import did_you_mean
from hofsm_migrate.spec.types import ALIASES, NATURAL_KEY_TYPES, WIRES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hofsm_migrate.spec.findings import Findings, Loc
    from hofsm_migrate.spec.mapping import Step
    from hofsm_migrate.spec.model import ColumnModel, MappingModel, TableModel
    from hofsm_migrate.spec.shape import Shaped

MAX_KEYS = 100
"""Keys in one path; a document nests no deeper where anyone maps it by hand."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_T = TypeVar("_T")


def build(shaped: Shaped, findings: Findings, digest: str) -> tuple[Mapping, bool]:
    """The mapping, and whether every table of the file is in it."""
    model = shaped.model
    tables = [_table(name, table, shaped, findings) for name, table in model.tables.items()]
    found = _key_columns([table for table in tables if table is not None])
    mapping = Mapping(
        name=model.mapping,
        source=_source(model, findings),
        schema=model.schema_,
        tables=found,
        file=findings.file,
        digest=digest,
        on_mismatch=model.on_mismatch,
    )
    return mapping, shaped.complete and len(found) == len(tables)


def _source(model: MappingModel, findings: Findings) -> Source:
    source = model.source
    schema, table = _qualified(source.table, 2, ("source", "table"), "schema.table", findings)
    return Source(schema, table, tuple(source.key), source.payload.column, source.payload.type, source.tenant)


def _qualified(text: str, parts: int, loc: Loc, form: str, findings: Findings) -> tuple[str, ...]:
    """The parts of a qualified name; stand-ins where it does not have that many."""
    names = _path(text, loc, findings)
    if names is not None and len(names) == parts and all(names):
        return names
    if names is not None:
        short = len(names) == parts - 1
        example = ".".join(("public", "items", "id")[:parts])
        hint = f"write it with its schema: public.{text}" if short else f"name every part, as in {example}"
        findings.add(loc, f"name is not of the form {form}: got {text!r}", hint)
    return ("",) * parts


def _table(name: str, model: TableModel, shaped: Shaped, findings: Findings) -> Table | None:
    loc: Loc = ("tables", name)
    at = _at(model.at, (*loc, "at"), findings)
    if at is None:
        return None
    identity = _identity(name, model, findings)
    columns = [_column(name, column, value, shaped, findings) for column, value in model.columns.items()]
    return Table(
        name=name,
        role=model.role,
        at=at,
        columns=tuple(columns),
        position=findings.place(loc).key,
        identity=identity,
        key_column=model.key_column,
        recurse=_path(model.recurse, (*loc, "recurse"), findings),
        when=_path(model.when.path, (*loc, "when", "path"), findings) if model.when else None,
        missing=model.missing,
        objects=_objects(name, model, findings),
    )


def _key_columns(tables: list[Table]) -> tuple[Table, ...]:
    """The tables with the default key column on the first table of each map."""
    spines = {table.at: table.name for table in reversed(tables)}
    return tuple(
        replace(table, key_column=naming.map_key_column(table.name))
        if table.key_column is None and table.at and table.at[-1].kind == "map" and spines[table.at] == table.name
        else table
        for table in tables
    )


def _identity(name: str, model: TableModel, findings: Findings) -> NaturalKey | None:
    if model.identity is None:
        return None
    loc: Loc = ("tables", name, "identity")
    path = _path(model.identity.path, (*loc, "path"), findings)
    if path == ():
        findings.add(
            (*loc, "path"),
            "identity is the element itself",
            'leave identity out and map the element with a column of path ""',
        )
    if not path:
        return None
    kind = _known(
        ALIASES.get(model.identity.type, model.identity.type),
        NATURAL_KEY_TYPES,
        (*loc, "type"),
        "type of a natural key",
        findings,
    )
    column = model.identity.column if model.identity.column is not None else naming.natural_key_column(name, path)
    return NaturalKey(path, kind or NATURAL_KEY_TYPES[0], column, findings.place(loc).key)


def _objects(name: str, model: TableModel, findings: Findings) -> tuple[ObjectRule, ...]:
    rules = []
    for text, rule in model.objects.items():
        loc: Loc = ("tables", name, "objects", text)
        path = _attempt(lambda text=text: parse(text), loc, findings)
        if path is not None:
            rules.append(ObjectRule(path, rule.missing, findings.place(loc).key))
    return tuple(rules)


def _column(table: str, name: str, model: ColumnModel, shaped: Shaped, findings: Findings) -> Column:
    loc: Loc = ("tables", table, "columns", name)
    paths = _paths(name, model, loc, findings)
    kind = None
    if not shaped.doubtful(table, name):
        kind = _known(ALIASES.get(model.type, model.type), WIRES, (*loc, "type"), "type", findings)
    return Column(
        name=name,
        paths=paths,
        type=kind or "text",
        wires=_wires(model, kind, loc, findings),
        position=findings.place(loc).key,
        values=_values(model, kind, loc, findings),
        missing=_column_missing(model, paths),
        check=_check(name, model, kind, loc, findings),
        index=model.index,
        references=_reference(model, loc, findings),
    )


def _column_missing(model: ColumnModel, paths: tuple[Path, ...]) -> Any:
    """An element itself cannot be absent, so that a NULL composes as null there."""
    return "json_null" if paths[:1] == ((),) else model.missing


def _paths(name: str, model: ColumnModel, loc: Loc, findings: Findings) -> tuple[Path, ...]:
    if model.path is None:
        _storable((name,), loc, findings)
        return ((name,),)
    if not model.path:
        findings.add(
            (*loc, "path"),
            "list of paths is empty",
            "give at least one path, or leave `path` out to take the column's name",
        )
    paths = [_path(text, (*loc, "path", index), findings) for index, text in enumerate(model.path)]
    return tuple(path for path in paths if path is not None)


def _wires(model: ColumnModel, kind: str | None, loc: Loc, findings: Findings) -> tuple[str, ...]:
    if kind is None:
        return WIRES["text"]
    known = WIRES[kind]
    if model.wire is None:
        return known[:1]
    if not model.wire:
        findings.add((*loc, "wire"), "list of wire forms is empty", f"use one of: {', '.join(known)}")
    for index, wire in enumerate(model.wire):
        if wire not in known:
            detail = f"type {kind} has no wire form {wire!r}"
            findings.add(
                (*loc, "wire", index),
                "column type and wire form do not go together",
                f"use one of: {', '.join(known)}",
                detail,
            )
    _distinct(model.wire, (*loc, "wire"), "wire form", findings)
    return tuple(wire for wire in model.wire if wire in known) or known[:1]


def _values(model: ColumnModel, kind: str | None, loc: Loc, findings: Findings) -> tuple[str, ...]:
    values = tuple(model.values or ())
    if kind == "enum" and not values:
        findings.add_key(loc, "enum has no values", "list them, for example `values: [open, done]`")
    if kind not in ("enum", None) and model.values is not None:
        findings.add(
            (*loc, "values"),
            f"values are given for a column of type {kind}",
            "declare the column as `type: enum`, or leave `values` out",
        )
    _distinct(values, (*loc, "values"), "value", findings)
    _storable(values, (*loc, "values"), findings)
    return values


def _check(name: str, model: ColumnModel, kind: str | None, loc: Loc, findings: Findings) -> Expression | None:
    if model.check is None or kind is None:
        return None
    text = model.check
    return _attempt(lambda: parse_check(text, name, kind), (*loc, "check"), findings)


def _reference(model: ColumnModel, loc: Loc, findings: Findings) -> Reference | None:
    if model.references is None:
        return None
    return Reference(*_qualified(model.references, 3, (*loc, "references"), "schema.table.column", findings))


def _path(text: str | None, loc: Loc, findings: Findings) -> Path | None:
    """The keys of a path, None where it is not given or cannot be read."""
    if text is None:
        return None
    path = _attempt(lambda: parse(text), loc, findings)
    return path if path is not None and _storable(path, loc, findings) else None


def _at(text: str, loc: Loc, findings: Findings) -> tuple[Step, ...] | None:
    steps = _attempt(lambda: parse_at(text), loc, findings)
    if steps is None:
        return None
    keys = [key for step in steps for key in ("*", *step.container)]
    return steps if _storable(keys, loc, findings) else None


def _attempt(read: Callable[[], _T], loc: Loc, findings: Findings) -> _T | None:
    try:
        return read()
    except (PathError, ExpressionError) as error:
        findings.add(loc, error.message, error.hint)
        return None


def _storable(keys: Iterable[str], loc: Loc, findings: Findings) -> bool:
    keys = list(keys)
    bad = next((key for key in keys if _UNSTORABLE.search(key)), None)
    if bad is not None:
        findings.add(loc, f"text cannot occur in jsonb: got {bad!r}", "remove NUL characters and lone surrogates")
    if len(keys) > MAX_KEYS and loc[-1] != "values":
        findings.add(loc, f"path has more than {MAX_KEYS} keys: got {len(keys)}", "map a part further up as jsonb")
        return False
    return bad is None


def _distinct(items: Iterable[str], loc: Loc, what: str, findings: Findings) -> None:
    seen: set[str] = set()
    for index, item in enumerate(items):
        if item in seen:
            findings.add((*loc, index), f"{what} is given twice: got {item!r}", "keep one of them")
        seen.add(item)


def _known(name: str, known: Iterable[str], loc: Loc, what: str, findings: Findings) -> str | None:
    """`name` if it is one of `known`, which a problem says otherwise."""
    if name in known:
        return name
    hint = did_you_mean(name, known)
    if "(" in name:
        hint = f"types have no length or precision here, a check can limit a value; {hint}"
    findings.add(loc, f"there is no such {what}: got {name!r}", hint)
    return None
