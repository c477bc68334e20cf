"""Keys as people read them."""

from __future__ import annotations

import pytest

from hofsm_migrate.phases.keys import show


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (("5",), "id 5"),
        (("7", "a b"), "company 7, id a b"),
        (("", " x"), "company '', id ' x'"),
        (("'",), "id '"),
    ],
)
def test_a_key_can_be_seen(key: tuple[str, ...], words: str) -> None:
    assert show(("company", "id")[-len(key) :], key) == words
