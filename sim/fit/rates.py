"""Weekly hazards from counts: occurrences over exposure, with exact Poisson intervals.

Who leaves within a unit has not lived through all of it. With a hazard ``x`` a unit, the same
throughout a band, 1 - exp(-x) leave in each: so x = -log(1 - left / at risk), the complementary
log-log link, and a destination has its share of it. Dividing the events of a band by x gives the
exposure that its people have lived on average, and with it occurrences over exposure are the
continuous hazards again, whether a file knows days or weeks.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.stats import chi2

from borgerflow.sim.base.arrays import Counts, Floats
from borgerflow.sim.base.clock import DAYS_PER_WEEK
from borgerflow.sim.fit.bands import BandCounts

OUTSIDE = 0.05  # of 95 % intervals
HALF_A_PERSON = 0.5  # who stays where all were seen to leave: else the hazard has no end


class FittedRates(NamedTuple):
    """Weekly hazards [destination, band] with 95 % intervals, and the weeks lived [band].

    ``known`` [band] is the part of those who left who were seen to go somewhere: the others are
    taken to have gone where these went.
    """

    rate: Floats
    low: Floats
    high: Floats
    events: Counts
    weeks: Floats
    known: Floats


def leaving_in_a_unit(hazard: Floats) -> Floats:
    """Return the part that leaves in a unit, by the hazard a unit."""
    return -np.expm1(-hazard)


def weeks_lived(counts: BandCounts) -> Floats:
    """Return the weeks that those at risk in each band have lived there, on average."""
    at_risk = counts.at_risk.astype(np.float64)
    left = np.minimum(counts.events.sum(axis=0), np.maximum(at_risk - HALF_A_PERSON, 0.0))
    hazard = -np.log1p(-left / np.maximum(at_risk, HALF_A_PERSON))
    lived = np.where(left > 0, left / np.where(left > 0, hazard, 1.0), at_risk)
    return lived * counts.unit_days / DAYS_PER_WEEK


def poisson_interval(events: Counts) -> tuple[Floats, Floats]:
    """Return the exact 95 % interval of the mean of which so many events were seen (Garwood 1936).

    Of no event it is from 0 to 3.69, never 0 alone.
    """
    tail = OUTSIDE / 2
    low = np.where(events > 0, chi2.ppf(tail, 2 * np.maximum(events, 1)) / 2, 0.0)
    return low, np.asarray(chi2.ppf(1 - tail, 2 * (events + 1)) / 2)


def rates_of(counts: Sequence[BandCounts]) -> FittedRates:
    """Return the hazards of a scheme by destination and band, from daily and weekly counts.

    A band that nobody lived in has no hazard (NaN).
    """
    weeks = np.sum([weeks_lived(each) for each in counts], axis=0)
    events = np.sum([each.events for each in counts], axis=0)
    seen, left = events[:-1], events.sum(axis=0)
    known = np.where(left > 0, seen.sum(axis=0) / np.maximum(left, 1), 1.0)
    exposure = np.where(weeks * known > 0, weeks * known, np.nan)
    low, high = poisson_interval(seen)
    return FittedRates(seen / exposure, low / exposure, high / exposure, seen, weeks, known)
