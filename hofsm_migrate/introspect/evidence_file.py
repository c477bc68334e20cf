"""A JSON or YAML file that somebody else wrote, to a value: bounded in size and depth, with the place of a mistake."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML, events
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from hofsm_migrate.errors import Problem, UsageError
from hofsm_migrate.introspect.parse import parse

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 16 * 2**20
MAX_YAML_BYTES = 2**20
"""YAML is read by Python code, about a megabyte in ten seconds."""
MAX_DEPTH = 200
"""Containers in a YAML file. JSON files may be deeper: `parse` cuts what is below the depth of a profile."""
_HINT = "give a JSON or YAML file with a JSON Schema or a form definition"


def read_value(path: Path) -> Any:
    """The value in a file: JSON where it begins like JSON, else YAML 1.2 without tags, anchors and aliases.

    Returns:
        dict, list, str, int, float, bool or None, nested; keys are text.

    Raises:
        UsageError: the file cannot be read, is too large, or is neither.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unusable(path, f"file cannot be read: {(error.strerror or str(error)).lower()}") from None
    if len(content) > MAX_BYTES:
        raise _unusable(path, f"file is larger than {MAX_BYTES:,} bytes")
    content = content.removeprefix(b"\xef\xbb\xbf")
    if path.suffix.lower() == ".json" or content.lstrip()[:1] in {b"{", b"["}:
        return _json(path, content)
    return _yaml(path, content)


def _json(path: Path, content: bytes) -> Any:
    try:
        return parse(content)
    except json.JSONDecodeError as error:
        raise _unusable(path, "file is not JSON", place=(error.lineno, error.colno), detail=error.msg) from None
    except ValueError as error:
        raise _unusable(path, "file is not JSON", detail=str(error)) from None


def _yaml(path: Path, content: bytes) -> Any:
    if len(content) > MAX_YAML_BYTES:
        raise _unusable(path, f"YAML file is larger than {MAX_YAML_BYTES:,} bytes", hint="write it as JSON")
    try:
        text = content.decode()
        _check_yaml(path, text)
        # by way of JSON: dates become text, and numbers what `parse` makes of them
        return parse(json.dumps(_plain(YAML(typ="safe", pure=True).load(text)), default=str).encode())
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else None
        words = ", ".join(str(part) for part in (error.context, error.problem) if part)
        raise _unusable(path, "file is not YAML", place=place, detail=words) from None
    except (YAMLError, ValueError) as error:
        raise _unusable(path, "file is neither JSON nor YAML", detail=str(error)) from None


def _check_yaml(path: Path, text: str) -> None:
    """Refuse what makes a small file a large or endless value."""
    depth = 0
    for event in YAML(typ="safe", pure=True).parse(text):
        place = (event.start_mark.line + 1, event.start_mark.column + 1)
        if getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None:
            hint = "write the value out in full"
            raise _unusable(path, "YAML file has an anchor, an alias or a tag", place=place, hint=hint)
        if isinstance(event, events.CollectionStartEvent):
            depth += 1
        elif isinstance(event, events.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise _unusable(path, f"YAML file is nested deeper than {MAX_DEPTH} levels", place=place)


def _plain(value: Any) -> Any:
    """The value with keys that JSON can have."""
    if isinstance(value, dict):
        return {
            key if isinstance(key, str | int | float | None) else str(key): _plain(one) for key, one in value.items()
        }
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _unusable(
    path: Path, message: str, *, place: tuple[int, int] | None = None, detail: str | None = None, hint: str = _HINT
) -> UsageError:
    at = str(path) if place is None else f"{path}:{place[0]}:{place[1]}"
    return UsageError(Problem(message, hint, at, detail))
