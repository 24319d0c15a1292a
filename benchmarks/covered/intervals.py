"""Intervals of a mean that may cover where Student's does not, each for many samples at once.

A sample is a row of the net of some replications. Every interval is of a nominal 95 %.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy import stats

TAIL = 0.025
RESAMPLES = 400
FURTHEST = 50.0  # on a logarithmic scale
ROWS = 250  # samples resampled together, so that memory stays small


class Ends(NamedTuple):
    """The ends of an interval of each sample."""

    low: np.ndarray
    high: np.ndarray


def _moments(samples: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the mean of each sample, its standard error and its lopsidedness."""
    mean = samples.mean(axis=1)
    error = samples.std(axis=1, ddof=1) / np.sqrt(samples.shape[1])
    return mean, error, stats.skew(samples, axis=1, bias=False)


def student(samples: np.ndarray) -> Ends:
    """Return the ends of Student's t: the same reach to either side."""
    mean, error, _ = _moments(samples)
    reach = stats.t.isf(TAIL, samples.shape[1] - 1) * error
    return Ends(mean - reach, mean + reach)


def johnson(samples: np.ndarray) -> Ends:
    """Return Student's t, moved by what the lopsidedness moves the mean (Johnson 1978)."""
    mean, error, skew = _moments(samples)
    moved = mean + skew * error / (6 * np.sqrt(samples.shape[1]))
    reach = stats.t.isf(TAIL, samples.shape[1] - 1) * error
    return Ends(moved - reach, moved + reach)


def hall(samples: np.ndarray) -> Ends:
    """Return Student's t through Hall's cubic, which takes the lopsidedness out (Hall 1992)."""
    mean, error, skew = _moments(samples)
    count = samples.shape[1]
    lean = np.where(np.abs(skew) < 1e-9, 1e-9, skew) / np.sqrt(count)

    def back(deviate: float) -> np.ndarray:
        inside = 1 + lean * (deviate - lean / 6)
        return (np.cbrt(inside) - 1) * 3 / lean

    reach = stats.t.isf(TAIL, count - 1)
    return Ends(mean - error * back(reach), mean - error * back(-reach))


def logarithm(samples: np.ndarray, cost: float) -> Ends:
    """Return Student's t of what is saved, on a logarithmic scale; as it is where that is none."""
    mean, error, _ = _moments(cost - samples)
    reach = stats.t.isf(TAIL, samples.shape[1] - 1) * error
    usual, saves = student(samples), mean > 0
    times = np.exp(np.minimum(reach / np.where(saves, mean, 1.0), FURTHEST))
    return Ends(
        np.where(saves, cost - mean * times, usual.low),
        np.where(saves, cost - mean / times, usual.high),
    )


def known_spread(samples: np.ndarray, spread: float) -> Ends:
    """Return the ends where the spread of a replication is known, as from a run without end."""
    mean = samples.mean(axis=1)
    reach = stats.norm.isf(TAIL) * spread / np.sqrt(samples.shape[1])
    return Ends(mean - reach, mean + reach)


def bootstrap_t(samples: np.ndarray) -> Ends:
    """Return Student's t whose quantiles are those of resamples of the sample itself."""
    return _resampled(samples, _by_t)


def accelerated(samples: np.ndarray) -> Ends:
    """Return the ends of the bias-corrected and accelerated bootstrap (Efron 1987)."""
    return _resampled(samples, _by_bca)


def _resampled(
    samples: np.ndarray, ends: Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]
) -> Ends:
    generator, found = np.random.default_rng(1), []
    for first in range(0, len(samples), ROWS):
        rows = samples[first : first + ROWS]
        place = generator.integers(rows.shape[1], size=(len(rows), RESAMPLES, rows.shape[1]))
        again = np.take_along_axis(rows[:, None, :], place, axis=2)
        found.append(ends(rows, again))
    low, high = (np.concatenate(each) for each in zip(*found, strict=True))
    return Ends(low, high)


def _by_t(rows: np.ndarray, again: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    mean, error, _ = _moments(rows)
    errors = again.std(axis=2, ddof=1) / np.sqrt(rows.shape[1])
    apart = again.mean(axis=2) - mean[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(errors > 0, apart / errors, np.sign(apart) * np.inf)
    low, high = np.quantile(np.nan_to_num(t), (1 - TAIL, TAIL), axis=1)
    return mean - low * error, mean - high * error


def _by_bca(rows: np.ndarray, again: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    mean, means = rows.mean(axis=1), np.sort(again.mean(axis=2), axis=1)
    below = (means < mean[:, None]).mean(axis=1)
    bias = stats.norm.ppf(np.clip(below, 0.5 / RESAMPLES, 1 - 0.5 / RESAMPLES))
    apart = rows - mean[:, None]
    cubes, squares = (apart**3).sum(axis=1), (apart**2).sum(axis=1)
    lean = cubes / (6 * np.where(squares > 0, squares, 1.0) ** 1.5)
    found = []
    for tail in (TAIL, 1 - TAIL):
        deviate = bias + stats.norm.ppf(tail)
        share = stats.norm.cdf(bias + deviate / (1 - lean * deviate))
        place = np.clip((share * RESAMPLES).astype(int), 0, RESAMPLES - 1)
        found.append(np.take_along_axis(means, place[:, None], axis=1)[:, 0])
    return found[0], found[1]


METHODS: dict[str, Callable[[np.ndarray], Ends]] = {
    "Student's t": student,
    "Johnson's t": johnson,
    "Hall's cubic": hall,
    "bootstrap-t": bootstrap_t,
    "BCa": accelerated,
}
