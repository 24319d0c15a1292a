"""How much of the spread each number brings, and what the answer is where it is known.

Given the draws there are, the net is fitted by a polynomial of each number's place in its own
distribution (Legendre): the variance of the fit is the first-order Sobol index. The degree is that
which best foretells draws left out one at a time. A fit follows chance too; what it would take of a
number that does nothing is taken off again (adjusted coefficient of determination).

The best of many numbers that do nothing fits well by chance, the better the fewer the draws. So a
share is told only where the fit is better than chance makes any of so many numbers, at any degree,
in one answer of twenty (F test, Bonferroni). Else the draws do not show what the number does: its
share lies between nought and what its fit or a straight line may well explain, without ends.
"""

from dataclasses import dataclass

import numpy as np
from numpy.polynomial import legendre

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.compare.own_numbers.layers import Layers
from borgerflow.experiments.runs.statistics import t_quantile
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.params.estimates import REACH_95

DEGREES = (0, 1, 2, 3, 5, 8)  # 0: it foretells nothing
DRAWS_A_DEGREE = 8  # fewer draws for each degree and a polynomial follows chance between them
GROUPS = 16  # of draws, left out one after the other
PLACES = 5  # parts of a number's distribution that are told one by one
GRID = np.linspace(0.0, 1.0, 201)
FEWEST_CORRELATED = 4  # fewer draws have no interval of a correlation
CHANCE = 0.05  # that any of the numbers is told from nought though none does anything
NEARLY_ONE = 1 - 1e-12  # the inverse hyperbolic tangent of 1 is infinite


@dataclass(frozen=True)
class Influence:
    """What one number does: its share of the spread, and the net expected at each place of it.

    ``expected`` is the net at each draw's value of the number, all else as unknown as it is. The
    ends are None where the draws do not show what the number does.
    """

    share: Interval  # of the variance between draws, alone; ends by leaving draws out
    expected: Floats  # [draw]
    at_low: float | None
    at_high: float | None
    crossing: float | None  # place in its distribution at which the net is nought, if there is one
    saves_by_part: tuple[float | None, ...]  # chance of a saving in each fifth, the lowest first


@dataclass(frozen=True)
class Fit:
    """A polynomial fitted to the net of draws; ``share`` is what it explains beyond chance."""

    coefficients: Floats
    fitted: Floats  # [draw]
    share: float

    def shrunk(self, curve: Floats, net: Floats) -> Floats:
        """Return a curve of the fit drawn towards the mean, so far that its spread is its share."""
        own, mean = float(self.fitted.var()), float(net.mean())
        kept = np.sqrt(min(1.0, self.share * float(net.var()) / own)) if own > 0 else 0.0
        return np.asarray(mean + kept * (curve - mean))


def influence_of(places: Floats, net: Layers, among: int = 1) -> Influence:
    """Return what a number at some places of its distribution does to the net of each draw.

    ``among`` is how many numbers are looked at, this one included.
    """
    degree = best_degree(places, net.draws)
    if degree == 0 and np.ptp(net.draws) > 0:
        return _not_shown(places, net, 0.0)
    basis = basis_of(places, degree)
    fit = fitted_to(basis, net.draws)
    half = _half_width(basis, net.draws)
    looks = among * len([n for n in _possible(len(places)) if n])
    if degree and _by_chance(fit, net.draws, degree) * looks > CHANCE:
        return _not_shown(places, net, min(1.0, fit.share + half))
    curve = fit.shrunk(basis_of(GRID, degree) @ fit.coefficients, net.draws)
    return Influence(
        share=Interval(fit.share, max(0.0, fit.share - half), min(1.0, fit.share + half)),
        expected=fit.shrunk(fit.fitted, net.draws),
        at_low=float(curve[0]),
        at_high=float(curve[-1]),
        crossing=_crossing(curve),
        saves_by_part=_saves_by_part(places, net.draws),
    )


def _by_chance(fit: Fit, net: Floats, degree: int) -> float:
    """Return how likely a fit is as good where the number does nothing (F test)."""
    from scipy.special import fdtrc  # noqa: PLC0415  (slow; not every answer asks for it)

    rest, freedom = float(((net - fit.fitted) ** 2).sum()), len(net) - degree - 1
    if freedom < 1 or rest == 0:
        return 0.0 if freedom >= 1 else 1.0
    explained = float(((fit.fitted - net.mean()) ** 2).sum())
    return float(fdtrc(degree, freedom, explained / degree / (rest / freedom)))


def _not_shown(places: Floats, net: Layers, most: float) -> Influence:
    """Return what is told of a number that the draws do not tell from one that does nothing.

    ``most`` is the upper end by its fit, if there is one.
    """
    return Influence(
        share=Interval(0.0, 0.0, max(most, _most_of_a_line(places, net.draws))),
        expected=np.full(len(places), net.mean),
        at_low=None,
        at_high=None,
        crossing=None,
        saves_by_part=_saves_by_part(places, net.draws),
    )


def _most_of_a_line(places: Floats, net: Floats) -> float:
    """Return the largest share that a straight line may well explain (Fisher's z, 95 %)."""
    if len(net) < FEWEST_CORRELATED or not np.ptp(places):
        return 1.0
    seen = min(abs(float(np.corrcoef(places, net)[0, 1])), NEARLY_ONE)
    return float(np.tanh(np.arctanh(seen) + REACH_95 / np.sqrt(len(net) - 3)) ** 2)


def best_degree(places: Floats, net: Floats) -> int:
    """Return the degree whose polynomial best foretells each draw from the others."""
    possible = _possible(len(places))
    return min(possible, key=lambda degree: squares_left_out(basis_of(places, degree), net))


def _possible(draws: int) -> list[int]:
    """Return the degrees that so many draws allow."""
    return [degree for degree in DEGREES if degree * DRAWS_A_DEGREE <= draws]


def squares_left_out(basis: Floats, net: Floats) -> float:
    """Return the squared error of foretelling each draw from the others (PRESS)."""
    orthogonal, _ = np.linalg.qr(basis)
    leverage = (orthogonal**2).sum(axis=1)
    residual = net - orthogonal @ (orthogonal.T @ net)
    return float(((residual / np.maximum(1 - leverage, 1e-9)) ** 2).sum())


def basis_of(places: Floats, degree: int) -> Floats:
    """Return Legendre polynomials of places between 0 and 1, [draw, degree + 1]."""
    return np.asarray(legendre.legvander(2 * places - 1, degree), dtype=np.float64)


def fitted_to(basis: Floats, net: Floats) -> Fit:
    """Return the fit of a net to the columns of a basis by least squares."""
    solved, *_ = np.linalg.lstsq(basis, net, rcond=None)
    coefficients = np.asarray(solved, dtype=np.float64)
    fitted = np.asarray(basis @ coefficients, dtype=np.float64)
    total, rest = float(net.var()), float((net - fitted).var())
    if total == 0:
        return Fit(coefficients, fitted, 0.0)
    freedom = (len(net) - 1) / max(len(net) - basis.shape[1], 1)
    return Fit(coefficients, fitted, max(0.0, 1 - rest / total * freedom))


def _half_width(basis: Floats, net: Floats) -> float:
    """Return half the 95 % interval of the share that a fit explains (jackknife by groups)."""
    group = np.arange(len(net)) % GROUPS
    shares = [fitted_to(basis[group != n], net[group != n]).share for n in range(GROUPS)]
    error = float(np.sqrt((GROUPS - 1) * np.var(shares)))
    return t_quantile(GROUPS) * error


def _crossing(curve: Floats) -> float | None:
    """Return the place at which a curve passes nought, None where it does so never or often."""
    turns = np.flatnonzero(np.diff(np.sign(curve)) != 0)
    if len(turns) != 1:
        return None
    at = int(turns[0])
    before, after = curve[at], curve[at + 1]
    return float(GRID[at] + (GRID[at + 1] - GRID[at]) * before / (before - after))


def _saves_by_part(places: Floats, net: Floats) -> tuple[float | None, ...]:
    part = np.minimum((places * PLACES).astype(np.int64), PLACES - 1)
    return tuple(
        float(np.mean(net[part == n] < 0)) if np.any(part == n) else None for n in range(PLACES)
    )
