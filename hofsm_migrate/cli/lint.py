"""`hofsm lint`: every problem of a spec, and with a database whether it fits the tables that are there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import options, output
from hofsm_migrate.db.connect import connect
from hofsm_migrate.errors import SpecError
from hofsm_migrate.spec.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from hofsm_migrate.errors import Problem
    from hofsm_migrate.spec.mapping import Mapping


@click.command(no_args_is_help=True)
@click.argument("specs", metavar="SPEC...", type=options.FILE, nargs=-1, required=True)
@options.common
def lint(specs: tuple[Path, ...], dsn: str | None, *, as_sql: bool, as_json: bool) -> None:
    """Check mapping specs: every problem of every file, with file:line:column, cause and next step.

    With --dsn or HOFSM_DSN the database is asked, too: legacy table, key, payload column, references, checks. Nothing
    is changed.

    \b
    Example:
      hofsm lint mappings/*.yaml
      hofsm lint mappings/batches.yaml --dsn postgresql://app@db/production
    """
    mappings, problems = _load(specs)
    if as_sql:
        output.say(_questions(mappings))
        return
    place = dsn or os.environ.get("HOFSM_DSN")
    if place:
        problems += _ask(mappings, place)
    if as_json:
        output.machine({"specs": [str(spec) for spec in specs], "database": bool(place), "problems": problems})
    if problems:
        raise SpecError(*problems)
    if not as_json:
        for mapping in mappings:
            asked = " and fits the database" if place else ""
            output.say(f"{mapping.file}: mapping {mapping.name}, {len(mapping.tables)} tables, is valid{asked}")


def _load(specs: tuple[Path, ...]) -> tuple[list[Mapping], list[Problem]]:
    mappings: list[Mapping] = []
    problems: list[Problem] = []
    for spec in specs:
        try:
            mappings.append(load(spec))
        except SpecError as error:
            problems += error.problems
    return mappings, problems


def _ask(mappings: list[Mapping], dsn: str) -> list[Problem]:
    from hofsm_migrate.phases import gates  # noqa: PLC0415 - only with a database

    with connect(dsn) as conn:
        return [problem for mapping in mappings for problem in gates.problems(gates.structure(conn, mapping))]


def _questions(mappings: list[Mapping]) -> str:
    from hofsm_migrate.phases import twin  # noqa: PLC0415 - only on request

    return "\n".join(twin.structure(mapping) for mapping in mappings).rstrip("\n")
