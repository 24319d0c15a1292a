"""When a comparison pays back: the month from which the net so far is never above zero again."""

import math
from collections.abc import Sequence

import numpy as np

from borgerflow.experiments.findings.rows import Payback, month_name
from borgerflow.experiments.runs.money import NEGLIGIBLE, Axes
from borgerflow.experiments.runs.statistics import LEVEL, order_quantile
from borgerflow.sim.base.arrays import Floats


def payback(months: Sequence[float], mean: Floats, axes: Axes) -> Payback:
    """Return the month of payback and its probability by year, from that of each history.

    Parameters
    ----------
    months : sequence of float
        The month in which each has paid back, infinity where it never does.
    mean : ndarray of float, shape [month]
        The mean net from the start to the end of each month: half of the histories may have paid
        back where it has not.
    """
    tail = (1 - LEVEL) / 2
    middle, low, high = (
        payback_name(order_quantile(months, share), axes) for share in (0.5, tail, 1 - tail)
    )
    last_month = {year: m for m, year in enumerate(axes.year_of_month)}
    chance = {
        year: float(np.mean([month <= last for month in months]))
        for year, last in last_month.items()
    }
    of_mean = payback_name(_paid_from(mean), axes)
    return Payback(middle, low, high, chance, of_mean)


def payback_month(net: Floats) -> float:
    """Return the first month from which the sum of net so far is never above zero again.

    Infinity if it is above zero at the end of the horizon.
    """
    return _paid_from(np.cumsum(net))


def _paid_from(so_far: Floats) -> float:
    above = np.flatnonzero(so_far > NEGLIGIBLE)
    first = 0 if len(above) == 0 else int(above[-1]) + 1
    return math.inf if first == len(so_far) else float(first)


def payback_name(month: float, axes: Axes) -> str | None:
    """Return a month of payback as ``2021-07``; None if there is none."""
    return None if math.isinf(month) else month_name(axes.first_month + int(month))
