"""Triggers of the application on the legacy table that find their tables by the search path of whoever writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.db.objects import PIN
from hofsm_migrate.errors import Problem
from hofsm_migrate.sql import load, text

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.phases.gates.gate import Asked

QUESTION: Final = "phase_search_path"
WHY: Final = (
    "writes of the new side make it run with search_path = pg_catalog, as does taking payloads away or making them anew"
    " by a role that may not set session_replication_role: such a name is not found there, and the statement fails"
)


@dataclass(frozen=True)
class Unpinned:
    """A trigger function without a search path of its own; all names as SQL writes them.

    `names` are used in it without a schema, and are only found in `schemas`.
    """

    function: str
    triggers: str
    names: str
    schemas: str

    @property
    def words(self) -> str:
        """What is wrong with it."""
        return f"trigger function {self.function} uses names without their schema: {self.names}"

    @property
    def what_to_do(self) -> str:
        """The next step; pg_temp comes last, or a writer could put a temporary table in a table's place."""
        path = f"{self.schemas}, pg_temp"
        return f"ALTER FUNCTION {self.function} SET search_path = {path}; or write the schema before these names"


def search_path(asked: Asked) -> list[Problem]:
    """No trigger function of the application would look for a table where there is none."""
    return [
        Problem(one.words, one.what_to_do, f"trigger {one.triggers}", WHY) for one in unpinned(asked.conn, asked.plan)
    ]


def unpinned(conn: Connection, plan: Plan) -> list[Unpinned]:
    """Those on the legacy table, its partitions and what inherits from it, and on the base table."""
    with conn.transaction():
        conn.execute(PIN)
        rows = conn.execute(load(QUESTION).encode(), values(plan)).fetchall()
    return [Unpinned(*row) for row in rows]


def values(plan: Plan) -> dict[str, Any]:
    """What the question is asked with."""
    made, source = Names(plan.tree), plan.tree.source
    tables = [text(qualified(made.legacy)), text(qualified(made.base))]
    return {"tables": tables, "columns": [*source.key, source.payload]}
