from __future__ import annotations

import pytest

from hofsm_migrate.errors import SpecError
from hofsm_migrate.spec.load import load, loads
from tests.spec.refusals import REFUSED, ROOT, golden, told


@pytest.mark.parametrize("phrase", REFUSED)
def test_a_refused_spec_says_what_the_golden_file_says(phrase):
    assert told(REFUSED[phrase]) == golden()[phrase]


def test_the_golden_file_has_every_case_and_no_other():
    assert list(golden()) == list(REFUSED)


@pytest.mark.parametrize("phrase", REFUSED)
def test_every_problem_has_a_place_and_a_hint(phrase):
    with pytest.raises(SpecError) as refused:
        loads(REFUSED[phrase], "dir/m.yaml")
    for problem in refused.value.problems:
        assert problem.at is not None
        assert problem.at.startswith("dir/m.yaml:")
        assert problem.hint
        assert problem.message[0] == "`" or problem.message[0].islower()


def test_problems_come_in_the_order_of_the_file():
    with pytest.raises(SpecError) as refused:
        loads(REFUSED["several problems at once"], "m")
    places = [
        tuple(int(part) for part in str(problem.at).split(" ")[0].split(":")[1:]) for problem in refused.value.problems
    ]
    assert len(places) > 5
    assert places == sorted(places)


def test_the_base_of_all_cases_is_accepted():
    assert told(ROOT) == ""


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(SpecError, match="no such file or directory"):
        load(tmp_path / "none.yaml")


def test_a_directory_is_not_a_spec(tmp_path):
    with pytest.raises(SpecError, match="cannot be read"):
        load(tmp_path)


def test_bytes_that_are_not_utf_8_have_a_place(tmp_path):
    file = tmp_path / "m.yaml"
    file.write_bytes(b"mapping: m\nschema: caf\xe9\n")
    with pytest.raises(SpecError, match=r"m\.yaml:2:12"):
        load(file)


def test_a_file_over_the_limit_is_not_parsed(tmp_path):
    text = ROOT + "# " + "x" * 1_048_576
    (tmp_path / "m.yaml").write_text(text)
    with pytest.raises(SpecError, match="larger than 1048576 bytes"):
        load(tmp_path / "m.yaml")
    with pytest.raises(SpecError, match="larger than 1048576 bytes"):
        loads(text)


BOMB = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [*{last}, *{last}]\n" for last, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "text",
    [BOMB, "a: " + "{a: " * 100_000, "- " * 200_000, "mapping: " + "[" * 500_000, ROOT + "  x: " + "{role: " * 10_000],
    ids=[
        "a bomb of aliases",
        "mappings in mappings",
        "lists in lists",
        "half a million brackets",
        "mappings in a table",
    ],
)
def test_hostile_yaml_is_refused_without_being_expanded(text):
    with pytest.raises(SpecError):
        loads(text)


def test_a_path_of_very_many_keys_is_refused():
    path = ".".join(["a"] * 100_000)
    with pytest.raises(SpecError, match="more than 100 keys: got 100000"):
        loads(ROOT + f"  e: {{role: core, at: '$.x[*]', columns: {{c: {{path: {path}, type: text}}}}}}\n")
