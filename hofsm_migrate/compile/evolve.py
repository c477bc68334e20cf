"""A new version of a spec in the place of the one in force: built beside it, then switched in one transaction.

The residual of a row is read by the columns beside it, so no table of another version can be altered into one of the
new. The next version gets tables of its own, in a schema of its own and under a name that no spec can have; they are
filled and followed as any mapping's are. The switch drops what the old version made, moves the tables, and makes the
functions and triggers anew under the final names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from psycopg import sql

from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.compile.operation import operation
from hofsm_migrate.names import PHASES, mint
from hofsm_migrate.sql import fill_sections, lines, load, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hofsm_migrate.compile.operation import Operation
    from hofsm_migrate.compile.plan import Plan
    from hofsm_migrate.compile.step import Step
    from hofsm_migrate.names import Phase
    from hofsm_migrate.spec.mapping import Mapping
    from hofsm_migrate.sql import Part

NEXT: Final = "next"
_MOVED: Final = frozenset({"new_table", "row_security", "index"})
"""Tables that are moved, and what comes with them. Guards are made anew, for the record of their definitions."""
_NOTHING_LEFT: Final = frozenset(
    {"schema", "empty_tables", "replaced_function", "mirror_close_first", "row_security", "index", "write_guard"}
)
"""What need not be undone where everything is dropped; the schema stays."""
_NOT_AGAIN: Final = frozenset({"schema", "empty_tables"}) | _MOVED


def next_mapping(mapping: Mapping) -> Mapping:
    """The next version of a mapping while it stands beside the one in force. No spec can have a `/` in its name."""
    return replace(mapping, name=next_name(mapping.name), schema=mint(mapping.schema, "", NEXT))


def next_name(mapping: str) -> str:
    """The name under which the control tables know the next version of a mapping."""
    return f"{mapping}/{NEXT}"


def is_next(mapping: str) -> bool:
    """Whether a name in the control tables is that of a next version."""
    return mapping.endswith(f"/{NEXT}")


@dataclass(frozen=True)
class Action:
    """One thing that the switch does, under its strongest lock."""

    what: str
    lock: str
    place: str
    statement: sql.Composed


@dataclass(frozen=True)
class Stage:
    """Parts in their order. `step` is the command by which what they make is recorded; None: they make nothing."""

    step: str | None
    parts: tuple[Action, ...]

    def script(self) -> str:
        """The SQL of all parts; names that are not qualified are PostgreSQL's own."""
        statements = (text(part.statement).rstrip("\n") for part in self.parts)
        return "\n\n".join(["SET LOCAL search_path = pg_catalog;", *statements]) + "\n"


def replacement(old: Plan, new: Plan) -> tuple[Stage, ...]:
    """Phase `expanded`: nothing follows the legacy table, so what was there is dropped and made anew, empty."""
    rights = _rights(old)
    dropped = _undone(old.steps[:1])
    made = tuple(_up(one) for one in new.steps[0].operations if one.kind != "schema")
    lock = _lock(old, "expanded")
    return (Stage(None, (lock, rights[0], *dropped)), Stage("expand", made), Stage(None, (rights[1],)))


def switch(old: Plan, beside: Plan, new: Plan, phase: Phase) -> tuple[Stage, ...]:
    """Phases `dual_write` and `mirrored`: the next version's tables take the place of the old ones, with all rows.

    `old` is the version in force, `beside` and `new` are the next one under its two names.
    """
    rights = _rights(old)
    done = [step for step in old.steps if PHASES.index(step.after) <= PHASES.index(phase)]
    away = [
        *_undone(done),
        *_taken_apart(beside),
        *_moves(beside, new),
        _schema(beside),
    ]
    steps = [step for step in new.steps if PHASES.index(step.after) <= PHASES.index(phase)]
    made = (Stage(step.command, tuple(_made_anew(step))) for step in steps)
    return (Stage(None, (_lock(old, phase), rights[0], *away)), *made, Stage(None, (rights[1],)))


def _undone(steps: Iterable[Step]) -> list[Action]:
    return [
        _down(one)
        for step in reversed(tuple(steps))
        for one in reversed(step.operations)
        if one.kind not in _NOTHING_LEFT
    ]


def _taken_apart(beside: Plan) -> list[Action]:
    """All but the tables, and what is moved with them."""
    left_out = _MOVED | _NOTHING_LEFT - {"write_guard"}
    return [
        _down(one) for step in reversed(beside.steps) for one in reversed(step.operations) if one.kind not in left_out
    ]


def _made_anew(step: Step) -> Iterator[Action]:
    return (_up(one) for one in step.operations if one.kind not in _NOT_AGAIN)


def _up(one: Operation) -> Action:
    return Action(one.what, one.lock, one.place, one.up)


def _down(one: Operation) -> Action:
    words = text(one.down).partition("\n")[0]
    lock = words[words.index("(") + 1 : words.rindex(")")] if "(" in words else ""
    return Action(f"{one.what} dropped", lock, one.place, one.down)


def _schema(beside: Plan) -> Action:
    return _down(beside.steps[0].operations[0])


def _moves(beside: Plan, new: Plan) -> Iterator[Action]:
    there, here = Names(beside.tree), Names(new.tree)
    for node in beside.tree.nodes:
        for table in node.tables:
            parts: dict[str, Part] = {
                "table": there.table(table),
                "schema": here.table(table)[0],
                "moved": here.table(table),
                "own": there.table(table)[0],
            }
            place = beside.mapping.place(table.position, table.name)
            yield _up(operation("evolve_move", f"table {table.name} moved", place, parts))


def _rights(old: Plan) -> tuple[Action, Action]:
    """Before the old version goes, and when the new one is there."""
    made = Names(old.tree)
    relations = [*tables(old), made.composed]
    listed = sql.SQL("ARRAY[{}]").format(sql.SQL(", ").join([sql.Literal(text(qualified(one))) for one in relations]))
    kept, given = fill_sections(load("evolve_rights"), {"relations": listed})
    lock, file = "ACCESS EXCLUSIVE on the new tables", old.mapping.file
    return (Action("rights kept", "no lock on any table", file, kept), Action("rights given", lock, file, given))


def _lock(old: Plan, phase: Phase) -> Action:
    legacy = qualified(Names(old.tree).legacy)
    writers = sql.SQL("SELECT pg_advisory_xact_lock(hashtext('hofsm switch'), hashtext({}));\n")
    whose = "the new tables" if phase == "expanded" else "the legacy table and the new tables"
    parts: dict[str, Part] = {
        "writers": writers.format(sql.Literal(Names(old.tree).writing)) if phase == "mirrored" else sql.SQL(""),
        "legacy": sql.SQL("")
        if phase == "expanded"
        else sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE;\n").format(legacy),
        "tables": lines([qualified(name) for name in tables(old)]),
    }
    one = operation("evolve_lock", "writers come to an end", old.mapping.file, parts)
    return replace(_up(one), lock=f"ACCESS EXCLUSIVE on {whose}")


def tables(plan: Plan) -> list[tuple[str, str]]:
    """The new tables of a plan, that of the root first."""
    made = Names(plan.tree)
    return [made.table(table) for node in plan.tree.nodes for table in node.tables]
