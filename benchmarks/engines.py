"""Events a second and peak memory of the engines on whole Herning, four years plus run-in.

A bare SimPy loop with as many processes and as many waits as the reference engine, at the
same days, says what SimPy itself takes. Each part runs in a process of its own, so that peak
memory is its own. Figures, not a test: `make bench` prints them.
"""

import json
import platform
import resource
import subprocess
import sys
import time
from itertools import pairwise

import numba
import numpy as np
import simpy

from sim import load_world, simulate
from sim.history import History

MUNICIPALITY = "herning"


def wait_days(history: History) -> list[list[int]]:
    """Return for each citizen the days on which the reference engine wakes, in order."""
    spells, contacts = history.spell_arrays, history.contact_arrays
    ends = ~spells.open
    citizen = np.concatenate([spells.citizen[ends], contacts.citizen])
    day = np.concatenate([spells.end[ends], contacts.held])
    order = np.lexsort((day, citizen))
    borders = np.searchsorted(citizen[order], np.arange(spells.citizen.max() + 2))
    days = day[order].tolist()
    return [days[a:b] for a, b in pairwise(borders)]


def bare_simpy(days: list[list[int]], first: int) -> None:
    """Let one process per citizen wait for its days and do nothing else."""
    env = simpy.Environment(initial_time=first)

    def live(own: list[int]):
        for day in own:
            yield env.timeout(day - env.now)

    for own in days:
        env.process(live(own))
    env.run()


def timed(work) -> float:
    """Return the seconds a call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def part(name: str) -> dict[str, float]:
    """Return seconds, events and peak memory of one part, run here."""
    world = load_world(MUNICIPALITY)
    if name == "bare SimPy":
        history = simulate(world, engine="compiled")
        days = wait_days(history)
        seconds = min(timed(lambda: bare_simpy(days, world.run_in_day)) for _ in range(3))
        events = sum(len(own) for own in days)
    else:
        if name == "compiled":
            simulate(load_world("modelkommune", population=0.01), engine=name)
        history = simulate(world, engine=name)
        seconds = min(timed(lambda: simulate(world, engine=name)) for _ in range(3))
        events = int((~history.spell_arrays.open).sum()) + len(history.contact_arrays.citizen)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "events": events, "peak_mb": peak}


def main() -> None:
    """Print the table."""
    if len(sys.argv) > 1:
        print(json.dumps(part(sys.argv[1])))
        return
    versions = (
        f"Python {platform.python_version()}, simpy {simpy.__version__}, numba {numba.__version__}"
    )
    print(f"{platform.machine()}, {versions}; whole {MUNICIPALITY}, one replication, one core")
    print(
        f"{'engine':12} {'seconds':>9} {'events':>9} {'events/s':>11} {'peak MB':>8} {'x bare':>7}"
    )
    bare = None
    for name in ("bare SimPy", "reference", "compiled"):
        out = subprocess.run(
            [sys.executable, __file__, name], check=True, capture_output=True, text=True
        )
        row = json.loads(out.stdout)
        bare = bare or row["seconds"]
        print(
            f"{name:12} {row['seconds']:9.3f} {row['events']:9.0f}"
            f" {row['events'] / row['seconds']:11,.0f} {row['peak_mb']:8.0f}"
            f" {row['seconds'] / bare:7.2f}"
        )


if __name__ == "__main__":
    main()
