"""Why a value is in the residual: the words for each cause, and that no part of a residual goes without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from trial_cases import ROOT

from hofsm_migrate.errors import UsageError
from hofsm_migrate.generate import batches, form_fields
from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.jsonb import ABSENT
from hofsm_migrate.spec.load import load, loads
from hofsm_migrate.trial.explain import explain, read_document

if TYPE_CHECKING:
    from hofsm_migrate.trial.explain import Explanation

SPEC = """
mapping: orders
source: {table: public.orders, key: [id], payload: value}
schema: sales
tables:
  order_head:
    role: core
    at: $
    columns:
      name: text
      number: {type: integer, index: true}
      code: {type: text, index: true}
      state: {path: meta.state, type: enum, values: [open, done]}
      x: {path: ui.x, type: integer, check: "x between 0 and 99"}
      note: {type: text, missing: json_null}
      hidden: {path: [flags.hidden, hide], type: boolean, wire: [native, "true/false"]}
      at: {type: timestamptz, wire: [iso8601-ms-z, epoch-ms]}
  order_line:
    role: input
    at: $.lines[*]
    identity: {path: sku}
    missing: empty
    columns:
      qty: {type: numeric, wire: string}
  order_tag:
    role: input
    at: $.tags.*
    columns: {value: {path: "", type: text}}
"""
ALL_IS_WELL = '"note": "n", "lines": [{"sku": "s"}]'

CASES = {
    "unmapped key": ('"a b": [1]', '"a b"', "unmapped key", "[1]"),
    "unmapped key below": ('"meta": {"who": 1}', "meta.who", "unmapped key", "1"),
    "number in a string": ('"number": "007"', "number", '"007" is not the canonical spelling of integer 7', '"007"'),
    "second wire form": (
        '"flags": {"hidden": "true"}',
        "flags.hidden",
        '"true" is not the canonical spelling of boolean true',
        '"true"',
    ),
    "unreadable": ('"number": {"a": 1}', "number", '{"a": 1} cannot be read as integer', '{"a": 1}'),
    "unreadable with wires": (
        '"at": "soon"',
        "at",
        '"soon" cannot be read as timestamptz, wire iso8601-ms-z or epoch-ms',
        '"soon"',
    ),
    "enum": ('"meta": {"state": "gone"}', "meta.state", '"gone" is not one of open, done', '"gone"'),
    "check": ('"ui": {"x": 100}', "ui.x", "100 violates the check of x", "100"),
    "too large for an index": ('"code": "' + "c" * 3000 + '"', "code", "is too large for an index", "c" * 3000),
    "null": ('"name": null', "name", "null, where nothing is composed as an absent key (`missing: absent`)", "null"),
    "older spelling": ('"hide": true', "hide", "an older spelling of `flags.hidden`", "true"),
    "object of another type": ('"ui": 5', "ui", "a number, where the spec has an object", "5"),
    "empty object": ('"ui": {}', "ui", "an object in which no column finds a value", "{}"),
    "collection of another type": (
        '"tags": [1]',
        "tags",
        "an array, where the spec has an object whose keys are data",
        "[1]",
    ),
    "empty collection": ('"tags": {}', "tags", "{}, where nothing is composed as an absent key", "{}"),
    "map key too long": (
        '"tags": {"' + "k" * 2500 + '": "v"}',
        "tags",
        "a key is too long for an index: the collection stays whole",
        "k" * 2500,
    ),
    "value in a map": ('"tags": {"a.b": 1}', 'tags."a.b"', '1 is not the canonical spelling of text "1"', "1"),
}
LINES = {
    "natural key twice": (
        '[{"sku": "a"}, {"sku": "b"}, {"sku": "a"}]',
        'natural key "a" appears twice, in elements [0] and [2]: the collection stays whole',
    ),
    "natural key missing": ('[{"sku": "a"}, {}]', "natural key `sku` is missing in element [1]: the collection"),
    "natural key of another type": ('[{"sku": 1}]', "natural key 1 of element [0] is not a canonical text"),
    "null": ("null", "null, where nothing is composed as an empty one (`missing: empty`)"),
}


def _explained(members: str) -> Explanation:
    found = explain(loads(SPEC), jsonb.loads("{" + members + "}"))
    assert found.exact
    return found


@pytest.mark.parametrize(("members", "place", "words", "fragment"), CASES.values(), ids=CASES)
def test_words_for_a_value(members: str, place: str, words: str, fragment: str) -> None:
    (reason,) = _explained(f"{ALL_IS_WELL}, {members}").reasons
    assert reason.place == place
    assert words in reason.words
    assert fragment in jsonb.dumps(reason.fragment)


@pytest.mark.parametrize(("lines", "words"), LINES.values(), ids=LINES)
def test_words_for_a_collection(lines: str, words: str) -> None:
    (reason,) = _explained(f'"note": "n", "lines": {lines}').reasons
    assert (reason.place, reason.fragment) == ("lines", jsonb.loads(lines))
    assert reason.words.startswith(words)


def test_two_spellings_at_once() -> None:
    found = _explained(f'{ALL_IS_WELL}, "flags": {{"hidden": true}}, "hide": false').reasons
    assert {one.place: one.words for one in found} == {
        "flags.hidden": "also given in an older spelling, `hide`: both are kept",
        "hide": "an older spelling; `flags.hidden` is there, too, and is used",
    }


def test_absence_is_explained() -> None:
    found = _explained("").reasons
    assert {one.place: one.words for one in found} == {
        "note": "absent, where `missing: json_null` composes null",
        "lines": "absent, where `missing: empty` composes []",
    }
    assert all(one.fragment is ABSENT for one in found)


@pytest.mark.parametrize("text", ["[1]", "5", "null", '"x"'])
def test_root_of_another_type(text: str) -> None:
    found = explain(loads(SPEC), jsonb.loads(text))
    assert found.exact
    assert found.reasons[0].place == "$"
    assert found.reasons[0].fragment == jsonb.loads(text)


def test_place_inside_elements() -> None:
    found = _explained('"note": "n", "lines": [{"sku": "a"}, {"sku": "b", "qty": 1, "w": 2}]').reasons
    assert [one.place for one in found] == ["lines[1].w", "lines[1].qty"]
    assert {one.table for one in found} == {"order_line"}


@pytest.mark.parametrize("name", ["batches", "form_fields"])
def test_every_part_of_the_residual_has_its_reason(name: str) -> None:
    """The fragments with a reason are all that is in the residuals, but for the objects on the way to them."""
    mapping = load(ROOT / "mappings" / f"{name}.yaml")
    rows = (batches if name == "batches" else form_fields)(120)
    count = 0
    for value in (row.value for row in rows if row.value is not None):
        found = explain(mapping, read_document(value.encode(), "row"))
        assert found.exact
        kept = sum(_leaves(row["residual"]) for table in found.rows.values() for row in table if "residual" in row)
        assert sum(_leaves(one.fragment) for one in found.reasons) == kept
        count += len(found.reasons)
    assert count > 100


def _leaves(value: object) -> int:
    """Scalars and empty containers."""
    if value is ABSENT:
        return 0
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return sum(map(_leaves, inner)) if inner else 1


BAD = {
    "not JSON": (b"{a: 1}", "is not JSON"),
    "two documents": (b"{}\n{}", "is not JSON"),
    "nothing": (b"", "is not JSON"),
    "not a number": (b"[NaN]", "is not JSON"),
    "NUL": (b'"\\u0000"', "jsonb cannot hold"),
    "lone surrogate": (b'"\\ud800"', "jsonb cannot hold"),
    "number out of range": (b"1e200000", "jsonb cannot hold"),
    "exponent out of range": (b"1e99999999999999999999", "jsonb cannot hold"),
    "not UTF-8": (b'"\xff"', "is not UTF-8"),
    "too deep": (b"[" * 100_000 + b"]" * 100_000, "nested too deep"),
}


@pytest.mark.parametrize(("raw", "message"), BAD.values(), ids=BAD)
def test_unusable_document_is_an_error_of_usage(raw: bytes, message: str) -> None:
    with pytest.raises(UsageError, match=message) as refused:
        read_document(raw, "doc.json")
    assert refused.value.problems[0].at == "doc.json"


def test_document_too_deep_for_composing_is_an_error_of_usage() -> None:
    spec = SPEC + "  part: {role: layout, at: '$.parts[*]', recurse: parts}\n"
    document: jsonb.JsonValue = {}
    for _ in range(450):
        document = {"parts": [document]}
    with pytest.raises(UsageError, match="nested too deep"):
        explain(loads(spec), document)


VARIANTS = """
variants:
  order_head:
    by: {present: {gift: for, bill: [vat, due]}}
    gift: {columns: {receiver: {path: for, type: text}}}
    bill: {columns: {due: date}, tables: {order_bill: {role: core, columns: {vat: {path: ui.vat, type: numeric}}}}}
"""


@pytest.mark.parametrize(
    ("members", "found"),
    [
        ('"for": "x", "due": "2026-01-31"', ("due", "mapped in variant bill only")),
        ('"ui": {"vat": 1, "x": 1}', ("ui.vat", "mapped in variant bill only")),
        ('"vat": 1, "due": "2026-01-31"', ("vat", "unmapped key")),
    ],
    ids=["a column", "a table", "a key that is only asked for"],
)
def test_what_another_variant_maps_is_told_as_such(members: str, found: tuple[str, str]) -> None:
    told = explain(loads(SPEC + VARIANTS), jsonb.loads(f"{{{ALL_IS_WELL}, {members}}}")).reasons
    assert [(one.place, one.words) for one in told] == [found]
