"""Tags: what is left out of them, where an element is in its document, and the functions that give one.

`etag_<node>(row, element)` and `element_<node>(document, identity)`; clients call `hofsm.etag`, which finds the first
by the type of the row. A tag is made of JSON, so it is the same on both sides and in every phase: of a document as it
is, or of an element that is looked up in it by its identity, with everything below it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, Literal

from psycopg import sql

from hofsm_migrate.compile import codecs
from hofsm_migrate.compile.backfill import legacy_document
from hofsm_migrate.compile.elements import dig
from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.compile.relations import conjunction, equal, key_words, parameter
from hofsm_migrate.compile.routine import Routine, create
from hofsm_migrate.lens.tree import container_leaves
from hofsm_migrate.sql import body, fill, indent, lines, load

if TYPE_CHECKING:
    from hofsm_migrate.compile.operation import Operation
    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Path
    from hofsm_migrate.sql import Part

Sql = sql.Composable
ASKED: Final = "coalesce(current_setting('hofsm.if_match', true), '') <> ''"
"""Whether the transaction wants to write to one document only if it has a tag."""
Payloads = Literal["kept", "perhaps", "gone"]
"""Whether the table with the documents' other columns has their payloads, or may have."""
Rule = dict[str, Any] | bool | str
PLACED: Final = "LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE\n    SET search_path = pg_catalog"
COMPOSED: Final = (
    "LANGUAGE plpgsql STABLE\n"
    "    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1\n"
    "    SET jit = off SET enable_nestloop = off"
)
"""It reads the composed document as whoever asks; what a tag is must not depend on settings of the session."""


def etag_operations(tree: Tree) -> list[Operation]:
    """The functions of all nodes."""
    below = [create(tree, node, _element(tree, node)) for node in tree.nodes if node is not tree.root]
    return [*below, *(create(tree, node, _etag(tree, node)) for node in tree.nodes)]


def tag_of(tree: Tree, node: Node, element: Sql) -> Sql:
    """The tag of an element that is given as JSON."""
    made = Names(tree)
    return sql.SQL("{}(NULL::{}, {})").format(qualified(made.etag(node)), qualified(made.table(node.spine)), element)


def found_in(tree: Tree, node: Node, document: Sql, identity: list[Sql]) -> Sql:
    """The element of a document with an identity; NULL where there is none. The root is the document."""
    if not node.identity:
        return document
    return sql.SQL("{}({})").format(qualified(Names(tree).element(node)), sql.SQL(", ").join([document, *identity]))


def checked_and_bound(tree: Tree, tag: Sql) -> Sql:
    """In a row trigger of the legacy side: refuse the write where the document does not have the tag asked for.

    `tag` is that of the document before the write; an INSERT has none.
    """
    old, new, mapping = key_words(tree, "old"), key_words(tree, "new"), sql.Literal(tree.mapping.name)
    before = sql.SQL("CASE TG_OP WHEN 'INSERT' THEN {} ELSE {} END").format(new, old)
    after = sql.SQL("CASE TG_OP WHEN 'DELETE' THEN {} ELSE {} END").format(old, new)
    tags = sql.SQL("CASE TG_OP WHEN 'INSERT' THEN '{{}}' ELSE ARRAY[{}] END").format(tag)
    check = sql.SQL("PERFORM hofsm.check_etag(\n    {}, {},\n    VARIADIC {}\n);").format(mapping, before, tags)
    return _if_asked(check, sql.SQL("PERFORM hofsm.bind_etag({}, {});").format(mapping, after))


def check_rows(tree: Tree, node: Node, rows: str, payloads: Payloads) -> Sql:
    """The same for rows of a node's tables: tags of the document, of their elements, and of all elements around.

    The payload is still what it was before the statement; the document is bound when the statement is done. Where the
    payload is gone nothing is left to compare with: new rows have taken the place of the old ones.
    """
    if payloads == "gone":
        parts: dict[str, Part] = {"words": key_words(tree, "touched"), "rows": rows}
        return _if_asked(fill(load("etag_refuse_rows").rstrip("\n"), parts))
    payload = legacy_document(tree, "legacy")
    legacy: dict[str, Part] = {
        "words": key_words(tree, "touched"),
        "rows": rows,
        "legacy": Names(tree).legacy,
        "same": conjunction(equal(list(tree.source.key), "legacy", "touched")),
    }
    tags = lines([_tags_around(tree, one, payload) for one in chain(tree, node)], " ||", 8)
    found = [fill(load("etag_check_rows").rstrip("\n"), {**legacy, "mapping": tree.mapping.name, "tags": tags})]
    if payloads == "perhaps":
        column = sql.Identifier("legacy", tree.source.payload)
        found.insert(0, fill(load("etag_refuse_moved").rstrip("\n"), {**legacy, "payload": column}))
    return _if_asked(*found)


def bind(tree: Tree) -> Sql:
    """After a statement of the new side: what it wrote to, whose key is in the parameters, had the tag."""
    words = sql.SQL("PERFORM hofsm.bind_etag({}, {});").format(sql.Literal(tree.mapping.name), key_words(tree))
    return _if_asked(words)


def _if_asked(*statements: Sql) -> Sql:
    return sql.SQL("IF {} THEN\n    {}\nEND IF;").format(sql.SQL(ASKED), indent(sql.SQL("\n").join(statements)))


def _tags_around(tree: Tree, node: Node, document: Sql) -> Sql:
    identity: list[Sql] = [sql.Identifier("touched", column.name) for column in node.identity]
    if not node.recursive:
        return sql.SQL("ARRAY[{}]").format(tag_of(tree, node, found_in(tree, node, document, identity)))
    path = identity[-1]
    upper = [*identity[:-1], sql.SQL("{}[:depth]").format(path)]
    return sql.SQL("ARRAY(SELECT {} FROM generate_series(1, cardinality({})) AS step (depth))").format(
        tag_of(tree, node, found_in(tree, node, document, upper)), path
    )


# -- what a tag leaves out --------------------------------------------------------------------------------------------


def rule_of(tree: Tree, node: Node) -> Rule | None:
    """What tags of a node's elements leave out, as `hofsm.without_untagged` takes it; None for nothing."""
    rule: dict[str, Any] = {}
    for path in _untagged(node):
        if not path:
            return "null"
        _put(rule, path, end=True, way=True)
    for leaf in container_leaves(node.shape):
        each = {"again": True} if leaf.child == node.name else rule_of(tree, tree.by_name[leaf.child])
        if each is not None:
            _put(rule, leaf.path, end={"items" if leaf.kind == "array" else "entries": each}, way=False)
    if rule == {} or not _leads_anywhere(rule):
        return None
    return {**rule, "recursive": True} if node.recursive else rule


def _untagged(node: Node) -> list[Path]:
    return [path for table in node.tables for column in table.columns if not column.etag for path in column.paths]


def _put(rule: dict[str, Any], path: Path, *, end: Rule, way: bool) -> None:
    for depth, key in enumerate(path):
        last = depth == len(path) - 1
        member = rule.setdefault("members", {}).setdefault(key, end if last else {})
        if way and not last:
            member["way"] = True
        rule = member
    if not path and isinstance(end, dict):
        rule.update(end)


def _leads_anywhere(rule: Rule) -> bool:
    """Whether anything is left out, and not only a recursion gone into."""
    if not isinstance(rule, dict):
        return True
    below = [*rule.get("members", {}).values(), *(rule[key] for key in ("items", "entries") if key in rule)]
    return any(_leads_anywhere(one) for one in below)


# -- where an element is ----------------------------------------------------------------------------------------------


def _element(tree: Tree, node: Node) -> Routine:
    types = [sql.SQL("jsonb"), *(codecs.type_name(column.type) for column in node.identity)]
    steps = [step for number, one in enumerate(_chain(tree, node), 2) for step in _steps(one, parameter(number))]
    parts = {"document": parameter(1), "steps": indent(sql.SQL("\n").join(steps))}
    return Routine(
        Names(tree).element(node),
        "an element of a document, by the identity that its row has",
        arguments=sql.SQL(", ").join(types),
        returns=sql.SQL("jsonb"),
        properties=PLACED,
        body=sql.SQL("AS {}").format(body(fill(load("etag_element").rstrip("\n"), parts))),
    )


def chain(tree: Tree, node: Node) -> list[Node]:
    """The nodes from the root down to a node, both included."""
    return [tree.root, *_chain(tree, node)]


def _chain(tree: Tree, node: Node) -> list[Node]:
    return [one for one in tree.nodes if one.identity and one.identity == node.identity[: len(one.identity)]]


def _steps(node: Node, identity: Sql) -> list[Sql]:
    """From the element around a node's container to its element with an identity."""
    element = sql.SQL("element")
    if not node.recursive:
        return [_assign(_item(node, dig(element, node.container), identity))]
    step = sql.SQL("({})[step]").format(identity)
    place = sql.SQL("CASE WHEN step = 1 THEN {} ELSE {} END").format(
        dig(element, node.container), dig(element, node.recurse or ())
    )
    loop = sql.SQL("FOR step IN 1 .. cardinality({}) LOOP\n    {}\nEND LOOP;")
    return [loop.format(identity, _assign(_item(node, place, step)))]


def _assign(value: Sql) -> Sql:
    return sql.SQL("element := {};").format(value)


def _item(node: Node, container: Sql, key: Sql) -> Sql:
    if node.kind == "map":
        return sql.SQL("hofsm.entry_at({}, {})").format(container, key)
    if node.natural_key is None:
        return sql.SQL("hofsm.item_at({}, {})").format(container, key)
    path = sql.SQL("{}::text[]").format(sql.Literal(list(node.natural_key.path)))
    return sql.SQL("hofsm.item_with({}, {}, {}::text)").format(container, path, key)


# -- the tag ----------------------------------------------------------------------------------------------------------


def _etag(tree: Tree, node: Node) -> Routine:
    made = Names(tree)
    table, element = qualified(made.table(node.spine)), parameter(2)
    rule = rule_of(tree, node)
    text = sql.Literal(json.dumps(rule, ensure_ascii=False))
    stripped = sql.SQL("hofsm.without_untagged({}, {})").format(element, text)
    parts = {
        "row": parameter(1),
        "element": element,
        "find": found_in(tree, node, _composed(tree), [_of_row(column.name) for column in node.identity]),
        "tagged": element if rule is None else stripped,
    }
    return Routine(
        made.etag(node),
        "the tag of an element: of a row if one is given, else of JSON; call hofsm.etag",
        arguments=sql.SQL("{}, jsonb").format(table),
        returns=sql.SQL("text"),
        properties=COMPOSED,
        body=sql.SQL("AS {}").format(body(fill(load("etag_of").rstrip("\n"), parts))),
    )


def _of_row(column: str) -> Sql:
    return sql.SQL("({}).{}").format(parameter(1), sql.Identifier(column))


def _composed(tree: Tree) -> Sql:
    same = [sql.SQL("{} = {}").format(sql.Identifier("composed", name), _of_row(name)) for name in tree.source.key]
    return sql.SQL("(SELECT {} FROM {} AS composed WHERE {})").format(
        sql.Identifier("composed", tree.source.payload), qualified(Names(tree).composed), conjunction(same)
    )
