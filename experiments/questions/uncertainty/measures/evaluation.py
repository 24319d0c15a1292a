"""What an evaluation would find, from lives with and without a proposal: trials made many times.

Each of many evaluations draws its citizens from those simulated, with replacement, and holds two
groups against each other as an analyst would: the difference of means in its standard errors. It
sees an effect where that is beyond what chance does once in twenty times.
"""

from typing import cast

import numpy as np

from borgerflow.sim.base.arrays import Flags, Floats, Ints
from borgerflow.sim.base.chance import RESAMPLE, Words, citizen_key, uniform
from borgerflow.sim.params.estimates import REACH_95

EVALUATIONS = 400
FEWEST_IN_GROUP = 2  # of a stratum on either side: fewer have no spread


def lots(numbers: int, seed: int) -> Floats:
    """Return numbers between 0 and 1 for each evaluation, [evaluation, number]."""
    keys = np.array([citizen_key(seed, n, 0) for n in range(EVALUATIONS)], dtype=np.uint64)
    return uniform(keys[:, None], RESAMPLE, cast(Words, np.arange(numbers, dtype=np.uint64)))


def taken(pool: int, citizens: int, seed: int) -> Ints:
    """Return whom each evaluation draws from a pool, [evaluation, citizen]."""
    return np.asarray(lots(citizens, seed) * pool, dtype=np.int64)


def by_lot(without: Floats, with_it: Floats, citizens: int, seed: int) -> Floats:
    """Return the z of randomised comparisons: half of the citizens are offered it [evaluation]."""
    who, half = taken(len(without), citizens, seed), citizens // 2
    return _z(with_it[who[:, :half]], without[who[:, half:]])


def before_after(
    without: Floats, with_it: Floats, citizens: int, seed: int, falls: float = 0.0
) -> Floats:
    """Return the z of comparisons with those who came before, who are as many [evaluation].

    ``falls`` is the share by which outcomes fall from one year to the next by themselves.
    """
    after, before = (taken(len(without), citizens, each) for each in (seed, seed + 1))
    return _z(with_it[after] * (1 - falls), without[before])


def matched(
    without: Floats, with_it: Floats, stratum: Ints, citizens: int, seed: int, odds: float = 1.0
) -> Floats:
    """Return the z of comparisons with others of the same stratum [evaluation].

    Of those who would have had fewer days than most of their stratum anyway, ``odds`` times as many
    are offered it as are not; of the others the other way round.
    """
    who = taken(len(without), citizens, seed)
    share = np.where(_better(without, stratum)[who], odds, 1 / odds)
    offered = lots(2 * citizens, seed)[:, citizens:] < share / (1 + share)
    outcome = np.where(offered, with_it[who], without[who])
    return _z_within(outcome, offered, stratum[who])


def _better(without: Floats, stratum: Ints) -> Flags:
    """Return who has fewer days without it than the median of their stratum."""
    found = np.zeros(len(without), dtype=np.bool_)
    for each in np.unique(stratum):
        own = stratum == each
        found[own] = without[own] < np.median(without[own])
    return found


def _z(one: Floats, other: Floats) -> Floats:
    """Return the difference of two groups' means in its standard errors, row by row."""
    squares = [each.var(axis=1, ddof=1) / each.shape[1] for each in (one, other)]
    return _over(one.mean(axis=1) - other.mean(axis=1), squares[0] + squares[1])


def _over(apart: Floats, square: Floats) -> Floats:
    error = np.sqrt(square)
    return np.divide(apart, error, out=np.zeros_like(apart), where=error > 0)


def _z_within(outcome: Floats, offered: Flags, stratum: Ints) -> Floats:
    """Return the difference within strata, each weighed by its offered, in standard errors."""
    apart, square, weights = (np.zeros(len(outcome)) for _ in range(3))
    for each in np.unique(stratum):
        sides = [(stratum == each) & chosen for chosen in (offered, ~offered)]
        counts, means, spreads = zip(*(_moments(outcome, own) for own in sides), strict=True)
        there = np.minimum(*counts) >= FEWEST_IN_GROUP
        weight = np.where(there, counts[0], 0.0)
        of_means = spreads[0] / np.maximum(counts[0], 1) + spreads[1] / np.maximum(counts[1], 1)
        apart += weight * (means[0] - means[1])
        square += weight**2 * of_means
        weights += weight
    return _over(apart, square)


def _moments(outcome: Floats, own: Flags) -> tuple[Floats, Floats, Floats]:
    """Return how many each row has of its own, with their mean and variance."""
    count = own.sum(axis=1).astype(np.float64)
    mean = np.where(own, outcome, 0.0).sum(axis=1) / np.maximum(count, 1)
    apart = np.where(own, outcome - mean[:, None], 0.0)
    return count, mean, (apart**2).sum(axis=1) / np.maximum(count - 1, 1)


def sees(z: Floats, sign: float) -> float:
    """Return how often an effect of a sign is seen."""
    return float(np.mean(sign * z > REACH_95))


def claims(z: Floats) -> float:
    """Return how often an effect is claimed, whichever its sign."""
    return float(np.mean(np.abs(z) > REACH_95))
