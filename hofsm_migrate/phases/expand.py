"""legacy -> expanded: the new tables come into being, empty and closed for writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.phases import change
from hofsm_migrate.phases.change import Terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.db.executor import Retry, Wait
    from hofsm_migrate.phases.change import ChangeResult
    from hofsm_migrate.phases.files import Reviewed


def expand(
    conn: Connection,
    reviewed: Reviewed,
    *,
    retry: Retry | None = None,
    on_wait: Callable[[Wait], None] | None = None,
) -> ChangeResult:
    """Make the new tables, functions and the view of a mapping; as `change.forward`, with no gate forced.

    The legacy table is read in the catalog only: ACCESS SHARE, for its key types.
    """
    terms = Terms(retry) if retry else None
    return change.forward(conn, reviewed, reviewed.plan.step("expand"), terms, on_wait=on_wait)
