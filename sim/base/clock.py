"""Days, weeks, months and years as integers: the only calendar arithmetic in the model.

Day 0 is Monday 1 January 1900, so ``day // 7`` is a calendar week from Monday to Sunday.
The scalar functions use integers alone and compile as they stand.
"""

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING

from dateutil.easter import easter

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    from borgerflow.sim.base.arrays import Ints

DAY_ZERO = dt.date(1900, 1, 1)
DAYS_PER_WEEK = 7
SATURDAY = 5  # counted from Monday
LAST_STORE_BEDEDAG = 2023
FAR = 1_000_000  # a day that never comes
_CIVIL_EPOCH = 693_901  # days from 1 March of year 0 to day 0
_DAYS_PER_ERA = 146_097
_MARCH = 3


def day_of(date: dt.date) -> int:
    """Return the day number of a date."""
    return date.toordinal() - DAY_ZERO.toordinal()


def date_of(day: int) -> dt.date:
    """Return the date of a day number."""
    return DAY_ZERO + dt.timedelta(days=int(day))


def iso_date(day: int) -> str:
    """Return the date of a day number as text, such as ``2019-01-01``."""
    return date_of(day).isoformat()


def parse_day(text: str) -> int:
    """Return the day number of a date written as ``2019-01-01``, and in no other way.

    One date has one spelling, so that two values of one day in a file are seen to be two.

    Raises
    ------
    InputError
        If the text is no date.
    """
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        date = None
    if date is None or date.isoformat() != text:
        expected = Wording(
            da=" er ikke en dato: der skal stå ÅÅÅÅ-MM-DD, som 2019-01-01.",
            en=" is not a date: expected YYYY-MM-DD, as 2019-01-01.",
        )
        raise InputError(quoted(text) + expected)
    return day_of(date)


def month_index_of(day: int) -> int:
    """Return year x 12 + month - 1 of a day, in the Gregorian calendar."""
    shifted = day + _CIVIL_EPOCH
    era = shifted // _DAYS_PER_ERA
    of_era = shifted - era * _DAYS_PER_ERA
    year_of_era = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month_from_march = (5 * of_year + 2) // 153
    return (year_of_era + era * 400) * 12 + month_from_march + _MARCH - 1


def first_day_of_month(month_index: int) -> int:
    """Return the first day of a month given as year x 12 + month - 1."""
    from_march = month_index - (_MARCH - 1)
    year = from_march // 12
    month_from_march = from_march - year * 12
    era = year // 400
    year_of_era = year - era * 400
    of_year = (153 * month_from_march + 2) // 5
    of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + of_year
    return era * _DAYS_PER_ERA + of_era - _CIVIL_EPOCH


def year_of(day: int) -> int:
    """Return the calendar year of a day."""
    return month_index_of(day) // 12


def first_day_of_year(year: int) -> int:
    """Return the day number of 1 January."""
    return first_day_of_month(year * 12)


def parts_of_years(start_day: int, end_day: int) -> dict[int, float]:
    """Return by calendar year the part of its days that lies in [start_day, end_day)."""
    parts = {}
    for year in range(year_of(start_day), year_of(end_day - 1) + 1):
        first, after = first_day_of_year(year), first_day_of_year(year + 1)
        parts[year] = (min(after, end_day) - max(first, start_day)) / (after - first)
    return parts


def day_after_years(day: int, years: int) -> int:
    """Return the same date some years on (29 February becomes 1 March)."""
    month = month_index_of(day)
    of_month = day - first_day_of_month(month)
    return first_day_of_month(month + 12 * years) + of_month


def days_of_weeks(weeks: float | None) -> int:
    """Return weeks in whole days, FAR where there is no number of them."""
    return FAR if weeks is None else round(weeks * DAYS_PER_WEEK)


@cache
def holidays(year: int) -> frozenset[int]:
    """Return the Danish public holidays of a year, as day numbers.

    Store bededag is a holiday to and including 2023 (lov 214 of 6 March 2023).
    """
    sunday = day_of(easter(year))
    movable = [sunday - 3, sunday - 2, sunday, sunday + 1, sunday + 39, sunday + 49, sunday + 50]
    if year <= LAST_STORE_BEDEDAG:
        movable.append(sunday + 26)
    fixed = [day_of(dt.date(year, month, day)) for month, day in ((1, 1), (12, 25), (12, 26))]
    return frozenset(movable + fixed)


def is_working_day(day: int) -> bool:
    """Tell whether municipal offices are open: no weekend and no public holiday."""
    return day % DAYS_PER_WEEK < SATURDAY and day not in holidays(year_of(day))


@cache
def next_working_days(first: int, last: int) -> "Ints":
    """Return, for each day in [first, last), that day or the next working day after it."""
    import numpy as np  # noqa: PLC0415  (slow; dates and refusals need none)

    days = np.empty(last - first, dtype=np.int64)
    following = last
    while not is_working_day(following):
        following += 1
    for day in range(last - 1, first - 1, -1):
        following = day if is_working_day(day) else following
        days[day - first] = following
    return days
