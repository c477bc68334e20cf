"""`hofsm report`: a profile as an HTML page."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from hofsm_migrate.cli import html, options, output
from hofsm_migrate.spec.load import load as load_spec

_HTML = click.Path(dir_okay=False, path_type=Path)


@click.command(no_args_is_help=True)
@click.argument("profile", type=options.PROFILE)
@click.option("-o", "--output", "out", required=True, metavar="FILE", type=_HTML, help="The HTML file to write.")
@click.option("--spec", type=options.SPEC, help="A mapping spec: its tables are shown with the rows to expect.")
@html.redact
@options.debug
def report(profile: Path, out: Path, spec: Path | None, *, redact: bool | None) -> None:
    """Write a profile as one HTML file that works offline.

    PROFILE is what `hofsm introspect -o` wrote; no database is needed. By default no text of a document is in the file
    unless it is frequent and short, at a path with few different values; numbers, names of keys and example document
    keys are.

    \b
    Example:
      hofsm report batches.json -o batches.html
      hofsm report batches.json -o batches.html --spec mappings/batches.yaml --redact
    """
    from hofsm_migrate.introspect import store  # noqa: PLC0415 - brings sketches and NumPy

    mapping = load_spec(spec) if spec else None
    read = store.load(profile.read_bytes())
    when = datetime.fromtimestamp(profile.stat().st_mtime, UTC)
    html.write(out, read, redact=redact, when=when, mapping=mapping)
    output.say(f"{out}: {read.documents:,} documents of {read.origin.schema}.{read.origin.table}")
