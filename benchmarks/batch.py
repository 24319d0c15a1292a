"""Paired replications of whole Herning over one core and over two, as `batch` lives them.

Prints seconds, seconds for a thousand, what the second core gives, and the most memory that
workers had held after the first tenth and at the end: it should not grow.
"""

import sys
import time
from typing import NamedTuple

from benchmarks.aims import tell
from benchmarks.measuring import machine
from borgerflow import load_world
from borgerflow.experiments.questions.batch.plan import CENTRAL, Unit, Work
from borgerflow.experiments.questions.batch.workers import executor_for, finished_units
from borgerflow.experiments.runs.comparison import comparison_of
from borgerflow.experiments.runs.estimators.pairs import RunSettings

REPLICATIONS = 150
MEGABYTE = 1e6


class Took(NamedTuple):
    """Seconds of some replications, and the most memory early and late, in MB."""

    seconds: float
    early: float
    late: float


def took(work: Work, replications: int, workers: int) -> Took:
    """Return what it takes to live some pairs once the workers have started."""
    with executor_for(work, workers, None) as executor:
        list(finished_units(executor, [Unit(r, (CENTRAL,)) for r in range(2 * workers)]))
        began, peaks = time.perf_counter(), []
        for _, rows in finished_units(executor, [Unit(r, (CENTRAL,)) for r in range(replications)]):
            peaks.append(rows.peak_bytes / MEGABYTE)
        seconds = time.perf_counter() - began
    return Took(seconds, max(peaks[: max(1, replications // 10)]), max(peaks))


def main(replications: int) -> None:
    """Print both."""
    world = load_world("herning", ["herning-syg02"])
    work = Work(comparison_of(world, None), {}, RunSettings(1, "auto"))
    print(machine("numpy", "numba"))
    print(
        f"{'cores':>5} {'pairs':>6} {'seconds':>8} {'per 1,000':>10} {'early MB':>9} {'late MB':>8}"
    )
    each = []
    for workers in (1, 2):
        told = took(work, replications, workers)
        each.append(told.seconds)
        print(
            f"{workers:5} {replications:6} {told.seconds:8.1f}"
            f" {1000 * told.seconds / replications:10.1f} {told.early:9.0f} {told.late:8.0f}",
            flush=True,
        )
    print(f"two cores: {each[0] / each[1]:.2f} times as fast")
    tell("worker", max(told.early, told.late))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPLICATIONS)
