"""The most likely factors among those with which the stocks are met.

The logarithm of a factor is normal around the middle of its range; a figure on its scale is normal
around the simulated one, with the variance of its own precision, of the simulated mean and, where
it was counted in the municipality itself, of chance in one place of its size. In the file stand the
most likely factors with which the stocks are met, because an answer begins with those who are
there; how sure the stocks are is left to what is uncertain (`posterior`). They are found by Gauss
and Newton's steps within the ranges, on the same draws, so that what a step changes is the step and
not chance; slopes are corrected by what each step did (Broyden).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import lsq_linear

from borgerflow.experiments.validation.calibration.levers import Lever, moved
from borgerflow.experiments.validation.calibration.published.kinds import STOCK
from borgerflow.experiments.validation.calibration.simulated import (
    SameDraws,
    SimulatedFigures,
    beyond_chance,
)
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.params.model import Municipality

TRIED = 0.2  # of a logarithm: large against what rounding does, small enough for a slope
LONGEST_STEP = 0.7  # of a logarithm, where slopes still say something
CLOSE = 0.1  # of what is left uncertain of a lever: steps below that change no answer
# What a shorter step does is whole persons more than slope, and would spoil slopes of rare cases.
LONG_ENOUGH = 0.05
MOST_STEPS = 8
STEPS_FROM_MET = 3  # from factors that meet the stocks it is not far to the most likely ones
# Standard deviation between places of a share, ratio or length, on its scale. Of 98 municipalities
# 38 to 64 % of the jobs after kontanthjaelp last (calibration C152), 20 to 76 % of ressourceforloeb
# end in pension: a figure of elsewhere holds here no better than this.
PLACES_DIFFER = 0.10
MET = 0.01  # of a stock: as near as the factors in the file are to meet it
AT_AN_END = 1e-3  # of a logarithm
WHILE_SEARCHING = (0.8, 1.25)  # ends of a factor that is not yet found
Told = Callable[[], None]
Variance = Callable[[SimulatedFigures], Floats]


@dataclass(frozen=True)
class FactorSearch:
    """A municipality, the levers that are moved, and the draws on which they are found."""

    home: Municipality
    levers: tuple[Lever, ...]
    draws: SameDraws
    source: str
    told: Told

    @property
    def sds(self) -> Floats:
        """Return the standard deviation of each logarithm before any figure is known."""
        return np.array([lever.sd for lever in self.levers])

    @property
    def middles(self) -> Floats:
        """Return the middle of each range as a logarithm."""
        return np.array([lever.middle for lever in self.levers])

    @property
    def ends(self) -> tuple[Floats, Floats]:
        """Return the ends of each range as logarithms."""
        low, high = zip(*(lever.ends for lever in self.levers), strict=True)
        return np.array(low), np.array(high)

    @property
    def given(self) -> Floats:
        """Return where each figure most likely lies, on its scale."""
        return np.array([target.middle for target in self.draws.targets])

    def at(self, logs: Floats) -> Municipality:
        """Return the municipality with its levers moved."""
        factors = np.exp(logs).tolist()
        low, high = WHILE_SEARCHING
        numbers = {
            lever: (low * factor, factor, high * factor)
            for lever, factor in zip(self.levers, factors, strict=True)
        }
        return moved(self.home, numbers, self.draws.world.exits.names, self.source)

    def figures(self, logs: Floats, draws: SameDraws) -> SimulatedFigures:
        """Return the simulated figures with the levers moved."""
        found = draws.figures(self.at(logs))
        self.told()
        return found

    def variance(self, figures: SimulatedFigures) -> Floats:
        """Return how far each figure may lie from the simulated one, as a variance."""
        targets = self.draws.targets
        precision = np.array([target.spread for target in targets]) ** 2
        own = np.array([target.is_own for target in targets])
        apart = np.array([target.is_of_elsewhere for target in targets]) * PLACES_DIFFER**2
        return np.asarray(precision + apart + figures.variance * own + figures.error)

    def meeting(self, figures: SimulatedFigures) -> Floats:
        """Return the variances with which the factors in the file are found.

        Stocks are to be met however sure they are, and shapes as if they were of here.
        """
        targets = self.draws.targets
        near = [MET if target.measure == STOCK else target.spread for target in targets]
        return np.asarray(np.square(near) + figures.error)

    def misfit(self, scaled: Floats, logs: Floats, variance: Floats) -> Floats:
        """Return minus twice the logarithm of the posterior, a constant apart, [..., ]."""
        gaps = (self.given - scaled) ** 2 / variance
        moved_far = ((logs - self.middles) / self.sds) ** 2
        return np.asarray(gaps.sum(axis=-1) + moved_far.sum(axis=-1))


@dataclass(frozen=True)
class Found:
    """The most likely levers, what is simulated there, and the slopes, [target, lever]."""

    logs: Floats
    figures: SimulatedFigures
    slopes: Floats


def found(search: FactorSearch, start: Floats) -> Found:
    """Return the most likely levers with which the stocks are met, within their ranges."""
    here = Found(start, search.figures(start, search.draws), slopes_at(search, start))
    return _climbed(search, here, search.meeting, MOST_STEPS)


def most_likely(search: FactorSearch, met: Found) -> Found:
    """Return the most likely levers of all, beginning with those with which the stocks are met."""
    return _climbed(search, met, search.variance, STEPS_FROM_MET)


def _climbed(search: FactorSearch, start: Found, variance: Variance, most: int) -> Found:
    """Return the most likely levers under a variance of the figures."""
    here = best = start
    for _ in range(most):
        spread = variance(here.figures)
        step = _step(search, here, spread)
        left = np.sqrt(np.diag(covariance(search, here.slopes, spread)))
        if (np.abs(step) / left).max() < CLOSE:
            break
        there = search.figures(here.logs + step, search.draws)
        here = Found(here.logs + step, there, _corrected(here, step, there.scaled))
        best = _better(search, best, here, variance)
    return best


def _corrected(here: Found, step: Floats, scaled: Floats) -> Floats:
    """Return the slopes corrected by what a step did, if it was long enough to tell."""
    if np.abs(step).max() < LONG_ENOUGH:
        return here.slopes
    unforeseen = scaled - here.figures.scaled - here.slopes @ step
    return np.asarray(here.slopes + np.outer(unforeseen, step) / (step @ step))


def covariance(search: FactorSearch, slopes: Floats, variance: Floats) -> Floats:
    """Return the covariance of the levers given the figures, if slopes hold."""
    return np.asarray(np.linalg.inv((slopes.T / variance) @ slopes + np.diag(search.sds**-2.0)))


def _better(search: FactorSearch, one: Found, other: Found, variance: Variance) -> Found:
    """Return the more likely of two, the later where they are alike."""
    spread = variance(other.figures)
    misfits = [search.misfit(each.figures.scaled, each.logs, spread) for each in (one, other)]
    return one if misfits[0] < misfits[1] else other


def slopes_at(search: FactorSearch, logs: Floats) -> Floats:
    """Return what each lever does to each figure beyond chance, [target, lever]."""
    draws = search.draws.fewer()
    here = search.figures(logs, draws).by_replication
    tries = np.where(logs + TRIED <= search.ends[1], TRIED, -TRIED)
    changes = [search.figures(each, draws).by_replication - here for each in logs + np.diag(tries)]
    return beyond_chance(np.stack(changes, axis=2) / tries)


def _step(search: FactorSearch, here: Found, variance: Floats) -> Floats:
    """Return the step to the most likely levers if slopes hold, no longer than slopes do."""
    return step_to_likely(search, here.logs, here.figures.scaled, here.slopes, variance)


def step_to_likely(
    search: FactorSearch, logs: Floats, scaled: Floats, slopes: Floats, variance: Floats
) -> Floats:
    """Return the step from levers to the most likely ones, within their ranges."""
    weight = 1 / np.sqrt(variance)
    equations = np.vstack([weight[:, None] * slopes, np.diag(1 / search.sds)])
    wanted = np.concatenate(
        [weight * (search.given - scaled), (search.middles - logs) / search.sds]
    )
    low, high = search.ends
    low, high = np.maximum(low - logs, -LONGEST_STEP), np.minimum(high - logs, LONGEST_STEP)
    return np.asarray(lsq_linear(equations, wanted, bounds=(low - 1e-9, high + 1e-9)).x)


def at_an_end(search: FactorSearch, logs: Floats) -> list[Lever]:
    """Return the levers that stand at an end of their range."""
    low, high = search.ends
    there = (logs <= low + AT_AN_END) | (logs >= high - AT_AN_END)
    return [lever for lever, is_there in zip(search.levers, there, strict=True) if is_there]


def most_trials(levers: int) -> int:
    """Return the most times that figures are simulated until the levers are found."""
    return 1 + levers + 1 + MOST_STEPS + STEPS_FROM_MET
