"""The count of one citizen: weeks of benefit, and the self-support that starts it anew.

The rules of `sim.law.refusion`, compiled as they stand, and what must be kept between days
to put them to use. Days come in stretches; a stretch of self-support is weighed by its whole
weeks until the count starts over, after which nothing is left to weigh.
"""

from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.base.clock import DAYS_PER_WEEK
from borgerflow.sim.base.compiling import compiled_inline, compiled_part
from borgerflow.sim.law import refusion
from borgerflow.sim.settlement.rulebook import RESET_WEEKS, RESET_WINDOW, Rules

NEVER = -(10**9)
weeks_left_on_step = compiled_inline(refusion.weeks_left_on_step)
counter_after = compiled_inline(refusion.counter_after)
first_whole_week = compiled_inline(refusion.first_whole_week)
is_reset = compiled_inline(refusion.is_reset)


class Count(NamedTuple):
    """Where one citizen stands on the staircase."""

    weeks: int  # the counter
    latest_week: int  # the latest touched week
    supported_from: int  # first day of the unbroken self-support under way, or NEVER
    weighed: int  # first week of it not yet weighed for a reset
    stored: int  # whole weeks of self-support since the count began


def support_ring(rules: Rules) -> Ints:
    """Return room for as many weeks of self-support as any reset asks for: a power of two."""
    most = max(1, int(np.nanmax(rules.value[:, RESET_WEEKS])))
    return np.empty(1 << (most - 1).bit_length(), np.int64)


@compiled_inline
def place_of(borders: Ints, day: int) -> int:
    """Return the place of the last border at or before a day."""
    place, after = 0, borders.size
    while place + 1 < after:
        middle = (place + after) // 2
        if borders[middle] <= day:
            place = middle
        else:
            after = middle
    return place


@compiled_inline
def reset_now(week: int, stored: int, support: Ints, needed: int, window: int) -> bool:
    """Tell whether the whole week of self-support just stored completes a reset."""
    if stored < needed:
        return False
    return is_reset(week, support[(stored - needed) & (support.size - 1)], window)


@compiled_inline
def after_support(count: Count, start: int, end: int, rules: Rules, support: Ints) -> Count:
    """Return the count after days of self-support: frozen, or started over.

    ``support`` remembers the latest whole weeks of self-support, in a ring. Weeks that cannot
    complete a reset, too few being stored, are stored at once.
    """
    since = start if count.supported_from == NEVER else count.supported_from
    week, last = max(first_whole_week(since), count.weighed), end // DAYS_PER_WEEK
    weeks, stored = count.weeks, count.stored
    if weeks == 0 or week >= last:
        return Count(weeks, count.latest_week, since, week, stored)
    epochs, value = rules.epoch, rules.value
    epoch = place_of(epochs, week * DAYS_PER_WEEK)
    while weeks > 0 and week < last:
        while epochs[epoch + 1] <= week * DAYS_PER_WEEK:
            epoch += 1
        needed = int(value[epoch, RESET_WEEKS])
        until = min(last, week + needed - stored - 1, first_whole_week(epochs[epoch + 1]))
        for quiet in range(week, until):
            support[stored & (support.size - 1)] = quiet
            stored += 1
        if week < until:
            week = until
            continue
        support[stored & (support.size - 1)] = week
        stored += 1
        if reset_now(week, stored, support, needed, int(value[epoch, RESET_WINDOW])):
            weeks, stored = 0, 0
        week += 1
    return Count(weeks, count.latest_week, since, week, stored)


@compiled_inline
def after_benefit(count: Count, day: int, stop: int, only_after_latest: bool) -> Count:
    """Return the count after days that all have benefit."""
    first, last = day // DAYS_PER_WEEK, (stop - 1) // DAYS_PER_WEEK
    weeks = counter_after(count.weeks, first, last, count.latest_week)
    return Count(weeks, last, NEVER, last, 0 if only_after_latest else count.stored)


@compiled_inline
def end_of_step(counter: int, day: int, steps: refusion.Steps) -> int:
    """Return the day after the last week, benefit in every week, that has this week's share."""
    weeks = weeks_left_on_step(counter, steps) + 1
    return (day // DAYS_PER_WEEK + weeks) * DAYS_PER_WEEK


@compiled_inline
def after_neutral(count: Count) -> Count:
    """Return the count after days that neither count nor support."""
    return count._replace(supported_from=NEVER)


@compiled_part
def supported_weeks(count: Count, week: int, window: int, support: Ints) -> int:
    """Return the whole weeks of self-support that weigh towards a reset in a week."""
    found = 0
    for n in range(max(0, count.stored - support.size), count.stored):
        if is_reset(week, support[n & (support.size - 1)], window):
            found += 1
    return found
