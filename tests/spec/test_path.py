# ruff: noqa: E501 - one case a line
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofsm_migrate.spec.mapping import Step
from hofsm_migrate.spec.path import PathError, parse, parse_at, render, render_at

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=8)
ODD_TEXT = st.one_of(ANY_TEXT, st.text('."\\$*[]\n\x00 ab', max_size=6))
PATHS = st.lists(ODD_TEXT, max_size=5).map(tuple)
STEPS = st.lists(st.builds(Step, st.sampled_from(["array", "map"]), PATHS), max_size=4).map(tuple)


@given(PATHS)
def test_every_path_survives_being_written_and_read(path):
    assert parse(render(path)) == path


@given(STEPS)
def test_every_at_survives_being_written_and_read(steps):
    assert parse_at(render_at(steps)) == steps


@given(ODD_TEXT)
def test_any_text_is_read_or_refused_with_a_hint(text):
    for read, write in ((parse, render), (parse_at, render_at)):
        try:
            again = write(read(text))
        except PathError as error:
            again = error.hint
        assert again or text == ""


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("", ()),
        ('""', ("",)),
        ("a", ("a",)),
        ("a.b_2", ("a", "b_2")),
        ('"odd.key".x', ("odd.key", "x")),
        (r'"a\"b\\".""', ('a"b\\', "")),
        ("größe.名前", ("größe", "名前")),
        (r'"é😀"', ("é😀",)),
    ],
    ids=["the element itself", "the empty key", "one key", "two keys", "a quoted key", "quotes and backslashes", "letters of any script", "emoji"],
)  # fmt: skip
def test_a_path_means(text, path):
    assert parse(text) == path


@pytest.mark.parametrize(
    "text",
    [".", "a.", ".a", "a..b", " a", "a b", "a-b", "2a", '"a', '"a"b', 'a"b"', "a[0]", "$.a", '"\\x"', "a.*"],
)
def test_not_a_path(text):
    with pytest.raises(PathError):
        parse(text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("created-at.x", "'\"created-at\".x'"),
        ("2020", "'\"2020\"'"),
        ("a..b", "'a.b'"),
        ('"a""b".c', r"write \" for it"),
    ],
    ids=["a hyphen", "a digit first", "an empty key", "a quote as SQL writes it"],
)
def test_the_hint_shows_how_to_write_it(text, hint):
    with pytest.raises(PathError) as refused:
        parse(text)
    assert hint in refused.value.hint


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("$", ()),
        ("$[*]", (Step("array", ()),)),
        ("$.*", (Step("map", ()),)),
        ("$.a.b[*]", (Step("array", ("a", "b")),)),
        ("$.rows[*][*]", (Step("array", ("rows",)), Step("array", ()))),
        ("$.m.*.*", (Step("map", ("m",)), Step("map", ()))),
        ("$.m.*.a[*]", (Step("map", ("m",)), Step("array", ("a",)))),
        ('$."odd.key"[*].""[*]', (Step("array", ("odd.key",)), Step("array", ("",)))),
        ('$."*".*', (Step("map", ("*",)),)),
    ],
    ids=["root", "root array", "root map", "array", "array in array", "map in map", "array in map", "quoted keys", "a key that is a star"],
)  # fmt: skip
def test_an_at_means(text, steps):
    assert parse_at(text) == steps
    assert render_at(steps) == text


@pytest.mark.parametrize(
    "text", ["", "a", "$a", "$.", "$.a", "$.a[0]", "$..a[*]", "$.a[*].b", "$['a'][*]", "$.a[*] ", "$.a.[*]", "$.a**"]
)
def test_not_an_at(text):
    with pytest.raises(PathError):
        parse_at(text)
