"""A new version of a spec in the place of the one in force: built beside it, then switched in one transaction.

In phase `cutover` the next version follows the base table, and the view with the legacy name stays where it is: it
calls one function, which is replaced under its name.

The residual of a row is read by the columns beside it, so no table of another version can be altered into one of the
new. The next version gets tables of its own, in a schema of its own and under a name that no spec can have; they are
filled and followed as any mapping's are. The switch drops what the old version made, moves the tables, and makes the
functions and triggers anew under the final names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from psycopg import sql

from hofsm_migrate.compile.cutover import VIEW_TRIGGER, document_again
from hofsm_migrate.compile.dual_write import triggers_operation
from hofsm_migrate.compile.evolve_kept import kept
from hofsm_migrate.compile.mirror import based as based_tree
from hofsm_migrate.compile.names import Names, based, qualified
from hofsm_migrate.compile.operation import operation
from hofsm_migrate.names import PHASES, mint
from hofsm_migrate.sql import lines, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hofsm_migrate.compile.operation import Operation
    from hofsm_migrate.compile.plan import Plan
    from hofsm_migrate.compile.step import Step
    from hofsm_migrate.names import Phase
    from hofsm_migrate.spec.mapping import Mapping
    from hofsm_migrate.sql import Part

NEXT: Final = "next"
IN_FORCE: Final = "the version in force"
UNDER_WAY: Final = "the version under way"
"""Versions whose text is recorded, and not the name of its file."""
_MOVED: Final = frozenset({"new_table", "row_security", "index"})
"""Tables that are moved, and what comes with them. Guards are made anew, for the record of their definitions."""
_NOTHING_LEFT: Final = frozenset(
    {
        "schema",
        "empty_tables",
        "replaced_function",
        "mirror_close_first",
        "row_security",
        "index",
        "write_guard",
        "evolve_function",
    }
)
"""What need not be undone where everything is dropped; the schema stays."""
_NOT_AGAIN: Final = frozenset({"schema", "empty_tables"}) | _MOVED
_OF_THE_VIEW: Final = frozenset({"switch_forward", "cutover_view", "switch_back", "mirror_open_first"})
"""What puts a view in the legacy table's place, and what a switch that has the base table to itself need not lock."""


def next_mapping(mapping: Mapping, *, cut_over: bool = False) -> Mapping:
    """The next version of a mapping while it stands beside the one in force. No spec can have a `/` in its name.

    `cut_over`: a view has the legacy name, so it follows the base table.
    """
    beside = replace(mapping, name=next_name(mapping.name), schema=mint(mapping.schema, "", NEXT))
    return based(beside) if cut_over else beside


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
    before, after = _carried_over(old, new)
    dropped = _undone(old.steps[:1])
    made = tuple(_up(one) for one in new.steps[0].operations if one.kind != "schema")
    lock = _lock(old, "expanded")
    return (Stage(None, (lock, *before, *_of_old(old, dropped))), Stage("expand", made), Stage(None, after))


def switch(old: Plan, beside: Plan, new: Plan, phase: Phase) -> tuple[Stage, ...]:
    """From `dual_write` to `cutover`: the next version's tables take the place of the old ones, with all rows.

    `old` is the version in force, `beside` and `new` are the next one under its two names.
    """
    before, after = _carried_over(old, new)
    away = [
        *_of_old(old, _undone(_made_in(old, phase))),
        *_taken_apart(beside),
        *_moves(beside, new),
        _schema(beside),
    ]
    made = (Stage(step.command, tuple(_made_anew(step))) for step in _made_in(new, phase))
    shown = (_shown(old, new),) if phase == "cutover" else ()
    return (Stage(None, (_lock(old, phase), *before, *away)), *made, Stage(None, (*after, *shown)))


def stays(plan: Plan, phase: Phase) -> frozenset[str]:
    """Names of the functions and triggers of a version that the switch leaves where they are, or replaces in place."""
    made = Names(plan.tree)
    of_the_view = {made.document[1], made.view_write[1], VIEW_TRIGGER}
    return frozenset(of_the_view if phase == "cutover" else ())


def _made_in(plan: Plan, phase: Phase) -> list[Step]:
    """The steps up to a phase, with what a version has to itself there."""
    done = [step for step in plan.steps if PHASES.index(step.after) <= PHASES.index(phase)]
    if phase != "cutover":
        return done
    triggers, document = triggers_operation(based_tree(plan.tree)), document_again(plan.tree)
    instead = {"dual_write_trigger": triggers, document.what: document}
    return [replace(step, compiles=partial(_with, step, instead)) for step in done]


def _with(step: Step, instead: dict[str, Operation]) -> list[Operation]:
    """Operations of a step without those of the view, some of them replaced, by kind or by what they make."""
    kept = (one for one in step.operations if one.kind not in _OF_THE_VIEW)
    return [instead.get(one.kind, instead.get(one.what, one)) for one in kept]


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


def recorded_place(place: str, plan: Plan, version: str) -> str:
    """A place in a spec that is recorded, by words for it; the plan knows a file name that nobody has given."""
    rest = place.removeprefix(plan.mapping.file).lstrip(":")
    return f"{version}, {rest}" if rest else version


def _of_old(old: Plan, actions: list[Action]) -> list[Action]:
    return [replace(one, place=recorded_place(one.place, old, IN_FORCE)) for one in actions]


def _up(one: Operation) -> Action:
    return Action(one.what, one.lock, one.place, one.up)


def _down(one: Operation) -> Action:
    return Action(f"{one.what} dropped", one.undo_lock, one.place, one.down)


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


def _carried_over(old: Plan, new: Plan) -> tuple[tuple[Action, ...], tuple[Action, ...]]:
    """Before the old version goes, and when the new one is there."""
    made = Names(old.tree)
    relations = [*tables(old), made.composed]
    listed = sql.SQL("ARRAY[{}]").format(sql.SQL(", ").join([sql.Literal(text(qualified(one))) for one in relations]))
    rights, settings = operation("evolve_rights", "rights", IN_FORCE, {"relations": listed}), kept(old, new, IN_FORCE)
    lock = "ACCESS EXCLUSIVE on the new tables"
    return (
        tuple(Action(f"{one.what} kept", one.lock, one.place, one.up) for one in (rights, settings)),
        tuple(Action(f"{one.what} given", lock, one.place, one.down) for one in (rights, settings)),
    )


def _shown(old: Plan, new: Plan) -> Action:
    """Who may read the payload may read the tables that it is composed from, as cut-over has it."""
    made = Names(new.tree)
    before, now = ([text(qualified(one)) for one in tables(plan)] for plan in (old, new))
    parts: dict[str, Part] = {
        "mapping": new.mapping.name,
        "base": text(qualified(made.base)),
        "payload": new.tree.source.payload,
        "gone": sql.Literal([one for one in before if one not in now]),
        "shown": sql.Literal(now),
    }
    return _up(operation("evolve_shown", "readers of the payload", new.mapping.file, parts))


def _lock(old: Plan, phase: Phase) -> Action:
    made = Names(old.tree)
    legacy = qualified(made.base if phase == "cutover" else made.legacy)
    writers = sql.SQL("SELECT pg_advisory_xact_lock(hashtext('hofsm switch'), hashtext({}));\n")
    table = "base" if phase == "cutover" else "legacy"
    whose = "the new tables" if phase == "expanded" else f"the {table} table and the new tables"
    parts: dict[str, Part] = {
        "writers": writers.format(sql.Literal(made.writing)) if phase in {"mirrored", "cutover"} else sql.SQL(""),
        "legacy": sql.SQL("")
        if phase == "expanded"
        else sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE;\n").format(legacy),
        "tables": lines([qualified(name) for name in tables(old)]),
    }
    one = operation("evolve_lock", "writers come to an end", IN_FORCE, parts)
    return replace(_up(one), lock=f"ACCESS EXCLUSIVE on {whose}")


def tables(plan: Plan) -> list[tuple[str, str]]:
    """The new tables of a plan, that of the root first."""
    made = Names(plan.tree)
    return [made.table(table) for node in plan.tree.nodes for table in node.tables]
