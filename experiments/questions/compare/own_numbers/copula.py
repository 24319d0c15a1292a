"""Draws of numbers that hang together: a Gaussian copula laid over independent draws.

Numbers that nothing joins keep the very draws they had, and each of the others its own
distribution: what is correlated are the normal deviates of their places in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Self

import numpy as np

from borgerflow.sim.base.arrays import Flags, Floats
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.patches.correlations import CorrelatedPair

ROUNDING = 1e-9  # below nought by no more than this an eigenvalue is nought
INNER = 1e-12  # how near to its ends a place in a distribution comes
INVOLVED = 0.1  # the part of a direction that makes a number one of those told


@dataclass(frozen=True)
class Copula:
    """How numbers hang together: the correlations of their deviates, [number, number]."""

    matrix: Floats

    @classmethod
    def of(cls, names: Sequence[str], pairs: Sequence[CorrelatedPair]) -> Self | None:
        """Return how numbers hang together, None where no pair joins any two of them.

        Raises
        ------
        InputError
            If the correlations cannot all hold at once.
        """
        matrix = np.eye(len(names))
        for (one, first), (other, second) in combinations(enumerate(names), 2):
            said = [pair.rho for pair in pairs if pair.joins(first, second)]
            if said:
                matrix[one, other] = matrix[other, one] = said[-1]
        if not _off(matrix).any():
            return None
        _refuse_impossible(names, matrix)
        return cls(matrix)

    def turned(self, count: int) -> Self:
        """Return the same with so many of the first numbers moved to the end."""
        return replace(self, matrix=np.roll(self.matrix, (-count, -count), (0, 1)))

    @property
    def joined(self) -> Flags:
        """Return which numbers hang together with another one."""
        return np.asarray(_off(self.matrix).any(axis=1))

    def shares(self, apart: Floats) -> Floats:
        """Return places [draw, number] that hang together from such that do not.

        A number depends on its own place and on those of the numbers before it.
        """
        from scipy.special import ndtr, ndtri  # noqa: PLC0415  (slow; a refusal needs none)

        joined, found = self.joined, apart.copy()
        root = np.linalg.cholesky(_inner(self.matrix[np.ix_(joined, joined)]))
        found[:, joined] = ndtr(ndtri(_inside(apart[:, joined])) @ root.T)
        return found

    def given_others(self, shares: Floats, anew: Floats) -> Floats:
        """Return places to which each number steps while all the others stay, [draw, number].

        ``shares`` are those of every number, ``anew`` independent ones of the first of them.
        """
        from scipy.special import ndtr, ndtri  # noqa: PLC0415  (slow; a refusal needs none)

        count = anew.shape[1]
        certain = np.linalg.inv(_inner(self.matrix))
        deviates, own = ndtri(_inside(shares)), np.diag(certain)[:count]
        expected = deviates[:, :count] - (deviates @ certain)[:, :count] / own
        stepped = np.asarray(ndtr(expected + ndtri(_inside(anew)) / np.sqrt(own)))
        return np.where(self.joined[:count], stepped, anew)


def _off(matrix: Floats) -> Floats:
    """Return a matrix with nought on its diagonal."""
    return matrix - np.diag(np.diag(matrix))


def _inner(matrix: Floats) -> Floats:
    """Return a matrix that has a root where two numbers are as good as one."""
    return np.asarray((1 - ROUNDING) * matrix + ROUNDING * np.eye(len(matrix)))


def _inside(shares: Floats) -> Floats:
    """Return places that have finite deviates."""
    return np.clip(shares, INNER, 1 - INNER)


def _refuse_impossible(names: Sequence[str], matrix: Floats) -> None:
    """Refuse correlations that no numbers can have, with the numbers that they are of."""
    values, directions = np.linalg.eigh(matrix)
    if values[0] >= -ROUNDING:
        return
    parts = np.abs(directions[:, 0])
    told = ", ".join(name for name, part in zip(names, parts, strict=True) if part > INVOLVED)
    raise InputError(
        Wording(
            f"Korrelationerne mellem {told} kan ikke gælde på én gang: deres matrix er ikke "
            f"positivt semidefinit (mindste egenværdi {values[0]:.2f}). Sæt en af dem tættere "
            "på 0.",
            f"The correlations of {told} cannot all hold at once: their matrix is not positive "
            f"semidefinite (smallest eigenvalue {values[0]:.2f}). Set one of them nearer to 0.",
        )
    )


def unjoined(names: Sequence[str], pairs: Sequence[CorrelatedPair]) -> Wording | None:
    """Return that pairs join no two of the numbers that are drawn, None where all of them do."""
    idle = [pair for pair in pairs if not any(pair.joins(a, b) for a, b in combinations(names, 2))]
    if not idle:
        return None
    told = "; ".join(f"{pair.line.name}" for pair in idle)
    return Wording(
        f"Korrelationen {told} er uden virkning: svaret trækker ikke begge tal hver for sig.",
        f"The correlation {told} does nothing: this answer does not draw both numbers apart.",
    )
