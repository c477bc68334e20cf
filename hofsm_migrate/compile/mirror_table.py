"""One new table in phase `mirrored`: open for writes, with the triggers that follow them.

Triggers `aa_hofsm_begin`, `aa_hofsm_match`, `aa_hofsm_truncate`, `zz_hofsm_insert`, `zz_hofsm_update`,
`zz_hofsm_delete`, and `aa_hofsm_room` where the table has a row for every element. Functions, for a table `t`:
`match_t`, `written_t` and `room_t`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from psycopg import sql

from hofsm_migrate.compile.etag import ASKED, check_rows, match_body
from hofsm_migrate.compile.mirror_document import Documents
from hofsm_migrate.compile.mirror_function import created, replaced, trigger_function
from hofsm_migrate.compile.moves import NEW, OLD
from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.compile.operation import Operation, operation
from hofsm_migrate.compile.permitted import Permitted
from hofsm_migrate.compile.relations import conjunction, identity, row_of
from hofsm_migrate.compile.written import touched_keys, without_values
from hofsm_migrate.compile.written_spine import WrittenSpine
from hofsm_migrate.compile.written_split import WrittenSplit
from hofsm_migrate.names import mint
from hofsm_migrate.sql import fill, indent, load, text

if TYPE_CHECKING:
    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Table

Sql = sql.Composable
OUTSIDE: Final = "coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')"


class OpenTable:
    """A new table of a mapping; without `legacy_side` there are no payloads any more."""

    def __init__(self, tree: Tree, node: Node, table: Table, *, legacy_side: bool = True) -> None:
        self._tree, self._node, self._table = tree, node, table
        self._legacy_side = legacy_side
        self._made = Names(tree)
        self._key = list(tree.source.key)
        self._setting = self._made.writing
        self._mirror = Documents(tree).mirror
        self.written = trigger_function(self._name("written"), f"what follows a write to {table.name}")
        self.match = trigger_function(
            self._made.match(table), f"compares the tag asked for before a row of {table.name} is written"
        )

    def operations(self) -> list[Operation]:
        """Functions before triggers."""
        tree, table = self._tree, self._table
        steps = [
            created(tree, table, self.match, self.match_body()),
            created(tree, table, self.written, self.written_body()),
        ]
        more, less = sql.SQL(""), sql.SQL("")
        if table is not self._node.spine and table.when is None:
            room = trigger_function(self._name("room"), "an inserted row takes the place of one without values")
            steps.append(created(tree, table, room, self._room_body()))
            more, less = self._room_trigger(room.name)
        return [*steps, self._open(more, less)]

    def on_base_table(self, other: OpenTable) -> list[Operation]:
        """The trigger functions, with the bodies that `other` has for them."""
        pairs = [
            (self.written, other.written_body(), self.written_body()),
            (self.match, other.match_body(), self.match_body()),
        ]
        return [replaced(self._tree, self._table, *each) for each in pairs]

    def match_body(self) -> Sql:
        return match_body(self._tree, self._node, self._table, versioned=self._legacy_side)

    def _name(self, verb: str) -> tuple[str, str]:
        return self._tree.mapping.schema, mint(verb, self._table.name)

    def written_body(self) -> Sql:
        tree, node, table = self._tree, self._node, self._table
        maker = WrittenSpine(tree, node) if table is node.spine else WrittenSplit(tree, node, table)
        permitted = Permitted(tree, node, table, legacy_side=self._legacy_side)
        found = {
            "INSERT": [check_rows(tree, node, NEW), *permitted.inserted(), *maker.inserted()],
            "UPDATE": [check_rows(tree, node, OLD), *permitted.updated(), *maker.updated()],
            "DELETE": [check_rows(tree, node, OLD), *permitted.deleted(), *maker.deleted()],
        }
        events = [self._event(event, statements) for event, statements in found.items()]
        parts = {
            "events": indent(sql.SQL("\n").join(events)),
            "setting": self._setting,
            "mirror": self._mirror,
            "later": self._made.later,
        }
        return fill(load("mirror_written"), parts)

    def _event(self, event: str, statements: list[Sql]) -> Sql:
        return fill(
            load("mirror_event"),
            {
                "event": event,
                "keys": touched_keys(self._tree, event),
                "legacy": self._made.legacy,
                "key": row_of(self._key, "legacy"),
                "order": names(self._key, "legacy"),
                "statements": indent(sql.SQL("\n").join(statements), 8),
            },
        )

    def _open(self, more: Sql, less: Sql) -> Operation:
        table = self._table
        place = self._tree.mapping.place(table.position, table.name)
        parts = {
            "closed": mint("closed", table.name),
            "table": self._made.table(table),
            "from_outside": sql.SQL(OUTSIDE),
            "setting": self._setting,
            "legacy": self._switched(self._made.legacy),
            "base": self._switched(self._made.base),
            "written": self.written.name,
            "begin": "aa_hofsm_begin",
            "match": "aa_hofsm_match",
            "matches": self._made.match(table),
            "asked": sql.SQL(ASKED.replace("current_setting", "pg_catalog.current_setting")),
            "inserted": "zz_hofsm_insert",
            "updated": "zz_hofsm_update",
            "deleted": "zz_hofsm_delete",
            "truncated": "aa_hofsm_truncate",
            "more": more,
            "less": less,
        }
        return operation("mirror_open", f"triggers of {table.name}", place, parts)

    def _switched(self, name: tuple[str, str]) -> str:
        """A table that a switch of names locks, as text that `to_regclass` reads."""
        return text(qualified(name))

    def _room_trigger(self, room: tuple[str, str]) -> tuple[Sql, Sql]:
        target = qualified(self._made.table(self._table))
        create = sql.SQL(
            "CREATE TRIGGER aa_hofsm_room BEFORE INSERT ON {}\n    FOR EACH ROW WHEN ({}) EXECUTE FUNCTION {}();"
        ).format(target, sql.SQL(OUTSIDE), qualified(room))
        return create, sql.SQL("DROP TRIGGER aa_hofsm_room ON {};").format(target)

    def _room_body(self) -> Sql:
        key = identity(self._tree, self._node)
        same = [sql.SQL("{} = NEW.{}").format(sql.Identifier("stored", name), sql.Identifier(name)) for name in key]
        parts = {
            "table": self._made.table(self._table),
            "same": conjunction([*same, *without_values(self._table, "stored")]),
        }
        return fill(load("mirror_room"), parts)
