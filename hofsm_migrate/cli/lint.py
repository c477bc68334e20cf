"""`hofsm lint`: every problem of a spec, and with a database whether it fits, and what becomes of the data at hand."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import ending, options, output
from hofsm_migrate.db.connect import connect
from hofsm_migrate.errors import GateError, SpecError
from hofsm_migrate.spec.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.errors import Problem
    from hofsm_migrate.phases.coverage import Coverage
    from hofsm_migrate.spec.mapping import Mapping


@dataclass(frozen=True)
class _Wanted:
    """How much data is read: nothing, or `sample` documents (None: all), with a limit in bytes where nobody said."""

    data: bool
    sample: int | None
    max_bytes: int | None
    explicit: bool


@dataclass(frozen=True)
class _Answer:
    """What the database says: problems of structure, figures, and what kept this role from measuring."""

    problems: list[Problem]
    data: list[Coverage]
    obstacles: list[Problem]


@click.command(no_args_is_help=True)
@click.argument("specs", metavar="SPEC...", type=options.SPEC, nargs=-1, required=True)
@click.option("--sample", type=click.IntRange(1), metavar="N", help="Read N documents at most; default: 10,000, 64 MB.")
@click.option("--full", is_flag=True, help="Read every document, however long it takes.")
@click.option("--structure", is_flag=True, help="Read no document: only whether the spec fits the tables.")
@click.option("--dsn", metavar="DSN", help="Database; default: HOFSM_DSN. Without either only the specs are checked.")
@options.sql
@options.json
@options.debug
def lint(
    specs: tuple[Path, ...],
    dsn: str | None,
    *,
    sample: int | None,
    full: bool,
    structure: bool,
    as_sql: bool,
    as_json: bool,
) -> None:
    """Check mapping specs, and what they make of the data.

    Every problem of every file is told, with file:line:column, cause and next step.

    With --dsn or HOFSM_DSN the database is asked, too: legacy table, key, payload column, references, checks. Then a
    sample of documents is decomposed on the server: which values each column reads and which it does not, with example
    keys; paths without a column, by bytes; the share that stays in the residual; rows and bytes of the new tables.
    Everything is undone at the end: nothing is changed.

    \b
    Example:
      hofsm lint mappings/*.yaml
      hofsm lint mappings/batches.yaml --dsn postgresql://app@db/production
      hofsm lint mappings/batches.yaml --dsn postgresql://app@db/production --full
    """
    wanted = _wanted(sample, full=full, structure=structure)
    mappings, problems = _load(specs)
    if as_sql:
        output.say(_questions(mappings, wanted))
        return
    place = dsn or os.environ.get("HOFSM_DSN")
    answer = _ask(mappings, place, wanted) if place else _Answer([], [], [])
    problems += answer.problems
    if as_json:
        found = {"problems": problems, "data": answer.data, "data_problems": answer.obstacles}
        output.machine({"specs": [str(spec) for spec in specs], "database": bool(place), **found})
    if problems:
        raise SpecError(*problems)
    if not as_json:
        _say(mappings, answer, asked=bool(place))
    if wanted.explicit and answer.obstacles:
        raise GateError(*answer.obstacles)


def _wanted(sample: int | None, *, full: bool, structure: bool) -> _Wanted:
    from hofsm_migrate.phases.measure import SAMPLE, SAMPLE_BYTES  # noqa: PLC0415 - keeps the others quick

    if sum((sample is not None, full, structure)) > 1:
        raise click.UsageError("--sample, --full and --structure exclude one another")
    if full or sample is not None:
        return _Wanted(data=True, sample=sample, max_bytes=None, explicit=True)
    return _Wanted(data=not structure, sample=SAMPLE, max_bytes=SAMPLE_BYTES, explicit=False)


def _load(specs: tuple[Path, ...]) -> tuple[list[Mapping], list[Problem]]:
    mappings: list[Mapping] = []
    problems: list[Problem] = []
    for spec in specs:
        try:
            mappings.append(load(spec))
        except SpecError as error:
            problems += error.problems
    return mappings, problems


def _ask(mappings: list[Mapping], dsn: str, wanted: _Wanted) -> _Answer:
    from hofsm_migrate.phases import coverage, gates  # noqa: PLC0415 - only with a database

    answer = _Answer([], [], [])
    with connect(dsn) as conn:
        for mapping in mappings:
            problems = gates.problems(gates.structure(conn, mapping))
            answer.problems.extend(problems)
            if problems or not wanted.data:
                continue
            obstacles = coverage.obstacles(conn, mapping)
            answer.obstacles.extend(one for one in obstacles if one not in answer.obstacles)
            if not obstacles:
                answer.data.append(_measure(conn, mapping, wanted))
    return answer


def _measure(conn: Connection, mapping: Mapping, wanted: _Wanted) -> Coverage:
    from hofsm_migrate.phases import measure  # noqa: PLC0415 - only with a database
    from hofsm_migrate.report.screen import stages  # noqa: PLC0415

    with stages() as stage:
        return measure.measure(
            conn,
            mapping,
            sample=wanted.sample,
            max_bytes=wanted.max_bytes,
            on_stage=stage,
            on_wait=ending.show_wait,
        )


def _say(mappings: list[Mapping], answer: _Answer, *, asked: bool) -> None:
    from hofsm_migrate.report.coverage import draw_coverage  # noqa: PLC0415 - only with a database
    from hofsm_migrate.report.screen import screen  # noqa: PLC0415

    fits = " and fits the database" if asked else ""
    for mapping in mappings:
        output.say(f"{mapping.file}: mapping {mapping.name}, {len(mapping.tables)} tables, is valid{fits}")
    for found in answer.data:
        output.say("")
        draw_coverage(screen(), found)
    if answer.data:
        output.say("\nnothing was changed: temporary tables and functions are gone with the transaction")
    for obstacle in answer.obstacles:
        output.note(f"the data was not read: {obstacle.message}; next: {obstacle.hint}")


def _questions(mappings: list[Mapping], wanted: _Wanted) -> str:
    from hofsm_migrate.phases import twin  # noqa: PLC0415 - only on request

    parts = [twin.structure(mapping) for mapping in mappings]
    if wanted.data:
        parts += [twin.data(mapping, wanted.sample) for mapping in mappings]
    return "\n".join(parts).rstrip("\n")
