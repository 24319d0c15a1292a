"""The ladder model as data: hazards, talks, staff and the staircase, and the arrays made of them.

Days are counted from 0, a Monday; all citizens begin in a job on that day. The figures are
invented: they make work, they describe nobody.
"""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.base.clock import DAYS_PER_WEEK, next_working_days, parse_day

FIRST_DAY = parse_day("2019-01-07")
WEEKS = 208
DAYS = WEEKS * DAYS_PER_WEEK
NEVER = 2 * DAYS

STATES = ("job", "sygedagpenge", "jobafklaring", "kontanthjaelp", "out")
JOB, SYGEDAGPENGE, JOBAFKLARING, KONTANTHJAELP, OUT = range(5)
IS_BENEFIT = (False, True, True, True, False)
KRONER_A_WEEK = (0.0, 4400.0, 2900.0, 2700.0, 0.0)

# The Weibull hazard of each exit: origin, destination, shape, scale in weeks.
WEIBULL = (
    (JOB, SYGEDAGPENGE, 0.9, 75.0),
    (JOB, KONTANTHJAELP, 0.9, 400.0),
    (JOB, OUT, 1.0, 1500.0),
    (SYGEDAGPENGE, JOB, 0.9, 16.0),
    (SYGEDAGPENGE, JOBAFKLARING, 2.0, 60.0),
    (SYGEDAGPENGE, KONTANTHJAELP, 1.2, 200.0),
    (JOBAFKLARING, JOB, 1.1, 60.0),
    (JOBAFKLARING, KONTANTHJAELP, 1.0, 150.0),
    (JOBAFKLARING, OUT, 1.0, 300.0),
    (KONTANTHJAELP, JOB, 0.8, 45.0),
    (KONTANTHJAELP, SYGEDAGPENGE, 1.0, 300.0),
    (KONTANTHJAELP, OUT, 1.0, 500.0),
)
BIN_WEEKS = (0, 1, 2, 4, 8, 13, 26, 39, 52, 78, 104, 156, WEEKS)

TALK_EVERY_DAYS = 28
TALK_MINUTES = 45
EFFECT_DAYS = 28
# A day's slots of 1.7 caseworkers, each talking for some five and a quarter hours.
SLOTS_A_DAY_PER_THOUSAND = 12

# The staircase of refusion: weeks to which a municipal share holds.
STEPS = ((4, 0.20), (26, 0.60), (52, 0.70))
LAST_SHARE = 0.80
RESET_WEEKS = 52
RESET_WINDOW_WEEKS = 156


Rows = Sequence[tuple[int, ...]] | NDArray[np.int64]


class Ladder(NamedTuple):
    """What varies: staff (variant B) or none (variant A), and the effect of a talk."""

    staffed: bool
    effect: float = 1.1


class Outcome(NamedTuple):
    """What an engine returns: rows of whole numbers, and the municipality's kroner."""

    spells: Rows  # citizen, state, start, end
    talks: Rows  # citizen, due, held
    kroner: float


def slots_a_day(citizens: int) -> int:
    """Return how many talks the team holds on a working day.

    Raises
    ------
    ValueError
        If so many citizens have no whole number of slots.
    """
    slots, rest = divmod(citizens * SLOTS_A_DAY_PER_THOUSAND, 1000)
    if rest:
        raise ValueError(f"{citizens} citizens have no whole number of slots; expected 250, 500 ..")
    return slots


def mean_hazard(shape: float, scale: float, first_week: float, after_week: float) -> float:
    """Return the mean of a Weibull hazard a week over a bin."""
    return ((after_week / scale) ** shape - (first_week / scale) ** shape) / (
        after_week - first_week
    )


@cache
def hazards() -> dict[int, dict[int, list[float]]]:
    """Return by origin and destination the hazard a week in each bin."""
    table: dict[int, dict[int, list[float]]] = {}
    for origin, destination, shape, scale in WEIBULL:
        bins = [mean_hazard(shape, scale, a, b) for a, b in pairwise(BIN_WEEKS)]
        table.setdefault(origin, {})[destination] = bins
    return table


@cache
def bin_of_day() -> list[int]:
    """Return for each day of a spell the bin it lies in, the last bin going on for ever."""
    widths = [(b - a) * DAYS_PER_WEEK for a, b in pairwise(BIN_WEEKS)]
    days = [number for number, width in enumerate(widths) for _ in range(width)]
    return days + [len(widths) - 1] * EFFECT_DAYS


@cache
def integrated() -> dict[int, list[float]]:
    """Return by state the hazard of all exits together, integrated from day 0 to each day."""
    table = {}
    for origin, exits in hazards().items():
        a_day = [sum(row) / DAYS_PER_WEEK for row in zip(*exits.values(), strict=True)]
        table[origin] = list(accumulate((a_day[b] for b in bin_of_day()), initial=0.0))
    return table


@cache
def chances() -> dict[int, list[list[tuple[int, float]]]]:
    """Return by state and bin the destinations with their chances, cumulated."""
    table = {}
    for origin, exits in hazards().items():
        rows = zip(*exits.values(), strict=True)
        table[origin] = [
            list(zip(exits, accumulate(h / sum(row) for h in row), strict=True)) for row in rows
        ]
    return table


@cache
def talk_days() -> list[int]:
    """Return for each day that day or the next working day, `NEVER` where none is left."""
    days = next_working_days(FIRST_DAY, FIRST_DAY + DAYS) - FIRST_DAY
    return [day if day < DAYS else NEVER for day in days.tolist()]


@cache
def working_days() -> list[int]:
    """Return the days on which talks are held."""
    return sorted({day for day in talk_days() if day < DAYS})
