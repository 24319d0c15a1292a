"""The range that `contacts` leads with: ten draws and a secant against many draws alone.

    python -m benchmarks.talk_range [POPULATION [DRAWS]]

Each question is answered as `contacts` does, in one process; printed are the CPU seconds of the
answer with and without the range, the range, and what it is told by many draws of all numbers at
once, each simulated in two replications, without any secant.
"""

import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np

import borgerflow as bf
from benchmarks.measuring import machine
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.compare.own_numbers.layers import layers_of
from borgerflow.experiments.questions.compare.own_numbers.sampling import points
from borgerflow.experiments.questions.contacts import question as asked
from borgerflow.experiments.questions.contacts.simulation.answers import Experiment
from borgerflow.experiments.questions.contacts.simulation.rows import NetEffect, net_effect
from borgerflow.experiments.questions.contacts.simulation.unsure.drawn_talks import drawn_talks
from borgerflow.experiments.questions.contacts.simulation.unsure.talk_numbers import talk_numbers
from borgerflow.experiments.questions.contacts.simulation.worlds import CENTRAL
from borgerflow.experiments.runs.money import MUNICIPALITY
from borgerflow.experiments.runs.pool import WorkerPool

QUESTIONS: tuple[dict[str, Any], ...] = (
    {"schemes": "sygedagpenge", "rhythm": ["4/year"]},
    {"schemes": "dagpenge", "rhythm": ["6/year"], "hire": True},
    {"schemes": "kontanthjaelp_jobparat", "rhythm": ["every 4 weeks"], "capacity": False},
)


class Asked(NamedTuple):
    """What a question was asked of, and how long its range took."""

    experiment: Experiment
    runs: Any
    seconds: float


def answered(question: dict[str, Any], population: float) -> tuple[Any, Asked, float]:
    """Return the answer, what stood behind its range, and the CPU seconds of the whole."""
    seen: list[Asked] = []
    usual: Callable[..., Any] = asked.with_ranges

    def timed(pool: WorkerPool, experiment: Experiment, sites: Any, rows: Any) -> Any:
        began = time.process_time()
        found = usual(pool, experiment, sites, rows)
        seen.append(Asked(experiment, sites[CENTRAL], time.process_time() - began))
        return found

    with patch.object(asked, "with_ranges", timed):
        began = time.process_time()
        found = bf.contacts("herning", population=population, workers=1, **question)
        return found, seen[0], time.process_time() - began


def told_by_many(behind: Asked, draws: int) -> Interval:
    """Return the range of the first setting by so many draws, each simulated."""
    experiment, plan = behind.experiment, behind.experiment.plan
    numbers = talk_numbers(experiment.design)
    with WorkerPool(1) as pool:
        many = len(behind.runs)
        found = drawn_talks(pool, plan.arm, numbers, many, experiment.run, draws)
    central = _both(net_effect(0, behind.runs, plan, experiment.per_year))
    lived, priced = numbers.lived_columns, numbers.priced_columns
    # Later columns: the first of a sequence scrambled otherwise would follow those of the lives.
    prices = points(lived + priced, draws, experiment.run.seed)[:, lived:].tolist()
    times = np.array([numbers.price_times(row, plan.arm.baseline) for row in prices])
    apart = [
        _both(net_effect(0, runs, plan, experiment.per_year)) - central[list(lived_in)]
        for runs, lived_in in zip(found.runs, found.replications, strict=True)
    ]
    amounts = central.mean(axis=0) + np.stack(apart, axis=1)
    return layers_of(amounts[..., 0] + times * amounts[..., 1]).range


def _both(found: NetEffect) -> np.ndarray:
    """Return what lives and staff come to, [replication, 2]."""
    return np.stack([found.by_payer[MUNICIPALITY], found.staff], axis=1)


def _thousands(found: Interval) -> str:
    ends = (found.low, found.mean, found.high)
    return " ".join(f"{(end or 0.0) / 1000:10,.0f}" for end in ends)


def main(population: float, draws: int) -> None:
    """Print the table."""
    print(machine("numpy", "numba") + f"; Herning, {population:.0%} of it, 20 replications")
    for question in QUESTIONS:
        answered({**question, "replications": 3}, population)  # so that no compiling is timed
        found, behind, seconds = answered(question, population)
        (row,) = found.rows
        without = seconds - behind.seconds
        print(f"{question}: {without:.1f} s without, {seconds:.1f} s with", end="")
        print(f" ({seconds / without:.2f} times)")
        print(f"  ten and a secant, 1,000 kr.:    {_thousands(row.drawn.net)}")
        print(f"  {draws} draws by themselves:     {_thousands(told_by_many(behind, draws))}")
        print(f"  the three sites alone:          {_sites(row)}", flush=True)


def _sites(row: Any) -> str:
    nets = sorted(each.mean / 1000 for each in row.net_by_site.values())
    return " ".join(f"{net:10,.0f}" for net in nets)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(float(given[0]) if given else 0.1, int(given[1]) if given[1:] else 256)
