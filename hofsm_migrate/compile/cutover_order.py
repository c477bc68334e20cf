"""mirrored <-> cutover: what is locked first, so that writers who never pause neither fail nor hold the change up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.compile.operation import Operation, operation
from hofsm_migrate.sql import dollar_quote, text

if TYPE_CHECKING:
    from hofsm_migrate.lens.tree import Tree
    from hofsm_migrate.sql import Part


def in_order(tree: Tree, operations: list[Operation]) -> tuple[Operation, ...]:
    """The operations of `cutover` with what has to be locked before the switch, and before the switch back."""
    switch = next(number for number, one in enumerate(operations) if one.what == _view(tree))
    return (*operations[:switch], _new_side_first(tree), *operations[switch:], _view_first(tree))


def _view(tree: Tree) -> str:
    return f"view {'.'.join(Names(tree).legacy)}"


def _new_side_first(tree: Tree) -> Operation:
    """No writer of the new side is on its way to the legacy table; late, since they wait from here on."""
    setting = Names(tree).writing
    parts: dict[str, Part] = {"setting": setting, "quote": dollar_quote(setting, "do")}
    place = tree.mapping.place(tree.root.spine.position, tree.mapping.name)
    return operation("cutover_new_side_first", "writers of the new tables held up", place, parts)


def _view_first(tree: Tree) -> Operation:
    """The last operation of `cutover`, and so the first of its undoing: the view is locked before the table below."""
    made = Names(tree)
    quote = dollar_quote(text(qualified(made.legacy)) + made.writing, "do")
    parts: dict[str, Part] = {"legacy": made.legacy, "setting": made.writing, "quote": quote}
    place = tree.mapping.place(tree.root.spine.position, tree.mapping.name)
    return operation("cutover_view_first", f"{_view(tree)} open for writes", place, parts)
