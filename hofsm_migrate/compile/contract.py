"""cutover -> contracted: the payload column goes, the view stays and takes no writes; on request the view goes as well.

Whether the base table still had payloads does not matter: documents are composed from the new tables. What stays of the
legacy side is the row of each document in the base table, for its other columns, keys and foreign keys. It comes and
goes with the root row of the document, and each write to a document makes it a new version.
Nothing here has a way back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from psycopg import sql

from hofsm_migrate.compile.dual_write import AS_OWNER, drop_elsewhere, on_descendants, truncate_routine
from hofsm_migrate.compile.etag import bind
from hofsm_migrate.compile.mirror import based, trigger_functions
from hofsm_migrate.compile.mirror_document import document_functions
from hofsm_migrate.compile.mirror_function import CALLED, TRIGGER
from hofsm_migrate.compile.names import Names, names, qualified, same_key
from hofsm_migrate.compile.operation import Operation, one_way
from hofsm_migrate.compile.parts import parts_of
from hofsm_migrate.compile.relations import has_key, key_words, parameters
from hofsm_migrate.compile.routine import key_types
from hofsm_migrate.compile.tables import comment_words
from hofsm_migrate.names import mint
from hofsm_migrate.spec.mapping import WRITES
from hofsm_migrate.sql import body, dollar_quote, fill, indent, lines, load, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import LiteralString

    from hofsm_migrate.lens.tree import Tree
    from hofsm_migrate.spec.mapping import Column, Table
    from hofsm_migrate.sql import Part

Sql = sql.Composable
PLAIN: Final = "LANGUAGE plpgsql\n    SET search_path = pg_catalog"
KEY_TRIGGER: Final = "zz_hofsm_key"
"""On the base table, behind the application's own BEFORE triggers."""


def contract_operations(tree: Tree) -> list[Operation]:
    """Locks first, so that nobody runs a function of before on a table of after.

    The column goes before the functions are made: one of them asks the catalog for a column that it can set.
    """
    stored = based(tree)
    return [
        _lock(tree, [Names(stored).legacy]),
        _base_triggers(tree, stored),
        _drop_payload(tree, stored),
        _read_only(tree),
        _base_row(tree),
        *_by_name(tree, stored),
        *_new_side(tree, stored),
        _drop_functions(tree),
        *_references(tree),
    ]


def drop_view_operations(tree: Tree) -> list[Operation]:
    """The base table has the legacy name again, and the functions that name it are made for that."""
    made = Names(tree)
    parts: dict[str, Part] = {"legacy": text(qualified(made.legacy)), "base_name": made.base[1]}
    view = one_way("contract_drop_view", f"view {'.'.join(made.legacy)} dropped", _place(tree), parts)
    functions = [made.view_write, made.document, made.document_now]
    lock = _lock(tree, [made.legacy, made.base])
    return [lock, view, *_by_name(tree, tree), *_new_side(tree, tree), _drop(tree, functions)]


def reference_name(table: Table, column: Column) -> str:
    """The foreign key of a column with `references`."""
    return mint(table.name, column.name, "fkey")


def _place(tree: Tree) -> str:
    return tree.mapping.place(tree.root.spine.position, tree.mapping.name)


def _lock(tree: Tree, legacy: list[tuple[str, str]]) -> Operation:
    """`legacy`: the view, where it goes, and the base table."""
    made = Names(tree)
    tables = lines([qualified(made.table(table)) for node in tree.nodes for table in node.tables], spaces=8)
    locks = sql.SQL("").join(
        [sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE;\n    ").format(qualified(name)) for name in legacy]
    )
    parts: dict[str, Part] = {
        "setting": made.writing,
        "legacy": locks,
        "tables": tables,
        "quote": dollar_quote(text(tables) + text(locks) + made.writing, "do"),
    }
    return one_way("contract_lock", "all tables locked", _place(tree), parts)


def _base_triggers(tree: Tree, stored: Tree) -> Operation:
    """The triggers for inserted and deleted rows and for TRUNCATE stay; their functions are replaced."""
    made, base = Names(tree), Names(stored).legacy
    update = sql.Identifier(made.dual_write_trigger("update"))

    def create(table: Sql) -> Sql:
        return _key_trigger(tree, table)

    def drop(table: Sql) -> Sql:
        return sql.SQL("DROP TRIGGER IF EXISTS {} ON {};").format(update, table)  # one that came late has none

    parts: dict[str, Part] = {
        "take": f"{text(qualified(made.take))}()",
        "base": text(qualified(base)),
        "drop_take": drop_elsewhere(base, made.take),
        "drop": sql.SQL("DROP TRIGGER {} ON {};").format(update, qualified(base)),
        "create": create(qualified(base)),
        "descendants": on_descendants(stored, [drop, create]),
    }
    return one_way("contract_triggers", f"triggers of {'.'.join(base)}", _place(tree), parts)


def _key_trigger(tree: Tree, table: Sql) -> Sql:
    differs = [
        sql.SQL("{} IS DISTINCT FROM {}").format(sql.Identifier("old", name), sql.Identifier("new", name))
        for name in tree.source.key
    ]
    return sql.SQL(
        "CREATE TRIGGER {} BEFORE UPDATE ON {}\n    FOR EACH ROW WHEN"
        " (({}) AND coalesce(current_setting('hofsm.origin', true), '') <> 'new')\n"
        "    EXECUTE FUNCTION hofsm.refuse_key({});"
    ).format(
        sql.Identifier(KEY_TRIGGER),
        table,
        sql.SQL(" OR ").join(differs),
        sql.Literal(text(qualified(Names(tree).table(tree.root.spine)))),
    )


def _read_only(tree: Tree) -> Operation:
    made = Names(tree)
    hint = (
        f"Write documents to the tables of schema {tree.mapping.schema}, and columns that no document has to"
        f" table {text(qualified(made.base))}."
    )
    code = _as(fill(load("contract_read_only").rstrip("\n"), {"hint": hint}))
    return _replaced(tree, Replaced(made.view_write, "the view is read-only", "trigger", PLAIN, code))


def _base_row(tree: Tree) -> Operation:
    """What follows from rows of the base table that come and go past the new tables."""
    made, key = Names(tree), list(tree.source.key)
    parts: dict[str, Part] = {
        "represent": made.represent,
        "forget": made.forget,
        "old_row": sql.SQL("ROW({})").format(names(key, "old")),
        "new_row": sql.SQL("ROW({})").format(names(key, "new")),
        "old_key": names(key, "old"),
        "new_key": names(key, "new"),
        "root": made.table(tree.root.spine),
        "old_root": same_key(tree, "root", "old"),
    }
    code = _as(fill(load("contract_base_row").rstrip("\n"), parts))
    purpose = "a row of the base table comes with an empty document and goes with its document"
    return _replaced(tree, Replaced(made.dual_write, purpose, "trigger", AS_OWNER, code))


def _by_name(tree: Tree, stored: Tree) -> list[Operation]:
    """What names the table with the other columns: the base table, or the legacy table if `stored` is `tree`."""
    truncate = truncate_routine(stored)
    parts: dict[str, Part] = {
        "touch": text(qualified(_touch(tree))),
        "stored": text(qualified(Names(stored).legacy)),
        "key": sql.Literal(list(tree.source.key)),
        "root": text(qualified(Names(tree).table(tree.root.spine))),
    }
    purpose = "bring the rows of a document in line with it, or refuse what was written"
    document = Replaced(document_functions(tree).mirror_document, purpose, "void", CALLED, _document(tree, stored))
    return [
        one_way("contract_touch", f"function {_touch(tree)[1]}", _place(tree), parts),
        _replaced(tree, document, sql.SQL(", ").join(key_types(tree))),
        _replaced(tree, Replaced(truncate.name, truncate.purpose, "trigger", truncate.properties, truncate.body)),
    ]


def _touch(tree: Tree) -> tuple[str, str]:
    return tree.mapping.schema, mint("touch", tree.mapping.name)


def _document(tree: Tree, stored: Tree) -> Sql:
    root, made, used = tree.root, Names(tree), document_functions(tree)
    base = ".".join(Names(stored).legacy)
    others = [table for node in tree.nodes for table in node.tables if table is not root.spine]
    has_rows = [
        sql.SQL("EXISTS (SELECT FROM {} AS own WHERE {})").format(qualified(made.table(table)), has_key(tree, "own"))
        for table in others
    ]
    parts: dict[str, Part] = {
        "root": made.table(root.spine),
        "root_key": has_key(tree, "root"),
        "has_rows": sql.SQL("\n            OR ").join(has_rows) if has_rows else sql.SQL("false"),
        "words": key_words(tree),
        "bind_etag": indent(bind(tree)),
        "document": used.document,
        "settle": used.settle,
        "touch": _touch(tree),
        "key": parameters(tree),
        "key_names": names(list(tree.source.key)),
        "legacy": Names(stored).legacy,
        "legacy_key": has_key(tree, "legacy"),
        "no_document": f"a row was written for a document that table {root.name} does not have",
        "no_document_detail": f"every document has one row in {root.name}",
        "no_document_hint": f"insert the row of {root.name} first, or in the same statement",
        "no_default_detail": f"each document has a row in {base}, and the column has no default",
        "no_default_hint": f"give it one, or insert the row there first: it comes with an empty row in {root.name}",
        "refused": f"table {base} did not take the row of the document",
        "refused_detail": "a trigger or a rule there kept it out",
        "refused_hint": "change the trigger, or insert the row there first",
    }
    return _as(fill(load("contract_document").rstrip("\n"), parts))


def _new_side(tree: Tree, stored: Tree) -> Iterator[Operation]:
    """The trigger functions of the new tables."""
    for name, purpose, code in trigger_functions(stored):
        yield _replaced(tree, Replaced(name, purpose, "trigger", TRIGGER, _as(code)))


@dataclass(frozen=True)
class Replaced:
    """A function that is there gets another body."""

    name: tuple[str, str]
    purpose: str
    returns: LiteralString
    properties: LiteralString
    body: Sql


def _as(code: Sql) -> Sql:
    return sql.SQL("AS {}").format(body(code))


def _replaced(tree: Tree, function: Replaced, arguments: Sql | None = None) -> Operation:
    parts: dict[str, Part] = {
        "purpose": comment_words(f"{_place(tree)}: {function.purpose}"),
        "function": function.name,
        "arguments": arguments or sql.SQL(""),
        "returns": sql.SQL(function.returns),
        "properties": sql.SQL(function.properties),
        "body": function.body,
    }
    return one_way("contract_function", f"function {function.name[1]}", _place(tree), parts)


def _drop_functions(tree: Tree) -> Operation:
    """Those of the backfill and the comparison, and those that follow a payload or take one."""
    made = Names(tree)
    changes = [made.change(node) for node in tree.nodes]
    changes += [part.name(tree) for node in tree.nodes for part in parts_of(node)]
    sweep = [made.keeps_payload, made.payload_documents, made.empty_payload, made.restore_payload]
    return _drop(tree, [made.backfill, made.verify, made.follow, made.take, made.exchange, *sweep, *changes])


def _drop(tree: Tree, functions: list[tuple[str, str]]) -> Operation:
    drops = [sql.SQL("DROP FUNCTION {};").format(qualified(name)) for name in functions]
    what = "functions " + ", ".join(name for _, name in functions) + " dropped"
    return one_way("contract_drop", what, _place(tree), {"drops": sql.SQL("\n").join(drops)})


def _drop_payload(tree: Tree, stored: Tree) -> Operation:
    base, payload = Names(stored).legacy, tree.source.payload
    parts: dict[str, Part] = {"base": base, "payload": payload, "mapping": tree.mapping.name}
    return one_way("contract_payload", f"column {payload} of {'.'.join(base)} dropped", _place(tree), parts)


def _references(tree: Tree) -> Iterator[Operation]:
    for table, column in references(tree):
        target = column.references
        if target is not None:
            place = tree.mapping.place(column.position, f"{table.name}.{column.name}")
            name = reference_name(table, column)
            parts: dict[str, Part] = {
                "purpose": comment_words(f"{place}: a real reference from now on"),
                "source": text(qualified(Names(tree).table(table))),
                "name": name,
                "column": column.name,
                "target": text(sql.Identifier(target.schema, target.table)),
                "target_column": target.column,
            }
            yield one_way("contract_reference", f"foreign key {name}, not yet validated", place, parts)


def references(tree: Tree) -> list[tuple[Table, Column]]:
    """The columns with `references`, and their tables."""
    tables = [table for node in tree.nodes for table in node.tables]
    return [(table, column) for table in tables for column in table.columns if column.references]


def closed_for_good(tree: Tree) -> list[str]:
    """What the spec closes to the new side, and nobody can write once the legacy side is gone."""
    found: list[str] = []
    for table in (table for node in tree.nodes for table in node.tables):
        missing = [write.upper() for write in WRITES if write not in table.writes]
        found += [f"{', '.join(missing)} on {table.name}"] if missing else []
        found += [f"changes of {table.name}.{column.name}" for column in table.columns if column.fixed is not None]
    return found
