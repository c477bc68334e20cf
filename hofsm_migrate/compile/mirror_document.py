"""Functions of phase `mirrored` that bring rows to documents.

For the mapping `m` and its root table `r`: `document_r(key)`, `settle_r(key, document)`, `mirror_document_r(key)`,
`mirror_m(keys)` and `later_m(what)`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.backfill import legacy_document
from hofsm_migrate.compile.etag import bind
from hofsm_migrate.compile.later import later_body
from hofsm_migrate.compile.mirror_function import CALLED, JOINED, Function, created, replaced
from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.compile.relations import has_key, key_words, parameters
from hofsm_migrate.compile.routine import key_types
from hofsm_migrate.compile.settle import document_body, settle_body
from hofsm_migrate.names import mint
from hofsm_migrate.sql import fill, indent, load

if TYPE_CHECKING:
    from hofsm_migrate.compile.operation import Operation
    from hofsm_migrate.lens.tree import Tree
    from hofsm_migrate.sql import Part

Sql = sql.Composable


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


class Documents:
    """The functions that the triggers of the new tables call."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._made = Names(tree)
        self._key = list(tree.source.key)
        made = document_functions(tree)
        self._document, self._settle, self._mirror_document = made.document, made.settle, made.mirror_document
        self.mirror = (tree.mapping.schema, mint("mirror", tree.mapping.name))

    def operations(self) -> list[Operation]:
        """What brings rows to documents, in an order in which each finds those it calls."""
        key = self._key_arguments()
        settled, document = sql.SQL("{}, jsonb").format(key), sql.SQL("jsonb")
        words = "bring the rows of a document in line with it, or refuse what was written"
        found = [
            Function(self._document, "one composed document", key, "jsonb", JOINED),
            Function(self._settle, words, settled, "void", JOINED),
            Function(self._mirror_document, "bring rows to one document", key, "void", CALLED),
            Function(self.mirror, "bring rows to the documents with the given keys", document, "void", CALLED),
            Function(self._made.later, "what triggers of one statement put off for the last", document, "void", CALLED),
        ]
        bodies = [
            document_body(self._tree),
            settle_body(self._tree),
            self._mirror_document_body(),
            self._mirror_body(),
            later_body(self._tree),
        ]
        return [created(self._tree, self._tree.root.spine, *each) for each in zip(found, bodies, strict=True)]

    def on_base_table(self, other: Documents) -> Operation:
        """The function that knows the legacy table, with the body that `other` has for it."""
        words = "bring rows to one document, in the base table"
        one = Function(self._mirror_document, words, self._key_arguments(), "void", CALLED)
        after = other._mirror_document_body(sql.SQL(" AND NOT hofsm.is_moved(actual)"))
        return replaced(self._tree, self._tree.root.spine, one, after, self._mirror_document_body())

    def _key_arguments(self) -> Sql:
        return sql.SQL(", ").join(key_types(self._tree))

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
