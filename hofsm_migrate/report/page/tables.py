"""The proposed tables as plain JSON values, with the rows that the profile lets expect."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from hofsm_migrate.spec.path import render, render_at

if TYPE_CHECKING:
    from hofsm_migrate.introspect.profile import Profile
    from hofsm_migrate.introspect.structure import Place
    from hofsm_migrate.spec.mapping import Column, Mapping, Table
    from hofsm_migrate.spec.mapping import Path as Keys

Facts = dict[str, Any]


def tables(mapping: Mapping, profile: Profile, root: Place) -> Facts:
    """Name and source of the mapping, and each table with its columns."""
    documents = profile.documents - profile.sql_nulls.count - profile.unreadable.count
    return {
        "mapping": mapping.name,
        "file": Path(mapping.file).name,
        "schema": mapping.schema,
        "tables": [_table(table, documents, root) for table in mapping.tables],
    }


def role_paths(mapping: Mapping) -> dict[str, list[Any]]:
    """The roles of the paths of columns: what their table has, by path."""
    found: dict[str, list[Any]] = {}
    for table in mapping.tables:
        for column in table.columns:
            for path in column.paths:
                found.setdefault(_below(table, path), [table.role, None, f"a column of {table.name}"])
    return found


def _table(table: Table, documents: int, root: Place) -> Facts:
    elements = _elements(root, table)
    return {
        "name": table.name,
        "role": table.role,
        "at": render_at(table.at),
        "place": _below(table, table.when or ()),
        "when": render(table.when) if table.when else None,
        "recurse": render(table.recurse) if table.recurse else None,
        "key": table.key_column,
        "identity": table.identity.column if table.identity else None,
        "rows": _rows(table, elements, documents),
        "columns": [_column(table, column, elements) for column in table.columns],
    }


def _column(table: Table, column: Column, elements: list[Place]) -> Facts:
    places = [element.at(path) for element in elements for path in column.paths]
    return {
        "name": column.name,
        "type": f"enum of {len(column.values)}" if column.values else column.type,
        "wires": list(column.wires),
        "paths": [_below(table, path) for path in column.paths],
        "values": sum(place.profile.values for place in places if place is not None),
        "index": column.index,
        "references": f"{column.references.schema}.{column.references.table}.{column.references.column}"
        if column.references
        else None,
    }


def _rows(table: Table, elements: list[Place], documents: int) -> int | None:
    """One per element, or per element that has an object at `when`; None for what the profile has not seen."""
    if not table.at and table.when is None:
        return documents
    if table.when is None:
        return sum(element.profile.values for element in elements) if elements else None
    found = [place for place in (element.at(table.when) for element in elements) if place is not None]
    return sum(place.profile.count("object") for place in found) if found else None


def _elements(root: Place, table: Table) -> list[Place]:
    """The place of the table's elements; several where the spec says map and the profile says object."""
    places = [root]
    for step in table.at:
        containers = [found for found in (place.at(step.container) for place in places) if found is not None]
        places = [inner for container in containers for inner in _inside(container, step.kind)]
    return places


def _inside(container: Place, kind: str) -> list[Place]:
    if kind == "array":
        return [container.elements] if container.elements is not None else []
    return [container.entries] if container.entries is not None else list(container.members.values())


def _below(table: Table, path: Keys) -> str:
    at = render_at(table.at)
    return f"{at}.{render(path)}" if path else at
