"""One price level for all years, by the price index of a world.

Every amount is booked in the prices of its own month: benefits at the rates in force, talks,
activation and investments at their price level times the index. Here they are all brought to
the prices of one year.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from experiments.contrast import Axes
from sim.errors import InputError


def price_factors(
    index: Mapping[int, float], axes: Axes, price_year: int | None
) -> NDArray[np.float64]:
    """Return what to multiply the kroner of each month with; None changes nothing.

    Raises
    ------
    InputError
        If the index lacks a year.
    """
    if price_year is None:
        return np.ones(axes.months)
    wanted = _in_year(index, price_year)
    return np.array([wanted / _in_year(index, year) for year in axes.year_of_month])


def _in_year(index: Mapping[int, float], year: int) -> float:
    if year not in index:
        raise InputError(
            f"There is no price index for {year}: it runs from {min(index)} to {max(index)}."
        )
    return index[year]
