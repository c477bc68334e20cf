"""mirrored -> cutover: a view in the legacy table's place composes the documents, and takes writes.

The payload column stays in step beside the new tables until `compile/payload.py` takes it away.
The view's trigger runs as the writer: it writes the other columns of the base table, where privileges, row security and
the application's own triggers do what they always did, and hands both versions of the document on to a trigger there.
That one runs as its owner and brings the rows of the new tables from the one to the other.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from psycopg import sql

from hofsm_migrate.compile.backfill import legacy_document
from hofsm_migrate.compile.change import CONTEND, exchange_operation
from hofsm_migrate.compile.document import Bound, documents_query
from hofsm_migrate.compile.dual_write import AS_OWNER, OWNED, drop_elsewhere, on_descendants, trigger_routine
from hofsm_migrate.compile.etag import checked_and_bound, tag_of
from hofsm_migrate.compile.functions import verify_routine
from hofsm_migrate.compile.layers import unique
from hofsm_migrate.compile.mirror import based, on_base_table
from hofsm_migrate.compile.names import Names, names, parameters, qualified, same_key
from hofsm_migrate.compile.operation import Operation, operation
from hofsm_migrate.compile.payload import keeps_operation, moved, sweep_operations, unless_moved
from hofsm_migrate.compile.reject import rejected
from hofsm_migrate.compile.routine import Routine, create, key_types
from hofsm_migrate.compile.tables import comment_words
from hofsm_migrate.names import mint
from hofsm_migrate.sql import body, dollar_quote, fill, indent, load, text

if TYPE_CHECKING:
    from typing import LiteralString

    from hofsm_migrate.lens.tree import Tree
    from hofsm_migrate.sql import Part

Sql = sql.Composable
BY_KEY: Final = (
    "SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1\n"
    "    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan"
)

VIEW_TRIGGER: Final = "hofsm_write"
"""The trigger of the view, as `hofsm.cutover_statements` names it."""


def cutover_operations(tree: Tree) -> list[Operation]:
    """Functions first, then the switch, which needs the strongest lock."""
    return [
        create(tree, tree.root, _document_now(tree)),
        create(tree, tree.root, _document(tree)),
        exchange_operation(tree),
        keeps_operation(tree),
        _take(tree),
        _dual_write(tree),
        _verify(tree),
        *on_base_table(tree),
        *sweep_operations(tree),
        _switch(tree, "switch_forward", "writers of the new tables waited for"),
        _view(tree),
        _take_trigger(tree),
        _switch(tree, "switch_back", "all writers waited for"),
    ]


def _switch(tree: Tree, template: str, what: str) -> Operation:
    """What comes before the change of names, on the way there and on the way back."""
    made = Names(tree)
    parts: dict[str, Part] = {"setting": made.writing}
    if template == "switch_back":
        parts |= {"legacy": made.legacy, "quote": dollar_quote(made.writing + text(qualified(made.legacy)), "do")}
    return operation(template, what, tree.mapping.file, parts)


def document_again(tree: Tree) -> Operation:
    """The function that the view calls, made by a new version while the view stays."""
    return create(tree, tree.root, _document(tree), template="evolve_function")


def _document_now(tree: Tree) -> Routine:
    return _composing(tree, Names(tree).document_now, "LANGUAGE plpgsql VOLATILE\n    ", ())


def _document(tree: Tree) -> Routine:
    """With the version of the base row that it is read for, behind the key."""
    made, count = Names(tree), len(tree.source.key)
    (version,) = parameters(1, count + 1)
    fresh = fill(
        load("view_document_fresh"),
        {
            "base": made.base,
            "same": _given(tree, "base"),
            "version": version,
            "now": made.document_now,
            "key": sql.SQL(", ").join(parameters(count)),
        },
    )
    return _composing(tree, made.document, "LANGUAGE plpgsql STABLE\n    ", (sql.SQL("tid"),), fresh)


def _given(tree: Tree, alias: str) -> Sql:
    """Whether a row is of the document whose key is given."""
    key = zip(tree.source.key, parameters(len(tree.source.key)), strict=True)
    return sql.SQL(" AND ").join([sql.SQL("{} = {}").format(sql.Identifier(alias, name), value) for name, value in key])


def _composing(
    tree: Tree, name: tuple[str, str], language: LiteralString, more: tuple[Sql, ...], fresh: Sql | None = None
) -> Routine:
    """A function that composes the document with the key given, from what its reader may see."""
    parts: dict[str, Part] = {
        "document": unique("document", set(tree.source.key)),
        "documents": indent(documents_query(tree, Bound(partial(_given, tree))), 12),
        "fresh": indent(fresh) if fresh else sql.SQL(""),
    }
    return Routine(
        name,
        "one document, composed",
        arguments=sql.SQL(", ").join([*key_types(tree), *more]),
        returns=sql.SQL("jsonb"),
        properties=language + BY_KEY,
        body=sql.SQL("AS {}").format(body(fill(load("view_document").rstrip("\n"), parts))),
    )


def _take(tree: Tree) -> Operation:
    made, source = Names(tree), tree.source
    differs = [
        sql.SQL("{} IS DISTINCT FROM {}").format(sql.Identifier("old", name), sql.Identifier("new", name))
        for name in source.key
    ]
    parts: dict[str, Part] = {
        "old_raw": sql.Identifier("old", source.payload),
        "new_raw": sql.Identifier("new", source.payload),
        "new_document": sql.SQL("({})").format(legacy_document(tree, "new")),
        "key_differs": sql.SQL(" OR ").join(differs),
        "keeps": made.keeps_payload,
        "moved": moved(tree),
        "check_etag": indent(_checked(tree), 8),
        "hint": f"Write to {text(qualified(made.legacy))}, which is a view of the same columns.",
        "represent": made.represent,
        "forget": made.forget,
        "document": made.document_now,
        "exchange": made.exchange,
        "root": ".".join(made.table(tree.root.spine)),
        "old_key": names(list(source.key), "old"),
        "new_key": names(list(source.key), "new"),
        "new_row": sql.SQL("ROW({})").format(names(list(source.key), "new")),
        "old_document": sql.SQL("({})").format(legacy_document(tree, "old")),
        "kept": sql.SQL(
            "now_document" if source.payload_type == "jsonb" else f"now_document::text::{source.payload_type}"
        ),
    }
    routine = Routine(
        made.take,
        "takes a document that was written through the view into the new tables",
        arguments=sql.SQL(""),
        returns=sql.SQL("trigger"),
        properties=AS_OWNER,
        body=sql.SQL("AS {}").format(body(fill(load("take").rstrip("\n"), parts))),
    )
    return create(tree, tree.root, routine, template=OWNED)


def _checked(tree: Tree) -> Sql:
    """What may refuse a document that is written through the view."""
    handed = sql.SQL("({}) -> {}")
    sides = (handed.format(legacy_document(tree, "new"), sql.Literal(side)) for side in ("was", "now"))
    found = [checked_and_bound(tree, _tag_now(tree)), rejected(tree, *sides)]
    return sql.SQL("\n").join(found if tree.mapping.on_mismatch == "reject" else found[:1])


def _tag_now(tree: Tree) -> Sql:
    """The tag of the document by now, whatever the writer had read."""
    document = sql.SQL("{}({})").format(qualified(Names(tree).document_now), names(list(tree.source.key), "old"))
    return tag_of(tree, tree.root, document)


def _dual_write(tree: Tree) -> Operation:
    """The triggers of dual write stay, and have nothing to follow but deletes."""
    made = Names(tree)
    parts: dict[str, Part] = {
        "forget": made.forget,
        "old_key": names(list(tree.source.key), "old"),
        "old_row": sql.SQL("ROW({})").format(names(list(tree.source.key), "old")),
        "document": made.document_now,
        "root": made.table(tree.root.spine),
        "old_root": same_key(tree, "root", "old"),
        "check_etag": indent(checked_and_bound(tree, _tag_now(tree)), 12),
    }
    place = tree.mapping.place(tree.root.spine.position, tree.root.name)
    filled: dict[str, Part] = {
        "purpose": comment_words(f"{place}: the base table has no documents to follow, but deletes"),
        "function": made.dual_write,
        "arguments": sql.SQL(""),
        "returns": sql.SQL("trigger"),
        "properties": sql.SQL(AS_OWNER),
        "body": sql.SQL("AS {}").format(body(fill(load("dual_write_cutover").rstrip("\n"), parts))),
        "body_before": trigger_routine(tree, CONTEND).body,
    }
    return operation("replaced_function", f"function {made.dual_write[1]}", place, filled)


def _verify(tree: Tree) -> Operation:
    """The payloads are in the base table; under the legacy name, what is composed would be compared with itself."""
    after, before = verify_routine(based(tree), partial(unless_moved, tree)), verify_routine(tree)
    place = tree.mapping.place(tree.root.spine.position, tree.root.name)
    parts: dict[str, Part] = {
        "purpose": comment_words(f"{place}: {before.purpose}; payloads of the base table"),
        "function": before.name,
        "arguments": before.arguments,
        "returns": before.returns,
        "properties": sql.SQL(before.properties),
        "body": after.body,
        "body_before": before.body,
    }
    return operation("replaced_function", f"function {before.name[1]}", place, parts)


def _view(tree: Tree) -> Operation:
    made = Names(tree)
    shown = [text(qualified(made.table(table))) for node in tree.nodes for table in node.tables]
    parts: dict[str, Part] = {
        "mapping": tree.mapping.name,
        "legacy": text(qualified(made.legacy)),
        "base_name": made.base[1],
        "payload": tree.source.payload,
        "key": sql.Literal(list(tree.source.key)),
        "document": text(qualified(made.document)),
        "view_write": text(qualified(made.view_write)),
        "keeps": made.keeps_payload,
        "shown": sql.Literal(shown),
    }
    place = tree.mapping.place(tree.root.spine.position, tree.mapping.name)
    return operation("cutover_view", f"view {'.'.join(made.legacy)}", place, parts)


def take_trigger(tree: Tree) -> str:
    """The trigger of the base table that takes documents. Its name sorts last: nothing changes a row behind it."""
    return mint("zz_hofsm_take", tree.mapping.name)


def taking(tree: Tree, table: Sql) -> Sql:
    """CREATE TRIGGER for it, on the base table or on a table that inherits from that."""
    return sql.SQL("CREATE TRIGGER {} BEFORE INSERT OR UPDATE ON {}\n    FOR EACH ROW EXECUTE FUNCTION {}();").format(
        sql.Identifier(take_trigger(tree)), table, qualified(Names(tree).take)
    )


def _take_trigger(tree: Tree) -> Operation:
    made, trigger = Names(tree), sql.Identifier(take_trigger(tree))
    parts: dict[str, Part] = {
        "create": taking(tree, qualified(made.base)),
        "create_descendants": on_descendants(based(tree), [partial(taking, tree)]),
        "drop": sql.SQL("DROP TRIGGER {} ON {};").format(trigger, qualified(made.base)),
        "drop_elsewhere": drop_elsewhere(made.base, made.take),
    }
    place = tree.mapping.place(tree.root.spine.position, tree.mapping.name)
    return operation("cutover_take", f"trigger on {'.'.join(made.base)}", place, parts)
