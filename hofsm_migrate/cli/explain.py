"""`hofsm explain`: what a spec does with one document, without a database."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, cast

import click

from hofsm_migrate.cli import options, output
from hofsm_migrate.errors import ParityError, Problem
from hofsm_migrate.report.explain import draw_explanation, explanation_json
from hofsm_migrate.report.screen import screen
from hofsm_migrate.spec.load import load
from hofsm_migrate.trial.explain import explain as explained
from hofsm_migrate.trial.explain import read_document, read_line

if TYPE_CHECKING:
    from pathlib import Path

_DOCUMENT = options.Given("document", "name a file with one JSON text, or - for standard input", allow_dash=True)


@click.command(no_args_is_help=True)
@options.spec
@click.option(
    "--doc",
    required=True,
    metavar="FILE",
    type=_DOCUMENT,
    help="The document: a file with one JSON text, - for standard input.",
)
@click.option("--line", type=click.IntRange(1), metavar="N", help="Take line N of a file with one document a line.")
@click.option("--full", is_flag=True, help="Shorten nothing.")
@options.json
@options.debug
def explain(spec: Path, doc: str, line: int | None, *, full: bool, as_json: bool) -> None:
    """Show rows, residual and the composed document for one document, and why a value stays in the residual.

    No database is needed. With --line, a line whose keys are exactly key, kind and value is a document with two
    labels, and its value is taken; any other line is the document itself.

    \b
    Examples:
      hofsm explain mappings/orders.yaml --doc order.json
      hofsm explain mappings/orders.yaml --doc orders.jsonl --line 17
      psql -Atc 'select value from orders where id = 17' | hofsm explain mappings/orders.yaml --doc -

    Exit code 5: the composed document is not the one that was read, which no document may cause.
    """
    mapping = load(spec)
    at = "standard input" if doc == "-" else doc
    with click.open_file(doc, "rb") as file:
        stream = cast("BinaryIO", file)
        document = read_document(stream.read(), at) if line is None else read_line(stream, line, at)
    found = explained(mapping, document)
    if as_json:
        output.raw(explanation_json(found))
    else:
        draw_explanation(screen(), found, full=full)
    if not found.exact:
        problem = Problem("the composed document differs", "report the spec and the document: this is a defect", at)
        raise ParityError(problem)
