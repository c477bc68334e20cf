"""A legacy table with a table that inherits from it: the view and the base table take writes to rows of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from catalog_snapshot import snapshot
from contract.contracted import cut_over, one, reviewed_files, rows, without

from hofsm_migrate.phases import payload, rollback
from hofsm_migrate.phases.doctor import examine
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

SPEC = """
mapping: parts
source: {table: 'public."Legacy %s Parts"', key: id, payload: 'the "value"'}
schema: shop
tables:
  part: {role: core, at: $, columns: {name: text}}
"""
T, B, CHILD, V = (
    'public."Legacy %s Parts"',
    'public."Legacy %s Parts_base"',
    "public.\"Old '%s' Parts\"",
    '"the ""value"""',
)
TABLES = f"""
CREATE TABLE {T} (id bigint PRIMARY KEY, {V} jsonb);
CREATE TABLE {CHILD} (extra int, PRIMARY KEY (id)) INHERITS ({T});
INSERT INTO {T} VALUES (1, '{{"name": "one"}}');
INSERT INTO {CHILD} VALUES (2, '{{"name": "two"}}'), (3, '{{"name": "three"}}');
"""
ON_HEIRS = r"DO \$descendants\$[\s\S]*?\$descendants\$;"


@pytest.mark.parametrize("heirs", [True, False], ids=["guarded", "control: only the table itself has the trigger"])
@pytest.mark.parametrize("kept", [True, False], ids=["payload kept", "payload dropped"])
def test_what_is_written_to_a_row_of_a_table_that_inherits_is_not_lost(
    conn: Connection, tmp_path: Path, *, heirs: bool, kept: bool
) -> None:
    conn.execute(TABLES.encode())
    reviewed = reviewed_files(tmp_path, SPEC)
    catalog = snapshot(conn)
    reviewed = reviewed if heirs else without(reviewed, "40_cutover.up.sql", ON_HEIRS)
    cut_over(conn, reviewed)
    if not kept:
        payload.drop(conn, reviewed)
    conn.execute(f'UPDATE {T} SET {V} = \'{{"name": "new"}}\' WHERE id = 2'.encode())
    assert one(conn, f"SELECT {V} ->> 'name' FROM {T} WHERE id = 2") == ("new" if heirs else "two")
    past = f"INSERT INTO {CHILD} VALUES (4, '{{}}')"
    if heirs:
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="documents are not written"):
            conn.execute(past.encode())
        conn.execute(f"UPDATE {T} SET id = 5 WHERE id = 3".encode())
        conn.execute(f"UPDATE {CHILD} SET extra = 7".encode())
    else:
        conn.execute(past.encode())
    assert verify(conn, reviewed.plan).parity is heirs
    if heirs:
        rollback.rollback(conn, reviewed)
        assert snapshot(conn) == catalog
        assert rows(conn, f"SELECT id, {V} ->> 'name' FROM {T} ORDER BY 1") == [(1, "one"), (2, "new"), (5, "three")]


def test_a_table_that_is_made_to_inherit_later_is_found_and_gets_its_triggers(conn: Connection, tmp_path: Path) -> None:
    """Until then a document that is written to one of its rows through the view has no effect."""
    conn.execute(TABLES.encode())
    reviewed = reviewed_files(tmp_path, SPEC)
    cut_over(conn, reviewed)
    late = 'public."Late Parts"'
    conn.execute(f"CREATE TABLE {late} (PRIMARY KEY (id)) INHERITS ({B})".encode())
    conn.execute(f"INSERT INTO {late} VALUES (9, '{{}}')".encode())
    conn.execute(f'UPDATE {T} SET {V} = \'{{"name": "lost"}}\' WHERE id = 9'.encode())
    assert one(conn, f"SELECT {V} ->> 'name' FROM {T} WHERE id = 9") is None
    found = [one.what for one in examine(conn, reviewed.mapping).findings]
    assert [words for words in found if "documents of the view, INSERT, UPDATE, DELETE, TRUNCATE" in words], found
    examine(conn, reviewed.mapping, fix=True)
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="documents are not written"):
        conn.execute(f"INSERT INTO {late} VALUES (10, '{{}}')".encode())
    conn.execute(f'UPDATE {T} SET {V} = \'{{"name": "late"}}\' WHERE id = 9'.encode())
    assert one(conn, f"SELECT {V} ->> 'name' FROM {T} WHERE id = 9") == "late"
    assert verify(conn, reviewed.plan).parity
    assert not examine(conn, reviewed.mapping).findings
