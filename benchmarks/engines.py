"""Both engines on whole Herning, four years plus run-in: one world, and a pair of worlds.

Run as ``python -m benchmarks.engines``. A bare SimPy loop with as many processes and as many
waits as the reference engine, at the same days, says what SimPy itself takes. A pair is the
baseline and a proposal, simulated, settled and reduced: what `borgerflow compare` repeats.
"""

import json
import sys
from collections.abc import Sequence
from functools import partial
from itertools import pairwise

import numpy as np
import simpy

from benchmarks.measuring import apart, best_of, machine, peak_mb
from borgerflow import load_world, simulate
from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_pair
from borgerflow.sim.records.history import History

MUNICIPALITY, PROPOSAL = "herning", "herning-syg02"
ENGINES = ("reference", "compiled")
BARE = "bare SimPy"
AT_MOST = 3  # measurements
LEAST, AIM = 80, 150  # how much faster a compiled pair is to be


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


def one_world(name: str) -> dict[str, float]:
    """Return seconds, events and peak memory of one replication, run here."""
    world = load_world(MUNICIPALITY)
    if name == BARE:
        days = wait_days(simulate(world, engine="compiled"))
        events = sum(len(own) for own in days)
        seconds = best_of(partial(bare_simpy, days, world.run_in_day), AT_MOST)
    else:
        simulate(load_world("modelkommune", population=0.01), engine=name)
        history = simulate(world, engine=name)
        events = int((~history.spell_arrays.open).sum()) + len(history.contact_arrays.citizen)
        seconds = best_of(partial(simulate, world, engine=name), AT_MOST)
    return {"seconds": seconds, "events": events, "peak_mb": peak_mb()}


def two_worlds(name: str) -> dict[str, float]:
    """Return seconds and peak memory of one paired replication, run here."""
    settings = RunSettings(1, name)
    for size in (0.01, 1.0):
        baseline = load_world(MUNICIPALITY, population=size)
        investment = load_world(MUNICIPALITY, (PROPOSAL,), population=size)
        pair = partial(run_pair, baseline, investment, replication=0, settings=settings)
        seconds = best_of(pair, AT_MOST if name == "compiled" else 1)
    return {"seconds": seconds, "peak_mb": peak_mb()}


def print_one_world() -> None:
    """Print the table of one world."""
    print("\none world, one replication, one core")
    print(f"{'engine':12}{'seconds':>10}{'events':>11}{'events/s':>12}{'peak MB':>9}{'x bare':>8}")
    rows = {name: apart("benchmarks.engines", "one_world", name) for name in (BARE, *ENGINES)}
    for name, row in rows.items():
        print(
            f"{name:12}{row['seconds']:10.3f}{row['events']:11,.0f}"
            f"{row['events'] / row['seconds']:12,.0f}{row['peak_mb']:9.0f}"
            f"{row['seconds'] / rows[BARE]['seconds']:8.2f}"
        )


def print_two_worlds() -> None:
    """Print the table of a pair, and whether the target is met."""
    print(f"\na pair of worlds ({PROPOSAL}), simulated, settled and reduced, one core")
    print(f"{'engine':12}{'seconds':>10}{'peak MB':>9}")
    rows = {name: apart("benchmarks.engines", "two_worlds", name) for name in ENGINES}
    for name, row in rows.items():
        print(f"{name:12}{row['seconds']:10.3f}{row['peak_mb']:9.0f}")
    ratio = rows["reference"]["seconds"] / rows["compiled"]["seconds"]
    verdict = "met" if ratio >= LEAST else "MISSED"
    print(f"compiled against reference: {ratio:.1f}x; target {LEAST}x ({verdict}), aim {AIM}x")


def main(arguments: Sequence[str]) -> None:
    """Print both tables; with arguments, measure one row of one of them."""
    if arguments:
        part, name = arguments
        print(json.dumps({"one_world": one_world, "two_worlds": two_worlds}[part](name)))
        return
    print(machine("simpy", "numba", "numpy") + f"; whole {MUNICIPALITY}")
    print_one_world()
    print_two_worlds()


if __name__ == "__main__":
    main(sys.argv[1:])
