"""The lives of one replication as published figures count them: stays begun, ended, and what next.

Stays of sygedagpenge are counted from the first day that the municipality pays, as its key figures
are; one that ends in the employer's period is none.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Flags, Ints
from borgerflow.sim.base.clock import DAYS_PER_WEEK
from borgerflow.sim.engines.simulate import live
from borgerflow.sim.records.history import SpellArrays
from borgerflow.sim.world.people import census_of
from borgerflow.sim.world.world import World

WINDOW_DAYS = 2 * 365  # flows of two years: half the chance of one, and hazards do not change
FAR_APART = 1 << 32  # more days than any life has, so that a citizen and a day are one number
NOWHERE = -1


class StaysSeen(NamedTuple):
    """Stays in some schemes: ``end`` exclusive, ``next`` the scheme after, -1 if there is none."""

    citizen: Ints
    start: Ints
    end: Ints
    next: Ints
    open: Flags

    @property
    def days(self) -> Ints:
        """Return how long each stay lasted, as far as it was seen."""
        return self.end - self.start

    def where(self, wanted: Flags) -> "StaysSeen":
        """Return some of the stays."""
        citizen, start, end, following, is_open = self
        return StaysSeen(
            citizen[wanted], start[wanted], end[wanted], following[wanted], is_open[wanted]
        )


@dataclass(frozen=True, eq=False)
class LivesSeen:
    """The lives of one replication, and the day on which they are looked back on."""

    spells: SpellArrays
    names: tuple[str, ...]
    waiting_days: Ints  # by category, before the municipality pays
    first_day: int
    last_day: int

    def inside(self, schemes: Collection[str]) -> Flags:
        """Return which schemes are meant, by number; the last place, of nowhere, is not."""
        meant = np.zeros(len(self.names) + 1, dtype=np.bool_)
        meant[[self.names.index(name) for name in schemes]] = True
        return meant

    def stays(self, schemes: Collection[str], *, paid: bool) -> StaysSeen:
        """Return the stays in some schemes."""
        return self._stays(np.flatnonzero(self.inside(schemes)[self.spells.scheme]), paid=paid)

    def begun(self, schemes: Collection[str], *, paid: bool, seen_weeks: float = 0) -> StaysSeen:
        """Return the stays that began in the window and could be seen so many weeks.

        A move between two of the schemes begins none.
        """
        meant = self.inside(schemes)
        here = np.flatnonzero(meant[self.spells.scheme])
        stays = self._stays(here[~meant[self.spells.came_from[here]]], paid=paid)
        since, until = self.window(seen_weeks)
        return stays.where((stays.start >= since) & (stays.start < until))

    def ended(self, schemes: Collection[str], *, paid: bool, seen_weeks: float = 0) -> StaysSeen:
        """Return the stays that ended in the window, and are seen so many weeks after it.

        A move between two of the schemes ends none.
        """
        stays, meant = self.stays(schemes, paid=paid), self.inside(schemes)
        since, until = self.window(seen_weeks)
        over = ~stays.open & ~meant[stays.next]
        return stays.where(over & (stays.end >= since) & (stays.end < until))

    def _stays(self, here: Ints, *, paid: bool) -> StaysSeen:
        spells = self.spells
        start = spells.start[here]
        if paid:
            category = spells.category[here]
            start = start + np.where(category >= 0, self.waiting_days[category], 0)
        end, following = spells.end[here], self._next[here]
        every = StaysSeen(spells.citizen[here], start, end, following, spells.open[here])
        return every.where(start < end)

    def window(self, seen_weeks: float = 0) -> tuple[int, int]:
        """Return the first day of the window, and the day after its last."""
        until = self.last_day + 1 - round(seen_weeks * DAYS_PER_WEEK)
        return max(until - WINDOW_DAYS, self.first_day), until

    def scheme_of(self, citizen: Ints, day: Ints) -> Ints:
        """Return the scheme that each citizen is in on a day, -1 where none."""
        spells = self.spells
        place = np.searchsorted(self._moments, citizen * FAR_APART + day, side="right") - 1
        there = (spells.citizen[place] == citizen) & (spells.end[place] > day)
        return np.where(there, spells.scheme[place], NOWHERE)

    @cached_property
    def _moments(self) -> Ints:
        return np.asarray(self.spells.citizen * FAR_APART + self.spells.start)

    @cached_property
    def _next(self) -> Ints:
        citizen, scheme = self.spells.citizen, self.spells.scheme
        follows = np.where(citizen[1:] == citizen[:-1], scheme[1:], NOWHERE)
        return np.append(follows, NOWHERE)


def lives_of(world: World, seed: int, replication: int) -> LivesSeen:
    """Return the lives of one replication of a world, looked back on from its last day."""
    census = census_of(world.peopling, seed, replication)
    spells, _, _ = live(world, census.people(np.arange(census.size)), "auto")
    waits = np.asarray(world.tables.waiting_days)
    return LivesSeen(spells, world.scheme_names, waits, world.run_in_day, world.end_day - 1)
