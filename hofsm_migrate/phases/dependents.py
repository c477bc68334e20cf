"""Views that others made on the legacy table: what takes its name, or gives it back, makes them anew and locks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.sql import load

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.compile import Step
    from hofsm_migrate.spec.mapping import Mapping

RENAMING = ("cutover", "drop-view")
"""The steps by which another relation gets the legacy name."""


def locked(conn: Connection, mapping: Mapping, step: Step) -> tuple[str, ...]:
    """In words, the views that a step or its undoing locks besides; nothing where there are none."""
    if step.command not in RENAMING:
        return ()
    source = mapping.source
    rows = conn.execute(load("phase_dependent_views").encode(), {"schema": source.schema, "table": source.table})
    views = ", ".join(name for (name,) in rows)
    return (
        (f"ACCESS EXCLUSIVE also on the views that read the legacy name, for they are made anew: {views}",)
        if views
        else ()
    )
