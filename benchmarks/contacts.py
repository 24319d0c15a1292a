"""A sweep of eight rhythms of contacts in whole Herning with capacity on, 50 paired replications.

Prints the seconds of the sweep over both cores, of the posts that were found before it, and how
many times as long nine worlds take as the baseline alone: those whom no contact of the team can
reach are not simulated again.
"""

import sys
import time
from functools import partial

from benchmarks.measuring import best_of, machine
from borgerflow.experiments.questions.contacts.asked.design import design_of
from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion
from borgerflow.experiments.questions.contacts.simulation.simulate import run_arm
from borgerflow.experiments.questions.contacts.simulation.staffing import (
    StaffPlan,
    plan_of_settings,
)
from borgerflow.experiments.questions.contacts.simulation.worlds import Arm
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.pool import WorkerPool, cores
from borgerflow.sim.params import load

EVERY = (2, 3, 4, 6, 8, 10, 13, 26)
REPLICATIONS, MOST_SECONDS = 50, 120
RUN = RunSettings(1, "compiled")


def main(replications: int) -> None:
    """Print the seconds, and whether the target is met."""
    rhythms = tuple(f"every {weeks} weeks" for weeks in EVERY)
    question = ContactsQuestion(municipality="herning", schemes=("dagpenge",), rhythm=rhythms)
    design = design_of(question, load())
    print(machine("numpy", "numba") + "; whole herning, dagpenge, capacity on")
    with WorkerPool(cores()) as pool:
        began = time.perf_counter()
        plan = plan_of_settings(pool, design, RUN)
        print(f"posts that each rhythm needs: {time.perf_counter() - began:.1f} s")
        held = pool.hold(plan.arm)
        pool.run(run_arm, [held], range(2), run=RUN)
        began = time.perf_counter()
        pool.run(run_arm, [held], range(replications), run=RUN)
        seconds = time.perf_counter() - began
    whole = seconds * REPLICATIONS / replications
    verdict = "met" if whole < MOST_SECONDS else "MISSED"
    print(
        f"{len(EVERY)} rhythms x {REPLICATIONS} paired replications on {cores()} cores:"
        f" {whole:.1f} s; target {MOST_SECONDS} s ({verdict})"
    )
    print_ratio(plan)


def print_ratio(plan: StaffPlan) -> None:
    """Print what all worlds take, in times of the baseline alone."""
    alone = Arm(plan.arm.baseline, (), plan.arm.schemes)
    lives = [partial(run_arm, arm, replication=0, run=RUN) for arm in (alone, plan.arm)]
    one, nine = (best_of(live, 3) for live in lives)
    print(f"CPU seconds: baseline {one:.2f}, nine worlds {nine:.2f}: {nine / one:.1f}x, not 9x;")
    print(f"all replications: {REPLICATIONS * nine / cores():.0f} CPU seconds on each core")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPLICATIONS)
