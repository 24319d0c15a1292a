"""Stocks and spells ended, period by period, as registers publish them: counted from sightings."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR
from borgerflow.sim.records.observed import UNKNOWN, Sightings


def last_days(seen: Sightings) -> Ints:
    """Return the day after the last on which each spell was seen."""
    return np.where(seen.is_open, seen.observed_until, seen.end)


def full_time_persons(seen: Sightings, borders: Sequence[int]) -> Floats:
    """Return persons on average through each period [period, scheme].

    Parameters
    ----------
    borders : sequence of int
        The first day of each period, and the day after the last one.
    """
    since, until = seen.observed_from, last_days(seen)
    upto = np.array(
        [_by_scheme(seen, np.clip(np.minimum(until, day) - since, 0, None)) for day in borders]
    )
    return np.diff(upto, axis=0) / np.diff(borders)[:, None]


def persons(seen: Sightings, borders: Sequence[int]) -> Ints:
    """Return how many citizens were in each scheme on some day of each period [period, scheme]."""
    _, citizen = np.unique(seen.citizen, return_inverse=True)
    counts = np.zeros((len(borders) - 1, len(seen.schemes)), dtype=np.int64)
    for n, (first, until) in enumerate(pairwise(borders)):
        is_there = (seen.observed_from < until) & (last_days(seen) > first)
        pairs = np.unique(citizen[is_there] * len(seen.schemes) + seen.scheme[is_there])
        counts[n] = np.bincount(pairs % len(seen.schemes), minlength=len(seen.schemes))
    return counts


def ended(seen: Sightings, borders: Sequence[int]) -> Ints:
    """Return how many spells of known length had their last day in each period [period, scheme]."""
    return np.array([_by_scheme(seen, one) for one in _ended_in(seen, borders)], dtype=np.int64)


def mean_weeks(seen: Sightings, borders: Sequence[int]) -> Floats:
    """Return the mean weeks of the spells that ended in each period [period, scheme], NaN of none.

    A spell whose start is not known counts for nothing.
    """
    weeks = (np.minimum(seen.end, FAR) - seen.start) / DAYS_PER_WEEK
    lasted = np.array([_by_scheme(seen, one * weeks) for one in _ended_in(seen, borders)])
    many = ended(seen, borders)
    return np.where(many > 0, lasted / np.maximum(many, 1), np.nan)


def _ended_in(seen: Sightings, borders: Sequence[int]) -> list[Ints]:
    """Return 1 for each spell of known length that ended in each period, 0 for others."""
    is_known = ~seen.is_open & (seen.start != UNKNOWN)
    return [
        (is_known & (seen.end > first) & (seen.end <= until)).astype(np.int64)
        for first, until in pairwise(borders)
    ]


def _by_scheme(seen: Sightings, weights: Ints | Floats) -> Floats:
    """Return the sum of weights of each scheme."""
    return np.bincount(seen.scheme, weights, len(seen.schemes)).astype(np.float64)
