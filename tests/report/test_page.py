"""The HTML report as text: self-contained, nothing of a document as HTML, and the facts in it."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from datetime import UTC, datetime

import pytest
from pages import HOSTILE, ORIGIN, Guess, Oddity, hostile_documents, page_of, parsed, profile_of

from hofsm_migrate.report.page import render
from hofsm_migrate.report.page.assemble import assemble
from hofsm_migrate.spec.load import loads

SPEC = """
mapping: orders
source: {table: legacy.orders, key: [id], payload: value}
schema: sales
tables:
  order_head:
    role: core
    at: $
    columns:
      name: text
      state: {type: enum, values: [secret-state, open]}
  order_line:
    role: input
    at: $.lines[*]
    columns: {qty: integer, sku: {path: [sku, code], type: text, index: true}}
  order_ship:
    role: layout
    at: $
    when: {path: ship, is: object}
    columns: {ship_to: {path: ship.to, type: text}}
  order_part:
    role: default
    at: $.parts.*
    key_column: part
    columns: {size: integer}
"""
ORDERS = [
    {"name": f"n{n}", "lines": [{"qty": i, "sku": "s"} for i in range(n)], "parts": {"a": {"size": 1}, "b": {}}}
    | ({"ship": {"to": "x"}} if n % 2 else {})
    for n in range(4)
]


def test_nothing_is_fetched() -> None:
    page = parsed(page_of(profile_of(ORDERS)))
    assert {tag for tag, _ in page.elements} & {"link", "img", "iframe", "object", "embed", "base", "form"} == set()
    for _, attributes in page.elements:
        assert "src" not in attributes
        assert (attributes.get("href") or "#").startswith("#")
    assert not re.search(r"@import|url\(|https?:|\bfetch\(|XMLHttpRequest|\bimport\(", page.texts["style"])
    assert not re.search(r"@import|https?:|\bfetch\(|XMLHttpRequest|\bimport\(", page.texts["script"])
    assert policy(page.elements).startswith("default-src 'none';")


def policy(elements: list[tuple[str, dict[str, str | None]]]) -> str:
    found = [given["content"] for _, given in elements if given.get("http-equiv") == "Content-Security-Policy"]
    return found[0] or ""


def test_the_policy_lets_run_the_two_scripts_of_the_page_only() -> None:
    page = parsed(page_of(profile_of(ORDERS)))
    library = gzip.decompress(base64.b64decode(page.texts["chart"]))
    for script in (page.texts["script"].encode(), library):
        assert f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'" in policy(page.elements)
    assert "unsafe" not in policy(page.elements).partition("script-src")[2].partition(";")[0]


def test_no_html_is_made_of_texts() -> None:
    script = parsed(page_of(profile_of([]))).texts["script"]
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", script)


@pytest.mark.parametrize("redaction", ["text", "all", "none"])
def test_hostile_keys_and_values_stay_data(redaction: str) -> None:
    oddities = tuple(Oddity("$", text, 1, 0.1, (text,), text, text) for text in HOSTILE)
    roles = {"$": Guess("core", 0.5, HOSTILE[1])}
    origin = ORIGIN.__class__(HOSTILE[0], HOSTILE[1], ("id",), "value", "jsonb", where=HOSTILE[1])
    page = parsed(
        page_of(
            profile_of(hostile_documents(), origin),
            redaction=redaction,
            findings=oddities,
            roles=roles,
            options=HOSTILE,
        )
    )
    assert page.html.isascii()
    plain = parsed(page_of(profile_of(ORDERS)))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements]
    assert page.data["title"] == f'"{HOSTILE[0]}"."{HOSTILE[1]}".value'
    assert {place["name"] for place in page.data["places"]} >= set(HOSTILE)
    assert [finding["what"] for finding in page.data["findings"]] == list(HOSTILE)


def test_a_page_is_the_same_text_each_time() -> None:
    assert render(page_of(profile_of(ORDERS))) == render(page_of(profile_of(ORDERS)))


def test_header() -> None:
    origin = ORIGIN.__class__("legacy", "orders", (), "doc", "text", where="a > 1", sample=50)
    profile = profile_of(ORDERS, origin)
    profile.sql_nulls.add(2, "77")
    page = parsed(page_of(profile, when=datetime(2024, 5, 1, 12, 30, tzinfo=UTC), options=("--workers", "2")))
    assert page.data["source"] == {
        "schema": "legacy", "table": "orders", "key": [], "payload": "doc", "type": "text", "columns": [],
        "where": "a > 1", "sample": 50,
    }  # fmt: skip
    assert page.data["sqlNulls"] == [2, "77"]
    assert page.data["when"] == "2024-05-01 12:30+00:00"
    assert page.data["options"] == ["--workers", "2"]
    assert page.data["documents"] == 4


def test_facts_of_a_path() -> None:
    documents = [{"tag": tag, "n": n} for n, tag in enumerate(["a", "", None, {"x": 1}, ["y"], "bb", 1.5, True])]
    page = parsed(page_of(profile_of([*documents, {"n": 8}]), redaction="none"))
    tag = page.place("$.tag")
    assert (tag["values"], tag["documents"], tag["base"]) == (8, 8, 9)
    assert {kind: (number, key) for kind, number, key in tag["kinds"]} == {
        "null": (1, "3"), "boolean": (1, "8"), "decimal": (1, "7"), "string": (3, "1"), "object": (1, "4"),
        "array": (1, "5"),
    }  # fmt: skip
    assert tag["empty"] == [["string", 1, "2"]]
    assert (tag["least"], tag["greatest"], tag["low"], tag["high"]) == ("", "bb", "1.5", "1.5")
    assert {"text": '"bb"', "count": 1} in tag["frequent"]
    assert tag["lengths"][-1] == 2
    assert page.place("$.n")["high"] == "8"
    assert [place["path"] for place in page.data["places"]][:1] == ["$"]
    root = page.place("$")
    assert root["bytes"] == sum(place["own"] for place in page.data["places"] if "own" in place)
    assert root["bytes"] == page.data["bytes"]


def test_every_path_is_below_the_one_that_its_parent_index_names() -> None:
    places = parsed(page_of(profile_of(ORDERS))).data["places"]
    for place in places[1:]:
        above = places[place["parent"]]
        assert place["path"].startswith(above["path"])
        assert place["documents"] <= above["documents"]


def test_natural_keys_recursion_and_maps() -> None:
    tree = {"id": 1, "kind": "g", "items": [{"id": 2, "kind": "g", "items": [{"id": 3, "kind": "f", "items": []}]}]}
    dates = [{f"2024-01-0{n}": {"v": n}, f"2024-02-0{n}": {"v": 1}} for n in range(1, 9)]
    documents = [{"nodes": [tree, {**tree, "id": 9}], "by": by} for by in dates]
    profile = profile_of([*documents, {}])
    page = parsed(page_of(profile))
    assert page.place("$.nodes[*]")["recurse"] == "items"
    assert page.place("$.nodes[*].id")["documents"] == 8
    assert "$.nodes[*].id" in page.place("$.nodes[*]")["naturalKeys"]
    assert "$.nodes[*].kind" not in page.place("$.nodes[*]")["naturalKeys"]
    assert page.place("$.nodes[*].kind")["repeats"][0] > 0
    assert page.place("$.by")["map"] == "keys are written as iso-date"
    assert page.place("$.by.*")["step"] == "entry"
    assert "2024-01-03" not in page.html


def test_proposed_tables_and_the_rows_to_expect() -> None:
    page = parsed(page_of(profile_of(ORDERS), mapping=loads(SPEC, "/somewhere/orders.yaml")))
    spec = page.data["spec"]
    assert (spec["mapping"], spec["file"], spec["schema"]) == ("orders", "orders.yaml", "sales")
    assert {table["name"]: (table["role"], table["at"], table["rows"]) for table in spec["tables"]} == {
        "order_head": ("core", "$", 4), "order_line": ("input", "$.lines[*]", 6),
        "order_ship": ("layout", "$", 2), "order_part": ("default", "$.parts.*", 8),
    }  # fmt: skip
    line = spec["tables"][1]["columns"]
    assert [(column["name"], column["paths"], column["values"]) for column in line] == [
        ("qty", ["$.lines[*].qty"], 6),
        ("sku", ["$.lines[*].sku", "$.lines[*].code"], 6),
    ]
    assert spec["tables"][0]["columns"][1]["type"] == "enum of 2"
    assert "secret-state" not in page.html


def test_rows_of_a_table_that_the_profile_has_not_seen_are_not_known() -> None:
    page = parsed(page_of(profile_of([{"name": "x"}]), mapping=loads(SPEC)))
    assert [table["rows"] for table in page.data["spec"]["tables"]] == [1, None, None, None]


def test_columns_give_their_roles_to_paths_unless_roles_are_given() -> None:
    mapping = loads(SPEC)
    page = parsed(page_of(profile_of(ORDERS), mapping=mapping))
    assert page.data["roles"]["$.lines[*].qty"] == ["input", None, "a column of order_line"]
    given = {"$.name": Guess("default", 0.75, "its name")}
    assert parsed(page_of(profile_of(ORDERS), mapping=mapping, roles=given)).data["roles"] == {
        "$.name": ["default", 0.75, "its name"]
    }


@pytest.mark.parametrize("documents", [[], [[1, 2]], ["text"], [None], [{}], [{"a": 1e400}]], ids=repr)
def test_odd_documents(documents: list[object]) -> None:
    profile = profile_of([])
    if documents == [{"a": 1e400}]:
        profile.root.member("a").low, profile.root.member("a").high = float("-inf"), float("inf")
        profile.root.member("a").kinds.setdefault("decimal", profile.sql_nulls.__class__()).add(2, "1")
    else:
        profile = profile_of(documents)
    page = parsed(page_of(profile))
    assert page.data["places"][0]["path"] == "$"
    json.dumps(page.data, allow_nan=False)


def test_there_are_no_more_different_values_than_values() -> None:
    profile = profile_of([{"n": n} for n in range(1_500)])
    assert profile.root.members["n"].distinct.estimate > 1_500  # an estimate may be, a page that says so looks wrong
    assert parsed(page_of(profile)).place("$.n")["distinct"] == 1_500


def test_a_page_is_assembled_with_roles_and_findings() -> None:
    profile = profile_of([{"name": "x", "label": "y", "qty": n if n else "none"} for n in range(50)])
    page = assemble(profile, "text", mapping=loads(SPEC))
    assert page.roles is not None
    assert (page.roles["$.name"].role, page.roles["$.name"].reason) == ("core", "a column of order_head")
    assert page.roles["$.label"].role == "layout"
    assert [(finding.path, finding.kind) for finding in page.findings or ()] == [("$.qty", "type outlier")]
    assert assemble(profile, "text").roles != page.roles
