"""`hofsm findings`: what is odd in a column of documents."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import options, output, reading
from hofsm_migrate.errors import UsageError
from hofsm_migrate.report.findings import print_findings
from hofsm_migrate.spec.load import load
from hofsm_migrate.spec.path import render

if TYPE_CHECKING:
    from hofsm_migrate.spec.mapping import Mapping

_PERCENT = click.FloatRange(0, 50)


@click.command(no_args_is_help=True)
@click.argument("target", metavar="TABLE|SPEC")
@click.option("--profile", "file", type=options.PROFILE, metavar="FILE", help="Read this profile instead of the table.")
@click.option(
    "--min-field-frequency",
    "field",
    type=_PERCENT,
    default=5.0,
    show_default=True,
    metavar="PERCENT",
    help="A key in less of its objects is odd; 0: none is.",
)
@click.option(
    "--min-type-frequency",
    "kind",
    type=_PERCENT,
    default=5.0,
    show_default=True,
    metavar="PERCENT",
    help="A type or form of less of the values is odd; 0: none is.",
)
@click.option("--no-store", is_flag=True, help="Print only; leave table hofsm.finding as it is.")
@click.option("--show-values", is_flag=True, help="Show the values that break a dependency; they are never stored.")
@reading.source
@options.common
def findings(
    target: str,
    *,
    file: Path | None,
    field: float,
    kind: float,
    no_store: bool,
    show_values: bool,
    payload: str | None,
    where: str | None,
    sample: int | None,
    workers: int,
    dsn: str | None,
    as_sql: bool,
    as_json: bool,
) -> None:
    """Tell what is odd in the documents of TABLE.

    With a SPEC the documents are those of its table, and what the migration does with them is said by its columns.
    Nothing of it stops a migration. Every finding has its class, path, count, share, and keys of documents that have
    it. What was found the last time, in table hofsm.finding, is replaced; --no-store leaves it. With --profile and no
    database nothing is stored, and dependencies and references are those of the profile.

    \b
    Example:
      hofsm findings legacy.batches
      hofsm findings mappings/batches.yaml --profile batches.json --no-store
    """
    # here and not above, since `hofsm --help` imports every command, and these bring NumPy
    from hofsm_migrate.introspect import look  # noqa: PLC0415
    from hofsm_migrate.introspect.finding import Limits  # noqa: PLC0415

    mapping = load(Path(target)) if _is_spec(target) else None
    table, column = _source(target, payload, mapping)
    request = reading.Request(table, column, where, sample, workers)
    if as_sql:
        reading.print_sql(dsn, request)
        return
    online = file is None or bool(dsn or os.environ.get("HOFSM_DSN"))
    profile = reading.load(file, table) if file else reading.read(dsn, request)
    if online:
        look.add_relations(profile, dsn)
    looked = look.look(profile, mapping, Limits(member=field / 100, kind=kind / 100), show_values=show_values)
    failure = None
    if online and not no_store:
        looked, failure = look.keep(dsn, looked)
    if as_json:
        output.machine(looked)
    else:
        print_findings(looked)
    if failure is not None:
        raise failure


def _is_spec(target: str) -> bool:
    """Whether the target is a file. A table whose name ends as a spec's does is written with quotes."""
    path = Path(target)
    if not path.is_file() and path.suffix in {".yaml", ".yml"}:
        raise UsageError(options.SPEC.problem(path))
    return path.is_file()


def _source(target: str, payload: str | None, mapping: Mapping | None) -> tuple[str, str | None]:
    """Table and column of the documents, as people write them."""
    if mapping is None:
        return target, payload
    return render((mapping.source.schema, mapping.source.table)), payload or mapping.source.payload
