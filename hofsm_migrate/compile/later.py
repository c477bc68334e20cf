"""What the triggers of one statement that writes to several new tables put off for the last of them.

Each of them sees the rows of its own table only, and the server says which fires first. Whatever depends on the key of
an element that another part of the statement may have changed waits until all of it is known. Then elements are gone
through from the inside out: while those of a node are moved, all around them is where it was before the statement.
First what deleted elements leave behind goes, then renamed ones take along what is theirs, and then what was emptied
stays as `[]` or `{}` at the keys that are in force now. Gaps between positions are closed at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.etag import chain
from hofsm_migrate.compile.moves import Moves, Rows
from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.compile.relations import conjunction, holders, identity
from hofsm_migrate.compile.written_spine import GONE, MOVED, NUMBERED, VARIANT, WrittenSpine
from hofsm_migrate.compile.written_split import WrittenSplit
from hofsm_migrate.sql import fill, indent, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.compile.relations import Holder
    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Table

Sql = sql.Composable


def later_body(tree: Tree) -> Sql:
    """The plpgsql body of the function; `$1` is what `hofsm.take_later` gave."""
    steps = list(_Later(tree).steps())
    return fill(load("mirror_later"), {"steps": indent(sql.SQL("\n").join(steps))})


class _Later:
    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._made = Names(tree)

    def steps(self) -> Iterator[Sql]:
        for node in reversed(self._tree.nodes):
            yield from self._deleted(node)
            yield from self._moved(node)
            for holder in (one for one in holders(self._tree) if one.parent is node):
                yield from self._emptied(holder)
            for table in node.tables[1:]:
                yield from self._settled(node, table)
        for node in self._tree.nodes:
            yield from self._numbered(node)

    def _deleted(self, node: Node) -> Iterator[Sql]:
        rows = Rows(self._rows(node.spine, "was", GONE), self._rows(node.spine, "now", MOVED))
        moves = Moves(self._tree, node, rows)
        tests = [moves.gone_for_good()]
        if node.recursive:
            tests.append(moves.not_moved_out(self._rows(node.spine, "was", MOVED)))
        yield from self._where_put_off(node.spine, [GONE], moves.delete_below(conjunction(tests)))

    def _moved(self, node: Node) -> Iterator[Sql]:
        """Rows that come with another variant wait for those that the element brings along."""
        yield from self._where_put_off(node.spine, [MOVED], self._written(node, MOVED).moves.carry())
        yield from self._where_put_off(node.spine, [VARIANT], self._written(node, VARIANT).change_variant())

    def _written(self, node: Node, how: str) -> WrittenSpine:
        rows = Rows(self._rows(node.spine, "was", how), self._rows(node.spine, "now", how))
        return WrittenSpine(self._tree, node, rows)

    def _emptied(self, holder: Holder) -> Iterator[Sql]:
        """Of a recursion's own collections the element around the row counts, not the row itself."""
        above = 1 if holder.child is holder.parent else 0
        was = self._followed(holder.parent, holder.child.spine, above, "was", GONE, MOVED)
        rows = Rows(was, was)
        steps = WrittenSpine(self._tree, holder.child, rows).emptied_collection(holder)
        yield from self._where_put_off(holder.child.spine, [GONE, MOVED], steps)

    def _settled(self, node: Node, table: Table) -> Iterator[Sql]:
        for event in ("INSERT", "UPDATE", "DELETE"):
            was, now = (self._followed(node, table, 0, side, event) for side in ("was", "now"))
            steps = WrittenSplit(self._tree, node, table, Rows(was, now)).settled(event)
            yield from self._where_put_off(table, [event], steps)

    def _numbered(self, node: Node) -> Iterator[Sql]:
        """Also where rows have come under the new key of an element, beside those that it brought along."""
        moves = Moves(self._tree, node)
        keys = sql.SQL("SELECT {} FROM jsonb_populate_recordset(NULL::{}, $1 -> 'touched') AS touched").format(
            names(list(self._tree.source.key), "touched"), qualified(self._made.table(self._tree.root.spine))
        )
        if moves.positional:
            yield from self._where_put_off(node.spine, [NUMBERED], [moves.close_gaps(keys)])
        elif node.ordinal:
            around = [one for one in chain(self._tree, node) if one is not node or node.recursive]
            kinds = [_kind(one.spine, MOVED) for one in around]
            yield _only_if(kinds, moves.renumber(keys, "DELETE"))

    def _where_put_off(self, table: Table, hows: list[str], steps: list[Sql]) -> Iterator[Sql]:
        if steps:
            yield _only_if([_kind(table, how) for how in hows], steps)

    def _rows(self, table: Table, side: str, *hows: str) -> Sql:
        return self._typed(table, self._put_off(table, side, *hows))

    def _followed(self, node: Node, table: Table, above: int, side: str, *hows: str) -> Sql:
        """Rows of a table that belong to elements of a node, with the keys that these have now."""
        key = identity(self._tree, node)
        path = key[-1] if node.recursive else None
        rows = sql.SQL("hofsm.follow_moved({}, $1 -> 'later', {}, {}, {}, {})").format(
            self._put_off(table, side, *hows), *map(sql.Literal, (node.name, key, path, above))
        )
        return self._typed(table, rows)

    def _put_off(self, table: Table, side: str, *hows: str) -> Sql:
        return sql.SQL("hofsm.put_off_rows($1 -> 'later', {})").format(_words([side, table.name, *hows]))

    def _typed(self, table: Table, rows: Sql) -> Sql:
        return sql.SQL("jsonb_populate_recordset(NULL::{}, {})").format(qualified(self._made.table(table)), rows)


def _kind(table: Table, how: str) -> str:
    """As `hofsm.put_off_kinds` says it."""
    return f"{table.name} {how}"


def _only_if(kinds: list[str], steps: list[Sql]) -> Sql:
    """Steps for what was put off of any of several kinds."""
    code = indent(sql.SQL("\n").join(steps))
    return sql.SQL("IF todo && ARRAY[{}] THEN\n    {}\nEND IF;").format(_words(kinds), code)


def _words(words: list[str]) -> Sql:
    return sql.SQL(", ").join(map(sql.Literal, words))
