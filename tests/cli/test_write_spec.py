"""`status --write-spec`: with another version in the file, the one in force comes from the database, and goes back."""

from __future__ import annotations

import hashlib
import json
import re
import shlex
from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from operator_cases import PLAIN, Ran, compiled, plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from psycopg import Connection

pytest_plugins = ("cli.fixtures",)

OTHER = PLAIN.replace("lot: {type: text, index: true}", "lot: text")


def test_the_hint_leads_back(run: Callable[..., Ran], conn: Connection, tmp_path: Path) -> None:
    """A version is under way, and the old file has gone."""
    plain(conn, tmp_path, 9)
    tables = snapshot(conn)
    (tmp_path / "orders.yaml").rename(tmp_path / "the orders.yaml")
    for command in ("compile", "expand", "dual-write", "backfill", "verify", "mirror"):
        assert run(command, "the orders.yaml").code == 0
    compiled(tmp_path, OTHER, "the orders.yaml")
    assert run("evolve", "the orders.yaml", "--stop-before-switch").code == 0
    refused = run("rollback", "the orders.yaml")
    assert refused.code == 4
    found = re.search(r"(hofsm status .+), then (hofsm compile .+), and name (.+)\. Nothing was changed", refused.err)
    assert found, refused.err
    for command in found.groups()[:2]:
        ran = run(*shlex.split(command)[1:])
        assert ran.code == 0, ran.err
    assert (tmp_path / "in_force" / "the orders.yaml").read_text() == PLAIN
    ran = run("rollback", *shlex.split(found[3]))
    assert ran.code == 0, ran.err
    assert "orders is in phase legacy" in ran.out
    assert set(snapshot(conn)) >= set(tables)
    assert (tmp_path / "the orders.yaml").read_text() == OTHER
    assert run("compile", "the orders.yaml", "--check").code == 0


def test_doctor_names_the_same_commands(run: Callable[..., Ran], conn: Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path)
    assert run("expand", "orders.yaml").code == 0
    compiled(tmp_path, OTHER)
    ran = run("doctor", "orders.yaml")
    assert "hofsm status orders.yaml --write-spec in_force/orders.yaml" in " ".join((ran.out + ran.err).split())


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a mark"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_it_is_the_same_file(
    run: Callable[..., Ran], conn: Connection, tmp_path: Path, mark: bytes, end: bytes
) -> None:
    """Its digest is one of bytes, and the database keeps a text."""
    spec = plain(conn, tmp_path)
    content = mark + (PLAIN + "# ü").encode().replace(b"\n", end)
    spec.write_bytes(content)
    assert run("compile", "orders.yaml").code == 0
    assert run("expand", "orders.yaml").code == 0
    said = json.loads(run("status", "--write-spec", "new/folder/copy.yaml", "--json").out)
    digest = hashlib.sha256(content).hexdigest()
    assert said == {"mapping": "orders", "spec_digest": digest, "file": "new/folder/copy.yaml"}
    assert (tmp_path / "new" / "folder" / "copy.yaml").read_bytes() == content
    assert run("status", "--write-spec", "new/folder/copy.yaml").code == 0  # again


def test_what_is_refused(run: Callable[..., Ran], conn: Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path)
    ran = run("status", "orders.yaml", "--write-spec", "new.yaml")
    assert (ran.code, "mapping 'orders' is not recorded" in ran.err) == (4, True)
    ran = run("status", "--write-spec", "new.yaml")
    assert (ran.code, "of which mapping? 0 are recorded" in ran.err) == (2, True)
    assert run("expand", "orders.yaml").code == 0
    compiled(tmp_path, OTHER)
    ran = run("status", "orders.yaml", "--write-spec", "orders.yaml")
    assert (ran.code, "the file is there already, and is another one" in ran.err) == (2, True)
    assert (tmp_path / "orders.yaml").read_text() == OTHER
    conn.execute(b"UPDATE hofsm.mapping SET spec = spec || '#'")
    ran = run("status", "orders.yaml", "--write-spec", "new.yaml")
    assert (ran.code, "does not give its digest" in ran.err) == (4, True)
    assert not (tmp_path / "new.yaml").exists()
