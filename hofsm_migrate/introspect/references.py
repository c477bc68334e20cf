"""Scalars whose values are keys of another table: asked of the database, and kept only where that is no accident.

At least FOUND of the values of the sample have to be there, and half of the distinct ones. Since the numbers 1 to 10
are in every table, that is not enough: one of these must be true as well.

- The last keys of the path name the table or its column (`itemId` ~ items.id, `mmr.id` ~ mmrs.id), or somebody, where
  the table is one of people (`by`, `createdBy` ~ users.id).
- The values are of a kind that does not match by accident: three uuids, or five texts.
- Of the whole numbers between the smallest and the largest value, the table has at most half, and it has SPREAD
  values.
- The path ends in the name of an identity (`ingredientId`) or is the key of a map, there are SPREAD values that go
  beyond HIGH, and no other table has them all; or it is the smallest that has, and the sample knows three keys in ten
  of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.introspect import determinants as det
from hofsm_migrate.introspect import keynames
from hofsm_migrate.introspect.elements import COLUMN_MARK, KEY_MARK
from hofsm_migrate.introspect.relation import Candidate
from hofsm_migrate.spec.path import parse_at
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from psycopg import Connection

    from hofsm_migrate.introspect.elements import Column, Rows, Sample

FOUND = 0.95
SPREAD = 20
HIGH = 100
MOST_VALUES = 1_000
"""Distinct values of one place that are asked."""
MOST_KEYS = 200
"""Keys of the database that are asked."""
COUNTED = 100_000
DANGLING = 5

_CASTS = {
    "smallint": "bigint", "integer": "bigint", "bigint": "bigint", "numeric": "numeric", "uuid": "uuid",
    "text": "text", "character varying": "text", "character": "bpchar",
}  # fmt: skip
_FAMILIES = {"bigint": "number", "numeric": "number", "uuid": "uuid", "text": "text", "bpchar": "text"}
_NUMBERS = frozenset({"zero-one", "integer", "epoch-s", "bigint", "numeral", "numeral-zero-one"})
_TEXTS = frozenset({"text", "e-mail", "url", "numeral-padded", "numeral-long", "Y/N"})


@dataclass(frozen=True)
class Key:
    """A key of one column; `cast` is the type that values are compared as."""

    schema: str
    table: str
    column: str
    cast: str

    @property
    def family(self) -> str:
        """`number`, `uuid` or `text`."""
        return _FAMILIES[self.cast]


@dataclass(frozen=True)
class _Asked:
    """A place with its distinct values, and the path's own keys, the innermost last."""

    column: Column
    rows: Rows
    family: str
    values: dict[str, int]
    keys: tuple[str, ...]


@dataclass(frozen=True)
class _Match:
    key: Key
    found: frozenset[str]
    rows: int


def references(conn: Connection, sample: Sample, own: tuple[str, str] | None = None) -> tuple[Candidate, ...]:
    """The best key for each place that has one, by place. `own` is the table of the documents.

    One statement per key, each with at most some thousand values; takes ACCESS SHARE. Asked are only tables that the
    role may read, and whose rows no policy hides from it.
    """
    asked = [one for rows in sample.sets for column in rows.columns if (one := _asked(column, rows, sample))]
    keys = _keys(conn)
    matches = {key: _match(conn, key, asked) for key in keys}
    found = (_best(conn, one, [matches[key] for key in keys if key.family == one.family], own) for one in asked)
    made = (_candidate(one, match, sample) for one, match in zip(asked, found, strict=True) if match)
    return tuple(sorted(made, key=lambda candidate: candidate.place))


def _keys(conn: Connection) -> list[Key]:
    rows = conn.execute(fill(load("catalog_keys"), {"limit": MOST_KEYS})).fetchall()
    return [Key(schema, table, column, _CASTS[kind]) for schema, table, column, kind, _primary in rows]


def _asked(column: Column, rows: Rows, sample: Sample) -> _Asked | None:
    """What to ask of a column; None where it is no candidate at all."""
    if column.place.startswith(COLUMN_MARK):
        return None
    forms, counts = column.forms(), column.counts()
    families = {"number": _NUMBERS, "uuid": frozenset({"uuid"}), "text": _TEXTS}
    total = sum(int(counts[code]) for code, kind in enumerate(column.kinds) if kind != "null")
    for family, fit in families.items():
        codes = [code for code, form in enumerate(forms) if form in fit]
        if len(codes) < 2 or sum(int(counts[code]) for code in codes) < 0.8 * total:
            continue
        values = {text: code for code in codes[:MOST_VALUES] if _askable(text := str(column.values[code]), family)}
        if len(values) < 2 or _is_own_key(column, sample, rows):
            return None
        return _Asked(column, rows, family, values, _path_keys(column))
    return None


def _askable(text: str, family: str) -> bool:
    return abs(int(text)) < 2**62 if family == "number" else "\0" not in text


def _is_own_key(column: Column, sample: Sample, rows: Rows) -> bool:
    """Whether a document just repeats its own key."""
    if rows is not sample.root or not column.rows:
        return False
    pairs = zip(column.rows, column.codes, strict=True)
    same = sum(1 for row, code in pairs if str(column.values[code]) == sample.keys[row])
    return same >= 0.9 * len(column.rows)


def _path_keys(column: Column) -> tuple[str, ...]:
    place = column.place.removesuffix(KEY_MARK)
    steps = parse_at(place if place.endswith(("[*]", ".*")) or place == "$" else f"{place}[*]")
    return tuple(key for step in steps for key in step.container)


def _match(conn: Connection, key: Key, asked: Iterable[_Asked]) -> _Match:
    values = sorted({value for one in asked if one.family == key.family for value in one.values})
    if not values:
        return _Match(key, frozenset(), 0)
    parts = {
        "table": (key.schema, key.table),
        "column": key.column,
        "type": sql.SQL(key.cast),  # pyright: ignore[reportArgumentType] - one of _CASTS
        "values": sql.Literal(values),
        "limit": COUNTED,
    }
    template = load("introspect_reference")
    row = conn.execute(fill(template, parts)).fetchone()
    return _Match(key, frozenset(row[0]), row[1]) if row else _Match(key, frozenset(), 0)


def _best(conn: Connection, one: _Asked, matches: list[_Match], own: tuple[str, str] | None) -> _Match | None:
    """The table that the values belong to, by the rules at the top of this page; None where none surely is."""
    covering = [match for match in matches if _share(one, match) >= FOUND]
    covering.sort(key=lambda match: (-_share(one, match), match.rows, match.key.schema, match.key.table))
    named = [match for match in covering if keynames.alike(one.keys, match.key.table, match.key.column)]
    if named:
        return named[0]
    foreign = [match for match in covering if (match.key.schema, match.key.table) != own]
    if not foreign:
        return None
    if one.family != "number":
        return foreign[0] if len(one.values) >= (3 if one.family == "uuid" else 5) else None
    if len(one.values) < SPREAD:
        return None
    sparse = [match for match in foreign if _is_sparse(conn, one, match)]
    return sparse[0] if sparse else _by_identity(one, foreign)


def _share(one: _Asked, match: _Match) -> float:
    """The part of all values that are found; 0 where most distinct ones are not."""
    found = [code for value, code in one.values.items() if value in match.found]
    if 2 * len(found) < len(one.values):
        return 0.0
    counts = one.column.counts()
    return float(counts[found].sum() / counts[list(one.values.values())].sum())


def _is_sparse(conn: Connection, one: _Asked, match: _Match) -> bool:
    numbers = [int(value) for value in one.values if value in match.found]
    low, high = min(numbers), max(numbers)
    if high - low + 1 >= 2 * COUNTED:
        return True  # no more than COUNTED are counted anyway, unless the table is larger
    parts = {
        "table": (match.key.schema, match.key.table),
        "column": match.key.column,
        "low": low,
        "high": high,
        "limit": COUNTED,
    }
    row = conn.execute(fill(load("introspect_between"), parts)).fetchone()
    return row is not None and row[0] <= 0.5 * (high - low + 1)


def _by_identity(one: _Asked, covering: list[_Match]) -> _Match | None:
    column = one.column
    named = column.place.endswith(KEY_MARK) or keynames.names_identity(det.column_name(column))
    if not named or max(int(value) for value in one.values) < HIGH:
        return None
    if len(covering) == 1:
        return covering[0]
    smallest = min(covering, key=lambda match: (match.rows, match.key.schema, match.key.table))
    return smallest if len(one.values) >= 0.3 * smallest.rows else None


def _candidate(one: _Asked, match: _Match, sample: Sample) -> Candidate:
    missing = {code: value for value, code in one.values.items() if value not in match.found}
    dangling: dict[str, str] = {}
    for row, code in zip(one.column.rows, one.column.codes, strict=True) if missing else ():
        if code in missing:
            dangling.setdefault(missing[code], sample.keys[one.rows.documents[row]])
    shown = sorted((key, value) for value, key in dangling.items())[:DANGLING]
    key = match.key
    counts = one.column.counts()
    return Candidate(
        one.column.place,
        key.schema,
        key.table,
        key.column,
        asked=len(one.values),
        found=len(one.values) - len(missing),
        dangling=tuple(shown),
        values=int(counts[list(one.values.values())].sum()),
        missing=int(counts[list(missing)].sum()),
    )
