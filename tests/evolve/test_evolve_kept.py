"""What people set on the new tables is there after the switch as it was before, where the new version has its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from concurrency.scene import LEGACY, OWN, fill
from versions import CHANGES, cut_over, go, put_in_force, reviewed
from versions import NOTE as QUOTED

from hofsm_migrate.phases import evolve, rollback

if TYPE_CHECKING:
    import psycopg

NOTE, LINE = f'"{OWN}"."Note"', f'"{OWN}".line'
SET = {
    "comment of a table": f"COMMENT ON TABLE {NOTE} IS 'it''s ours'",
    "comment of a column": f"COMMENT ON COLUMN {NOTE}.title IS 'notes.yaml:1:1 (Note.title): not what hofsm says'",
    "comment behind that of the toolkit": (
        f"DO $$ BEGIN EXECUTE format('COMMENT ON TABLE {LINE} IS %L',"
        f" obj_description('{LINE}'::regclass) || '; see wiki'); END $$"
    ),
    "comment of a key column": f"COMMENT ON COLUMN {NOTE}.id IS 'of the note'",
    "comment of the view": f"COMMENT ON VIEW \"{OWN}\".composed_notes IS 'read me'",
    "comment of a column of the view": f"COMMENT ON COLUMN \"{OWN}\".composed_notes.id IS 'read me, too'",
    "comment of an index": f'COMMENT ON INDEX "{OWN}"."Note_pkey" IS \'by id\'',
    "policy with a comment": (
        f"CREATE POLICY \"who's\" ON {NOTE} USING (title <> ''); COMMENT ON POLICY \"who's\" ON {NOTE} IS 'why'"
    ),
    "statistics target": f"ALTER TABLE {NOTE} ALTER title SET STATISTICS 500",
    "statistics target of 0": f"ALTER TABLE {LINE} ALTER words SET STATISTICS 0",
    "distinct values": f"ALTER TABLE {NOTE} ALTER title SET (n_distinct = -0.5, n_distinct_inherited = 7)",
    "storage": f"ALTER TABLE {LINE} ALTER words SET STORAGE EXTERNAL",
    "compression": f"ALTER TABLE {LINE} ALTER words SET COMPRESSION pglz",
    "default": f"ALTER TABLE {LINE} ALTER words SET DEFAULT upper('it''s')",
    "storage parameters": (
        f"ALTER TABLE {NOTE} SET (fillfactor = 70, autovacuum_enabled = off, toast.autovacuum_vacuum_threshold = 9)"
    ),
    "storage parameters of an index": f'ALTER INDEX "{OWN}"."Note_pkey" SET (fillfactor = 60)',
    "replica identity": f"ALTER TABLE {LINE} REPLICA IDENTITY FULL",
    "option of the view": f'ALTER VIEW "{OWN}".composed_notes SET (security_barrier = true)',
}
"""Each changes the catalog."""
COLUMN = """columns: {title: text, 'a "note"': {path: note, type: text}}}"""
WAS, NOW = CHANGES["a path leaves the residual"].texts


def begin(conn: psycopg.Connection, phase: str) -> None:
    conn.execute(LEGACY.encode())
    fill(conn, 6)
    if phase == "cutover":
        cut_over(conn, reviewed(WAS), kept=False)
    else:
        go(conn, reviewed(WAS), phase)


def set_here(conn: psycopg.Connection, statements: dict[str, str]) -> tuple[set[str], set[str]]:
    """Lines of the catalog that the statements took away, and those that they brought."""
    before = set(snapshot(conn))
    for statement in statements.values():
        conn.execute(statement.encode())
    after = set(snapshot(conn))
    return before - after, after - before


@pytest.mark.parametrize("phase", ["expanded", "mirrored", "cutover"])
def test_what_was_set_is_carried_over(conn: psycopg.Connection, phase: str) -> None:
    """There and back the catalog differs from what it was without it in what was set, and in nothing else."""
    begin(conn, phase)
    put_in_force(conn, reviewed(NOW))
    put_in_force(conn, reviewed(WAS))
    plain = set(snapshot(conn))
    gone, come = set_here(conn, SET)
    assert len(come) >= len(SET) - 2  # two and two are one line
    put_in_force(conn, reviewed(NOW))
    put_in_force(conn, reviewed(WAS))
    now = set(snapshot(conn))
    assert plain - now == gone
    assert now - plain == come


def test_names_that_need_quotes(conn18: psycopg.Connection) -> None:
    """A table and a column of both versions."""
    conn18.execute(LEGACY.encode())
    fill(conn18, 3)
    was = CHANGES["a table is split"].texts[1].replace("columns: {title: text}}", COLUMN)
    now = was.replace("title: text, ", "")
    go(conn18, reviewed(was), "mirrored")
    plain = set(snapshot(conn18))
    put_in_force(conn18, reviewed(now))
    put_in_force(conn18, reviewed(was))
    assert set(snapshot(conn18)) == plain
    changed = set_here(
        conn18,
        {
            "comment of a column": f'COMMENT ON COLUMN {NOTE}.{QUOTED} IS $$it\'s \\ "ours"$$',
            "default": f"ALTER TABLE {NOTE} ALTER {QUOTED} SET DEFAULT $$it's \\ ours$$",
            "comment of a table": f'COMMENT ON TABLE "{OWN}"."Note ""rev""" IS $$%s {{}} %$$',
            "policy": f'CREATE POLICY "who\'s" ON "{OWN}"."Note ""rev""" USING (rev > 0)',
        },
    )
    put_in_force(conn18, reviewed(now))
    put_in_force(conn18, reviewed(was))
    now_there = set(snapshot(conn18))
    assert (plain - now_there, now_there - plain) == changed


def test_comments_of_the_toolkit_are_those_of_the_new_version(conn18: psycopg.Connection) -> None:
    """Also where those in the database name the lines of an earlier text of the spec."""
    begin(conn18, "mirrored")
    old, new = reviewed(WAS), reviewed(f"# what it is about\n{NOW}")
    rollback.rollback(conn18, old)
    go(conn18, new, "mirrored")
    by_itself = snapshot(conn18)
    rollback.rollback(conn18, new)
    go(conn18, old, "mirrored")
    assert evolve.evolve(conn18, reviewed(f"# what it is about\n\n{WAS}")).ended == "recorded anew"
    put_in_force(conn18, new)
    assert snapshot(conn18) == by_itself


@pytest.mark.parametrize("what", SET)
def test_each_is_something_that_the_catalog_shows(conn18: psycopg.Connection, what: str) -> None:
    begin(conn18, "expanded")
    assert set_here(conn18, {what: SET[what]})[1]
