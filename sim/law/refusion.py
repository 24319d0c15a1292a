"""Refusionstrappen: how much of a benefit the municipality pays, as pure functions.

The law is *lov om kommunernes finansiering af visse offentlige ydelser* (FL). The rules
here know calendar weeks, counters and the steps; they know no scheme, no kroner and no
file. They are plain scalar functions that compile as they stand.
"""

from typing import NamedTuple

from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR


class Steps(NamedTuple):
    """The staircase on one day: the last week of the first three steps, and the shares.

    ``weeks_ahead`` is 1 while the share is already that of the week after, else 0: the first
    days of the staircase have the share of its first whole week (FL § 29).
    """

    first_weeks: float
    second_weeks: float
    third_weeks: float
    first_share: float
    second_share: float
    third_share: float
    last_share: float
    weeks_ahead: float


def municipal_share(counter: int, steps: Steps) -> float:
    """Return the share of a week's benefit that the municipality pays.

    Parameters
    ----------
    counter : int
        Touched benefit weeks so far, this week included.
    steps : Steps
        The staircase in force that day.

    Law
    ---
    FL § 5, stk. 2 (refusion) and stk. 3 (medfinansiering); § 29 (the first days).
    """
    week = counter + steps.weeks_ahead
    if week <= steps.first_weeks:
        return steps.first_share
    if week <= steps.second_weeks:
        return steps.second_share
    if week <= steps.third_weeks:
        return steps.third_share
    return steps.last_share


def is_last_step(counter: int, steps: Steps) -> bool:
    """Tell whether a counter stands on the last step, where the fleksbidrag is paid.

    Law
    ---
    FL § 7, stk. 1.
    """
    return counter + steps.weeks_ahead > steps.third_weeks


def weeks_left_on_step(counter: int, steps: Steps) -> int:
    """Return how many more weeks have the share of the counter's week; FAR on the last step.

    Law
    ---
    FL § 5, stk. 2 and 3.
    """
    week = counter + steps.weeks_ahead
    for last in (steps.first_weeks, steps.second_weeks, steps.third_weeks):
        if week <= last:
            return int(last - week)
    return FAR


def counter_after(counter: int, first_week: int, last_week: int, latest_week: int) -> int:
    """Return the counter after benefit in every calendar week from the first to the last.

    A week counts once, whatever its number of benefit days and of benefits; it may be the
    latest that was counted before. The counter belongs to the person: a change of benefit
    does not reset it.

    Law
    ---
    FL § 5, stk. 5 (the touched week, *beroert uge*).
    """
    already = 1 if first_week == latest_week else 0
    return counter + last_week - first_week + 1 - already


def first_whole_week(day: int) -> int:
    """Return the first calendar week that lies wholly on or after a day."""
    return -(-day // DAYS_PER_WEEK)


def is_reset(week: int, week_of_the_needed: int, window_weeks: int) -> bool:
    """Tell whether the count starts over at the end of a week of self-support.

    The weeks of self-support need not be consecutive; they must lie within the latest
    three years, this week included. Only whole calendar weeks after the first benefit
    week of the present count are weighed; the caller keeps them.

    Parameters
    ----------
    week : int
        The whole week of self-support that has just ended.
    week_of_the_needed : int
        The week of self-support that lies 51 such weeks back (the first of the latest 52).
    window_weeks : int
        The length of the three years: 156 calendar weeks.

    Law
    ---
    FL § 6, stk. 1 and 2.

    Assumes
    -------
    Three years are the trailing 156 calendar weeks, and the reset falls at the end of the
    week in which the 52nd week is completed.
    """
    return week - week_of_the_needed < window_weeks
