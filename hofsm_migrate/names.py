"""The names of phases, and the one place where other names are made: readable head, short hash, at most 63 bytes."""

from __future__ import annotations

import hashlib
import re
from typing import Literal, get_args

Phase = Literal["legacy", "expanded", "dual_write", "mirrored", "cutover", "contracted"]
PHASES: tuple[Phase, ...] = get_args(Phase)
"""In the order of a migration."""

MAX_BYTES = 63
"""PostgreSQL cuts longer identifiers silently, and two cut names may collide."""

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")
_KEYWORDS = frozenset(
    """
    all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both
    case cast char character check coalesce collate collation column concurrently constraint create cross
    current_catalog current_date current_role current_schema current_time current_timestamp current_user dec
    decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign
    freeze from full grant greatest group grouping having ilike in initially inner inout int integer intersect
    interval into is isnull join json json_array json_arrayagg json_exists json_object json_objectagg json_query
    json_scalar json_serialize json_table json_value lateral leading least left like limit localtime
    localtimestamp merge_action national natural nchar none normalize not notnull null nullif numeric offset on
    only or order out outer overlaps overlay placing position precision primary real references returning right
    row select session_user setof similar smallint some substring symmetric system_user table tablesample then
    time timestamp to trailing treat trim true union unique user using values varchar variadic verbose when
    where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi
    xmlroot xmlserialize xmltable
    """.split()  # noqa: SIM905 - a list has a line for each
)
"""Words that `quote_ident` of PostgreSQL 18 quotes although they are plain."""


def written(*names: str) -> str:
    """A name as it stands in SQL, its parts quoted where that is needed: `public."Old Orders"`."""
    return ".".join(_written(name) for name in names)


def _written(name: str) -> str:
    if _PLAIN.fullmatch(name) and name not in _KEYWORDS:
        return name
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


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
