"""Statistics of replications: means with intervals, quantiles, and how many are needed.

Each function takes one number per replication. Differences are taken within a replication
before they come here, so that chance shared by both worlds has already cancelled.
"""

import bisect
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.rows import Interval

LEVEL = 0.95
FEWEST_FOR_A_SPREAD = 2
Sample = NDArray[np.float64]


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
