"""Read-only views of the new tables over the legacy table: the new shape before any data moves."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from psycopg import sql

from hofsm_migrate.compile.backfill import legacy_document
from hofsm_migrate.compile.functions import decompose_operations, decompose_purpose
from hofsm_migrate.compile.names import Names
from hofsm_migrate.compile.operation import Operation, operation
from hofsm_migrate.compile.reading import elements_from, has_row, table_columns
from hofsm_migrate.compile.tables import column_comments, comment_words, table_purpose
from hofsm_migrate.lens.tree import Tree, build
from hofsm_migrate.names import mint
from hofsm_migrate.sql import dollar_quote, fill, lines, load, text

if TYPE_CHECKING:
    from hofsm_migrate.lens.tree import Node
    from hofsm_migrate.spec.mapping import Mapping, Table
    from hofsm_migrate.sql import Part

PREVIEWS_HERE = "read-only previews of hofsm-migrate"
"""Comment on a schema that `preview` made: no other schema is used, and it goes again when nothing is left in it."""


@dataclass(frozen=True)
class Made:
    """A view or a function of a preview, with its comment."""

    kind: Literal["view", "function"]
    name: str
    comment: str


@dataclass(frozen=True)
class Preview:
    """The views of a mapping in a schema of their own. `tree` has that schema in the place of the target schema."""

    tree: Tree
    operations: tuple[Operation, ...]
    note: str
    """What ends the comments on everything in it."""

    @property
    def schema(self) -> str:
        """Where the views are."""
        return self.tree.mapping.schema

    @property
    def views(self) -> tuple[str, ...]:
        """The names of the views, which are those of the new tables."""
        return tuple(table.name for node in self.tree.nodes for table in node.tables)

    @property
    def objects(self) -> frozenset[Made]:
        """Everything that is in the schema because of it."""
        tree, note = self.tree, self.note
        functions = (
            Made("function", Names(tree).decompose(node)[1], decompose_purpose(tree, node) + note)
            for node in tree.nodes
        )
        views = (
            Made("view", table.name, _purpose(tree, node, table) + note) for node in tree.nodes for table in node.tables
        )
        return frozenset([*functions, *views])

    def up(self) -> str:
        """The SQL that makes the views. Names in it that are not qualified mean those of PostgreSQL."""
        return _script([step.up for step in self.operations])

    def down(self) -> str:
        """The SQL that drops them."""
        return _script([step.down for step in reversed(self.operations)])


def preview_schema(mapping: Mapping) -> str:
    """The schema of the views where none is named."""
    return mint(mapping.schema, "preview")


def preview(mapping: Mapping, schema: str | None = None) -> Preview:
    """The views of a checked mapping. Their comments end in a digest of all the SQL and in `mark(mapping)`."""
    placed = replace(mapping, schema=schema or preview_schema(mapping), file=PurePath(mapping.file).name)
    tree = build(placed)
    digest = hashlib.sha256(Preview(tree, _operations(tree, ""), "").up().encode()).hexdigest()[:16]
    note = f"; sha256 {digest}{mark(mapping)}"
    return Preview(tree, _operations(tree, note), note)


def mark(mapping: Mapping) -> str:
    """The words at the end of every comment on what belongs to the preview of a mapping."""
    return f"; preview of mapping {json.dumps(mapping.name, ensure_ascii=False)}"


def _operations(tree: Tree, note: str) -> tuple[Operation, ...]:
    schema = tree.mapping.schema
    parts: dict[str, Part] = {
        "schema": schema,
        "name": schema,
        "comment": PREVIEWS_HERE,
        "quote": dollar_quote(schema + PREVIEWS_HERE, "do"),
    }
    views = (_view(tree, node, table, note) for node in tree.nodes for table in node.tables)
    first = operation("schema", f"schema {schema}", tree.mapping.file, parts)
    return (first, *decompose_operations(tree, note), *views)


def _view(tree: Tree, node: Node, table: Table, note: str) -> Operation:
    purpose = _purpose(tree, node, table)
    key = [(name, sql.Identifier("legacy", name)) for name in tree.source.key]
    columns = [
        sql.SQL("{} AS {}").format(expression, sql.Identifier(name))
        for name, expression in [*key, *table_columns(tree, node, table)]
    ]
    documents = fill(
        load("preview_documents").rstrip(),
        {"legacy": Names(tree).legacy, "payload": legacy_document(tree, "legacy")},
    )
    conditional = table.when is not None or table.variant is not None
    condition = sql.SQL("\nWHERE {}").format(has_row(tree, node, table)) if conditional else sql.SQL("")
    parts: dict[str, Part] = {
        "purpose": comment_words(purpose),
        "view": Names(tree).table(table),
        "columns": lines(columns),
        "source": elements_from(tree, node, documents, sql.Identifier("stored", "document")),
        "condition": condition,
        "comment": purpose + note,
        "comments": sql.SQL("\n").join(column_comments(tree, node, table)),
    }
    return operation("preview_view", f"view {table.name}", tree.mapping.place(table.position, table.name), parts)


def _purpose(tree: Tree, node: Node, table: Table) -> str:
    return f"{tree.mapping.place(table.position, table.name)}: {table_purpose(node, table)}"


def _script(statements: list[sql.Composed]) -> str:
    parts = ["SET LOCAL search_path = pg_catalog;", *(text(statement).rstrip("\n") for statement in statements)]
    return "\n\n".join(parts) + "\n"
