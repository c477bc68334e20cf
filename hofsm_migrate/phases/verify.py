"""Parity: every composed document against its payload, and everything that no document accounts for."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Literal

import psycopg
from psycopg import sql

from hofsm_migrate.compile.functions import verify_flags
from hofsm_migrate.compile.names import Names, as_columns, names, qualified
from hofsm_migrate.db import control
from hofsm_migrate.db.executor import attempt
from hofsm_migrate.db.payload import payload_state
from hofsm_migrate.errors import GateError
from hofsm_migrate.lens import jsonb
from hofsm_migrate.phases import counts, inspect, keys, state
from hofsm_migrate.phases.difference import Fragment, differences
from hofsm_migrate.phases.pace import Pace
from hofsm_migrate.phases.refusals import caused_by_document, refused
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.db.executor import Retry, Wait
    from hofsm_migrate.phases.counts import Count
    from hofsm_migrate.phases.inspect import Finding
    from hofsm_migrate.phases.keys import Key, Window
    from hofsm_migrate.spec.mapping import Mapping

Kind = Literal["differs", "not represented", "ghost"]
CHUNK_S = 0.5


@dataclass(frozen=True)
class Difference:
    """One place where a document and its rows disagree; for a ghost there is no legacy document, and no path."""

    key: Key
    kind: Kind
    path: str
    legacy: str | None
    composed: str | None


@dataclass(frozen=True)
class VerifyResult:
    """`documents` were compared. The four counts after it are 0 where there is parity; `differences` are examples.

    `dangling` and `irregular` are for information: both are in parity. In phase `contracted` there are no payloads:
    `compared` is False, and `documents` are the rows of the base table, each of which must be represented.
    """

    mapping: str
    key_columns: tuple[str, ...]
    documents: int
    differing: int
    not_represented: int
    ghosts: int
    orphans: tuple[Finding, ...]
    differences: tuple[Difference, ...]
    dangling: tuple[Finding, ...]
    irregular: tuple[Finding, ...]
    seconds: float
    moved: int = 0
    """Documents without a payload to compare: that they are composed, and from a complete set of rows, is all."""
    compared: bool = True

    @property
    def wrong(self) -> int:
        """Documents that are not in parity, and rows that belong to no document."""
        return self.differing + self.not_represented + self.ghosts + sum(finding.rows for finding in self.orphans)

    @property
    def parity(self) -> bool:
        """Whether both sides say the same."""
        return self.wrong == 0


@dataclass(frozen=True)
class Progress:
    """After a chunk: documents compared and found wrong so far, and how many there are."""

    documents: int
    total: Count | None
    wrong: int
    elapsed_s: float


def verify(
    conn: Connection,
    plan: Plan,
    *,
    mapping: Mapping | None = None,
    limit: int = 20,
    retry: Retry | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    on_wait: Callable[[Wait], None] | None = None,
) -> VerifyResult:
    """Compare every document with what the new tables compose to, on the server, one key range after the other.

    Only documents that differ come to the client, and only the first `limit` of them. Each range is one statement,
    hence one snapshot. The result is recorded in the control tables.

    Args:
        conn: autocommit.
        mapping: names the spec file in messages; the plan's own by default.
        limit: differences to name, at most.

    Raises:
        GateError: the mapping is in no phase of `state.COMPARED`, and not `contracted`, with this spec; or the server
            refuses to read a document.
    """
    mapping = mapping or plan.mapping
    found = state.require(state.current(conn, mapping.name), mapping, "verify", (*state.COMPARED, "contracted"))
    run = _Run(conn, plan, limit, retry, on_progress, on_wait, compares=found.phase != "contracted")
    if run.compares:
        run.compare()
    else:
        run.count()
    result = run.result()
    record = control.Verification(mapping.name, mapping.digest, result.documents, result.wrong, result.seconds)
    attempt(conn, lambda conn: control.record_verification(conn, record), retry=retry, on_wait=on_wait)
    return result


@dataclass
class _Run:
    conn: Connection
    plan: Plan
    limit: int
    retry: Retry | None
    on_progress: Callable[[Progress], None] | None
    on_wait: Callable[[Wait], None] | None
    pace: Pace = field(default_factory=lambda: Pace(CHUNK_S))
    documents: int = 0
    differing: int = 0
    not_represented: int = 0
    found: list[Difference] = field(default_factory=list)
    start: float = field(default_factory=time.monotonic)
    last: Key | None = None
    compares: bool = True

    def result(self) -> VerifyResult:
        """Add what is found in whole tables to what is found in the documents."""
        room = self.limit - len(self.found)
        ghosts = inspect.ghosts(self.conn, self.plan, max(room, inspect.EXAMPLES))
        self.found += [Difference(key, "ghost", "$", None, None) for key in ghosts.examples[: max(room, 0)]]
        return VerifyResult(
            mapping=self.plan.mapping.name,
            key_columns=self.plan.tree.source.key,
            documents=self.documents,
            differing=self.differing,
            not_represented=self.not_represented,
            ghosts=ghosts.rows,
            orphans=inspect.orphans(self.conn, self.plan),
            differences=tuple(self.found),
            dangling=inspect.dangling(self.conn, self.plan),
            irregular=inspect.irregular(self.conn, self.plan),
            seconds=time.monotonic() - self.start,
            moved=self._moved(),
            compared=self.compares,
        )

    def _moved(self) -> int:
        """How many payloads are not there, in phase `cutover` without them or on the way."""
        if payload_state(self.conn, self.plan.mapping.name) is None:
            return 0
        query = sql.SQL("SELECT count(*) FROM {} WHERE hofsm.is_moved({})").format(
            qualified(Names(self.plan.tree).base), sql.Identifier(self.plan.tree.source.payload)
        )
        return (self.conn.execute(query).fetchone() or (0,))[0]

    def count(self) -> None:
        """Where there are no payloads: the documents, and those of them that have no root row."""
        total = counts.rows_of(self.conn, Names(self.plan.tree).legacy, exact=True)
        lone = inspect.unrepresented(self.conn, self.plan, max(self.limit, inspect.EXAMPLES))
        self.documents, self.not_represented = total.rows if total else 0, lone.rows
        self.found += [Difference(key, "not represented", "$", None, None) for key in lone.examples[: self.limit]]

    def compare(self) -> None:
        """Every range of the legacy table."""
        total = counts.documents(self.conn, self.plan)
        after: Key | None = None
        while (window := self._range(after)) is not None:
            after = window.last
            if self.on_progress:
                wrong = self.differing + self.not_represented
                self.on_progress(Progress(self.documents, total, wrong, time.monotonic() - self.start))

    def _range(self, after: Key | None) -> Window | None:
        """The next range; smaller and smaller where the server refuses to read something in it."""
        while True:
            size = self.pace.documents
            try:
                outcome = attempt(
                    self.conn, lambda conn: self._read(conn, after), retry=self.retry, on_wait=self.on_wait
                )
            except psycopg.Error as error:
                if not caused_by_document(error):
                    raise
                if size == 1:
                    key = keys.show(self.plan.tree.source.key, self.last or ())
                    raise GateError(refused(error, key, "correct the document, then verify again")) from error
                self.pace = self.pace.halved()
                continue
            if outcome.value is None:
                return None
            window, rows = outcome.value
            self.pace = self.pace.after(window.documents, outcome.seconds)
            self.documents += window.documents
            self._note(rows)
            return window

    def _read(self, conn: Connection, after: Key | None) -> tuple[Window, list[tuple[object, ...]]] | None:
        keys.pin(conn)
        window = keys.window(conn, self.plan, after, self.pace.documents)
        if window is None:
            return None
        self.last = window.last
        return window, conn.execute(range_query(self.plan, window, max(self.limit - len(self.found), 0))).fetchall()

    def _note(self, rows: list[tuple[object, ...]]) -> None:
        width = len(self.plan.tree.source.key)
        for row in rows:
            key, (_, represented, payload, composed) = tuple(map(str, row[:width])), row[width:]
            self.differing += bool(represented)
            self.not_represented += not represented
            room = self.limit - len(self.found)
            if room > 0:
                kind: Kind = "differs" if represented else "not represented"
                places = _places(kind, _string(payload), _string(composed))
                self.found += [
                    Difference(key, kind, place.path, place.legacy, place.composed) for place in islice(places, room)
                ]


def range_query(plan: Plan, window: Window, limit: int) -> sql.Composed:
    """The documents of a range that are in the legacy table and not in parity; both texts for the first `limit`."""
    key = plan.tree.source.key
    flags = dict(zip(("in_legacy", "represented", "payload", "composed"), verify_flags(plan.tree), strict=True))
    parts = {
        **{name: made for name, (made, _) in flags.items()},
        "texts": keys.texts(key, "found"),
        "order": names(list(key), "difference"),
        "as_columns": as_columns((*key, *(made for made, _ in flags.values()))),
        "call": keys.call(Names(plan.tree).verify, window),
        "limit": limit,
    }
    return fill(load("phase_verify"), parts)


def _places(kind: Kind, legacy: str | None, composed: str | None) -> list[Fragment]:
    if kind == "not represented":
        return [Fragment("$", legacy, None)]
    try:
        return list(differences(_value(legacy), _value(composed)))
    except RecursionError:  # nested too deep for Python, not for the server
        return [Fragment("$", legacy, composed)]


def _value(text: str | None) -> jsonb.JsonValue | jsonb.Absent:
    return jsonb.ABSENT if text is None else jsonb.loads(text)


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None
