"""A sweep of eight rhythms of talks in whole Herning with capacity on, 50 paired replications.

Prints the seconds of the sweep over both cores, of the posts that were found before it, and how
many times as long nine worlds take as the baseline alone: those whom no talk of the team can
reach are not lived again.
"""

import sys
import time
from functools import partial

from benchmarks.measuring import best_of, machine
from borgerflow import load_world
from borgerflow.experiments.questions.contacts.asked.settings import Scope, rhythms_of, settings_of
from borgerflow.experiments.questions.contacts.simulation.simulate import Told, run_side
from borgerflow.experiments.questions.contacts.simulation.staffing import Plan, limited
from borgerflow.experiments.questions.contacts.simulation.worlds import Side
from borgerflow.experiments.runs.pool import WorkerPool, cores

EVERY = (2, 3, 4, 6, 8, 10, 13, 26)
REPLICATIONS, MOST_SECONDS = 50, 120
TOLD = Told(1, "compiled")


def main(replications: int) -> None:
    """Print the seconds, and whether the target is met."""
    bare = load_world("herning", contact_effects="trial")
    settings, scope = settings_of(rhythms_of(every=EVERY), ()), Scope(("dagpenge",))
    print(machine("numpy", "numba") + "; whole herning, dagpenge, capacity on")
    with WorkerPool(cores()) as crew:
        began = time.perf_counter()
        plan = limited(crew, bare, settings, scope, TOLD, hire=False)
        print(f"posts that each rhythm needs: {time.perf_counter() - began:.1f} s")
        held = crew.hold(plan.side)
        crew.run(run_side, [held], range(2), told=TOLD)
        began = time.perf_counter()
        crew.run(run_side, [held], range(replications), told=TOLD)
        seconds = time.perf_counter() - began
    whole = seconds * REPLICATIONS / replications
    verdict = "met" if whole < MOST_SECONDS else "MISSED"
    print(
        f"{len(EVERY)} rhythms x {REPLICATIONS} paired replications on {cores()} cores:"
        f" {whole:.1f} s; target {MOST_SECONDS} s ({verdict})"
    )
    print_ratio(plan)


def print_ratio(plan: Plan) -> None:
    """Print what all worlds take, in times of the baseline alone."""
    alone = Side(plan.side.baseline, (), plan.side.schemes)
    lives = [partial(run_side, side, replication=0, told=TOLD) for side in (alone, plan.side)]
    one, nine = (best_of(live, 3) for live in lives)
    print(f"CPU seconds: baseline {one:.2f}, nine worlds {nine:.2f}: {nine / one:.1f}x, not 9x;")
    print(f"all replications: {REPLICATIONS * nine / cores():.0f} CPU seconds on each core")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPLICATIONS)
