"""Tags: what is left out of them, the functions that give one, and the triggers that ask for one.

`etag_<node>(row, element)` and `element_<node>(key, identity)`; clients call `hofsm.etag`, which finds the first by the
type of the row. A tag is made of JSON, so it is the same on both sides and in every phase: of a document as it is, or
of an element that is composed from its rows and those below it.
`match_<table>` compares the tag before a row of the new side is written: afterwards nothing says what was there.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from psycopg import sql

from hofsm_migrate.compile import codecs
from hofsm_migrate.compile.document import Bound, documents_query, element_query
from hofsm_migrate.compile.layers import unique
from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.compile.relations import conjunction, equal, has_key, key_words, parameter
from hofsm_migrate.compile.routine import Routine, create, key_types
from hofsm_migrate.lens.tree import container_leaves
from hofsm_migrate.sql import body, fill, indent, lines, load

if TYPE_CHECKING:
    from hofsm_migrate.compile.operation import Operation
    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Path, Table
    from hofsm_migrate.sql import Part

Sql = sql.Composable
ASKED: Final = "coalesce(current_setting('hofsm.if_match', true), '') <> ''"
"""Whether the transaction wants to write to one document only if it has a tag."""
Rule = dict[str, Any] | bool | str
COMPOSED: Final = (
    "LANGUAGE plpgsql STABLE\n"
    "    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1\n"
    "    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan"
)
"""It composes as whoever asks, by the snapshot of the statement that calls it; what a tag is must not depend on
settings of the session. Keys are always given, so one plan serves all calls."""


def etag_operations(tree: Tree) -> list[Operation]:
    """The functions of all nodes."""
    elements = [create(tree, node, _element(tree, node)) for node in tree.nodes]
    return [*elements, *(create(tree, node, _etag(tree, node)) for node in tree.nodes)]


def tag_of(tree: Tree, node: Node, element: Sql) -> Sql:
    """The tag of an element that is given as JSON."""
    made = Names(tree)
    return sql.SQL("{}(NULL::{}, {})").format(qualified(made.etag(node)), qualified(made.table(node.spine)), element)


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


def check_rows(tree: Tree, node: Node, rows: str) -> Sql:
    """After a statement of the new side: refuse it if one of its rows was not compared before it was written."""
    parts: dict[str, Part] = {
        "words": key_words(tree, "touched"),
        "rows": rows,
        "mapping": tree.mapping.name,
        "places": _places(tree, node, "touched", 4),
    }
    return _if_asked(fill(load("etag_check_rows").rstrip("\n"), parts))


def match_body(tree: Tree, node: Node, table: Table, *, versioned: bool = True) -> Sql:
    """In a row trigger of a new table, before the row is written: refuse the write where nothing around has the tag.

    Asked are the element that the row belongs to, all elements around it, and the document. `versioned`: every write to
    a document makes its row in the legacy or base table a new version.
    """
    made, key = Names(tree), list(tree.source.key)
    root = {"root": made.table(tree.root.spine), "root_key": conjunction(equal(key, "root", "touched"))}
    parts: dict[str, Part] = {
        "mapping": tree.mapping.name,
        "words": key_words(tree, "touched"),
        "places": _places(tree, node, "touched", 8),
        "legacy": made.legacy,
        "legacy_key": conjunction(equal(key, "legacy", "touched")),
        "old_snapshot": sql.SQL("") if versioned else indent(fill(load("etag_old_snapshot"), root), 8),
        "found": lines([_found(tree, one) for one in reversed(chain(tree, node))], spaces=12),
        "table": made.table(table),
        "other_key": conjunction(equal(key, "other", "touched")),
        "other_places": _places(tree, node, "other", 16),
        "name": ".".join(made.table(table)),
    }
    return fill(load("etag_match"), parts)


def bind(tree: Tree) -> Sql:
    """After a statement of the new side: what it wrote to, whose key is in the parameters, had the tag."""
    words = sql.SQL("PERFORM hofsm.bind_etag({}, {});").format(sql.Literal(tree.mapping.name), key_words(tree))
    return _if_asked(words)


def _if_asked(*statements: Sql) -> Sql:
    return sql.SQL("IF {} THEN\n    {}\nEND IF;").format(sql.SQL(ASKED), indent(sql.SQL("\n").join(statements)))


# -- what a row lies in -----------------------------------------------------------------------------------------------


def chain(tree: Tree, node: Node) -> list[Node]:
    """The nodes from the root down to a node, both included."""
    below = [one for one in tree.nodes if one.identity and one.identity == node.identity[: len(one.identity)]]
    return [tree.root, *below]


def _places(tree: Tree, node: Node, alias: str, spaces: int) -> Sql:
    """The document and the elements that a row lies in, from the outside in, as an array of text."""
    return lines([_place_array(one, alias) for one in chain(tree, node)], " ||", spaces)


def _place_array(node: Node, alias: str) -> Sql:
    if not node.recursive:
        return sql.SQL("ARRAY[{}]").format(_place(node, _identity(node, alias)))
    return sql.SQL("ARRAY(SELECT {} FROM generate_series(1, cardinality({})) AS step (depth))").format(
        _place(node, _upper(node, alias)), sql.Identifier(alias, node.own.name)
    )


def _place(node: Node, identity: list[Sql]) -> Sql:
    """A name for one element of a document."""
    if not identity:
        return sql.Literal(node.name)
    return sql.SQL("{} || ROW({})::text").format(sql.Literal(f"{node.name} "), sql.SQL(", ").join(identity))


def _identity(node: Node, alias: str) -> list[Sql]:
    return [sql.Identifier(alias, column.name) for column in node.identity]


def _upper(node: Node, alias: str) -> list[Sql]:
    """The identity of an element of a recursion at `depth`, in which a row lies."""
    *others, path = _identity(node, alias)
    return [*others, sql.SQL("{}[:depth]").format(path)]


def _found(tree: Tree, node: Node) -> Sql:
    """The place of the element of a node that the row lies in, if it has the tag that is asked for."""
    key: list[Sql] = [sql.Identifier("touched", name) for name in tree.source.key]
    identity = _upper(node, "touched") if node.recursive else _identity(node, "touched")
    element = sql.SQL("{}({})").format(qualified(Names(tree).element(node)), sql.SQL(", ").join([*key, *identity]))
    test = sql.SQL("asked = {}").format(tag_of(tree, node, element))
    if not node.recursive:
        return sql.SQL("CASE WHEN {} THEN {} END").format(test, _place(node, identity))
    return sql.SQL(
        "(SELECT {} FROM generate_series(cardinality({}), 1, -1) AS step (depth)\n                WHERE {} LIMIT 1)"
    ).format(_place(node, identity), sql.Identifier("touched", node.own.name), test)


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


# -- an element and its tag -------------------------------------------------------------------------------------------


def _element(tree: Tree, node: Node) -> Routine:
    count = len(tree.source.key)
    types: list[Sql] = [*key_types(tree), *(codecs.type_name(column.type) for column in node.identity)]
    path = parameter(count + len(node.identity)) if node.recursive else None
    bound = Bound(lambda alias: _given(tree, node, alias))
    taken = {*tree.source.key, *(column.name for column in node.identity)}
    text = sql.SQL("{}::jsonb").format(sql.Identifier("composed", unique("document", taken)))
    if path is not None:
        step = sql.SQL("0") if node.kind == "array" else sql.SQL("{0}[cardinality({0})]").format(path)
        text = sql.SQL("{} -> {}").format(text, step)
    query = element_query(tree, node, bound, path) if node.identity else documents_query(tree, bound)
    parts = {"document": text, "query": indent(query, 12)}
    return Routine(
        Names(tree).element(node),
        "one element, composed, by its key and identity",
        arguments=sql.SQL(", ").join(types),
        returns=sql.SQL("jsonb"),
        properties=COMPOSED,
        body=sql.SQL("AS {}").format(body(fill(load("etag_element").rstrip("\n"), parts))),
    )


def _given(tree: Tree, node: Node, alias: str) -> Sql:
    """Whether a row belongs to the element whose key and identity are the parameters, or lies in it."""
    tests = [has_key(tree, alias)]
    for number, column in enumerate(node.identity, len(tree.source.key) + 1):
        stored, given = sql.Identifier(alias, column.name), parameter(number)
        prefix = node.recursive and column is node.identity[-1]
        tests.append(sql.SQL("{0}[:cardinality({1})] = {1}" if prefix else "{} = {}").format(stored, given))
    return conjunction(tests)


def _etag(tree: Tree, node: Node) -> Routine:
    made = Names(tree)
    table, element = qualified(made.table(node.spine)), parameter(2)
    rule = rule_of(tree, node)
    text = sql.Literal(json.dumps(rule, ensure_ascii=False))
    stripped = sql.SQL("hofsm.without_untagged({}, {})").format(element, text)
    names = [*tree.source.key, *(column.name for column in node.identity)]
    of_row = [sql.SQL("({}).{}").format(parameter(1), sql.Identifier(name)) for name in names]
    parts = {
        "row": parameter(1),
        "element": element,
        "find": sql.SQL("{}({})").format(qualified(made.element(node)), sql.SQL(", ").join(of_row)),
        "tagged": element if rule is None else stripped,
    }
    return Routine(
        made.etag(node),
        "the tag of an element: of a row if one is given, else of JSON; call hofsm.etag",
        arguments=sql.SQL("{}, jsonb").format(table),
        returns=sql.SQL("text"),
        properties="LANGUAGE plpgsql STABLE\n    SET search_path = pg_catalog",
        body=sql.SQL("AS {}").format(body(fill(load("etag_of").rstrip("\n"), parts))),
    )
