"""What a change function does with the element in hand: write or delete its rows, and go down to its children."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from psycopg import sql

from hofsm_migrate.compile.names import Names, names, parameters, qualified
from hofsm_migrate.compile.outputs import Outputs
from hofsm_migrate.compile.tables import stored_columns
from hofsm_migrate.sql import fill, indent, lines, load

if TYPE_CHECKING:
    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Table
    from hofsm_migrate.sql import Part

Sql = sql.Composable
ARGUMENTS: Final = ("jsonb", "jsonb", "text")
"""Behind the place of an element: the document or container before and after, and the mode."""
FOUND: Final = "changed"
STORED: Final = "stored_row"
"""The record variables with the element in hand and with a stored row of it; no query has aliases of these names."""


@dataclass(frozen=True)
class RowFlags:
    """One table of a node, and the columns of the record that say what becomes of its row.

    `differs`: it has to be written; `goes`: it has to be deleted although the element stays; `had`: it was there;
    `was`: its values as they were, as one record.
    """

    table: Table
    differs: str
    goes: str
    had: str
    was: str


class Writes:
    """Statements for the element in the record `changed`, of one node.

    The function's parameters are the legacy key, the identity of the parent, the container (for the root, the document)
    before and after, and the mode.
    """

    def __init__(self, tree: Tree, node: Node, *, comparing: bool = True) -> None:
        """`comparing`: the record says what rows were, so that mode `compare` can be asked for."""
        self.tree = tree
        self.node = node
        self._comparing = comparing
        self.outputs = Outputs(tree, node)
        self._made = Names(tree)
        self._key = list(tree.source.key)
        fresh = self.outputs.fresh
        self.rows = [
            RowFlags(
                table,
                fresh(f"{table.name} differs"),
                fresh(f"{table.name} goes"),
                fresh(f"{table.name} had row"),
                fresh(f"{table.name} was"),
            )
            for table in node.tables
        ]
        self.before = {child.name: fresh(f"{self.outputs.containers[child.name]} before") for child in node.children}
        self.same = {child.name: fresh(f"{self.outputs.containers[child.name]} same") for child in node.children}

    def argument(self, name: str) -> Sql:
        """The parameter `was`, `now` or `mode`."""
        behind = len(self._key) + len(self.node.inherited)
        return parameters(3, behind + 1)[("was", "now", "mode").index(name)]

    def found(self, name: str) -> Sql:
        """A column of the record in hand."""
        return sql.Identifier(FOUND, name)

    def values(self, table: Table) -> list[str]:
        """The columns of a table behind its primary key."""
        return stored_columns(self.node, table)[len(self.node.identity) :]

    def image(self, table: Table, alias: str) -> Sql:
        """The values of a table's row as decomposed under `alias`, as one record."""
        return _row([self.outputs.stored(table, column, alias) for column in self.values(table)])

    def stored_image(self, table: Table, alias: str) -> Sql:
        """The same of a row as it is stored."""
        return _row([sql.Identifier(alias, column) for column in self.values(table)])

    def write_all(self) -> Sql:
        """The element's rows and children, as they are now."""
        statements = [self._write(row) for row in self.rows]
        statements += [self._descend(child, gone=False) for child in self.node.children]
        return sql.SQL("\n").join(statements)

    def delete_all(self) -> Sql:
        """The element is gone, and with it everything below."""
        statements = [self._descend(child, gone=True) for child in self.node.children]
        statements += [self._delete(row, self.found(row.had)) for row in reversed(self.rows)]
        statements += [self._nothing_below(child) for child in self.node.children]
        return sql.SQL("\n").join(statements)

    def place(self) -> list[Sql]:
        """Key and identity of the element in hand."""
        given: list[Sql] = [*parameters(len(self._key) + len(self.node.inherited))]
        return [*given, *([self.found(self.node.own.name)] if self.node.identity else [])]

    def at_place(self, alias: str) -> Sql:
        """Whether a row is that of the element in hand."""
        columns = [*self._key, *(column.name for column in self.node.identity)]
        tests = [
            sql.SQL("{} = {}").format(sql.Identifier(alias, column), value)
            for column, value in zip(columns, self.place(), strict=True)
        ]
        return sql.SQL(" AND ").join(tests)

    def _write(self, row: RowFlags) -> Sql:
        identity = [*self._key, *(column.name for column in self.node.identity)]
        columns = self.values(row.table)
        values = [self.outputs.stored(row.table, column, FOUND) for column in columns]
        overwrite = [sql.SQL("{0} = excluded.{0}").format(sql.Identifier(column)) for column in columns]
        action = sql.SQL("DO UPDATE SET\n    {}").format(lines(overwrite)) if columns else sql.SQL("DO NOTHING")
        insert = sql.SQL("INSERT INTO {} ({})\nVALUES ({})\nON CONFLICT ({}) {};").format(
            qualified(self._made.table(row.table)),
            names([*identity, *columns]),
            sql.SQL(", ").join([*self.place(), *values]),
            names(identity),
            action,
        )
        parts: dict[str, Part] = {
            "differs": self.found(row.differs),
            "never_wait": indent(self._never_wait(row)),
            "had": self.found(row.had),
            "update": indent(self._update(row, columns, values), 8),
            "insert": indent(insert, 8),
        }
        written = fill(load("change_row").rstrip("\n"), parts)
        if self.outputs.exists(row.table) is None:
            return written
        return sql.SQL("\n").join([written, self._delete(row, self.found(row.goes))])

    def _update(self, row: RowFlags, columns: list[str], values: list[Sql]) -> Sql:
        """A plain UPDATE, as nearly every row that differs is there: half the work of an INSERT that runs into it."""
        table = qualified(self._made.table(row.table))
        if not columns:
            return sql.SQL("PERFORM FROM {} AS target WHERE {};").format(table, self.at_place("target"))
        pairs = zip(columns, values, strict=True)
        assignments = [sql.SQL("{} = {}").format(sql.Identifier(column), value) for column, value in pairs]
        return sql.SQL("UPDATE {} AS target\nSET {}\nWHERE {};").format(
            table, lines(assignments), self.at_place("target")
        )

    def _delete(self, row: RowFlags, condition: Sql) -> Sql:
        return sql.SQL("IF {} THEN\n    {}\n    DELETE FROM {} AS target WHERE {};\nEND IF;").format(
            condition,
            indent(self._never_wait(row)),
            qualified(self._made.table(row.table)),
            self.at_place("target"),
        )

    def _never_wait(self, row: RowFlags) -> Sql:
        """A row that somebody has locked: that one is on its way to the document, which we have (concurrency.md)."""
        values = self.values(row.table)
        parts: dict[str, Part] = {
            "mode": self.argument("mode"),
            "had": self.found(row.had),
            "stored": STORED,
            "image": self.stored_image(row.table, "target") if values else sql.SQL("true"),
            "table": self._made.table(row.table),
            "place": self.at_place("target"),
            "name": ".".join(self._made.table(row.table)),
        }
        contended = {name: parts[name] for name in ("stored", "image", "table", "place", "name")}
        asked = sql.SQL("{} <> 'follow' AND {}").format(self.argument("mode"), self.found(row.had))
        locked = fill(load("change_never_wait").rstrip("\n"), {"asked": asked, **contended})
        if not self._comparing:
            return locked
        images = sql.SQL("record_image_eq({}, {})").format(sql.Identifier(STORED, "image"), self.found(row.was))
        parts["same"] = images if values else sql.SQL("true")
        del parts["image"]
        return sql.SQL("\n").join([locked, fill(load("change_compare").rstrip("\n"), parts)])

    def _nothing_below(self, child: Node) -> Sql:
        """Somebody put an element below the one that goes."""
        spine = qualified(self._made.table(child.spine))
        return sql.SQL("IF {} = 'compare' AND EXISTS (SELECT FROM {} AS target WHERE {}) THEN\n{}\nEND IF;").format(
            self.argument("mode"),
            spine,
            self.at_place("target"),
            sql.SQL("    PERFORM hofsm.refuse_stale({});").format(sql.Literal(".".join(self._made.table(child.spine)))),
        )

    def _descend(self, child: Node, *, gone: bool) -> Sql:
        """Call the child's function where its container differs."""
        after: Sql = sql.SQL("NULL") if gone else self.found(self.outputs.containers[child.name])
        before = self.found(self.before[child.name])
        test = (
            sql.SQL("{} IS NOT NULL").format(before)
            if gone
            else sql.SQL("NOT {}").format(self.found(self.same[child.name]))
        )
        arguments = [*self.place(), before, after, self.argument("mode")]
        return sql.SQL("IF {} THEN\n    PERFORM {}({});\nEND IF;").format(
            test, qualified(self._made.change(child)), sql.SQL(", ").join(arguments)
        )


def same_image(left: Sql, right: Sql) -> Sql:
    """Whether two values are the same to the byte; two NULLs are."""
    return sql.SQL("record_image_eq(ROW({}), ROW({}))").format(left, right)


def _row(values: list[Sql]) -> Sql:
    return sql.SQL("ROW({})").format(sql.SQL(", ").join(values))
