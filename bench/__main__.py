"""`python -m bench`: measure, print one table, write JSON."""

from __future__ import annotations

import argparse
import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path

from bench import backfill, dual_write, introspect, memory, reads, report, size, stall, verify
from bench.world import GROWTH, world
from hofsm_migrate.report.screen import stages

FIGURES = {
    "B1": introspect.figures,
    "B2": backfill.figures,
    "B3": dual_write.figures,
    "B4": reads.figures,
    "B6": stall.figures,
    "B7": verify.figures,
    "B8": size.figures,
    "B9": memory.figures,
}
RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Measure what the arguments say. Missed targets are printed, and are no failure."""
    options = _options()
    started, began = time.monotonic(), os.getloadavg()[0]
    at = datetime.now(UTC)
    with stages() as step, world(options.scale, step) as where:
        found = [one for name in options.only for one in FIGURES[name](where, options.repeats, step)]
    run = report.Run(
        at=at,
        scale=options.scale,
        documents=where.large.documents,
        repeats=options.repeats,
        server=where.server,
        settings=where.settings,
        load=(began, os.getloadavg()[0]),
        seconds=time.monotonic() - started,
        figures=tuple(found),
    )
    report.draw(run)
    target = options.json or RESULTS / f"{at:%Y-%m-%dT%H%M%SZ}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(report.as_json(run), indent=2) + "\n", encoding="utf-8")
    print(f"Every measurement: {target}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--scale", type=_scale, default=0.25, help="1 is 20,000 batches (default: %(default)s)")
    parser.add_argument("--repeats", type=_repeats, default=5, help="measurements per side (default: %(default)s)")
    parser.add_argument("--only", choices=sorted(FIGURES), action="append", help="a figure; may be given several times")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where JSON goes (default: below bench/results)")
    options = parser.parse_args()
    options.only = sorted(set(options.only or FIGURES))
    return options


def _scale(text: str) -> float:
    value = float(text)
    if not 0.001 <= value <= 100:
        raise argparse.ArgumentTypeError(
            f"a scale from 0.001 to 100 is needed, {GROWTH}x of the small one; got {text!r}"
        )
    return value


def _repeats(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"at least one measurement is needed, got {text!r}")
    return value


main()
