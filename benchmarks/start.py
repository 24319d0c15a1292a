"""How long a start takes: from the command to the first result, each in a process of its own.

Given as seconds, and as times what Python and the three large libraries take to start alone.
Without the cache everything is compiled and read anew, as in the first run of a version.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HOUSE = Path(__file__).resolve().parent.parent
BARE, LIBRARIES = "pass", "import numpy, pandas, numba"
COMPARE = (
    "import sys; from borgerflow.experiments.cli import main; "
    "sys.exit(main('compare herning-syg02 --replications 1 --no-break-even --json'.split()))"
)
# Asked once before it is measured, so that it is answered from what was kept.
AGAIN = (
    "import os, sys; from borgerflow.experiments.cli import main; "
    "kept = os.path.join(os.environ['BORGERFLOW_CACHE'], 'answers'); "
    "sys.exit(main(['compare', 'herning-syg02', '--replications', '3', '--no-break-even',"
    " '--out', kept]))"
)
FIRST_PAIR = (
    "from borgerflow import compare; "
    "compare('herning', ['herning-syg02'], replications=1, workers=1, break_even=False)"
)
STARTS = {
    "python": BARE,
    "numpy, pandas, numba": LIBRARIES,
    "import borgerflow": "import borgerflow",
    "the world of Herning": "import borgerflow as bf; bf.load_world('herning', ['herning-syg02'])",
    "first finding": FIRST_PAIR,
    "borgerflow compare": COMPARE,
    "the same answer found again": AGAIN,
}
WITH_WORKERS = (
    "import sys; from borgerflow.experiments.cli import main; "
    "sys.exit(main('compare herning-syg02 --json --workers {}'.split()))"
)
ROUNDS = 5


class Took(NamedTuple):
    """Seconds by the clock on the wall, and of all cores together."""

    wall: float
    cores: float


def took(code: str, cache: str) -> Took:
    """Return how long a fresh process takes for some code, in an empty folder."""
    settings = {"PYTHONPATH": str(HOUSE / "src"), "BORGERFLOW_CACHE": cache}
    with tempfile.TemporaryDirectory() as folder:
        worked, begun = _worked(), time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            cwd=folder,
            env=os.environ | settings,
            stdout=subprocess.DEVNULL,
        )
        return Took(time.perf_counter() - begun, _worked() - worked)


def _worked() -> float:
    """Return the seconds that processes started from here have worked."""
    times = os.times()
    return times.children_user + times.children_system


def print_two_cores(cache: str) -> None:
    """Print how much sooner two workers have the whole answer than one."""
    one, two = (took(WITH_WORKERS.format(workers), cache).wall for workers in (1, 2))
    print(
        f"compare with its break-even: {one:.1f} s, by two workers {two:.1f} s: {one / two:.2f} x"
    )


def main() -> None:
    """Print the table: the best of some rounds, so that a busy moment touches all alike."""
    with tempfile.TemporaryDirectory() as cache:
        first = took(COMPARE, cache)
        took(AGAIN, cache)
        print_two_cores(cache)
        rounds = [{name: took(code, cache) for name, code in STARTS.items()} for _ in range(ROUNDS)]
    best = {name: Took(*map(min, zip(*(r[name] for r in rounds), strict=True))) for name in STARTS}
    best["borgerflow compare, nothing cached"] = first
    print(f"{'start':36} {'seconds':>8} {'of cores':>9} {'x python':>9} {'x libraries':>12}")
    for name, (wall, cores) in best.items():
        times = wall / best["python"].wall, wall / best["numpy, pandas, numba"].wall
        print(f"{name:36} {wall:8.2f} {cores:9.2f} {times[0]:9.1f} {times[1]:12.2f}")


if __name__ == "__main__":
    main()
