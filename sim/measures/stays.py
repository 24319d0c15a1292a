"""How long stays in a scheme last and how they end: counts that add up over citizens."""

import numpy as np

from borgerflow.sim.base.arrays import Counts, Flags, Floats, Ints
from borgerflow.sim.base.clock import DAYS_PER_WEEK
from borgerflow.sim.measures.account import OUT, sums_at
from borgerflow.sim.records.history import SpellArrays
from borgerflow.sim.world.world import World

WEEKS = 104  # of a stay that are told apart


def stays_by_week(
    spells: SpellArrays, world: World, scheme: str, weight: Floats | None = None
) -> Counts:
    """Return the stays that begin within the horizon by how and in which week they end.

    A stay that touches an earlier one of the same citizen in the same scheme continues it.

    Returns
    -------
    ndarray, shape [WEEKS + 1, scheme + 1]
        Stays, each weighed, by their last week (0 is the first) and by the scheme they led to; in
        the last column those whose end was not seen, within ``WEEKS`` or within the horizon.
    """
    names = world.scheme_names
    first, last = _runs(spells, names.index(scheme))
    inside = (spells.start[first] >= world.start_day) & (spells.start[first] < world.end_day)
    first, last = first[inside], last[inside]
    to, seen = _ends(spells, last, names.index(OUT), world.end_day)
    days = np.minimum(spells.end[last], world.end_day) - spells.start[first]
    week = days // DAYS_PER_WEEK
    way = np.where(seen & (week < WEEKS), to, len(names))
    counted = None if weight is None else weight[spells.citizen[first]]
    place = np.minimum(week, WEEKS) * (len(names) + 1) + way
    return sums_at(place, (WEEKS + 1, len(names) + 1), counted)


def no_stays() -> Counts:
    """Return what is counted where no stays are asked for."""
    return np.zeros((0, 0), dtype=np.int64)


def nobody_stays(schemes: int) -> Counts:
    """Return the stays of nobody, where so many schemes may follow."""
    return np.zeros((WEEKS + 1, schemes + 1), dtype=np.int64)


def left_by(stays: Counts) -> Floats:
    """Return the share that has left by the end of each week for each scheme, [week, scheme].

    Product limit: whoever is not seen for the whole of a week is not counted in it.

    Parameters
    ----------
    stays : ndarray
        As `stays_by_week` has them, summed over any citizens.
    """
    ended, beyond = stays[:WEEKS, :-1], stays[::-1].cumsum(axis=0)[::-1][1:].sum(axis=1)
    there = ended.sum(axis=1) + beyond
    hazard = np.divide(ended, there[:, None], out=np.zeros(ended.shape), where=there[:, None] > 0)
    stayed = np.cumprod(1.0 - hazard.sum(axis=1))
    before = np.concatenate(([1.0], stayed[:-1]))
    return np.asarray(np.cumsum(before[:, None] * hazard, axis=0))


def _runs(spells: SpellArrays, scheme: int) -> tuple[Ints, Ints]:
    """Return the first and the last spell of each stay in a scheme."""
    here = np.flatnonzero(spells.scheme == scheme)
    begins = np.flatnonzero(~_continues(spells, here))
    ends = np.append(begins[1:], len(here)) - 1
    return here[begins], here[ends[: len(begins)]]


def _continues(spells: SpellArrays, here: Ints) -> Flags:
    """Tell which spells of a scheme touch one before them of the same citizen."""
    before = np.maximum(here - 1, 0)
    same = (here > 0) & (spells.citizen[before] == spells.citizen[here])
    same &= spells.scheme[before] == spells.scheme[here]
    return np.asarray(same & (spells.end[before] == spells.start[here]))


def _ends(spells: SpellArrays, last: Ints, out: int, end_day: int) -> tuple[Ints, Flags]:
    """Return where each stay led, and whether its end was seen."""
    after = np.minimum(last + 1, len(spells.citizen) - 1)
    goes_on = (after > last) & (spells.citizen[after] == spells.citizen[last])
    to = np.where(goes_on, spells.scheme[after], out)
    seen = (goes_on | ~spells.open[last]) & (spells.end[last] < end_day)
    return to, seen
