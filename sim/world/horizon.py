"""The days a world is asked about: read, and refused where nothing is known of them."""

from borgerflow.sim.base.clock import parse_day, year_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.law.regulation import LAST_YEAR


def horizon_days(start: str, end: str) -> tuple[int, int]:
    """Return the first day of a horizon, and the day after its last, as day numbers.

    Raises
    ------
    InputError
        If one is no date, the end is not after the start, or lies beyond what is projected.
    """
    first, last = parse_day(start), parse_day(end)
    if last <= first:
        raise InputError(
            Wording(
                da=f"Perioden slutter {end}, som ikke ligger efter dens start, {start}.",
                en=f"The horizon ends on {end}, which is not after its start, {start}.",
            )
        )
    if year_of(last - 1) > LAST_YEAR:
        raise InputError(
            Wording(
                da=f"Perioden slutter {end}; satserne er fremskrevet til og med {LAST_YEAR}.",
                en=f"The horizon ends on {end}; rates are projected to {LAST_YEAR} at most.",
            )
        )
    return first, last
