"""Both estimators on every packaged proposal: first whether they agree, then what each takes.

Run as ``python -m benchmarks.estimators [replications]``. A replication is a whole municipality
beside the world with the proposal, as `borgerflow compare` repeats it, lived anew by each
estimator. If they disagree on a proposal that is printed, no efficiency is, and the exit code is 1.
What a former commit took cannot be told here: seconds are those of this one.
"""

import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median

import numpy as np
from scipy import stats

from benchmarks.aims import AIMS, tell, verdict
from benchmarks.ladder.agreement import z_score
from benchmarks.measuring import machine
from borgerflow.experiments.findings.question import BRANCH, LOTTERY, Estimator
from borgerflow.experiments.questions.compare.asked import CompareQuestion
from borgerflow.experiments.runs.comparison import Comparison, comparison_of, world_of
from borgerflow.experiments.runs.estimators.lotteries import difference_between
from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_beside
from borgerflow.experiments.runs.money import money_of, own_net
from borgerflow.experiments.runs.validate import accepted_pair
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.engines.branches.carried import hindrance
from borgerflow.sim.params import load

REPLICATIONS = 48  # fewer lotteries of rare changes tell no variance
LEVEL = 0.999  # that no proposal of all goes beyond the bound by chance
OTHERS = "others"  # the aim of all that have none of their own


@dataclass(frozen=True)
class Sample:
    """The municipality's net in each replication, and CPU seconds of one, baseline included."""

    nets: Floats
    seconds: float

    @property
    def error(self) -> float:
        """Return the standard error of the mean."""
        return float(self.nets.std(ddof=1) / len(self.nets) ** 0.5)

    @property
    def cost(self) -> float:
        """Return variance times CPU seconds: what an interval of a width takes, squared."""
        return float(self.nets.var(ddof=1)) * self.seconds

    def __str__(self) -> str:
        """Return the mean with its standard error."""
        return f"{self.nets.mean():14,.0f} ({self.error:9,.0f})"


@dataclass(frozen=True)
class Row:
    """A proposal told by lottery, and by branch unless something hinders that."""

    name: str
    lottery: Sample
    branch: Sample | None
    hinders: str = ""

    @property
    def is_compared(self) -> bool:
        """Tell whether branches carry the proposal, and it changes any life at all."""
        return self.branch is not None and bool(self.branch.nets.var() or self.lottery.nets.var())

    @property
    def z(self) -> float:
        """Return the mean of branch less lottery, replication by replication, in its errors."""
        apart = (self._carried.nets - self.lottery.nets).tolist()
        return z_score(apart, [0.0] * len(apart))

    @property
    def narrower(self) -> float:
        """Return how many times the variance of the branch is contained in the lottery's."""
        return float(self.lottery.nets.var() / self._carried.nets.var())

    @property
    def efficiency(self) -> float:
        """Return how many times as much CPU an equally wide interval takes by lottery."""
        return self.lottery.cost / self._carried.cost

    @property
    def _carried(self) -> Sample:
        assert self.branch is not None
        return self.branch


def comparison(name: str, population: float = 1.0) -> Comparison:
    """Return a packaged proposal's world beside its baseline, as `compare` has it by default."""
    params = load()
    question = CompareQuestion(
        municipality=params.proposal(name).municipality, proposals=(name,), population=population
    )
    return comparison_of(world_of(accepted_pair(question, params), params), None)


def net(asked: Comparison, estimator: Estimator, replication: int) -> float:
    """Return the change of the municipality's net in one replication."""
    settings = RunSettings(1, "auto", estimator=estimator)
    _, change = run_beside(asked.baseline, [asked.investment], replication, settings)
    return float(own_net(money_of([change.account], asked.factors)).sum())


def sample(asked: Comparison, estimator: Estimator, replications: int) -> Sample:
    """Return the nets of some replications by one estimator; one before them warms up."""
    net(asked, estimator, replications)
    began = time.process_time()
    nets = np.array([net(asked, estimator, number) for number in range(replications)])
    return Sample(nets, (time.process_time() - began) / replications)


def row(name: str, asked: Comparison, replications: int) -> Row:
    """Return a proposal told by both estimators, from the same baseline lives."""
    told = partial(sample, asked, replications=replications)
    difference = difference_between(asked.baseline, asked.investment)
    hinders = hindrance(asked.baseline.tables, difference)
    if hinders is not None:
        return Row(name, told(estimator=LOTTERY), None, hinders.en)
    return Row(name, told(estimator=LOTTERY), told(estimator=BRANCH))


def z_bound(comparisons: int, replications: int) -> float:
    """Return the |z| that the largest of so many exceeds by chance once in a thousand times.

    Each is a Student's t with one degree of freedom fewer than replications (Sidak's bound).
    """
    each = 1 - LEVEL ** (1 / comparisons)
    return float(stats.t.isf(each / 2, replications - 1))


def answered(names: Iterable[str], population: float = 1.0) -> dict[str, Comparison]:
    """Return the comparison of each proposal; those that the model cannot answer are printed."""
    found = {}
    for name in names:
        try:
            found[name] = comparison(name, population)
        except InputError:
            print(f"{name}: not measured, the model does not answer it (`compare {name}` says why)")
    return found


def agreement(asked: Mapping[str, Comparison], replications: int) -> tuple[list[Row], list[str]]:
    """Print the nets of all proposals; return their rows, and which disagree."""
    print(f"\n{'net, kroner':22}{'lottery (s.e.)':>26}{'branch (s.e.)':>26}{'z':>7}")
    rows = []
    for name, each in asked.items():
        rows.append(row(name, each, replications))
        print_nets(rows[-1])
    compared = [each for each in rows if each.is_compared]
    bound = z_bound(len(compared), replications)
    largest = max(abs(each.z) for each in compared)
    print(
        f"largest |z| of {len(compared)}: {largest:.2f}; by chance above {bound:.2f} once in 1,000"
    )
    return rows, [each.name for each in compared if abs(each.z) > bound]


def print_nets(each: Row) -> None:
    """Print what both estimators tell of a proposal."""
    told = f"{each.branch}{each.z:7.2f}" if each.branch else f"  lottery alone: {each.hinders}"
    print(f"{each.name:22}{each.lottery}{told}", flush=True)


def print_efficiency(each: Row) -> None:
    """Print what both take, how much narrower the branch is, and what that comes to."""
    told = f"{each.name:22}{each.lottery.seconds:10.3f}"
    if each.branch is None:
        print(f"{told}  lottery alone: {each.hinders}")
    elif not each.is_compared:
        print(f"{told}{each.branch.seconds:10.3f}  changes no life")
    else:
        told += f"{each.branch.seconds:10.3f}{f'1/{each.narrower:.1f}':>10}"
        print(f"{told}{each.efficiency:12.1f}  {verdict(aim_of(each), 1 / each.efficiency)}")


def aim_of(each: Row) -> str:
    """Return the name of the aim that a proposal is held against."""
    return each.name if each.name in AIMS else OTHERS


def tell_aims(compared: Sequence[Row]) -> None:
    """Tell what an interval of a width takes by branch, as a part of what it takes by lottery."""
    parts = [(aim_of(each), 1 / each.efficiency) for each in compared]
    for aim in dict.fromkeys(name for name, _ in parts):
        tell(aim, max(part for name, part in parts if name == aim))


def print_efficiencies(rows: Sequence[Row]) -> None:
    """Print the table of all, and their range."""
    print("\nefficiency: 1 / (variance x CPU) of the branch, in times of the lottery's")
    print(
        f"{'CPU s a replication':22}{'lottery':>10}{'branch':>10}{'variance':>10}{'efficiency':>12}"
    )
    for each in rows:
        print_efficiency(each)
    compared = [each for each in rows if each.is_compared]
    told = [each.efficiency for each in compared]
    print(f"efficiency: {min(told):.1f} to {max(told):,.1f}, median {median(told):.1f}")
    tell_aims(compared)


def main(replications: int) -> int:
    """Print both tables; return 1 if the estimators disagree on a proposal."""
    print(machine("numba", "numpy") + f"; {replications} replications, one thread")
    rows, disagreeing = agreement(answered(load().proposals), replications)
    if disagreeing:
        print(f"No efficiency is told of estimators that disagree: {', '.join(disagreeing)}.")
        return 1
    print_efficiencies(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else REPLICATIONS))
