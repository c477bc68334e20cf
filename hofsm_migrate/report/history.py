"""The history of mappings, for people: a line for each event, and below it what was out of the ordinary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.trial.words import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hofsm_migrate.db.control import Event


def history_lines(events: Iterable[Event]) -> Iterator[str]:
    """Oldest first, as the events come."""
    for event in events:
        yield printable(_head(event))
        yield from (f"    {printable(line)}" for line in _more(event))


def _head(event: Event) -> str:
    moved = event.from_phase if event.from_phase == event.to_phase else f"{event.from_phase} -> {event.to_phase}"
    spec = f"spec {event.spec_digest[:12]}"
    when = f"{event.at:%Y-%m-%d %H:%M:%S %Z}"
    return f"{when} {event.role}: {event.mapping}, {event.command}, {moved}, {event.seconds:.2f} s, {spec}"


def _more(event: Event) -> Iterator[str]:
    if met := [gate["gate"] for gate in event.gates if gate.get("met")]:
        yield f"gates met: {', '.join(met)}"
    for gate in event.gates:
        if not gate.get("met"):
            yield f"gate passed by: {gate['gate']}, since {gate.get('forced')}"
            yield from (f"    {problem}" for problem in gate.get("problems", ()))
    if event.waits:
        states = ", ".join(sorted({wait["sqlstate"] for wait in event.waits}))
        tries = "try" if len(event.waits) == 1 else "tries"
        yield f"waited for a lock: {len(event.waits)} {tries} before this one (SQLSTATE {states})"
    if event.note:
        yield event.note
