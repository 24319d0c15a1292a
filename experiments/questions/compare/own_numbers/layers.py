"""Chance and ignorance told apart, and the range that holds both.

Draws meet the same replications. A mean over few replications is off by chance, which spreads the
draws further than what is not known does; two-way analysis of variance tells how much, and that is
taken out of their spread. What chance moves in all draws alike is the error of their mean.
"""

import math
from dataclasses import dataclass

import numpy as np

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.runs.statistics import LEVEL, t_quantile
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.params.estimates import REACH_95

TAIL = (1 - LEVEL) / 2


@dataclass(frozen=True)
class Layers:
    """An amount over draws: what is expected in each, and how far chance reaches.

    ``draws`` are expected amounts [draw], spread as far as what is not known spreads them;
    ``simulation`` is half the 95 % interval of their mean over replications (None after one);
    ``noise`` is the share of the variance between the draws that was chance, and was taken out.
    """

    draws: Floats
    simulation: float | None
    noise: float

    @property
    def mean(self) -> float:
        """Return the mean over the draws."""
        return float(self.draws.mean())

    @property
    def range(self) -> Interval:
        """Return the mean, and the ends between which 95 % of what may be true lies.

        Quantiles are Hazen's: of so many even points each stands for an equal part, the first for
        that around half a part from the end. Of 64 draws those that numpy takes unasked lie too
        near the middle, and Weibull's, which are right for draws that fall as they like, too far
        out (docs/coverage.md).
        """
        mean, half = self.mean, self.simulation or 0.0
        low, high = np.quantile(self.draws, (TAIL, 1 - TAIL), method="hazen").tolist()
        return Interval(
            mean, mean - math.hypot(mean - low, half), mean + math.hypot(high - mean, half)
        )

    @property
    def below_nought(self) -> Interval:
        """Return the chance that the amount is a saving, with what draws and chance leave open."""
        half = self.simulation or 0.0
        chance, least, most = (
            float(np.mean(self.draws + shift < 0)) for shift in (0.0, half, -half)
        )
        sampled = REACH_95 * math.sqrt(chance * (1 - chance) / len(self.draws))
        low = chance - math.hypot(chance - least, sampled)
        high = chance + math.hypot(most - chance, sampled)
        return Interval(chance, max(0.0, low), min(1.0, high))


def layers_of(amounts: Floats) -> Layers:
    """Return the layers of amounts [replication, draw]."""
    replications, draws = amounts.shape
    means, mean = amounts.mean(axis=0), float(amounts.mean())
    between = float(means.var(ddof=1)) if draws > 1 else 0.0
    if replications == 1:
        return Layers(means, None, 0.0)
    by_replication = amounts.mean(axis=1)
    rest = amounts - means - by_replication[:, None] + mean
    chance = float((rest**2).sum()) / ((replications - 1) * max(draws - 1, 1)) / replications
    noise = min(1.0, chance / between) if between else 0.0
    error = float(by_replication.std(ddof=1)) / math.sqrt(replications)
    spread = mean + math.sqrt(1 - noise) * (means - mean)
    return Layers(spread, t_quantile(replications) * error, noise)
