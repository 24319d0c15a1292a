"""What is drawn and reckoned for every citizen alike, one after the other: compiled where called.

Each function fills its last argument. Logarithms and exponentials are left to NumPy: another
library may round their last bit otherwise.
"""

import math
from collections.abc import Callable
from functools import cache

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.chance import uniform
from borgerflow.sim.base.clock import FAR, first_day_of_month, month_index_of


@cache
def in_a_loop(function: Callable[..., None]) -> Callable[..., None]:
    """Return one of these functions compiled; the compiler is not loaded before."""
    from borgerflow.sim.base.compiling import compiled_whole  # noqa: PLC0415

    loop: Callable[..., None] = compiled_whole(function)
    return loop


def draw(key: Ints, purpose: int, drawn: Floats) -> None:
    """Draw a number between 0 and 1 for each key."""
    for n in range(len(key)):
        drawn[n] = uniform(key[n], purpose, 0)


def turn(born: Ints, ages: Ints, days: Ints) -> None:
    """Find the birthdays [n, age] of each at each age (29 February becomes 1 March)."""
    for n in range(len(born)):
        month = month_index_of(born[n])
        of_month = born[n] - first_day_of_month(month)
        for age in range(len(ages)):
            days[n, age] = first_day_of_month(month + 12 * ages[age]) + of_month


def retire(born: Ints, first_birthdays: Ints, months: Ints, days: Ints) -> None:
    """Find the first day of the month after the one in which each reaches pension age.

    That age is given in months by birthdays from a first one on.
    """
    for n in range(len(born)):
        place = 0
        while place + 1 < len(first_birthdays) and first_birthdays[place + 1] <= born[n]:
            place += 1
        days[n] = first_day_of_month(month_index_of(born[n]) + months[place] + 1)


def leave(units: Floats, daily: Floats, edges: Ints, enters: Ints, days: Ints) -> None:
    """Find the day of death or of moving away, FAR for those who live to see neither.

    ``units`` of hazard are lived through before, ``daily`` [band] of them a day; ``edges``
    [n, band - 1] are the birthdays between the bands.
    """
    for n in range(len(units)):
        days[n], left, first = FAR, units[n], enters[n]
        for band in range(len(daily)):
            after = edges[n, band] if band < edges.shape[1] else FAR
            lived = daily[band] * max(0, after - first)
            if left <= lived:
                days[n] = first + math.ceil(left / daily[band])
                break
            left -= lived
            first = max(first, after)
