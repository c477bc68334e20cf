"""Phase `cutover` without the payload column: who says so, and what empties the payloads and makes them anew.

`keeps_payload_m()` says whether writers keep the payloads of mapping `m` in step. Whatever it says, a payload is either
in step or moved (`hofsm.is_moved`), in every row at any time: a writer that does not keep payloads takes that of the
document away which it touches, and one that keeps them composes it. So both ways can be gone with writers running:
first the function is replaced, then chunks do for all other documents what writers do for theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from psycopg import sql

from hofsm_migrate.compile.backfill import key_parameters, key_range, legacy_document
from hofsm_migrate.compile.document import Bound, documents_query
from hofsm_migrate.compile.functions import JOINED_ONCE
from hofsm_migrate.compile.layers import unique
from hofsm_migrate.compile.names import Names, as_columns, names, qualified, result_names, same_key
from hofsm_migrate.compile.operation import Operation, operation
from hofsm_migrate.compile.routine import PINNED, Routine, create, key_types
from hofsm_migrate.compile.tables import comment_words
from hofsm_migrate.sql import body, dollar_quote, fill, indent, lines, load, text

if TYPE_CHECKING:
    from hofsm_migrate.lens.tree import Tree
    from hofsm_migrate.sql import Part

Sql = sql.Composable
READING: Final = (
    "LANGUAGE plpgsql STABLE\n"
    "    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1\n"
    "    SET jit = off SET enable_memoize = off SET work_mem = '64MB'"
)
"""STABLE: it reads by the snapshot of the statement that calls it."""


def keeps_operation(tree: Tree) -> Operation:
    """The function that says whether payloads are kept in step, as cut-over makes it: they are."""
    routine = Routine(
        Names(tree).keeps_payload,
        "whether writers keep the payloads of the base table in step",
        arguments=sql.SQL(""),
        returns=sql.SQL("boolean"),
        properties="LANGUAGE sql STABLE PARALLEL SAFE",
        body=sql.SQL("RETURN true"),
    )
    return create(tree, tree.root, routine)


def unkept_operation(tree: Tree) -> Operation:
    """The same function saying that they are not; its undo makes it what it was."""
    made = Names(tree)
    place = tree.mapping.place(tree.root.spine.position, tree.root.name)
    parts: dict[str, Part] = {
        "purpose": comment_words(f"{place}: writers no longer write payloads"),
        "quote": dollar_quote(text(qualified(made.base)) + text(qualified(made.keeps_payload)), "do"),
        "base": made.base,
        "function": made.keeps_payload,
    }
    return operation("keeps_payload", f"function {made.keeps_payload[1]}", place, parts)


def sweep_operations(tree: Tree) -> list[Operation]:
    """The documents of a key range, and what empties their payloads and makes them anew."""
    return [_documents(tree), _Sweep(tree).empty(), _Sweep(tree).restore()]


def moved(tree: Tree) -> Sql:
    """What a payload is where it is not kept, as a value of the column's type."""
    return sql.SQL(f"hofsm.moved()::{tree.source.payload_type}")  # pyright: ignore[reportArgumentType] - one of three


def unless_moved(tree: Tree, payload: Sql) -> Sql:
    """Added to what `verify` compares: a moved payload is no difference while payloads are not kept, or not all are."""
    parts: dict[str, Part] = {"payload": payload, "mapping": tree.mapping.name}
    return fill(load("verify_unless_moved").rstrip("\n"), parts)


def _documents(tree: Tree) -> Operation:
    document = unique("document", set(tree.source.key))
    returned = result_names((*tree.source.key, document))
    parts: dict[str, Part] = {
        "key": names(list(tree.source.key), "composed"),
        "document": document,
        "documents": indent(documents_query(tree, Bound(lambda alias: key_range(tree, alias))), 8),
    }
    query = body(fill(load("payload_documents"), parts), "query")
    columns = [
        sql.SQL("{} {}").format(sql.Identifier(name), type_)
        for name, type_ in zip(returned, (*key_types(tree), sql.SQL("jsonb")), strict=True)
    ]
    routine = Routine(
        Names(tree).payload_documents,
        "the documents between two keys, both included, composed",
        arguments=sql.SQL(", ").join(key_types(tree) * 2),
        returns=sql.SQL("TABLE (\n    {}\n)").format(lines(columns)),
        properties=f"{READING}\n    {JOINED_ONCE}",
        body=sql.SQL("AS {}").format(body(fill(load("verify"), {"query": query, "parameters": key_parameters(tree)}))),
    )
    return create(tree, tree.root, routine)


class _Sweep:
    def __init__(self, tree: Tree) -> None:
        self._tree, self._made = tree, Names(tree)
        self._key = list(tree.source.key)
        self._payload = sql.Identifier("legacy", tree.source.payload)

    def empty(self) -> Operation:
        due = sql.SQL("{0} IS NOT NULL AND NOT hofsm.is_moved({0})").format(self._payload)
        parts: dict[str, Part] = {
            "payload": legacy_document(self._tree, "legacy"),
            "moved": moved(self._tree),
            "legacy_proven": same_key(self._tree, "legacy", "proven"),
        }
        words = "takes the payloads between two keys away, each where it is what the new tables compose"
        return self._function(self._made.empty_payload, words, "payload_empty", due, parts)

    def restore(self) -> Operation:
        document = sql.Identifier("composed", unique("document", set(self._key)))
        kind = self._tree.source.payload_type
        cast = "{}" if kind == "jsonb" else f"{{}}::text::{kind}"
        parts: dict[str, Part] = {
            "restored": sql.SQL(cast).format(document),  # pyright: ignore[reportArgumentType] - one of three
            "legacy_composed": same_key(self._tree, "legacy", "composed"),
        }
        words = "makes the payloads between two keys anew where they were taken away"
        due = sql.SQL("hofsm.is_moved({})").format(self._payload)
        return self._function(self._made.restore_payload, words, "payload_restore", due, parts)

    def _function(self, name: tuple[str, str], words: str, template: str, due: Sql, own: dict[str, Part]) -> Operation:
        tree, key = self._tree, self._key
        shared: dict[str, Part] = {
            "key": names(key, "legacy"),
            "due_key": names(key, "due"),
            "document": unique("document", set(key)),
            "base": self._made.base,
            "range": key_range(tree, "legacy"),
            "due": due,
            "documents": sql.SQL("{}({})").format(qualified(self._made.payload_documents), key_parameters(tree)),
            "as_columns": as_columns((*key, unique("document", set(key)))),
            "composed_due": same_key(tree, "composed", "due"),
            "payload_name": tree.source.payload,
            "due_texts": sql.SQL(", ").join([sql.SQL("{}::text").format(sql.Identifier("due", one)) for one in key]),
            "written_due": same_key(tree, "written", "due"),
        }
        locked: dict[str, Part] = {name: shared[name] for name in ("base", "range", "due")}
        parts: dict[str, Part] = {
            "lock": body(fill(load("payload_lock"), {**locked, "order": names(key, "legacy")}), "lock"),
            "query": body(fill(load(template), {**shared, **own}), "query"),
            "parameters": key_parameters(tree),
        }
        routine = Routine(
            name,
            words,
            arguments=sql.SQL(", ").join(key_types(tree) * 2),
            returns=sql.SQL("TABLE (documents bigint, refused text[], proven boolean)"),
            properties=PINNED,
            body=sql.SQL("AS {}").format(body(fill(load("payload_sweep"), parts))),
        )
        return create(tree, tree.root, routine)
