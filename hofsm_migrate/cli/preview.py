"""`hofsm preview`: the new shape as read-only views, before any data moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import ending, options, output
from hofsm_migrate.compile.preview import preview as compiled
from hofsm_migrate.compile.preview import preview_schema
from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases import preview as phase
from hofsm_migrate.phases import twin
from hofsm_migrate.spec.load import load

if TYPE_CHECKING:
    from pathlib import Path


@click.command(no_args_is_help=True)
@options.spec
@click.option("--schema", metavar="NAME", help="Where the views are made; default: the target schema and _preview.")
@click.option("--drop", is_flag=True, help="Drop the views again.")
@options.common
def preview(spec: Path, schema: str | None, dsn: str | None, *, drop: bool, as_sql: bool, as_json: bool) -> None:
    """Show the new tables as views, before any data moves.

    The views are read-only, over the legacy table, one per new table with its name, columns and types: a query on a
    view works on the table later, with another schema in front. Rows are computed when they are read; a condition on
    the legacy key reads no more than the documents with that key. Works in every phase. Running it again is fine, and
    with a changed spec replaces the views.

    The control schema hofsm is installed if it is missing, since the views call its functions; --drop leaves it.

    \b
    Example:
      hofsm preview mappings/batches.yaml
      hofsm preview mappings/batches.yaml --drop
    """
    mapping = load(spec)
    name = preview_schema(mapping) if schema is None else schema
    phase.check_schema(mapping, name)
    made = compiled(mapping, name)
    if as_sql:
        output.say(twin.preview(made, drop=drop).rstrip("\n"))
        return
    with connect(dsn) as conn:
        if drop:
            result = phase.drop(conn, made, on_wait=ending.show_wait)
        else:
            result = phase.preview(conn, made, mapping, on_wait=ending.show_wait)
    if as_json:
        output.machine(result)
    else:
        output.say(_dropped(result) if isinstance(result, phase.DropResult) else _made(result, spec))


def _made(result: phase.PreviewResult, spec: Path) -> str:
    where = f"{len(result.views)} views of {result.mapping} in schema {result.schema}"
    if not result.changed:
        return f"{where} are up to date; nothing was changed"
    control = "; control schema hofsm installed" if result.control_installed else ""
    replaced = f", in place of {len(result.replaced)} of another version" if result.replaced else ""
    after = f"next: look at them, then hofsm compile {spec}; hofsm preview {spec} --drop takes them away"
    return f"{where} created in {result.seconds:.2f} s{replaced}{control}; {after}"


def _dropped(result: phase.DropResult) -> str:
    if not result.changed:
        return f"there is no preview of {result.mapping} in schema {result.schema}; nothing was changed"
    rest = "and the schema with them" if result.schema_dropped else "and the schema kept, since other things are in it"
    return f"{len(result.views)} views of {result.mapping} in schema {result.schema} dropped, {rest}"
