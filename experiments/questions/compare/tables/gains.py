"""Who gains: the change by age, education and scheme, from the gains of each replication."""

from collections.abc import Sequence

import numpy as np

from borgerflow.experiments.findings.rows import GainRow
from borgerflow.experiments.runs.money import Axes, by_year, over_horizon
from borgerflow.experiments.runs.statistics import statistics_of
from borgerflow.experiments.typed.sizes import FEWEST_FOR_A_SPREAD
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.measures.gains import Gains, groups_of

FEWEST = 5  # citizens of a group, on average, for anything to be told of it


def gain_rows(found: Sequence[Gains | None], factors: Floats, axes: Axes) -> tuple[GainRow, ...]:
    """Return the groups that a comparison changes; none without an interval, or of very few."""
    gains = [each for each in found if each is not None]
    if len(gains) < len(found) or len(gains) < FEWEST_FOR_A_SPREAD:
        return ()
    days, kroner = (
        np.stack([amounts.T for amounts in each]).astype(np.float64)
        for each in zip(*((gain.work_days, gain.kroner) for gain in gains), strict=True)
    )  # [replication, month, group]
    in_year = np.array([axes.days_in(year) for year in axes.years])[:, None]
    in_work = statistics_of(over_horizon(by_year(days, axes) / in_year, axes))
    net = statistics_of((kroner * factors[:, None]).sum(axis=1))
    citizens = statistics_of(np.stack([gain.citizens for gain in gains]).astype(np.float64))
    return tuple(
        GainRow(*name, *(each.interval_at((place,)) for each in (citizens, in_work, net)))
        for place, name in enumerate(groups_of(axes.schemes))
        if citizens.mean[place] >= FEWEST
    )
