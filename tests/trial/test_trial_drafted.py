"""The drafted spec: valid and exact for whatever jsonb can hold, and sensible for what it usually holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from trial_cases import tried

from hofsm_migrate.introspect.outline import MAX_COLUMNS, MAX_NODES
from hofsm_migrate.spec.load import loads
from hofsm_migrate.trial.place import remove_trial

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.spec.mapping import Mapping, Table

ODD_KEYS = [
    "",
    " ",
    "'",
    '"',
    "a.b",
    "$",
    "$.a[*]",
    "\\",
    "a\nb",
    "\u2028",
    "\u0085",
    "\x7f",
    "\x1b[0m",
    "\ufeff",
    "\U0001f600",
]
GENERATED = [
    "id",
    "residual",
    "residual_absent",
    "document_ordinal",
    "document_a_ordinal",
    "ctid",
    "xmin",
    "key",
    "value",
]
CASES = [
    "Due Date",
    "dueDate",
    "due_date",
    "DUE_DATE",
    "due-date",
    "select",
    "table",
    "null",
    "true",
    "no",
    "123",
    "1a",
    "größe",
]


def _documents(*values: object) -> list[str]:
    return [json.dumps(value) for value in values]


INPUTS = {
    "root arrays": _documents([1, 2], [], [{"a": 1}, {"a": 2}, 3], {"a": 1}),
    "root arrays of scalars": _documents([1, 2], ["x", None], [3]),
    "scalars at the root": _documents(1, 2, "x", None, True, 3),
    "null only": _documents(None, None),
    "empty objects": _documents({}, {}),
    "odd keys": _documents(dict.fromkeys(ODD_KEYS, "x"), dict.fromkeys(ODD_KEYS, 1)),
    "odd keys of arrays": _documents({key: [{"a": 1}] for key in ODD_KEYS}, {key: [2] for key in ODD_KEYS}),
    "names of generated columns": _documents(
        dict.fromkeys(GENERATED, 1), {key: [dict.fromkeys(GENERATED, 1)] for key in GENERATED}
    ),
    "names that fall together": _documents(dict.fromkeys(CASES, "x"), {key: [{"a": "x"}] for key in CASES}),
    "keys of 2,000 bytes": _documents(
        {"k" * 2000: 1, "é" * 1000: "x", "k" * 1999 + "l": [1], "k" * 1999 + "m": [{"k" * 2000: 1}]}
    ),
    "thousands of keys": _documents(
        {f"key {number}": number for number in range(3000)}, {f"a{number}": [1] for number in range(100)}
    ),
    "a key of each type": _documents(*({"k": value} for value in (1, "x", None, True, [1], {"a": 1}, 1.5, [], {}))),
    "numbers out of range of bigint": ['{"n": 9223372036854775807}', '{"n": 9223372036854775808}', '{"n": -1e300}'],
    "scales": ['{"n": 1.0, "i": 1}', '{"n": 1.00, "i": 10}', '{"n": 1, "i": 1e2}', '{"n": 1e-20, "i": -0}'],
    "nothing in many forms": _documents(
        {"a": None, "b": []}, {"b": []}, {"a": {}, "b": None}, {"a": None, "b": [{"c": None}]}, {}
    ),
    "elements of all types": _documents(
        {"a": [1, "x", None, True, [], {}, {"b": 1}]}, {"a": [{"b": 2}, {"b": None}, {"c": []}]}
    ),
    "elements that are null": _documents({"a": [None, None, 1]}, {"a": [2, None]}),
    "arrays of arrays": _documents({"a": [[1, 2], [3]]}, {"a": [[], [[]]]}),
    "long text": _documents({"t": "x" * 3_000, "u": "é" * 300_000, "l": [{"t": "y" * 9_000}]}),
    "deep": ['{"a": ' + "[" * 400 + "]" * 400 + ', "b": 1}', '{"b": 2, "c": ' + '{"d": ' * 400 + "1" + "}" * 401],
    "wide rows": _documents(*({f"k{number}": "x" * 100 for number in range(190)} for _ in range(3))),
}


@pytest.mark.parametrize("lines", INPUTS.values(), ids=INPUTS)
def test_any_input_is_in_parity(conn: Connection, tmp_path: Path, lines: list[str]) -> None:
    trial = tried(conn, tmp_path, *lines)
    assert trial.migrated.parity.parity
    assert trial.migrated.documents == len(lines)
    again = tried_again(conn, tmp_path / "again", lines)
    assert again == trial.spec.text, "the same documents give the same spec"


def tried_again(conn: Connection, folder: Path, lines: list[str]) -> str:
    assert remove_trial(conn)
    return tried(conn, folder, *lines).spec.text


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["a", "A", "", "id", "é.x"])
            | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=4),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(documents=st.lists(_VALUES, min_size=1, max_size=8))
def test_generated_input_is_in_parity(
    conn18: Connection, tmp_path_factory: pytest.TempPathFactory, documents: list[object]
) -> None:
    remove_trial(conn18)
    assert tried(conn18, tmp_path_factory.mktemp("try"), *_documents(*documents)).migrated.parity.parity


def _mapping(conn: Connection, folder: Path, *values: object) -> Mapping:
    return loads(tried(conn, folder, *_documents(*values)).spec.text)


def _columns(table: Table) -> dict[str, tuple[str, str]]:
    return {column.name: (column.type, column.missing) for column in table.columns}


def test_types_follow_the_data(conn18: Connection, tmp_path: Path) -> None:
    common = {"text": "x" * 1000, "whole": 1, "scaled": 1.5, "yes": True, "nested": {"a": 1}, "note": None}
    document, lines = _mapping(
        conn18,
        tmp_path,
        {**common, "mixed": 1, "lines": [{"qty": 1, "tags": []}, {"qty": 2, "sku": "a"}], "tags": ["a", "b"]},
        {**common, "mixed": "x", "lines": [], "tags": []},
        {**common, "mixed": True, "note": "x"},
    ).tables[::2]
    assert _columns(document) == {
        "whole": ("integer", "absent"),
        "scaled": ("numeric", "absent"),
        "yes": ("boolean", "absent"),
        "a": ("integer", "absent"),
        "note": ("text", "json_null"),
        "mixed": ("jsonb", "absent"),
        "tags": ("jsonb", "absent"),
    }
    assert lines.name == "document_line"
    assert _columns(lines) == {"qty": ("integer", "absent"), "sku": ("text", "absent"), "tags": ("jsonb", "absent")}


def test_long_array_of_scalars_has_one_column_for_the_element(conn18: Connection, tmp_path: Path) -> None:
    tags = _mapping(conn18, tmp_path, {"tags": ["a", None, *["tag"] * 100]}).tables[1]
    assert [(column.paths, column.type, column.missing) for column in tags.columns] == [(((),), "text", "json_null")]


def test_collection_is_missing_as_it_mostly_is(conn18: Connection, tmp_path: Path) -> None:
    documents = [
        {"empty": [{"a": 1}], "null": [{"a": 1}], "absent": [{"a": 1}]},
        *[{"empty": [], "null": None}] * 2,
        {"empty": [], "null": []},
    ]
    found = {table.name: table.missing for table in _mapping(conn18, tmp_path, *documents).tables[1:]}
    assert found == {"document_absent": "absent", "document_empty": "empty", "document_null": "json_null"}


def test_rare_keys_stay_in_the_residual(conn18: Connection, tmp_path: Path) -> None:
    documents = [
        {"often": "x" * 100, **({"twice": 1} if number < 2 else {}), **({"once": 1} if number == 0 else {})}
        for number in range(40)
    ]
    (document,) = _mapping(conn18, tmp_path, *documents).tables
    assert list(_columns(document)) == ["often", "twice"]


def test_columns_and_tables_are_capped(conn18: Connection, tmp_path: Path) -> None:
    wide = {f"k{number:03}": number for number in range(MAX_COLUMNS + 50)} | {
        f"a{number:02}": [{"b": 1}] for number in range(MAX_NODES + 15)
    }
    mapping = _mapping(conn18, tmp_path, wide)
    assert len({table.at for table in mapping.tables}) == MAX_NODES
    assert len(mapping.tables[0].columns) == MAX_COLUMNS


def test_names_are_unique_snake_case(conn18: Connection, tmp_path: Path) -> None:
    tables = _mapping(conn18, tmp_path, dict.fromkeys([*CASES, *GENERATED[:3], "", "HTTPServer", "aB1C"], "x")).tables
    names = {column.paths[0][0]: column.name for table in tables for column in table.columns}
    assert names["id"] == "document_id"
    assert names["residual"] == "document_residual"
    assert names[""].startswith("key_")
    assert names["HTTPServer"] == "http_server"
    assert names["123"] == "n123"
    assert names["größe"] == "größe"
    assert names["select"] == "document_select"
    assert len(set(names.values())) == len(names)
    assert all(len(name.encode()) <= 63 for name in names.values())
