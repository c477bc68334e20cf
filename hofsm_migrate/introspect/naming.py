"""Names of drafted tables and columns.

The rule: words of the key in snake_case, letters and digits only. A table is called after the legacy table (in
the singular) and the key of its container (in the singular); a column after the last key of its path. Where that is
taken, too general, or a word of PostgreSQL's own, the key before it comes in front. The rest is counted through.
"""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING

from hofsm_migrate.introspect.column import key_words
from hofsm_migrate.introspect.words import RESERVED, SYSTEM
from hofsm_migrate.names import mint
from hofsm_migrate.spec import naming

if TYPE_CHECKING:
    from hofsm_migrate.introspect.outline import NodeDraft
    from hofsm_migrate.spec.mapping import Path

GENERAL = frozenset({"value", "id", "by", "at", "on", "type", "name", "key", "date", "text", "data", "code", "no"})
"""Last words that say nothing without the one before."""
_IRREGULAR = {"children": "child", "people": "person", "indices": "index", "series": "series", "status": "status"}
MAX_BYTES = 48
"""Of a drafted name: what is generated from it stays readable within 63."""


def snake(text: str) -> str:
    """Words of a key joined by underscores; a hash where no letter or digit is in it."""
    name = "_".join(key_words(unicodedata.normalize("NFC", text)))
    if not name:
        return "key_" + _tag(text)
    return mint_short(f"n{name}" if name[0].isdigit() else name)


def mint_short(name: str) -> str:
    """The name, or its head and a hash of the whole where it is longer than MAX_BYTES."""
    raw = name.encode()
    if len(raw) <= MAX_BYTES:
        return name
    return f"{raw[: MAX_BYTES - 7].decode(errors='ignore').rstrip('_')}_{_tag(name)}"


def _tag(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


def singular(word: str) -> str:
    """One of the things: `batches` to `batch`, `entries` to `entry`. English only, and never shorter than 3 letters."""
    for plural, one in _IRREGULAR.items():
        if word == plural or word.endswith(f"_{plural}"):
            return word[: -len(plural)] + one
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("uses", "us")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + instead
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


class Names:
    """Hands out names, each once. `taken` are names that something else has."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = set(taken)

    def first(self, *candidates: str) -> str:
        """The first candidate that is free, else the last with a number behind it."""
        for name in candidates:
            if self._free(name):
                return self._take(name)
        number = 2
        while not self._free(f"{candidates[-1]}_{number}"):
            number += 1
        return self._take(f"{candidates[-1]}_{number}")

    def _free(self, name: str) -> bool:
        return name not in self._taken and name not in RESERVED and name not in SYSTEM

    def _take(self, name: str) -> str:
        self._taken.add(name)
        return name


def table_name(names: Names, root: str, keys: Path) -> str:
    """`keys` lead from the root to the container, those of outer containers included."""
    words = [snake(key) for key in keys] or ["item"]
    words[-1] = singular(words[-1])
    candidates = ["_".join([root, *words[-length:]]) for length in range(1, len(words) + 1)]
    return names.first(*(mint_short(name) for name in candidates))


def column_name(names: Names, path: Path, table: str, *, otherwise: bool = False) -> str:
    """A column after the last key of its path; `other` behind it where it takes what is of another kind."""
    if otherwise:
        words = [snake(key) for key in path]
        return names.first(
            *("_".join([*words[-length:], "other"]) for length in range(min(1, len(words)), len(words) + 1))
        )
    if not path:
        return names.first("value", "element_value")
    words = [snake(key) for key in path]
    candidates = ["_".join(words[-length:]) for length in range(1, len(words) + 1)]
    if len(words) > 1 and words[-1] in GENERAL:
        candidates = candidates[1:]
    candidates.append(f"{table.rpartition('_')[2]}_{words[-1]}")
    return names.first(*(mint_short(name) for name in candidates))


def generated_columns(node: NodeDraft, spine: str) -> set[str]:
    """Names that the spec language gives to columns of a node by itself."""
    made = {naming.ordinal_column(spine), naming.path_column(spine), naming.parent_column(spine)}
    made |= {naming.map_key_column(spine), mint(spine, "variant")}
    if node.identity is not None:
        made.add(naming.natural_key_column(spine, (node.identity.key,)))
    return made
