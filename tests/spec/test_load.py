# ruff: noqa: E501 - one case a line
from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from hofsm_migrate.spec.load import load, loads
from hofsm_migrate.spec.mapping import (
    Column,
    NaturalKey,
    ObjectRule,
    Position,
    Presence,
    Reference,
    Source,
    Step,
    Variants,
)
from tests.spec.refusals import HEAD, ROOT

SPECS = Path(__file__).with_name("specs")


def table(text: str, name: str = "e"):
    return next(table for table in loads(ROOT + text).tables if table.name == name)


def column(text: str) -> Column:
    return loads(HEAD + f"  r: {{role: core, at: $, columns: {{{text}}}}}\n").tables[0].columns[0]


def test_the_example_of_a_whole_mapping():
    mapping = load(SPECS / "batches.yaml")
    tables = {table.name: table for table in mapping.tables}
    assert mapping.name == "batches"
    assert mapping.source == Source("public", "batches", ("id",), "value", "jsonb", None)
    assert mapping.schema == "production"
    assert mapping.on_mismatch == "residual"
    assert mapping.digest == hashlib.sha256((SPECS / "batches.yaml").read_bytes()).hexdigest()
    assert [table.name for table in mapping.tables] == [
        "batch_record", "batch_section", "batch_field", "batch_field_layout", "batch_field_default",
        "batch_field_input", "batch_attribute", "form_component", "component_option",
    ]  # fmt: skip
    sections, fields = Step("array", ("sections",)), Step("array", ("fields",))
    assert tables["batch_field_input"].at == (sections, fields)
    assert tables["batch_field_input"].when == ("input",)
    assert tables["batch_section"].identity == NaturalKey(("id",), "text", "batch_section_id", Position(22, 5))
    assert tables["batch_attribute"].at == (Step("map", ("attributes",)),)
    assert tables["batch_attribute"].key_column == "attribute"
    assert tables["batch_attribute"].columns[0].paths == ((),)
    assert tables["form_component"].recurse == ("components",)
    assert tables["component_option"].at == (Step("array", ("components",)), Step("array", ("data", "values")))


VARIANTS = """\
  e: {role: core, at: "$.e[*]", columns: {kind: {path: type, type: text}}}
variants:
  e:
    by: type
    a: {columns: {x: bigint}, tables: {e_a: {role: input, columns: {y: text}}}}
    b: {tables: {e_b: {role: layout, at: "$.e[*].b[*]"}, e_b_more: {role: layout, at: "$.e[*].b[*]"}, e_c: {role: core, at: "$.e[*].b[*].c.*"}}}
  e_c:
    by: {present: {p: [k, l.m], q: k}}
    p: {columns: {x: text}}
"""


def test_variants_are_on_the_first_table_and_on_what_belongs_to_one():
    tables = {table.name: table for table in loads(ROOT + VARIANTS).tables}
    assert tables["e"].variants == Variants("kind", ("a", "b"), Position(8, 3))
    assert {column.name: column.variant for column in tables["e"].columns} == {"kind": None, "x": "a"}
    found = {name: (table.variant, table.container_variant) for name, table in tables.items()}
    assert found == {
        "r": (None, None), "e": (None, None), "e_a": ("a", None), "e_b": (None, "b"), "e_b_more": (None, "b"), "e_c": (None, None),
    }  # fmt: skip
    assert tables["e_a"].at == tables["e"].at
    assert tables["e_a"].columns[0].position == Position(10, 69)
    present = (Presence("p", (("k",), ("l", "m")), Position(13, 20)), Presence("q", (("k",),), Position(13, 33)))
    assert tables["e_c"].variants == Variants("e_c_variant", ("p", "q"), Position(12, 3), present)


def test_positions_are_those_of_the_keys():
    mapping = loads(ROOT + "  e:\n    role: core\n    at: $.a[*]\n    columns:\n      x: text\n", "dir/f.yaml")
    spine = mapping.tables[1]
    assert spine.position == Position(6, 3)
    assert spine.columns[0].position == Position(10, 7)
    assert mapping.place(spine.position, spine.name) == "dir/f.yaml:6:3 (e)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: text", {"paths": (("name",),), "type": "text", "wires": ("native",)}),
        ("'odd.name': text", {"name": "odd.name", "paths": (("odd.name",),)}),
        ("no: {path: [default.value, deflt], type: text}", {"name": "no", "paths": (("default", "value"), ("deflt",))}),
        ("at: timestamptz", {"type": "timestamptz", "wires": ("iso8601",)}),
        ("n: int8", {"type": "bigint"}),
        ("n: {type: decimal, wire: string}", {"type": "numeric", "wires": ("string",)}),
        ("b: {type: bool, wire: [0/1, native]}", {"type": "boolean", "wires": ("0/1", "native")}),
        ("e: {type: enum, values: [on, off, 'null', '1']}", {"values": ("on", "off", "null", "1")}),
        ("l: {type: text, missing: json_null}", {"missing": "json_null"}),
        ("l: {type: text, index: true}", {"index": True}),
        ("l: {type: text, missing: absent}", {"missing": "absent"}),
        ("v: {path: '', type: jsonb}", {"paths": ((),), "missing": "json_null"}),
        ("i: {type: bigint, references: public.items.id}", {"references": Reference("public", "items", "id")}),
        ("i: {type: bigint, references: '\"My S\".\"a.b\".id'}", {"references": Reference("My S", "a.b", "id")}),
        ("select: text", {"name": "select"}),
        ("oid: text", {"name": "oid"}),
        ('"ID": text', {"name": "ID"}),
    ],
    ids=[
        "short form", "short form with a dot in the name", "several spellings", "default wire form of a timestamp",
        "other name of a type", "other name and a wire form", "several wire forms", "words that YAML 1.1 reads as booleans",
        "missing json_null", "an index", "missing absent said", "the element itself is null where missing", "a reference",
        "a reference with odd names", "a reserved word", "oid is no system column any more", "a name that differs in case",
    ],
)  # fmt: skip
def test_a_column_means(text, expected):
    found = column(text)
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  e: {role: core, at: '$.a[*]'}\n", {"identity": None, "key_column": None, "columns": (), "missing": "absent"}),
        ("  e: {role: core, at: '$.a[*]', identity: ordinal}\n", {"identity": None}),
        (
            "  e: {role: core, at: '$.a[*]', identity: {path: a.b, type: int}}\n",
            {"identity": NaturalKey(("a", "b"), "integer", "e_b", Position(6, 33))},
        ),
        (
            "  e: {role: core, at: '$.a[*]', identity: {path: x, column: key}}\n",
            {"identity": NaturalKey(("x",), "text", "key", Position(6, 33))},
        ),
        ("  e: {role: core, at: $.a.*}\n", {"key_column": "e_key"}),
        ("  e: {role: core, at: $.*}\n", {"at": (Step("map", ()),)}),
        ("  e: {role: core, at: '$[*]', missing: json_null}\n", {"at": (Step("array", ()),), "missing": "json_null"}),
        ("  e: {role: core, at: $.a.*, recurse: x.y}\n", {"recurse": ("x", "y")}),
        (
            "  e: {role: core, at: '$.a[*]', columns: {c: {path: x.y, type: text}}, objects: {x: {missing: empty}}}\n",
            {"objects": (ObjectRule(("x",), "empty", Position(6, 82)),)},
        ),
    ],
    ids=[
        "an array by position", "an array by position, said", "a natural key", "a natural key with a column",
        "a map", "a root that is a map", "a root that is an array", "a recursive map", "objects on the way",
    ],
)  # fmt: skip
def test_a_table_means(text, expected):
    found = table(text)
    assert {name: getattr(found, name) for name in expected} == expected


def test_only_the_first_table_of_a_map_has_the_key_column():
    mapping = loads(ROOT + "  e: {role: core, at: $.a.*}\n  f: {role: layout, at: $.a.*}\n")
    assert [table.key_column for table in mapping.tables] == [None, "e_key", None]


@pytest.mark.parametrize(
    "text",
    [
        "  e: {role: core, at: '$.a[*]'}\n  f: {role: core, at: '$.a[*][*]', columns: {residual_x: text}}\n",
        "  e: {role: core, at: '$.a[*]'}\n  f: {role: layout, at: '$.a[*]', columns: {residual: text}}\n",
        "  e: {role: core, at: '$.a[*]', recurse: sub}\n  f: {role: core, at: '$.a[*].b[*]', recurse: sub}\n",
        "  e: {role: core, at: '$.a[*]', columns: {x: {path: p.x, type: text}, y: {path: p.y, type: text}}}\n",
        "  w: {role: input, at: $, when: {path: x, is: object}, missing: json_null, columns: {a: {path: x.y.a, type: text}}}\n",
        "  w: {role: input, at: $, when: {path: x, is: object}}\n  v: {role: input, at: $, when: {path: y, is: object}}\n",
        "  w: {role: input, at: $, when: {path: o.x, is: object}}\n  e: {role: core, at: '$.o.y[*]'}\n",
        "  " + "t" * 63 + ": {role: core, at: '$.a[*]', columns: {" + "c" * 63 + ": {type: text, index: true}}}\n",
        "  'T \"x\"': {role: core, at: '$.a[*]', columns: {'a.\"b\"': text}}\n",
    ],
    ids=[
        "arrays in arrays", "a column called residual beside the spine", "a recursion below a recursion",
        "two paths in one object", "a column deep in the object of its when", "two when side by side",
        "a when beside a collection", "names of 63 bytes", "names with quotes and spaces",
    ],
)  # fmt: skip
def test_accepted(text):
    assert len(loads(ROOT + text).tables) > 1


@pytest.mark.parametrize("payload", ["{column: v, type: text}", "{type: json, column: v}"])
def test_a_payload_with_a_type(payload):
    text = ROOT.replace("payload: value", f"payload: {payload}").replace("[id]", "id")
    source = loads(text).source
    assert (source.payload, source.key) == ("v", ("id",))
    assert source.payload_type in payload


def test_a_byte_order_mark_and_windows_line_ends(tmp_path):
    file = tmp_path / "m.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + ROOT.replace("\n", "\r\n").encode())
    assert load(file).tables[0].position == Position(5, 3)


def test_the_digest_is_that_of_the_text():
    assert loads(ROOT).digest == hashlib.sha256(ROOT.encode()).hexdigest()
    assert loads(ROOT) == loads(ROOT)
