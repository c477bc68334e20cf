"""Texts of a spec file that are read: paths, the `at` of tables, checks; what cannot be read becomes a problem."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from hofsm_migrate.spec.expression import ExpressionError
from hofsm_migrate.spec.path import PathError, parse, parse_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hofsm_migrate.spec.findings import Findings, Loc
    from hofsm_migrate.spec.mapping import Path, Step

MAX_KEYS = 100
"""Keys in one path; a document nests no deeper where anyone maps it by hand."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_T = TypeVar("_T")


def path_at(text: str | None, loc: Loc, findings: Findings) -> Path | None:
    """The keys of a path, None where it is not given or cannot be read."""
    if text is None:
        return None
    path = attempt(lambda: parse(text), loc, findings)
    return path if path is not None and storable(path, loc, findings) else None


def steps_at(text: str, loc: Loc, findings: Findings) -> tuple[Step, ...] | None:
    """The steps of an `at`, None where it cannot be read."""
    steps = attempt(lambda: parse_at(text), loc, findings)
    if steps is None:
        return None
    keys = [key for step in steps for key in ("*", *step.container)]
    return steps if storable(keys, loc, findings) else None


def attempt(read: Callable[[], _T], loc: Loc, findings: Findings) -> _T | None:
    """What `read` gives, None where it finds a problem."""
    try:
        return read()
    except (PathError, ExpressionError) as error:
        findings.add(loc, error.message, error.hint)
        return None


def storable(keys: Iterable[str], loc: Loc, findings: Findings) -> bool:
    """Whether jsonb can hold the keys, and a path that many."""
    keys = list(keys)
    bad = next((key for key in keys if _UNSTORABLE.search(key)), None)
    if bad is not None:
        findings.add(loc, f"text cannot occur in jsonb: got {bad!r}", "remove NUL characters and lone surrogates")
    if len(keys) > MAX_KEYS and loc[-1] != "values":
        findings.add(loc, f"path has more than {MAX_KEYS} keys: got {len(keys)}", "map a part further up as jsonb")
        return False
    return bad is None
