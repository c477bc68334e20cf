"""A legacy table with a table that inherits from it: the view and the base table take writes to rows of both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from catalog_snapshot import snapshot
from contract.contracted import cut_over, mirrored, one, reviewed_files, rows, without

from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import change, gates, payload, rollback
from hofsm_migrate.phases.doctor import examine, two_stores
from hofsm_migrate.phases.expand import expand
from hofsm_migrate.phases.sweep import How
from hofsm_migrate.phases.verify import verify
from hofsm_migrate.sql import text

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

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
ASKED_WHERE = r"PERFORM hofsm\.refuse_untaken\([^;]*;"
"""Where the trigger of the view asks about the table of a row."""


def ask_nothing(conn: Connection, reviewed: Reviewed) -> None:
    """Take the guard out."""
    trigger = text(qualified(Names(reviewed.plan.tree).view_write))
    body, found = re.subn(ASKED_WHERE, "NULL;", one(conn, f"SELECT pg_get_functiondef('{trigger}'::regproc)"))
    assert found == 2
    conn.execute(body.encode())


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
    if not heirs:
        ask_nothing(conn, reviewed)
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


LATE = 'public."Late Parts"'


def late_heir(conn: Connection, tmp_path: Path, *, kept: bool = True) -> Reviewed:
    """Phase `cutover`, and then a table that is made to inherit, with a document of its own."""
    conn.execute(TABLES.encode())
    reviewed = reviewed_files(tmp_path, SPEC)
    cut_over(conn, reviewed)
    if not kept:
        payload.drop(conn, reviewed)
    conn.execute(f"CREATE TABLE {LATE} (PRIMARY KEY (id)) INHERITS ({B})".encode())
    conn.execute(f"INSERT INTO {LATE} VALUES (9, '{{}}')".encode())
    return reviewed


LOST = {
    "the document": f'UPDATE {T} SET {V} = \'{{"name": "lost"}}\' WHERE id = 9',
    "the key": f"UPDATE {T} SET id = 19 WHERE id = 9",
    "the row": f"DELETE FROM {T} WHERE id = 9",
}


@pytest.mark.parametrize("write", LOST)
@pytest.mark.parametrize("kept", [True, False], ids=["payload kept", "payload dropped"])
def test_no_write_is_lost_in_a_table_that_is_made_to_inherit_later(
    conn: Connection, tmp_path: Path, write: str, *, kept: bool
) -> None:
    """Until it has the triggers, what they would have to take is an error that says what to do."""
    reviewed = late_heir(conn, tmp_path, kept=kept)
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="no trigger that takes it") as raised:
        conn.execute(LOST[write].encode())
    assert "hofsm doctor --fix" in str(raised.value.diag.message_hint)
    assert conn.execute(f'UPDATE {T} SET {V} = \'{{"name": "uno"}}\' WHERE id IN (1, 2)'.encode()).rowcount == 2
    examine(conn, reviewed.mapping, fix=True)
    conn.execute(f"ALTER TABLE {LATE} DISABLE TRIGGER USER".encode())
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="no trigger that takes it"):
        conn.execute(LOST[write].encode())
    conn.execute(f"ALTER TABLE {LATE} ENABLE TRIGGER USER".encode())
    assert conn.execute(LOST[write].encode()).rowcount == 1
    assert verify(conn, reviewed.plan).parity


def test_control_of_writes_that_are_not_lost(conn: Connection, tmp_path: Path) -> None:
    """Without the question where a row lies the write is said to be done, and nobody finds it."""
    reviewed = late_heir(conn, tmp_path)
    ask_nothing(conn, reviewed)
    assert conn.execute(LOST["the document"].encode()).rowcount == 1
    assert one(conn, f"SELECT {V} ->> 'name' FROM {T} WHERE id = 9") is None


def test_a_table_that_is_made_to_inherit_later_is_found_and_gets_its_triggers(conn: Connection, tmp_path: Path) -> None:
    reviewed = late_heir(conn, tmp_path)
    conn.execute(f"ALTER TABLE {LATE} ADD COLUMN more int".encode())
    found = [one.what for one in examine(conn, reviewed.mapping).findings]
    assert [words for words in found if "documents of the view, INSERT, UPDATE, DELETE, TRUNCATE" in words], found
    examine(conn, reviewed.mapping, fix=True)
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="documents are not written"):
        conn.execute(f"INSERT INTO {LATE} VALUES (10, '{{}}')".encode())
    conn.execute(f'UPDATE {T} SET {V} = \'{{"name": "late"}}\' WHERE id = 9'.encode())
    assert one(conn, f"SELECT {V} ->> 'name' FROM {T} WHERE id = 9") == "late"
    assert verify(conn, reviewed.plan).parity
    assert not examine(conn, reviewed.mapping).findings


ODD = {
    10: """'{"name": "ten", "more": [1.10, "\\u2028", {"b": 1e400}], "long": "' || repeat('x', 90) || '"}'""",
    11: """'{"name": 11}'""",
    12: "'[1, 2]'",
    13: "'null'",
    14: "NULL",
}
PAYLOADS = f"SELECT id, {V}::text FROM {{}} ORDER BY id"
MOVED = f"SELECT count(*) FROM {LATE} WHERE hofsm.is_moved({V})"


def late_heir_with_odd_documents(conn: Connection, tmp_path: Path, *, kept: bool = False) -> Reviewed:
    reviewed = late_heir(conn, tmp_path, kept=kept)
    for key, document in ODD.items():
        conn.execute(f"INSERT INTO {LATE} VALUES ({key}, ({document})::jsonb)".encode())
    return reviewed


def test_documents_of_a_late_heir_are_made_from_payloads_and_these_go(conn: Connection, tmp_path: Path) -> None:
    reviewed = late_heir_with_odd_documents(conn, tmp_path)
    before = rows(conn, PAYLOADS.format(LATE))
    (named,) = [one for one in examine(conn, reviewed.mapping).findings if one.check == "documents"]
    assert (named.what, named.fixable) == ("6 rows of the base table have no document", True)
    assert "takes the payload away" in named.next_step
    assert examine(conn, reviewed.mapping, fix=True).needs_a_person is False
    assert rows(conn, PAYLOADS.format(T))[3:] == before
    assert one(conn, MOVED) == len(ODD)  # SQL NULL stays what it is
    assert not examine(conn, reviewed.mapping).findings
    for key in (9, *ODD):
        written = f'UPDATE {T} SET {V} = \'{{"name": "written"}}\' WHERE id = {key}'
        with conn.transaction(force_rollback=True):
            assert conn.execute(written.encode()).rowcount == 1
            assert one(conn, f"SELECT {V} ->> 'name' FROM {T} WHERE id = {key}") == "written"
    rollback.rollback(conn, reviewed, to="mirrored")
    assert rows(conn, PAYLOADS.format(LATE)) == before


def test_payloads_that_are_being_made_anew_stay(conn: Connection, tmp_path: Path) -> None:
    reviewed = late_heir_with_odd_documents(conn, tmp_path)
    before = rows(conn, PAYLOADS.format(LATE))
    assert payload.restore(conn, reviewed, how=How(max_chunks=0)).ended == "limit"
    assert examine(conn, reviewed.mapping, fix=True).needs_a_person is False
    assert rows(conn, PAYLOADS.format(LATE)) == before
    assert not examine(conn, reviewed.mapping).findings


def test_a_payload_that_is_not_what_is_composed_stays(
    conn: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviewed = late_heir(conn, tmp_path, kept=False)
    examine(conn, reviewed.mapping, fix=True)
    conn.execute(f"SET session_replication_role = replica; INSERT INTO {LATE} VALUES (10, '{{}}')".encode())
    conn.execute(b"RESET session_replication_role")
    before = rows(conn, PAYLOADS.format(LATE))
    represented = two_stores.from_payload

    def otherwise(conn: Connection, *given: Any) -> None:
        represented(conn, *given)
        conn.execute(b"UPDATE shop.part SET name = 'other' WHERE id = 10")

    monkeypatch.setattr(two_stores, "from_payload", otherwise)
    (found,) = examine(conn, reviewed.mapping, fix=True).findings
    assert (found.what, found.fixed) == ("1 rows of the base table have no document", False)
    assert found.refused == "a document is composed otherwise than its payload says, so the payload stays"
    assert rows(conn, PAYLOADS.format(LATE)) == before
    assert one(conn, "SELECT count(*) FROM shop.part WHERE id = 10") == 0


@pytest.mark.parametrize("kept", [True, False], ids=["payload kept", "payload dropped"])
def test_nothing_is_made_of_a_payload_that_was_taken_away(conn: Connection, tmp_path: Path, *, kept: bool) -> None:
    reviewed = late_heir(conn, tmp_path, kept=kept)
    examine(conn, reviewed.mapping, fix=True)
    conn.execute(
        f"SET session_replication_role = replica; INSERT INTO {LATE} VALUES (10, hofsm.moved()::jsonb)".encode()
    )
    conn.execute(b"RESET session_replication_role")
    (found,) = examine(conn, reviewed.mapping, fix=True).findings
    assert (found.what, found.keys, found.fixable) == (
        "1 rows of the base table have no document, and no payload to make it from",
        (("10",),),
        False,
    )
    assert one(conn, "SELECT count(*) FROM shop.part WHERE id = 10") == 0


@pytest.mark.parametrize("phase", ["expand", "cutover"])
def test_a_key_that_two_tables_have_is_refused(conn: Connection, tmp_path: Path, phase: str) -> None:
    """The index of each table knows its own rows; documents are found by their key alone."""
    conn.execute(TABLES.encode())
    reviewed = reviewed_files(tmp_path, SPEC)
    if phase == "cutover":
        mirrored(conn, reviewed)
    conn.execute(
        f"ALTER TABLE {CHILD} DISABLE TRIGGER USER; INSERT INTO {CHILD} VALUES (1, '{{}}'), (11, '{{}}')".encode()
    )
    conn.execute(f"DELETE FROM {CHILD} WHERE id = 11; ALTER TABLE {CHILD} ENABLE TRIGGER USER".encode())
    (gate,) = gates.check(conn, reviewed.plan, reviewed.mapping, phase, names=("key",))
    (problem,) = gate.problems
    assert problem.message.startswith("1 key is in more than one row of table public.Legacy %s Parts and those that")
    assert (problem.at, CHILD.removeprefix("public.") in str(problem.detail)) == ("id 1, the first of them", True)
    with pytest.raises(GateError, match="more than one row"):
        change.forward(conn, reviewed, reviewed.plan.step(phase))
    conn.execute(f"DELETE FROM ONLY {CHILD} WHERE id = 1".encode())
    if phase == "expand":
        assert change.forward(conn, reviewed, reviewed.plan.step(phase)).changed


def test_a_key_that_two_tables_have_since_the_cut_over_is_found(conn: Connection, tmp_path: Path) -> None:
    reviewed = late_heir(conn, tmp_path)
    conn.execute(f"INSERT INTO {LATE} VALUES (1, '{{}}')".encode())
    found = [one for one in examine(conn, reviewed.mapping).findings if "more than one row" in one.what]
    assert [(one.where, one.fixable) for one in found] == [("id 1, the first of them", False)]


@pytest.mark.parametrize("phase", ["dual_write", "cutover"])
def test_a_table_that_left_the_inheritance_keeps_no_trigger(conn: Connection, tmp_path: Path, phase: str) -> None:
    conn.execute(TABLES.encode())
    before = one(conn, "SELECT count(*) FROM pg_trigger")
    reviewed = reviewed_files(tmp_path, SPEC)
    if phase == "cutover":
        cut_over(conn, reviewed)
    else:
        expand(conn, reviewed)
        change.forward(conn, reviewed, reviewed.plan.step("dual-write"))
    conn.execute(f"ALTER TABLE {CHILD} NO INHERIT {B if phase == 'cutover' else T}".encode())
    past = f"INSERT INTO {CHILD} VALUES (4, '{{}}')"
    if phase == "cutover":
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="documents are not written"):
            conn.execute(past.encode())
    left = [one for one in examine(conn, reviewed.mapping).findings if one.check == "partitions"]
    assert [(CHILD in one.what, one.fixable) for one in left] == [(True, True)]
    examine(conn, reviewed.mapping, fix=True)
    (kept,) = conn.execute(
        "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::text::regclass", [CHILD]
    ).fetchone() or (1,)
    assert kept == 0
    conn.execute(past.encode())
    assert one(conn, "SELECT count(*) FROM shop.part WHERE id = 4") == 0
    again = {one.check for one in examine(conn, reviewed.mapping).findings}
    assert not again & {"partitions", "functions and triggers", "control records"}, again
    conn.execute("DELETE FROM shop.part WHERE id IN (2, 3)" if phase == "cutover" else "SELECT")
    rollback.rollback(conn, reviewed)
    assert one(conn, "SELECT count(*) FROM pg_trigger") == before
