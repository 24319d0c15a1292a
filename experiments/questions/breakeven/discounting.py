"""What later kroner are worth today, by the yearly rates of the Ministry of Finance.

Each rate holds from its first year until the next one's; the years are chained, so that a year
in a later band is discounted at each band's own rate.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.runs.money import Axes
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.world.world import World


def discount_rates(world: World) -> dict[int, float]:
    """Return the yearly rate by the first year it holds for, counted from 0.

    Raises
    ------
    InputError
        If there is no rate from year 0 on, or one has no number.
    """
    held = {int(year): rate.value for year, rate in world.model.costs.discount_rate.items()}
    rates = {year: rate for year, rate in sorted(held.items()) if rate is not None}
    if 0 not in rates or len(rates) < len(held):
        raise InputError(
            Wording(
                "discount_rate i model/costs.yaml: der skal stå renter fra år 0 og frem, hver "
                "med et tal.",
                "discount_rate in model/costs.yaml: expected a rate from year 0 on, each with a"
                " value.",
            )
        )
    return rates


def discount_factor(rates: Mapping[int, float], year: int) -> float:
    """Return what a krone ``year`` years ahead is worth; year 0 counts in full."""
    factor = 1.0
    for passed in range(1, year + 1):
        factor /= 1 + rates[max(first for first in rates if first <= passed)]
    return factor


def discount_factors(rates: Mapping[int, float], axes: Axes) -> NDArray[np.float64]:
    """Return what to multiply the kroner of each month with; one factor a calendar year."""
    first = axes.years[0]
    return np.array([discount_factor(rates, year - first) for year in axes.year_of_month])
