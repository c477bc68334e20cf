"""What `archive` does, as scripts for psql."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.phases.archive.restore import copy_query, create_query
from hofsm_migrate.sql import text

if TYPE_CHECKING:
    from pathlib import Path

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.phases.archive.manifest import Manifest


def make_script(plan: Plan) -> str:
    """All documents by one statement, not compressed; the command reads key ranges of one snapshot."""
    source = plan.tree.source
    query = sql.SQL(
        "SET DateStyle = 'ISO'; SET IntervalStyle = 'postgres'; SET TimeZone = 'UTC'; SET extra_float_digits = 1;\n"
        "COPY (SELECT {}, {} FROM {} ORDER BY {}) TO STDOUT;\n"
    )
    made = query.format(
        names(list(source.key)),
        sql.Identifier(source.payload),
        qualified(Names(plan.tree).composed),
        names(list(source.key)),
    )
    return text(made)


def restore_script(archive: Path, table: tuple[str, str], said: Manifest) -> str:
    """A new table and its documents; nothing is checked."""
    copy = text(copy_query(table, said)).replace(
        "FROM STDIN", f"FROM PROGRAM {_literal(f'gzip -dc {shlex.quote(str(archive))}')}"
    )
    return f"BEGIN;\n{text(create_query(table, said.columns))};\n\\{copy}\nCOMMIT;\n"


def _literal(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
