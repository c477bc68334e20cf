"""cutover -> mirrored: what comes first on the way back, so that writers who never pause do not keep it waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.compile.operation import Operation, operation
from hofsm_migrate.sql import dollar_quote, text

if TYPE_CHECKING:
    from hofsm_migrate.lens.tree import Tree
    from hofsm_migrate.sql import Part


def view_first(tree: Tree) -> Operation:
    """The last operation of `cutover`, and so the first of its undoing: the view is locked before the table below."""
    legacy = Names(tree).legacy
    parts: dict[str, Part] = {"legacy": legacy, "quote": dollar_quote(text(qualified(legacy)), "do")}
    place = tree.mapping.place(tree.root.spine.position, tree.mapping.name)
    return operation("cutover_view_first", f"view {'.'.join(legacy)} open for writes", place, parts)
