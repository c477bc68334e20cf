"""The demonstration on the screen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hofsm_migrate.report.screen import grid, plain, say
from hofsm_migrate.report.status import size
from hofsm_migrate.report.trial import draw_differences, draw_figures, draw_tables
from hofsm_migrate.trial.words import shortened

if TYPE_CHECKING:
    from rich.console import Console

    from hofsm_migrate.trial.demo import Demo, Example

VALUE_WIDTH = 60


def draw_demo(console: Console, demo: Demo) -> None:
    """What was there, one document before and after, and each legacy table as new tables."""
    loaded = demo.loaded
    console.print(plain("Before: a legacy application that keeps everything in one JSON column", "bold"))
    say(
        console,
        plain(
            f"  {loaded.batches:,} rows in public.batches and {loaded.form_fields:,} in public.form_fields,"
            f" {size(loaded.payload_bytes)} of JSON, generated with everything odd that such data has"
        ),
    )
    console.print()
    _draw_example(console, demo.example)
    for migrated in demo.migrated:
        console.print(
            plain(f"After: public.{migrated.mapping}, by the spec that was drafted from its documents", "bold")
        )
        draw_tables(console, migrated)
        console.print()
        draw_figures(console, migrated, migrated.seconds)
        draw_differences(console, migrated)
        console.print()


def _draw_example(console: Console, example: Example) -> None:
    console.print(plain(f"One document of {example.legacy_table}", "bold"))
    say(console, plain(f"  {example.document}"))
    console.print()
    console.print(plain("and the rows that it became", "bold"))
    table = grid("new table", "columns that have a value")
    for row in example.rows:
        cells = (f"{name} = {_text(value)}" for name, value in row.values.items())
        table.add_row(plain(row.table), plain(", ".join(cells)))
    console.print(table)
    console.print()


def _text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return shortened(text, VALUE_WIDTH)
