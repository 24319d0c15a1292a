"""Time per citizen-year and peak memory from a thousand citizens to a million, in threads.

One replication of Herning at another size, four years plus run-in, simulated and reckoned block
by block as `run` and `compare` do. Each size and number of threads has a process of its own.
"""

import json
import sys
import time

from benchmarks.measuring import apart, machine, peak_mb
from borgerflow import load_world
from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_world
from borgerflow.sim.world.people import census_of

SIZES = (1_000, 10_000, 100_000, 1_000_000)
THREADS = (1, 2)
YEAR_DAYS = 365.25
LARGE = 500_000  # citizens for whom one run is enough to measure


def part(citizens: int, threads: int) -> dict[str, float]:
    """Return seconds, citizen-years and peak memory of one replication, run here."""
    whole = census_of(load_world("herning").peopling, 1, 0).residents
    world = load_world("herning", population=citizens / whole)
    run_world(
        load_world("herning", population=0.001), replication=0, settings=RunSettings(1, "auto")
    )
    rounds = 1 if citizens > LARGE else 5
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        run_world(world, replication=0, settings=RunSettings(1, "auto", threads))
        taken.append(time.perf_counter() - began)
    years = (world.end_day - world.run_in_day) / YEAR_DAYS
    return {"seconds": min(taken), "citizen_years": citizens * years, "peak_mb": peak_mb()}


def main() -> None:
    """Print a table of all sizes."""
    print(machine("numpy", "numba"))
    print(
        f"{'citizens':>9} {'threads':>7} {'seconds':>9} {'us/year':>8} {'peak MB':>8} {'ratio':>6}"
    )
    for citizens in SIZES:
        alone = None
        for threads in THREADS:
            row = apart("benchmarks.scale", citizens, threads)
            alone = alone or row["seconds"]
            print(
                f"{citizens:9,} {threads:7} {row['seconds']:9.3f}"
                f" {1e6 * row['seconds'] / row['citizen_years']:8.3f} {row['peak_mb']:8.0f}"
                f" {alone / row['seconds']:5.2f}",
                flush=True,
            )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(part(int(sys.argv[1]), int(sys.argv[2]))))
    else:
        main()
