"""Columns of weeks: ``y_2053`` is week 53 of 2020 by ISO, ``y_07`` week 7 of a file's year."""

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from borgerflow.sim.base.clock import DAYS_PER_WEEK, date_of, day_of

WIDE = re.compile(r"y_?([0-9]{2})([0-9]{2})", re.IGNORECASE)
YEARLY = re.compile(r"y_?([0-9]{1,2})", re.IGNORECASE)
YEAR_IN_NAME = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
FIRST_OF_1900S = 90  # two digits from here on are years of 19YY
LONG, SHORT = 53, 52  # weeks of a year
IN_EVERY_LONG_YEAR = 28  # of December: the last week of its year


@dataclass(frozen=True, order=True)
class NamedWeek:
    """A week of a year, as a column is named after it."""

    year: int
    week: int

    @property
    def is_of_calendar(self) -> bool:
        """Tell whether the year has such a week."""
        return 1 <= self.week <= weeks_of(self.year)

    @property
    def place(self) -> int:
        """Return the week as the clock counts them: days from Monday on are 7 times it."""
        return day_of(dt.date.fromisocalendar(self.year, self.week, 1)) // DAYS_PER_WEEK


def weeks_of(year: int) -> int:
    """Return how many weeks a year has."""
    return dt.date(year, 12, IN_EVERY_LONG_YEAR).isocalendar().week


def week_named(name: str, year: int | None) -> NamedWeek | None:
    """Return the week that a column is named after; none where it is no name of a week.

    ``year`` is that of the file, for names without one.
    """
    if wide := WIDE.fullmatch(name):
        return NamedWeek(full_year(int(wide[1])), int(wide[2]))
    yearly = YEARLY.fullmatch(name)
    return NamedWeek(year or 0, int(yearly[1])) if yearly else None


def full_year(two_digits: int) -> int:
    """Return the year of two digits: before 90 in the 2000s."""
    return two_digits + (1900 if two_digits >= FIRST_OF_1900S else 2000)


def year_in_name(file: Path) -> int | None:
    """Return the year in the name of a file, the last one where there are several."""
    found = YEAR_IN_NAME.findall(file.stem)
    return int(found[-1]) if found else None


def week_text(place: int) -> str:
    """Return a week as ISO writes it: ``2019-W07``."""
    year, week, _ = date_of(place * DAYS_PER_WEEK).isocalendar()
    return f"{year}-W{week:02}"
