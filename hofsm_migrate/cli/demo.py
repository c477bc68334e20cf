"""`hofsm demo`: the main job on generated documents, and the result on the screen."""

from __future__ import annotations

import click

from hofsm_migrate.cli import options, output
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.embedded import EmbeddedServer
from hofsm_migrate.errors import ParityError
from hofsm_migrate.report.demo import draw_demo
from hofsm_migrate.report.screen import screen, stages
from hofsm_migrate.trial.demo import run_demo
from hofsm_migrate.trial.session import figures, parity_problem


@click.command(short_help="See the main job on generated documents.")
@click.option(
    "--scale",
    type=click.FloatRange(0.0005, 100),
    default=0.1,
    show_default=True,
    metavar="S",
    help="How much: 1 is 20,000 documents in each of two legacy tables.",
)
@options.json
@options.debug
def demo(*, scale: float, as_json: bool) -> None:
    """Generate legacy documents, split them into tables, compose them again, and compare.

    Everything happens on an embedded PostgreSQL server in a temporary folder, which is removed in the end.

    \b
    Example:
      hofsm demo --scale 0.5
    """
    with EmbeddedServer() as server, connect(server.dsn()) as conn, stages() as stage:
        shown = run_demo(conn, scale, stage)
    if as_json:
        mappings = [{"mapping": one.mapping, **figures(one)} for one in shown.migrated]
        output.machine({"mappings": mappings, "seconds": round(shown.seconds, 3)})
    else:
        draw_demo(screen(), shown)
        output.say(f"All of it took {shown.seconds:.0f} s. Your own documents: hofsm try FILE.jsonl")
    wrong = [parity_problem(one.parity) for one in shown.migrated if not one.parity.parity]
    if wrong:
        raise ParityError(*wrong)
