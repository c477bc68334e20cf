"""What a new version of a spec changes, and what became of it, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.sql import text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hofsm_migrate.phases.evolution import Evolution
    from hofsm_migrate.phases.evolve import EvolveResult
    from hofsm_migrate.spec.changes import SpecChange


def change_lines(changes: tuple[SpecChange, ...]) -> Iterator[str]:
    """One line per change, and below it for whom it breaks something."""
    for one in changes:
        yield f"{one.what} ({one.path})"
        if one.breaks:
            yield f"    breaks: {one.breaks}"


def dry_run_lines(found: Evolution | None) -> Iterator[str]:
    """Changes as comments, then every statement under its object, its lock and its place in the spec."""
    if found is None:
        yield "-- nothing is in force in phase legacy: hofsm expand takes any version"
        return
    for line in change_lines(found.changes) if found.changes else ("nothing of the tables changes",):
        yield f"-- {line}"
    if found.payload_gone:
        yield "-- 0. payloads are made anew, as hofsm rollback does it; 4. hofsm cutover takes them away again"
    if found.found.phase != "expanded":
        yield ""
        yield "-- 1. the new version beside the old one"
        for step in found.beside.plan.steps:
            for part in step.parts:
                yield f"-- {part.what}: {part.lock} ({part.place})"
                yield text(part.up).rstrip() + "\n"
        yield "-- 2. hofsm backfill and hofsm verify, of the new version"
    yield ""
    yield "-- 3. the switch, one transaction" if found.found.phase != "expanded" else "-- one transaction"
    for stage in found.stages():
        for part in stage.parts:
            yield f"-- {part.what}: {part.lock} ({part.place})"
            yield text(part.statement).rstrip() + "\n"


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
