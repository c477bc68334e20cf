"""From three columns to an empty residual, version by version; and what the commands say of it."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from cli.test_status_rollback_verify import psql
from operator_cases import Ran, compiled, hofsm

from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases import residual

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    import psycopg

LEGACY = """
CREATE TABLE public."Lots" (id bigint PRIMARY KEY, "the ""value"" here" jsonb);
INSERT INTO public."Lots"
SELECT n, jsonb_build_object(
    'lot', 'L' || n, 'weight', n, 'open', n % 2 = 0, 'ui', jsonb_build_object('x', n, 'y', 1),
    'lines', jsonb_build_array(jsonb_build_object('words', 'one'), jsonb_build_object('words', 'two'))
)
FROM generate_series(1, 40) AS n;
"""
HEAD = """\
mapping: lots
source: {table: 'public."Lots"', key: [id], payload: 'the "value" here'}
schema: "Store"
tables:
"""
FIRST = HEAD + """  "Lot": {role: core, at: $, columns: {lot: text, weight: integer, open: boolean}}\n"""
SECOND = (
    HEAD
    + """  "Lot": {role: core, at: $, columns: {code: {path: lot, type: text}, weight: integer, open: boolean}}
  lot_layout:
    role: layout
    at: $
    when: {path: ui, is: object}
    columns: {x: {path: ui.x, type: integer}, 'y "up"': {path: ui.y, type: integer}}
"""
)
THIRD = SECOND + '  line: {role: core, at: "$.lines[*]", columns: {words: text}}\n'


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], database18: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOFSM_DSN", database18)
    with connect(database18) as conn:
        conn.execute(LEGACY.encode())
    compiled(tmp_path, FIRST, "lots.yaml")

    def command(*arguments: object) -> Ran:
        return hofsm(capsys, *arguments)

    return command


def mirrored(run: Callable[..., Ran]) -> None:
    for command in ("expand", "dual-write", "backfill", "verify", "mirror"):
        assert run(command, "lots.yaml").code == 0


def test_three_columns_to_an_empty_residual(run: Callable[..., Ran], tmp_path: Path) -> None:
    assert "is not recorded in this database" in run("progress", "lots.yaml").err
    mirrored(run)
    first = run("progress", "lots.yaml").out
    assert "lots is in phase mirrored" in first
    paths = [line.split()[0] for line in first.partition("left in the residual")[2].splitlines()[1:]]
    assert paths == ["$.lines", "$.ui.x", "$.ui.y"]
    for text in (SECOND, THIRD):
        compiled(tmp_path, text, "lots.yaml")
        said = run("evolve", "lots.yaml")
        assert (said.code, "the new version is in force: 40 documents in" in said.out) == (0, True), said
        assert "next: hofsm verify lots.yaml" in said.out
    last = run("progress").out
    assert "nothing is left in the residual" in last
    rows = [line.split() for line in last.splitlines() if line[:2] in {"1 ", "2 ", "3 "}]
    assert [(row[0], row[4]) for row in rows] == [("1", "40"), ("2", "40"), ("3", "40")]
    moved = [float(row[-2]) for row in rows]
    assert moved == sorted(moved)
    assert moved[-1] == 100.0
    (found,) = json.loads(run("progress", "lots.yaml", "--json", "--exact").out)["mappings"]
    assert [version["residual_bytes"] > 0 for version in found["versions"]] == [True, True, False]
    assert found["versions"][0]["paths"][0] == {
        "path": "$.lines",
        "table": "Lot",
        "bytes": 40 * len('[{"words": "one"}, {"words": "two"}]'),
        "elements": 40,
        "example": ["1"],
        "exact": True,
    }
    history = run("history", "lots.yaml").out
    assert history.count("lots, evolve, mirrored, ") == 2
    assert run("verify", "lots.yaml").code == 0
    assert "hofsm.spec_version" in run("progress", "--sql").out.replace('"', "")


def test_a_version_is_looked_at_before_it_is_put_in_force(
    run: Callable[..., Ran], conn18: psycopg.Connection, tmp_path: Path
) -> None:
    mirrored(run)
    compiled(tmp_path, SECOND, "lots.yaml")
    before = snapshot(conn18)
    shown = run("evolve", "lots.yaml", "--dry-run").out
    for words in (
        "-- column Lot.lot renamed to Lot.code ($.lot)",
        "--     breaks: whoever reads or writes Lot.lot",
        "-- table lot_layout added ($)",
        '-- column lot_layout.y "up" added: its path leaves the residual ($.ui.y)',
        "-- table Lot moved: ACCESS EXCLUSIVE on the new table only",
        'CREATE TABLE "Store__next"."lot_layout"',
    ):
        assert words in shown
    assert snapshot(conn18) == before
    changes = json.loads(run("evolve", "lots.yaml", "--dry-run", "--json").out)["changes"]
    assert changes[0] == {"what": "table lot_layout added", "path": "$", "breaks": ""}
    assert "the new version is ready" in run("evolve", "lots.yaml", "--stop-before-switch").out
    assert "one mapping" not in run("status").out
    assert run("status").out.count("is in phase") == 1
    assert 'DROP TABLE "Store__next"."Lot"' in run("evolve", "lots.yaml", "--abandon", "--dry-run").out
    assert "the version that was under way is dropped" in run("evolve", "lots.yaml", "--abandon").out
    assert "no new version is under way" in run("evolve", "lots.yaml", "--abandon").out
    assert snapshot(conn18) == before


def test_what_the_gates_say_is_seen_beforehand(
    run: Callable[..., Ran], conn18: psycopg.Connection, tmp_path: Path
) -> None:
    mirrored(run)
    conn18.execute(b'CREATE POLICY by_lot ON "Store"."Lot" USING (lot > $$$$)')
    compiled(tmp_path, SECOND, "lots.yaml")
    before = snapshot(conn18)
    shown = run("evolve", "lots.yaml", "--dry-run").out
    words = 'policy by_lot on "Store"."Lot" names column lot, which the new version does not have'
    assert f"error: {words}\n" in shown.partition("-- gate nothing depends: NOT met\n")[2]
    assert "hint: drop it, or write it by other columns" in shown
    assert "-- gate triggers: met" in shown
    asked = json.loads(run("evolve", "lots.yaml", "--dry-run", "--json").out)["gates"]
    assert [(one["gate"], one["problems"]) for one in asked if not one["met"]] == [("nothing depends", [words])]
    refused = run("evolve", "lots.yaml")
    assert (refused.code, words in refused.err) == (4, True)
    assert snapshot(conn18) == before
    conn18.execute(b'DROP POLICY by_lot ON "Store"."Lot"')
    assert "NOT met" not in run("evolve", "lots.yaml", "--dry-run").out
    assert run("evolve", "lots.yaml").code == 0


@pytest.mark.parametrize("keep", [("--keep-payload",), ()], ids=["payload kept", "without payload"])
def test_figures_are_taken_anew_in_phase_cutover(
    run: Callable[..., Ran], conn: psycopg.Connection, database: str, monkeypatch: pytest.MonkeyPatch, keep: tuple[str]
) -> None:
    """What is written through the view counts; a sample is one of pages of the base table."""
    if database != os.environ["HOFSM_DSN"]:
        conn.execute(LEGACY.encode())
        monkeypatch.setenv("HOFSM_DSN", database)
    mirrored(run)
    assert run("verify", "lots.yaml").code == 0
    assert run("cutover", "lots.yaml", *keep).code == 0

    def asked(*options: str) -> dict[str, Any]:
        (found,) = json.loads(run("progress", "lots.yaml", "--json", *options).out)["mappings"]
        assert found["phase"] == "cutover"
        return found

    def figures(*options: str) -> dict[str, Any]:
        found = asked(*options)
        assert found["measured"]
        return found["versions"][-1]

    before = figures()
    conn.execute(b"""UPDATE public."Lots" SET "the ""value"" here" = "the ""value"" here" || '{"news": "12345"}'""")
    after = figures("--exact")
    bytes_ = conn.execute(b'SELECT sum(octet_length("the ""value"" here"::text)) FROM public."Lots"').fetchone()
    assert after["payload_bytes"] == (bytes_ or (0,))[0] > before["payload_bytes"]
    assert after["residual_bytes"] > before["residual_bytes"]
    assert [one["bytes"] for one in after["paths"] if one["path"] == "$.news"] == [40 * len('"12345"')]
    assert (after["documents"], after["exact"]) == (40, True)
    assert "$.news" in run("progress").out
    monkeypatch.setattr(residual, "SAMPLE", 19)
    while not (found := asked())["measured"]:  # a page is drawn every other time
        pass
    assert not found["versions"][-1]["exact"]


def test_the_script_does_what_the_command_does(
    run: Callable[..., Ran], conn18: psycopg.Connection, database18: str, tmp_path: Path
) -> None:
    mirrored(run)
    compiled(tmp_path, SECOND, "lots.yaml")
    script = run("evolve", "lots.yaml", "--sql").out
    psql(database18, script)
    by_script = (snapshot(conn18), objects(conn18))
    assert "lots has this version in force already" in run("evolve", "lots.yaml").out
    assert run("verify", "lots.yaml").code == 0
    compiled(tmp_path, FIRST, "lots.yaml")
    assert run("evolve", "lots.yaml").code == 0
    compiled(tmp_path, SECOND, "lots.yaml")
    assert run("evolve", "lots.yaml").code == 0
    assert (snapshot(conn18), objects(conn18)) == by_script
    numbers = conn18.execute("SELECT array_agg(number ORDER BY number) FROM hofsm.spec_version").fetchone()
    assert numbers == ([1, 2, 3, 4],)


@pytest.mark.parametrize("keep", [("--keep-payload",), ()], ids=["payload kept", "without payload"])
def test_the_script_does_what_the_command_does_in_phase_cutover(
    run: Callable[..., Ran], conn18: psycopg.Connection, database18: str, tmp_path: Path, keep: tuple[str, ...]
) -> None:
    mirrored(run)
    assert run("verify", "lots.yaml").code == 0
    assert run("cutover", "lots.yaml", *keep).code == 0
    compiled(tmp_path, SECOND, "lots.yaml")
    before = snapshot(conn18)
    shown = run("evolve", "lots.yaml", "--dry-run").out
    assert ("payloads are made anew, as hofsm rollback does it" in shown) is (not keep)
    assert "-- readers of the payload: ACCESS EXCLUSIVE on the new tables" in shown
    assert "CREATE VIEW public" not in shown
    assert snapshot(conn18) == before
    psql(database18, run("evolve", "lots.yaml", "--sql").out)
    by_script = (snapshot(conn18), objects(conn18))
    assert "lots has this version in force already" in run("evolve", "lots.yaml").out
    assert run("verify", "lots.yaml").code == 0
    for text in (FIRST, SECOND):
        compiled(tmp_path, text, "lots.yaml")
        said = run("evolve", "lots.yaml")
        assert (said.code, "the new version is in force: 40 documents in" in said.out) == (0, True), said
        assert ("40 payloads emptied" in said.out) is (not keep)
        assert run("verify", "lots.yaml").code == 0
    assert (snapshot(conn18), objects(conn18)) == by_script
    compiled(tmp_path, THIRD, "lots.yaml")
    assert run("evolve", "lots.yaml", "--stop-before-switch").code == 0
    status = run("status").out
    assert ("payload kept for evolve;" in status) is (not keep)
    assert ("next: hofsm evolve goes on;" in status) is (not keep)
    said = run("evolve", "lots.yaml", "--abandon").out
    assert "the version that was under way is dropped" in said
    assert ("40 payloads emptied" in said) is (not keep)
    assert (snapshot(conn18), objects(conn18)) == by_script
    assert run("evolve", "lots.yaml", "--stop-before-switch").code == 0
    psql(database18, run("evolve", "lots.yaml", "--abandon", "--sql").out)
    assert (snapshot(conn18), objects(conn18)) == by_script
    compiled(tmp_path, SECOND, "lots.yaml")
    assert f"payload {'kept' if keep else 'dropped'};" in run("status", "lots.yaml").out


def objects(conn: psycopg.Connection) -> list[tuple[object, ...]]:
    return conn.execute("SELECT * FROM hofsm.object ORDER BY mapping, kind, identity").fetchall()
