"""Figures simulated on the same draws for every municipality that is tried."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from borgerflow.experiments.runs.pool import workers_wanted
from borgerflow.experiments.validation.calibration.published.lives import lives_of
from borgerflow.experiments.validation.calibration.published.measures import COUNTED
from borgerflow.experiments.validation.calibration.published.targets import PublishedTarget
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.lives.tables import NO_TABLES
from borgerflow.sim.params.model import Municipality
from borgerflow.sim.world.world import World, resolve

HALF_A_CASE = 0.5  # stands for none, so that a figure has a logarithm
ONE_IN = 6  # of the replications are enough for slopes, whose errors later steps correct
FEWEST_FOR_SLOPES = 4


@dataclass(frozen=True)
class SimulatedFigures:
    """What was simulated of each target: the figure, and what it is in each replication."""

    value: Floats
    scaled: Floats
    by_replication: Floats  # on the scale, as far as it is a straight line, [replication, target]

    @property
    def replications(self) -> int:
        """Return how many there are."""
        return len(self.by_replication)

    @property
    def variance(self) -> Floats:
        """Return how chance spreads each figure of one replication, on the scale."""
        if self.replications == 1:
            return np.zeros(len(self.value))
        return np.asarray(np.var(self.by_replication, axis=0, ddof=1))

    @property
    def error(self) -> Floats:
        """Return the variance of the mean on the scale."""
        return self.variance / self.replications


def figures_of(pairs: Floats, targets: Sequence[PublishedTarget]) -> SimulatedFigures:
    """Return figures of pairs counted by replication, [replication, target, 2].

    A quotient varies as its linear part does (the delta method).
    """
    counted, of = pairs.sum(axis=0).T
    of = np.maximum(of, HALF_A_CASE)
    value = np.maximum(counted, HALF_A_CASE) / of
    shares = np.array([target.kind.unit == "share" for target in targets])
    value = np.where(shares, np.minimum(value, 1 - HALF_A_CASE / np.maximum(of, 1)), value)
    scaled = np.array([t.scaled(v) for t, v in zip(targets, value.tolist(), strict=True)])
    slope = np.array([t.slope(v) for t, v in zip(targets, value.tolist(), strict=True)])
    off = slope * (pairs[:, :, 0] - value * pairs[:, :, 1]) / (of / len(pairs))
    return SimulatedFigures(value, scaled, scaled + off)


def beyond_chance(numbers: Floats) -> Floats:
    """Return means over replications drawn to nought by as much as chance makes of them.

    A slope that is chance would be taken for something that figures tell: the square of a mean is
    too large by its variance.
    """
    means, count = numbers.mean(axis=0), len(numbers)
    chance = numbers.var(axis=0, ddof=1) / count if count > 1 else np.zeros(means.shape)
    square = np.maximum(means**2, np.finfo(float).tiny)
    return np.asarray(means * np.maximum(1 - chance / square, 0.0))


@dataclass(frozen=True)
class SameDraws:
    """The same draws for every municipality that is tried in the place of a world's own."""

    world: World
    targets: tuple[PublishedTarget, ...]
    seed: int
    replications: range

    def pairs(self, home: Municipality) -> Floats:
        """Return what is counted of each target, [replication, target, 2]."""
        world = resolve(replace(self.world, municipality=home, tables=NO_TABLES))
        once = partial(_pairs_once, world, self.targets, self.seed)
        with ThreadPoolExecutor(workers_wanted(None)) as threads:
            return np.array([*threads.map(once, self.replications)], float)

    def figures(self, home: Municipality) -> SimulatedFigures:
        """Return the simulated figures of each target."""
        return figures_of(self.pairs(home), self.targets)

    def fewer(self) -> "SameDraws":
        """Return a part of the draws, enough for slopes."""
        each = min(ONE_IN, max(1, len(self.replications) // FEWEST_FOR_SLOPES))
        return replace(self, replications=self.replications[::each])

    def others(self) -> "SameDraws":
        """Return as many draws again, to which nothing was fitted."""
        first = self.replications.stop
        return replace(self, replications=range(first, first + len(self.replications)))


def _pairs_once(
    world: World, targets: Sequence[PublishedTarget], seed: int, replication: int
) -> list[tuple[float, float]]:
    lives = lives_of(world, seed, replication)
    return [COUNTED[target.measure](target.counting, lives) for target in targets]
