"""Options and arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., object]")

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)

spec = click.argument("spec", type=FILE)
dsn = click.option("--dsn", metavar="DSN", help="Database; default: HOFSM_DSN, else libpq's variables (PGHOST, ...).")
sql = click.option("--sql", "as_sql", is_flag=True, help="Print the SQL that would run, and run nothing.")
json = click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON value.")
debug = click.option("--debug", is_flag=True, expose_value=False, help="Print a traceback with every error.")
migrations = click.option(
    "-m", "--migrations", type=FOLDER, default=Path("migrations"), show_default=True, help="Where compiled files are."
)


def common(command: F) -> F:
    """`--dsn`, `--sql`, `--json` and `--debug`, in this order of `--help`."""
    for option in (debug, json, sql, dsn):
        command = option(command)
    return command
