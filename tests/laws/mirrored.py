"""A mapping in phase `mirrored` on a real server, and writes to its new tables as one SQL statement each."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from laws import server as harness
from laws.server import cell_text, columns_of, expected_rows, residual_text
from psycopg import sql

from hofsm_migrate.compile import codecs
from hofsm_migrate.compile.dual_write import dual_write_operations
from hofsm_migrate.compile.mirror import mirror_operations
from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.compose import compose, identity_of
from hofsm_migrate.lens.tree import build
from hofsm_migrate.spec.mapping import WRITES
from hofsm_migrate.spec.naming import ABSENT, RESIDUAL
from hofsm_migrate.sql import text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from laws.server import Case
    from psycopg import Connection

    from hofsm_migrate.lens.decompose import Row, Rows
    from hofsm_migrate.lens.tree import Node
    from hofsm_migrate.spec.mapping import Mapping, Table


@contextmanager
def mirrored(conn: Connection, case: Case) -> Iterator[Connection]:
    """The documents of a case in both stores, the new tables open for writes; all of it is rolled back at the end."""
    with harness.expanded(conn, case):
        open_tables(conn, case)
        yield conn


def open_tables(conn: Connection, case: Case) -> None:
    """Backfill all documents and run the operations of `mirrored`."""
    followed, opened = _scripts(case.mapping)
    for script in followed:
        conn.execute(script.encode())
    if case.texts:
        harness.backfill(conn, case)
    for script in opened:
        conn.execute(script.encode())


@lru_cache(4)
def _scripts(mapping: Mapping) -> tuple[list[str], list[str]]:
    """What `dual-write` and `mirror` run."""
    tree = build(mapping)
    operations = dual_write_operations(tree), mirror_operations(tree)
    followed, opened = ([text(step.up) for step in steps] for steps in operations)
    return followed, opened


def close_tables(conn: Connection, case: Case) -> None:
    """Undo `open_tables`, but for the rows."""
    for step in reversed([*dual_write_operations(case.tree), *mirror_operations(case.tree)]):
        conn.execute(text(step.down).encode())


def closed_here_and_there(case: Case, rng: Random) -> Case:
    """The same with `writes` and `update: false` at random, and without references, which the interpreter cannot ask.

    Tables whose rows have a place beside their key stay open for updates: the interpreter sees no difference between a
    place that was written and one that followed.
    """
    keyed = {node.name for node in case.tree.nodes if node.ordinal}
    tables: list[Table] = []
    for table in case.mapping.tables:
        columns = tuple(
            replace(column, references=None, fixed=column.position if rng.random() < 0.06 else None)
            for column in table.columns
        )
        writes = tuple(one for one in WRITES if rng.random() < 0.95 or (one == "update" and table.name in keyed))
        tables.append(replace(table, columns=columns, writes=writes))
    return replace(case, mapping=replace(case.mapping, tables=tuple(tables)))


@dataclass(frozen=True)
class Write:
    """The difference between two sets of rows of one document, as one statement that changes all tables at once.

    With `rng` its parts come in any order, it may leave it to the toolkit to delete what lay in deleted elements, and
    it may give the document another key, which the next statement takes back.
    """

    case: Case
    number: int
    before: Rows
    after: Rows
    rng: Random | None = None

    def run(self, conn: Connection) -> bool:
        """Whether there was anything to write."""
        moved = self.rng is not None and self._may_move() and self.rng.random() < 0.5
        parts = [part for node in self.case.tree.nodes for table in node.tables for part in self._parts(node, table)]
        if moved:
            parts.append(self._move(self._root_changes(), self._key, self._other_key))
        else:
            parts += self._root_update()
        if not parts:
            return False
        if self.rng is not None:
            self.rng.shuffle(parts)
        named = [sql.SQL("{} AS ({})").format(sql.Identifier(f"p{n}"), part) for n, part in enumerate(parts)]
        conn.execute(sql.SQL("WITH {} SELECT").format(sql.SQL(",\n").join(named)))
        if moved:
            conn.execute(self._move([], self._other_key, self._key))
        return True

    def _may_move(self) -> bool:
        """A key can be changed where the tables take updates, and where there is a document to begin with."""
        root = self.case.tree.root.spine.name
        return all("update" in table.writes for table in self.case.mapping.tables) and bool(
            self.before[root] and self.after[root]
        )

    @property
    def _key(self) -> tuple[Any, ...]:
        return self.case.key(self.number)

    @property
    def _other_key(self) -> tuple[Any, ...]:
        return self.case.key(self.number + 3 * len(self.case.texts))

    def _move(self, changes: list[sql.Composable], was: tuple[Any, ...], now: tuple[Any, ...]) -> sql.Composable:
        key = [sql.SQL("{} = {}").format(sql.Identifier(n), sql.Literal(v)) for n, v in self._named(now)]
        return sql.SQL("UPDATE {} SET {} WHERE {}").format(
            self._table(self.case.tree.root.spine), sql.SQL(", ").join([*changes, *key]), self._of_document(was)
        )

    def _named(self, key: tuple[Any, ...]) -> list[tuple[str, Any]]:
        return list(zip(self.case.mapping.source.key, key, strict=True))

    def _of_document(self, key: tuple[Any, ...]) -> sql.Composable:
        return sql.SQL(" AND ").join(
            [sql.SQL("{} = {}").format(sql.Identifier(name), sql.Literal(part)) for name, part in self._named(key)]
        )

    def _root_changes(self) -> list[sql.Composable]:
        root = self.case.tree.root
        old, new = (rows[root.name] for rows in (self.before, self.after))
        return self._changes(root, root.spine, old[0], new[0]) if old and new else []

    def _root_update(self) -> list[sql.Composable]:
        changes = self._root_changes()
        if not changes:
            return []
        table = self._table(self.case.tree.root.spine)
        where = self._of_document(self._key)
        return [sql.SQL("UPDATE {} SET {} WHERE {}").format(table, sql.SQL(", ").join(changes), where)]

    def _goes_by_itself(self, node: Node, table: Table, identity: tuple[Any, ...]) -> bool:
        """A row that belongs to a deleted element or lies in one, and is left to the toolkit."""
        if self.rng is None or self.rng.random() < 0.3:
            return False
        tree = self.case.tree
        kept = {one.name: {identity_of(one, row) for row in self.after[one.name]} for one in tree.nodes}
        if table.name != node.name:
            return identity not in kept[node.name]
        around = [one for one in tree.nodes if one.identity and one.identity == node.identity[: len(one.identity)]]
        return any(
            one.name != node.name and not one.recursive and identity[: len(one.identity)] not in kept[one.name]
            for one in around
        )

    def _parts(self, node: Node, table: Table) -> Iterator[sql.Composable]:
        old, new = ({identity_of(node, row): row for row in rows[table.name]} for rows in (self.before, self.after))
        for identity in old.keys() - new.keys():
            if self._goes_by_itself(node, table, identity):
                continue
            yield sql.SQL("DELETE FROM {} WHERE {}").format(self._table(table), self._where(node, old[identity]))
        for identity, row in new.items():
            if identity not in old:
                yield self._insert(node, table, row)
            elif table.name == self.case.tree.root.name:
                continue
            elif changes := self._changes(node, table, old[identity], row):
                yield sql.SQL("UPDATE {} SET {} WHERE {}").format(
                    self._table(table), sql.SQL(", ").join(changes), self._where(node, row)
                )

    def _table(self, table: Table) -> sql.Composable:
        return qualified(Names(self.case.tree).table(table))

    def _written(self, node: Node, table: Table) -> list[tuple[str, str]]:
        return [(name, type_) for name, type_ in columns_of(node, table) if name not in {RESIDUAL, ABSENT}]

    def _changes(self, node: Node, table: Table, old: Row, new: Row) -> list[sql.Composable]:
        return [
            sql.SQL("{} = {}").format(sql.Identifier(name), value(new[name], type_))
            for name, type_ in self._written(node, table)
            if cell_text(old[name], type_) != cell_text(new[name], type_)
        ]

    def _insert(self, node: Node, table: Table, row: Row) -> sql.Composable:
        columns = self._written(node, table)
        values = [value(row[name], type_) for name, type_ in columns]
        return sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            self._table(table),
            names([*self.case.mapping.source.key, *(name for name, _ in columns)]),
            sql.SQL(", ").join([*map(sql.Literal, self.case.key(self.number)), *values]),
        )

    def _where(self, node: Node, row: Row) -> sql.Composable:
        tests = [self._of_document(self._key)]
        tests += [
            sql.SQL("{} = {}").format(sql.Identifier(column.name), value(row[column.name], column.type))
            for column in node.identity
        ]
        return sql.SQL(" AND ").join(tests)


def value(given: Any, type_: str) -> sql.Composable:
    """A value of the interpreter as a literal of the column's type."""
    if isinstance(given, tuple):
        given = list(given)
    cast = sql.SQL("text") if type_ == "enum" else codecs.type_name(type_)
    return sql.SQL("CAST({} AS {})").format(sql.Literal(given), cast)


def differences(conn: Connection, case: Case, number: int, rows: Rows) -> list[str]:
    """Where the stored rows, the composed document or the payload of a document are not those of `rows`."""
    found: list[str] = []
    shown = residual_text(rows, case)
    for node in case.tree.nodes:
        for table in node.tables:
            expected = expected_rows(case, node, table, shown)
            got = harness.stored_rows(conn, case, node, table).get(number, type(expected)())
            if expected != got:
                found.append(
                    f"rows of {table.name}\n  columns {[name for name, _ in columns_of(node, table)]}\n"
                    f"  interpreter only {list(expected - got)}\n  server only {list(got - expected)}"
                )
    back = compose(case.tree, rows)
    interpreted = None if back is jsonb.ABSENT else jsonb.dumps(back)
    composed, payload = harness.composed_texts(conn, case).get(number, ("not represented", "no such row"))
    if not interpreted == composed == payload:
        found.append(f"document\n  payload     {payload}\n  interpreter {interpreted}\n  server      {composed}")
    return found
