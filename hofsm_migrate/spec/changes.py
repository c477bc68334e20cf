"""What a new version of a spec changes: tables and columns that come, go, are renamed or read in another way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hofsm_migrate.spec.path import render, render_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.spec.mapping import Column, Mapping, Path, Step, Table

Place = tuple["tuple[Step, ...]", "Path"]


@dataclass(frozen=True)
class SpecChange:
    """One change. `path` is where in the document; `breaks` says what readers and writers of the new tables lose."""

    what: str
    path: str
    breaks: str = ""


@dataclass(frozen=True)
class _Found:
    table: Table
    column: Column

    @property
    def name(self) -> tuple[str, str]:
        return self.table.name, self.column.name

    @property
    def places(self) -> frozenset[Place]:
        return frozenset((self.table.at, path) for path in self.column.paths)

    def __str__(self) -> str:
        return ".".join(self.name)


def changes(before: Mapping, after: Mapping) -> tuple[SpecChange, ...]:
    """Everything that is another in `after`, tables first. Nothing is said of what only the order of the file is."""
    return (*_mapping(before, after), *_tables(before, after), *_columns(before, after))


def _mapping(before: Mapping, after: Mapping) -> Iterator[SpecChange]:
    if before.on_mismatch != after.on_mismatch:
        breaks = "whoever writes documents that no column takes" if after.on_mismatch == "reject" else ""
        yield SpecChange(f"on_mismatch is {after.on_mismatch}, it was {before.on_mismatch}", "$", breaks)


def _tables(before: Mapping, after: Mapping) -> Iterator[SpecChange]:
    was, now = ({table.name: table for table in mapping.tables} for mapping in (before, after))
    for name, table in was.items():
        if name not in now:
            yield SpecChange(f"table {name} dropped", render_at(table.at), f"whoever uses table {name}")
    for name, table in now.items():
        if name not in was:
            yield SpecChange(f"table {name} added", render_at(table.at))
        else:
            yield from _table(was[name], table)


def _table(was: Table, now: Table) -> Iterator[SpecChange]:
    path = render_at(now.at)
    if was.at != now.at:
        words = f"table {now.name} now takes another place of the document, it took {render_at(was.at)}"
        yield SpecChange(words, path, f"whoever uses table {now.name}: its rows are others")
    elif _identity(was) != _identity(now):
        words = f"identity of {now.name} changed"
        yield SpecChange(words, path, f"whoever finds rows of {now.name}, or of tables below it, by their key")
    others = ("when", "missing", "variant", "container_variant", "role")
    changed = [word for word in others if getattr(was, word) != getattr(now, word)]
    if _objects(was) != _objects(now):
        changed.append("objects")
    if _variants(was) != _variants(now):
        changed.append("variants")
    if changed:
        breaks = "" if changed == ["role"] else f"whoever expects a row of {now.name} where there is none now"
        yield SpecChange(f"table {now.name} changed: {', '.join(changed)}", path, breaks)
    if set(was.writes) != set(now.writes):
        closed = ", ".join(word.upper() for word in was.writes if word not in now.writes)
        breaks = f"whoever does {closed} on table {now.name}" if closed else ""
        yield SpecChange(f"table {now.name} changed: writes", path, breaks)


def _identity(table: Table) -> tuple[object, ...]:
    key = table.identity
    return (key.path, key.type, key.column) if key else (), table.key_column, table.recurse


def _objects(table: Table) -> frozenset[tuple[Path, str]]:
    return frozenset((rule.path, rule.missing) for rule in table.objects)


def _variants(table: Table) -> object:
    found = table.variants
    return found and (found.column, found.names, tuple((one.variant, one.paths) for one in found.present))


def _columns(before: Mapping, after: Mapping) -> Iterator[SpecChange]:
    was, now = ({one.name: one for one in _found(mapping)} for mapping in (before, after))
    left = {place: one for name, one in was.items() if name not in now for place in one.places}
    gone = {name for name in was if name not in now}
    for name, one in now.items():
        if name in was:
            yield from _column(was[name], one)
            continue
        old = next((left[place] for place in sorted(one.places, key=str) if place in left), None)
        if old is None:
            yield SpecChange(f"column {one} added: its path leaves the residual", _path(one))
            continue
        gone.discard(old.name)
        verb = "renamed to" if old.table.name == one.table.name else "moved to"
        yield SpecChange(f"column {old} {verb} {one}", _path(one), f"whoever reads or writes {old}")
        yield from _column(old, one, moved=True)
    for name in was:
        if name in gone:
            one = was[name]
            words = f"column {one} dropped: its path goes back to the residual"
            yield SpecChange(words, _path(one), f"whoever reads or writes {one}")


def _column(was: _Found, now: _Found, *, moved: bool = False) -> Iterator[SpecChange]:
    old, new = was.column, now.column
    if old.type != new.type:
        breaks = f"whoever expects {now} to be {old.type}"
        yield SpecChange(f"column {now} retyped from {old.type} to {new.type}", _path(now), breaks)
    if was.places != now.places and not moved and was.table.at == now.table.at:
        yield SpecChange(f"column {now} reads another path, it read {_path(was)}", _path(now), f"whoever reads {now}")
    others = ("wires", "values", "missing", "check", "index", "references", "variant", "otherwise", "etag")
    changed = [word for word in others if getattr(old, word) != getattr(new, word)]
    if (old.fixed is None) != (new.fixed is None):
        changed.append("update")
    if changed:
        closed = ["update"] if new.fixed is not None else []
        strict = [word for word in changed if word in {"values", "check", "variant", "otherwise", *closed}]
        breaks = f"whoever writes values to {now} that it does not take now" if strict else ""
        yield SpecChange(f"column {now} changed: {', '.join(changed)}", _path(now), breaks)


def _found(mapping: Mapping) -> Iterator[_Found]:
    return (_Found(table, column) for table in mapping.tables for column in table.columns)


def _path(one: _Found) -> str:
    path = render(one.column.paths[0])
    return render_at(one.table.at) + (f".{path}" if path else "")
