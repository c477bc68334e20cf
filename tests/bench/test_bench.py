"""The benchmarks run as a whole; what they measure is no matter for the test suite."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


FIGURES = {"B1": (1, 2, 3), "B2": (2,), "B3": (4,), "B4": (4,), "B6": (9,), "B7": (1,), "B8": (1,), "B9": (2,)}
"""How many lines each has; the other tools of B1 may not be installed."""


@pytest.mark.parametrize(
    "only", [("B6", "B7", "B8"), pytest.param(tuple(FIGURES), marks=pytest.mark.slow)], ids=["some", "all"]
)
def test_a_small_run_prints_the_table_and_writes_every_measurement(tmp_path: Path, only: tuple[str, ...]) -> None:
    target = tmp_path / "results" / "run.json"
    command = [sys.executable, "-m", "bench", "--scale", "0.005", "--repeats", "1", "--json", str(target)]
    command += [word for name in only for word in ("--only", name)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    run = json.loads(target.read_text())
    ids = [one["id"] for one in run["figures"]]
    assert ids == [name for name in only for _ in range(ids.count(name))]
    assert all(ids.count(name) in FIGURES[name] for name in only)
    assert run["documents"] == 100
    for one in run["figures"]:
        assert min([*one["ours"], *one["baseline"]]) > 0
        found, target_value = one["found"], one["target"]["value"]
        assert one["met"] == (found >= target_value if one["target"]["bound"] == ">=" else found <= target_value)
        line = next(line for line in done.stdout.splitlines() if line.startswith(one["id"]) and one["name"] in line)
        assert line.split()[-1] == ("met" if one["met"] else "missed")
