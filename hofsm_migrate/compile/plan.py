"""A mapping as reviewed files: what runs, in which order, under which locks, and how it is undone."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from hofsm_migrate.compile.functions import function_operations
from hofsm_migrate.compile.operation import Operation, operation
from hofsm_migrate.compile.tables import table_operations
from hofsm_migrate.lens.tree import Tree, build
from hofsm_migrate.sql import dollar_quote, text

if TYPE_CHECKING:
    from psycopg import sql

    from hofsm_migrate.spec.mapping import Mapping
    from hofsm_migrate.sql import Part

EXPAND_UP = "10_expand.up.sql"
EXPAND_DOWN = "10_expand.down.sql"
PLAN = "PLAN.md"
LOCK = "hofsm.lock"
MADE_HERE = "tables and functions of hofsm-migrate"
"""Comment on a target schema that `expand` made; `rollback` drops such a schema when it is empty."""


@dataclass(frozen=True)
class Plan:
    """All operations of a mapping, in the order in which `expand` runs them."""

    tree: Tree
    operations: tuple[Operation, ...]

    @property
    def mapping(self) -> Mapping:
        """The mapping that the plan belongs to."""
        return self.tree.mapping

    def up(self) -> str:
        """The SQL of `expand`."""
        return _script(self, "legacy -> expanded", [step.up for step in self.operations])

    def down(self) -> str:
        """The SQL that undoes `expand`."""
        return _script(self, "expanded -> legacy", [step.down for step in reversed(self.operations)])

    def files(self) -> dict[str, str]:
        """File name to text of everything under `migrations/<mapping>/`."""
        files = {PLAN: _overview(self), EXPAND_UP: self.up(), EXPAND_DOWN: self.down()}
        return {**files, LOCK: lock(self.mapping.digest, files)}


def plan(mapping: Mapping) -> Plan:
    """Compile a checked mapping. The SQL names the spec by its file name, so it is the same wherever it is made."""
    mapping = replace(mapping, file=PurePath(mapping.file).name)
    tree = build(mapping)
    parts: dict[str, Part] = {
        "schema": mapping.schema,
        "name": mapping.schema,
        "comment": MADE_HERE,
        "quote": dollar_quote(mapping.schema, "do"),
    }
    schema = operation("schema", f"schema {mapping.schema}", mapping.file, parts)
    return Plan(tree, (schema, *table_operations(tree), *function_operations(tree)))


def lock(spec_digest: str, files: dict[str, str]) -> str:
    """The lock file: SHA-256 of the spec and of every generated file, in hexadecimal."""
    digests = {name: hashlib.sha256(content.encode()).hexdigest() for name, content in sorted(files.items())}
    return json.dumps({"spec": spec_digest, "files": digests}, indent=2) + "\n"


def _script(plan: Plan, step: str, statements: list[sql.Composed]) -> str:
    """Names that are not qualified mean those of PostgreSQL, whatever the search path of whoever runs the script."""
    mapping = plan.mapping
    head = f"-- {_one_line(mapping.name)}: {step}\n-- from {_one_line(mapping.file)}; edit the spec, not this file\n"
    parts = [
        "SET search_path = pg_catalog;",
        *(text(statement).rstrip("\n") for statement in statements),
        "RESET search_path;",
    ]
    return head + "\n" + "\n\n".join(parts) + "\n"


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _overview(plan: Plan) -> str:
    rows = [f"| {_cell(step.what)} | {_cell(step.lock)} | {_cell(step.place)} |" for step in plan.operations]
    source = plan.tree.source
    key = ", ".join(source.key)
    return "\n".join(
        [
            f"# Plan of mapping {plan.mapping.name}",
            "",
            f"Legacy table `{source.schema}.{source.table}`, key `{key}`, payload `{source.payload}`;",
            f"new tables in schema `{plan.mapping.schema}`.",
            "",
            "| phase | command | file | undo |",
            "| --- | --- | --- | --- |",
            f"| legacy -> expanded | `hofsm expand` | `{EXPAND_UP}` | `hofsm rollback`, `{EXPAND_DOWN}` |",
            "",
            "In phase `expanded`, `hofsm backfill` fills the new tables and `hofsm verify` compares both sides;",
            "neither changes the legacy table.",
            "",
            "What `expand` makes, in order, and the strongest lock that each step takes:",
            "",
            "| object | lock | spec |",
            "| --- | --- | --- |",
            *rows,
            "",
        ]
    )


def _cell(words: str) -> str:
    return _one_line(words).replace("|", "\\|")
