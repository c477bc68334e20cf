"""What a command would do, one thing after the other: for people as an SQL script, for a machine as one object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hofsm_migrate.phases.gates import Gate
from hofsm_migrate.sql import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.compile import Step
    from hofsm_migrate.compile.operation import Operation


@dataclass(frozen=True)
class Statement:
    """SQL under what it is about, the strongest lock that it takes, and its place in the spec."""

    what: str
    lock: str
    at: str
    sql: str


Item = str | Statement | Gate
"""Words beside the statements, a statement, or what a gate says at present."""


def forward(step: Step) -> Iterator[Statement]:
    """The statements of a step."""
    yield from (Statement(part.what, part.lock, part.place, text(part.up).rstrip()) for part in step.parts)


def back(step: Step) -> Iterator[Statement]:
    """The statements that undo a step, the last one first."""
    yield from (_undoing(part) for part in reversed(step.parts))


def lines(items: tuple[Item, ...]) -> Iterator[str]:
    """A script: everything but the statements is a comment. Statements, and what is of another kind, stand apart."""
    before: Item | None = None
    for item in items:
        if before is not None and (isinstance(item, Statement) or type(item) is not type(before)):
            yield ""
        yield from _lines(item)
        before = item


def record(items: tuple[Item, ...]) -> dict[str, Any]:
    """The same as a JSON object; gates as the history keeps them."""
    return {
        "statements": [item for item in items if isinstance(item, Statement)],
        "gates": [item.record() for item in items if isinstance(item, Gate)],
        "notes": [item for item in items if isinstance(item, str)],
    }


def _undoing(part: Operation) -> Statement:
    return Statement(f"{part.what}, undone", part.undo_lock, part.place, text(part.down).rstrip())


def _lines(item: Item) -> Iterator[str]:
    if isinstance(item, Statement):
        yield f"-- {item.what}: {item.lock} ({item.at})"
        yield item.sql
    elif isinstance(item, Gate):
        passed = f", passed by: {item.forced}" if item.forced else ""
        yield f"-- gate {item.name}: {'NOT met' if item.problems else 'met'}{passed}"
        for problem in item.problems:
            yield from (f"--   {line}" for line in problem.render().splitlines())
    else:
        yield from (f"-- {line}" for line in item.splitlines())
