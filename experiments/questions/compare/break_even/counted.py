"""What an effect at break-even comes to when it is counted, so that a follow-up can count it.

An effect is stated as aimed at. What is not carried out and what would have come anyway are taken
off it before it changes a life, so what comes about because of a proposal is less than is stated.
"""

from collections.abc import Callable, Sequence

import numpy as np

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.runs.money import Axes
from borgerflow.sim.base.arrays import Counts
from borgerflow.sim.base.clock import parts_of_years
from borgerflow.sim.params import Mechanism, Proposal
from borgerflow.sim.world.proposals.durations import HIGHEST, LOWEST, Stay, factor_for_weeks
from borgerflow.sim.world.proposals.mechanisms import delivered_share, scaled
from borgerflow.sim.world.world import World


def cases_a_year(counts: Sequence[Counts], axes: Axes, proposal: Proposal) -> float:
    """Return new cases a year, over the years of the horizon the proposal is in force."""
    parts = parts_of_years(axes.start_day, axes.end_day)
    active = {
        place: parts[year]
        for place, year in enumerate(axes.years)
        if axes.days_of(year)[0] < proposal.until and proposal.start < axes.days_of(year)[1]
    }
    found = [sum(count[place] for place in active) for count in counts]
    return float(np.mean(found)) / sum(active.values()) if active else 0.0


def scaled_to(effect: Interval, count: float) -> Interval:
    """Return an interval of the effect's shape around a count."""
    return effect.scaled(count / effect.mean) if effect.mean else Interval(count)


def effect_seen(world: World, mechanism: Mechanism, effect: Interval) -> Interval:
    """Return what is seen of an effect among those reached, in its unit: the rest is taken off.

    Jobs taken from others are seen: whoever gets one leaves, whoever else had got it.
    """
    share, unit = delivered_share(mechanism), mechanism.effect.unit
    if share == 1:
        return effect
    if unit == "factor":
        return _each(effect, lambda factor: scaled(factor, share))
    if unit == "weeks":
        return _each(effect, lambda weeks: _weeks_seen(world, mechanism, weeks, share))
    return effect.scaled(share)


def _each(effect: Interval, seen: Callable[[float], float]) -> Interval:
    """Return an interval whose mean and ends are each what is seen of it."""
    low, high = (None if end is None else seen(end) for end in (effect.low, effect.high))
    return Interval(seen(effect.mean), low, high)


def _weeks_seen(world: World, mechanism: Mechanism, weeks: float, share: float) -> float:
    """Return by how many weeks the mean stay changes where a share of its factor is in force.

    An end of an interval may lie further than hazards can bring the mean; it is then in proportion.
    """
    stay = Stay(world, mechanism)
    usual = stay.mean_weeks(1.0)
    if not stay.mean_weeks(HIGHEST) < usual + weeks < stay.mean_weeks(LOWEST):
        return weeks * share
    full = factor_for_weeks(world, mechanism.overridden("effect", weeks))
    return stay.mean_weeks(scaled(full, share)) - usual
