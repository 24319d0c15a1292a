"""The days of a period, however it is written; what no calendar has is no period."""

import datetime as dt
from itertools import pairwise

import pytest

from borgerflow.sim.records.files.cells.periods import period_of

DAYS = {
    "2025": ("2025-01-01", "2026-01-01"),
    "2024Y01": ("2024-01-01", "2025-01-01"),
    "2025H2": ("2025-07-01", "2026-01-01"),
    "2025Q4": ("2025-10-01", "2026-01-01"),
    "2025K1": ("2025-01-01", "2025-04-01"),
    "2025Q03": ("2025-07-01", "2025-10-01"),
    "2025M12": ("2025-12-01", "2026-01-01"),
    "2020U53": ("2020-12-28", "2021-01-04"),
    "2015U01": ("2014-12-29", "2015-01-05"),
    "1982M12D09": ("1982-12-09", "1982-12-10"),
    "2025QMAT02": ("2024-07-01", "2025-07-01"),
    "2025YTD08": ("2025-01-01", "2025-09-01"),
    "3. kvartal 2025": ("2025-07-01", "2025-10-01"),
    "Maj 2025": ("2025-05-01", "2025-06-01"),
    "oct. 2025": ("2025-10-01", "2025-11-01"),
}


@pytest.mark.parametrize("text", DAYS)
def test_a_period_has_its_days(text):
    assert tuple(map(str, period_of(text))) == DAYS[text]


@pytest.mark.parametrize(
    "text", ["", "2025Q5", "2025Q0", "2025M13", "2025M00", "2025U53", "2025H3", "2025YTD00", "Maj"]
)
def test_what_no_calendar_has_is_no_period(text):
    assert period_of(text) is None


def test_the_weeks_of_a_year_follow_one_another():
    ends = [period_of(f"2026U{week:02d}") for week in range(1, 54)]
    assert all(one.end == following.start for one, following in pairwise(ends))
    assert ends[-1].end == dt.date(2027, 1, 4)
