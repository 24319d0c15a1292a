"""What it is worth to know several numbers at once, with the bias of telling it taken off.

The net of the draws is fitted by polynomials of each number of the group and by the products of
two of them. Who chooses by a fit chooses by its chance as well, which makes knowing look dearer
than it is. How much is told by fitting again what the fit may have been: coefficients drawn around
those found (after Strong, Oakley and Brennan 2014). What these come to more than the fit itself is
the bias, and how they differ is the standard error.
"""

from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.compare.own_numbers.sampling import points
from borgerflow.experiments.questions.uncertainty.measures.influence import (
    DRAWS_A_DEGREE,
    basis_of,
    squares_left_out,
)
from borgerflow.experiments.questions.uncertainty.measures.information import value_of_knowing
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.params.estimates import REACH_95

DEGREES = (0, 1, 2, 3)
AGAIN = 128  # fits that may have been
EDGE = 1e-9  # of a distribution: no draw is infinitely far out


@dataclass(frozen=True)
class Surface:
    """A fit of the net to several numbers, as orthonormal terms [draw, term] and what they say."""

    terms: Floats
    net: Floats

    @property
    def fitted(self) -> Floats:
        """Return the net that the fit says of each draw."""
        return np.asarray(self.terms @ (self.terms.T @ self.net))

    @property
    def chance(self) -> float:
        """Return the variance that the fit leaves, as an estimate free of bias."""
        freedom: int = max(len(self.net) - self.terms.shape[1], 1)
        return float(np.sum((self.net - self.fitted) ** 2)) / freedom

    def expected(self, fitted: Floats) -> Floats:
        """Return a fit drawn towards its mean by as much as chance spreads it."""
        spread, mean = float(fitted.var()), float(fitted.mean())
        chance = self.chance * (self.terms.shape[1] - 1) / len(self.net)
        kept = np.sqrt(max(0.0, 1 - chance / spread)) if spread > 0 else 0.0
        return np.asarray(mean + kept * (fitted - mean))

    def again(self) -> list[Floats]:
        """Return what would be expected by fits that may have been, were this one true."""
        from scipy.special import ndtri  # noqa: PLC0415  (slow; not every answer asks for it)

        count = self.terms.shape[1]
        deviates = ndtri(np.clip(points(count, AGAIN, count), EDGE, 1 - EDGE))
        off = np.sqrt(self.chance) * deviates @ self.terms.T
        return [self.expected(row) for row in self.expected(self.fitted) + off]


def surface_of(places: Floats, net: Floats) -> Surface:
    """Return the fit to numbers at places [draw, number] that best foretells draws left out."""
    possible = [
        _basis(places, degree, crossed) for degree in DEGREES for crossed in (False, degree > 0)
    ]
    few = [each for each in possible if (each.shape[1] - 1) * DRAWS_A_DEGREE <= len(net)]
    terms, _ = np.linalg.qr(min(few, key=lambda basis: squares_left_out(basis, net)))
    return Surface(np.asarray(terms), net)


def _basis(places: Floats, degree: int, crossed: bool) -> Floats:
    """Return a column of ones, polynomials of each number, and perhaps products of two of them."""
    each = [basis_of(column, degree)[:, 1:] for column in places.T]
    columns = [np.ones((len(places), 1)), *each]
    if crossed:
        columns += [one[:, :1] * two[:, :1] for one, two in combinations(each, 2)]
    return np.asarray(np.concatenate(columns, axis=1))


def value_of_group(places: Floats, net: Floats) -> Interval:
    """Return what it is worth at most to know all numbers of a group, in kroner.

    Where nothing foretells more than the mean does, the upper end is that of a fit by straight
    lines, or what it is worth to know everything where the draws are too few for one.

    Parameters
    ----------
    places : ndarray of float, shape [draw, number]
        Where each number lies in its own distribution.
    net : ndarray of float, shape [draw]
        What is expected in each draw.
    """
    surface = surface_of(places, net)
    if surface.terms.shape[1] > 1 or not np.ptp(net):
        return value_of_surface(surface)
    lines, _ = np.linalg.qr(_basis(places, 1, crossed=False))
    if (lines.shape[1] - 1) * DRAWS_A_DEGREE > len(net):
        return Interval(0.0, 0.0, value_of_knowing(net))
    return replace(value_of_surface(Surface(np.asarray(lines), net)), mean=0.0, low=0.0)


def value_of_surface(surface: Surface) -> Interval:
    """Return what it is worth to know what a fit says, its bias taken off."""
    found = value_of_knowing(surface.expected(surface.fitted))
    if surface.terms.shape[1] == 1:
        return Interval(0.0, 0.0, 0.0)
    again = [value_of_knowing(expected) for expected in surface.again()]
    bias = float(np.mean(again)) - found
    half = REACH_95 * float(np.std(again, ddof=1))
    ends = (found - bias + off for off in (0.0, -half, half))
    return Interval(*(max(0.0, end) for end in ends))
