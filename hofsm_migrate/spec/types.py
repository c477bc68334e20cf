"""The column types of the spec language and the wire forms each of them knows.

`hofsm_migrate.lens.codecs` and `hofsm_migrate.compile.codecs` implement every pair listed here; a test keeps
the three equal. The first wire form of a type is its default, called `native` where JSON itself has the type.
"""

from __future__ import annotations

WIRES: dict[str, tuple[str, ...]] = {
    "text": ("native",),
    "enum": ("native",),
    "integer": ("native", "string"),
    "bigint": ("native", "string"),
    "numeric": ("native", "string"),
    "double precision": ("native", "string"),
    "boolean": ("native", "true/false", "Y/N", "0/1"),
    "uuid": ("native",),
    "date": ("iso8601", "MM/DD/YYYY"),
    "timestamptz": ("iso8601", "iso8601-z", "iso8601-ms-z", "iso8601-us-z", "iso8601-naive", "epoch-s", "epoch-ms"),
    "jsonb": ("native", "json-string"),
}

ALIASES: dict[str, str] = {
    "int": "integer",
    "int4": "integer",
    "int8": "bigint",
    "decimal": "numeric",
    "float8": "double precision",
    "bool": "boolean",
    "timestamp with time zone": "timestamptz",
}
"""PostgreSQL's own other names; the spec may use them, everything behind it sees the name in `WIRES`."""

NATURAL_KEY_TYPES: tuple[str, ...] = ("text", "integer", "bigint", "uuid")
"""Types an `identity: {path, type}` may have: one spelling per value, ordered the same everywhere."""
