"""The result of a run: for people a table, for programs JSON."""

from __future__ import annotations

import os
import platform
from dataclasses import asdict, dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from hofsm_migrate.report.screen import grid, say, screen

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import Console

    from bench.figure import Figure


_NUMBERS = ("this run", "its run", "ratio", "target")


@dataclass(frozen=True)
class Run:
    """What was measured, when, on what. `load` is the machine's load average when the run began and ended."""

    at: datetime
    scale: float
    documents: int
    repeats: int
    server: str
    settings: tuple[str, ...]
    load: tuple[float, float]
    seconds: float
    figures: tuple[Figure, ...]


def as_json(run: Run) -> dict[str, Any]:
    """Every measurement; `found` is what the target is about."""
    derived = [{"ratios": one.ratios, "found": one.found, "met": one.met} for one in run.figures]
    figures = [{**asdict(one), **more} for one, more in zip(run.figures, derived, strict=True)]
    machine = {"cores": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()}
    return {**asdict(run), "at": run.at.isoformat(), "machine": machine, "figures": figures}


def draw(run: Run) -> None:
    """Print the table on standard output."""
    console = screen()
    for line in _head(run):
        say(console, line)
    table = grid("", "figure", "this run", "baseline", "its run", "unit", "ratio", "target", "", right=_NUMBERS)
    for one in run.figures:
        table.add_row(*_cells(one))
    console.print()
    console.print(table)
    console.print()
    _notes(console, run)


def _head(run: Run) -> tuple[str, ...]:
    scale = "" if run.scale == 1 else ", not the 1 that the targets are set for"
    load = f"load {run.load[0]:.1f} at the start, {run.load[1]:.1f} at the end"
    return (
        f"scale {run.scale:g}{scale}: {run.documents:,} generated batches; {run.repeats} times each, in turn",
        f"{run.server} (embedded): {', '.join(run.settings)}",
        f"{os.cpu_count()} cores, {load}; {run.seconds:.0f} s",
    )


def _cells(one: Figure) -> tuple[str, ...]:
    target = (
        f"{one.target.bound} {one.target.value:.2f}" if one.baseline else f"{one.target.bound} {one.target.value:g}"
    )
    return (
        one.id,
        one.name,
        _number(median(one.ours) if one.baseline else one.found),
        one.baseline_name,
        _number(median(one.baseline)) if one.baseline else "",
        one.unit,
        f"{one.found:.2f}" if one.baseline else "",
        target,
        "met" if one.met else "missed",
    )


def _notes(console: Console, run: Run) -> None:
    for one in run.figures:
        for note in one.notes:
            say(console, f"{one.id}: {note}")
        if len(one.ratios) > 1:
            say(console, f"{one.id}, {one.name}: ratios from {min(one.ratios):.2f} to {max(one.ratios):.2f}")
    say(console, "Ratio: the median of the ratios of neighbouring measurements; absolute values are for information.")


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:,.1f}"
