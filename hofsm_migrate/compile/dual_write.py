"""expanded -> dual_write: triggers on the legacy table mirror every write into the new tables, in its transaction.

The functions run as their owner, because who writes to the legacy table has no rights on the new tables. Every setting
that could change what they do is pinned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from psycopg import sql

from hofsm_migrate.compile.backfill import legacy_document, represent_body
from hofsm_migrate.compile.change import CONTEND, FOLLOW, change_operations
from hofsm_migrate.compile.etag import checked_and_bound, tag_of
from hofsm_migrate.compile.names import Names, names, parameters, qualified, same_key
from hofsm_migrate.compile.operation import Operation, operation
from hofsm_migrate.compile.reject import reject_operations, rejected
from hofsm_migrate.compile.relations import key_words
from hofsm_migrate.compile.routine import Routine, create, key_types
from hofsm_migrate.compile.row_security import row_security_operations
from hofsm_migrate.sql import body, dollar_quote, fill, indent, load, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from hofsm_migrate.lens.tree import Tree
    from hofsm_migrate.sql import Part

Sql = sql.Composable
AS_OWNER: Final = (
    "LANGUAGE plpgsql VOLATILE SECURITY DEFINER\n"
    "    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off\n"
    "    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan"
)
"""Rows are found by key whatever statistics say, and statements are planned once per session. `row_security = off`
makes a policy that would hide a legacy row an error; hidden rows would be taken for deleted ones."""
OWNED: Final = "owner_function"
"""The template of a function that is `AS_OWNER`: nobody else may put it on a table."""
PLAIN: Final = "LANGUAGE plpgsql VOLATILE"
"""Called by functions that are `AS_OWNER` only."""


def dual_write_operations(tree: Tree, *, beside: bool = False) -> list[Operation]:
    """Functions, row security of the new tables, and, last, because they wait for writers in flight, the triggers.

    `beside`: another version of the mapping is in force, whose new side may be what writes to the legacy table.
    """
    return [
        *change_operations(tree),
        *reject_operations(tree),
        _represent(tree),
        create(tree, tree.root, forget_routine(tree, FOLLOW)),
        _follow(tree),
        create(tree, tree.root, trigger_routine(tree, FOLLOW, beside=beside), template=OWNED),
        create(tree, tree.root, truncate_routine(tree), template=OWNED),
        *row_security_operations(tree),
        triggers_operation(tree),
    ]


def trigger_routine(tree: Tree, mode: str, *, beside: bool = False) -> Routine:
    """The trigger function for rows; `mode` as in `change`, `beside` as in `dual_write_operations`."""
    made, source = Names(tree), tree.source
    new_row, old_row = (sql.SQL("ROW({})").format(names(list(source.key), side)) for side in ("new", "old"))
    pairs = [(sql.Identifier("old", name), sql.Identifier("new", name)) for name in source.key]
    differs = [sql.SQL("{} IS DISTINCT FROM {}").format(*pair) for pair in pairs]
    parts = {
        "represent": made.represent,
        "follow": made.follow,
        "change": made.change(tree.root),
        "legacy": made.legacy,
        "payload": sql.Identifier("legacy", source.payload),
        "new_payload": legacy_document(tree, "new"),
        "new_raw": sql.Identifier("new", source.payload),
        "skip": _skip(new_row, old_row, beside=beside),
        "not_json": _not_json(tree),
        "old_payload": sql.SQL("({})").format(_before(tree)),
        "new_key": names(list(source.key), "new"),
        "old_key": names(list(source.key), "old"),
        "same_new": same_key(tree, "legacy", "new"),
        "root": made.table(tree.root.spine),
        "old_root": same_key(tree, "root", "old"),
        "new_root": same_key(tree, "root", "new"),
        # the tables of a version beside the one in force are none that the new side has written to, so they say nothing
        "moved": sql.SQL("false" if beside else "origin_before = 'new'"),
        "not_moved": sql.SQL("true" if beside else "origin_before <> 'new'"),
        "key_differs": sql.SQL(" OR ").join(differs),
        "mode": mode,
        "refusals": _refusals(tree, beside=beside),
    }
    return Routine(
        made.dual_write,
        "follows every write to the legacy table",
        arguments=sql.SQL(""),
        returns=sql.SQL("trigger"),
        properties=AS_OWNER,
        body=sql.SQL("AS {}").format(body(fill(load("dual_write"), parts))),
    )


def _skip(new_row: Sql, old_row: Sql, *, beside: bool) -> Sql:
    """The loop guard; none where the new side that writes is not that of these tables."""
    if beside:
        return fill(load("dual_write_skip_none").rstrip("\n"), {})
    parts: dict[str, Part] = {"new_row": new_row, "old_row": old_row}
    return indent(fill(load("dual_write_skip").rstrip("\n"), parts))


def _not_json(tree: Tree) -> Sql:
    """A payload of a type that takes anything is refused in plain words where it is no document."""
    if tree.source.payload_type == "jsonb":
        return sql.SQL("")
    parts: dict[str, Part] = {
        "payload": sql.Identifier("new", tree.source.payload),
        "mapping": tree.mapping.name,
        "column": tree.source.payload,
        "words": key_words(tree, "new"),
    }
    return fill(load("dual_write_not_json").rstrip("\n"), parts)


def _before(tree: Tree) -> Sql:
    """The document before the write; NULL for a payload that is none, from before the triggers: it can be corrected."""
    document = legacy_document(tree, "old")
    if tree.source.payload_type == "jsonb":
        return document
    payload = sql.Identifier("old", tree.source.payload)
    return sql.SQL("CASE WHEN hofsm.is_document({}::text) THEN {} END").format(payload, document)


def _refusals(tree: Tree, *, beside: bool) -> Sql:
    """What refuses a write: a tag, and `on_mismatch`. A version that is not in force refuses nothing."""
    if beside:
        return sql.SQL("")
    parts: dict[str, Part] = {"check_etag": indent(_check_etag(tree), 8), "reject": _reject(tree)}
    return fill(load("dual_write_refusals").rstrip("\n"), parts)


def _check_etag(tree: Tree) -> Sql:
    """What a row had before it was written is the newest that there is: its lock was waited for."""
    tag = tag_of(tree, tree.root, _before(tree))
    return checked_and_bound(tree, tag)


def _reject(tree: Tree) -> Sql:
    call = rejected(tree, _before(tree), legacy_document(tree, "new"))
    if tree.mapping.on_mismatch != "reject":
        return call
    return sql.SQL("\n    IF TG_OP <> 'DELETE' THEN\n        {}\n    END IF;").format(call)


def _represent(tree: Tree) -> Operation:
    routine = Routine(
        Names(tree).represent,
        "represents a document, given by key and value, unless it is represented; whether it did",
        arguments=sql.SQL(", ").join([*key_types(tree), sql.SQL("jsonb")]),
        returns=sql.SQL("boolean"),
        properties=PLAIN,
        body=sql.SQL("AS {}").format(body(represent_body(tree))),
    )
    return create(tree, tree.root, routine)


def forget_routine(tree: Tree, mode: str) -> Routine:
    """What drops the rows of a document; `mode` as in `change`."""
    made, key = Names(tree), list(tree.source.key)
    tables = [made.table(table) for node in reversed(tree.nodes) for table in reversed(node.tables)]
    matches = sql.SQL(" AND ").join(
        sql.SQL("target.{} = {}").format(sql.Identifier(name), value)
        for name, value in zip(key, parameters(len(key)), strict=True)
    )
    deletes = [sql.SQL("DELETE FROM {} AS target WHERE {};").format(qualified(table), matches) for table in tables]
    # the root first: who deletes a document has its row for certain
    never_wait = [
        fill(load("forget_never_wait"), {"table": table, "place": matches, "name": ".".join(table)})
        for table in (reversed(tables) if mode == CONTEND else ())
    ]
    parts: dict[str, Part] = {
        "never_wait": indent(sql.SQL("").join([*never_wait, sql.SQL("")])),
        "root": made.table(tree.root.spine),
        "key": names(key),
        "values": sql.SQL(", ").join(parameters(len(key))),
        "deletes": sql.SQL("\n    ").join(deletes),
    }
    return Routine(
        made.forget,
        "drops all rows of a document",
        arguments=sql.SQL(", ").join(key_types(tree)),
        returns=sql.SQL("void"),
        properties=PLAIN,
        body=sql.SQL("AS {}").format(body(fill(load("forget"), parts))),
    )


def _follow(tree: Tree) -> Operation:
    made, key = Names(tree), list(tree.source.key)
    same = sql.SQL(" AND ").join(
        sql.SQL("legacy.{} = {}").format(sql.Identifier(name), value)
        for name, value in zip(key, parameters(len(key)), strict=True)
    )
    parts = {
        "payload": sql.SQL("{} #> '{{}}'").format(legacy_document(tree, "legacy")),
        "legacy": made.legacy,
        "same": same,
        "forget": made.forget,
        "represent": made.represent,
        "key": sql.SQL(", ").join(parameters(len(key))),
    }
    routine = Routine(
        made.follow,
        "makes the rows of a document anew, as the legacy table has it now",
        arguments=sql.SQL(", ").join(key_types(tree)),
        returns=sql.SQL("void"),
        properties=PLAIN,
        body=sql.SQL("AS {}").format(body(fill(load("follow"), parts))),
    )
    return create(tree, tree.root, routine)


def truncate_routine(tree: Tree) -> Routine:
    """The trigger function for TRUNCATE."""
    made = Names(tree)
    tables = [made.table(table) for node in tree.nodes for table in node.tables]
    gone = sql.SQL("NOT EXISTS (SELECT FROM {} AS legacy WHERE {})").format(
        qualified(made.legacy), same_key(tree, "legacy", "target")
    )
    deletes = [
        sql.SQL("DELETE FROM {} AS target WHERE {};").format(qualified(table), gone) for table in reversed(tables)
    ]
    parts = {
        "legacy": made.legacy,
        "legacy_name": text(qualified(made.legacy)),
        "tables": sql.SQL(", ").join([qualified(table) for table in tables]),
        "deletes": sql.SQL("\n        ").join(deletes),
    }
    return Routine(
        made.dual_write_truncate,
        "follows TRUNCATE of the legacy table or of one of its partitions",
        arguments=sql.SQL(""),
        returns=sql.SQL("trigger"),
        properties=AS_OWNER,
        body=sql.SQL("AS {}").format(body(fill(load("dual_write_truncate"), parts))),
    )


# -- triggers ---------------------------------------------------------------------------------------------------------


def triggers_operation(tree: Tree) -> Operation:
    """The triggers on the legacy table."""
    made = Names(tree)
    legacy = qualified(made.legacy)
    events = ("insert", "update", "delete", "truncate")
    parts = {
        "create": sql.SQL("\n").join([legacy_trigger(tree, event, legacy) for event in events]),
        "descendants": _descendants(tree, _create_on_descendants(tree), "create"),
        "legacy": made.legacy,
        "lock_quote": dollar_quote(text(legacy), "do"),
        "drop": sql.SQL("\n").join([_drop(tree, event, legacy) for event in events]),
        "drop_elsewhere": drop_elsewhere(made.legacy, made.dual_write, made.dual_write_truncate),
    }
    place = tree.mapping.place(tree.root.spine.position, tree.mapping.name)
    return operation("dual_write_trigger", f"triggers on {'.'.join(made.legacy)}", place, parts)


def legacy_trigger(tree: Tree, event: str, table: Sql) -> Sql:
    """CREATE TRIGGER for `insert`, `update`, `delete` or `truncate` on the legacy table or a part of it."""
    made = Names(tree)
    trigger = sql.Identifier(made.dual_write_trigger(event))
    if event == "truncate":
        return sql.SQL("CREATE TRIGGER {} AFTER TRUNCATE ON {}\n    FOR EACH STATEMENT EXECUTE FUNCTION {}();").format(
            trigger, table, qualified(made.dual_write_truncate)
        )
    if event == "update":
        return sql.SQL("SELECT {};").format(_follow_updates(tree, sql.Literal(text(table))))
    return sql.SQL("CREATE TRIGGER {} AFTER {} ON {}\n    FOR EACH ROW EXECUTE FUNCTION {}();").format(
        trigger,
        sql.SQL("INSERT" if event == "insert" else "DELETE"),
        table,
        qualified(made.dual_write),
    )


def _follow_updates(tree: Tree, table: Sql) -> Sql:
    """The server says what the condition is: it must be cheap, as every statement that updates rows prepares it."""
    made, source = Names(tree), tree.source
    return sql.SQL("hofsm.follow_updates({}, {}, {}, {}, {})").format(
        sql.Literal(made.dual_write_trigger("update")),
        table,
        sql.Literal(text(qualified(made.dual_write))),
        sql.Literal(list(source.key)),
        sql.Literal(source.payload),
    )


def _drop(tree: Tree, event: str, table: Sql) -> Sql:
    return sql.SQL("DROP TRIGGER {} ON {};").format(sql.Identifier(Names(tree).dual_write_trigger(event)), table)


def drop_elsewhere(table: tuple[str, str], *functions: tuple[str, str]) -> Sql:
    """Drop the triggers that run these functions, wherever they are but on `table` itself.

    That is not where its descendants are by now: one that came after the step has none, and one that was detached since
    keeps those that were made on it.
    """
    listed = [sql.SQL("{}::regprocedure").format(sql.Literal(f"{text(qualified(name))}()")) for name in functions]
    parts: dict[str, Part] = {"functions": sql.SQL(", ").join(listed), "table": text(qualified(table))}
    block = fill(load("triggers_elsewhere").rstrip("\n"), parts)
    return sql.SQL("DO {0}\n{1}\n{0};").format(dollar_quote(text(block), "drop"), block)


def _create_on_descendants(tree: Tree) -> Sql:
    rows = [_formatted(legacy_trigger(tree, event, sql.SQL("%s"))) for event in ("insert", "delete")]
    rows.insert(1, sql.SQL("PERFORM {};").format(_follow_updates(tree, sql.SQL("descendant.oid"))))
    return _for_each(rows, [_formatted(legacy_trigger(tree, "truncate", sql.SQL("%s")))])


def on_descendants(tree: Tree, statements: list[Callable[[Sql], Sql]]) -> Sql:
    """Statements for each table that inherits, which has no row trigger of its parent; each is made for a table."""
    rows = [_formatted(statement(sql.SQL("%s"))) for statement in statements]
    return _descendants(tree, _for_each(rows, []), "descendants")


def _for_each(rows: list[Sql], truncate: list[Sql]) -> Sql:
    block = sql.SQL("IF NOT descendant.relispartition THEN\n    {}\nEND IF;").format(indent(sql.SQL("\n").join(rows)))
    return sql.SQL("\n").join([block, *truncate])


def _formatted(statement: Sql) -> Sql:
    """EXECUTE of a statement for the descendant in hand; `%` in names is doubled for format()."""
    table = "\x00"
    words = text(statement).replace("%s", table).replace("%", "%%").replace(table, "%s")
    return sql.SQL("EXECUTE format({}, descendant.oid::regclass);").format(sql.Literal(words))


def _descendants(tree: Tree, statements: Sql, tag: str) -> Sql:
    """Partitions have the row triggers of their parent and no TRUNCATE trigger; tables that inherit have neither."""
    parts = {"legacy": text(qualified(Names(tree).legacy)), "statements": indent(statements, 8)}
    block = fill(load("each_descendant").rstrip("\n"), parts)
    quote = dollar_quote(text(block), tag)
    return sql.SQL("DO {0}\n{1}\n{0};").format(quote, block)
