"""`hofsm draft`: from a profile in a file to a spec in a file, and what it refuses before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from trial_cases import hofsm

from hofsm_migrate.introspect.profile import Origin
from hofsm_migrate.introspect.scan import Scanner
from hofsm_migrate.introspect.store import dump
from hofsm_migrate.spec.load import load

if TYPE_CHECKING:
    from pathlib import Path


def profile_file(folder: Path, key: tuple[str, ...] = ("id",), documents: int = 3) -> Path:
    scanner = Scanner(Origin("public", "orders", key, "value", "jsonb"))
    scanner.feed([(str(number), b'{"lot": "a", "ui": {"x": 1}}') for number in range(documents)])
    file = folder / "profile.json"
    file.write_bytes(dump(scanner.profile))
    return file


def test_a_profile_in_a_file_is_enough(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    spec = tmp_path / "new" / "orders.yaml"
    ran = hofsm(capsys, "draft", "orders", "--profile", profile_file(tmp_path), "-o", spec)
    assert ran.code == 0, ran.err
    assert load(spec).source.table == "orders"
    again = hofsm(capsys, "draft", "orders", "--profile", profile_file(tmp_path), "-o", spec)
    assert (again.code, "file exists" in again.err) == (2, True)
    assert hofsm(capsys, "draft", "orders", "--profile", profile_file(tmp_path), "-o", spec, "--force").code == 0


@pytest.mark.parametrize(
    ("key", "documents", "table", "more", "words"),
    [
        (("id",), 3, "other", (), "profile is of another table"),
        (("id",), 3, "orders", ("--where", "true"), "--profile that none are"),
        (("id",), 3, "orders", ("--sample", "2"), "--profile that none are"),
        ((), 3, "orders", (), "no primary key"),
        (("id",), 0, "orders", (), "there is no document"),
    ],
)
def test_refused_and_nothing_written(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    key: tuple[str, ...],
    documents: int,
    table: str,
    more: tuple[str, ...],
    words: str,
) -> None:
    spec = tmp_path / "orders.yaml"
    profile = profile_file(tmp_path, key, documents)
    ran = hofsm(capsys, "draft", table, "--profile", profile, "-o", spec, *more)
    assert (ran.code, words in ran.err) == (2, True), ran.err
    assert not spec.exists()
