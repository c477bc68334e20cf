# ruff: noqa: E501 - one list
"""Whatever stands in a spec file, it is read or refused; nothing else may come out."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from hofsm_migrate.errors import SpecError
from hofsm_migrate.spec.load import loads
from hofsm_migrate.spec.mapping import Mapping

EXAMPLE = (Path(__file__).with_name("specs") / "batches.yaml").read_text(encoding="utf-8")
WORDS = st.sampled_from(
    [*"$.[]{}:,'\"&*!|>#-?\n\t \x00", "$.a[*]", "$.a.*", "\\ud800", "null", "yes", "1", "share: x", "é", "\u2028", "\ud800", '""', "path:", "text"]
)  # fmt: skip
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 2)
    | st.floats(allow_nan=False)
    | WORDS.filter(lambda word: word != "\ud800"),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["path", "type", "at", "id", ""]), inner, max_size=2)
    ),
    max_leaves=4,
)


def outcome(text: str) -> Mapping | SpecError:
    try:
        return loads(text)
    except SpecError as error:
        return error


@given(st.lists(st.tuples(st.integers(0, len(EXAMPLE)), st.integers(0, 12), WORDS), min_size=1, max_size=3))
@settings(max_examples=100, deadline=None)
def test_a_damaged_text(edits):
    text = EXAMPLE
    for start, length, word in edits:
        text = text[:start] + word + text[start + length :]
    found = outcome(text)
    assert isinstance(found, Mapping) or all(problem.hint and problem.at for problem in found.problems)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path] * bool(path) + [place for key, item in inner for place in places(item, (*path, key))]


PLACES = places(YAML(typ="safe", pure=True).load(EXAMPLE))


def put(value: Any, path: tuple[Any, ...], junk: Any) -> Any:
    """`value` with `junk` at `path`; unchanged where an earlier edit took the place away."""
    if not path:
        return junk
    if isinstance(value, dict) and path[0] in value:
        return {**value, path[0]: put(value[path[0]], path[1:], junk)}
    if isinstance(value, list) and isinstance(path[0], int) and path[0] < len(value):
        return [put(item, path[1:], junk) if index == path[0] else item for index, item in enumerate(value)]
    return value


@given(st.lists(st.tuples(st.sampled_from(PLACES), JUNK), min_size=1, max_size=3))
@settings(max_examples=100, deadline=None)
def test_a_wrong_value_anywhere(edits):
    yaml = YAML(typ="safe", pure=True)
    spec = yaml.load(EXAMPLE)
    for path, junk in edits:
        spec = put(spec, path, junk)
    text = io.StringIO()
    yaml.dump(spec, text)
    found = outcome(text.getvalue())
    assert isinstance(found, Mapping) or all(problem.hint and problem.at for problem in found.problems)
