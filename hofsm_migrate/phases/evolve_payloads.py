"""Phase `cutover`: payloads that a new version was filled from against the tables in force, which are what counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.errors import ParityError, Problem
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.db.executor import Retry, Wait
    from hofsm_migrate.phases.evolution import Evolution


def refuse_other_payloads(conn: Connection, found: Evolution, retry: Retry, on_wait: Callable[[Wait], None]) -> None:
    """What was written to a payload past the triggers the application does not see, and the new version would have it.

    Raises:
        ParityError: a payload is not what the tables in force compose. They stay in force.
    """
    file = found.new.mapping.file
    result = verify(conn, found.old, mapping=found.in_force.mapping, retry=retry, on_wait=on_wait)
    if not result.parity:
        hint = (
            f"hofsm doctor {file} names them; with --fix --prefer payload, or --prefer new-tables, it makes them agree."
            " The old version is in force"
        )
        message = f"payloads are not what the tables in force compose: {result.wrong:,} of {result.documents:,}"
        raise ParityError(Problem(message, hint))
