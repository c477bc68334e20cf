"""What a form designer made: sections and fields as text with slots where the entries go.

The layout of one MMR version is drawn once and is the same text in all of its batches; only the way defaults and
options are spelled follows the version `v` of the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hofsm_migrate.generate.shares import SHARES, choose
from hofsm_migrate.generate.values import spell_boolean
from hofsm_migrate.generate.words import CHOICES, LABELS, SECTIONS, UNITS, dumps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hofsm_migrate.generate.draw import Draw

Choices = tuple[tuple[str, str], ...]

MAX_DEPTH = 6
"""Levels of groups: a root group, its child groups and so on."""

_BOOLEAN = SHARES["boolean"].ladder()
_NOTHING = SHARES["nothing"].ladder()
_KINDS = ("number",) * 8 + ("text",) * 4 + ("select",) * 3 + ("date",) * 2 + ("checkbox",) * 3 + ("signature",)
_COLUMNS = (3, 4, 6, 12)


@dataclass(frozen=True)
class Slot:
    """Where the input of one field goes. `sibling` is the id of the field before it in the same array."""

    kind: str
    id: str
    sibling: str | None
    low: float = 0.0
    span: float = 0.0
    scale: int = 0
    unit: str = ""
    choices: Choices = ()


@dataclass(frozen=True)
class Skeleton:
    """Text of a form: every head is followed by the input for its slot, the tail by nothing."""

    parts: tuple[tuple[str, Slot], ...]
    tail: str
    rivals: tuple[int, ...]
    """Places in `parts` whose field has a sibling before it."""


def skeleton(pieces: Iterable[str | Slot]) -> Skeleton:
    """Join the text between slots."""
    parts: list[tuple[str, Slot]] = []
    head: list[str] = []
    for piece in pieces:
        if isinstance(piece, Slot):
            parts.append(("".join(head), piece))
            head = []
        else:
            head.append(piece)
    rivals = tuple(place for place, (_, slot) in enumerate(parts) if slot.sibling)
    return Skeleton(tuple(parts), "".join(head), rivals)


def sections(draw: Draw, version: int, sizes: Iterable[int]) -> Iterator[str | Slot]:
    """A JSON array of sections; `sizes` are the numbers of fields in each."""
    for place, size in enumerate(sizes):
        yield "[" if place == 0 else ","
        title = dumps(f"{place + 1}. {draw.pick(SECTIONS)}")
        yield f'{{"id":"{draw.uuid()}","title":{title},"layout":{{"collapsed":{_boolean(draw, 0.3)}'
        yield f',"columns":{draw.pick(_COLUMNS)}'
        yield f',"order":{place},"theme":"{draw.pick(("light", "dense", "print"))}"}},"fields":'
        yield from array(draw, version, [draw_kind(draw, 0.02) for _ in range(size)], MAX_DEPTH - 2)
        yield "}"
    yield "]"


def field(
    draw: Draw, version: int, kind: str, identity: str, *, sibling: str | None, depth: int
) -> Iterator[str | Slot]:
    """One field without the brace that closes it. `depth` counts the levels of groups above it, from 1."""
    yield f'{{"id":"{identity}","type":"{kind}","label":{dumps(draw.pick(LABELS))},"ui":{_ui(draw)}'
    if kind == "group":
        yield from _children(draw, version, depth)
        return
    slot = _slot(draw, kind, identity, sibling)
    yield _validation(draw, slot)
    yield _default(version, _default_value(draw, slot))
    yield _options(version, slot.choices)
    yield slot


def _children(draw: Draw, version: int, depth: int) -> Iterator[str | Slot]:
    if draw.chance(0.05):
        yield _no_children(choose(_NOTHING, draw.roll()))
        return
    yield ',"children":'
    groups = 0.0 if depth == MAX_DEPTH else 0.26
    kinds = [draw_kind(draw, groups) for _ in range(1 + draw.below(6))]
    yield from array(draw, version, kinds, depth + 1)


def _no_children(form: str) -> str:
    return "" if form == "absent" else ',"children":' + {"null": "null", "object": "{}", "array": "[]"}[form]


def array(draw: Draw, version: int, kinds: Iterable[str], depth: int) -> Iterator[str | Slot]:
    """A JSON array of one field for each of `kinds`, which is not empty."""
    sibling = None
    for kind in kinds:
        identity = draw.uuid()
        yield "[" if sibling is None else ","
        yield from field(draw, version, kind, identity, sibling=sibling, depth=depth)
        yield "}"
        sibling = identity
    yield "]"


def draw_kind(draw: Draw, groups: float) -> str:
    return "group" if draw.chance(groups) else draw.pick(_KINDS)


def _slot(draw: Draw, kind: str, identity: str, sibling: str | None) -> Slot:
    if kind == "select":
        return Slot(kind, identity, sibling, choices=draw.pick(CHOICES))
    if kind != "number":
        return Slot(kind, identity, sibling)
    magnitude = draw.pick((1.0, 10.0, 100.0))
    low = magnitude * (1 + draw.below(9))
    return Slot(kind, identity, sibling, low, low / 2, draw.pick((1, 2, 2, 2, 3)), draw.pick(UNITS))


def _boolean(draw: Draw, share: float) -> str:
    return spell_boolean(choose(_BOOLEAN, draw.roll()), ticked=draw.chance(share))


def _ui(draw: Draw) -> str:
    width = draw.pick(_COLUMNS)
    x, y = draw.below(13 - width), draw.below(40)
    hidden = f',"hidden":{_boolean(draw, 0.1)}' if draw.chance(0.8) else ""
    help_text = draw.pick((*("",) * 4, ',"help":null', ',"help":""', ',"help":"see SOP-014"'))
    style = draw.pick((*("",) * 8, ',"style":{"bold":true}', ',"style":{}', ',"style":{"color":"#1a6b3c"}'))
    return f'{{"x":{x},"y":{y},"w":{width},"h":{1 + draw.below(3)}{hidden}{help_text}{style}}}'


def _validation(draw: Draw, slot: Slot) -> str:
    limits = f',"min":{slot.low:.0f},"max":{slot.low + slot.span:.0f}' if slot.kind == "number" else ""
    required = _boolean(draw, 0.6)
    if not limits and draw.chance(0.3):
        return draw.pick(("", ',"validation":null', ',"validation":{}', ',"validation":[]'))
    return f',"validation":{{"required":{required}{limits}}}'


def _default_value(draw: Draw, slot: Slot) -> str | None:
    if slot.kind == "number" and draw.chance(0.5):
        return f'"{slot.low:.{slot.scale}f}"'
    if slot.kind == "select" and draw.chance(0.5):
        return dumps(draw.pick(slot.choices)[0])
    if slot.kind == "checkbox" and draw.chance(0.3):
        return _boolean(draw, 0.5)
    return None


def _default(version: int, value: str | None) -> str:
    if value is None:
        return ""
    return {1: f',"deflt":{value}', 2: f',"defaultValue":{value}', 3: f',"default":{{"value":{value}}}'}[version]


def _options(version: int, choices: Choices) -> str:
    if not choices:
        return ""
    if version == 1:
        options = dumps(",".join(label for _, label in choices))
    elif version == 2:
        options = dumps(dict(choices))
    else:
        options = dumps([{"value": value, "label": label} for value, label in choices])
    return f',"options":{options}'
