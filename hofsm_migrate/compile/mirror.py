"""The new side of phase `mirrored`: tables open for writes, and the triggers that bring each write to the documents.

First the functions that bring rows to documents (`mirror_document`), then each new table (`mirror_table`).
The trigger function of dual write is replaced by one that never waits for a row of a new table.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.change import CONTEND, FOLLOW
from hofsm_migrate.compile.dual_write import forget_routine, trigger_routine
from hofsm_migrate.compile.mirror_document import Documents
from hofsm_migrate.compile.mirror_table import OpenTable
from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.compile.names import based as based_mapping
from hofsm_migrate.compile.operation import Operation, operation
from hofsm_migrate.compile.tables import comment_words
from hofsm_migrate.sql import dollar_quote, lines, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hofsm_migrate.compile.routine import Routine
    from hofsm_migrate.lens.tree import Tree
    from hofsm_migrate.sql import Part

Sql = sql.Composable


def mirror_operations(tree: Tree) -> list[Operation]:
    """Everything that opens the new tables for writes, functions before triggers."""
    tables = [step for one in _tables(tree) for step in one.operations()]
    return [_open_first(tree), *_never_waiting(tree), *Documents(tree).operations(), *tables, _close_first(tree)]


def on_base_table(tree: Tree) -> list[Operation]:
    """Phase `cutover`: the functions that know the legacy table get the base table, since a view has its name."""
    base = based(tree)
    pairs = zip(_tables(tree), _tables(base), strict=True)
    first = Documents(tree).on_base_table(Documents(base))
    return [first, *(step for one, other in pairs for step in one.on_base_table(other))]


def trigger_functions(tree: Tree) -> Iterator[tuple[tuple[str, str], str, Sql]]:
    """Where there are no payloads: the trigger functions of all new tables with what they are for and their bodies."""
    for one in _tables(tree, legacy_side=False):
        yield one.written.name, one.written.purpose, one.written_body()
        yield one.match.name, one.match.purpose, one.match_body()


def based(tree: Tree) -> Tree:
    """The mapping with the base table for its legacy table."""
    return replace(tree, mapping=based_mapping(tree.mapping))


def _tables(tree: Tree, *, legacy_side: bool = True) -> list[OpenTable]:
    return [OpenTable(tree, node, table, legacy_side=legacy_side) for node in tree.nodes for table in node.tables]


def _open_first(tree: Tree) -> Operation:
    """A writer that began before goes on with what it has, and waits where it must not from now on."""
    legacy = Names(tree).legacy
    parts: dict[str, Part] = {"legacy": legacy, "quote": dollar_quote(text(qualified(legacy)), "do")}
    return operation("mirror_open_first", "writers of the legacy table waited for", tree.mapping.file, parts)


def _close_first(tree: Tree) -> Operation:
    """First on the way back, on which the other operations come to the root's table last."""
    made = Names(tree)
    tables = [qualified(made.table(table)) for node in tree.nodes for table in node.tables]
    listed = lines(tables, spaces=8)
    parts: dict[str, Part] = {
        "setting": made.writing,
        "tables": listed,
        "quote": dollar_quote(f"{made.writing}{text(listed)}", "do"),
    }
    return operation("mirror_close_first", "all new tables open for writes", tree.mapping.file, parts)


def _never_waiting(tree: Tree) -> list[Operation]:
    """Writers of the new side hold a row and are on their way to the document: the legacy side must not wait."""
    follows, drops = "follows every write to the legacy table", "drops all rows of a document"
    return [_replaced(tree, follows, trigger_routine), _replaced(tree, drops, forget_routine)]


def _replaced(tree: Tree, purpose: str, routine: Callable[[Tree, str], Routine]) -> Operation:
    table = tree.root.spine
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
