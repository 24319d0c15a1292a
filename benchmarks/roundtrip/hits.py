"""Whether 95 % intervals lie around the truth, below it or above it."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

BELOW, AROUND, ABOVE = -1, 0, 1


class Hits(NamedTuple):
    """How many intervals lay around, below and above the truth."""

    around: int
    below: int  # all of the interval lies below the truth
    above: int

    @property
    def share(self) -> float:
        return self.around / sum(self)


def places(low: np.ndarray, high: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Return where each interval lies: `BELOW`, `AROUND` or `ABOVE` the truth."""
    return np.where(high < truth, BELOW, np.where(low > truth, ABOVE, AROUND)).ravel()


def counted(found: Iterable[np.ndarray]) -> Hits:
    """Return how many of the intervals of several worlds lie where."""
    every = np.concatenate(list(found))
    return Hits(*(int((every == place).sum()) for place in (AROUND, BELOW, ABOVE)))
