"""A sweep of eight frequencies of talks on whole Herning with staff, over two cores.

Run as ``python -m benchmarks.talks``. Each replication lives the usual world and eight beside it,
all citizens in each of them, since who waits depends on all.
"""

import multiprocessing
import sys
import time
from functools import cache

from benchmarks.measuring import machine
from experiments.pairs import Settings, run_beside
from sim import load_world
from sim.staffing import staffed
from sim.talk_rules import ContactRule
from sim.world import World

REPLICATIONS, CORES, AIM = 50, 2, 120
EVERY_WEEKS = (1, 2, 3, 4, 6, 8, 13, 26)
SCHEME = "dagpenge"
SETTINGS = Settings(1, "compiled", SCHEME, at_the_door=False)


@cache
def worlds() -> tuple[World, ...]:
    """Return the usual world and the eight."""
    usual = staffed(load_world("herning", contact_effects="trial"))
    return (usual, *(usual.with_talks(rules=[rule(usual, weeks)]) for weeks in EVERY_WEEKS))


def rule(world: World, weeks: int) -> ContactRule:
    """Return the rule of a talk every so many weeks from the first day of the horizon."""
    return ContactRule(
        f"every {weeks} weeks", (SCHEME,), start=world.start_day, then_every_weeks=weeks
    )


def one(replication: int) -> float:
    """Return the seconds of processor that one replication of all takes."""
    usual, *others = worlds()
    began = time.process_time()
    run_beside(usual, others, replication, SETTINGS)
    return time.process_time() - began


def main(replications: int) -> None:
    """Print how long the sweep takes."""
    one(0)  # compiled once, for all
    with multiprocessing.get_context("fork").Pool(CORES) as pool:
        began = time.perf_counter()
        each = pool.map(one, range(replications), chunksize=1)
        took = time.perf_counter() - began
    print(machine("numpy", "numba"))
    print(f"{len(EVERY_WEEKS)} frequencies x {replications} replications on {CORES} cores:")
    print(f"{took:.0f} s (aim {AIM}); {sum(each) / replications:.2f} s of processor a replication")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPLICATIONS)
