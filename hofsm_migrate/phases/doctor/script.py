"""The questions of `doctor` as one script for psql; nothing is run here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.db.objects import PIN
from hofsm_migrate.phases import twin
from hofsm_migrate.phases.doctor import partitions, view
from hofsm_migrate.phases.doctor.objects import EVENTS
from hofsm_migrate.phases.gates import rules, search_path
from hofsm_migrate.sql import load, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.compile import Plan


def script(plan: Plan) -> str:
    """Every query in a read-only transaction, those of `verify` last."""
    queries = (text(query).strip().removesuffix(";") for query in _queries(plan))
    asked = "".join(f"{query};\n\n" for query in (PIN, *queries))
    return f"BEGIN READ ONLY;\n{asked}{twin.verify(plan)}COMMIT;\n"


def _queries(plan: Plan) -> Iterator[sql.Composable]:
    made = Names(plan.tree)
    tables = [made.table(table) for node in plan.tree.nodes for table in node.tables]
    legacy = text(qualified(made.legacy))
    names = [made.dual_write_trigger(event) for event in EVENTS]
    mapping = plan.mapping.name
    yield sql.SQL(load("doctor_orphaned_rows"))  # pyright: ignore[reportArgumentType] - ours
    yield sql.SQL(load("doctor_lost_mappings"))  # pyright: ignore[reportArgumentType] - ours
    yield sql.SQL(
        "SELECT phase, spec_digest, legacy_shape AS was, hofsm.table_shape(legacy_schema, legacy_table) AS now"
        " FROM hofsm.mapping WHERE name = {}"
    ).format(sql.Literal(mapping))
    yield twin.bind(load("control_objects"), {"mapping": mapping})
    functions = {"schema": made.dual_write[0], "functions": [made.dual_write[1], made.dual_write_truncate[1]]}
    yield twin.bind(load("doctor_other_names"), {"legacy": legacy, "names": names, **functions})
    yield rules.query(plan)
    parts = {"legacy": legacy, "mapping": mapping, "names": names, "truncate": made.dual_write_trigger("truncate")}
    yield twin.bind(load("doctor_descendants"), parts)
    left = {"base": text(qualified(made.base)), "legacy": legacy, "functions": partitions.functions(made)}
    yield twin.bind(load("doctor_left"), left)
    for table in tables:
        yield twin.bind(load("doctor_row_security"), {"legacy": legacy, "target": text(qualified(table))})
    for question in view.QUESTIONS:
        yield twin.bind(load(question), view.values(plan))
    joined = [f"{schema}\x1f{name}" for schema, name in tables]
    yield twin.bind(load("doctor_application_triggers"), {"mapping": mapping, "tables": joined})
    yield twin.bind(load(search_path.QUESTION), search_path.values(plan))
