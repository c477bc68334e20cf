# ruff: noqa: E501 - tables of values
"""A spec with `otherwise` columns at every kind of place, and the documents that decide whether they are right, by name."""

from __future__ import annotations

SPEC = """
mapping: otherwise
source: {table: old.legacy, key: [id], payload: value}
schema: new_side
tables:
  doc:
    role: core
    at: $
    columns:
      other: {path: "", type: jsonb, otherwise: true}
      number: text
      form_other: {path: form, type: jsonb, otherwise: true, index: true}
      title: {path: [form.title, title], type: text}
      form_ui_other: {path: form.ui, type: jsonb, otherwise: true}
      width: {path: form.ui.width, type: integer, missing: json_null}
      state: {path: meta.state, type: text}
    objects: {form: {missing: json_null}}
  doc_more:
    role: layout
    at: $
    columns:
      meta_other: {path: meta, type: jsonb, otherwise: true}
      options_other: {path: options, type: jsonb, otherwise: true}
      parts_other: {path: parts, type: jsonb, otherwise: true}
      attributes_other: {path: attributes, type: jsonb, otherwise: true}
      input_other: {path: input, type: jsonb, otherwise: true}
  doc_input: {role: input, at: $, when: {path: input, is: object}, columns: {entered_by: {path: input.by, type: bigint}}}
  option: {role: layout, at: "$.options[*]", missing: empty, columns: {option_other: {path: "", type: jsonb, otherwise: true}, label: text}}
  keyed: {role: core, at: "$.keyed[*]", identity: {path: id}, columns: {x: {path: ui.x, type: text}, ui_other: {path: ui, type: jsonb, otherwise: true}}}
  attribute: {role: input, at: "$.attributes.*", columns: {value: {path: "", type: jsonb}}}
  part:
    role: layout
    at: "$.parts[*]"
    recurse: data.parts
    columns:
      part_other: {path: "", type: jsonb, otherwise: true}
      data_other: {path: data, type: jsonb, otherwise: true}
      below_other: {path: data.parts, type: jsonb, otherwise: true}
      kind: {path: type, type: text, missing: json_null}
  cell: {role: core, at: "$.matrix[*]", columns: {row_other: {path: "", type: jsonb, otherwise: true}}}
  item: {role: core, at: "$.matrix[*][*]", columns: {value: {path: "", type: jsonb}}}
"""

_PLACES = ("form", "form.ui", "meta", "options", "parts", "attributes", "input", "keyed", "matrix")
_VALUES = ("null", "{}", "[]", '{"zz": 1}', '[{"x": null}, 1]', '"s"', '""', "1.50", "0", "false")


def _at(path: str, value: str) -> str:
    for key in reversed(path.split(".")):
        value = f'{{"{key}": {value}}}'
    return value


DOCUMENTS: dict[str, str | None] = {
    "SQL NULL": None,
    "nothing": "{}",
    "all of it as expected": '{"number":"1","form":{"title":"t","ui":{"width":3}},"meta":{"state":"open"},"options":[{"label":"a"}],"parts":[{"type":"p","data":{"parts":[{"type":"q"}]}}],"attributes":{"a":1},"input":{"by":7},"keyed":[{"id":"k","ui":{"x":"y"}}],"matrix":[[1,null],[]]}',
    "all of it otherwise": '{"number":"1","form":["t"],"meta":"open","options":{"a":1},"parts":"p","attributes":[1.0],"input":[{"by":7}],"keyed":[{"id":"k","ui":[]}],"matrix":[{"a":1},"x",null]}',
    **{f"the document is {value}": value for value in _VALUES},
    **{f"{path} is {value}": _at(path, value) for path in _PLACES for value in _VALUES},
    "beside an unmapped key": '{"form":[1],"extra":{"a":1},"number":5}',
    "an older spelling where the object is none": '{"form":"x","title":"t"}',
    "both spellings": '{"form":{"title":"t"},"title":"u"}',
    "elements of every kind": '{"options":[{"label":"a"},[],[1],"s",1.0,true,null,{},{"label":5}]}',
    "one keyed element is no object": '{"keyed":[{"id":"a","ui":[1]},"b"]}',
    "keys given twice": '{"keyed":[{"id":"a","ui":[1]},{"id":"a"}]}',
    "children of every kind in a recursion": '{"parts":[{"data":{"parts":[1,[],{"data":"x"},{"data":{"parts":"y"}},null,{"data":{"parts":[{"type":"q","data":{"parts":{"z":1}}}],"w":1}}]}},"s",{"data":[{"parts":[]}]},{}]}',
    "control characters in what is taken": '{"parts":[{"data":"\\u0001"},{"type":"\\u0001","data":{"parts":"\\u0001a\\u0001"}},"\\u0001"]}',
    "a large number and a scale": '{"meta":[1e400,1.10,{"b":1,"a":0.0}]}',
    "rows of every kind": '{"matrix":[[],[[1]],{},{"0":1},"[]",null,0]}',
}
