"""The names of phases, and the one place where other names are made: readable head, short hash, at most 63 bytes."""

from __future__ import annotations

import hashlib
from typing import Literal, get_args

Phase = Literal["legacy", "expanded", "dual_write", "mirrored", "cutover", "contracted"]
PHASES: tuple[Phase, ...] = get_args(Phase)
"""In the order of a migration."""

MAX_BYTES = 63
"""PostgreSQL cuts longer identifiers silently, and two cut names may collide."""


def mint(*parts: str) -> str:
    """Join `parts` with underscores; where that is too long, cut at a character border and end in a hash of the whole.

    The hash covers the parts, not the joined text, so `("a_b", "c")` and `("a", "b_c")` stay apart once cut.
    """
    name = "_".join(parts)
    if len(name.encode()) <= MAX_BYTES:
        return name
    tag = "_" + hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:8]
    head = name.encode()[: MAX_BYTES - len(tag)].decode(errors="ignore")
    return head + tag
