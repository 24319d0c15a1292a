"""The day from which a stay counts whose scheme took the place of one that ended: read off lives.

A spell that carries on another has a row of its own, but its weeks, its programmes and its
contacts count from the day on which the first of the two began (see `lives.successors`).
"""

from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Flags, Ints
from borgerflow.sim.lives.tables import Tables
from borgerflow.sim.records.history import SpellArrays


class SchemeEnds(NamedTuple):
    """The first day on which each scheme is no more, and what it becomes."""

    day: Ints
    becomes: Ints

    @classmethod
    def of(cls, tables: Tables) -> "SchemeEnds":
        """Return the ends that the law of a world knows."""
        return cls(np.asarray(tables.ends_on), np.asarray(tables.becomes))


def began(ends: SchemeEnds, spells: SpellArrays) -> Ints:
    """Return the day on which the stay of each spell began; they are sorted by citizen and day."""
    last = int(spells.start.max(initial=0))
    if last < ends.day.min():
        return spells.start
    carried = np.flatnonzero(carries_on(ends, spells))
    days = spells.start.copy()
    days[carried] = spells.start[carried - 1]
    return days


def carries_on(ends: SchemeEnds, spells: SpellArrays) -> Flags:
    """Tell which spells carry on one whose scheme ended on the day on which they begin."""
    came = spells.came_from
    there = (came >= 0) & (spells.start == ends.day[came]) & (ends.becomes[came] == spells.scheme)
    after = np.append(False, spells.citizen[1:] == spells.citizen[:-1])[: len(came)]
    return np.asarray(there & after)
