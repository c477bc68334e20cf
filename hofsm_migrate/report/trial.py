"""A trial's summary for people."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from rich.table import Table

from hofsm_migrate.names import written
from hofsm_migrate.report.parity import parity_lines
from hofsm_migrate.report.screen import grid, plain, say
from hofsm_migrate.report.status import size
from hofsm_migrate.trial.words import counted

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from hofsm_migrate.trial.load import Loaded
    from hofsm_migrate.trial.run import Migrated
    from hofsm_migrate.trial.session import Trial

ROWS_SHOWN = 40


def draw_trial(console: Console, trial: Trial, file: str) -> None:
    """The whole summary: what was loaded, from what spec, the tables, and the figures."""
    say(console, plain(_loaded(trial.loaded, file)))
    for bad in trial.loaded.bad_lines:
        say(console, plain(f"  line {bad.line} skipped: {bad.reason}"))
    say(console, plain(_spec(trial)))
    console.print()
    draw_tables(console, trial.migrated)
    console.print()
    draw_figures(console, trial.migrated, trial.seconds)
    draw_differences(console, trial.migrated)


def draw_tables(console: Console, migrated: Migrated) -> None:
    """The new tables with rows and bytes."""
    table = grid("new table", "role", "rows", "on disk", right=("rows", "on disk"))
    for facts in migrated.tables[:ROWS_SHOWN]:
        name = plain(f"{migrated.schema}.{facts.name}")
        table.add_row(name, facts.role, f"{facts.rows:,}", size(facts.bytes))
    console.print(table)
    if len(migrated.tables) > ROWS_SHOWN:
        console.print(f"  and {len(migrated.tables) - ROWS_SHOWN} more")


def draw_figures(console: Console, migrated: Migrated, seconds: float) -> None:
    """Bytes before and after, what is still JSON, parity, and time."""
    table = Table.grid(padding=(0, 2))
    share = (
        f"{migrated.residual_share:.1%} of {size(migrated.json_bytes)} of JSON has no column yet and is kept as it was"
    )
    before, after = size(migrated.bytes_before), size(migrated.bytes_after)
    table.add_row("on disk", plain(f"{before} in the legacy table, {after} in the new tables, indexes included"))
    table.add_row("residual", plain(share))
    table.add_row("parity", _parity(migrated))
    table.add_row("time", f"{seconds:.1f} s")
    console.print(table)


def draw_differences(console: Console, migrated: Migrated) -> None:
    """Whatever verify has to say beside its counts: differences, and collections that are kept whole."""
    for line in islice(parity_lines(migrated.parity), 1, None):
        say(console, plain(f"  {line}"))


def _parity(migrated: Migrated) -> Text:
    result = migrated.parity
    if result.parity:
        documents = counted(result.documents, "document")
        return plain(f"exact: {documents} composed from the new tables, each byte for byte what it was", "green")
    return plain(f"NOT exact: {counted(result.wrong, 'document')} of {result.documents:,} differ", "bold red")


def _loaded(loaded: Loaded, file: str) -> str:
    parts = [f"{counted(loaded.documents, 'document')} from {file}"]
    parts += [f"{counted(loaded.blank, 'blank line')}"] if loaded.blank else []
    parts += [f"{counted(loaded.skipped, 'line')} skipped"] if loaded.skipped else []
    return ", ".join(parts)


def _spec(trial: Trial) -> str:
    if trial.drafted:
        return "spec: drafted from the documents; --spec takes your own"
    words = f"spec: {trial.spec.mapping.file}"
    if trial.spec.replaced:
        source = trial.spec.replaced
        words += f", with source hofsm_try.documents instead of {written(source.schema, source.table)}"
    if trial.dropped:
        words += f"; references to {', '.join(trial.dropped)} left out, since there is no such table here"
    return words
