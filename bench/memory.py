"""B9: how much memory `hofsm backfill` takes at most."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bench.figure import Figure, Target
from bench.world import spec
from hofsm_migrate.phases import files

if TYPE_CHECKING:
    from bench.world import Site, Step, World

HOFSM = "from hofsm_migrate.cli import main; main()"
LAUNCH = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(done.returncode)
"""
"""A process starts with the peak of the one that starts it, hence a small one between this program and the command."""

MAXRSS_BYTES = 1 if sys.platform == "darwin" else 1024


def figures(world: World, _repeats: int, step: Step) -> list[Figure]:
    """Megabytes of resident memory; measured once, since the peak hardly varies."""
    step("B9: hofsm backfill in a process of its own")
    world.large.fresh()
    peak = _peak_mb(world.large)
    note = f"{world.large.documents:,} documents; measured once"
    return [Figure("B9", "peak of hofsm backfill", "-", "MB", (peak,), (), Target("<=", 200), (note,))]


def _peak_mb(site: Site) -> float:
    with TemporaryDirectory() as folder:
        files.write(site.reviewed, Path(folder))
        command = [sys.executable, "-c", HOFSM, "backfill", str(spec()), "--migrations", folder, "--dsn", site.dsn]
        done = subprocess.run(
            [sys.executable, "-S", "-c", LAUNCH, *command], check=False, capture_output=True, text=True
        )
    if done.returncode:
        raise AssertionError(f"hofsm backfill ended with {done.returncode}: {done.stderr}")
    return int(done.stdout) * MAXRSS_BYTES / 1_000_000
