"""Views of the new shape over the legacy table, made and dropped; in any phase, and beside any other mapping's."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import errors, sql

from hofsm_migrate.compile.names import Names
from hofsm_migrate.compile.preview import PREVIEWS_HERE, Made, mark
from hofsm_migrate.db import catalog, schema
from hofsm_migrate.db.executor import attempt
from hofsm_migrate.errors import GateError, Problem, UsageError
from hofsm_migrate.names import MAX_BYTES
from hofsm_migrate.phases import gates
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.compile.preview import Preview
    from hofsm_migrate.db.executor import Retry, Wait
    from hofsm_migrate.spec.mapping import Mapping


@dataclass(frozen=True)
class PreviewResult:
    """`views` are those that are there now. `changed` is False where they were there already, made by the same spec.

    `replaced` are the views of another version of the spec that had to go. `seconds` for all of it.
    """

    mapping: str
    schema: str
    changed: bool
    views: tuple[str, ...]
    replaced: tuple[str, ...]
    control_installed: bool
    waits: tuple[Wait, ...]
    seconds: float


@dataclass(frozen=True)
class DropResult:
    """`views` are those that were dropped; `schema_dropped` where no other mapping had a preview in it."""

    mapping: str
    schema: str
    changed: bool
    views: tuple[str, ...]
    schema_dropped: bool
    waits: tuple[Wait, ...]
    seconds: float


def check_schema(mapping: Mapping, name: str) -> None:
    """Whether views can be put into a schema of that name at all.

    Raises:
        UsageError: it is the target schema, one of PostgreSQL's or the control schema, or too long a name.
    """
    if name == mapping.schema:
        message = f"a preview cannot be in the target schema {name}: the new tables will have the names of its views"
    elif name in {"hofsm", "information_schema", "public"} or name.startswith("pg_"):
        message = f"a preview cannot be in schema {name}, which belongs to something else"
    elif not name or len(name.encode()) > MAX_BYTES:
        message = f"a schema name has 1 to {MAX_BYTES} bytes, got {name!r}"
    else:
        return
    raise UsageError(Problem(message, hint="name a schema that does not exist yet, or leave --schema out"))


def preview(
    conn: Connection,
    made: Preview,
    mapping: Mapping,
    *,
    retry: Retry | None = None,
    on_wait: Callable[[Wait], None] | None = None,
) -> PreviewResult:
    """Make the views of a mapping, or replace those of another version of its spec, in one short transaction.

    The legacy table is read in the catalog only: ACCESS SHARE. The control schema is installed if it is missing, for
    its helper functions.

    Args:
        conn: autocommit.
        mapping: the one whose places name the spec file as it was given.

    Raises:
        GateError: the spec does not fit the legacy table, a privilege is missing, the schema is not one of previews, a
            name in it is taken, other objects depend on the views to be replaced, or a lock was not to be had. Nothing
            was changed, except that the control schema may have been installed.
    """
    start = time.monotonic()
    if problems := _problems(conn, made, mapping):
        raise GateError(*problems)
    installed = schema.install(conn, retry=retry) if schema.installed_revision(conn) is None else False
    waits: list[Wait] = []

    def work(conn: Connection) -> tuple[bool, list[Made]]:
        _claim(conn, made.schema)
        if problem := _foreign(conn, made.schema):
            raise GateError(problem)
        there = _made(conn, made.schema, made.tree.mapping)
        if set(there) == made.objects:
            return False, []
        _drop(conn, made.schema, there)
        conn.execute(made.up().encode())
        return True, there

    changed, gone = attempt(conn, work, retry=retry, on_wait=_noting(waits, on_wait)).value
    replaced = tuple(one.name for one in gone if one.kind == "view")
    seconds = time.monotonic() - start
    return PreviewResult(mapping.name, made.schema, changed, made.views, replaced, installed, tuple(waits), seconds)


def drop(
    conn: Connection,
    made: Preview,
    *,
    retry: Retry | None = None,
    on_wait: Callable[[Wait], None] | None = None,
) -> DropResult:
    """Drop the views of a mapping, whatever version of its spec they are of, and the schema if nothing is left in it.

    Raises:
        GateError: other objects depend on the views, or a lock was not to be had. Nothing was changed.
    """
    start = time.monotonic()
    waits: list[Wait] = []

    def work(conn: Connection) -> tuple[list[Made], bool]:
        _claim(conn, made.schema)
        there = _made(conn, made.schema, made.tree.mapping)
        _drop(conn, made.schema, there)
        before = _comment(conn, made.schema)
        if there:
            conn.execute(made.operations[0].down)
        return there, before is not None and _comment(conn, made.schema) is None

    gone, schema_dropped = attempt(conn, work, retry=retry, on_wait=_noting(waits, on_wait)).value
    views = tuple(one.name for one in gone if one.kind == "view")
    seconds = time.monotonic() - start
    return DropResult(made.tree.mapping.name, made.schema, bool(gone), views, schema_dropped, tuple(waits), seconds)


def _problems(conn: Connection, made: Preview, mapping: Mapping) -> list[Problem]:
    found = list(gates.problems(gates.structure(conn, mapping)))
    relation = catalog.relation(conn, *Names(made.tree).legacy)
    if relation is not None:
        found += gates.privileges(conn, made.tree.mapping, relation, writing=False)
    if problem := _foreign(conn, made.schema) or _taken(conn, made):
        found.append(problem)
    return found


def _foreign(conn: Connection, name: str) -> Problem | None:
    """The schema is there, and not because of a preview."""
    comment = _comment(conn, name)
    if comment is None or comment == PREVIEWS_HERE:
        return None
    return Problem(
        f"schema {name} exists and is not one that hofsm preview made",
        hint="name another one with --schema. Nothing was changed",
        detail=f"its comment is {comment!r}, and would be {PREVIEWS_HERE!r}" if comment else "it has no comment",
    )


def _comment(conn: Connection, name: str) -> str | None:
    """The comment on a schema, empty where it has none; None where there is no such schema."""
    row = conn.execute(
        "SELECT coalesce(obj_description(oid, 'pg_namespace'), '') FROM pg_namespace WHERE nspname = %s", [name]
    ).fetchone()
    return row[0] if row else None


def _taken(conn: Connection, made: Preview) -> Problem | None:
    names = {one.name for one in made.objects}
    own = {_spelled(one.kind, one.name) for one in _made(conn, made.schema, made.tree.mapping)}
    parts = {"schema": made.schema, "names": sql.Literal(sorted(names))}
    taken = [row[0] for row in conn.execute(fill(load("phase_taken_names"), parts)) if row[0] not in own]
    if not taken:
        return None
    return Problem(
        f"names that the preview needs are taken in schema {made.schema}: {', '.join(taken)}",
        hint="drop or rename them, or name another schema with --schema. Nothing was changed",
    )


def _spelled(kind: str, name: str) -> str:
    return name if kind == "view" else f"{name}()"


def _made(conn: Connection, name: str, mapping: Mapping) -> list[Made]:
    parts = {"schema": name, "mark": mark(mapping)}
    return [Made(*row) for row in conn.execute(fill(load("preview_made"), parts))]


def _drop(conn: Connection, name: str, there: list[Made]) -> None:
    try:
        for one in there:  # views first: they call the functions
            statement = "DROP VIEW {}" if one.kind == "view" else "DROP FUNCTION {}(jsonb)"
            conn.execute(sql.SQL(statement).format(sql.Identifier(name, one.name)))
    except errors.DependentObjectsStillExist as error:
        raise GateError(
            Problem(
                f"the preview cannot be dropped: {error.diag.message_primary}",
                hint="drop what depends on it first. Nothing was changed",
                detail=error.diag.message_detail,
            )
        ) from error


def _claim(conn: Connection, name: str) -> None:
    """Two sessions that make or drop previews in one schema take turns; transaction-local."""
    conn.execute("SELECT pg_advisory_xact_lock(hashtext('hofsm preview'), hashtext(%s))", [name])


def _noting(waits: list[Wait], on_wait: Callable[[Wait], None] | None) -> Callable[[Wait], None]:
    def note(wait: Wait) -> None:
        waits.append(wait)
        if on_wait:
            on_wait(wait)

    return note
