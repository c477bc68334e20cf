"""What a command prints: results on standard output, everything else on standard error."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any

import click


def say(text: str) -> None:
    """A part of the result, for people."""
    click.echo(text)


def note(text: str) -> None:
    """Something beside the result: progress, waits, warnings."""
    click.echo(text, err=True)


def machine(result: object, **more: object) -> None:
    """One JSON object: the fields of a frozen result or the entries of a dict, and `more`."""
    click.echo(json.dumps(_members(result) | more, default=_plain, ensure_ascii=False, indent=2))


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
