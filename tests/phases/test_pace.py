"""The size of chunks on made-up servers, of which one plans for longer than a chunk should take."""

from __future__ import annotations

from random import Random

import pytest

from hofsm_migrate.phases.pace import LARGEST, PROBE, Pace

CHUNKS = 8 * PROBE - 2
SEEDS = 20


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
        (0.19, 0.0002, 900, 1_000),
        (0.5, 0.0002, 2_400, 2_600),
        (5.0, 0.0002, LARGEST, LARGEST),
        (0.0, 1.0, 1, 1),
    ],
    ids=[
        "nothing fixed",
        "half of it fixed",
        "fixed as long as a chunk",
        "longer",
        "much longer",
        "huge documents",
    ],
)
def test_chunks_come_to_a_size(fixed_s: float, each_s: float, low: int, high: int) -> None:
    assert low <= settled(fixed_s, each_s) <= high


def test_one_slow_chunk_halves_the_next_at_most() -> None:
    assert Pace(0.2, 400).after(400, 20.0).documents == 200


def test_a_chunk_that_failed_is_halved_down_to_one_document() -> None:
    pace = Pace(0.2, 3)
    assert [pace.halved().documents, pace.halved().halved().documents] == [1, 1]


def seconds_for(documents: int, fixed_s: float, each_s: float, noise: float, seed: int) -> float:
    """All chunks together, each of which takes longer or shorter by chance."""
    random, pace, spent = Random(seed), Pace(0.1), 0.0
    while documents > 0:
        size = min(pace.documents, documents)
        seconds = (fixed_s + each_s * size) * random.lognormvariate(-(noise**2) / 2, noise)
        pace, spent, documents = pace.after(size, seconds), spent + seconds, documents - size
    return spent


@pytest.mark.parametrize(("fixed_s", "each_s"), [(0.02, 0.002), (0.15, 0.012), (0.5, 0.005), (2.0, 0.001)])
@pytest.mark.parametrize("noise", [0.3, 0.6])
def test_chance_does_not_make_chunks_so_small_that_nothing_gets_done(
    fixed_s: float, each_s: float, noise: float
) -> None:
    even = seconds_for(3_000, fixed_s, each_s, 0.0, 0)
    for seed in range(SEEDS):
        assert seconds_for(3_000, fixed_s, each_s, noise, seed) < 3 * even, seed


def test_a_size_of_one_is_left_again() -> None:
    """What made it look right has passed: without another size now and then nothing would tell."""
    pace = Pace(0.1, 1)
    for _ in range(30):
        pace = pace.after(pace.documents, 0.2 + 0.001 * pace.documents)
    assert pace.documents > 50
