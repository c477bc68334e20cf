"""Options and arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from hofsm_migrate.errors import Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

F = TypeVar("F", bound="Callable[..., object]")


class Given(click.Path):
    """A file that has to be there: `what` it is, and the next step for who has none. Text where it can be `-`."""

    def __init__(self, what: str, hint: str, *, allow_dash: bool = False) -> None:
        super().__init__(exists=True, dir_okay=False, allow_dash=allow_dash, path_type=None if allow_dash else Path)
        self.what, self.hint = what, hint

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path.

        Raises:
            UsageError: there is no such file, or it cannot be read.
        """
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            raise UsageError(self.problem(Path(value))) from error

    def problem(self, path: Path) -> Problem:
        """What is wrong with a path that is no file to read."""
        why = "is a folder" if path.is_dir() else "cannot be read" if path.exists() else "does not exist"
        looked = None if path.is_absolute() else f"looked for in {Path.cwd()}"
        return Problem(f"the {self.what} {why}", f"{self.hint}. Nothing was changed", at=str(path), detail=looked)


SPEC = Given("spec file", "name a mapping spec that is there, as in mappings/batches.yaml; hofsm draft writes one")
PROFILE = Given("profile", "name a file that hofsm introspect TABLE -o FILE has written")
NEW_FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)

spec = click.argument("spec", type=SPEC)
dsn = click.option("--dsn", metavar="DSN", help="Database; default: HOFSM_DSN, else libpq's variables (PGHOST, ...).")


def _one_form(ctx: click.Context, param: click.Parameter, value: bool) -> bool:  # noqa: FBT001 - click calls it
    """SQL is no JSON value. Options are looked at in the order in which they are given."""
    other = {"as_sql": "as_json", "as_json": "as_sql"}[str(param.name)]
    if value and ctx.params.get(other):
        hint = "give one of them: --sql is a script for psql; --dry-run --json has the statements of a change of phase"
        raise UsageError(Problem("--sql and --json exclude one another", f"{hint}. Nothing was changed"))
    return value


sql = click.option(
    "--sql", "as_sql", is_flag=True, callback=_one_form, help="Print the SQL that would run, and run nothing."
)
json = click.option("--json", "as_json", is_flag=True, callback=_one_form, help="Print the result as one JSON value.")
debug = click.option("--debug", is_flag=True, expose_value=False, help="Print a traceback with every error.")
migrations = click.option(
    "-m", "--migrations", type=FOLDER, default=Path("migrations"), show_default=True, help="Where compiled files are."
)


def common(command: F) -> F:
    """`--dsn`, `--sql`, `--json` and `--debug`, in this order of `--help`."""
    for option in (debug, json, sql, dsn):
        command = option(command)
    return command
