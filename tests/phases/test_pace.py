"""The size of chunks on made-up servers, of which one plans for longer than a chunk should take."""

from __future__ import annotations

import pytest

from hofsm_migrate.phases.pace import LARGEST, Pace

CHUNKS = 40


def settled(fixed_s: float, each_s: float, target_s: float = 0.2) -> int:
    """The size that chunks come to where each takes a fixed time and some for every document."""
    pace = Pace(target_s)
    for _ in range(CHUNKS):
        pace = pace.after(pace.documents, fixed_s + each_s * pace.documents)
    return pace.documents


@pytest.mark.parametrize(
    ("fixed_s", "each_s", "low", "high"),
    [
        (0.0, 0.001, 190, 210),
        (0.1, 0.001, 90, 110),
        (0.19, 0.0002, 300, 700),
        (0.5, 0.0002, 1_000, 1_500),
        (5.0, 0.0002, LARGEST, LARGEST),
        (0.0, 1.0, 1, 1),
    ],
    ids=[
        "nothing fixed",
        "half of it planning",
        "planning as long as a chunk",
        "longer",
        "much longer",
        "huge documents",
    ],
)
def test_chunks_come_to_a_size(fixed_s: float, each_s: float, low: int, high: int) -> None:
    assert low <= settled(fixed_s, each_s) <= high


def test_one_slow_chunk_halves_the_next_at_most() -> None:
    assert Pace(0.2, 400).after(400, 20.0).documents == 200
