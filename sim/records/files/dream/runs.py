"""Rows of weekly codes as runs: weeks on end with the same code, of every citizen at once."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.base.arrays import Flags, Ints

Codes = NDArray[np.int16]


class Runs(NamedTuple):
    """Runs by citizen and week; weeks without a benefit are runs too, of code nought."""

    citizen: Ints  # number of the row
    first: Ints  # week
    until: Ints  # the week after the last
    code: Codes

    @property
    def follows(self) -> Flags:
        """Tell which runs begin in the week after the one before, of the same citizen."""
        is_next = (self.citizen[1:] == self.citizen[:-1]) & (self.first[1:] == self.until[:-1])
        return np.concatenate(([False], is_next))[: len(self.citizen)]


def runs_of(codes: Codes, weeks: Ints, first_row: int) -> Runs:
    """Return the runs of a table of codes.

    A run ends where the code changes, and where a week is missing among the columns: what was
    paid in it is not known.

    Parameters
    ----------
    codes : array [week, row]
        Nought where nothing is written.
    weeks : array
        Which week each is, in order.
    first_row : int
        The number of the first row among all.
    """
    is_first = np.ones(codes.shape, dtype=np.bool_)
    np.not_equal(codes[1:], codes[:-1], out=is_first[1:])
    is_first[1:][np.diff(weeks) != 1] = True
    rows, columns = np.divmod(np.flatnonzero(np.ascontiguousarray(is_first.T)), len(weeks))
    is_last = np.append(columns[1:] == 0, True)
    last = np.where(is_last, len(weeks), np.append(columns[1:], 0)) - 1
    return Runs(first_row + rows, weeks[columns], weeks[last] + 1, codes[columns, rows])


def joined_runs(parts: list[Runs]) -> Runs:
    """Return the runs of several tables as those of one, in their order."""
    return Runs._make(np.concatenate(column) for column in zip(*parts, strict=True))


def sorted_runs(runs: Runs) -> Runs:
    """Return runs by citizen and week."""
    order = np.lexsort((runs.first, runs.citizen))
    return Runs._make(column[order] for column in runs)
