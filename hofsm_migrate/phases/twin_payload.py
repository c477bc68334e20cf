"""As `twin`, for the part of `cutover` that empties payloads and that of `rollback` that makes them anew."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate import sql as templates
from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.db.objects import PIN
from hofsm_migrate.phases import keys, twin
from hofsm_migrate.phases.pace import START
from hofsm_migrate.phases.sweep import STAY, THEN
from hofsm_migrate.sql import body, dollar_quote, fill, indent, load, text

if TYPE_CHECKING:
    from hofsm_migrate.compile import Plan
    from hofsm_migrate.phases.files import Reviewed
    from hofsm_migrate.phases.sweep import Direction


def emptied(reviewed: Reviewed) -> str:
    """The SQL that tells writers to write no payloads, and takes those away that are there."""
    return _turned(reviewed, "emptying") + _swept(reviewed.plan, "emptying")


def restored(reviewed: Reviewed) -> str:
    """The SQL that tells writers to keep payloads again, makes all others anew, and compares them."""
    return _turned(reviewed, "restoring") + _swept(reviewed.plan, "restoring") + _proven(reviewed.plan)


def kept(reviewed: Reviewed) -> str:
    """The SQL by which payloads that were made anew for a new version stay."""
    forget = sql.SQL("DELETE FROM hofsm.payload_for_evolve WHERE mapping = {}").format(
        sql.Literal(reviewed.mapping.name)
    )
    return f"{twin.BEGIN}\n{_statements(forget, _event(reviewed, 'cutover', STAY))}COMMIT;\n"


def _turned(reviewed: Reviewed, direction: Direction) -> str:
    step, name = reviewed.plan.payload, reviewed.mapping.name
    file = step.up_file if direction == "emptying" else step.down_file
    payload = {"mapping": name, "state": direction, "key": None, "documents": 0, "changed": 0}
    command = "cutover" if direction == "emptying" else "rollback"
    record = _statements(
        twin.bind(templates.load("control_record_payload"), payload),
        _event(reviewed, command, f"{direction} the payload"),
        sql.SQL(PIN),
        twin.bind(templates.load("control_record_objects"), {"mapping": name, "step": "cutover"}),
    )
    return f"{twin.BEGIN}\n{reviewed.files[file]}\n{record}COMMIT;\n\n"


def _event(reviewed: Reviewed, command: str, note: str) -> sql.Composed:
    values = {
        "mapping": reviewed.mapping.name,
        "command": command,
        "from_phase": "cutover",
        "to_phase": "cutover",
        "spec_digest": reviewed.mapping.digest,
        "gates": json.dumps([]),
        "waits": json.dumps([]),
        "seconds": 0,
        "note": f"{note}, run as a script",
    }
    return twin.bind(templates.load("control_record_history"), values)


def _statements(*statements: sql.Composable) -> str:
    return "".join(text(statement).rstrip("\n") + ";\n" for statement in statements)


def _swept(plan: Plan, direction: Direction) -> str:
    key, made = plan.tree.source.key, Names(plan.tree)
    after, first, last = (twin.variables(plan, word) for word in ("after", "first", "last"))
    joined = {word: sql.SQL(", ").join(group) for word, group in (("after", after), ("first", first), ("last", last))}
    behind = sql.SQL("({} IS NULL OR ({}) > ({}))").format(after[0], names(list(key), "legacy"), joined["after"])
    function = made.empty_payload if direction == "emptying" else made.restore_payload
    parts = {
        "declarations": sql.SQL("\n    ").join(twin.declared(plan, (after, first, last))),
        "mapping": plan.mapping.name,
        "digest": plan.mapping.digest,
        "variables": sql.SQL("{}, {}").format(joined["first"], joined["last"]),
        "window": indent(keys.window_query(plan, behind, START), 12),
        "call": sql.SQL("{}({}, {})").format(qualified(function), joined["first"], joined["last"]),
        "last_texts": sql.SQL(", ").join([sql.SQL("{}::text").format(variable) for variable in last]),
        "state": direction,
        "then": THEN[direction],
        "advance": sql.SQL("\n        ").join(
            [sql.SQL("{} := {};").format(*pair) for pair in zip(after, last, strict=True)]
        ),
    }
    return text(fill(load("phase_payload_script"), {"body": body(fill(load("phase_payload_loop"), parts))}))


def _proven(plan: Plan) -> str:
    differences = indent(twin.differing(plan), 8)
    quote = dollar_quote(text(differences), "do")
    parts = {"differences": differences, "mapping": plan.mapping.name, "quote": quote}
    return text(fill(load("phase_payload_proven"), parts))
