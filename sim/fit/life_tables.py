"""How many could leave, and how many left and where to, by scheme and by unit of time in a stay.

A unit is a day, or a week where days are known by their week alone. Everything that is estimated
here rests on these counts: ties within a unit are counts like any other, nothing is jittered.
"""

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Flags, Ints
from borgerflow.sim.records.observed import UNKNOWN, WEEKLY, Sightings


class LifeTable(NamedTuple):
    """Counts by scheme and unit, the first unit of a stay first.

    ``at_risk`` [scheme, unit] were on the scheme when the unit began and were seen through it;
    ``events`` [scheme, destination, unit] left in it, the last destination standing for those who
    were not seen to go anywhere. ``unknown_starts`` [scheme] are left out: how long they had been
    there is not known.
    """

    unit_days: int
    at_risk: Ints
    events: Ints
    unknown_starts: Ints


def units_before_entry(seen: Sightings) -> Ints:
    """Return the units of each stay that had passed when it could first be seen.

    In a weekly file it is seen for certain from the second Monday on: one that gave way to another
    in its first week, or in the rest of a week that another had, left no week behind.
    """
    if seen.resolution_days == WEEKLY:
        return _units_begun(seen, (seen.observed_from // WEEKLY + 1) * WEEKLY)
    return _units_begun(seen, seen.observed_from)


def units_until_last_seen(seen: Sightings) -> Ints:
    """Return the units of each stay that were begun when it ended or was last seen.

    A stay of a weekly file that began somewhere in one week and ended somewhere in the N-th after
    lasts N weeks on average, and it ended in its unit number N + 1.
    """
    ended = _units_begun(seen, seen.end)
    if seen.resolution_days == WEEKLY:
        ended = (seen.end - seen.start + WEEKLY // 2) // WEEKLY + 1
    return np.where(seen.is_open, _units_begun(seen, seen.observed_until), ended)


def _units_begun(seen: Sightings, day: Ints) -> Ints:
    return -((seen.start - day) // seen.resolution_days)


def life_table(seen: Sightings) -> LifeTable:
    """Return who could leave and who left, by scheme and unit.

    A stay that was under way when it could first be seen counts from that day on: those like it
    who had left before are not there to be counted.
    """
    schemes = len(seen.schemes)
    first, last = units_before_entry(seen), units_until_last_seen(seen)
    is_known = seen.start != UNKNOWN
    used = is_known & (last > first)
    width = int(last[used].max(initial=0)) + 1
    entered = _counted(seen.scheme[used], first[used], schemes, width)
    gone = _counted(seen.scheme[used], last[used], schemes, width)
    return LifeTable(
        seen.resolution_days,
        np.cumsum(entered - gone, axis=1)[:, :-1],
        _events(seen, used & ~seen.is_open, last, width)[:, :, :-1],
        np.bincount(seen.scheme[~is_known], minlength=schemes),
    )


def _counted(scheme: Ints, unit: Ints, schemes: int, width: int) -> Ints:
    counts = np.bincount(scheme * width + unit, minlength=schemes * width)
    return counts.reshape(schemes, width)


def _events(seen: Sightings, left: Flags, last: Ints, width: int) -> Ints:
    """Return who left, by scheme, destination and unit; the last destination is not known."""
    schemes = len(seen.schemes)
    towards = np.where(seen.next[left] == UNKNOWN, schemes, seen.next[left])
    pair = seen.scheme[left] * (schemes + 1) + towards
    counts = _counted(pair, last[left] - 1, schemes * (schemes + 1), width)
    return counts.reshape(schemes, schemes + 1, width)


def some_of(seen: Sightings, wanted: Flags | Ints) -> Sightings:
    """Return some of the spells, by place or as they are wanted."""
    columns: dict[str, Any] = {
        name: each[wanted] for name, each in vars(seen).items() if isinstance(each, np.ndarray)
    }
    return replace(seen, **{**columns, "citizen": np.asarray(seen.citizen)[wanted]})
