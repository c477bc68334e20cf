"""Measures what a spec makes of the data at hand: a sample is decomposed on the server, and everything is undone."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from psycopg import IsolationLevel, sql

from hofsm_migrate.compile import coverage as compiled
from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.db import schema
from hofsm_migrate.db.executor import attempt
from hofsm_migrate.phases import counts, keys
from hofsm_migrate.phases.coverage import ColumnCoverage, Coverage, Drawn, Kept, Rest, Share, TableCoverage
from hofsm_migrate.phases.drift import shown
from hofsm_migrate.spec.path import render, render_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.compile.coverage import Coverage as Statements
    from hofsm_migrate.db.executor import Wait
    from hofsm_migrate.lens.tree import Node
    from hofsm_migrate.phases.keys import Key
    from hofsm_migrate.spec.mapping import Column, Mapping, Table

SAMPLE = 10_000
SAMPLE_BYTES = 64 * 1024 * 1024
"""Where nobody says how many documents to read, not more JSON text than about this: some seconds of work."""
STORED = 200
STORED_ROWS = 10_000
"""Documents whose rows are stored to learn how many bytes a row takes: at least so many, and as many as give such a
number of rows. Pages are whole, so that the first few are not extrapolated."""
TOP = 20
"""Paths that are told of what has no column, and of what has one."""


def measure(
    conn: Connection,
    mapping: Mapping,
    *,
    sample: int | None = SAMPLE,
    max_bytes: int | None = None,
    on_stage: Callable[[str], None] | None = None,
    on_wait: Callable[[Wait], None] | None = None,
) -> Coverage:
    """Decompose a sample of the documents and tell what became of them. Nothing is changed.

    One transaction with one snapshot, rolled back at its end: temporary tables and functions, and schema `hofsm` where
    it is missing. The legacy table is read under ACCESS SHARE. Documents stay on the server.

    Args:
        conn: autocommit.
        sample: documents to read, at most; None for all.
        max_bytes: JSON text to read, about; None for no limit.
        on_stage: is told what is done now.

    Raises:
        GateError: a lock was not to be had.
    """

    def work(conn: Connection) -> Coverage:
        return _undone(conn, mapping, (sample, max_bytes), on_stage or _silent)

    before, conn.isolation_level = conn.isolation_level, IsolationLevel.REPEATABLE_READ
    try:
        outcome = attempt(conn, work, on_wait=on_wait)
    finally:
        conn.isolation_level = before
    return outcome.value


SETTINGS = (
    # the guards on the temporary tables let the filling pass
    "SELECT set_config('hofsm.origin', 'backfill', true),"
    # as for the generated functions: estimates are far too high, and no element is looked up twice
    " set_config('jit', 'off', true), set_config('enable_memoize', 'off', true)"
)
"""For the transaction."""


def drawing(way: Drawn, percent: sql.Composable) -> sql.Composable:
    """The clause that draws about `percent` of the documents, the same ones every time."""
    if way == "all":
        return sql.SQL("")
    method = sql.SQL("BERNOULLI" if way == "rows" else "SYSTEM")
    return sql.SQL(" TABLESAMPLE {} ({}) REPEATABLE (1)").format(method, percent)


def _silent(_stage: str) -> None:
    pass


def _undone(
    conn: Connection, mapping: Mapping, limits: tuple[int | None, int | None], stage: Callable[[str], None]
) -> Coverage:
    start = time.monotonic()
    with conn.transaction(force_rollback=True):
        keys.pin(conn)
        conn.execute(SETTINGS)
        borrowed = schema.installed_revision(conn) is None
        if borrowed:
            schema.install_here(conn)
        measuring = _Measuring(conn, mapping, *limits, stage)
        measuring.draw()
        for node in measuring.made.tree.nodes:
            measuring.read(node)
        measuring.store()
        return measuring.result(borrowed=borrowed, seconds=time.monotonic() - start)


@dataclass
class _Found:
    """A row of `Statements.kept`, with the node that it is about. `example` is a number."""

    node: Node
    path: list[str]
    why: str
    fact: int | None
    keys: int
    places: int
    documents: int
    bytes: int
    example: int


@dataclass
class _Elements:
    """Facts of one node: position and value to the number of elements and an example's number."""

    facts: dict[tuple[int, int], tuple[int, int]]

    def count(self, position: int) -> int:
        """Elements that have a row, by the position of a table."""
        return self.facts.get((position, 1), (0, None))[0]

    def share(self, position: int, value: int, key_of: Callable[[int | None], Key | None]) -> Share:
        count, example = self.facts.get((position, value), (0, None))
        return Share(count, key_of(example))


@dataclass
class _Measuring:
    """One measurement; numbers of documents stand for keys until the end."""

    conn: Connection
    mapping: Mapping
    sample: int | None
    max_bytes: int | None
    stage: Callable[[str], None]
    made: Statements = field(init=False)
    total: counts.Count = field(init=False)
    documents: int = 0
    payload_bytes: int = 0
    residual_bytes: int = 0
    unreadable: tuple[int, int | None] = (0, None)
    elements: dict[str, _Elements] = field(default_factory=dict)
    found: list[_Found] = field(default_factory=list)
    rest: dict[bool, Rest] = field(default_factory=dict)
    bytes: dict[str, int] = field(default_factory=dict)
    keys: dict[int, Key] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.made = compiled.coverage(self.mapping)
        self.total = counts.rows_of(self.conn, Names(self.made.tree).legacy) or counts.Count(0, exact=True)

    @property
    def drawn(self) -> Drawn:
        """How documents are chosen. Drawing rows reads the table without TOAST, which for a large one takes long."""
        if self.sample is None or self.total.rows <= self.sample:
            return "all" if self.documents >= self.total.rows else "rows"
        return "rows" if self.total.exact else "pages"

    def draw(self) -> None:
        """Choose the documents."""
        self.stage(f"{self.mapping.name}: choosing documents")
        for statement in self.made.functions():
            self.conn.execute(statement)
        self.documents = self.total.rows
        percent = 110.0 * (self.sample or 0) / max(self.total.rows, 1)
        self.conn.execute(self.made.draw(drawing(self.drawn, sql.Literal(min(100.0, percent))), self.sample))
        self._count()
        if self.max_bytes is not None and self.payload_bytes > self.max_bytes:
            fewer = max(self.documents * self.max_bytes // self.payload_bytes, 1)
            self.conn.execute(self.made.shorten(fewer))
            self._count()

    def _count(self) -> None:
        self.documents, self.payload_bytes, *unreadable = self._row(self.made.totals())
        self.unreadable = (unreadable[0], unreadable[1])

    def read(self, node: Node) -> None:
        """Decompose the elements of one node."""
        self.stage(f"{self.mapping.name}: reading {render_at(node.spine.at)} in {self.documents:,} documents")
        self.conn.execute(self.made.read(node))
        facts = {(place, value): (count, first) for place, value, count, first in self.conn.execute(self.made.facts())}
        self.elements[node.name] = _Elements(facts)
        self.residual_bytes += self._row(self.made.residual_bytes())[0]
        ends: dict[bool, tuple[int, int]] = {}
        for *kept, paths, all_bytes in self.conn.execute(self.made.kept(node, TOP)):
            one = _Found(node, *kept)
            self.found.append(one)
            ends[one.why == "unmapped"] = (paths, all_bytes)
        for unmapped, (paths, all_bytes) in ends.items():
            rest = self.rest.get(unmapped, Rest(0, 0))
            self.rest[unmapped] = Rest(rest.paths + paths, rest.bytes + all_bytes)
        self.conn.execute(self.made.forget())

    def store(self) -> None:
        """Store the rows of some of the documents, to learn what they take."""
        self.stage(f"{self.mapping.name}: storing rows")
        for statement in self.made.tables():
            self.conn.execute(statement)
        for node in self.made.tree.nodes:
            for table in node.tables:
                rows = self.elements[node.name].count(_places(node)[table.name, None])
                many = min(max(STORED, STORED_ROWS * self.documents // max(rows, 1)), self.documents)
                few = many // 50
                first, full = (self._stored(node, table, documents) for documents in (few, many))
                more = (full - first) * (self.total.rows - many) / (many - few) if many > few else 0
                self.bytes[table.name] = full + round(more)

    def _stored(self, node: Node, table: Table, documents: int) -> int:
        """Bytes of a table with the rows of so many documents, in the order in which a backfill writes them."""
        self.conn.execute(self.made.empty(table))
        self.conn.execute(self.made.store(node, table, documents))
        (size,) = self._row(self.made.size(table))
        return size

    def result(self, *, borrowed: bool, seconds: float) -> Coverage:
        """Everything, with keys in the place of numbers."""
        self._look_up_keys()
        kept = [one for one in self.found if one.why != "unmapped"]
        unmapped = sorted((one for one in self.found if one.why == "unmapped"), key=lambda one: (-one.bytes, one.path))
        # collections that are kept whole are all told
        shown = sorted(kept, key=lambda one: (one.why != "irregular", -one.bytes))
        shown = shown[: max(TOP, sum(one.why == "irregular" for one in kept))]
        return Coverage(
            mapping=self.mapping.name,
            key_columns=self.mapping.source.key,
            documents=self.documents,
            total=self.total,
            drawn=self.drawn,
            payload_bytes=self.payload_bytes,
            residual_bytes=self.residual_bytes,
            unreadable=Share(self.unreadable[0], self._key(self.unreadable[1])),
            tables=tuple(self._table(node, table) for node in self.made.tree.nodes for table in node.tables),
            unmapped=tuple(self._kept(one) for one in unmapped[:TOP]),
            unmapped_rest=self._rest(unmapped[:TOP], unmapped=True),
            kept=tuple(self._kept(one) for one in sorted(shown, key=lambda one: (-one.bytes, one.path))),
            kept_rest=self._rest(shown, unmapped=False),
            control_borrowed=borrowed,
            seconds=seconds,
        )

    def _table(self, node: Node, table: Table) -> TableCoverage:
        places, held = _places(node), self.elements[node.name]
        elements, rows = (held.count(places[name, None]) for name in (node.name, table.name))
        factor = self.total.rows / self.documents if self.documents else 0
        return TableCoverage(
            table=table.name,
            role=table.role,
            at=render_at(table.at),
            when=render(table.when) if table.when is not None else None,
            elements=elements,
            rows=rows,
            expected_rows=round(rows * factor),
            expected_bytes=self.bytes[table.name],
            columns=tuple(self._column(column, held, places[table.name, column.name]) for column in table.columns),
        )

    def _column(self, column: Column, held: _Elements, place: int) -> ColumnCoverage:
        kinds = (compiled.CONFORMING, compiled.LENIENT, compiled.MISMATCHING, compiled.NULL)
        path = " or ".join(render(one) or "the element itself" for one in column.paths)
        return ColumnCoverage(column.name, path, column.type, *(held.share(place, kind, self._key) for kind in kinds))

    def _kept(self, one: _Found) -> Kept:
        columns = [] if one.fact is None or one.why == "unmapped" else compiled.columns_at(one.node, one.fact)
        more = f" and {len(columns) - 1} more" if len(columns) > 1 else ""
        about = f"{columns[0]}{more}" if columns else None
        path = render_at(one.node.spine.at) + shown(one.path)
        example = self.keys[one.example]
        return Kept(path, one.why, about, one.keys, one.places, one.documents, one.bytes, example)

    def _rest(self, shown: list[_Found], *, unmapped: bool) -> Rest:
        everything = self.rest.get(unmapped, Rest(0, 0))
        return Rest(everything.paths - len(shown), everything.bytes - sum(one.bytes for one in shown))

    def _key(self, number: int | None) -> Key | None:
        return None if number is None else self.keys[number]

    def _look_up_keys(self) -> None:
        wanted = {one.example for one in self.found}
        wanted |= {first for held in self.elements.values() for _, first in held.facts.values()}
        wanted |= set() if self.unreadable[1] is None else {self.unreadable[1]}
        query = sql.SQL("SELECT {}, ARRAY[{}] FROM {} WHERE {} = ANY ({})").format(
            sql.Identifier(self.made.number),
            keys.texts(self.mapping.source.key),
            qualified((compiled.TEMPORARY, self.made.sample)),
            sql.Identifier(self.made.number),
            sql.Literal(sorted(wanted)),
        )
        self.keys = {number: tuple(key) for number, key in self.conn.execute(query)}

    def _row(self, query: sql.Composed) -> tuple[Any, ...]:
        return next(iter(self.conn.execute(query)))


def _places(node: Node) -> dict[tuple[str, str | None], int]:
    """Table and column, None for the table's row, to the position in `facts_of`."""
    facts = enumerate(compiled.facts_of(node), 1)
    return {(fact.table.name, fact.column.name if fact.column else None): number for number, fact in facts}
