"""Stops that weeks hide: who left and was back before the stop had a whole week to itself.

A week is that of whoever has it. Where the week in which a stay ended is still its own, what came
after shows in the next week at the earliest, and only if it lasts that week out: of who is back
before, nobody sees that they left. Who leaves somewhere in a week and comes back with a hazard
``r`` a week is away long enough with the chance exp(-r) (1 - exp(-r)) / r; and how soon people come
back is seen in the weeks that do show.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from borgerflow.sim.base.arrays import Flags, Floats, Ints
from borgerflow.sim.fit.bands import LEAST_EVENTS
from borgerflow.sim.fit.life_tables import some_of
from borgerflow.sim.records.observed import SELF_SUPPORT, UNKNOWN, WEEKLY, Sightings

FRIDAY = 4  # where import moves the end of a stay that has the week in which it ended
FIRST_WEEKS = 4.0  # whole weeks of a stop in which returns are looked for
HALF_A_WEEK = 0.5  # lived in a week in which one went elsewhere
MOST = 0.5  # of those at risk that return in a week: beyond it, a week says too little


class Stops(NamedTuple):
    """Stays that ended in a week of their own: how many weeks after it their citizens were back.

    ``weeks`` lasts until they were back, went elsewhere or were last seen.
    """

    scheme: Ints
    towards: Ints
    weeks: Floats
    is_back: Flags


def shown_exits(seen: Sightings) -> Floats:
    """Return which part of the exits of a weekly file shows in it, [scheme, destination].

    1 in a file of days, and where fewer than `LEAST_EVENTS` stops say how soon people come back.
    """
    places = len(seen.schemes)
    if seen.resolution_days != WEEKLY:
        return np.ones((places, places))
    stops = stops_in(seen)
    pair = stops.scheme * places + stops.towards

    def summed(weights: Floats) -> Floats:
        return np.bincount(pair, weights, places**2).reshape(places, places).astype(np.float64)

    many = summed(np.ones(len(pair)))
    back = summed((stops.is_back & (stops.weeks <= FIRST_WEEKS)).astype(np.float64))
    at_risk = summed(np.minimum(stops.weeks, FIRST_WEEKS))
    hazard = -np.log1p(-np.minimum(back / np.maximum(at_risk, 1.0), MOST))
    return np.where(many < LEAST_EVENTS, 1.0, outlasting_a_week(hazard))


def outlasting_a_week(hazard: Floats) -> Floats:
    """Return the part of stops, begun somewhere in a week, that last the next one out."""
    x = np.maximum(hazard, np.finfo(np.float64).eps)
    return np.asarray(np.exp(-x) * -np.expm1(-x) / x)


def stops_in(seen: Sightings) -> Stops:
    """Return the stops after stays that had the week in which they ended."""
    citizen, _ = pd.factorize(seen.citizen)
    order = np.lexsort((seen.start, citizen))
    ordered, citizen = some_of(seen, order), citizen[order]
    has_next = np.append(citizen[1:] == citizen[:-1], False)
    is_blank = ordered.next == seen.schemes.index(SELF_SUPPORT)
    is_own = ~ordered.is_open & (ordered.next != UNKNOWN) & (ordered.end % WEEKLY == FRIDAY)
    at = np.flatnonzero(is_own & (is_blank | has_next))
    until, is_back = _ends_of_stops(ordered, at, is_blank[at], has_next[at])
    weeks = until - (ordered.end[at] // WEEKLY + 1)
    lasted = np.where(is_back, weeks, np.maximum(weeks - HALF_A_WEEK, 0.0))
    return Stops(ordered.scheme[at], ordered.next[at], lasted, is_back)


def _ends_of_stops(
    seen: Sightings, at: Ints, is_blank: Flags, has_next: Flags
) -> tuple[Ints, Flags]:
    """Return the week in which each stop was over, and whether with a return."""
    after = np.minimum(at + 1, len(seen.scheme) - 1)
    last = np.where(seen.is_open, seen.observed_until, seen.end)
    back_from_nothing = has_next & (seen.scheme[after] == seen.scheme[at])
    over = np.where(has_next, seen.start[after], last.max(initial=0)) // WEEKLY
    is_back = np.where(is_blank, back_from_nothing, seen.next[after] == seen.scheme[at])
    return np.where(is_blank, over, last[after] // WEEKLY), is_back
