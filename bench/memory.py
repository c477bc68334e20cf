"""B9: how much memory `hofsm backfill` and `hofsm introspect` take at most."""

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
    step("B9: each command in a process of its own")
    world.large.fresh()
    note = f"{world.large.documents:,} documents; measured once"
    each = "the largest of its processes: the command itself and two workers"
    return [
        _figure("backfill", _backfill_mb(world.large), (note,)),
        _figure("introspect", _introspect_mb(world.large), (note, each)),
    ]


def _figure(command: str, peak_mb: float, notes: tuple[str, ...]) -> Figure:
    return Figure("B9", f"peak of hofsm {command}", "-", "MB", (peak_mb,), (), Target("<=", 200), notes)


def _backfill_mb(site: Site) -> float:
    with TemporaryDirectory() as folder:
        files.write(site.reviewed, Path(folder))
        return _peak_mb("backfill", str(spec()), "--migrations", folder, "--dsn", site.dsn)


def _introspect_mb(site: Site) -> float:
    source = site.plan.tree.source
    with TemporaryDirectory() as folder:
        target = str(Path(folder) / "profile.json")
        return _peak_mb("introspect", f"{source.schema}.{source.table}", "-o", target, "--dsn", site.dsn)


def _peak_mb(*arguments: str) -> float:
    command = [sys.executable, "-c", HOFSM, *arguments]
    done = subprocess.run([sys.executable, "-S", "-c", LAUNCH, *command], check=False, capture_output=True, text=True)
    if done.returncode:
        raise AssertionError(f"hofsm {arguments[0]} ended with {done.returncode}: {done.stderr}")
    return int(done.stdout) * MAXRSS_BYTES / 1_000_000
