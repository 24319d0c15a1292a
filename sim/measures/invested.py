"""What proposals cost in each month of a horizon, and the price index that kroner are told by."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.clock import first_day_of_year
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    from borgerflow.sim.params import Proposal
    from borgerflow.sim.world.municipality import UnitCosts


def investment(proposal: "Proposal", borders: Ints, costs: "UnitCosts") -> Floats:
    """Return a proposal's cost in each month of a horizon, in prices of the index's base year.

    The cost of a year is spread evenly over the days of that year on which the proposal runs,
    if it runs on none, over the whole year; days outside the horizon are not booked.
    """
    booked = np.zeros(len(borders) - 1)
    for year, cost in proposal.cost.items():
        first, after = _paid_days(proposal, year)
        inside = np.clip(borders, first, after)
        days = inside[1:] - inside[:-1]
        booked += (cost.value or 0.0) * days / (after - first)
    return booked / price_index_of(costs.price_index, proposal.price_year)


def _paid_days(proposal: "Proposal", year: int) -> tuple[int, int]:
    """Return the first day on which the cost of a year is paid, and the day after the last."""
    whole = first_day_of_year(year), first_day_of_year(year + 1)
    first, after = max(proposal.start, whole[0]), min(proposal.until, whole[1])
    return (first, after) if first < after else whole


def price_index_of(index: Mapping[int, float], year: int) -> float:
    """Return the price index of a year.

    Raises
    ------
    InputError
        If there is none.
    """
    if year not in index:
        raise InputError(
            Wording(
                f"Der er intet prisindeks for {year}: det går fra {min(index)} til {max(index)}"
                " (model/price_index.csv).",
                f"There is no price index for {year}: it runs from {min(index)} to {max(index)}"
                " (model/price_index.csv).",
            )
        )
    return index[year]
