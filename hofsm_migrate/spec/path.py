"""Dotted paths and the `at` of a table: parsed to keys, and written back.

`a.b` is two keys, `'"odd.key".x'` quotes one (JSON string syntax), `""` (an empty text) is the element itself and the
empty key is written `""` in quotes. An `at` starts at `$` and ends in
`[*]` (elements of an array) or `.*` (entries of an object).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from hofsm_migrate.spec.mapping import Step

if TYPE_CHECKING:
    from hofsm_migrate.spec.mapping import Path

_PLAIN = re.compile(r"[^\W\d]\w*")
_KEY = re.compile(r'[^\W\d]\w*|"(?:[^"\\]|\\.)*"', re.DOTALL)
_AT_TOKEN = re.compile(r'(?P<array>\[\*\])|(?P<map>\.\*)|\.(?P<key>[^\W\d]\w*|"(?:[^"\\]|\\.)*")', re.DOTALL)


class PathError(ValueError):
    """A path cannot be read; `message` says what is wrong with it, `hint` how to write it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message}; {hint}")
        self.message = message
        self.hint = hint


def parse(text: str) -> Path:
    """The keys of a dotted path, `()` for the empty text.

    Raises:
        PathError: a key is neither a plain identifier nor quoted.
    """
    if text == "":
        return ()
    keys: list[str] = []
    position = 0
    while match := _KEY.match(text, position):
        keys.append(_unquote(match.group(), text))
        position = match.end()
        if position == len(text):
            return tuple(keys)
        if text[position] != ".":
            break
        position += 1
    raise PathError(f"path cannot be read: got {text!r}", _quoting_hint(text))


def render(path: Path) -> str:
    """The dotted form of `path`, the inverse of `parse`."""
    return ".".join(_quote(key) for key in path)


def parse_at(text: str) -> tuple[Step, ...]:
    """The steps of an `at`, each container relative to the element before it; `()` for the root `$`.

    Raises:
        PathError: `text` is neither the root nor ends in the elements of an array or the entries of an object.
    """
    if not text.startswith("$"):
        raise PathError(f"at does not start at the root: got {text!r}", f"write {_rooted(text)}")
    steps: list[Step] = []
    keys: list[str] = []
    position = 1
    while match := _AT_TOKEN.match(text, position):
        position = match.end()
        if match["key"] is None:
            steps.append(Step("array" if match["array"] else "map", tuple(keys)))
            keys = []
        else:
            keys.append(_unquote(match["key"], text))
    if position < len(text):
        raise PathError(f"at cannot be read: got {text!r}", _at_hint(text, position))
    if keys:
        raise PathError(
            f"at is neither the root, an array nor a map: got {text!r}",
            f"write {text}[*] for the elements of an array or {text}.* for the entries of an object; "
            "an object with fixed keys has no table, its keys are columns with a longer path",
        )
    return tuple(steps)


def render_at(steps: tuple[Step, ...]) -> str:
    """The text of an `at`, the inverse of `parse_at`."""
    return "$" + "".join(_render_step(step) for step in steps)


def _render_step(step: Step) -> str:
    keys = "".join("." + _quote(key) for key in step.container)
    return keys + ("[*]" if step.kind == "array" else ".*")


def _quote(key: str) -> str:
    return key if _PLAIN.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _unquote(token: str, text: str) -> str:
    if not token.startswith('"'):
        return token
    try:
        return json.loads(token, strict=False)
    except ValueError:
        raise PathError(
            f"quoted key cannot be read: got {token} in {text!r}",
            'use the escapes of JSON strings, such as \\" and \\\\',
        ) from None


def _quoting_hint(text: str) -> str:
    if re.search(r'[^.]""[^.]', text):
        return 'a quote within a quoted name is not doubled: write \\" for it, as JSON does'
    if '"' in text:
        return "separate the keys by one dot each, and close every quoted key"
    keys = [key for key in text.split(".") if key]
    return f"a key that is not a plain identifier is quoted: '{'.'.join(_quote(key) for key in keys)}'"


def _rooted(text: str) -> str:
    return f"$.{text}" if text and text[0] not in ".[" else f"${text}"


def _at_hint(text: str, position: int) -> str:
    rest = text[position:]
    if rest.startswith(".."):
        return "a nested structure is declared by `recurse`, the path from an element to its children"
    if rest.startswith(('["', "['")):
        return 'write an odd key as ."odd key"'
    if rest.startswith("["):
        return "use [*] for all elements of an array; a single element cannot have a table"
    return 'use $ followed by .key, ."odd key", [*] and .* only'
