"""Bands of time in a stay: which units lie in which, and how many events a band must have."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.clock import DAYS_PER_WEEK
from borgerflow.sim.fit.life_tables import LifeTable
from borgerflow.sim.records.observed import WEEKLY

# An interval of 20 events reaches from 0.61 to 1.54 of the rate: with fewer, a band says little.
LEAST_EVENTS = 20
STRADDLES = -1  # a week that lies in two bands
Cuts = tuple[float, ...]  # weeks since the stay began, the first 0


@dataclass(frozen=True)
class BandCounts:
    """What happened in each band, units of one length: [band], and events [destination, band].

    ``at_risk`` counts units that were begun.
    """

    unit_days: int
    at_risk: Ints
    events: Ints


def whole_weeks(cuts: Cuts) -> Cuts:
    """Return cut-points in whole weeks, as a weekly file can tell them apart."""
    return tuple(float(cut) for cut in dict.fromkeys(round(cut) for cut in cuts))


def band_of_unit(cuts: Cuts, units: int, unit_days: int) -> Ints:
    """Return the band of each unit of a stay, STRADDLES for one that may lie in two.

    A stay that began somewhere in one week and ended somewhere in the N-th after, in its unit
    number N + 1, has lasted between N - 1 and N + 1 weeks. A day is that day.
    """
    unit, days = np.arange(units), _days(cuts)
    if unit_days != WEEKLY:
        return np.searchsorted(days, unit * unit_days, side="right") - 1
    begins = np.searchsorted(days, np.maximum(unit - 1, 0) * WEEKLY, side="right") - 1
    ends = np.searchsorted(days, (unit + 1) * WEEKLY, side="left") - 1
    return np.where(begins == ends, begins, STRADDLES)


def _days(cuts: Cuts) -> Floats:
    return np.array([round(cut * DAYS_PER_WEEK) for cut in cuts], dtype=np.float64)


def band_counts(table: LifeTable, scheme: int, cuts: Cuts) -> BandCounts:
    """Return what happened on a scheme in each band; weeks that straddle two are left out."""
    units = table.at_risk.shape[1]
    band = band_of_unit(cuts, units, table.unit_days)
    inside = (band[:, None] == np.arange(len(cuts))).astype(np.int64)
    return BandCounts(
        table.unit_days, table.at_risk[scheme] @ inside, table.events[scheme] @ inside
    )


def joined_cuts(tables: Sequence[LifeTable], scheme: int, cuts: Cuts) -> Cuts:
    """Return the cut-points that are left when every band says enough or there is but one.

    A band says enough when it has `LEAST_EVENTS`, or would have them at the rate of the whole
    scheme: few leave in it then, and that is told. The first that does not is joined with the
    next, the last with the one before it.
    """
    while len(cuts) > 1:
        counts = [band_counts(table, scheme, cuts) for table in tables]
        events = np.sum([each.events.sum(axis=0) for each in counts], axis=0)
        at_risk = np.sum([each.at_risk * each.unit_days for each in counts], axis=0)
        usual = events.sum() * at_risk / max(int(at_risk.sum()), 1)
        short = np.flatnonzero(np.maximum(events, usual) < LEAST_EVENTS)
        if not len(short):
            return cuts
        gone = min(int(short[0]) + 1, len(cuts) - 1)
        cuts = (*cuts[:gone], *cuts[gone + 1 :])
    return cuts
