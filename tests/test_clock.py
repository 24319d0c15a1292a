"""Days, months, years and working days, against the standard library's calendar."""

import datetime as dt
import re

import pytest

from borgerflow.sim.base.clock import (
    date_of,
    day_after_years,
    day_of,
    first_day_of_month,
    first_day_of_year,
    holidays,
    is_working_day,
    month_index_of,
    next_working_days,
    parse_day,
    year_of,
)
from borgerflow.sim.base.errors import InputError

SOME_DAYS = range(day_of(dt.date(1899, 1, 1)), day_of(dt.date(2105, 1, 1)))


def test_day_0_is_a_monday_and_days_are_those_of_the_calendar():
    assert date_of(0) == dt.date(1900, 1, 1)
    assert date_of(0).weekday() == 0
    for day in SOME_DAYS[::11]:
        assert day_of(date_of(day)) == day
        assert date_of(day + 1) - date_of(day) == dt.timedelta(days=1)


def test_months_and_years_are_those_of_the_calendar_on_every_day():
    for day in SOME_DAYS:
        date = date_of(day)
        assert month_index_of(day) == date.year * 12 + date.month - 1
        assert year_of(day) == date.year


def test_months_begin_on_their_first_day():
    for month in range(1899 * 12, 2105 * 12):
        assert date_of(first_day_of_month(month)) == dt.date(month // 12, month % 12 + 1, 1)
    assert date_of(first_day_of_year(2024)) == dt.date(2024, 1, 1)


def test_a_week_runs_from_monday_to_sunday():
    for day in SOME_DAYS[:3000]:
        monday = date_of(day) - dt.timedelta(days=date_of(day).weekday())
        assert date_of(day - day % 7) == monday


@pytest.mark.parametrize(
    ("born", "years", "expected"),
    [
        ("1990-05-17", 30, "2020-05-17"),
        ("1992-02-29", 30, "2022-03-01"),
        ("1992-02-29", 28, "2020-02-29"),
        ("1970-12-31", 50, "2020-12-31"),
        ("2019-03-01", -18, "2001-03-01"),
    ],
)
def test_birthdays(born, years, expected):
    assert day_after_years(parse_day(born), years) == parse_day(expected)


HOLIDAYS_2023 = [
    "2023-01-01",
    "2023-04-06",
    "2023-04-07",
    "2023-04-09",
    "2023-04-10",
    "2023-05-05",
    "2023-05-18",
    "2023-05-28",
    "2023-05-29",
    "2023-12-25",
    "2023-12-26",
]
HOLIDAYS_2024 = [
    "2024-01-01",
    "2024-03-28",
    "2024-03-29",
    "2024-03-31",
    "2024-04-01",
    "2024-05-09",
    "2024-05-19",
    "2024-05-20",
    "2024-12-25",
    "2024-12-26",
]


@pytest.mark.parametrize(("year", "dates"), [(2023, HOLIDAYS_2023), (2024, HOLIDAYS_2024)])
def test_public_holidays_of_a_year(year, dates):
    assert sorted(date_of(day).isoformat() for day in holidays(year)) == dates


@pytest.mark.parametrize(
    ("date", "works"),
    [
        ("2023-05-05", False),  # store bededag, the last one
        ("2024-04-26", True),  # the Friday on which it would have been
        ("2019-04-18", False),  # skaertorsdag
        ("2019-04-22", False),  # second day of Easter
        ("2019-04-23", True),
        ("2020-05-21", False),  # Kristi himmelfart
        ("2020-06-01", False),  # second day of Whitsun
        ("2019-12-24", True),  # no public holiday by law
        ("2019-12-25", False),
        ("2019-12-27", True),
        ("2022-01-01", False),
        ("2022-01-08", False),  # a Saturday
        ("2022-01-10", True),
    ],
)
def test_working_days(date, works):
    assert is_working_day(parse_day(date)) is works


def test_the_next_working_day_is_the_first_one_on_or_after_a_day():
    first, last = parse_day("2019-01-01"), parse_day("2024-12-25")
    days = next_working_days(first, last)
    for day in range(first, last):
        following = day
        while not is_working_day(following):
            following += 1
        assert days[day - first] == following


NO_DATES = ("2019-13-01", "1 January 2019", "", "2019-02-29", "01-02-2019")
OTHER_SPELLINGS = ("20190101", "2019-W01-1")


@pytest.mark.parametrize("text", NO_DATES + OTHER_SPELLINGS)
def test_a_date_that_is_none_is_refused(text):
    expected = f"{text!r} is not a date: expected YYYY-MM-DD, as 2019-01-01."
    with pytest.raises(InputError, match=re.escape(expected)):
        parse_day(text)
