from __future__ import annotations

import json
import subprocess
import sys

import pytest

from hofsm_migrate.generate import batches, form_fields
from hofsm_migrate.generate.__main__ import main

TABLES = {"batches": batches, "form_fields": form_fields}


def generate(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "hofsm_migrate.generate", *arguments], capture_output=True, check=False, timeout=60
    )


@pytest.mark.parametrize("table", TABLES)
def test_a_line_holds_key_kind_and_the_document_with_its_spelling(table: str):
    done = generate("--table", table, "--count", "100", "--seed", "3")
    lines = done.stdout.decode().removesuffix("\n").split("\n")
    rows = [row for row in TABLES[table](100, 3) if row.value is not None]
    assert done.returncode == 0
    assert [json.loads(line)["key"] for line in lines] == [str(row.id) for row in rows]
    assert all(line.endswith(f'"kind":"{table}","value":{row.value}}}') for line, row in zip(lines, rows, strict=True))


def test_a_row_without_a_document_is_told_and_not_printed():
    done = generate("--table", "batches", "--count", "100")
    assert done.stderr.decode() == "1 of 100 rows have no document (SQL NULL)\n"
    assert done.stdout.count(b"\n") == 99


def test_a_reader_may_stop_early():
    command = [sys.executable, "-m", "hofsm_migrate.generate", "--table", "batches", "--count", "100000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().startswith(b'{"key":"1"')
        process.stdout.close()
        assert process.wait(timeout=60) == 0
        assert process.stderr.read() == b""


@pytest.mark.parametrize(
    "arguments",
    [["--table", "mmrs", "--count", "1"], ["--table", "batches"], ["--table", "batches", "--count", "-1"]],
    ids=["unknown table", "no count", "negative count"],
)
def test_wrong_usage_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as refusal:
        main(arguments)
    assert refusal.value.code == 2
    assert "usage:" in capsys.readouterr().err
