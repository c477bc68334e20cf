"""A mapping as reviewed files: what runs, in which order, under which locks, and how it is undone."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from hofsm_migrate.compile.cutover import cutover_operations
from hofsm_migrate.compile.cutover_order import in_order
from hofsm_migrate.compile.dual_write import dual_write_operations
from hofsm_migrate.compile.functions import function_operations
from hofsm_migrate.compile.mirror import mirror_operations
from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.compile.operation import Operation, operation
from hofsm_migrate.compile.step import Step, one_line
from hofsm_migrate.compile.tables import table_operations
from hofsm_migrate.lens.tree import Tree, build
from hofsm_migrate.sql import dollar_quote, lines, text

if TYPE_CHECKING:
    from hofsm_migrate.spec.mapping import Mapping
    from hofsm_migrate.sql import Part

PLAN = "PLAN.md"
LOCK = "hofsm.lock"
MADE_HERE = "tables and functions of hofsm-migrate"
"""Comment on a target schema that `expand` made; `rollback` drops such a schema when it is empty."""

_UNDO_LOCK = re.compile(r"-- down \((.*?)\)")


@dataclass(frozen=True)
class Plan:
    """The steps of a mapping from phase to phase, in their order. The first one is `expand`."""

    tree: Tree
    steps: tuple[Step, ...]

    @property
    def mapping(self) -> Mapping:
        """The mapping that the plan belongs to."""
        return self.tree.mapping

    @property
    def operations(self) -> tuple[Operation, ...]:
        """What `expand` makes, in its order."""
        return self.steps[0].operations

    def step(self, command: str) -> Step:
        """The step of a command.

        Raises:
            KeyError: the mapping has none.
        """
        return {step.command: step for step in self.steps}[command]

    def up(self) -> str:
        """The SQL of `expand`."""
        return self.steps[0].up()

    def down(self) -> str:
        """The SQL that undoes `expand`."""
        return self.steps[0].down()

    def files(self) -> dict[str, str]:
        """File name to text of everything under `migrations/<mapping>/`."""
        files = {PLAN: _overview(self)}
        for step in self.steps:
            files |= {step.up_file: step.up(), step.down_file: step.down()}
        return {**files, LOCK: lock(self.mapping.digest, files)}


def plan(mapping: Mapping) -> Plan:
    """Compile a checked mapping. The SQL names the spec by its file name, so it is the same wherever it is made."""
    mapping = replace(mapping, file=PurePath(mapping.file).name)
    tree = build(mapping)
    return Plan(tree, _steps(tree, mapping))


def _steps(tree: Tree, mapping: Mapping) -> tuple[Step, ...]:
    expand = (_schema(mapping), *table_operations(tree), *function_operations(tree))
    dual_write = tuple(dual_write_operations(tree))
    cutover = in_order(tree, cutover_operations(tree))
    return (
        Step(mapping, "expand", "legacy", "expanded", 10, expand),
        Step(mapping, "dual-write", "expanded", "dual_write", 20, dual_write, empties=_empty_tables(tree)),
        Step(mapping, "mirror", "dual_write", "mirrored", 30, tuple(mirror_operations(tree))),
        Step(mapping, "cutover", "mirrored", "cutover", 40, cutover),
    )


def _schema(mapping: Mapping) -> Operation:
    parts: dict[str, Part] = {
        "schema": mapping.schema,
        "name": mapping.schema,
        "comment": MADE_HERE,
        "quote": dollar_quote(mapping.schema, "do"),
    }
    return operation("schema", f"schema {mapping.schema}", mapping.file, parts)


def _empty_tables(tree: Tree) -> Operation:
    made = Names(tree)
    tables = lines([qualified(made.table(table)) for node in tree.nodes for table in node.tables], spaces=8)
    parts: dict[str, Part] = {"tables": tables, "quote": dollar_quote(text(tables), "do")}
    return operation("empty_tables", "rows of an earlier backfill removed from all tables", tree.mapping.file, parts)


def lock(spec_digest: str, files: dict[str, str]) -> str:
    """The lock file: SHA-256 of the spec and of every generated file, in hexadecimal."""
    digests = {name: hashlib.sha256(content.encode()).hexdigest() for name, content in sorted(files.items())}
    return json.dumps({"spec": spec_digest, "files": digests}, indent=2) + "\n"


def _overview(plan: Plan) -> str:
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
            *(_way(step) for step in plan.steps),
            "",
            "From phase `expanded` on, `hofsm backfill` fills the new tables and `hofsm verify` compares both sides;",
            "neither changes the legacy table.",
            "",
            *(line for step in plan.steps for line in _contents(step)),
        ]
    )


def _way(step: Step) -> str:
    undo = f"`hofsm rollback --to {step.before}`, `{step.down_file}`"
    return f"| {step.before} -> {step.after} | `hofsm {step.command}` | `{step.up_file}` | {undo} |"


def _contents(step: Step) -> list[str]:
    return [
        f"What `{step.command}` does, in order, and the strongest lock that each part and its undoing take:",
        "",
        "| object | lock | lock of the undo | spec |",
        "| --- | --- | --- | --- |",
        *(_row(made) for made in step.parts),
        "",
    ]


def _row(made: Operation) -> str:
    undo = _UNDO_LOCK.match(text(made.down))
    cells = (made.what, made.lock, undo[1] if undo else "", made.place)
    return f"| {' | '.join(_cell(words) for words in cells)} |"


def _cell(words: str) -> str:
    return one_line(words).replace("|", "\\|")
