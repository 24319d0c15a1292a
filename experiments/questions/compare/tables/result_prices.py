"""What the municipality's net comes to for each result: a year of work, a week of benefit."""

import numpy as np

from borgerflow.experiments.findings.rows import ResultPrice
from borgerflow.experiments.runs.money import Axes
from borgerflow.experiments.runs.statistics import mean_interval, ratio_interval
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import DAYS_PER_WEEK

WORK = "job"
RESULTS = ("full_time_person_in_work", "week_of_benefit_saved")


def results_of(net: Floats, persons: Floats, axes: Axes) -> Floats:
    """Return net and results over the horizon, [..., net and each result].

    Work is the scheme ``job``, one full-time person for a year being one; a week of benefit is
    seven days in any scheme that pays one.

    Parameters
    ----------
    net, persons : ndarray
        Municipal net over the horizon, [...], and the change of full-time persons, [..., year,
        scheme].
    """
    work = persons[..., axes.schemes.index(WORK)] @ axes.parts_of_years
    benefit = persons[..., [axes.schemes.index(scheme) for scheme in axes.paid]].sum(axis=-1)
    days = benefit @ np.array([float(axes.days_in(year)) for year in axes.years])
    return np.stack([net, work, -days / DAYS_PER_WEEK], axis=-1)


def result_prices(results: Floats) -> tuple[ResultPrice, ...]:
    """Return the price of each result from [replication, net and each result]."""
    net, *more = results.T
    return tuple(
        ResultPrice(name, mean_interval(each), ratio_interval(net, each))
        for name, each in zip(RESULTS, more, strict=True)
    )
