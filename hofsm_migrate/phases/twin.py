"""The SQL that a command would run, as one script for psql; nothing is run here."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from psycopg import sql

from hofsm_migrate import sql as templates
from hofsm_migrate.compile.contract import reference_name, references
from hofsm_migrate.compile.coverage import coverage
from hofsm_migrate.compile.evolve import next_name
from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.db.objects import PIN
from hofsm_migrate.phases import gates, inspect, keys, measure, state
from hofsm_migrate.phases.pace import START
from hofsm_migrate.sql import body, fill, indent, load, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as Dict

    from hofsm_migrate.compile import Plan, Step
    from hofsm_migrate.compile.preview import Preview
    from hofsm_migrate.names import Phase
    from hofsm_migrate.phases.files import Reviewed
    from hofsm_migrate.spec.mapping import Mapping

_PARAMETER = re.compile(r"%\((\w+)\)s")

BEGIN: Final = """\
BEGIN;
SET LOCAL lock_timeout = '500ms';
SET LOCAL TimeZone = 'UTC';
SET LOCAL extra_float_digits = 1;
"""


def forward(reviewed: Reviewed, step: Step) -> str:
    """The SQL of a step: the reviewed file between what makes it one transaction, and its record; no gate is asked."""
    head = "-- Schema hofsm must be there: run what `hofsm control --sql` prints first where it is not.\n"
    forget = _forget(reviewed) if step.empties else ""
    record = _record(reviewed, step, step.command, step.before, step.after)
    shape = bind(templates.load("control_record_shape"), {"mapping": reviewed.mapping.name})
    record += text(shape).rstrip("\n") + ";\n"
    return f"{head}{BEGIN}\n{reviewed.files[step.up_file]}\n{forget}{record}COMMIT;\n"


def contract(reviewed: Reviewed, *, drop_view: bool) -> str:
    """The SQL of `contract`, with what validates the references; the record of all documents is left to the command."""
    plan, made = reviewed.plan, Names(reviewed.plan.tree)
    validate = [
        sql.SQL("ALTER TABLE {} VALIDATE CONSTRAINT {};\n").format(
            qualified(made.table(table)), sql.Identifier(reference_name(table, column))
        )
        for table, column in references(plan.tree)
    ]
    head = "-- The command also composes all documents, for hofsm.final_parity and an archive; this script does not.\n"
    parts = [head + forward(reviewed, plan.step("contract"))]
    parts += [forward(reviewed, plan.drop_view)] if drop_view else []
    return "\n".join([*parts, "".join(text(one) for one in validate)])


def back(reviewed: Reviewed, step: Step) -> str:
    """The SQL that undoes a step."""
    forget = _forget(reviewed) if step.before == "legacy" else ""
    record = _record(reviewed, step, "rollback", step.after, step.before)
    return f"{BEGIN}\n{reviewed.files[step.down_file]}\n{forget}{record}COMMIT;\n"


def history(name: str | None) -> str:
    """The query of `history`."""
    return text(_rows("history", "mapping", name)) + ";\n"


def versions(name: str | None) -> str:
    """The query of `progress` on the control tables; bytes come from the tables of the mapping."""
    return text(_rows("spec_version", "mapping", name)) + ";\n"


def backfill(plan: Plan, documents: int = START) -> str:
    """The SQL of `backfill`, with chunks of a fixed number of documents."""
    script = fill(load("phase_backfill_script"), {"body": body(_loop(plan, documents))})
    made = Names(plan.tree)
    tables = [made.table(table) for node in plan.tree.nodes for table in node.tables]
    return text(script) + "".join(text(sql.SQL("ANALYZE {};\n").format(qualified(table))) for table in tables)


def verify(plan: Plan) -> str:
    """The queries of `verify`, over the whole table at once."""
    queries = [differing(plan), *inspect.queries(plan)]
    return "".join(text(query).rstrip("\n") + ";\n\n" for query in queries)


def differing(plan: Plan) -> sql.Composed:
    """The query for all documents that are not in parity."""
    key, made = list(plan.tree.source.key), Names(plan.tree)
    parts = {
        "key": names(key),
        "legacy": made.legacy,
        "ascending": names(key),
        "descending": sql.SQL(", ").join([sql.SQL("{} DESC").format(sql.Identifier(column)) for column in key]),
        "function": made.verify,
        "first": names(key, "first"),
        "last": names(key, "last"),
    }
    return fill(load("phase_verify_script").rstrip("\n"), parts)


def status(name: str | None) -> str:
    """The queries of `status` on the control tables; rows and bytes come from the catalog."""
    tables = (("mapping", "name"), ("verification", "mapping"), ("history", "mapping"))
    queries = [_rows(table, column, name) for table, column in tables]
    queries += [] if name is None else [_rows("mapping", "name", next_name(name))]
    total = load("control_backfill_total")
    if name is not None:
        queries.append(sql.SQL(total.replace("%s", "{}")).format(sql.Literal(name)))  # pyright: ignore[reportArgumentType] - ours
    return "".join(text(query).rstrip("\n") + ";\n" for query in queries)


def _rows(table: str, column: str, name: str | None) -> sql.Composed:
    condition = (
        sql.SQL("") if name is None else sql.SQL(" WHERE {} = {}").format(sql.Identifier(column), sql.Literal(name))
    )
    return sql.SQL("SELECT * FROM {}{} ORDER BY 1").format(sql.Identifier("hofsm", table), condition)


def preview(made: Preview, *, drop: bool = False) -> str:
    """The SQL of `preview`; every statement under its lock and its place in the spec."""
    if drop:
        return f"{BEGIN}\n{made.down()}\nCOMMIT;\n"
    head = "-- Schema hofsm must be there: run what `hofsm control --sql` prints first where it is not.\n"
    return f"{head}{BEGIN}\n{made.up()}\nCOMMIT;\n"


def structure(mapping: Mapping) -> str:
    """The queries of `lint` with a database: the legacy table and its columns, and the tables referred to."""
    targets = {(mapping.source.schema, mapping.source.table): None}
    columns = [column for table in mapping.tables for column in table.columns]
    targets |= {(found.schema, found.table): None for column in columns if (found := column.references)}
    queries = [bind(load("catalog_relation"), {"schema": schema, "name": name}) for schema, name in targets]
    queries += [gates.check_query(column.type, column.check) for column in columns if column.check]
    return "".join(text(query).rstrip("\n") + ";\n" for query in queries)


def data(mapping: Mapping, sample: int | None) -> str:
    """The statements of `lint` about the data, in a transaction that undoes itself; schema hofsm must be there."""
    statements = (f"{text(statement).rstrip().removesuffix(';')};" for statement in _data(mapping, sample))
    begin = BEGIN.replace("BEGIN;", "BEGIN ISOLATION LEVEL REPEATABLE READ;")
    return "\n\n".join([f"{begin}{measure.SETTINGS};", *statements, "ROLLBACK;\n"])


def _data(mapping: Mapping, sample: int | None) -> Iterator[sql.Composable]:
    made = coverage(mapping)
    yield from made.functions()
    percent = sql.SQL("(SELECT least(100, {} / greatest(count(*), 1)) FROM {})").format(
        sql.Literal(110.0 * (sample or 0)), qualified(Names(made.tree).legacy)
    )
    yield made.draw(measure.drawing("all" if sample is None else "rows", percent), sample)
    yield made.totals()
    for node in made.tree.nodes:
        yield from (made.read(node), made.facts(), made.kept(node, measure.TOP), made.residual_bytes(), made.forget())
    yield from made.tables()
    for node in made.tree.nodes:
        for table in node.tables:
            for documents in (measure.STORED // 50, measure.STORED):
                yield from (made.empty(table), made.store(node, table, documents), made.size(table))


def bind(template: str, values: Dict[str, Any]) -> sql.Composed:
    """A template with `%(name)s` parameters, and `%%` for a percent sign, as SQL that stands by itself."""
    pieces: list[sql.Composable] = []
    for number, part in enumerate(_PARAMETER.split(template)):
        pieces.append(sql.Literal(values[part]) if number % 2 else sql.SQL(part.replace("%%", "%")))  # pyright: ignore[reportArgumentType] - ours
    return sql.Composed(pieces)


def _forget(reviewed: Reviewed) -> str:
    statement = bind(templates.load("control_forget_chunks"), {"mapping": reviewed.mapping.name})
    return text(statement).rstrip("\n") + ";\n"


def _record(reviewed: Reviewed, step: Step, command: str, before: Phase, after: Phase) -> str:
    names = {"mapping": reviewed.mapping.name}
    gone = bind(templates.load("control_forget_objects"), names)
    made = bind(templates.load("control_record_objects"), {**names, "step": step.command})
    return record(reviewed, command, before, after) + _statements(sql.SQL(PIN), gone, made)


def record(reviewed: Reviewed, command: str, before: Phase, after: Phase) -> str:
    """What the control tables keep of a change that a script made, without the objects."""
    values = {**asdict(reviewed.registration()), "from_phase": before, "to_phase": after}
    event = {
        "mapping": reviewed.mapping.name,
        "command": command,
        "from_phase": before,
        "to_phase": after,
        "spec_digest": reviewed.mapping.digest,
        "gates": json.dumps([]),
        "waits": json.dumps([]),
        "seconds": 0,
        "note": "run as a script",
    }
    mapping = bind(templates.load("control_record_mapping"), values)
    version = bind(templates.load("control_record_version"), {"mapping": reviewed.mapping.name})
    return _statements(mapping, version, bind(templates.load("control_record_history"), event))


def _statements(*statements: sql.Composable) -> str:
    return "".join(text(statement).rstrip("\n") + ";\n" for statement in statements)


def _loop(plan: Plan, documents: int) -> sql.Composed:
    key = plan.tree.source.key
    after, first, last = (variables(plan, word) for word in ("after", "first", "last"))
    joined = {word: sql.SQL(", ").join(group) for word, group in (("after", after), ("first", first), ("last", last))}
    behind = sql.SQL("({} IS NULL OR ({}) > ({}))").format(after[0], names(list(key), "legacy"), joined["after"])
    advance = [sql.SQL("{} := {};").format(*pair) for pair in zip(after, last, strict=True)]
    parts = {
        "declarations": sql.SQL("\n    ").join(declared(plan, (after, first, last))),
        "mapping": plan.mapping.name,
        "digest": plan.mapping.digest,
        "phases": sql.SQL(", ").join(map(sql.Literal, state.FILLED)),
        "variables": sql.SQL("{}, {}").format(joined["first"], joined["last"]),
        "window": indent(keys.window_query(plan, behind, documents), 12),
        "limit": documents,
        "last_texts": sql.SQL(", ").join([sql.SQL("{}::text").format(variable) for variable in last]),
        "call": sql.SQL("{}({}, {})").format(qualified(Names(plan.tree).backfill), joined["first"], joined["last"]),
        "advance": sql.SQL("\n        ").join(advance),
    }
    return fill(load("phase_backfill_loop"), parts)


def declared(plan: Plan, groups: Iterable[list[sql.Identifier]]) -> list[sql.Composed]:
    """Declarations of plpgsql variables, each group of which takes a key."""
    legacy = Names(plan.tree).legacy
    types = [sql.SQL("{}%TYPE;").format(sql.Identifier(*legacy, column)) for column in plan.tree.source.key]
    return [sql.SQL("{} {}").format(*pair) for group in groups for pair in zip(group, types, strict=True)]


def variables(plan: Plan, word: str) -> list[sql.Identifier]:
    """Names of plpgsql variables for a key."""
    return [sql.Identifier(f"{word}_key_{number}") for number, _ in enumerate(plan.tree.source.key, 1)]
