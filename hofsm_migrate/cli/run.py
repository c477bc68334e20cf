"""The command `hofsm`: its subcommands in the order in which they are used, and what an error becomes."""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING

import click
import psycopg

from hofsm_migrate.cli import options, output
from hofsm_migrate.cli.failure import database_problem
from hofsm_migrate.cli.interrupt import INTERRUPTED
from hofsm_migrate.errors import HofsmError, Problem
from hofsm_migrate.report.problems import print_problems

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "demo": "hofsm_migrate.cli.demo:demo",
    "try": "hofsm_migrate.cli.try_:try_",
    "introspect": "hofsm_migrate.cli.introspect:introspect",
    "report": "hofsm_migrate.cli.report:report",
    "findings": "hofsm_migrate.cli.findings:findings",
    "draft": "hofsm_migrate.cli.draft:draft",
    "lint": "hofsm_migrate.cli.lint:lint",
    "preview": "hofsm_migrate.cli.preview:preview",
    "explain": "hofsm_migrate.cli.explain:explain",
    "compile": "hofsm_migrate.cli.compile_:compile_",
    "expand": "hofsm_migrate.cli.expand:expand",
    "dual-write": "hofsm_migrate.cli.dual_write:dual_write",
    "backfill": "hofsm_migrate.cli.backfill:backfill",
    "verify": "hofsm_migrate.cli.verify:verify",
    "mirror": "hofsm_migrate.cli.mirror:mirror",
    "cutover": "hofsm_migrate.cli.cutover:cutover",
    "evolve": "hofsm_migrate.cli.evolve:evolve",
    "contract": "hofsm_migrate.cli.contract:contract",
    "archive": "hofsm_migrate.cli.archive:archive",
    "status": "hofsm_migrate.cli.status:status",
    "progress": "hofsm_migrate.cli.progress:progress",
    "history": "hofsm_migrate.cli.history:history",
    "doctor": "hofsm_migrate.cli.doctor:doctor",
    "rollback": "hofsm_migrate.cli.rollback:rollback",
    "control": "hofsm_migrate.cli.control:control",
}
"""Subcommand to `module:function`, in the order of `--help`; a module is imported when its command is used."""


class Flow(click.Group):
    """Lists the subcommands in the order in which a migration uses them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in flow order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        return getattr(import_module(module), name)


@click.group(cls=Flow, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("hofsm-migrate"), "--version", message="%(prog)s %(version)s")
@options.debug
def hofsm() -> None:
    """Move a live PostgreSQL application out of one giant JSONB column.

    A mapping spec says which parts of the documents become tables. Introspect the documents and draft a spec from
    what is in them, or write one. Compile it to SQL that you review, expand the database by the new tables, let every
    write reach them as well, backfill them, verify that both sides say the same; roll back at any time.

    \b
    Exit codes: 0 done, 1 unexpected error, 2 usage, 3 spec refused, 4 gate not met, 5 no parity,
    130 interrupted by Ctrl-C.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its code; errors go to standard error in PostgreSQL's shape.

    With `--json` a command that fails before it has a result prints the error on standard output as well.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    output.begin()
    code, problems = _run(given)
    if code and "--json" in given and not output.has_result():
        output.failure(code, problems or (_STOPPED,))
    sys.exit(code)


_INTERRUPTED = Problem(
    "interrupted: the transaction in hand was undone, what was committed before it stays", "run the command again"
)
_STOPPED = Problem("the command ended without a result", "standard error says why")


def _run(arguments: list[str]) -> tuple[int, tuple[Problem, ...]]:
    """The exit code, and the problems that were told on standard error."""
    debug = "--debug" in arguments
    try:
        return _invoke(arguments), ()
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code, (_of_usage(error),)
    except click.ClickException as error:
        problem = _of_usage(error)
        print_problems((problem,))
        return error.exit_code, (problem,)
    except BrokenPipeError:
        return _broken_pipe(), ()
    except (click.Abort, KeyboardInterrupt):
        click.echo(_INTERRUPTED.message, err=True)
        return INTERRUPTED, (_INTERRUPTED,)
    except Exception as error:  # noqa: BLE001 - the last place that can say anything to the user
        if debug:
            traceback.print_exception(error, file=sys.stderr)
        return _report(error)


def _of_usage(error: click.ClickException) -> Problem:
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "hofsm"
    message = error.format_message().rstrip(".")
    return Problem(message[:1].lower() + message[1:], f"{command} --help says what it takes", at=command)


def _invoke(arguments: list[str]) -> int:
    try:
        with hofsm.make_context("hofsm", arguments) as context:
            result = hofsm.invoke(context)
            sys.stdout.flush()
            return result if isinstance(result, int) else 0
    except click.exceptions.Exit as done:
        return done.exit_code


def _report(error: Exception) -> tuple[int, tuple[Problem, ...]]:
    problems = error.problems if isinstance(error, HofsmError) else (_unexpected(error),)
    print_problems(problems)
    return error.exit_code if isinstance(error, HofsmError) else HofsmError.exit_code, problems


def _unexpected(error: Exception) -> Problem:
    if isinstance(error, psycopg.Error):
        return database_problem(error)
    return Problem(
        f"unexpected {type(error).__name__}: {error}",
        hint="run the command again as `hofsm --debug ...` and report what it prints",
    )


def _broken_pipe() -> int:
    """The reader (`head`, a pager) has gone: nothing more to say, and nothing for the interpreter to flush at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return 0
