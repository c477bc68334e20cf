"""Gates about documents: all represented, all in parity, nothing new in them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hofsm_migrate.db import control
from hofsm_migrate.errors import Problem
from hofsm_migrate.phases import drift, keys, state
from hofsm_migrate.spec.path import render_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.db.control import MappingState, Verification
    from hofsm_migrate.db.residual_paths import ResidualPath
    from hofsm_migrate.phases.gates.gate import Asked

SHOWN = 10
"""New paths that are named; the others are counted."""


def documents(asked: Asked) -> list[Problem]:
    """Every payload is a document; asked of types only that take anything else, and reads all of them."""
    source = asked.mapping.source
    if source.payload_type == "jsonb" or asked.relation is None or asked.relation.column(source.payload) is None:
        return []
    with asked.conn.transaction():
        keys.pin(asked.conn)
        found = keys.not_json(asked.conn, asked.plan)
    if found is None:
        return []
    first, count = found
    hint = (
        "correct them or set them to NULL; `hofsm findings` tells more. While one is there no backfill ends, and from"
        " this step on every write of a payload that is not JSON fails with 22P02"
    )
    message = f"payloads that are not JSON: {count:,} in column {source.payload}"
    return [Problem(message, hint, f"{keys.show(source.key, first)}, the first of them")]


def backfill_complete(asked: Asked) -> list[Problem]:
    """No document is without a root row."""
    with asked.conn.transaction():
        keys.pin(asked.conn)
        first = keys.first_unclaimed(asked.conn, asked.plan, None)
    if first is None:
        return []
    at = keys.show(asked.plan.tree.source.key, first)
    return [
        Problem("documents are not represented yet", f"hofsm backfill {asked.mapping.file}", f"{at}, the first of them")
    ]


def parity(asked: Asked) -> list[Problem]:
    """The last verification was of this spec, in this phase, not long ago, and found every document in parity."""
    found = state.current(asked.conn, asked.mapping.name)
    last = control.last_verification(asked.conn, asked.mapping.name) if found else None
    if found is None or last is None:
        return [Problem("the two sides were never compared", f"hofsm verify {asked.mapping.file}")]
    return [
        Problem(message, f"hofsm verify {asked.mapping.file}", detail=f"last verified by {last.role} at {last.at}")
        for message in _doubts(asked, found, last)
    ]


def _doubts(asked: Asked, found: MappingState, last: Verification) -> Iterator[str]:
    row = asked.conn.execute("SELECT clock_timestamp()").fetchone()
    if row is None or last.at is None:
        return
    age = row[0] - last.at
    if last.differing:
        yield f"the last verification found {last.differing:,} of {last.documents:,} not in parity"
    if last.spec_digest != asked.mapping.digest:
        yield "the last verification was of another version of the spec"
    if last.at - timedelta(seconds=last.seconds) < found.changed_at:
        yield f"the last verification began before phase {found.phase}"
    if age.total_seconds() > asked.limits.parity_age_s:
        limit = timedelta(seconds=asked.limits.parity_age_s)
        yield f"the last verification is too old: {timedelta(seconds=int(age.total_seconds()))}, limit {limit}"


def no_drift(asked: Asked) -> list[Problem]:
    """The residuals hold no path, and no type at a path, that they did not hold when the backfill ended."""
    found = state.current(asked.conn, asked.mapping.name)
    if found is None or found.residual_at is None:
        hint = f"hofsm backfill {asked.mapping.file}, to its end: it records them"
        return [Problem("which paths the residuals hold is not recorded", hint)]
    with asked.conn.transaction():
        news = drift.news(asked.conn, asked.plan)
    problems = [_new_path(asked, one) for one in news[:SHOWN]]
    if len(news) > SHOWN:
        hint = "take them into the spec, or accept them with `--force drift --reason WORDS`"
        problems.append(Problem(f"and {len(news) - SHOWN:,} more paths or types that were not there before", hint))
    return problems


def _new_path(asked: Asked, one: ResidualPath) -> Problem:
    node = asked.plan.tree.by_name[one.node]
    path = render_at(node.spine.at) + drift.shown(one.path)
    return Problem(
        f"something new in the documents: {path}, {one.kind}",
        hint="take it into the spec, or accept that it stays in the residual with `--force drift --reason WORDS`",
        at=f"{keys.show(asked.plan.tree.source.key, one.example)}, in the residual of {one.node}",
    )
