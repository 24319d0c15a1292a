"""Sygedagpengeloven: when the municipality begins to pay, and when it must review.

The rules know days and numbers; they know nothing of chance, of the simulation's clock or
of money already paid. ``windows`` is a sequence of ``2 * count`` days: the first paid day
and the day after the last paid day of each earlier sygedagpenge spell, in any order.
"""

from collections.abc import Sequence

from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR, first_day_of_month, month_index_of


def paid_days_between(windows: Sequence[int], count: int, since: int, until: int) -> int:
    """Return the days paid in the windows between two days (``until`` not counted)."""
    paid = 0
    for n in range(count):
        first = max(windows[2 * n], since)
        last = min(windows[2 * n + 1], until)
        paid += max(0, last - first)
    return paid


def revurdering_is_due(paid_days: int, after_weeks: float) -> bool:
    """Tell whether the review falls due: paid for *more than* the weeks of the rule.

    Law
    ---
    Sygedagpengeloven § 24, stk. 1: more than 22 weeks in the nine preceding calendar
    months. The employer's period is not paid by the municipality and is not counted;
    a reduced benefit counts in full.
    """
    return paid_days > after_weeks * DAYS_PER_WEEK


def revurdering_due_at(
    windows: Sequence[int],
    count: int,
    paid_from: int,
    month: int,
    after_weeks: float,
    looks_back_months: int,
) -> bool:
    """Tell whether the review of a spell paid since ``paid_from`` is due as a month begins.

    ``month`` is its index (year x 12 + month - 1). The nine months are the calendar months that
    end there, so the month just ended is one of them.

    Law
    ---
    Sygedagpengeloven § 24, stk. 1.
    """
    since, month_end = first_day_of_month(month - looks_back_months), first_day_of_month(month)
    paid = paid_days_between(windows, count, since, month_end)
    paid += max(0, month_end - max(paid_from, since))
    return revurdering_is_due(paid, after_weeks)


def revurdering_day(
    windows: Sequence[int],
    count: int,
    paid_from: int,
    latest: int,
    after_weeks: float,
    looks_back_months: int,
) -> int:
    """Return the day on which benefit stops unless it is prolonged, or FAR if after ``latest``.

    The test is made at every month's end while the spell runs. One who has used up the
    weeks before this spell meets it on the first paid day.

    Law
    ---
    Sygedagpengeloven § 24, stk. 1 (the month's end) and § 24 a (a new spell inside the limit).
    """
    # Not even were all that was ever paid to count could more than these days be left before it.
    spare = int(after_weeks * DAYS_PER_WEEK) - paid_days_between(windows, count, -FAR, FAR)
    if spare < 0:
        month = month_index_of(paid_from)
        before = first_day_of_month(month)
        if revurdering_due_at(windows, count, before, month, after_weeks, looks_back_months):
            return paid_from
    earliest = paid_from + max(0, spare)
    if earliest >= latest:
        return FAR
    month = month_index_of(earliest) + 1
    while first_day_of_month(month) <= latest:
        if revurdering_due_at(windows, count, paid_from, month, after_weeks, looks_back_months):
            return first_day_of_month(month)
        month += 1
    return FAR
