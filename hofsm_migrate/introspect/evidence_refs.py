"""References of a JSON Schema to parts of the same file: by pointer, by anchor, by id.

Source: JSON Schema Core, 2020-12; JSON Pointer, RFC 6901.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag, urljoin

if TYPE_CHECKING:
    from collections.abc import Iterator

Schema = Any
"""A JSON Schema: dict or bool; anything else says nothing."""


class References:
    """Looks up references.

    Args:
        root: the schema that they are in.
    """

    def __init__(self, root: Schema) -> None:
        self._root = root
        self._ids: dict[str, Schema] | None = None

    def find(self, reference: str) -> tuple[Schema, bool]:
        """The schema that a reference leads to, and whether there is one."""
        uri, _, fragment = reference.partition("#")
        base: Schema = self._root
        if uri:
            ids = self._identified()
            if uri not in ids:
                return None, False
            base = ids[uri]
        fragment = unquote(fragment)
        if not fragment or fragment.startswith("/"):
            return _pointed(base, fragment)
        ids = self._identified()
        return ids.get(f"#{fragment}"), f"#{fragment}" in ids

    def _identified(self) -> dict[str, Schema]:
        """Schemas by what they call themselves: their id as written and in full, and their anchors."""
        if self._ids is None:
            own = text_of(self._root, "$id", "id")
            self._ids = {}
            for schema in _dicts(self._root):
                name = text_of(schema, "$id", "id")
                anchors = [f"#{schema[word]}" for word in ("$anchor", "$dynamicAnchor") if word in schema]
                for one in (name.rstrip("#"), _joined(own, name), *anchors) if name else anchors:
                    self._ids.setdefault(one, schema)
        return self._ids


def _joined(base: str, name: str) -> str:
    try:
        return urldefrag(urljoin(base, name))[0]
    except ValueError:
        return name


def text_of(schema: Schema, *words: str) -> str:
    """What the first of these keywords says that is text, else ""."""
    found = [schema[word] for word in words if isinstance(schema, dict) and isinstance(schema.get(word), str)]
    return found[0] if found else ""


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    todo = [value]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            yield one
            todo += reversed(list(one.values()))
        elif isinstance(one, list):
            todo += reversed(one)


def _pointed(base: Any, pointer: str) -> tuple[Schema, bool]:
    for token in pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        if isinstance(base, dict) and key in base:
            base = base[key]
        elif isinstance(base, list) and key.isdecimal() and int(key) < len(base):
            base = base[int(key)]
        else:
            return None, False
    return base, True
