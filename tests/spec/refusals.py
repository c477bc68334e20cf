"""Specs that must be refused, each under a phrase. What is said about them stands in refused.golden.

`python -m tests.spec.refusals` writes refused.golden anew; read the difference before committing it.
"""

# ruff: noqa: E501 - one spec a line
from __future__ import annotations

from pathlib import Path

from hofsm_migrate.errors import SpecError
from hofsm_migrate.spec.load import loads

GOLDEN = Path(__file__).with_name("refused.golden")

HEAD = """\
mapping: m
source: {table: public.legacy, key: [id], payload: value}
schema: new
tables:
"""
ROOT = HEAD + "  r: {role: core, at: $}\n"


def _root(columns: str) -> str:
    return HEAD + f"  r:\n    role: core\n    at: $\n    columns:\n{columns}"


def _column(text: str) -> str:
    return _root(f"      c: {text}\n")


def _source(text: str) -> str:
    return ROOT.replace("source: {table: public.legacy, key: [id], payload: value}", f"source: {{{text}}}")


def _variants(text: str, columns: str = "kind: {path: type, type: text}, size: bigint") -> str:
    """A root table and the variants of it."""
    root = ROOT.replace("at: $}", f"at: $, columns: {{{columns}}}}}")
    return root + "  e: {role: core, at: '$.a[*]'}\n" + f"variants:\n  r:\n{text}"


def _otherwise(text: str) -> str:
    """A root table with a column at x.a and the column `o`."""
    return _root(f"      a: {{path: x.a, type: text}}\n      o: {text}\n")


LONG = "n" * 62 + "é"  # 63 characters, 64 bytes

REFUSED: dict[str, str] = {
    # keywords
    "unknown keyword at the top": ROOT + "tabels: {}\n",
    "unknown keyword of a table, with the nearest": HEAD + "  r: {role: core, at: $, colums: {}}\n",
    "unknown keyword of a column": _column("{type: text, requires: true}"),
    "unknown keyword of an identity": ROOT + "  a: {role: core, at: '$.a[*]', identity: {pth: id, path: id}}\n",
    "share is not there yet": HEAD + "  r: {role: layout, at: $, share: content}\n",
    "share on a table with role input": HEAD + "  r: {role: input, at: $, share: content}\n",
    "required keywords missing": "mapping: m\n",
    "a column without a type": _column("{path: x}"),
    "a column that is nothing": _root("      c:\n"),
    "a table that is nothing": ROOT + "  a:\n",
    "a number where text belongs": ROOT.replace("mapping: m", "mapping: 5"),
    "a word where a list belongs": _column("{type: enum, values: open}"),
    "numbers as enum values": _column("{type: enum, values: [1, 2]}"),
    "text where true or false belongs": _column("{type: text, index: yes}"),
    "unknown role": HEAD + "  r: {role: inputs, at: $}\n",
    "unknown on_mismatch": ROOT + "on_mismatch: rejected\n",
    "unknown payload type": _source("table: public.legacy, key: [id], payload: {column: value, type: xml}"),
    "missing null is not json_null": _column("{type: text, missing: null}"),
    "missing empty on a column": _column("{type: text, missing: empty}"),
    "when with another condition": ROOT + "  w: {role: input, at: $, when: {path: x, is: array}}\n",
    "several problems at once": "mapping: ''\nsource: {table: legacy, key: [id, id], payload: value}\nschema: new\n"
    "tables:\n  r:\n    role: cor\n    at: $\n    columns:\n      a: txt\n      b: {path: a, type: text, chek: x}\n",
    # paths
    "two columns on one path": _root("      a: text\n      b: {path: a, type: text}\n"),
    "two columns of two tables on one path": _root("      a: text\n")
    + "  s: {role: layout, at: $, columns: {b: {path: [x, a], type: text}}}\n",
    "one column with a spelling given twice": _column("{path: [c, d, c], type: text}"),
    "a path below a mapped scalar": _root("      a: text\n      b: {path: a.b.c, type: text}\n"),
    "a path above a mapped scalar": _root("      b: {path: a.b.c, type: text}\n      a: jsonb\n"),
    "a column on a container": _root("      a: jsonb\n") + "  e: {role: core, at: '$.a[*]'}\n",
    "a column below a container": _root("      x: {path: a.x, type: text}\n") + "  e: {role: core, at: $.a.*}\n",
    "two collections in one place": ROOT + "  e: {role: core, at: '$.a[*]'}\n  f: {role: core, at: $.a.*}\n",
    "a column on the identity": ROOT + "  e: {role: core, at: '$.a[*]', identity: {path: id}, columns: {id: text}}\n",
    "a column on the recursion": ROOT + "  e: {role: core, at: '$.a[*]', recurse: sub, columns: {sub: jsonb}}\n",
    "a table at the recursion": ROOT
    + "  e: {role: core, at: '$.a[*]', recurse: sub}\n  f: {role: core, at: '$.a[*].sub[*]'}\n",
    "the element itself beside a column": ROOT
    + "  e: {role: core, at: '$.a[*]', columns: {v: {path: '', type: jsonb}, x: text}}\n",
    "the element itself beside a container": ROOT
    + "  e: {role: core, at: '$.a[*]', columns: {v: {path: '', type: jsonb}}}\n  f: {role: core, at: '$.a[*].b[*]'}\n",
    "the element itself as recursion": ROOT + "  e: {role: core, at: '$.a[*]', recurse: ''}\n",
    "the element itself as identity": ROOT + "  e: {role: core, at: '$.a[*]', identity: {path: ''}}\n",
    "the element itself absent": ROOT
    + "  e: {role: core, at: '$.a[*]', columns: {v: {path: '', type: text, missing: absent}}}\n",
    "a path that cannot be read": _column("{path: created-at, type: text}"),
    "a path with an open quote": _column("{path: '\"a.b', type: text}"),
    "a key that jsonb cannot hold": _column('{path: "\\"a\\\\u0000b\\"", type: text}'),
    "half of a surrogate pair": _column('{path: "\\"\\\\ud800\\"", type: text}'),
    "an empty list of paths": _column("{path: [], type: text}"),
    # at
    "an at without its root": ROOT + "  e: {role: core, at: 'a[*]'}\n",
    "an at that is an object": ROOT + "  e: {role: core, at: $.meta}\n",
    "an at with an index": ROOT + "  e: {role: core, at: '$.a[0]'}\n",
    "an at with descendants": ROOT + "  e: {role: core, at: '$..a[*]'}\n",
    "no root table": HEAD + "  e: {role: core, at: '$.a[*]'}\n",
    "no table at all": "mapping: m\nsource: {table: public.legacy, key: [id], payload: value}\nschema: new\ntables: {}\n",
    "no table at the node above": ROOT + "  e: {role: core, at: '$.a[*].b[*]'}\n",
    # keywords of a node
    "a root with when": HEAD + "  r: {role: core, at: $, when: {path: x, is: object}}\n",
    "a spine with when": ROOT + "  e: {role: core, at: '$.a[*]', when: {path: x, is: object}}\n",
    "identity on a map": ROOT + "  e: {role: core, at: $.a.*, identity: {path: id}}\n",
    "identity on the second table": ROOT
    + "  e: {role: core, at: '$.a[*]'}\n  f: {role: core, at: '$.a[*]', identity: ordinal}\n",
    "key_column on an array": ROOT + "  e: {role: core, at: '$.a[*]', key_column: k}\n",
    "recurse on the root": HEAD + "  r: {role: core, at: $, recurse: sub}\n",
    "recurse on the second table": ROOT
    + "  e: {role: core, at: '$.a[*]'}\n  f: {role: core, at: '$.a[*]', recurse: sub}\n",
    "objects on the second table": ROOT
    + "  s: {role: layout, at: $, columns: {x: {path: ui.x, type: text}}, objects: {ui: {missing: empty}}}\n",
    "missing on the second table": ROOT
    + "  e: {role: core, at: '$.a[*]'}\n  f: {role: core, at: '$.a[*]', missing: empty}\n",
    "missing on the root": HEAD + "  r: {role: core, at: $, missing: empty}\n",
    "missing empty with when": ROOT + "  w: {role: input, at: $, when: {path: x, is: object}, missing: empty}\n",
    "a column outside of its when": ROOT
    + "  w: {role: input, at: $, when: {path: x, is: object}, columns: {a: {path: x.a, type: text}, b: text}}\n",
    "a column on its when": ROOT
    + "  w: {role: input, at: $, when: {path: x, is: object}, columns: {a: {path: x, type: jsonb}}}\n",
    "two when on one object": ROOT
    + "  w: {role: input, at: $, when: {path: x, is: object}}\n  v: {role: input, at: $, when: {path: x, is: object}}\n",
    "a when in a when": ROOT
    + "  w: {role: input, at: $, when: {path: x.y, is: object}}\n  v: {role: input, at: $, when: {path: x, is: object}}\n",
    "a when on the element itself": ROOT + "  w: {role: input, at: $, when: {path: '', is: object}}\n",
    "another table's column in a when": _root("      a: {path: x.a, type: text}\n")
    + "  w: {role: input, at: $, when: {path: x, is: object}}\n",
    "a collection in a when": ROOT
    + "  w: {role: input, at: $, when: {path: x, is: object}}\n  e: {role: input, at: '$.x.a[*]'}\n",
    "a column above a when": _root("      a: {path: x, type: jsonb}\n")
    + "  w: {role: input, at: $, when: {path: x.y, is: object}}\n",
    "an object that leads nowhere": HEAD
    + "  r: {role: core, at: $, columns: {a: {path: x.a, type: text}}, objects: {y: {missing: empty}}}\n",
    "an object that is mapped": HEAD
    + "  r: {role: core, at: $, columns: {a: jsonb}, objects: {a: {missing: empty}}}\n",
    "an object given in two spellings": HEAD
    + "  r: {role: core, at: $, columns: {a: {path: x.a, type: text}}, objects: {x: {missing: empty}, '\"x\"': {missing: empty}}}\n",
    # types
    "unknown type": _column("varchar"),
    "a type with a length": _column("numeric(10,2)"),
    "a wire form of another type": _column("{type: timestamptz, wire: string}"),
    "a wire form given twice": _column("{type: boolean, wire: [native, Y/N, native]}"),
    "an empty list of wire forms": _column("{type: boolean, wire: []}"),
    "an enum without values": _column("enum"),
    "values without an enum": _column("{type: text, values: [a]}"),
    "enum values given twice": _column("{type: enum, values: [a, b, a]}"),
    "a natural key of another type": ROOT + "  e: {role: core, at: '$.a[*]', identity: {path: id, type: date}}\n",
    "a check that is no SQL": _column('{type: integer, check: "c >"}'),
    "a check on another column": _column('{type: integer, check: "d > 1"}'),
    "a check outside of the language": _column("{type: text, check: \"c like 'a%'\"}"),
    "a check that compares two types": _column("{type: integer, check: \"c between 'a' and 'b'\"}"),
    "a check on jsonb": _column('{type: jsonb, check: "c = 1"}'),
    "references without a schema": _column("{type: bigint, references: items.id}"),
    "references to a table": _column("{type: bigint, references: items}"),
    "references with four parts": _column("{type: bigint, references: db.public.items.id}"),
    # names
    "an empty mapping name": ROOT.replace("mapping: m", "mapping: ''"),
    "a mapping name that is a path": ROOT.replace("mapping: m", "mapping: ../m"),
    "a mapping name with a leading dot": ROOT.replace("mapping: m", "mapping: .m"),
    "a mapping name over 40 bytes": ROOT.replace("mapping: m", "mapping: " + "é" * 21),
    "a table name of 64 bytes": ROOT + f"  {LONG}: {{role: core, at: $}}\n",
    "a column name of 64 bytes": _root(f"      {LONG}: text\n"),
    "an empty column name": _root('      "": text\n'),
    "a NUL in a column name": _root('      "a\\0b": {path: x, type: text}\n'),
    "a system column": _root("      ctid: text\n"),
    "a column named like the legacy key": _root("      id: text\n"),
    "a column named like the residual": _root("      residual: text\n"),
    "a column named like the position": ROOT + "  e: {role: core, at: '$.a[*]', columns: {e_ordinal: text}}\n",
    "a column named like the position of a node above": ROOT
    + "  e: {role: core, at: '$.a[*]'}\n  f: {role: core, at: '$.a[*].b.*', columns: {e_ordinal: text}}\n",
    "a column named like the natural key": ROOT
    + "  e: {role: core, at: '$.a[*]', identity: {path: k}, columns: {e_k: text}}\n",
    "a column named like the map key": ROOT + "  e: {role: core, at: $.a.*, key_column: k, columns: {k: text}}\n",
    "a column named like the tree place": ROOT
    + "  e: {role: core, at: '$.a[*]', recurse: sub, columns: {e_path: text, e_parent: text}}\n",
    "a map key named like the legacy key": ROOT + "  e: {role: core, at: $.a.*, key_column: id}\n",
    "a map key that is a system column": ROOT + "  e: {role: core, at: $.a.*, key_column: xmin}\n",
    "a tenant that is no key column": _source("table: public.legacy, key: [id], payload: value, tenant: company_id"),
    "a table named like the view of the composed documents": ROOT.replace("  r: {", "  composed_m: {"),
    "a node with more collections than a function has arguments": ROOT
    + "".join(f"  t{n}: {{role: core, at: '$.k{n}[*]'}}\n" for n in range(90)),
    "a node with more columns than a query holds": _root("".join(f"      c{n}: text\n" for n in range(501))),
    "a table named like the legacy table": ROOT.replace("schema: new", "schema: public")
    + "  legacy: {role: layout, at: $}\n",
    "a table named like an index": _root("      c: {type: text, index: true}\n") + "  r_c_idx: {role: layout, at: $}\n",
    "two indexes of one name": ROOT
    + "  a: {role: core, at: $, columns: {b_c: {type: text, index: true}}}\n  a_b: {role: core, at: $, columns: {c: {type: text, index: true}}}\n",
    "a schema of PostgreSQL's own": ROOT.replace("schema: new", "schema: pg_new"),
    "the schema of the control tables": ROOT.replace("schema: new", "schema: hofsm"),
    "a source without a schema": _source("table: legacy, key: [id], payload: value"),
    "an empty list of key columns": _source("table: public.legacy, key: [], payload: value"),
    "a key column given twice": _source("table: public.legacy, key: [a, b, a], payload: value"),
    "a payload that is a key": _source("table: public.legacy, key: [id, value], payload: value"),
    # variants
    "variants of a table that is not there": _variants("    by: type\n").replace("  r:\n    by", "  s:\n    by"),
    "variants of a table that is not the first of its node": _variants("    by: type\n").replace(
        "variants:\n  r:", "  r2: {role: core, at: $}\nvariants:\n  r2:"
    ),
    "variants without by": _variants("    a: {columns: {x: text}}\n"),
    "variants by nothing": _variants("    by: {}\n"),
    "variants by a path and by presence": _variants("    by: {path: type, present: {a: b}}\n    a: {}\n"),
    "variants by a path that no column has": _variants("    by: typ\n    a: {columns: {x: text}}\n"),
    "variants by an older spelling": _variants("    by: typ\n", "kind: {path: [type, typ], type: text}"),
    "variants by a path where no column can name them": _variants("    by: typ\n", "size: bigint"),
    "variants by a number": _variants("    by: size\n    a: {columns: {x: text}}\n"),
    "variants by a path that cannot be read": _variants("    by: a..b\n"),
    "a variant that the enum does not know": _variants(
        "    by: type\n    opne: {columns: {x: text}}\n", "kind: {path: type, type: enum, values: [open, done]}"
    ),
    "a variant called by": _variants("    by: {present: {by: a}}\n"),
    "presence of no variant": _variants("    by: {present: {}}\n"),
    "presence of no path": _variants("    by: {present: {a: []}}\n    a: {}\n"),
    "presence of the element itself": _variants('    by: {present: {a: ["", b]}}\n    a: {}\n'),
    "presence of a number": _variants("    by: {present: {a: [1]}}\n"),
    "a variant that no presence names": _variants("    by: {present: {part: IPN}}\n    prat: {columns: {x: text}}\n"),
    "a variant that is nothing": _variants("    by: type\n    a:\n"),
    "unknown keyword of a variant": _variants("    by: type\n    a: {colums: {x: text}}\n"),
    "unknown keyword of a variant's table": _variants("    by: type\n    a: {tables: {t: {role: core, wen: 1}}}\n"),
    "unknown type of a variant's column": _variants("    by: type\n    a: {columns: {x: txt}}\n"),
    "a variant's table without a role": _variants("    by: type\n    a: {tables: {t: {columns: {x: text}}}}\n"),
    "a variant's table somewhere else": _variants(
        "    by: type\n    a: {tables: {t: {role: core, at: '$.x[*].y[*]'}}}\n"
    ),
    "a variant's table whose at cannot be read": _variants(
        "    by: type\n    a: {tables: {t: {role: core, at: '$.x'}}}\n"
    ),
    "a variant's table with a name that is taken": _variants(
        "    by: type\n    a: {tables: {e: {role: core}}}\n    b: {tables: {e: {role: core}}}\n"
    ),
    "a variant's table with a when": _variants(
        "    by: type\n    a: {tables: {t: {role: core, when: {path: x, is: object}}}}\n"
    ),
    "a variant's table with a keyword of the node": _variants(
        "    by: type\n    a: {tables: {t: {role: core, objects: {x: {missing: empty}}}}}\n"
    ),
    "a collection in a variant and outside": _variants(
        "    by: type\n    a: {tables: {t: {role: core, at: '$.a[*]'}}}\n"
    ),
    "a collection in two variants": _variants(
        "    by: type\n    a: {tables: {t: {role: core, at: '$.x[*]'}}}\n    b: {tables: {u: {role: core, at: '$.x[*]'}}}\n"
    ),
    "the element itself as the collection of a variant": _variants(
        "    by: {present: {a: b}}\n    a: {tables: {t: {role: core, at: '$[*]'}}}\n", ""
    ),
    "the element itself in a variant": _variants(
        '    by: {present: {a: b}}\n    a: {columns: {x: {path: "", type: jsonb}}}\n', ""
    ).replace("  e: {role: core, at: '$.a[*]'}\n", ""),
    "one path twice in a variant": _variants(
        "    by: type\n    a: {columns: {x: {path: p, type: text}, y: {path: p, type: text}}}\n"
    ),
    "one path in a variant and outside": _variants("    by: type\n    a: {columns: {x: {path: size, type: text}}}\n"),
    "a path below that of another variant": _variants(
        "    by: type\n    a: {columns: {x: {path: p, type: text}}}\n    b: {columns: {y: {path: p.q, type: text}}}\n"
    ),
    "a path of a variant below a collection": _variants(
        "    by: type\n    a: {columns: {x: {path: a.q, type: text}}}\n"
    ),
    "one column name in two variants": _variants(
        "    by: type\n    a: {columns: {x: text}}\n    b: {columns: {x: {path: y, type: text}}}\n"
    ),
    "a column of a variant named as another": _variants(
        "    by: type\n    a: {columns: {size: {path: y, type: text}}}\n"
    ),
    "a column named like the variant": _variants("    by: {present: {a: b}}\n", "r_variant: text"),
    "share on a table of a variant": _variants("    by: type\n    a: {tables: {t: {role: layout, share: content}}}\n"),
    # otherwise
    "otherwise of another type": _otherwise("{path: x, type: text, otherwise: true}"),
    "otherwise with another wire form": _otherwise("{path: x, type: jsonb, wire: json-string, otherwise: true}"),
    "otherwise at several places": _otherwise("{path: [x, y], type: jsonb, otherwise: true}"),
    "otherwise beside what a column says of its value": _otherwise(
        "{path: x, type: jsonb, otherwise: true, missing: json_null, values: [a], check: o is not null, references: a.b.c}"
    ),
    "otherwise at the element itself with a missing": _otherwise(
        "{path: '', type: jsonb, otherwise: true, missing: absent}"
    ),
    "otherwise that is no truth": _otherwise("{path: x, type: jsonb, otherwise: array}"),
    "otherwise where nothing lies": _otherwise("{path: y, type: jsonb, otherwise: true}"),
    "otherwise where nothing lies at all": _column("{path: '', type: jsonb, otherwise: true}"),
    "otherwise below a column": _otherwise("{path: x.a.b, type: jsonb, otherwise: true}"),
    "otherwise at a column": _otherwise("{path: x.a, type: jsonb, otherwise: true}"),
    "otherwise at the element itself that is a column": ROOT
    + "  e: {role: core, at: '$.a[*]', columns: {v: {path: '', type: jsonb}, o: {path: '', type: jsonb, otherwise: true}}}\n",
    "otherwise at the natural key": ROOT
    + "  e: {role: core, at: '$.a[*]', identity: {path: id}, columns: {o: {path: id, type: jsonb, otherwise: true}}}\n",
    "otherwise on the way to the natural key": ROOT
    + "  e: {role: core, at: '$.a[*]', identity: {path: m.id}, columns: {o: {path: '', type: jsonb, otherwise: true}, p: {path: m, type: jsonb, otherwise: true}}}\n",
    "two otherwise at one place": _otherwise("{path: x, type: jsonb, otherwise: true}")
    + "  s: {role: layout, at: $, columns: {p: {path: x, type: jsonb, otherwise: true}}}\n",
    "otherwise on a table with when": ROOT
    + "  w: {role: input, at: $, when: {path: x, is: object}, columns: {a: {path: x.y.a, type: text}, o: {path: x.y, type: jsonb, otherwise: true}}}\n",
    "otherwise in the object of a when": ROOT.replace(
        "at: $}", "at: $, columns: {o: {path: x.y, type: jsonb, otherwise: true}}}"
    )
    + "  w: {role: input, at: $, when: {path: x, is: object}, columns: {a: {path: x.y.a, type: text}}}\n",
    "otherwise in a variant": _variants(
        "    by: type\n    a: {columns: {x: {path: p.q, type: text}, o: {path: p, type: jsonb, otherwise: true}}}\n"
    ),
    "otherwise on a table of a variant": _variants(
        "    by: type\n    a: {tables: {t: {role: core, columns: {x: {path: p.q, type: text}, o: {path: p, type: jsonb, otherwise: true}}}}}\n"
    ),
    "otherwise at the collection of a variant": _variants(
        "    by: type\n    a: {tables: {t: {role: core, at: '$.x[*]'}}}\n",
        "kind: {path: type, type: text}, o: {path: x, type: jsonb, otherwise: true}",
    ),
    "a rule for an object that only otherwise names": _column("{path: x.y, type: jsonb, otherwise: true}")
    + "    objects: {x: {missing: empty}}\n",
    # writes, update, etag
    "an unknown statement": HEAD + "  r: {role: core, at: $, writes: [insert, upsert]}\n",
    "one statement that is unknown": HEAD + "  r: {role: core, at: $, writes: read}\n",
    "a statement given twice": HEAD + "  r: {role: core, at: $, writes: [insert, update, insert]}\n",
    "writes that is true": HEAD + "  r: {role: core, at: $, writes: true}\n",
    "writes of a variant's table": _variants("    by: type\n    a: {tables: {t: {role: core, writes: [delet]}}}\n"),
    "a column that may be changed in a table that may not": HEAD
    + "  r: {role: core, at: $, writes: [insert], columns: {a: {type: text, update: true}}}\n",
    "update on an identity": ROOT + "  e: {role: core, at: '$.a[*]', identity: {path: id, update: false}}\n",
    "update that is a word": _column("{type: text, update: never}"),
    "etag that is a word": _column("{type: text, etag: weak}"),
    "otherwise and etag": _otherwise("{path: x, type: jsonb, otherwise: true, etag: false}"),
    "columns of one path that do not agree on etag": _variants(
        "    by: type\n    a: {columns: {x: {path: p.q, type: text, etag: false}}}\n"
        "    b: {columns: {y: {path: [z, p.q], type: text}}}\n"
    ),
    # YAML
    "an empty file": "# nothing\n",
    "a list": "- a\n- b\n",
    "a key given twice": ROOT + "schema: other\n",
    "a column given twice": _root("      c: text\n      c: jsonb\n"),
    "a key that is a number": _root("      1: text\n"),
    "a key that is true": _root("      true: text\n"),
    "a key that is a list": ROOT + "? [a]\n: b\n",
    "an anchor": ROOT.replace("schema: new", "schema: &s new"),
    "an alias": ROOT + "on_mismatch: *s\n",
    "a tag": ROOT.replace("schema: new", "schema: !!str new"),
    "another YAML version": "%YAML 1.1\n---\n" + ROOT,
    "two documents": ROOT + "---\n" + ROOT,
    "an open bracket": HEAD + "  r: {role: core, at: $\n",
    "a tab": HEAD + "\tr: {}\n",
    "a control character": ROOT + "# \x07\n",
    "nested without end": "mapping: " + "[" * 5000,
}


def told(text: str) -> str:
    """What is said about a spec; empty if it is not refused."""
    try:
        loads(text, "m.yaml")
    except SpecError as error:
        return str(error)
    return ""


def golden() -> dict[str, str]:
    """The committed messages by phrase."""
    parts = GOLDEN.read_text(encoding="utf-8").split("\n# ")
    return dict(part.lstrip("# ").strip("\n").split("\n", 1) for part in parts)


if __name__ == "__main__":
    GOLDEN.write_text("\n".join(f"# {phrase}\n{told(text)}\n" for phrase, text in REFUSED.items()), encoding="utf-8")
