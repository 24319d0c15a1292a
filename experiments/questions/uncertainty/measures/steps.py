"""What each number does wherever the others lie: elementary effects, and the total index.

From some of the draws one number at a time is drawn anew, all else as it was (a radial design:
Campolongo, Saltelli and Cariboni 2011). Half the mean square of such steps is the part of the
variance that the number has a hand in, alone or together with others: its total Sobol index
(Jansen 1999). A step over the way it went is an elementary effect (Morris 1991). The simulation's
own noise is told by how a step differs between replications, which share their chance, and taken
out of every square; so a number that does nothing has an index around nought, not above it.
"""

import math
from dataclasses import dataclass

import numpy as np

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.compare.own_numbers.sampling import points
from borgerflow.experiments.runs.statistics import t_quantile
from borgerflow.sim.base.arrays import Floats


@dataclass(frozen=True)
class OwnSteps:
    """Steps of one number: the net after less the net before, and how far it went.

    ``net`` is [replication, step]; ``way`` [step] is in shares of the number's distribution,
    with the sign of the direction.
    """

    net: Floats
    way: Floats

    @property
    def squares(self) -> Floats:
        """Return the square of the expected step [step], noise of the simulation taken out."""
        mean, replications = self.net.mean(axis=0), len(self.net)
        if replications == 1:
            return np.asarray(mean**2)
        return np.asarray(mean**2 - self.net.var(axis=0, ddof=1) / replications)


@dataclass(frozen=True)
class Effects:
    """What one number does, from steps: by how much, how unevenly, and its part of the variance.

    ``mean`` is the elementary effect on average, kroner from the low end of the number's
    distribution to its high one; ``uneven`` is its standard deviation from place to place, which
    only bends and the other numbers cause. ``total`` is the total Sobol index.
    """

    mean: float
    uneven: float
    total: Interval


def drawn_anew(numbers: int, draws: int, seed: int) -> Floats:
    """Return the shares to which each number of each draw steps, [draw, number].

    They are the later columns of a sequence twice as wide: the first ones, scrambled otherwise,
    would follow the draws that they are to be independent of.
    """
    return points(2 * numbers, draws, seed)[:, numbers:]


def stepped(shares: Floats, anew: Floats) -> Floats:
    """Return draws in each of which one number is drawn anew, [draw x number, number]."""
    draws, numbers = shares.shape
    found = np.repeat(shares, numbers, axis=0)
    place = np.tile(np.arange(numbers), draws)
    found[np.arange(len(found)), place] = anew.ravel()
    return found


def effects_of(steps: OwnSteps, variance: float) -> Effects:
    """Return what steps of one number tell, given the variance of the net over all draws."""
    far = float((steps.way**2).sum())
    signed = float(np.mean(steps.net, axis=0) @ steps.way)
    mean = signed / far if far else 0.0
    square = float(steps.squares.sum()) / far if far else 0.0
    return Effects(mean, math.sqrt(max(0.0, square - mean**2)), total_index(steps, variance))


def total_index(steps: OwnSteps, variance: float) -> Interval:
    """Return the total index by Jansen's estimator, its ends by Student's t over steps.

    The lower end may lie below nought: that is where the index of an inert number often does.
    """
    if variance <= 0:
        return Interval(0.0)
    parts = steps.squares / (2 * variance)
    mean, count = float(parts.mean()), len(parts)
    half = t_quantile(count) * float(parts.std(ddof=1)) / math.sqrt(count)
    return Interval(mean, mean - half, mean + half)
