"""What it takes to draw the people of a replication, and who comes in each month of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, cast

import numpy as np

from borgerflow.sim.base.arrays import Flags, Ints
from borgerflow.sim.base.clock import first_day_of_month, month_index_of
from borgerflow.sim.params.model import Municipality, Population

ADULT_YEARS = 18
YEAR_DAYS = 365.25
# The calendar is arithmetic that holds for whole arrays as well.
first_day_of = cast(Callable[[Ints], Ints], first_day_of_month)


@dataclass(frozen=True)
class Peopling:
    """What it takes to draw the people of a replication."""

    municipality: Municipality
    population: Population
    scheme_names: tuple[str, ...]
    pension_ages: tuple[tuple[int, int], ...]  # first birthday, months of age
    start: int
    end: int
    scale: float = 1.0
    # [scheme x cell] days before a benefit is paid, where people are told by a table of stocks.
    waits: Ints | None = None

    def number(self, persons: float | None) -> int:
        """Return a number of persons at the scale of the world."""
        return round((persons or 0.0) * self.scale)


class Arrivals(NamedTuple):
    """Who comes in each month of the horizon, by number: first those who turn 18, then movers.

    Months are calendar months, the first from the start on. The last is whole even where the
    horizon ends within it: who would come after the end never does, and keeps a number.
    """

    day: Ints  # [months + 1] first days
    number: Ints  # [months + 1] of the first who comes
    mover: Ints  # [months] of the first who moves in

    def of(self, citizens: Ints) -> tuple[Ints, Flags]:
        """Return the month in which each citizen comes, and who turns 18 then."""
        month = np.searchsorted(self.number, citizens, side="right") - 1
        return month, citizens < self.mover[month]


def cohort(peopling: Peopling) -> float:
    """Return how many are born in a year."""
    return (peopling.municipality.persons_18_66.value or 0.0) / (66 - ADULT_YEARS + 1)


def arrivals_of(peopling: Peopling, residents: int) -> Arrivals:
    """Return who comes in each month, numbered after the residents, at an even pace."""
    first, last = month_index_of(peopling.start), month_index_of(peopling.end - 1)
    months = np.arange(first, last + 2)
    day = np.maximum(first_day_of(months), peopling.start)
    movers = peopling.municipality.newcomers_per_year.value or 0.0
    eighteen, moved = (
        np.array([peopling.number(a_year * since / YEAR_DAYS) for since in day - peopling.start])
        for a_year in (cohort(peopling), movers)
    )
    number = residents + eighteen + moved
    return Arrivals(day, number, number[:-1] + np.diff(eighteen))


def pension_ages(peopling: Peopling) -> tuple[Ints, Ints]:
    """Return the first birthdays of each pension age, and the age in months."""
    first_birthdays, months = np.array(peopling.pension_ages, dtype=np.int64).T.copy()
    return first_birthdays, months


def oldest(peopling: Peopling) -> float:
    """Return the years of age at which those near pension age when it begins leave the model."""
    first_birthdays, months = pension_ages(peopling)
    place = int(np.searchsorted(first_birthdays, peopling.start - 65 * 365, side="right")) - 1
    return float(months[max(place, 0)] / 12)
