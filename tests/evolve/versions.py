"""Versions of the spec of the concurrency scene, each a small change of it; and an operator who applies them."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concurrency.scene import OWN, SPEC, TWIN
from psycopg import sql

from hofsm_migrate.compile import plan
from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.db.executor import Retry
from hofsm_migrate.phases import backfill, change, evolve, payload, verify
from hofsm_migrate.phases.files import Reviewed
from hofsm_migrate.spec.load import loads

if TYPE_CHECKING:
    import psycopg

    from hofsm_migrate.names import Phase

BASE = SPEC.replace("TYPE", "jsonb")
QUICK = change.Terms(Retry(lock_timeout_ms=200, max_wait_s=120, first_pause_s=0.01, longest_pause_s=0.2))
WAY: dict[str, Phase] = {
    "expand": "expanded",
    "dual-write": "dual_write",
    "mirror": "mirrored",
    "cutover": "cutover",
}
"""Command to the phase that it leads to, in order."""

PART = """  part:
    role: layout
    at: $.lines[*].parts[*]
    identity: {path: id}
    columns: {n: {type: numeric, wire: string}}
"""
FIELD = """  field: {role: input, at: "$.fields.*", key_column: 'the "key"', columns: {x: integer}}\n"""
ROOT = "columns: {title: text, rev: integer}}"


NOTE = '"a ""note"""'
"""A column of the new version, as SQL has to write it."""


@dataclass(frozen=True)
class Change:
    """What becomes what in the text of the spec. `spoils`: writers of the new side use what only one version has."""

    was: str
    now: str
    before: str = BASE
    spoils: bool = False

    @property
    def texts(self) -> tuple[str, str]:
        assert self.was in self.before
        return self.before, self.before.replace(self.was, self.now)


CHANGES = {
    "a path leaves the residual": Change(
        ROOT, """columns: {title: text, rev: integer, 'a "note"': {path: note, type: text}}}"""
    ),
    "a column is renamed": Change(ROOT, "columns: {heading: {path: title, type: text}, rev: integer}}", spoils=True),
    "text becomes integer, with odd values": Change("columns: {words: text}", "columns: {words: integer}", spoils=True),
    "a table is split": Change(
        ROOT,
        """columns: {title: text}}\n  'Note "rev"': {role: input, at: $, columns: {rev: integer}}""",
        spoils=True,
    ),
    "a column is dropped": Change(ROOT, "columns: {title: text}}", spoils=True),
    "an array gets its own table": Change(FIELD, PART + FIELD, BASE.replace(PART, ""), spoils=True),
    "the identity changes": Change("    identity: {path: id}\n", "", spoils=True),
    "a table is dropped": Change(FIELD, "", spoils=True),
}
"""By what they are, as an operator would say it."""
GONE = {"42703", "42P01", "42804", "22P02", "42883", "22023"}
"""What a writer of the new side gets for a statement that is about what the version in force does not have."""


@functools.cache
def reviewed(text: str) -> Reviewed:
    """A version, compiled once for all tests."""
    mapping = loads(text, "notes.yaml")
    made = plan(mapping)
    return Reviewed(mapping, made, text, made.files)


def go(conn: psycopg.Connection, one: Reviewed, to: Phase) -> None:
    """Forward to a phase, with all documents represented from `dual_write` on."""
    for command, phase in WAY.items() if to != "legacy" else ():
        if phase in {"mirrored", "cutover"}:
            assert verify.verify(conn, one.plan).parity
        change.forward(conn, one, one.plan.step(command))
        if phase == "dual_write":
            assert backfill.backfill(conn, one.plan).ended == "complete"
        if phase == to:
            return


def cut_over(conn: psycopg.Connection, one: Reviewed, *, kept: bool) -> None:
    """As `go`, to phase `cutover`, with the payloads or without."""
    go(conn, one, "cutover")
    if not kept:
        assert payload.drop(conn, one).ended == "complete"


def put_in_force(conn: psycopg.Connection, one: Reviewed) -> evolve.EvolveResult:
    """Evolve; the result."""
    result = evolve.evolve(conn, one, QUICK)
    assert result.ended == "in force", result
    return result


def differences(conn: psycopg.Connection, one: Reviewed) -> list[str]:
    """What keeps both sides from parity: by `verify`, and row by row against a fresh backfill of the same version."""
    found = verify.verify(conn, one.plan)
    wrong = [] if found.parity else [repr(found)]
    mapping = replace(one.mapping, schema=TWIN)
    fresh = plan(mapping)
    with conn.transaction(force_rollback=True):
        conn.execute(f'DROP SCHEMA IF EXISTS "{TWIN}" CASCADE'.encode())
        conn.execute(fresh.up().encode())
        call = sql.SQL("SELECT documents FROM {}(%s, %s)").format(qualified(Names(fresh.tree).backfill))
        conn.execute(call, [-(2**63), 2**63 - 1])
        for node in fresh.tree.nodes:
            for table in node.tables:
                is_, should = (qualified((schema, table.name)) for schema in (OWN, TWIN))
                query = sql.SQL("SELECT one::text FROM {} AS one EXCEPT ALL SELECT two::text FROM {} AS two")
                for words, pair in (("has", (is_, should)), ("has not", (should, is_))):
                    wrong += [f"{table.name} {words} {row}" for (row,) in conn.execute(query.format(*pair)).fetchall()]
    return wrong
