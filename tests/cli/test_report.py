"""`hofsm report` on the command line."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from trial_cases import ROOT, hofsm

from hofsm_migrate.introspect.profile import Origin
from hofsm_migrate.introspect.scan import Scanner
from hofsm_migrate.introspect.store import dump

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    scanner = Scanner(Origin("public", "batches", ("id",), "value", "jsonb"))
    scanner.feed([(str(n), b'{"who": "Agatha %d", "size": 4711.5}' % n) for n in range(20)])
    file = tmp_path / "profile.json"
    file.write_bytes(dump(scanner.profile))
    return file


@pytest.mark.parametrize(
    ("option", "text", "number"), [([], False, True), (["--redact"], False, False), (["--no-redact"], True, True)]
)
def test_the_page_is_written(
    capsys: pytest.CaptureFixture[str], profile: Path, option: list[str], text: bool, number: bool
) -> None:
    page = profile.with_name("report.html")
    spec = ROOT / "mappings" / "batches.yaml"
    ran = hofsm(capsys, "report", profile, "-o", page, "--spec", spec, *option)
    assert (ran.code, ran.out, ran.err) == (0, f"{page}: 20 documents of public.batches\n", "")
    written = page.read_text("utf-8")
    assert written.startswith("<!doctype html>")
    assert ("Agatha 0" in written, "4711.5" in written) == (text, number)
    assert "batch_section" in written


def test_introspection_writes_the_page_right_away(
    database18: str, conn18: psycopg.Connection, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    conn18.execute("CREATE TABLE docs (id int PRIMARY KEY, value jsonb)")
    conn18.execute("""INSERT INTO docs SELECT n, '{"who": "Agatha", "only": "Unseen"}' FROM generate_series(1, 9) n""")
    conn18.execute("""UPDATE docs SET value = '{"who": "Miss Marple"}' WHERE id = 3""")
    page = tmp_path / "report.html"
    ran = hofsm(capfd, "introspect", "docs", "--dsn", database18, "--html", page)
    assert ran.code == 0
    assert f"report written to {page}" in ran.out
    written = page.read_text("utf-8")
    assert ("Marple" in written, "--workers" in written, "$.who" in written) == (False, True, True)
    hofsm(capfd, "introspect", "docs", "--dsn", database18, "--html", page, "--no-redact")
    assert "Marple" in page.read_text("utf-8")


def test_what_cannot_be_read_or_written(capsys: pytest.CaptureFixture[str], profile: Path) -> None:
    ran = hofsm(capsys, "report", profile, "-o", profile / "nowhere.html")
    assert (ran.code, ran.out) == (2, "")
    assert "report cannot be written" in ran.err
    profile.write_text("{}")
    ran = hofsm(capsys, "report", profile, "-o", profile.with_name("report.html"))
    assert ran.code == 2
    assert "profile cannot be read" in ran.err


def test_help_does_not_wait_for_the_charting_library() -> None:
    script = "import sys, hofsm_migrate.cli.report, hofsm_migrate.report.page; print('plotly' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
