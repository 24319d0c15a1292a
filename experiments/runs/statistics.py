"""Statistics of replications: means with intervals, quantiles, and how many are needed.

A sample has one number per replication. Differences are taken within a replication before they
come here, so that chance shared by both worlds has already cancelled. Tables are made of
`Statistics`: of replications held in memory, or of what is left of them, mean and spread.
"""

import bisect
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.typed.sizes import FEWEST_FOR_A_SPREAD
from borgerflow.sim.base.arrays import Flags, Floats

LEVEL = 0.95
Place = tuple[int, ...]
Row = TypeVar("Row")


@dataclass(frozen=True)
class Statistics:
    """Means of equally shaped numbers over replications, and half their 95 % intervals."""

    mean: Floats
    half: Floats | None  # None where replications are too few to tell it
    filled: Flags  # where some replication is not zero

    def interval_at(self, place: Place) -> Interval:
        """Return the mean of one number with its interval."""
        mean = float(self.mean[place])
        if self.half is None:
            return Interval(mean)
        half = float(self.half[place])
        return Interval(mean, mean - half, mean + half)


def statistics_of(numbers: Floats) -> Statistics:
    """Return the statistics of numbers [replication, ...], each as `mean_interval` has it."""
    last = np.ascontiguousarray(np.moveaxis(numbers, 0, -1))  # added up one number at a time
    count, filled = len(numbers), np.any(numbers != 0, axis=0)
    if count < FEWEST_FOR_A_SPREAD:
        return Statistics(last.mean(axis=-1), None, filled)
    error = np.std(last, axis=-1, ddof=1) / math.sqrt(count)
    return Statistics(last.mean(axis=-1), t_quantile(count) * error, filled)


class Moments:
    """Floats of replications that come one after the other and are forgotten (Welford)."""

    def __init__(self) -> None:
        self.count = 0
        self.mean: Floats = np.zeros(())
        self._squares: Floats = np.zeros(())

    def add(self, numbers: Floats) -> None:
        """Take in the numbers of one more replication."""
        self.count += 1
        if self.count == 1:
            self.mean, self._squares = np.zeros(numbers.shape), np.zeros(numbers.shape)
        off = numbers - self.mean
        self.mean = self.mean + off / self.count
        self._squares = self._squares + off * (numbers - self.mean)

    @property
    def spread(self) -> Floats:
        """Return the standard deviation of the numbers over replications."""
        return np.asarray(np.sqrt(self._squares / max(self.count - 1, 1)))

    def statistics(self) -> Statistics:
        """Return the statistics of the replications so far."""
        filled = (self.mean != 0) | (self._squares != 0)
        if self.count < FEWEST_FOR_A_SPREAD:
            return Statistics(self.mean, None, filled)
        half = t_quantile(self.count) * self.spread / self.count**0.5
        return Statistics(self.mean, half, filled)


def rows_of(
    row: Callable[..., Row],
    names: Sequence[Sequence[Any]],
    filled: Flags,
    numbers: Callable[[Place], Iterable[Any]],
) -> tuple[Row, ...]:
    """Return a row for each filled place: its name along every axis, then its numbers."""
    return tuple(
        row(*(axis[n] for axis, n in zip(names, place, strict=True)), *numbers(place))
        for place in map(tuple, np.argwhere(filled).tolist())
    )


def mean_interval(sample: Floats) -> Interval:
    """Return the mean with its 95 % interval by Student's t over replications.

    Fewer than three replications have a mean and no interval.

    Assumes
    -------
    Replications are independent and their mean is near normal.
    """
    return statistics_of(sample).interval_at(())


def ratio_interval(over: Floats, under: Floats) -> Interval | None:
    """Return the ratio of two means with its 95 % interval, drawn from the same replications.

    None where what is divided by is not above zero, or may be so by chance alone: no ratio has
    an interval then. The interval is Fieller's: the ratios that the two means do not speak
    against.

    Assumes
    -------
    Replications are independent and both means are near normal.
    """
    divisor, dividend = mean_interval(under), mean_interval(over)
    if (divisor.mean if divisor.low is None else divisor.low) <= 0:
        return None
    ratio = dividend.mean / divisor.mean
    if divisor.low is None:
        return Interval(ratio)
    reach = t_quantile(len(under)) ** 2 / len(under)
    ((dividends, both), (_, divisors)) = reach * np.cov(over, under)
    square, middle = divisor.mean**2 - divisors, dividend.mean * divisor.mean - both
    root = math.sqrt(max(middle**2 - square * (dividend.mean**2 - dividends), 0.0))
    return Interval(ratio, float(middle - root) / square, float(middle + root) / square)


def standard_error(sample: Floats) -> float:
    """Return the standard error of the mean; zero after a single replication."""
    count = len(sample)
    return float(np.std(sample, ddof=1) / math.sqrt(count)) if count > 1 else 0.0


def skewness(sample: Floats) -> float:
    """Return how lopsided a sample is: the third moment over the cube of the spread."""
    spread = float(np.std(sample))
    return float(np.mean((sample - np.mean(sample)) ** 3)) / spread**3 if spread else 0.0


def t_quantile(replications: int, level: float = LEVEL) -> float:
    """Return how many standard errors the interval of a level reaches to either side."""
    from scipy.special import stdtrit  # noqa: PLC0415  (slow; one replication needs none)

    return float(stdtrit(replications - 1, (1 + level) / 2))


def prediction_half(numbers: Floats, level: float) -> Floats:
    """Return how far one more replication may fall from the mean of numbers [replication, ...].

    It falls no further with the chance of the level: that of a single replication, not the
    standard error of the mean, which many replications make as small as one likes.

    Assumes
    -------
    Replications are independent and near normal.
    """
    count = len(numbers)
    spread = np.std(numbers, axis=0, ddof=1)
    return np.asarray(t_quantile(count, level) * math.sqrt(1 + 1 / count) * spread)


def interval_at_root(sample: Floats, root: float, slope: float) -> Interval:
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


def replications_needed(sample: Floats, half_width: float) -> int:
    """Return how many replications would bring the 95 % interval down to a half-width.

    Judged by the spread of the sample at hand, which should hold ten or more; never fewer
    than three.
    """
    spread = float(np.std(sample, ddof=1))

    def suffices(count: int) -> bool:
        return spread * t_quantile(count) / math.sqrt(count) <= half_width

    enough = FEWEST_FOR_A_SPREAD
    while not suffices(enough):
        enough *= 2
    candidates = range(FEWEST_FOR_A_SPREAD, enough + 1)
    return candidates[bisect.bisect_left(candidates, True, key=suffices)]
