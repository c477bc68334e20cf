"""Documents with one to four places changed into something that their spec does not expect."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

Place = tuple[Any, Any]
"""A list or dict, and the index or key of one item in it."""

SURPRISES = (
    None, True, 0, -1, 1.5, 10**30, 1e-7, "", " ", "null", "007", "2022-02-30", "2024-12-31T23:59:60Z", "x" * 3000,
    "\u2028'\"\\", "\U0001f600", [], {}, [None], [[]], [{}], [{}, {}], {"": {}}, {"value": None}, {"a.b": 1, "$": 2},
)  # fmt: skip
ODD_KEYS = ("", "a.b", "$", "'", '"', "\U0001f600", "residual", "x" * 3000)


def damage(draw: Random, text: str) -> str:
    """The JSON text of a document after one to four random changes; numbers may be spelled anew."""
    root = [json.loads(text)]
    for _ in range(draw.randint(1, 4)):
        _change(draw, *draw.choice(list(_places(root))))
    return json.dumps(root[0], ensure_ascii=False)


def _places(value: Any) -> list[Place]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, item in items for place in [(value, key), *_places(item)]]


def _change(draw: Random, holder: Any, key: Any) -> None:
    """Replace an item, take it out, repeat it, or put it under an odd key; the root can only be replaced."""
    ways = ["replace"] * 3
    if isinstance(holder, dict):
        ways += ["drop", "odd key"]
    elif key:
        ways += ["drop", "repeat"]
    way = draw.choice(ways)
    if way == "replace":
        holder[key] = deepcopy(draw.choice(SURPRISES))
    elif way == "drop":
        del holder[key]
    elif way == "repeat":
        holder.append(deepcopy(holder[key]))
    else:
        holder[draw.choice(ODD_KEYS)] = deepcopy(holder[key])
