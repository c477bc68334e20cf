"""A finding: what is wrong, where, why, what to do, and what `--fix` would do about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from hofsm_migrate.compile.names import Names
from hofsm_migrate.db import catalog
from hofsm_migrate.db.executor import attempt

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.db.catalog import Relation
    from hofsm_migrate.db.control import MappingState
    from hofsm_migrate.db.executor import Retry, Wait
    from hofsm_migrate.spec.mapping import Mapping

Severity = Literal["error", "warning"]
Side = Literal["payload", "new-tables"]
"""Which of both stores somebody says is right."""
Key = tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """`check` is its name. `keys` are documents that it is about: examples, or all that were repaired.

    A warning is for a person to know; an error needs `fixable`, with `--fix`, or a person. `fixed` is None where no
    repair was tried, and `refused` then says nothing; otherwise why the repair was not made.
    """

    check: str
    what: str
    where: str
    cause: str
    next_step: str
    severity: Severity = "error"
    fixable: bool = False
    keys: tuple[Key, ...] = ()
    fixed: bool | None = None
    refused: str = ""


@dataclass(frozen=True)
class Found:
    """A finding and its repair, which returns the keys of the documents that it made anew; None: there is none."""

    finding: Finding
    repair: Callable[[], tuple[Key, ...]] | None = None


@dataclass(frozen=True)
class Patient:
    """What is looked at: a mapping as its recorded spec has it, in its phase. `file` names the spec in messages.

    `prefer` is which store is right in phase `cutover`, where somebody knows.
    """

    conn: Connection
    plan: Plan
    mapping: Mapping
    state: MappingState
    limit: int
    retry: Retry | None = None
    on_wait: Callable[[Wait], None] | None = field(default=None, compare=False)
    prefer: Side | None = None

    @property
    def file(self) -> str:
        """The spec file as the command names it."""
        return self.mapping.file

    @property
    def names(self) -> Names:
        """The names of everything that the mapping generates."""
        return Names(self.plan.tree)

    @cached_property
    def relation(self) -> Relation | None:
        """The legacy table."""
        return catalog.relation(self.conn, *self.names.legacy)

    @cached_property
    def base(self) -> Relation | None:
        """From phase `cutover` on, the table with the other columns of the documents, while a view has its name."""
        return catalog.relation(self.conn, *self.names.base) if self.cut_over else None

    @property
    def stored(self) -> tuple[str, str]:
        """The table that the legacy rows are in."""
        return self.names.base if self.base else self.names.legacy

    @property
    def readable(self) -> bool:
        """Whether documents can be compared; what is missing for it is a finding by itself.

        Their table has the key and the payload, of its type, and the function of `verify` is there.
        """
        table, source = self.base or self.relation, self.plan.tree.source
        payload = table.column(source.payload) if table else None
        there = all(table.column(name) for name in source.key) if table else False
        if self.state.phase == "contracted":
            return there
        query = (
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_proc AS p"
            " JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname = %s AND p.proname = %s)"
        )
        compares = self.conn.execute(query, list(self.names.verify)).fetchone() or (False,)
        return there and payload is not None and payload.type == source.payload_type and compares[0]

    @property
    def cut_over(self) -> bool:
        """Whether the new tables are what counts."""
        return self.state.phase in {"cutover", "contracted"}

    @property
    def has_triggers(self) -> bool:
        """Whether the table that the legacy rows are in has triggers of ours."""
        return self.followed or self.cut_over

    @property
    def followed(self) -> bool:
        """Whether triggers fill the new tables in this phase."""
        return self.state.phase in {"dual_write", "mirrored"}

    def change(self, work: Callable[[Connection], None]) -> Callable[[], tuple[Key, ...]]:
        """A repair that is one short transaction."""

        def run() -> tuple[Key, ...]:
            attempt(self.conn, work, retry=self.retry, on_wait=self.on_wait)
            return ()

        return run


def found(finding: Finding, repair: Callable[[], tuple[Key, ...]] | None = None) -> Found:
    """The finding, fixable if there is a repair for it."""
    return Found(Finding(**{**finding.__dict__, "fixable": repair is not None}), repair)
