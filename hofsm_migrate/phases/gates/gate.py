"""A gate: a condition by name, and what is asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hofsm_migrate.db import catalog

if TYPE_CHECKING:
    from typing import Any

    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.db.catalog import Relation
    from hofsm_migrate.errors import Problem
    from hofsm_migrate.spec.mapping import Mapping


@dataclass(frozen=True)
class Gate:
    """A condition by name, and what keeps it from being met; none: it is. `forced` is why to go on all the same."""

    name: str
    problems: tuple[Problem, ...]
    forced: str = ""

    def record(self) -> dict[str, Any]:
        """The gate as the history keeps it."""
        result: dict[str, Any] = {"gate": self.name, "met": not self.problems}
        if self.problems:
            result |= {"forced": self.forced, "problems": [problem.message for problem in self.problems]}
        return result


@dataclass(frozen=True)
class Limits:
    """How old the last verification may be, and transactions that hold a lock on the legacy table; seconds.

    `cool_down_s` is how long a mapping has to be cut over before it is contracted.
    """

    parity_age_s: float = 24 * 3600
    transaction_age_s: float = 10
    cool_down_s: float = 7 * 24 * 3600


@dataclass(frozen=True)
class Asked:
    """What a gate is asked about. `mapping` is the one that places name; the plan's own knows the file name only."""

    conn: Connection
    plan: Plan
    mapping: Mapping
    command: str
    limits: Limits

    @cached_property
    def relation(self) -> Relation | None:
        """The legacy table."""
        return catalog.relation(self.conn, self.mapping.source.schema, self.mapping.source.table)
