"""How much chance each device takes out of what ten proposals change, as ratios of variances.

    python -m benchmarks.variance_reduction [POPULATION [REPLICATIONS]]

Of the municipality's net in one replication: told by two worlds that share nothing, by pairs that
share every draw (the lottery), and by weighted branches; and what a control variate could take off
the branch at most, were the baseline's own spending known without error. Of draws of what nobody
knows, each beside the numbers as assumed: the chance left between them where each has replications
of its own, where all share them, and where chance that multiplies is taken out too; and of their
mean: even (Sobol) points against independent ones.
"""

import sys
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from benchmarks.estimators import comparison
from benchmarks.measuring import machine
from borgerflow.experiments.findings.question import BRANCH, LOTTERY, Estimator
from borgerflow.experiments.questions.compare.own_numbers.drawn_range import Nets, least_moved
from borgerflow.experiments.questions.compare.own_numbers.draws import amounts_beside
from borgerflow.experiments.questions.compare.own_numbers.layers import layers_of
from borgerflow.experiments.questions.compare.own_numbers.sampling import Drawing, drawing_of
from borgerflow.experiments.runs.comparison import Comparison
from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_beside
from borgerflow.experiments.runs.money import money_of, own_net
from borgerflow.sim.measures.account import reckoner_of
from borgerflow.sim.settlement.rulebook import KOMMUNE
from borgerflow.sim.world.world import World

PROPOSALS = (
    *("herning-akt15", "herning-fly02", "herning-jbk10", "herning-oevr01", "herning-oevr04"),
    *("herning-res05", "herning-syg02", "herning-ung11", "herning-ung14", "herning-ung15"),
)
DRAWS, SETS = 16, 8  # points in a set, and randomisations of it
FEW = 4


class Samples(NamedTuple):
    """Nets of some replications."""

    before: np.ndarray  # of the baseline
    lottery: np.ndarray  # changes
    branch: np.ndarray


def samples(asked: Comparison, replications: int) -> Samples:
    """Return the net of the baseline, and the change by both estimators."""
    rows = [[*_nets(asked, LOTTERY, n), _nets(asked, BRANCH, n)[1]] for n in range(replications)]
    return Samples(*np.array(rows).T)


def _nets(asked: Comparison, estimator: Estimator, replication: int) -> tuple[float, float]:
    settings = RunSettings(1, "auto", estimator=estimator)
    before, change = run_beside(asked.baseline, [asked.investment], replication, settings)
    found = own_net(money_of([before.account, change.account], asked.factors)).sum(axis=1)
    return float(found[0]), float(found[1])


def of_chance(found: Samples) -> list[float]:
    """Return ratios of variance: shared draws, the branch, and both devices, then a control."""
    apart = 2 * found.before.var(ddof=1) + found.lottery.var(ddof=1)  # two worlds by themselves
    lottery, branch = found.lottery.var(ddof=1), found.branch.var(ddof=1)
    known = 1 - np.corrcoef(found.before, found.branch)[0, 1] ** 2
    return [apart / lottery, lottery / branch, apart / branch, 1 / known]


class DrawnSets(NamedTuple):
    """Sets of draws of all own numbers, [set, draw], in one replication."""

    even: np.ndarray
    independent: np.ndarray


def drawn_sets(asked: Comparison) -> DrawnSets:
    """Return sets of even points, each randomised anew, and sets of independent ones."""
    usual, generator = drawing_of(asked, DRAWS, 1), np.random.default_rng(1)
    even = [_nets_of_draws(asked, drawing_of(asked, DRAWS, seed), 0) for seed in range(1, SETS + 1)]
    lots = [
        _nets_of_draws(asked, replace(usual, own_shares=generator.random((DRAWS, numbers))), 0)
        for numbers in [usual.own_shares.shape[1]] * SETS
    ]
    return DrawnSets(np.array(even), np.array(lots))


def _nets_of_draws(asked: Comparison, drawing: Drawing, replication: int) -> np.ndarray:
    """Return the net of each draw in one replication."""
    found = amounts_beside(
        drawing,
        replication=replication,
        of=replication,
        draws=range(DRAWS),
        settings=RunSettings(1, "auto", estimator=BRANCH),
        factors=asked.factors,
    )
    return found.amounts[:, :, KOMMUNE].sum(axis=(1, 2))


def of_draws(asked: Comparison, found: Samples) -> list[float]:
    """Return ratios of the part of the spread between draws that is chance.

    Of draws that share no replication to that of draws that do, and of these to that of draws
    from which what multiplies is taken too, where that leaves less.
    """
    drawing = drawing_of(asked, DRAWS, 1)
    nets = np.stack([_nets_of_draws(asked, drawing, n) for n in range(FEW)])
    invested = np.array([_invested(asked, world) for _, world in _worlds(drawing)])
    usual = Nets(found.branch, np.array(_invested(asked, asked.investment)))
    added = nets - found.branch[:FEW, None]
    alone = nets.var(axis=0, ddof=1).mean() / FEW  # of draws that share no replication
    one, least = layers_of(added), least_moved(Nets(nets, invested), usual)
    whole = added.mean(axis=0).var(ddof=1)
    return [alone / (one.noise * whole), one.noise / least.noise]


def _worlds(drawing: Drawing) -> list[Any]:
    return [pair for _, pair in drawing.made(range(DRAWS)).worlds]


def _invested(asked: Comparison, world: World) -> float:
    account = reckoner_of(world).invested()
    return float(own_net(money_of([account], asked.factors)).sum())


def main(population: float, replications: int) -> None:
    """Print the table, a row for each proposal."""
    print(machine("numba", "numpy") + f"; Herning, {population:.0%}, {replications} replications")
    heads = ("shared", "branch", "both", "control", "draws share", "multiplied", "even points")
    print(f"{'':16}" + "".join(f"{head:>13}" for head in heads))
    for name in PROPOSALS:
        asked = comparison(name, population)
        found, sets = samples(asked, replications), drawn_sets(asked)
        means = [each.mean(axis=1).var(ddof=1) for each in (sets.independent, sets.even)]
        ratios = [*of_chance(found), *of_draws(asked, found), means[0] / means[1]]
        print(f"{name:16}" + "".join(f"{ratio:13,.1f}" for ratio in ratios), flush=True)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(float(given[0]) if given else 0.05, int(given[1]) if given[1:] else 24)
