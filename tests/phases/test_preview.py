"""Preview: rows and columns as expand and backfill will give them, read from the documents; nothing left behind."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import psycopg
import pytest
from catalog_snapshot import snapshot
from operator_cases import DOCUMENTS, ODD, PLAIN, PLAIN_TABLES, compiled, plain
from preview_cases import assert_views_are_the_tables
from psycopg import sql
from test_lifecycle import CASES

from hofsm_migrate.compile.names import Names
from hofsm_migrate.compile.preview import PREVIEWS_HERE, Preview
from hofsm_migrate.compile.preview import preview as compiled_preview
from hofsm_migrate.db import schema
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.executor import Retry
from hofsm_migrate.errors import GateError, UsageError
from hofsm_migrate.phases import backfill, expand, files, preview
from hofsm_migrate.spec.load import load, loads

if TYPE_CHECKING:
    from pathlib import Path

    from hofsm_migrate.phases.preview import PreviewResult


def make(conn: psycopg.Connection, spec: Path, name: str | None = None) -> tuple[Preview, PreviewResult]:
    mapping = load(spec)
    made = compiled_preview(mapping, name)
    return made, preview.preview(conn, made, mapping)


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_views_are_the_tables_to_be(
    conn: psycopg.Connection, tmp_path: Path, case: tuple[tuple[str, str], str]
) -> None:
    (text, tables), insert = case
    conn.execute(tables.encode())
    with conn.cursor() as cursor:
        rows = [{"n": number, "value": DOCUMENTS[number % len(DOCUMENTS)]} for number in range(40)]
        cursor.executemany(insert.encode(), rows)
    spec = compiled(tmp_path, text)
    before = snapshot(conn)
    made, result = make(conn, spec)
    assert (result.changed, result.control_installed, result.schema) == (True, False, made.schema)

    reviewed = files.read(spec, tmp_path / "migrations")
    after = snapshot(conn)
    expand.expand(conn, reviewed)
    backfill.backfill(conn, reviewed.plan)
    assert_views_are_the_tables(conn, made, reviewed.mapping.schema)
    conn.execute(reviewed.down.encode())
    assert snapshot(conn) == after

    dropped = preview.drop(conn, made)
    assert (dropped.changed, dropped.schema_dropped, dropped.views) == (True, True, tuple(sorted(made.views)))
    assert snapshot(conn) == before
    assert not preview.drop(conn, made).changed


def test_settings_of_a_reader_change_nothing(conn: psycopg.Connection, tmp_path: Path) -> None:
    spec = compiled(
        tmp_path,
        PLAIN.replace("lot: {type", "at: {type: timestamptz}\n      x: {type: double precision}\n      lot: {type"),
    )
    conn.execute(PLAIN_TABLES.encode())
    document = json.dumps({"at": "2026-01-31T10:20:30+00:00", "x": 0.1234567890123456})
    conn.execute("INSERT INTO public.orders VALUES (1, %s)", [document])
    made, _ = make(conn, spec)
    conn.execute(
        "SET TimeZone = 'Asia/Tokyo'; SET extra_float_digits = 0; SET DateStyle = 'German'; SET search_path = ''"
    )
    row = conn.execute(f"SELECT residual, at AT TIME ZONE 'UTC' FROM {made.schema}.sales_order").fetchone()
    assert row is not None
    assert (row[0], row[1].isoformat()) == (None, "2026-01-31T10:20:30")


def nodes_of(plan: dict) -> list[dict]:
    return [plan, *(node for below in plan.get("Plans", ()) for node in nodes_of(below))]


def scans(conn: psycopg.Connection, query: str) -> list[dict]:
    """How a query reads tables, the rows it did read included."""
    (plan,) = conn.execute(f"EXPLAIN (ANALYZE, FORMAT json, TIMING off) {query}".encode()).fetchone() or ([],)
    return [node for node in nodes_of(plan[0]["Plan"]) if "Relation Name" in node and node["Actual Loops"]]


@pytest.mark.parametrize("table", ["sales_order", "order_line", "order_line_input", "component"])
@pytest.mark.parametrize("condition", ["id = 77", "id BETWEEN 77 AND 77", "id IN (77)"])
def test_a_key_is_looked_up_and_the_table_not_scanned(
    conn: psycopg.Connection, tmp_path: Path, table: str, condition: str
) -> None:
    made, _ = make(conn, plain(conn, tmp_path, 2000))
    conn.execute("ANALYZE public.orders")
    read = scans(conn, f"SELECT * FROM {made.schema}.{table} WHERE {condition}")
    assert [(node["Node Type"], node["Actual Rows"]) for node in read] == [("Index Scan", 1)]
    # the control: without a condition the scan is the whole table, so this test would see one
    read = scans(conn, f"SELECT * FROM {made.schema}.{table}")
    assert [(node["Node Type"], node["Actual Rows"]) for node in read] == [("Seq Scan", 2000)]


def test_row_level_security_of_the_legacy_table_holds(empty_database: str, nonsuperuser: str, tmp_path: Path) -> None:
    with connect(empty_database) as admin, connect(nonsuperuser) as role:
        made, result = make(admin, plain(admin, tmp_path, 10))
        assert result.control_installed
        who = sql.Identifier(role.info.user)
        grants = "GRANT USAGE ON SCHEMA {0} TO {1}; GRANT SELECT ON ALL TABLES IN SCHEMA {0} TO {1}"
        admin.execute(sql.SQL(grants).format(sql.Identifier(made.schema), who))
        count = f"SELECT count(*) FROM {made.schema}.sales_order".encode()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            role.execute(count)
        admin.execute(sql.SQL("GRANT SELECT ON public.orders TO {}").format(who))
        assert role.execute(count).fetchone() == (10,)
        admin.execute("ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY")
        assert role.execute(count).fetchone() == (0,)
        admin.execute(sql.SQL("CREATE POLICY own ON public.orders TO {} USING (id <= 3)").format(who))
        assert role.execute(count).fetchone() == (3,)


@pytest.mark.parametrize(
    "statement",
    ["INSERT INTO {} (id) VALUES (900)", "UPDATE {} SET id = 1", "DELETE FROM {}"],
)
def test_views_cannot_be_written(conn: psycopg.Connection, tmp_path: Path, statement: str) -> None:
    made, _ = make(conn, plain(conn, tmp_path, 3))
    for name in made.views:
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match=r"cannot .* view") as refusal:
            conn.execute(sql.SQL(statement).format(sql.Identifier(made.schema, name)))
        assert "not automatically updatable" in str(refusal.value.diag.message_detail)


def test_again_changes_nothing_and_another_spec_replaces(conn: psycopg.Connection, tmp_path: Path) -> None:
    spec = plain(conn, tmp_path, 3)
    before = snapshot(conn)
    make(conn, spec)
    first = snapshot(conn)
    conn.execute("GRANT SELECT ON target_preview.sales_order TO PUBLIC")
    granted = snapshot(conn)
    assert not make(conn, spec)[1].changed
    assert snapshot(conn) == granted != first
    changed = PLAIN.replace("  component:\n", "  part:\n").replace("kind: text", "kind: text, note: text")
    made, result = make(conn, compiled(tmp_path, changed))
    assert (result.changed, result.replaced) == (True, ("component", "order_line", "order_line_input", "sales_order"))
    assert set(made.views) == {"sales_order", "order_line", "order_line_input", "part"}
    assert conn.execute("SELECT to_regclass('target_preview.component')").fetchone() == (None,)
    assert conn.execute("SELECT note FROM target_preview.part").fetchall()
    preview.drop(conn, made)
    assert snapshot(conn) == before


def test_two_mappings_share_a_schema(conn: psycopg.Connection, tmp_path: Path) -> None:
    before_tables = plain(conn, tmp_path, 3)
    other = PLAIN.replace("mapping: orders", "mapping: preview of mapping orders").replace("sales_order", "other_order")
    other = re.sub(r"  order_line:.*", "", other, flags=re.DOTALL)
    before = snapshot(conn)
    one, _ = make(conn, before_tables)
    only_one = snapshot(conn)
    two, _ = make(conn, compiled(tmp_path, other, "others.yaml"))
    assert one.schema == two.schema
    assert not make(conn, before_tables)[1].changed
    assert not preview.drop(conn, two).schema_dropped
    assert snapshot(conn) == only_one
    assert preview.drop(conn, one).schema_dropped
    assert snapshot(conn) == before


REFUSED = {
    "a schema of somebody else's": (["CREATE SCHEMA target_preview"], "exists and is not one that hofsm preview made"),
    "a schema with another comment": (
        ["CREATE SCHEMA target_preview", "COMMENT ON SCHEMA target_preview IS 'mine'"],
        "exists and is not one that hofsm preview made",
    ),
    "a table in the way": (
        [
            "CREATE SCHEMA target_preview",
            f"COMMENT ON SCHEMA target_preview IS '{PREVIEWS_HERE}'",
            "CREATE TABLE target_preview.order_line ()",
        ],
        "names that the preview needs are taken in schema target_preview: order_line",
    ),
    "another type of payload": (
        ["ALTER TABLE public.orders ALTER value TYPE text"],
        "payload column value is not of type jsonb",
    ),
    "no legacy table": (["DROP TABLE public.orders"], "there is no legacy table public.orders"),
}


@pytest.mark.parametrize(("statements", "message"), REFUSED.values(), ids=list(REFUSED))
def test_refused_and_nothing_changed(
    conn: psycopg.Connection, tmp_path: Path, statements: list[str], message: str
) -> None:
    spec = plain(conn, tmp_path, 3)
    for statement in statements:
        conn.execute(statement.encode())
    before = snapshot(conn)
    with pytest.raises(GateError) as refusal:
        make(conn, spec)
    (problem,) = refusal.value.problems
    assert message in problem.message
    assert problem.hint
    assert snapshot(conn) == before


@pytest.mark.parametrize("name", ["target", "hofsm", "public", "pg_x", "", "x" * 64])
def test_a_schema_that_cannot_be(name: str) -> None:
    with pytest.raises(UsageError):
        preview.check_schema(loads(PLAIN), name)
    preview.check_schema(loads(PLAIN), "x" * 63)  # the control


def test_what_depends_on_the_views_is_not_dropped(conn: psycopg.Connection, tmp_path: Path) -> None:
    made, _ = make(conn, plain(conn, tmp_path, 3))
    conn.execute("CREATE VIEW public.mine AS SELECT id FROM target_preview.sales_order")
    before = snapshot(conn)
    with pytest.raises(GateError, match=r"cannot drop view target_preview\.sales_order") as refusal:
        preview.drop(conn, made)
    assert "view mine depends on view target_preview.sales_order" in str(refusal.value.problems[0].detail)
    assert snapshot(conn) == before


def test_views_lead_back_to_the_spec(conn: psycopg.Connection, tmp_path: Path) -> None:
    made, _ = make(conn, plain(conn, tmp_path, 3))
    for one in made.objects:
        assert re.match(
            r"orders\.yaml:\d+:\d+ \(\w+\): .*; sha256 [0-9a-f]{16}; preview of mapping \"orders\"", one.comment
        )
    row = conn.execute("SELECT col_description('target_preview.sales_order'::regclass, 2)").fetchone()
    assert row is not None
    assert re.match(r"orders\.yaml:\d+:\d+ \(sales_order\.lot\): lot as text", row[0])


def test_an_ordinary_owner_can_do_it(nonsuperuser: str, empty_database: str, tmp_path: Path) -> None:
    with connect(empty_database) as admin, connect(nonsuperuser) as role:
        spec = plain(admin, tmp_path, 3)
        with pytest.raises(GateError, match=r"may not read public\.orders"):
            make(role, spec)
        assert schema.installed_revision(admin) is None
        admin.execute(sql.SQL("ALTER TABLE public.orders OWNER TO {}").format(sql.Identifier(role.info.user)))
        made, result = make(role, spec)
        assert result.control_installed
        assert role.execute("SELECT count(*) FROM target_preview.sales_order").fetchone() == (3,)
        assert preview.drop(role, made).schema_dropped
        assert schema.installed_revision(admin) is not None


def test_a_lock_that_is_not_to_be_had_changes_nothing(conn: psycopg.Connection, database: str, tmp_path: Path) -> None:
    spec = plain(conn, tmp_path, 3)
    before = snapshot(conn)
    mapping = load(spec)
    with connect(database) as other, other.transaction():
        other.execute("LOCK TABLE public.orders IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(GateError, match="gave up after"):
            preview.preview(conn, compiled_preview(mapping), mapping, retry=Retry(20, 0, 0.01, 0.02))
    assert snapshot(conn) == before
    with connect(database) as other, other.transaction():
        other.execute("LOCK TABLE public.orders IN EXCLUSIVE MODE")  # writers are no obstacle
        assert preview.preview(conn, compiled_preview(mapping), mapping, retry=Retry(20, 0)).changed


def test_two_sessions_take_turns(conn: psycopg.Connection, database: str, tmp_path: Path) -> None:
    mapping = load(plain(conn, tmp_path, 3))
    made = compiled_preview(mapping)
    with connect(database) as other, other.transaction():
        other.execute("SELECT pg_advisory_xact_lock(hashtext('hofsm preview'), hashtext(%s))", [made.schema])
        for work in (preview.preview, lambda conn, made, _mapping, retry: preview.drop(conn, made, retry=retry)):
            with pytest.raises(GateError, match="gave up after"):
                work(conn, made, mapping, retry=Retry(20, 0, 0.01, 0.02))
    assert preview.preview(conn, made, mapping, retry=Retry(20, 0)).changed


def test_names_that_break_generators_and_the_legacy_table_of_the_fixture(
    conn: psycopg.Connection, legacy_table: tuple[str, str]
) -> None:
    text = re.sub(r"table: .*", "table: 'public.\"Legacy Batches\"'", ODD).replace('"Company", order', '"Company", id')
    conn.execute(sql.SQL("INSERT INTO {} VALUES (1, 1, %s)").format(sql.Identifier(*legacy_table)), [DOCUMENTS[3]])
    mapping = loads(text)
    made = compiled_preview(mapping)
    preview.preview(conn, made, mapping)
    counts = [
        conn.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(made.schema, name))).fetchone()
        for name in made.views
    ]
    assert counts == [(1,), (2,), (2,)]
    assert Names(made.tree).decompose(made.tree.root)[0] == made.schema == 'Target "Schema"_preview'
