"""Groups against everybody: one factor for each exit, small groups drawn towards one.

A group's factor is the events seen over those that everybody's hazards lead to expect in the
time the group lived in each band. Factors of an exit are taken to be spread as a gamma
distribution around one (Clayton and Kaldor 1987): the fewer events a group leads to expect, the
nearer to one it is told.
"""

from typing import NamedTuple

import numpy as np
from scipy.stats import gamma

from borgerflow.sim.base.arrays import Counts, Floats
from borgerflow.sim.fit.rates import OUTSIDE

# Groups that chance alone could set apart still differ somewhat: by no less than a tenth.
LEAST_SPREAD = 0.1


class GroupFactors(NamedTuple):
    """Factors of groups, [destination, group]; ``weight`` is the part that is the group's own."""

    factor: Floats
    low: Floats
    high: Floats
    events: Counts
    expected: Floats
    weight: Floats


def spread_of_factors(events: Counts, expected: Floats) -> Floats:
    """Return the variance of the true factors between groups, by destination.

    By moments (DerSimonian and Laird 1986): what the events scatter more than Poisson counts do.
    """
    sure = np.where(expected > 0, expected, np.nan)
    groups = np.isfinite(sure).sum(axis=1)
    overall = events.sum(axis=1) / np.maximum(np.nansum(sure, axis=1), np.finfo(float).tiny)
    meant = sure * overall[:, None]
    scatter = np.nansum((events - meant) ** 2 / np.where(meant > 0, meant, np.nan), axis=1)
    total = np.nansum(meant, axis=1)
    room = total - np.nansum(meant**2, axis=1) / np.maximum(total, np.finfo(float).tiny)
    between = (scatter - (groups - 1)) / np.where(room > 0, room, np.inf)
    return np.asarray(np.maximum(between, LEAST_SPREAD**2))


def group_factors(events: Counts, expected: Floats) -> GroupFactors:
    """Return the factor of each group and exit, [destination, group], drawn towards one.

    The interval is that of the gamma distribution in which prior and events end: of no event it
    has an upper end like any other, and is never nought alone.
    """
    shape = (1 / spread_of_factors(events, expected))[:, None]
    after, scale = shape + events, 1 / (shape + expected)
    low, high = (
        np.asarray(gamma.ppf(part, after, scale=scale)) for part in (OUTSIDE / 2, 1 - OUTSIDE / 2)
    )
    return GroupFactors(after * scale, low, high, events, expected, expected * scale)
