"""Hazards from what others have counted: events and weeks at risk, by band or all together."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.fit.bands import LEAST_EVENTS, Cuts
from borgerflow.sim.fit.fitting import SchemeFit, SpellsFit
from borgerflow.sim.fit.rates import FittedRates, poisson_interval


class SchemeCounts(NamedTuple):
    """Events [destination, band] and weeks at risk [band] of one scheme.

    The last destination stands for events that nobody knows the end of. ``lost`` are the events
    by which an interval knows less than their number says: those that were not counted, only
    reckoned.
    """

    scheme: str
    cuts: Cuts
    events: Floats
    weeks: Floats
    lost: float = 0.0


def fit_counts(counted: Sequence[SchemeCounts]) -> SpellsFit:
    """Return the hazards of schemes with events enough, and the events of the others."""
    enough = [one for one in counted if one.events.sum() >= LEAST_EVENTS]
    few = [one for one in counted if one.events.sum() < LEAST_EVENTS]
    return SpellsFit(
        tuple(_fit(one) for one in enough),
        {one.scheme: round(float(one.events.sum())) for one in few},
        {},
        ("",),
    )


def _fit(one: SchemeCounts) -> SchemeFit:
    knows_where = bool(one.events[:-1].any())
    return SchemeFit(
        scheme=one.scheme,
        cuts=one.cuts,
        rates=_rates(one, knows_where=knows_where),
        curves=None,
        test=None,
        groups=None,
        frailty=None,
        knows_where=knows_where,
    )


def _rates(one: SchemeCounts, *, knows_where: bool) -> FittedRates:
    """Return occurrences over exposure; those gone nobody knows where went where others went.

    If that is known of nobody, the last destination has the hazard of leaving at all.
    """
    seen = one.events[:-1] if knows_where else one.events
    left = one.events.sum(axis=0)
    known = np.where(left > 0, seen.sum(axis=0) / np.where(left > 0, left, 1.0), 1.0)
    exposure = np.where(one.weeks * known > 0, one.weeks * known, np.nan)
    certain = np.maximum(seen - one.lost, 0.0)
    low, high = poisson_interval(certain)
    wider = np.where(certain > 0, seen / np.where(certain > 0, certain, 1.0), 1.0) / exposure
    return FittedRates(seen / exposure, low * wider, high * wider, seen, one.weeks, known)
