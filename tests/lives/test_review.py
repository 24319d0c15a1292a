"""The revurdering, against a plain count of days in a calendar."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borgerflow.sim.base.clock import FAR, date_of, day_of, parse_day
from borgerflow.sim.law.sygedagpenge import paid_days_between, revurdering_day, revurdering_is_due
from borgerflow.sim.lives.deadlines import remember, remember_window
from borgerflow.sim.lives.tables import (
    MEMORY,
    REMEMBERED,
    REVURDERING,
    WINDOW_COUNT,
    WINDOWS,
    Spell,
)
from tests.worlds.made import ALWAYS, START, Decision, Place, made_tables

AFTER_WEEKS, MONTHS = 22, 9


def months_back(first_of_month, months):
    """Return the first day of the month some months before one."""
    month = first_of_month.year * 12 + first_of_month.month - 1 - months
    return dt.date(month // 12, month % 12 + 1, 1)


def first_of_next_month(date):
    return months_back(date.replace(day=1), -1)


def by_the_calendar(windows, paid_from, latest):
    """Return the day of the review by writing down every paid day: slow, and plainly right."""
    paid = {day for first, end in windows for day in range(first, end)}
    month = date_of(paid_from).replace(day=1)
    since = day_of(months_back(month, MONTHS))
    if windows and sum(since <= day < day_of(month) for day in paid) > 7 * AFTER_WEEKS:
        return paid_from
    month_end = first_of_next_month(month)
    while day_of(month_end) <= latest:
        since = day_of(months_back(month_end, MONTHS))
        so_far = paid | set(range(paid_from, day_of(month_end)))
        if sum(since <= day < day_of(month_end) for day in so_far) > 7 * AFTER_WEEKS:
            return day_of(month_end)
        month_end = first_of_next_month(month_end)
    return FAR


@st.composite
def histories(draw):
    """Return earlier paid windows that do not overlap, a first paid day and a last day."""
    day = draw(st.integers(parse_day("2012-01-01"), parse_day("2024-01-01")))
    windows = []
    for _ in range(draw(st.integers(0, 5))):
        first = day + draw(st.integers(0, 120))
        day = first + draw(st.integers(1, 150))
        windows.append((first, day))
    paid_from = day + draw(st.integers(0, 120))
    return windows, paid_from, paid_from + draw(st.integers(0, 400))


@given(histories())
@settings(max_examples=400, deadline=None)
@pytest.mark.slow
def test_the_review_falls_on_the_day_that_a_count_of_paid_days_gives(history):
    windows, paid_from, latest = history
    flat = [day for window in windows for day in window]
    found = revurdering_day(flat, len(windows), paid_from, latest, AFTER_WEEKS, MONTHS)
    assert found == by_the_calendar(windows, paid_from, latest)


@given(histories())
@settings(max_examples=100, deadline=None)
def test_the_order_of_earlier_spells_does_not_matter(history):
    windows, paid_from, latest = history
    days = [
        revurdering_day(
            [day for window in order for day in window], len(order), paid_from, latest, 22, 9
        )
        for order in (windows, windows[::-1])
    ]
    assert days[0] == days[1]


@pytest.mark.parametrize(("days", "due"), [(0, False), (153, False), (154, False), (155, True)])
def test_the_review_is_due_after_more_than_twenty_two_weeks(days, due):
    assert revurdering_is_due(days, 22) is due


def test_days_outside_the_months_do_not_count():
    assert paid_days_between([10, 20, 30, 40], 2, 15, 35) == 10
    assert paid_days_between([10, 20], 1, 20, 30) == 0
    assert paid_days_between([], 0, 0, 100) == 0


def test_the_memory_holds_more_windows_than_fit_in_nine_months():
    """The oldest gives way; spells of the shortest kind cannot fill what is remembered."""
    memory = [0] * MEMORY
    windows = [(START + 40 * n, START + 40 * n + 5) for n in range(REMEMBERED + 7)]
    for first, end in windows:
        remember_window(memory, first, end)
    assert memory[WINDOW_COUNT] == REMEMBERED
    kept = memory[WINDOWS : WINDOWS + 2 * REMEMBERED]
    assert list(zip(kept[::2], kept[1::2], strict=True)) == windows[7:]
    assert REMEMBERED * 14 > 9 * 31


@pytest.mark.parametrize(("days", "windows"), [(29, 0), (30, 0), (31, 1)])
def test_a_spell_that_ends_within_the_employers_period_leaves_no_paid_days(days, windows):
    sick = Place(rule=REVURDERING, values=((ALWAYS, 22),), waits=[30], decided=[[Decision(0, 1.0)]])
    memory = [0] * MEMORY
    spell = Spell(1, START, 0, 0, 0)
    remember(made_tables([Place(), sick]), memory, spell, START + days)
    assert memory[WINDOW_COUNT] == windows
    if windows:
        assert memory[WINDOWS : WINDOWS + 2] == [START + 30, START + 31]
