"""Columns that one thing got over time: `deflt`, then `defaultValue`, then `default.value`; never two at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hofsm_migrate.introspect.column import choose_column, key_words, percent
from hofsm_migrate.introspect.profile import PathProfile

if TYPE_CHECKING:
    from hofsm_migrate.introspect.outline import ColumnDraft, NodeDraft
    from hofsm_migrate.introspect.profile import Shape
    from hofsm_migrate.spec.mapping import Path

TOGETHER = 0.02
"""The part of the rarer spelling's elements that may have the other one, too."""
_SHORT = {
    "deflt": "default",
    "dflt": "default",
    "def": "default",
    "qty": "quantity",
    "desc": "description",
    "no": "number",
}


def merge_spellings(node: NodeDraft, *, min_type: float) -> None:
    """Make one column of those whose names say the same and that never meet in an element."""
    groups: dict[str, list[ColumnDraft]] = {}
    for column in node.columns:
        if column.path and not column.otherwise:
            groups.setdefault(_meaning(column.path), []).append(column)
    for group in groups.values():
        group.sort(key=lambda column: (-column.place.profile.values, column.path))
        if len(group) > 1 and _apart(node, group):
            node.columns[node.columns.index(group[0])] = _merged(node, group, min_type)
            for other in group[1:]:
                node.columns.remove(other)


def _meaning(path: Path) -> str:
    words = [_SHORT.get(word, word) for key in path for word in key_words(key)]
    if len(words) > 1 and words[-1] == "value":
        words = words[:-1]
    return "".join(words) or "\0".join(path)


def _apart(node: NodeDraft, group: list[ColumnDraft]) -> bool:
    """Whether the spellings exclude each other, by the key sets that were seen."""
    profile = node.place.profile
    if not profile.shapes or profile.other_shapes.count > 0.2 * profile.count("object"):
        return False
    keys = [column.path[0] for column in group]
    if len(set(keys)) < len(keys):
        return False
    rarest = min(column.place.profile.values for column in group)
    return sum(tally.count for shape, tally in profile.shapes.items() if _several(shape, keys)) <= TOGETHER * rarest


def _several(shape: Shape, keys: list[str]) -> bool:
    return sum(key in shape for key in keys) > 1


def _merged(node: NodeDraft, group: list[ColumnDraft], min_type: float) -> ColumnDraft:
    """The most frequent spelling is canonical: it costs nothing, the others are kept as they are written."""
    first, *others = group
    profile = PathProfile()
    for column in group:
        profile.add(column.place.profile)
    choice = choose_column(profile, first.path[-1], min_type=min_type)
    presence = percent(profile.values, node.place.profile.count("object"))
    return replace(
        first,
        choice=choice,
        presence=f"{presence} in {len(group)} spellings",
        spellings=tuple(column.path for column in others),
    )
