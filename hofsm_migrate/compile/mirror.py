"""The new side of phase `mirrored`: tables open for writes, and the triggers that bring each write to the documents.

On every table, triggers `aa_hofsm_begin`, `aa_hofsm_match`, `aa_hofsm_truncate`, `zz_hofsm_insert`, `zz_hofsm_update`,
`zz_hofsm_delete`, and `aa_hofsm_room` on those that have a row for every element. Functions, for a table `t`, the
mapping `m` and its root table `r`: `match_t`, `written_t`, `room_t`, `mirror_m(keys)`, `mirror_document_r(key)`,
`document_r(key)` and `settle_r(key, document)`.
The trigger function of dual write is replaced by one that never waits for a row of a new table.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from psycopg import sql

from hofsm_migrate.compile.backfill import legacy_document
from hofsm_migrate.compile.change import CONTEND, FOLLOW
from hofsm_migrate.compile.dual_write import forget_routine, trigger_routine
from hofsm_migrate.compile.etag import ASKED, bind, check_rows, match_body
from hofsm_migrate.compile.moves import NEW, OLD
from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.compile.names import based as based_mapping
from hofsm_migrate.compile.operation import Operation, operation
from hofsm_migrate.compile.permitted import Permitted
from hofsm_migrate.compile.relations import conjunction, has_key, identity, key_words, parameters, row_of
from hofsm_migrate.compile.routine import key_types
from hofsm_migrate.compile.settle import document_body, settle_body
from hofsm_migrate.compile.tables import comment_words
from hofsm_migrate.compile.written import touched_keys, without_values
from hofsm_migrate.compile.written_spine import WrittenSpine
from hofsm_migrate.compile.written_split import WrittenSplit
from hofsm_migrate.names import mint
from hofsm_migrate.sql import body, dollar_quote, fill, indent, lines, load, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import LiteralString

    from hofsm_migrate.compile.routine import Routine
    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Table
    from hofsm_migrate.sql import Part

Sql = sql.Composable
OUTSIDE: Final = "coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')"
TRIGGER: Final = (
    "LANGUAGE plpgsql VOLATILE SECURITY DEFINER\n"
    "    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1\n"
    "    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan"
)
"""Run as the owner: who may write to a new table need not have rights on the legacy table. Keys are always given, so
one plan serves all writes of a session; statistics of tables that were empty when it was made must not make it scan."""
CALLED: Final = "LANGUAGE plpgsql VOLATILE\n    SET search_path = pg_catalog"
"""Called by a trigger function, whose other settings hold here, too."""
JOINED: Final = f"{CALLED} SET enable_nestloop = off SET enable_memoize = off"
"""Elements are grouped once per document and not once per element around them."""


def mirror_operations(tree: Tree) -> list[Operation]:
    """Everything that opens the new tables for writes, functions before triggers."""
    return _Mirror(tree).operations()


def on_base_table(tree: Tree) -> list[Operation]:
    """Phase `cutover`: the functions that know the legacy table get the base table, since a view has its name."""
    return _Mirror(tree).on_base_table()


@dataclass(frozen=True)
class DocumentFunctions:
    """Names of the functions that a written document goes through."""

    document: tuple[str, str]
    settle: tuple[str, str]
    mirror_document: tuple[str, str]


def document_functions(tree: Tree) -> DocumentFunctions:
    """Those of a mapping."""
    schema, root = tree.mapping.schema, tree.root.name
    return DocumentFunctions(*((schema, mint(verb, root)) for verb in ("document", "settle", "mirror_document")))


def trigger_functions(tree: Tree) -> Iterator[tuple[tuple[str, str], str, Sql]]:
    """Where there are no payloads: the trigger functions of all new tables with what they are for and their bodies."""
    mirror = _Mirror(tree, legacy_side=False)
    for node in tree.nodes:
        for table in node.tables:
            written, match = mirror._written(table), mirror._match(table)
            yield written.name, written.purpose, mirror._written_body(node, table)
            yield match.name, match.purpose, match_body(tree, node, table, versioned=False)


def based(tree: Tree) -> Tree:
    """The mapping with the base table for its legacy table."""
    return replace(tree, mapping=based_mapping(tree.mapping))


@dataclass(frozen=True)
class _Function:
    """What CREATE FUNCTION needs to know beside the body; `properties` begin with the language."""

    name: tuple[str, str]
    purpose: str
    arguments: Sql
    returns: LiteralString
    properties: LiteralString


def _trigger_function(name: tuple[str, str], purpose: str) -> _Function:
    return _Function(name, purpose, sql.SQL(""), "trigger", TRIGGER)


def _replaced(tree: Tree, table: Table, function: _Function, after: Sql, before: Sql) -> Operation:
    """Another body for a function that is there."""
    place = tree.mapping.place(table.position, table.name)
    parts: dict[str, Part] = {
        "purpose": comment_words(f"{place}: {function.purpose}"),
        "function": function.name,
        "arguments": function.arguments,
        "returns": sql.SQL(function.returns),
        "properties": sql.SQL(function.properties),
        "body": sql.SQL("AS {}").format(body(after)),
        "body_before": sql.SQL("AS {}").format(body(before)),
    }
    return operation("replaced_function", f"function {function.name[1]}", place, parts)


class _Mirror:
    def __init__(self, tree: Tree, *, legacy_side: bool = True) -> None:
        self._tree = tree
        self._legacy_side = legacy_side
        self._made = Names(tree)
        self._key = list(tree.source.key)
        mapping = tree.mapping
        self._setting = self._made.writing
        made = document_functions(tree)
        self._document, self._settle, self._mirror_document = made.document, made.settle, made.mirror_document
        self._mirror = (mapping.schema, mint("mirror", mapping.name))

    def operations(self) -> list[Operation]:
        tables = [(node, table) for node in self._tree.nodes for table in node.tables]
        return [
            self._open_first(),
            *self._never_waiting(),
            *self._functions(),
            *(step for node, table in tables for step in self._table(node, table)),
            self._close_first(),
        ]

    def _open_first(self) -> Operation:
        """A writer that began before goes on with what it has, and waits where it must not from now on."""
        legacy = self._made.legacy
        parts: dict[str, Part] = {"legacy": legacy, "quote": dollar_quote(text(qualified(legacy)), "do")}
        return operation("mirror_open_first", "writers of the legacy table waited for", self._tree.mapping.file, parts)

    def _close_first(self) -> Operation:
        """First on the way back, on which the other operations come to the root's table last."""
        tables = [qualified(self._made.table(table)) for node in self._tree.nodes for table in node.tables]
        listed = lines(tables, spaces=8)
        parts: dict[str, Part] = {
            "setting": self._setting,
            "tables": listed,
            "quote": dollar_quote(f"{self._setting}{text(listed)}", "do"),
        }
        return operation("mirror_close_first", "all new tables open for writes", self._tree.mapping.file, parts)

    def _never_waiting(self) -> list[Operation]:
        """Writers of the new side hold a row and are on their way to the document: the legacy side must not wait."""
        follows, drops = "follows every write to the legacy table", "drops all rows of a document"
        return [self._replaced(follows, trigger_routine), self._replaced(drops, forget_routine)]

    def _replaced(self, purpose: str, routine: Callable[[Tree, str], Routine]) -> Operation:
        tree, table = self._tree, self._tree.root.spine
        place = tree.mapping.place(table.position, table.name)
        after, before = (routine(tree, mode) for mode in (CONTEND, FOLLOW))
        parts: dict[str, Part] = {
            "purpose": comment_words(f"{place}: {purpose}, never waits for a row of a new one"),
            "function": after.name,
            "arguments": after.arguments,
            "returns": after.returns,
            "properties": sql.SQL(after.properties),
            "body": after.body,
            "body_before": before.body,
        }
        return operation("replaced_function", f"function {after.name[1]}", place, parts)

    def _functions(self) -> list[Operation]:
        """What brings rows to documents, in an order in which each finds those it calls."""
        key = self._key_arguments()
        settled, document = sql.SQL("{}, jsonb").format(key), sql.SQL("jsonb")
        words = "bring the rows of a document in line with it, or refuse what was written"
        found = [
            _Function(self._document, "one composed document", key, "jsonb", JOINED),
            _Function(self._settle, words, settled, "void", JOINED),
            _Function(self._mirror_document, "bring rows to one document", key, "void", CALLED),
            _Function(self._mirror, "bring rows to the documents with the given keys", document, "void", CALLED),
        ]
        bodies = [
            document_body(self._tree),
            settle_body(self._tree),
            self._mirror_document_body(),
            self._mirror_body(),
        ]
        return [self._create(self._tree.root.spine, *each) for each in zip(found, bodies, strict=True)]

    def _key_arguments(self) -> Sql:
        return sql.SQL(", ").join(key_types(self._tree))

    def _create(self, table: Table, function: _Function, code: Sql) -> Operation:
        place = self._tree.mapping.place(table.position, table.name)
        purpose = f"{place}: {function.purpose}"
        parts = {
            "purpose": comment_words(purpose),
            "function": function.name,
            "arguments": function.arguments,
            "returns": sql.SQL(function.returns),
            "properties": sql.SQL(function.properties),
            "body": body(code),
            "comment": purpose,
        }
        return operation("mirror_function", f"function {function.name[1]}", place, parts)

    def on_base_table(self) -> list[Operation]:
        other = _Mirror(based(self._tree))
        words = "bring rows to one document, in the base table"
        one = _Function(self._mirror_document, words, self._key_arguments(), "void", CALLED)
        root = self._tree.root.spine
        after = other._mirror_document_body(sql.SQL(" AND NOT hofsm.is_moved(actual)"))
        steps = [_replaced(self._tree, root, one, after, self._mirror_document_body())]
        for node in self._tree.nodes:
            for table in node.tables:
                after, before = (mirror._written_body(node, table) for mirror in (other, self))
                steps.append(_replaced(self._tree, table, self._written(table), after, before))
                after, before = (match_body(mirror._tree, node, table) for mirror in (other, self))
                steps.append(_replaced(self._tree, table, self._match(table), after, before))
        return steps

    def _mirror_document_body(self, unless: Sql | None = None) -> Sql:
        tree, root = self._tree, self._tree.root
        payload_type = tree.source.payload_type
        cast = "{}" if payload_type == "jsonb" else f"{{}}::text::{payload_type}"
        tables = [table for node in tree.nodes for table in node.tables if table is not root.spine]
        has_rows = [
            sql.SQL("EXISTS (SELECT FROM {} AS own WHERE {})").format(
                qualified(self._made.table(table)), has_key(tree, "own")
            )
            for table in tables
        ]
        parts: dict[str, Part] = {
            "root": self._made.table(root.spine),
            "root_key": has_key(tree, "root"),
            "has_rows": sql.SQL("\n            OR ").join(has_rows) if has_rows else sql.SQL("false"),
            "bind_etag": indent(bind(tree)),
            "words": key_words(tree),
            "document": self._document,
            "settle": self._settle,
            "change": self._made.change(root),
            "key": parameters(tree),
            "key_names": names(self._key),
            "legacy": self._made.legacy,
            "legacy_key": has_key(tree, "legacy"),
            "payload": legacy_document(tree, "legacy"),
            "payload_name": tree.source.payload,
            "unless": unless or sql.SQL(""),
            "composed": sql.SQL(cast).format(sql.SQL("composed")),  # pyright: ignore[reportArgumentType] - one of three
            "no_document": f"a row was written for a document that table {root.name} does not have",
            "no_document_detail": f"every document has one row in {root.name}",
            "no_document_hint": f"insert the row of {root.name} first, or in the same statement",
            "no_default_detail": "the new tables do not have this column of the legacy table, and it has no default",
            "no_default_hint": "give the column of the legacy table a default, or insert the document there",
            "refused": "the legacy table did not take the document",
            "refused_detail": "a trigger or a rule of the legacy table kept it out",
            "refused_hint": "write on the legacy side, or change the trigger",
        }
        return fill(load("mirror_document"), parts)

    def _mirror_body(self) -> Sql:
        parts = {
            "key": names(self._key, "touched"),
            "root": self._made.table(self._tree.root.spine),
            "mirror": self._mirror_document,
            "values": names(self._key, "one"),
        }
        return fill(load("mirror_documents"), parts)

    def _table(self, node: Node, table: Table) -> list[Operation]:
        written = self._written(table)
        steps = [
            self._create(table, self._match(table), match_body(self._tree, node, table)),
            self._create(table, written, self._written_body(node, table)),
        ]
        more, less = sql.SQL(""), sql.SQL("")
        if table is not node.spine and table.when is None:
            words = "an inserted row takes the place of one without values"
            room = _trigger_function(self._name("room", table), words)
            steps.append(self._create(table, room, self._room_body(node, table)))
            more, less = self._room_trigger(table, room.name)
        return [*steps, self._open(table, written.name, more, less)]

    def _written(self, table: Table) -> _Function:
        return _trigger_function(self._name("written", table), f"what follows a write to {table.name}")

    def _match(self, table: Table) -> _Function:
        return _trigger_function(
            self._made.match(table), f"compares the tag asked for before a row of {table.name} is written"
        )

    def _name(self, verb: str, table: Table) -> tuple[str, str]:
        return self._tree.mapping.schema, mint(verb, table.name)

    def _open(self, table: Table, written: tuple[str, str], more: Sql, less: Sql) -> Operation:
        place = self._tree.mapping.place(table.position, table.name)
        parts = {
            "closed": mint("closed", table.name),
            "table": self._made.table(table),
            "from_outside": sql.SQL(OUTSIDE),
            "setting": self._setting,
            "legacy": self._switched(self._made.legacy),
            "base": self._switched(self._made.base),
            "written": written,
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

    def _room_trigger(self, table: Table, room: tuple[str, str]) -> tuple[Sql, Sql]:
        target = qualified(self._made.table(table))
        create = sql.SQL(
            "CREATE TRIGGER aa_hofsm_room BEFORE INSERT ON {}\n    FOR EACH ROW WHEN ({}) EXECUTE FUNCTION {}();"
        ).format(target, sql.SQL(OUTSIDE), qualified(room))
        return create, sql.SQL("DROP TRIGGER aa_hofsm_room ON {};").format(target)

    def _room_body(self, node: Node, table: Table) -> Sql:
        key = identity(self._tree, node)
        same = [sql.SQL("{} = NEW.{}").format(sql.Identifier("stored", name), sql.Identifier(name)) for name in key]
        parts = {
            "table": self._made.table(table),
            "same": conjunction([*same, *without_values(table, "stored")]),
        }
        return fill(load("mirror_room"), parts)

    def _written_body(self, node: Node, table: Table) -> Sql:
        maker = WrittenSpine(self._tree, node) if table is node.spine else WrittenSplit(self._tree, node, table)
        permitted = Permitted(self._tree, node, table, legacy_side=self._legacy_side)
        found = {
            "INSERT": [check_rows(self._tree, node, NEW), *permitted.inserted(), *maker.inserted()],
            "UPDATE": [check_rows(self._tree, node, OLD), *permitted.updated(), *maker.updated()],
            "DELETE": [check_rows(self._tree, node, OLD), *permitted.deleted(), *maker.deleted()],
        }
        events = [self._event(event, statements) for event, statements in found.items()]
        parts = {
            "events": indent(sql.SQL("\n").join(events)),
            "setting": self._setting,
            "mirror": self._mirror,
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
