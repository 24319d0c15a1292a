"""Statistics of replications: means with intervals, quantiles, and how many are needed.

A sample has one number per replication. Differences are taken within a replication before they
come here, so that chance shared by both worlds has already cancelled. Tables are made of
`Statistics`: of replications held in memory, or of what is left of them, mean and spread.
"""

import bisect
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.rows import Interval

LEVEL = 0.95
FEWEST_FOR_A_SPREAD = 2
Sample = NDArray[np.float64]
Numbers = NDArray[np.float64]
Place = tuple[int, ...]
Row = TypeVar("Row")


class Statistics(Protocol):
    """Means and intervals of equally shaped numbers over replications, by their place."""

    @property
    def filled(self) -> NDArray[np.bool_]:
        """Return where some replication is not zero."""

    def mean_at(self, place: Place) -> float:
        """Return the mean of one number."""

    def interval_at(self, place: Place) -> Interval:
        """Return the mean of one number with its 95 % interval."""


@dataclass(frozen=True)
class HeldStatistics:
    """Statistics of replications that are all held."""

    numbers: Numbers  # [replication, ...]

    @property
    def filled(self) -> NDArray[np.bool_]:
        """Return where some replication is not zero."""
        return np.asarray(np.any(self.numbers != 0, axis=0))

    def mean_at(self, place: Place) -> float:
        """Return the mean of one number."""
        return float(self._sample(place).mean())

    def interval_at(self, place: Place) -> Interval:
        """Return the mean of one number with its 95 % interval."""
        return mean_interval(self._sample(place))

    def _sample(self, place: Place) -> Sample:
        everywhere: tuple[Any, ...] = (slice(None), *place)
        return np.asarray(self.numbers[everywhere])


class Moments:
    """Statistics of replications that come one after the other and are forgotten (Welford)."""

    def __init__(self) -> None:
        self.count = 0
        self.mean: Numbers = np.zeros(())
        self._squares: Numbers = np.zeros(())

    def add(self, numbers: Numbers) -> None:
        """Take in the numbers of one more replication."""
        self.count += 1
        if self.count == 1:
            self.mean, self._squares = np.zeros(numbers.shape), np.zeros(numbers.shape)
        off = numbers - self.mean
        self.mean = self.mean + off / self.count
        self._squares = self._squares + off * (numbers - self.mean)

    @property
    def filled(self) -> NDArray[np.bool_]:
        """Return where some replication is not zero."""
        return np.asarray((self.mean != 0) | (self._squares != 0))

    def mean_at(self, place: Place) -> float:
        """Return the mean of one number."""
        return float(self.mean[place])

    def interval_at(self, place: Place) -> Interval:
        """Return the mean of one number with its 95 % interval by Student's t."""
        mean, half = self.mean_at(place), self.half_width_at(place)
        return Interval(mean) if math.isinf(half) else Interval(mean, mean - half, mean + half)

    def half_width_at(self, place: Place) -> float:
        """Return half the width of the interval of one number; infinity after one replication."""
        if self.count < FEWEST_FOR_A_SPREAD:
            return math.inf
        return float(t_quantile(self.count) * self.spread_at(place) / self.count**0.5)

    def spread_at(self, place: Place) -> float:
        """Return the standard deviation of one number over replications."""
        return float(np.sqrt(self._squares[place] / max(self.count - 1, 1)))


def rows_of(
    row: Callable[..., Row],
    names: Sequence[Sequence[Any]],
    filled: NDArray[np.bool_],
    numbers: Callable[[Place], Iterable[Any]],
) -> tuple[Row, ...]:
    """Return a row for each filled place: its name along every axis, then its numbers."""
    return tuple(
        row(*(axis[n] for axis, n in zip(names, place, strict=True)), *numbers(place))
        for place in map(tuple, np.argwhere(filled).tolist())
    )


def mean_interval(sample: Sample) -> Interval:
    """Return the mean with its 95 % interval by Student's t over replications.

    One replication has a mean and no interval.

    Assumes
    -------
    Replications are independent and their mean is near normal.
    """
    mean = float(np.mean(sample))
    if len(sample) < FEWEST_FOR_A_SPREAD:
        return Interval(mean)
    half = t_quantile(len(sample)) * standard_error(sample)
    return Interval(mean, mean - half, mean + half)


def standard_error(sample: Sample) -> float:
    """Return the standard error of the mean; zero after a single replication."""
    count = len(sample)
    return float(np.std(sample, ddof=1) / math.sqrt(count)) if count > 1 else 0.0


def t_quantile(replications: int) -> float:
    """Return how many standard errors the 95 % interval reaches to either side."""
    from scipy.special import stdtrit  # noqa: PLC0415  (slow; one replication needs none)

    return float(stdtrit(replications - 1, (1 + LEVEL) / 2))


def interval_at_root(sample: Sample, root: float, slope: float) -> Interval:
    """Return the interval of a root, given the values found there and the local slope.

    The delta method: an error in the mean moves the root by that error over the slope.
    """
    if len(sample) < FEWEST_FOR_A_SPREAD or slope == 0:
        return Interval(root)
    half = t_quantile(len(sample)) * standard_error(sample) / abs(slope)
    return Interval(root, root - half, root + half)


def order_quantile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least ``share`` of the values do not exceed.

    Always one of the values, so that months stay months and "never" (infinity) stays never.
    """
    ordered = sorted(values)
    place = max(math.ceil(share * len(ordered) - 1e-9), 1)
    return ordered[place - 1]


def replications_needed(sample: Sample, half_width: float) -> int:
    """Return how many replications would bring the 95 % interval down to a half-width.

    Judged by the spread of the sample at hand, which should hold ten or more; never fewer
    than two.
    """
    spread = float(np.std(sample, ddof=1))

    def suffices(count: int) -> bool:
        return spread * t_quantile(count) / math.sqrt(count) <= half_width

    enough = FEWEST_FOR_A_SPREAD
    while not suffices(enough):
        enough *= 2
    candidates = range(FEWEST_FOR_A_SPREAD, enough + 1)
    return candidates[bisect.bisect_left(candidates, True, key=suffices)]
