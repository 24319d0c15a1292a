"""CPU seconds of whole questions in a warm process: `compare` with its break-even, and a batch.

`compare` is asked by lottery and by branch with as many replications, and by branch with as many as
give the interval that the lottery gave. The batch is of draws of what is uncertain, a replication
each. What a former commit took cannot be told here, where only this one is: run it there too.
"""

import sys
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.measuring import best_of, machine
from borgerflow import compare
from borgerflow.experiments.findings.question import BRANCH, LOTTERY, Estimator
from borgerflow.experiments.questions.batch.plan import Unit, Work, work_of
from borgerflow.experiments.questions.batch.study import read_study
from borgerflow.experiments.questions.batch.tasks import simulate_unit
from borgerflow.experiments.runs.statistics import t_quantile
from borgerflow.sim.params import load

PROPOSAL = "herning-syg02"
REPLICATIONS, DRAWS = 20, 100
FEWEST = 3  # replications of an interval
STUDY = """\
question: {{da: Hvor sikkert er svaret?, en: How certain is the answer?}}
municipality: herning
proposals: [{proposal}]
replications: 1
draws: {draws}
"""


class Answered(NamedTuple):
    """What an answer took, and how wide it is."""

    replications: int
    seconds: float
    half: float  # kroner: half the 95 % interval of the municipality's net

    def needed(self, half: float) -> int:
        """Return how many replications bring the interval to a half-width."""
        spread = self.half * self.replications**0.5 / t_quantile(self.replications)
        return next(n for n in count(FEWEST) if spread * t_quantile(n) / n**0.5 <= half)


def answered(estimator: Estimator, replications: int) -> Answered:
    """Return what `compare` with its break-even takes for so many replications."""
    ask = partial(compare, "herning", [PROPOSAL], workers=1, estimator=estimator)
    found = []
    seconds = best_of(lambda: found.append(ask(replications=replications)), 1)
    net = found[0].net_municipal.total
    return Answered(replications, seconds, (net.high - net.low) / 2)


def print_compare(replications: int) -> None:
    """Print what `compare` takes by both estimators, and by branch to the lottery's interval."""
    for estimator in (LOTTERY, BRANCH):
        answered(estimator, FEWEST)  # warms up
    by_lot, by_branch = (answered(estimator, replications) for estimator in (LOTTERY, BRANCH))
    as_wide = answered(BRANCH, by_branch.needed(by_lot.half))
    head = f"compare {PROPOSAL}"
    print(f"{head:24}{'replications':>13}{'seconds':>9}{'+- kroner':>13}{'faster':>8}")
    for name, row in {"lottery": by_lot, "branch": by_branch, "branch, as wide": as_wide}.items():
        print(
            f"{name:24}{row.replications:13}{row.seconds:9.2f}{row.half:13,.0f}"
            f"{by_lot.seconds / row.seconds:8.1f}"
        )


def batch_of(draws: int) -> Work:
    """Return the work of a study of one replication and so many draws."""
    params = load()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "draws.yaml"
        path.write_text(STUDY.format(proposal=PROPOSAL, draws=draws), encoding="utf-8")
        return work_of(read_study(path, params), params)


def print_batch(draws: int) -> None:
    """Print how many draws a CPU second lives."""
    work, unit = batch_of(draws), Unit(0, tuple(range(draws)))
    seconds = best_of(partial(simulate_unit, work, unit), 2)
    print(f"batch, {draws} draws of a replication: {seconds:.2f}; {draws / seconds:.0f} a second")


def main(replications: int) -> None:
    """Print both."""
    print(machine("numpy", "numba") + "; whole herning, one thread, CPU seconds")
    print_compare(replications)
    print_batch(DRAWS)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPLICATIONS)
