# ruff: noqa: E501 - tables of values
"""Documents and codec fragments that decide whether the lens is right, by name."""

from __future__ import annotations

import json

SPEC = """
mapping: cases
source: {table: old.legacy, key: [id], payload: value}
schema: new_side
tables:
  doc:
    role: core
    at: $
    columns:
      name: text
      lot: {path: lot, type: text, index: true}
      note: {type: text, missing: json_null}
      amount: {path: meta.amount, type: numeric, wire: [string, native]}
      state: {path: meta.state, type: enum, values: [open, done]}
      width: {path: ui.w, type: integer, check: "width between 1 and 12"}
      day: {type: date}
      label: {path: [label, caption, '"odd.key"'], type: text}
      "same": {path: deep.er.est, type: bigint}
    objects: {ui: {missing: empty}, meta: {missing: json_null}}
  doc_input:
    role: input
    at: $
    when: {path: input, is: object}
    missing: json_null
    columns:
      "same": {path: input.value, type: double precision}
  item:
    role: core
    at: $.items[*]
    missing: empty
    identity: {path: id, type: integer}
    columns: {title: text}
  line:
    role: core
    at: $.lines[*]
    columns: {itself: {path: "", type: text}}
  cell:
    role: core
    at: $.grid[*]
    columns: {}
  cell_value:
    role: core
    at: $.grid[*][*]
    columns: {v: {path: "", type: integer}}
  entry:
    role: input
    at: $.attributes.*
    key_column: attribute
    columns: {v: {type: jsonb}}
  part:
    role: layout
    at: $.parts[*]
    recurse: parts
    columns: {kind: text}
  part_option:
    role: layout
    at: $.parts[*].options[*]
    identity: {path: id}
    columns: {label: text}
  folder:
    role: core
    at: $.tree.*
    recurse: sub.tree
    columns: {size: bigint}
  group:
    role: core
    at: $.groups[*]
    identity: {path: id, type: text}
    recurse: groups
    columns: {kind: text}
"""

ODD_KEYS = ["", "a.b", "$", "'", '"', "\\", "😀", "0", "1", "\u2028", "x y", "{}", "%s", "null"]


def _nested(depth: int, *, inside: str = "1") -> str:
    return '{"a":[' * depth + inside + "]}" * depth


DOCUMENTS: dict[str, str | None] = {
    "root is SQL NULL": None,
    "root is JSON null": "null",
    "root is a number": "1.50",
    "root is a text": '"x"',
    "root is true": "true",
    "root is an empty array": "[]",
    "root is an array of objects": '[{"name":"a"},{"items":[]}]',
    "root is an empty object": "{}",
    "collection is absent": '{"name":"a"}',
    "collection is null": '{"items":null,"lines":null,"attributes":null,"parts":null,"tree":null,"groups":null,"grid":null}',
    "collection is empty": '{"items":[],"lines":[],"attributes":{},"parts":[],"tree":{},"groups":[],"grid":[]}',
    "collection is of the other kind and empty": '{"items":{},"lines":{},"attributes":[],"parts":{},"tree":[],"groups":{}}',
    "collection is of the other kind": '{"items":{"a":1},"lines":{"0":"x"},"attributes":[1],"parts":{"a":{}},"tree":[{}]}',
    "collection is a scalar": '{"items":1,"lines":"x","attributes":true,"parts":0.0,"tree":"","groups":-1}',
    "object on the way is null, a scalar, an array": '{"meta":null,"ui":5,"deep":[{"er":{"est":1}}],"input":[]}',
    "object on the way is empty": '{"meta":{},"ui":{},"deep":{},"input":{}}',
    "object on the way is half there": '{"deep":{"er":null},"meta":{"state":null},"ui":{"w":null}}',
    "object on the way holds other keys": '{"deep":{"x":1},"meta":{"x":null},"ui":{"x":{}},"input":{"x":[]}}',
    "elements are not objects": '{"items":[1,null,"x",[],true],"parts":[1,null,[],{}],"lines":[1,{},null,"x"],"groups":[0]}',
    "elements without a natural key": '{"items":[{"id":1},{"title":"x"}],"groups":[{"id":"a"},{}]}',
    "natural key repeated": '{"items":[{"id":1},{"id":2},{"id":1}],"groups":[{"id":"a"},{"id":"a"}]}',
    "natural key repeated further down": '{"groups":[{"id":"a","groups":[{"id":"a"},{"id":"b","groups":[{"id":"c"},{"id":"c"}]}]}]}',
    "natural key of another spelling": '{"items":[{"id":1.0}]}',
    "natural key as a text": '{"items":[{"id":"1"}]}',
    "natural key is null": '{"items":[{"id":null}],"groups":[{"id":null}]}',
    "natural key out of range": '{"items":[{"id":2147483648}]}',
    "natural key equal in different parents": '{"parts":[{"options":[{"id":"a"}]},{"options":[{"id":"a"}]}]}',
    "natural key of 3000 bytes": json.dumps({"groups": [{"id": "k" * 3_000}], "parts": [{"options": [{"id": "k" * 3_000}]}]}),
    "natural key with a space at the end": '{"groups":[{"id":"a"},{"id":"a "}]}',
    "natural keys in composed and decomposed letters": '{"groups":[{"id":"\\u00e9"},{"id":"e\\u0301"}]}',
    "odd keys beside mapped ones": json.dumps(dict.fromkeys(ODD_KEYS, 1)),
    "odd keys in a map": json.dumps({"attributes": {key: {"v": key} for key in ODD_KEYS}, "tree": {key: {} for key in ODD_KEYS}}),
    "map key of 2000 bytes": json.dumps({"attributes": {"k" * 2_000: {"v": 1}}, "tree": {"k" * 1_000: {"size": 1}}}),
    "map key of 3000 bytes": json.dumps({"attributes": {"k" * 3_000: {"v": 1}}, "tree": {"k" * 3_000: {"size": 1}}}),
    "map entries of every kind": '{"attributes":{"a":1,"b":null,"c":{"v":null},"d":{},"e":[],"f":{"v":{},"w":2}}}',
    "a thousand keys in one object": json.dumps({f"k{n}": n for n in range(1_000)} | {"attributes": {f"k{n}": {} for n in range(1_000)}}),
    "numbers with scale": '{"meta":{"amount":1.0},"attributes":{"a":{"v":1.10},"b":{"v":0.10},"c":{"v":100.00}}}',
    "number 1e400": '{"meta":{"amount":1e400},"ui":{"w":1e400},"input":{"value":1e400},"deep":{"er":{"est":1e400}}}',
    "number -0": '{"meta":{"amount":-0},"ui":{"w":-0},"input":{"value":-0.0},"attributes":{"a":{"v":-0.00}}}',
    "number of 40 digits": json.dumps({"deep": {"er": {"est": 10**39}}, "input": {"value": 10**39}, "meta": {"amount": "9" * 40}}),
    "numbers as texts": '{"meta":{"amount":"012.50"},"ui":{"w":"007"},"deep":{"er":{"est":"+5"}},"input":{"value":" 1"}}',
    "integer one too large": '{"ui":{"w":2147483648},"deep":{"er":{"est":9223372036854775808}}}',
    "integer one too small": '{"ui":{"w":-2147483649},"deep":{"er":{"est":-9223372036854775809}}}',
    "integer with a fraction": '{"ui":{"w":1.5},"deep":{"er":{"est":2.0}}}',
    "check is violated": '{"ui":{"w":13}}',
    "enum is violated": '{"meta":{"state":"mixed"}}',
    "there is no such day": '{"day":"2022-02-30"}',
    "day is a leap day": '{"day":"2024-02-29"}',
    "several spellings at once": '{"label":"a","caption":"b","odd.key":"c"}',
    "second spelling only": '{"caption":"b"}',
    "third spelling only": '{"odd.key":null}',
    "first spelling is null": '{"label":null,"caption":"b"}',
    "text where an object is expected": '{"input":"x","meta":"y"}',
    "text of backslashes": json.dumps({"name": "\\\\\\", "lot": "\\n\\u0041", "lines": ["\\"]}),
    "text of quotes": json.dumps({"name": "\"'\"", "lot": "'';--", "lines": ['"']}),
    "text with U+2028": '{"name":"\u2028\u2029","lines":["\u2028"]}',
    "text with control characters": json.dumps({"name": "\x01\x1f\t\n\r\b\f\x7f", "parts": [{"kind": "\x01", "parts": [{"kind": "\x01\x01"}]}]}),
    "text with emoji, right to left, html": json.dumps({"name": "😀 שלום </script>&amp;", "lot": "e\u0301"}, ensure_ascii=False),
    "indexed text of 10000 bytes": json.dumps({"lot": "x" * 10_000}),
    "indexed text of 10000 letters that do not compress": json.dumps({"lot": "".join(chr(0x4E00 + n * 7 % 20_000) for n in range(10_000))}),
    "1 MB": json.dumps({"blob": "x" * 1_000_000, "lines": ["y" * 100_000], "name": "z" * 100_000}),
    "1 MB of elements": json.dumps({"items": [{"id": n, "title": f"t{n}", "w": n} for n in range(20_000)]}),
    "nested 1000 deep in an unmapped part": f'{{"unmapped":{_nested(500)},"name":"a"}}',
    "nested 1000 deep in a jsonb column": f'{{"attributes":{{"a":{{"v":{_nested(500)}}}}}}}',
    "recursion in recursion": '{"parts":[{"kind":"a","options":[{"id":"o","label":"x"}],"parts":[{"parts":[{"options":[]},{"z":1}]},{}]},{}]}',
    "recursion with odd containers": '{"parts":[{"parts":null},{"parts":{}},{"parts":[]},{"parts":"x"},{"parts":[[]]},{"parts":[{"parts":[null]}]}]}',
    "recursion through a map": '{"tree":{"a":{"size":1,"sub":{"tree":{"a":{"sub":{"tree":{"":{}}}},"b":{"sub":{}}}}},"c":{"sub":null}}}',
    "arrays in arrays": '{"grid":[[1,2],[],[3],null,{"a":1},[null,"4",[5]],7]}',
}  # fmt: skip

SLOW_DOCUMENTS: dict[str, str] = {
    "recursion of arrays 500 deep": '{"parts":[{"kind":"k","parts":[' * 1
    + '{"parts":[' * 499
    + "{}"
    + "]}" * 499
    + "]}]}",
    "recursion of arrays 3000 deep": '{"parts":[' + '{"parts":[' * 2_999 + "{}" + "]}" * 2_999 + "]}",
    "recursion of maps 150 deep": '{"tree":' + '{"a":{"sub":{"tree":' * 150 + "{}" + "}}}" * 150 + "}",
    "recursion of natural keys 100 deep": '{"groups":' + '[{"id":"g","groups":' * 100 + "[]" + "}]" * 100 + "}",
}
