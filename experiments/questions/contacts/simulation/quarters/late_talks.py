"""Talks counted against the day by which law asks for them, by calendar quarter.

Late is a talk that is held after that day or, where it is a day off, after the next working day.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.runs.capacity.minutes_taken import MONTHS
from borgerflow.sim.base.clock import FAR, first_day_of_month
from borgerflow.sim.base.sums import Summable
from borgerflow.sim.measures.contacts import HELD, SANCTIONED, STAYED_AWAY
from borgerflow.sim.records.history import ContactArrays
from borgerflow.sim.world.world import World

Ints = NDArray[np.int64]
LONGEST = 730  # days: a talk that is later still counts as so late


@dataclass(frozen=True)
class LateTalks(Summable):
    """The talks that law asks for in some schemes; without a quarter where nobody asks."""

    due: Ints  # [quarter] by a day in it, of citizens who were there on it or were called before
    held: Ints  # [quarter]
    late: Ints  # [quarter, days late] of those held, the ones on time under 0
    waiting: Ints  # [quarter] due by its last day, and then neither held nor given up


def quarter_borders(world: World) -> Ints:
    """Return the first days of the calendar quarters of a horizon, and the day after its last."""
    months = [int(m) for m in world.months]
    begins = [first_day_of_month(m) for m in months[1:] if m % MONTHS == 0]
    return np.array([world.start_day, *begins, world.end_day])


def late_talks(contacts: ContactArrays, world: World, schemes: Sequence[int]) -> LateTalks:
    """Return the talks of some schemes, by quarter; of no scheme nothing is counted."""
    if not schemes:
        none = np.zeros(0, dtype=np.int64)
        return LateTalks(none, none, none, none)
    asked = np.isin(contacts.scheme, schemes) & (contacts.legal < FAR)
    ended, outcome = contacts.held[asked], contacts.outcome[asked]
    latest = latest_days(contacts.legal[asked], world)
    called = np.isin(outcome, (HELD, STAYED_AWAY, SANCTIONED))
    borders, held = quarter_borders(world), outcome == HELD
    passed = latest[called | (ended > latest)]
    return LateTalks(
        due=np.histogram(passed, _left_closed(borders))[0],
        held=np.histogram(ended[held], _left_closed(borders))[0],
        late=_by_days_late(ended[held], latest[held], borders),
        waiting=((latest < borders[1:, None]) & (ended >= borders[1:, None])).sum(axis=1),
    )


def latest_days(legal: Ints, world: World) -> Ints:
    """Return the last day on which each is on time: that of law, or the next working day.

    Days after the horizon stay.
    """
    first, table = world.tables.working_day_from, world.tables.working_day
    inside = (first <= legal) & (legal < world.end_day)
    return np.where(inside, table[np.where(inside, legal - first, 0)], legal)


def _left_closed(borders: Ints) -> NDArray[np.float64]:
    """Return borders between whole days, so that each day belongs to the quarter it begins."""
    return np.asarray(borders - 0.5, dtype=np.float64)


def _by_days_late(held: Ints, latest: Ints, borders: Ints) -> Ints:
    """Return how many were held in each quarter so many days late, [quarter, days late]."""
    days = np.clip(held - latest, 0, LONGEST)
    edges = _left_closed(borders), np.arange(LONGEST + 2) - 0.5
    return np.asarray(np.histogram2d(held, days, edges)[0], dtype=np.int64)
