"""What the commands that work on a mapping have in common: the last line, and waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.cli import output
from hofsm_migrate.phases import status
from hofsm_migrate.report.status import sentence

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.db.executor import Wait
    from hofsm_migrate.phases.files import Reviewed


def finish(conn: Connection, reviewed: Reviewed, result: object, *, as_json: bool, **more: object) -> None:
    """The result for a machine, or the state of the world for people."""
    standing = status.standing(conn, reviewed.plan, reviewed.mapping)
    if as_json:
        output.machine(result, standing=standing, **more)
    else:
        output.say(sentence(standing))


def show_wait(wait: Wait) -> None:
    """Say that a lock was not to be had, and when the next try is."""
    output.note(f"waiting: {wait.message} (SQLSTATE {wait.sqlstate}), try {wait.attempt + 1} in {wait.pause_s:.1f} s")
