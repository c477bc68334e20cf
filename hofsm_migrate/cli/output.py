"""What a command prints: results on standard output, everything else on standard error."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hofsm_migrate.errors import Problem


_said = False


def begin() -> None:
    """A command begins; it has printed nothing for a machine yet."""
    global _said  # noqa: PLW0603 - one command per process, or one after the other
    _said = False


def has_result() -> bool:
    """Whether the command has printed its JSON value."""
    return _said


def say(text: str) -> None:
    """A part of the result, for people."""
    click.echo(text)


def note(text: str) -> None:
    """Something beside the result: progress, waits, warnings."""
    click.echo(text, err=True)


def machine(result: object, **more: object) -> None:
    """One JSON object: the fields of a frozen result or the entries of a dict, and `more`."""
    raw(json.dumps(_members(result) | more, default=_plain, ensure_ascii=False, indent=2))


def raw(value: str) -> None:
    """JSON text: the command's one value."""
    global _said  # noqa: PLW0603 - as above
    _said = True
    click.echo(value)


def failure(code: int, problems: Iterable[Problem]) -> None:
    """The one JSON value of a command that failed before it had a result."""
    machine({"error": {"exit_code": code, "problems": list(problems)}})


def _members(result: object) -> dict[str, Any]:
    if isinstance(result, dict):
        return result
    return asdict(result) if is_dataclass(result) and not isinstance(result, type) else {}


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)
