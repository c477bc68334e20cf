"""A mapping as reviewed files: what runs, in which order, under which locks, and how it is undone."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

from hofsm_migrate.compile.contract import contract_operations, drop_view_operations
from hofsm_migrate.compile.cutover import cutover_operations
from hofsm_migrate.compile.dual_write import dual_write_operations
from hofsm_migrate.compile.functions import function_operations
from hofsm_migrate.compile.mirror import mirror_operations
from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.compile.operation import Operation, operation
from hofsm_migrate.compile.payload import unkept_operation
from hofsm_migrate.compile.row_security import row_security_operations
from hofsm_migrate.compile.step import Step, one_line
from hofsm_migrate.compile.tables import table_operations
from hofsm_migrate.lens.tree import Tree, build
from hofsm_migrate.sql import dollar_quote, lines, text

if TYPE_CHECKING:
    from collections.abc import Mapping as Dict

    from hofsm_migrate.spec.mapping import Mapping
    from hofsm_migrate.sql import Part

PLAN = "PLAN.md"
LOCK = "hofsm.lock"
MADE_HERE = "tables and functions of hofsm-migrate"
"""Comment on a target schema that `expand` made; `rollback` drops such a schema when it is empty."""


@dataclass(frozen=True)
class Plan:
    """The steps of a mapping from phase to phase, in their order. The first one is `expand`.

    `payload` is what `cutover` does within its phase: the payload column is no longer kept.
    """

    tree: Tree
    steps: tuple[Step, ...]
    payload: Step
    drop_view: Step
    """Within phase `contracted`: the view goes as well."""

    @property
    def mapping(self) -> Mapping:
        """The mapping that the plan belongs to."""
        return self.tree.mapping

    @property
    def scripts(self) -> tuple[Step, ...]:
        """Everything that has files: the steps, and what is done within a phase."""
        return tuple(sorted((*self.steps, self.payload, self.drop_view), key=lambda step: step.number))

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

    @cached_property
    def files(self) -> Dict[str, str]:
        """File name to text of everything under `migrations/<mapping>/`."""
        files = {PLAN: _overview(self)}
        for step in self.scripts:
            files |= {step.up_file: step.up()} if step.final else {step.up_file: step.up(), step.down_file: step.down()}
        return MappingProxyType({**files, LOCK: lock(self.mapping.digest, files)})


def plan(mapping: Mapping, *, beside: bool = False) -> Plan:
    """Compile a checked mapping. The SQL names the spec by its file name, so it is the same wherever it is made.

    The last plans are kept, and a step is compiled when it is asked for: one run needs the same plan several times,
    and few of its steps.

    `beside`: another version of it is in force meanwhile, so there is no step after `dual-write`.
    """
    return _plan(replace(mapping, file=PurePath(mapping.file).name), beside=beside)


@lru_cache(maxsize=8)
def _plan(mapping: Mapping, *, beside: bool) -> Plan:
    tree = build(mapping)
    unkept = Step(mapping, "empty-payload", "cutover", "cutover", 45, lambda: [unkept_operation(tree)])
    last = Step(mapping, "drop-view", "contracted", "contracted", 51, partial(drop_view_operations, tree), final=True)
    first = _first_steps(tree, mapping, beside=beside)
    return Plan(tree, first if beside else (*first, *_steps(tree, mapping)), unkept, last)


def _first_steps(tree: Tree, mapping: Mapping, *, beside: bool) -> tuple[Step, ...]:
    dual_write = partial(dual_write_operations, tree, beside=beside)
    return (
        Step(mapping, "expand", "legacy", "expanded", 10, partial(_expand, tree, mapping)),
        Step(mapping, "dual-write", "expanded", "dual_write", 20, dual_write, empties=_empty_tables(tree)),
    )


def _steps(tree: Tree, mapping: Mapping) -> tuple[Step, ...]:
    return (
        Step(mapping, "mirror", "dual_write", "mirrored", 30, partial(mirror_operations, tree)),
        Step(mapping, "cutover", "mirrored", "cutover", 40, partial(cutover_operations, tree)),
        Step(mapping, "contract", "cutover", "contracted", 50, partial(contract_operations, tree), final=True),
    )


def _expand(tree: Tree, mapping: Mapping) -> list[Operation]:
    return [
        _schema(mapping),
        *table_operations(tree),
        *row_security_operations(tree),
        *function_operations(tree),
    ]


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
            _way(plan.payload, "cutover, without the payload", "cutover", "mirrored"),
            _way(plan.drop_view, "contracted", "contract --drop-view"),
            "",
            "From phase `expanded` on, `hofsm backfill` fills the new tables and `hofsm verify` compares both sides;",
            "neither changes the legacy table.",
            "",
            "**There is no way back from `contracted`**: the payload column is dropped. What remains of the payloads",
            "is an archive, if `hofsm contract --archive` made one, and what the new tables compose.",
            "",
            *(line for step in plan.scripts for line in _contents(step)),
        ]
    )


def _way(step: Step, way: str = "", command: str = "", back: str = "") -> str:
    undo = "**none**" if step.final else f"`hofsm rollback --to {back or step.before}`, `{step.down_file}`"
    way = way or f"{step.before} -> {step.after}"
    return f"| {way} | `hofsm {command or step.command}` | `{step.up_file}` | {undo} |"


def _contents(step: Step) -> list[str]:
    words = "each part takes; nothing of it is undone" if step.final else "each part and its undoing take"
    return [
        f"What `{step.command}` does, in order, and the strongest lock that {words}:",
        "",
        "| object | lock | lock of the undo | spec |",
        "| --- | --- | --- | --- |",
        *(_row(made) for made in step.parts),
        "",
    ]


def _row(made: Operation) -> str:
    cells = (made.what, made.lock, made.undo_lock, made.place)
    return f"| {' | '.join(_cell(words) for words in cells)} |"


def _cell(words: str) -> str:
    return one_line(words).replace("|", "\\|")
