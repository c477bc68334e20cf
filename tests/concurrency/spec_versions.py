"""Versions of the history's spec, each some changes away from the others, and what a client of each writes."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concurrency import scene
from concurrency.mirrored import KEY
from concurrency.scene import OWN, SPEC, TWIN
from operator_cases import compiled

from hofsm_migrate.compile import plan
from hofsm_migrate.phases import files

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.phases.files import Reviewed
    from hofsm_migrate.spec.mapping import Mapping

NOTE, LINE, PART, FIELD, COMPONENT = (f'"{OWN}"."{one}"' for one in ("Note", "line", "part", "field", "component"))
REV = f'"{OWN}"."Note ""rev"""'
FIRST = "WHERE id = %(id)s AND line_ordinal = 1"
_ENTRY = f"""INSERT INTO {FIELD} (id, {KEY}, x) VALUES (%(id)s, 'new', %(n)s)
    ON CONFLICT (id, {KEY}) DO UPDATE SET x = excluded.x"""
_NO_ENTRY = f"DELETE FROM {FIELD} WHERE id = %(id)s AND {KEY} = 'new'"
_PART = """  part:
    role: layout
    at: $.lines[*].parts[*]
    identity: {path: id}
    columns: {n: {type: numeric, wire: string}}
"""
_FIELD = """  field: {role: input, at: "$.fields.*", key_column: 'the "key"', columns: {x: integer}}\n"""
_ROOT = "  Note: {role: core, at: $, columns: {title: text, rev: integer}}\n"
_RENAMED = """  Note:
    role: core
    at: $
    columns: {heading: {path: title, type: text}, 'a "note"': {path: note, type: text}, rev: bigint}
"""
_SPLIT = """  Note: {role: core, at: $, columns: {title: text}}
  'Note "rev"': {role: input, at: $, columns: {rev: numeric}}
"""


@dataclass(frozen=True)
class Version:
    """A version of the spec, the column that has the title, and statements for its tables: what counts, what adds."""

    words: str
    text: str
    title: str
    count: tuple[tuple[str, str], ...]
    add: tuple[str, ...]


def _text(*changes: tuple[str, str]) -> str:
    text = SPEC.replace("TYPE", "jsonb")
    for was, now in changes:
        assert was in text
        text = text.replace(was, now)
    return text


def _titled(title: str) -> tuple[str, ...]:
    return (
        f"UPDATE {NOTE} SET {title} = %(word)s WHERE id = %(id)s",
        f"UPDATE {LINE} SET words = %(word)s {FIRST}",
        f"UPDATE {COMPONENT} SET kind = %(word)s WHERE id = %(id)s",
        f"""WITH one AS (UPDATE {NOTE} SET {title} = %(word)s WHERE id = %(id)s)
        UPDATE {LINE} SET words = %(also)s {FIRST}""",
    )


_REV = ("rev", f"UPDATE {NOTE} SET rev = rev + 1 WHERE id = %(id)s")
_X = ("x", f"UPDATE {FIELD} SET x = x + 1 WHERE id = %(id)s AND {KEY} = 'k'")

FIRST_VERSION = Version(
    words="the first",
    text=_text(),
    title="title",
    count=(_REV, _X),
    add=(*_titled("title"), _ENTRY, _NO_ENTRY, f"UPDATE {PART} SET n = %(n)s {FIRST} AND part_id = 'a'"),
)
VERSIONS = (
    FIRST_VERSION,
    Version(
        words="renamed, retyped, one column more, one array without a table",
        text=_text((_ROOT, _RENAMED), (_PART, ""), ("columns: {words: text}", "columns: {words: jsonb}")),
        title="heading",
        count=(_REV, _X),
        add=(*_titled("heading"), _ENTRY, _NO_ENTRY, f'UPDATE {NOTE} SET "a ""note""" = %(word)s WHERE id = %(id)s'),
    ),
    Version(
        words="split, one table less, another identity",
        text=_text((_ROOT, _SPLIT), (_FIELD, ""), ("    identity: {path: id}\n", "")),
        title="title",
        count=(("rev", f"UPDATE {REV} SET rev = rev + 1 WHERE id = %(id)s"),),
        add=(*_titled("title"), f"UPDATE {PART} SET n = %(n)s {FIRST} AND part_ordinal = 1"),
    ),
)
MISSED = {
    "42P01": {f'relation "{OWN}.{table}" does not exist' for table in ("part", "field", 'Note "rev"')},
    "42703": {
        *(f'column "{column}" of relation "Note" does not exist' for column in ("title", "heading", 'a "note"', "rev")),
        'column "rev" does not exist',
        'column "part_id" does not exist',
        'column "part_ordinal" does not exist',
    },
}
"""What a statement for one version gets where another is in force, by SQLSTATE: tables and columns that come and go."""


def reviewed(folder: Path, version: Version) -> Reviewed:
    """A version, compiled into files in a folder."""
    folder.mkdir(exist_ok=True)
    return files.read(compiled(folder, version.text, "notes.yaml"), folder / "migrations")


def differences(conn: psycopg.Connection, mapping: Mapping) -> list[str]:
    """As `scene.differences`, for any version; its twin goes as it came."""
    fresh = _twin(mapping)
    with conn.transaction(force_rollback=True):
        conn.execute(f'DROP SCHEMA IF EXISTS "{TWIN}" CASCADE'.encode())
        conn.execute(fresh.up().encode())
        return scene.compared(conn, plan(mapping).tree, fresh.tree)


@functools.cache
def _twin(mapping: Mapping) -> Plan:
    return plan(replace(mapping, schema=TWIN))
