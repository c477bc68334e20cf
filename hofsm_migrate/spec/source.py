"""Strict YAML 1.2 with the line and column of every key and value.

Read as events, so that nothing is expanded or nested without bound: anchors, aliases, tags and merge keys are
refused, as are equal keys, keys that are not text, several documents, and files over `MAX_BYTES`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML, events
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from hofsm_migrate.spec.findings import START, Findings, Loc, Place
from hofsm_migrate.spec.mapping import Position

if TYPE_CHECKING:
    from pathlib import Path as FilePath

MAX_BYTES = 1_048_576
MAX_DEPTH = 32

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


@dataclass(frozen=True)
class Number:
    """A number that is not a plain short integer; the language has no place for one, so only its text matters."""

    text: str

    def __repr__(self) -> str:
        return self.text


@dataclass
class _Frame:
    """A mapping or list that is being read; `key` is the key that waits for its value, None between two entries."""

    loc: Loc
    container: dict[str, Any] | list[Any]
    key: str | None = None
    key_position: Position = field(default=START.key)
    skip: bool = False


class _Stop(Exception):  # noqa: N818
    """Reading on would only produce follow-up problems; what is wrong is in the findings already."""


def read_file(path: FilePath, findings: Findings) -> bytes:
    """The bytes of a spec file, nothing of one that is too large or cannot be read."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        findings.add(
            (),
            f"spec file cannot be read: {(error.strerror or str(error)).lower()}",
            "give the path of a readable YAML file",
        )
        return b""
    if len(content) > MAX_BYTES:
        findings.add(
            (), f"spec file is larger than {MAX_BYTES} bytes", "split the mapping: one file describes one legacy table"
        )
        return b""
    return content


def decode(content: bytes, findings: Findings) -> str:
    """The text of a spec file, which is UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        position = _position_of(content[: error.start].decode("utf-8", errors="replace"))
        findings.add_at(
            position, "", f"spec file is not UTF-8: got byte 0x{content[error.start]:02x}", "save the file as UTF-8"
        )
        return ""


def read(text: str, findings: Findings) -> Any:
    """The value of a YAML text; fills `findings` with problems and `findings.places` with the place of everything.

    Returns:
        dict, list, str, int, bool, None or `Number`, nested; None after a problem that makes the rest unreadable.
    """
    reader = _Reader(findings)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            reader.take(event)
    except _Stop:
        return None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        position = Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)
        words = ", ".join(str(part) for part in (error.context, error.problem) if part)
        findings.add_at(
            position,
            "",
            f"file is not YAML: {words}",
            "check indentation, quotes and brackets at and before this place",
        )
        return None
    except YAMLError as error:
        position = _position_of(text[: getattr(error, "position", 0)])
        findings.add_at(
            position,
            "",
            f"file is not YAML: {getattr(error, 'reason', error)}",
            "remove the character, or write it as an escape in double quotes",
        )
        return None
    if reader.value is None and not findings.found:
        findings.add((), "spec file is empty", "begin with `mapping: <name>`; docs/spec.md has a first example")
    return reader.value


class _Reader:
    """Builds the value from events with its own stack; no recursion, so depth cannot hurt."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.places: dict[Loc, Place] = {}
        findings.places = self.places
        self.stack: list[_Frame] = []
        self.value: Any = None
        self.documents = 0

    def take(self, event: Any) -> None:
        if getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None:
            self._refuse_decoration(event)
        if isinstance(event, events.DocumentStartEvent):
            self._document(event)
        elif isinstance(event, events.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, events.CollectionStartEvent):
            self._open({} if isinstance(event, events.MappingStartEvent) else [], event)
        elif isinstance(event, events.CollectionEndEvent):
            self.stack.pop()

    def _refuse_decoration(self, event: Any) -> None:
        what = "tags" if getattr(event, "anchor", None) is None else "anchors, aliases and merge keys"
        self._stop(event, f"the spec language has no YAML {what}", "write the value out in full")

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._stop(event, "spec file holds more than one YAML document", "put each mapping into a file of its own")
        if event.version not in (None, (1, 2)):
            self._stop(event, "spec file asks for another YAML version than 1.2", "remove the %YAML line")

    def _scalar(self, event: Any) -> None:
        if _UNSTORABLE.search(event.value):
            hint = "remove NUL characters and lone surrogates"
            self.findings.add_at(_start(event), "", f"text cannot be stored: got {event.value!r}", hint)
            event.value = _UNSTORABLE.sub("\ufffd", event.value)
        value = event.value if event.style else _resolve(event.value)
        frame = self.stack[-1] if self.stack else None
        if frame and isinstance(frame.container, dict) and frame.key is None:
            self._key(frame, value, event)
        else:
            self._put(value, event)

    def _key(self, frame: _Frame, key: object, event: Any) -> None:
        position = _start(event)
        frame.key, frame.key_position, frame.skip = str(event.value), position, True
        if not isinstance(key, str):
            name = f'"{event.value}"'
            self.findings.add_at(
                position, "", f"key is not text: got {event.value or 'nothing'}", f"put it in quotes: {name}"
            )
        elif key in frame.container:
            first = self.places[(*frame.loc, key)].key
            self.findings.add_at(
                position, "", f"key is given twice: got {key!r}", f"keep one of them; the first is on line {first.line}"
            )
        else:
            frame.skip = False

    def _open(self, container: dict[str, Any] | list[Any], event: Any) -> None:
        if self.stack and isinstance(self.stack[-1].container, dict) and self.stack[-1].key is None:
            self._stop(event, "key is not text: got a list or a mapping", "use a name as the key")
        if len(self.stack) >= MAX_DEPTH:
            self._stop(
                event,
                f"spec file is nested more than {MAX_DEPTH} deep",
                "the spec language needs six levels; see docs/spec.md",
            )
        self.stack.append(_Frame(self._put(container, event), container))

    def _put(self, value: Any, event: Any) -> Loc:
        """Give `value` its place; a value under a refused key is read but dropped."""
        if not self.stack:
            self.value = value
            self.places[()] = Place(_start(event), _start(event))
            return ()
        frame = self.stack[-1]
        skip = frame.skip
        if isinstance(frame.container, list):
            loc, key_position = (*frame.loc, len(frame.container)), _start(event)
            frame.container.append(value)
        else:
            loc, key_position = (*frame.loc, frame.key or ""), frame.key_position
            if not skip:
                frame.container[frame.key or ""] = value
            frame.key, frame.skip = None, False
        if skip:
            loc = (*loc, "\x00refused", len(self.places))
        nothing = value is None and not event.value
        self.places[loc] = Place(key_position, key_position if nothing else _start(event))
        return loc

    def _stop(self, event: Any, message: str, hint: str) -> None:
        self.findings.add_at(_start(event), "", message, hint)
        raise _Stop


def _resolve(text: str) -> object:
    """The value of an unquoted scalar by the core schema of YAML 1.2: `no` and `on` are text."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return Number(text) if _NUMBER.fullmatch(text) else text


def _start(event: Any) -> Position:
    return Position(event.start_mark.line + 1, event.start_mark.column + 1)


def _position_of(before: str) -> Position:
    """The place right after `before`, counted from 1."""
    lines = _LINE_BREAK.split(before)
    return Position(len(lines), len(lines[-1]) + 1)
