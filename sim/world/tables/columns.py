"""Columns, the fields of `Tables` that one builder fills in, and the shapes they share."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.params import LawBook
from borgerflow.sim.world.contact_rules import BEFORE_ALL

Columns = dict[str, Any]  # fields of `Tables` by name: arrays and whole numbers


def ints(values: object) -> Ints:
    """Return whole numbers as one flat array, the last index running fastest."""
    return np.array(values, dtype=np.int64).reshape(-1)


def floats(values: object) -> Floats:
    """Return numbers as one flat array, the last index running fastest."""
    return np.array(values, dtype=np.float64).reshape(-1)


def padded(rows: Sequence[Sequence[float]], fill: float) -> Ints:
    """Return rows of different lengths as one flat array, filled up at their ends."""
    width = max((len(row) for row in rows), default=0)
    return ints([[*row, *[fill] * (width - len(row))] for row in rows])


def steps_by_day(rows: Sequence[Sequence[tuple[int, float]]]) -> tuple[Ints, Ints]:
    """Return rows of values by their first day as two flat arrays, the days and the values."""
    days = padded([[day for day, _ in row] for row in rows], FAR)
    return days, padded([[value for _, value in row] for row in rows], 0)


def dated_values(law: LawBook, name: str, by_unit: float) -> list[tuple[int, int]]:
    """Return the values of a parameter as whole numbers with their first days.

    Assumes
    -------
    Before the first day known, in the run-in, the first value holds.
    """
    values = [
        (v.day, round(float(v.value) * by_unit))
        for v in law.parameter(name).values
        if v.value is not None
    ]
    return [(BEFORE_ALL, values[0][1]), *values[1:]]


def dated_shares(law: LawBook, name: str) -> list[tuple[int, float]]:
    """Return the values of a parameter as they stand, with their first days.

    The first holds before the first day known, as with ``dated_values``.
    """
    values = [(v.day, float(v.value)) for v in law.parameter(name).values if v.value is not None]
    return [(BEFORE_ALL, values[0][1]), *values[1:]]
