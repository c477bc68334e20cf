"""What follows a write to one new table, as statements of its trigger function: everything but the document itself.

`lens/settle.py` says what a write does to the residual. Most of it needs no statement here: a fragment that no longer
gives the value of its column is not composed, and what is not composed is gone from the residual when the composed
document is decomposed (`compile/settle.py`). What only the rows before the write can tell is here: rows and variants
that went take what was kept for them along, and what was emptied stays as `{}` or `[]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.elements import dig
from hofsm_migrate.compile.emptied import STORED, Emptied
from hofsm_migrate.compile.moves import NEW, OLD, TRANSITION, Moves
from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.compile.refusals import can_be_irregular, closed_collection, is_kept_whole
from hofsm_migrate.compile.relations import conjunction, equal, holders, identity, key_words, of_variant
from hofsm_migrate.lens.tree import otherwise_leaves
from hofsm_migrate.lens.written import is_below
from hofsm_migrate.spec import naming
from hofsm_migrate.sql import fill, indent, lines, load

if TYPE_CHECKING:
    from hofsm_migrate.compile.moves import Rows
    from hofsm_migrate.compile.refusals import Refusal
    from hofsm_migrate.compile.relations import Holder
    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Path, Table

Sql = sql.Composable
EVENTS = {"INSERT": (NEW,), "UPDATE": (OLD, NEW), "DELETE": (OLD,)}
"""The transition tables that an event has."""


def touched_keys(tree: Tree, event: str) -> Sql:
    """The keys of the documents that a statement touched."""
    key = list(tree.source.key)
    parts = [sql.SQL("SELECT {} FROM {}").format(names(key, table), sql.Identifier(table)) for table in EVENTS[event]]
    return sql.SQL(" UNION ").join(parts)


class Written:
    """What writes to any table of a node have in common."""

    def __init__(self, tree: Tree, node: Node, table: Table, rows: Rows = TRANSITION) -> None:
        self.tree = tree
        self.rows = rows
        self.node = node
        self.table = table
        self.made = Names(tree)
        self.key = list(tree.source.key)
        self.identity = identity(tree, node)
        self.moves = Moves(tree, node, rows)
        self.emptied = Emptied(node)
        self.spine = qualified(self.made.table(node.spine))

    def alone_or_later(self, alone: list[Sql], later: list[Sql]) -> list[Sql]:
        """What is done here if the statement has no other trigger; `later`, if any, is done where it has one."""
        if not alone:
            return []
        parts = {
            "setting": self.made.writing,
            "alone": indent(sql.SQL("\n").join(alone)),
            "later": sql.SQL("ELSE\n    {}\n").format(indent(sql.SQL("\n").join(later))) if later else sql.SQL(""),
        }
        return [fill(load("mirror_alone").rstrip("\n"), parts)]

    def put_off(self, name: str, how: str, rows: Sql) -> Sql:
        """Remember rows for the last trigger of the statement; `rows` gives a JSON array, or NULL for none."""
        return sql.SQL("PERFORM hofsm.put_off({}, {}, {}, ({}));").format(
            sql.Literal(self.made.writing), sql.Literal(name), sql.Literal(how), rows
        )

    def refuse_if(self, source: Sql, test: Sql, alias: str, refusal: Refusal) -> Sql:
        """Refuse the write where a row under `alias` passes a test."""
        return refusal.refuse_where(source, test, key_words(self.tree, alias))

    def settle(self, source: Sql, residual: Sql, tests: list[Sql], marks: Sql | None = None) -> Sql:
        """Change the residuals of elements; `source` has the written rows."""
        changes = [sql.SQL("{} = {}").format(sql.Identifier(naming.RESIDUAL), residual)]
        if marks is not None:
            changes.append(sql.SQL("{} = {}").format(sql.Identifier(naming.ABSENT), marks))
        return sql.SQL("UPDATE {} AS {} SET {}\nFROM {}\nWHERE {};").format(
            self.spine, sql.Identifier(STORED), lines(changes), source, conjunction(tests)
        )

    def emptied_by_columns(self, left: Sql | None, *, deleted: bool) -> tuple[list[Sql], list[Sql]]:
        """The tests of all objects that columns may have left empty, and their items."""
        found = self.emptied.by_columns(self.table, left, deleted=deleted)
        items: list[Sql] = [sql.SQL("CASE WHEN {} THEN {} END").format(test, item) for test, item in found]
        return [test for test, _ in found], items

    @property
    def residual(self) -> Sql:
        return sql.Identifier(STORED, naming.RESIDUAL)

    def otherwise(self, source: Sql, *, updated: bool) -> list[Sql]:
        """Columns with `otherwise` that got a value: what was kept at their places is gone, unless it is closed."""
        found: list[Sql] = []
        for leaf in (leaf for leaf in otherwise_leaves(self.node.shape) if leaf.table is self.table):
            name = leaf.column.name
            tests: list[Sql] = [
                *equal(self.identity, STORED, "now"),
                sql.SQL("{} IS NOT NULL").format(sql.Identifier("now", name)),
            ]
            if updated:
                tests.append(sql.SQL("{} IS NULL").format(sql.Identifier("was", name)))
            found += [self._refuse_closed(source, holder, tests) for holder in self._closable(leaf.path)]
            removed = sql.SQL("hofsm.residual_remove({}, {})").format(self.residual, array(leaf.path))
            kept = sql.SQL("{} IS NOT NULL").format(dig(self.residual, leaf.path))
            found.append(self.settle(source, removed, [*tests, kept]))
        return found

    def _closable(self, path: Path) -> list[Holder]:
        return [
            one
            for one in holders(self.tree)
            if one.parent is self.node and is_below(one.leaf.path, path) and can_be_irregular(one.child)
        ]

    def _refuse_closed(self, source: Sql, holder: Holder, tests: list[Sql]) -> Sql:
        tests = [*tests, is_kept_whole(holder, STORED)]
        if holder.leaf.variant is not None:
            tests.append(of_variant(self.node, STORED, holder.leaf.variant))
        joined = sql.SQL("{} CROSS JOIN {} AS {}").format(source, self.spine, sql.Identifier(STORED))
        return self.refuse_if(joined, conjunction(tests), "now", closed_collection(holder))


def json_object(columns: list[str], alias: str) -> Sql:
    """Some columns of a row as a JSON object."""
    parts = [sql.SQL("{}, {}").format(sql.Literal(name), sql.Identifier(alias, name)) for name in columns]
    return sql.SQL("jsonb_build_object({})").format(sql.SQL(", ").join(parts))


def json_rows(sides: dict[str, Sql]) -> Sql:
    """A row before and after a write, as `hofsm.put_off` takes it."""
    parts = [sql.SQL("{}, {}").format(sql.Literal(side), value) for side, value in sides.items()]
    return sql.SQL("jsonb_build_object({})").format(sql.SQL(", ").join(parts))


def without_values(table: Table, alias: str) -> list[Sql]:
    """That a row has no value in any column of the spec."""
    return [sql.SQL("{} IS NULL").format(sql.Identifier(alias, column.name)) for column in table.columns]


def array(path: Path) -> Sql:
    """A path as the helper functions take it."""
    return sql.SQL("{}::text[]").format(sql.Literal(list(path)))
