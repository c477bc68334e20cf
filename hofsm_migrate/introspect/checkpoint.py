"""What a scan has done so far, in a file beside its output, so that a stopped or killed one can go on."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from hofsm_migrate.errors import Problem, UsageError
from hofsm_migrate.introspect import store
from hofsm_migrate.introspect.shred import bound
from hofsm_migrate.introspect.source import Piece

if TYPE_CHECKING:
    from pathlib import Path

    from hofsm_migrate.introspect.profile import Origin, Profile

VERSION = 1
MARK = "hofsm_partial"


@dataclass
class Partial:
    """The pieces that a table was divided into, those that were read, and the profile of these."""

    pieces: tuple[Piece, ...]
    profile: Profile
    done: set[int] = field(default_factory=set)

    @property
    def todo(self) -> dict[int, Piece]:
        """Pieces that are to be read, by number."""
        return {number: piece for number, piece in enumerate(self.pieces) if number not in self.done}

    def add(self, numbers: tuple[int, ...], profile: Profile) -> None:
        """Take in what a worker found in these pieces."""
        self.profile.add(profile)
        bound(self.profile.root)
        self.done.update(numbers)


def place(output: Path) -> Path:
    """Where the state of a scan is that will write `output`."""
    return output.with_name(output.name + ".partial")


def save(file: Path, partial: Partial) -> None:
    """Write the state; whoever reads the file sees the old or the new one, whole.

    Raises:
        UsageError: it cannot be written.
    """
    pieces = [[piece.after, piece.upto, piece.chosen, piece.rows] for piece in partial.pieces]
    profile = orjson.Fragment(store.dump(partial.profile))
    value = {MARK: VERSION, "pieces": pieces, "done": sorted(partial.done), "profile": profile}
    write(file, orjson.dumps(value))


def write(file: Path, data: bytes) -> None:
    """Put a file in place as a whole.

    Raises:
        UsageError: it cannot be written.
    """
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        with beside.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        hint = "give a file in a folder that can be written to with -o"
        raise UsageError(Problem(f"cannot write {file}: {error.strerror}", hint)) from None


def restore(file: Path, origin: Origin) -> Partial | None:
    """The state of an earlier scan of the same documents; None where there is none.

    Raises:
        UsageError: the file is broken, or belongs to a scan with other options.
    """
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return None
    hint = f"delete {file} to begin anew, or give another file with -o"
    try:
        value = orjson.loads(data)
        partial = _partial(value)
    except (UsageError, ValueError, KeyError, TypeError) as error:
        raise UsageError(Problem("the state of an earlier scan cannot be read", hint, str(file), str(error))) from None
    if partial.profile.origin != origin:
        detail = ", ".join(_differences(partial.profile.origin, origin))
        message = "an earlier scan with other options was not finished"
        raise UsageError(Problem(message, f"give the same options to go on with it; {hint}", str(file), detail))
    return partial


def _partial(value: dict[str, Any]) -> Partial:
    if value[MARK] != VERSION:
        raise ValueError(f"it is of version {value[MARK]!r}")
    pieces = tuple(
        Piece(_key(after), _key(upto), None if chosen is None else tuple(map(tuple, chosen)), rows)
        for after, upto, chosen, rows in value["pieces"]
    )
    return Partial(pieces, store.load(orjson.dumps(value["profile"])), set(value["done"]))


def _key(value: list[str] | None) -> tuple[str, ...] | None:
    return None if value is None else tuple(value)


def _differences(before: Origin, now: Origin) -> list[str]:
    pairs = [(name, getattr(before, name), getattr(now, name)) for name in before.__dataclass_fields__]
    return [f"{name} was {was!r} and is {is_!r}" for name, was, is_ in pairs if was != is_]
