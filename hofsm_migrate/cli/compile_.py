"""`hofsm compile`: the reviewed SQL files of a spec."""

from __future__ import annotations

from pathlib import Path

import click

from hofsm_migrate.cli import options, output
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import files


@click.command("compile", no_args_is_help=True)
@options.spec
@click.option("--check", is_flag=True, help="Write nothing; exit code 4 where spec and files differ. For CI.")
@click.option(
    "-o", "--output", "root", type=options.FOLDER, default=Path("migrations"), show_default=True, help="Where to write."
)
@options.sql
@options.json
@options.debug
def compile_(spec: Path, root: Path, *, check: bool, as_sql: bool, as_json: bool) -> None:
    """Write the SQL of a mapping to migrations/<mapping>/: to review, to commit, and what later commands run.

    The same spec gives the same bytes. No database is needed.

    \b
    Example:
      hofsm compile mappings/batches.yaml
      hofsm compile mappings/batches.yaml --check
    """
    reviewed = files.compiled(spec)
    if as_sql:
        output.say("\n".join(reviewed.files[step.up_file] for step in reviewed.plan.scripts).rstrip("\n"))
        return
    target = files.folder(root, reviewed.mapping)
    if check:
        problems = files.differences(reviewed, root, spec)
        changed: tuple[str, ...] = ()
    else:
        problems, changed = (), files.write(reviewed, root)
    if as_json:
        output.machine({"mapping": reviewed.mapping.name, "folder": target, "written": changed, "problems": problems})
    if problems:
        raise GateError(*problems)
    if not as_json:
        output.say(_words(reviewed, target, changed, spec, check=check))


def _words(reviewed: files.Reviewed, target: Path, changed: tuple[str, ...], spec: Path, *, check: bool) -> str:
    state = "is up to date" if check or not changed else f"written: {', '.join(changed)}"
    objects = sum(len(step.operations) for step in reviewed.plan.scripts)
    return f"{target} {state}; {objects} objects; next: review it, commit it, hofsm expand {spec}"
