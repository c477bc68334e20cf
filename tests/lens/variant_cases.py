# ruff: noqa: E501 - tables of values
"""Specs with variants of both kinds, and the documents that decide whether they are right, by name."""

from __future__ import annotations

SPEC = """
mapping: variants
source: {table: old.legacy, key: [id], payload: value}
schema: new_side
tables:
  field:
    role: core
    at: $
    columns: {kind: {path: [type, fieldType], type: text}, label: text}
    objects: {ui: {missing: empty}}
  entry:
    role: core
    at: $.entries[*]
    identity: {path: id}
    columns: {state: {type: enum, values: [open, done]}}
  part:
    role: layout
    at: $.parts[*]
    recurse: parts
    columns: {kind: {path: type, type: text, missing: json_null}}
  box: {role: core, at: $.boxes.*}
variants:
  field:
    by: type
    number:
      columns:
        default_number: {path: default.value, type: numeric, wire: string}
        note_number: {path: note, type: text, missing: json_null}
        width: {path: ui.width, type: integer, check: "width > 0"}
    select:
      columns:
        default_choice: {path: default.value, type: text}
        note_choice: {path: note, type: text}
      tables:
        field_choice: {role: input, columns: {chosen: {path: [input.value, input.old], type: text, missing: json_null}, same: {path: x, type: bigint}}}
        field_option: {role: layout, at: "$.options[*]", missing: empty, columns: {label: text}}
        field_option_more: {role: layout, at: "$.options[*]", columns: {value: jsonb}}
    "5": {columns: {five: {path: x, type: bigint}}}
  entry:
    by: state
    open: {columns: {since: {type: date}}}
    done: {columns: {until: {path: since, type: date, wire: MM/DD/YYYY}}, tables: {entry_done: {role: input, at: "$.entries[*]", columns: {by: {type: uuid}}}}}
  part:
    by: type
    panel: {columns: {title: {path: title, type: text}}, tables: {part_panel: {role: layout, columns: {open: {type: boolean, missing: json_null}}}}}
    input: {columns: {caption: {path: title, type: text, missing: json_null}}}
  box:
    by: {present: {both: [a, b.c], part: a, stock: [serial, batch], none: nothing}}
    both: {tables: {box_both: {role: core, columns: {a: text, c: {path: b.c, type: integer}}}}}
    part: {columns: {a: {type: bigint}}, tables: {box_part: {role: core, columns: {name: {type: text, missing: json_null}}}}}
    stock: {tables: {box_stock: {role: core, columns: {serial: {type: integer, wire: string}, a: {path: note, type: text}}}}}
"""

DOCUMENTS: dict[str, str | None] = {
    "no variant is named": '{"default":{"value":"1.50"},"note":null,"options":[{"label":"a"}]}',
    "SQL NULL": None,
    "the element is no object": "[1]",
    "a variant with its keys": '{"type":"number","default":{"value":"1.50"},"note":"n","ui":{"width":3}}',
    "the other one with the same keys": '{"type":"select","default":{"value":"1.50"},"note":"n","input":{"value":"b"},"options":[{"label":"a","value":1}]}',
    "the keys of the other one": '{"type":"number","default":{"value":5},"input":{"value":"b"},"options":[{"label":"a"}],"x":1}',
    "a value that only the other one reads": '{"type":"number","default":{"value":"five"}}',
    "a value that both read differently": '{"type":"select","default":{"value":5}}',
    "json null for absent": '{"type":"number","note":null}',
    "absent where json null is normal": '{"type":"number"}',
    "null where absent is normal": '{"type":"select","note":null,"input":{"value":null}}',
    "absent where absent is normal": '{"type":"select"}',
    "variant is null": '{"type":null,"note":"n","default":{"value":"1"}}',
    "variant is a number": '{"type":5,"x":7}',
    "variant is another spelling of that number": '{"type":5.0,"x":7}',
    "variant is no text": '{"type":{},"x":7}',
    "variant is unknown": '{"type":"date","default":{"value":"1"},"note":null,"x":1}',
    "variant in its older spelling": '{"fieldType":"number","default":{"value":"1"},"note":"n"}',
    "variant in both spellings": '{"type":"select","fieldType":"number","default":{"value":"1"},"note":"n"}',
    "variant in the second spelling beside null": '{"type":null,"fieldType":"number","default":{"value":"1"}}',
    "a check of the variant is violated": '{"type":"number","ui":{"width":0}}',
    "the same in another variant": '{"type":"select","ui":{"width":0}}',
    "objects on the way to columns of one variant": '{"type":"select","ui":{},"default":{}}',
    "the same absent": '{"type":"number","default":{}}',
    "the same with other keys": '{"type":"select","ui":{"w":1},"default":{"w":1},"input":{}}',
    "the same of another kind": '{"type":"select","ui":null,"default":5,"input":[]}',
    "a collection of the variant is empty": '{"type":"select","options":[]}',
    "a collection of the variant is null": '{"type":"select","options":null}',
    "a collection of the variant is of the other kind": '{"type":"select","options":{"a":1}}',
    "a collection of another variant": '{"type":"number","options":[{"label":"a"},1]}',
    "the same empty": '{"type":"number","options":[]}',
    "older spelling in a variant": '{"type":"select","input":{"old":"a"}}',
    "both spellings in a variant": '{"type":"select","input":{"value":"b","old":"a"}}',
    "elements of different variants": '{"entries":[{"id":"a","state":"open","since":"2024-02-29"},{"id":"b","state":"done","since":"02/29/2024","by":"123e4567-e89b-12d3-a456-426614174000"},{"id":"c","since":"2024-02-29"}]}',
    "elements with the form of the other variant": '{"entries":[{"id":"a","state":"done","since":"2024-02-29"},{"id":"b","state":"open","since":"02/29/2024","by":"x"},{"id":"c","state":"opne","since":"2024-02-29"}]}',
    "a recursion of variants": '{"parts":[{"type":"panel","title":"t","open":true,"parts":[{"type":"input","title":null,"parts":[{"type":"panel","parts":[{"title":"x"},{"type":null}]}]},{"type":"panel","title":5}]},{"type":"input"}]}',
    "presence of one key": '{"boxes":{"k":{"a":1,"name":null}}}',
    "presence of null": '{"boxes":{"k":{"a":null},"l":{"serial":null,"batch":null}}}',
    "presence of all of a list": '{"boxes":{"k":{"serial":"7","batch":1},"l":{"serial":"7"},"m":{"batch":1}}}',
    "presence of two, the first is taken": '{"boxes":{"k":{"a":1,"b":{"c":2}},"l":{"a":1,"b":{}},"m":{"a":1,"serial":"7","batch":2},"n":{"b":{"c":1}}}}',
    "presence of none": '{"boxes":{"k":{},"l":{"name":"n","note":"x"},"m":1,"n":["a"],"o":"a"}}',
    "presence of a key without columns": '{"boxes":{"k":{"nothing":1,"name":"n"}}}',
    "presence with the form of another variant": '{"boxes":{"k":{"a":"x","name":5},"l":{"a":"x","b":{"c":null}},"m":{"serial":7,"batch":[],"note":"n","name":null}}}',
}
