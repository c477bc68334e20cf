"""What a new version of a spec changes, and what became of it, for people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hofsm_migrate.compile.evolve import IN_FORCE, UNDER_WAY, recorded_place
from hofsm_migrate.report.dry_run import Statement, back, forward
from hofsm_migrate.sql import text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.phases.evolution import Evolution
    from hofsm_migrate.phases.evolve import EvolveResult
    from hofsm_migrate.phases.evolve_script import Abandoned
    from hofsm_migrate.report.dry_run import Item
    from hofsm_migrate.spec.changes import SpecChange


def change_lines(changes: tuple[SpecChange, ...]) -> Iterator[str]:
    """One line per change, and below it for whom it breaks something."""
    for one in changes:
        yield f"{one.what} ({one.path})"
        if one.breaks:
            yield f"    breaks: {one.breaks}"


def dry_run_items(found: Evolution | None) -> Iterator[Item]:
    """The parts of the way in their order, and every statement under its object, its lock and its place in the spec."""
    if found is None:
        yield "nothing is in force in phase legacy: hofsm expand takes any version"
        return
    if not found.changes:
        yield "nothing of the tables changes"
    if found.payload_gone:
        yield "0. payloads are made anew, as hofsm rollback does it; 4. hofsm cutover takes them away again"
    beside = found.found.phase != "expanded"
    if beside:
        yield "1. the new version beside the old one"
        for step in found.beside.plan.steps:
            yield from forward(step)
        yield "2. hofsm backfill and hofsm verify, of the new version"
    yield "3. the switch, one transaction" if beside else "one transaction"
    for stage in found.stages():
        for part in stage.parts:
            yield Statement(part.what, part.lock, part.place, text(part.statement).rstrip())


def abandon_items(found: Abandoned) -> Iterator[Item]:
    """What drops a version that is under way; nothing but words where there is none."""
    if found.gone is None:
        yield "no new version is under way"
    else:
        for step in found.steps:
            yield from _recorded(back(step), found.gone.plan, UNDER_WAY)
        yield Statement("its record", "no lock on any table", UNDER_WAY, found.forget().rstrip())
    if found.payloads:
        yield "payloads that were made anew for it are taken away again, as hofsm cutover does it"
        yield from _recorded(forward(found.payloads.plan.payload), found.payloads.plan, IN_FORCE)


def _recorded(statements: Iterator[Statement], plan: Plan, version: str) -> Iterator[Statement]:
    return (replace(one, at=recorded_place(one.at, plan, version)) for one in statements)


def result_lines(result: EvolveResult, spec: Path) -> Iterator[str]:
    """What was changed, and what comes next where that is not the usual."""
    yield from change_lines(result.changes)
    filled = f"{result.documents:,} documents in {result.rows:,} rows filled in"
    match result.ended:
        case "in force":
            took = f"switched in {result.switch_s:.2f} s, {result.seconds:.1f} s in all"
            yield f"the new version is in force: {filled}, {took}"
        case "recorded anew":
            yield "the new version makes the same tables: it is in force, and nothing was made anew"
        case "already in force":
            yield f"{result.mapping} has this version in force already; nothing was changed"
        case "prepared":
            yield f"the new version is ready: {filled}; the old one is in force; next: hofsm evolve {spec}"
        case "stopped":
            yield f"stopped by Ctrl-C: {filled}; the old version is in force; run it again to go on"
        case "no parity":
            yield f"{filled}; the old version is in force"
