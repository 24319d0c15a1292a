"""Periods as Danish statistics write them: ``2026M08``, ``2025K4``, ``2024``, ``2025QMAT02``."""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from borgerflow.sim.base.wording import Wording

MONTHS, QUARTERS, HALVES = 12, 4, 2
MONTH_NAMES = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
ENGLISH_MONTHS = tuple(name.lower() for name in calendar.month_name if name)
SHORT = 3  # letters by which a month is known in either language
EXPECTED = Wording(
    da="; der skal stå en periode som 2026M08, 2025K4, 2025Q4, 2025U34, 2025H1 eller 2025.",
    en="; expected a period as 2026M08, 2025Q4, 2025K4, 2025U34, 2025H1 or 2025.",
)


class PublishedPeriod(NamedTuple):
    """The days of a period; the end is the day after its last."""

    start: dt.date
    end: dt.date


def period_of(text: str) -> PublishedPeriod | None:
    """Return the days of a period; None if it is no period, or one that no calendar has.

    ``QMAT`` is a year that ends with the quarter, ``YTD`` the year until the end of the month;
    weeks are those of ISO 8601, so that only long years have a week 53.
    """
    plain = " ".join(text.split())
    for form, days in FORMS.items():
        found = re.fullmatch(form, plain, re.IGNORECASE)
        if found:
            try:
                return days(*(int(each) for each in found.groups()))
            except ValueError:
                return None
    return _of_words(plain.lower())


def _of_words(text: str) -> PublishedPeriod | None:
    """Return the days of ``august 2026``, ``Aug. 2026`` or ``3. kvartal 2025``."""
    quarter = re.fullmatch(r"([1-4])\.? ?(?:kvartal|kvt\.?|quarter) ([0-9]{4})", text)
    if quarter:
        return _quarter(int(quarter[2]), int(quarter[1]))
    month = re.fullmatch(r"([a-z]{3,9})\.? ([0-9]{4})", text)
    for names in (MONTH_NAMES, ENGLISH_MONTHS):
        for number, name in enumerate(names, start=1):
            if month and (month[1] == name or month[1] == name[:SHORT]):
                return _month(int(month[2]), number)
    return None


def _parts(year: int, part: int, parts: int) -> PublishedPeriod:
    """Return one of the equal parts of a year, counted in whole months."""
    if not 1 <= part <= parts:
        raise ValueError(part)
    months = MONTHS // parts
    return PublishedPeriod(
        dt.date(year, (part - 1) * months + 1, 1), _first_after(year, part * months)
    )


def _first_after(year: int, month: int) -> dt.date:
    return dt.date(year + month // MONTHS, month % MONTHS + 1, 1)


def _year(year: int) -> PublishedPeriod:
    return _parts(year, 1, 1)


def _half(year: int, half: int) -> PublishedPeriod:
    return _parts(year, half, HALVES)


def _quarter(year: int, quarter: int) -> PublishedPeriod:
    return _parts(year, quarter, QUARTERS)


def _month(year: int, month: int) -> PublishedPeriod:
    return _parts(year, month, MONTHS)


def _week(year: int, week: int) -> PublishedPeriod:
    monday = dt.date.fromisocalendar(year, week, 1)
    return PublishedPeriod(monday, monday + dt.timedelta(days=7))


def _day(year: int, month: int, day: int) -> PublishedPeriod:
    date = dt.date(year, month, day)
    return PublishedPeriod(date, date + dt.timedelta(days=1))


def _year_to_quarter(year: int, quarter: int) -> PublishedPeriod:
    end = _quarter(year, quarter).end
    return PublishedPeriod(end.replace(year=end.year - 1), end)


def _year_to_month(year: int, month: int) -> PublishedPeriod:
    return PublishedPeriod(dt.date(year, 1, 1), _month(year, month).end)


def _first_year(year: int, first: int) -> PublishedPeriod:
    """Return a year that is written as its first part: ``2024Y01``."""
    return _parts(year, first, 1)


FORMS: Mapping[str, Callable[..., PublishedPeriod]] = {
    r"([0-9]{4})": _year,
    r"([0-9]{4})[YA](0?1)": _first_year,
    r"([0-9]{4})H([12])": _half,
    r"([0-9]{4})[QK]0?([0-9])": _quarter,
    r"([0-9]{4})M([0-9]{1,2})": _month,
    r"([0-9]{4})[UW]([0-9]{1,2})": _week,
    r"([0-9]{4})M([0-9]{2})D([0-9]{2})": _day,
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})": _day,
    r"([0-9]{4})QMAT0?([0-9])": _year_to_quarter,
    r"([0-9]{4})YTD([0-9]{2})": _year_to_month,
}
