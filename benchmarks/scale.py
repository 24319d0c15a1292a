"""CPU per citizen-year and peak memory: a thousand citizens to a million, four years to sixteen.

One replication of Herning at another size or over other years, run-in included, simulated and
reckoned block by block as `run` and `compare` do. Each row has a process of its own. At the end
whole Herning to 2030 against the four years to 2022, both with their run-in.
"""

import json
import sys
import time
from typing import NamedTuple

from benchmarks.measuring import apart, machine, peak_mb
from borgerflow import load_world
from borgerflow.experiments.runs.estimators.one_world import run_world
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.sim.world.people import census_of

FIRST_YEAR, RUN_IN = 2019, 4
YEAR_DAYS = 365.25
LARGE = 500_000  # citizens for whom one run is enough to measure
ROUNDS = 5  # of fewer


class Size(NamedTuple):
    """What a replication is of: citizens, threads, and years that are simulated.

    Four years are a horizon without a run-in; what is above is a run-in of four, then more horizon.
    """

    citizens: int
    threads: int = 1
    years: int = 8

    @property
    def run_in(self) -> int:
        """Return the years before the horizon."""
        return min(RUN_IN, self.years - RUN_IN)


SIZES = [Size(10**power, threads) for power in (3, 4, 5, 6) for threads in (1, 2)]
OTHER_YEARS = [Size(100_000, years=years) for years in (4, 12)]
SHORT, LONG = RUN_IN + 4, RUN_IN + 12  # years of whole Herning, the run-in included
MOST = 3.2  # times the CPU of the short one that the long one may take


def residents() -> int:
    """Return how many citizens whole Herning has."""
    return census_of(load_world("herning").peopling, 1, 0).residents


def part(size: Size) -> dict[str, float]:
    """Return seconds, CPU seconds, citizen-years and peak memory of one replication, run here."""
    whole = residents()
    end = f"{FIRST_YEAR + size.years - size.run_in}-01-01"
    share = size.citizens / whole
    world = load_world("herning", population=share, end=end, run_in_years=size.run_in)
    run_world(
        load_world("herning", population=0.001), replication=0, settings=RunSettings(1, "auto")
    )
    settings, taken, worked = RunSettings(1, "auto", size.threads), [], []
    for _ in range(1 if size.citizens > LARGE else ROUNDS):
        began, busy = time.perf_counter(), time.process_time()
        run_world(world, replication=0, settings=settings)
        taken.append(time.perf_counter() - began)
        worked.append(time.process_time() - busy)
    years = (world.end_day - world.run_in_day) / YEAR_DAYS
    return {
        "seconds": min(taken),
        "cpu": min(worked),
        "citizen_years": size.citizens * years,
        "peak_mb": peak_mb(),
    }


def print_row(size: Size, row: dict[str, float], alone: float) -> None:
    """Print a size; ``alone`` are the seconds that the same size takes in one thread."""
    print(
        f"{size.citizens:9,} {size.years:5} {size.threads:7} {row['seconds']:9.3f}"
        f" {row['cpu']:9.3f} {1e6 * row['cpu'] / row['citizen_years']:8.3f} {row['peak_mb']:8.0f}"
        f" {alone / row['seconds']:5.2f}",
        flush=True,
    )


def bytes_a_year(row: dict[str, float], empty: float) -> float:
    """Return the memory of a row by citizen-year, beyond what hardly anybody takes."""
    return 1e6 * (row["peak_mb"] - empty) / row["citizen_years"]


def print_longer(short: dict[str, float], long: dict[str, float], empty: float) -> None:
    """Print what a long horizon of whole Herning takes beside a short one."""
    times = long["cpu"] / short["cpu"]
    memory, before = (bytes_a_year(row, empty) for row in (long, short))
    print(
        f"whole Herning, {LONG - RUN_IN} years against {SHORT - RUN_IN}: CPU x {times:.2f}"
        f" (at most {MOST}); {memory:.0f} bytes a citizen-year against {before:.0f}"
    )


def main() -> None:
    """Print a table of all sizes."""
    print(machine("numpy", "numba"))
    print(
        f"{'citizens':>9} {'years':>5} {'threads':>7} {'seconds':>9} {'CPU s':>9} {'us/year':>8}"
        f" {'peak MB':>8} {'ratio':>6}"
    )
    alone: dict[Size, float] = {}
    herning = [Size(residents(), years=years) for years in (SHORT, LONG)]
    rows = {}
    for size in (*SIZES, *OTHER_YEARS, *herning):
        rows[size] = row = apart("benchmarks.scale", *size)
        one = alone.setdefault(size._replace(threads=1), row["seconds"])
        print_row(size, row, one)
    short, long = (rows[size] for size in herning)
    print_longer(short, long, rows[SIZES[0]]["peak_mb"])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(part(Size(*map(int, sys.argv[1:])))))
    else:
        main()
