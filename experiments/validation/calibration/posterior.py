"""What is left uncertain of the levers: draws from their joint distribution, given the figures.

Around the most likely levers each simulated figure is a parabola in each lever, fitted to trials
a step to either side. Draws of the normal distribution that fits there (Laplace) are weighed by
how likely the parabolas make them within the ranges, drawn again by weight, and then moved by some
steps of Metropolis, which corrects what few weights leave coarse.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from borgerflow.experiments.validation.calibration.search import (
    FactorSearch,
    Found,
    covariance,
    step_to_likely,
)
from borgerflow.experiments.validation.calibration.simulated import beyond_chance
from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.chance import KNOWLEDGE, citizen_key, uniform

PROPOSED = 4000  # draws that are weighed
WIDER = 1.2  # than the normal distribution that fits, so that its tails are reached
METROPOLIS_STEPS = 40
NEWTON_STEPS = 20  # half steps: each costs nothing, and none can overshoot far
LENGTH_OF_STEPS = 2.38  # over the root of the levers: the best for normal targets
CURVED = (0.2, 0.5)  # steps to either side for the parabolas, at least and at most
# A stock in balance is a power of its inflow, or saturates: its slope changes no faster than
# itself. More is chance, which steps magnify.
MOST_CURVED = 1.0
# A lever of which the figures leave this share of its spread is one they say nothing of; the
# spread is that of a normal number cut off two standard deviations to either side.
NOT_TOLD = 0.9
CUT_OFF = 0.8796
TOGETHER = 0.4  # the least part of a lever in a direction that figures say nothing of
PURPOSE = KNOWLEDGE + (1 << 20)  # beyond the numbers of names


@dataclass(frozen=True)
class Parabolas:
    """Simulated figures near a point, on their scales: value, slopes and curvatures."""

    at: Floats
    value: Floats
    slopes: Floats  # [target, lever]
    curvature: Floats  # [target, lever]

    def scaled(self, logs: Floats) -> Floats:
        """Return the figures at levers, [draw, target]."""
        off = np.atleast_2d(logs) - self.at
        return np.asarray(self.value + off @ self.slopes.T + off**2 @ self.curvature.T / 2)

    def slopes_at(self, logs: Floats) -> Floats:
        """Return the slopes at some levers, [target, lever]."""
        return np.asarray(self.slopes + self.curvature * (logs - self.at))


@dataclass(frozen=True)
class Posterior:
    """Draws of the levers as logarithms, [draw, lever]; what they rest on, and what is not told."""

    logs: Floats
    effective: float  # how many of the weighed draws count
    figures: Floats  # of the draws, on their scales, [draw, target]
    sds: Floats
    not_told: tuple[str, ...]
    told_together: tuple[tuple[str, ...], ...]

    def quantiles(self, *shares: float) -> Floats:
        """Return quantiles of each lever as logarithms, [share, lever]."""
        return np.asarray(np.quantile(self.logs, shares, axis=0))


def parabolas(search: FactorSearch, best: Found) -> Parabolas:
    """Return the figures around the most likely levers, from trials a step to either side."""
    draws = search.draws.fewer()
    left = covariance(search, best.slopes, search.variance(best.figures))
    steps = np.clip(np.sqrt(np.diag(left)), *CURVED)
    here = search.figures(best.logs, draws).by_replication
    sides = [
        [search.figures(best.logs + sign * each, draws).by_replication for sign in (1, -1)]
        for each in np.diag(steps)
    ]
    up, down = np.moveaxis(np.array(sides), (0, 1), (3, 0))  # each [replication, target, lever]
    slopes = beyond_chance((up - down) / (2 * steps))
    curvature = beyond_chance((up + down - 2 * here[:, :, None]) / steps**2)
    bound = np.abs(slopes) * MOST_CURVED
    return Parabolas(best.logs, best.figures.scaled, slopes, np.clip(curvature, -bound, bound))


def trials_around(levers: int) -> int:
    """Return how many times figures are simulated for parabolas."""
    return 1 + 2 * levers


def posterior_of(search: FactorSearch, best: Found, around: Parabolas, draws: int) -> Posterior:
    """Return draws of the levers given the figures; the same seed gives the same draws."""
    variance = search.variance(best.figures)
    middle = _most_likely(search, around, variance)
    spread = covariance(search, around.slopes_at(middle), variance)
    wide = middle + _normals(search, 0, PROPOSED) @ np.linalg.cholesky(WIDER * spread).T
    weights = _weights(search, around, variance, wide, (middle, spread))
    start = wide[_again(weights, _uniforms(search, 1, 1)[0, 0], draws)]
    logs = _moved(search, around, variance, start, spread)
    return Posterior(
        logs,
        float(1 / np.square(weights).sum()),
        around.scaled(logs),
        logs.std(axis=0, ddof=1),
        _not_told(search, logs),
        _told_together(search, around.slopes, variance),
    )


def _most_likely(search: FactorSearch, around: Parabolas, variance: Floats) -> Floats:
    """Return the most likely levers, as precise as the figures are, if the parabolas hold."""
    logs = around.at
    for _ in range(NEWTON_STEPS):
        scaled, slopes = around.scaled(logs)[0], around.slopes_at(logs)
        logs = logs + step_to_likely(search, logs, scaled, slopes, variance) / 2
    return logs


def _log_posterior(
    search: FactorSearch, around: Parabolas, variance: Floats, logs: Floats
) -> Floats:
    low, high = search.ends
    inside = ((logs >= low) & (logs <= high)).all(axis=1)
    return np.where(inside, -search.misfit(around.scaled(logs), logs, variance) / 2, -np.inf)


def _weights(
    search: FactorSearch,
    around: Parabolas,
    variance: Floats,
    wide: Floats,
    proposal: tuple[Floats, Floats],
) -> Floats:
    """Return how likely each proposed draw is beside how often it is proposed; they add up to 1."""
    middle, spread = proposal
    off = wide - middle
    proposed = -np.einsum("ij,jk,ik->i", off, np.linalg.inv(WIDER * spread), off) / 2
    logs = _log_posterior(search, around, variance, wide) - proposed
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())


def _again(weights: Floats, first: float, draws: int) -> Ints:
    """Return the places of draws taken by weight, evenly spread (systematic)."""
    return np.searchsorted(np.cumsum(weights), (np.arange(draws) + first) / draws).clip(
        max=len(weights) - 1
    )


def _moved(
    search: FactorSearch, around: Parabolas, variance: Floats, start: Floats, spread: Floats
) -> Floats:
    """Return draws after some steps of Metropolis, each on its own."""
    root = np.linalg.cholesky(spread) * LENGTH_OF_STEPS / np.sqrt(start.shape[1])
    logs, likely = start, _log_posterior(search, around, variance, start)
    for step in range(METROPOLIS_STEPS):
        tried = logs + _normals(search, 2 + 2 * step, len(logs)) @ root.T
        there = _log_posterior(search, around, variance, tried)
        taken = np.log(_uniforms(search, 3 + 2 * step, len(logs))[:, 0]) < there - likely
        logs = np.where(taken[:, None], tried, logs)
        likely = np.where(taken, there, likely)
    return logs


def _uniforms(search: FactorSearch, occasion: int, rows: int) -> Floats:
    """Return numbers between 0 and 1, [row, lever]."""
    levers = range(len(search.levers))
    keys = np.array([citizen_key(search.draws.seed, occasion, r) for r in range(rows)], np.uint64)
    return np.stack([uniform(keys, PURPOSE + lever, 0) for lever in levers], axis=1)


def _normals(search: FactorSearch, occasion: int, rows: int) -> Floats:
    return np.asarray(ndtri(_uniforms(search, occasion, rows)))


def _not_told(search: FactorSearch, logs: Floats) -> tuple[str, ...]:
    left = logs.std(axis=0, ddof=1) / (CUT_OFF * search.sds)
    return tuple(
        lever.name for lever, one in zip(search.levers, left, strict=True) if one > NOT_TOLD
    )


def _told_together(
    search: FactorSearch, slopes: Floats, variance: Floats
) -> tuple[tuple[str, ...], ...]:
    """Return levers of which the figures tell something together alone, not how they share it.

    Directions of the information in units of the ranges, of which so much of the spread is left.
    """
    beside = slopes * search.sds
    told, directions = np.linalg.eigh((beside.T / variance) @ beside)
    left = 1 / np.sqrt(1 + np.maximum(told, 0))
    parts = [np.flatnonzero(np.abs(each) > TOGETHER) for each in directions.T[left > NOT_TOLD]]
    return tuple(tuple(search.levers[n].name for n in part) for part in parts if len(part) > 1)
