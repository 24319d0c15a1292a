"""The days a world is asked about: read, and refused where nothing is known of them."""

from borgerflow.sim.base.clock import first_day_of_year, iso_date, parse_day, year_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.law.regulation import LAST_YEAR
from borgerflow.sim.params.model import Municipality, YearsNote

RUN_IN_YEARS = 4


def first_day_lived(home: Municipality, start: int, run_in_years: int = RUN_IN_YEARS) -> int:
    """Return the day on which lives begin: some years before a horizon, or that of the stocks.

    Raises
    ------
    InputError
        If the horizon begins before the day on which a table tells who is there.
    """
    if home.stock is None:
        return first_day_of_year(year_of(start) - run_in_years)
    if start < home.stock.day:
        begins, told = iso_date(start), iso_date(home.stock.day)
        raise InputError(
            Wording(
                f"Perioden begynder {begins}, før den dag, bestanden i {home.name} er opgjort: "
                f"vælg {told} eller senere (--start).",
                f"The horizon starts on {begins}, before the day that the stock of {home.name} is"
                f" of: expected {told} or later (--start).",
            )
        )
    return home.stock.day


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


def said_of_years(note: YearsNote, lived: int, start: int, last: int) -> Wording | None:
    """Return what a note says of a world, None where its years are not lived there.

    Years that are lived before the horizon alone are told as such.

    Parameters
    ----------
    lived, start, last : int
        The year in which lives begin, and the first and the last of the horizon.
    """
    said = Wording(note.da, note.en)
    if note.years is None:
        return said
    first, until = max(note.years[0], lived), min(note.years[1], last)
    if until >= max(first, start):
        return said
    return said + _before_the_horizon(first, until) if first <= until else None


def _before_the_horizon(first: int, until: int) -> Wording:
    """Return that some years come before the horizon, and what they do to the answer."""
    years = str(first) if first == until else f"{first}-{until}"
    return Wording(
        f" Her er det kun {years}, som ligger før perioden: intet derfra er talt med i svaret, men "
        "det præger, hvem der er på ydelserne den første dag.",
        f" Here that is {years} alone, before the horizon: nothing of it is counted in the answer,"
        " but it shapes who is on benefits on the first day.",
    )
