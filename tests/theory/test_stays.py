"""How long a stay lasts, against what the hazards and the law say it lasts, in whole days.

On a daily clock a citizen who draws E leaves on the first day on which the integrated hazard
has reached E: still there after k days with the chance exp(-(h1 + ... + hk)).
"""

import numpy as np
import pytest

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.lives.tables import MAX_STAY
from borgerflow.sim.world.tables.mechanisms import HazardRow
from tests.theory.scores import agrees, differs, z_of_mean, z_of_share
from tests.worlds.lived import first_spells, lived, made_people
from tests.worlds.made import ALWAYS, START, Decision, Exit, Place, made_tables

SICK = 1
MANY = 200_000
LONGEST = 20_000
WEEKLY = 0.07
ALL_CELLS = np.ones(5, dtype=np.bool_)


def daily(bins, weekly, days=LONGEST):
    """Return the hazard of each day of a stay."""
    edges = [*bins[1:], days]
    return np.concatenate(
        [np.full(b - a, w / 7) for a, b, w in zip(bins, edges, weekly, strict=True)]
    )


def still_there(hazards):
    """Return the chance of being there after 0, 1, 2, ... days."""
    return np.exp(-np.concatenate([[0.0], np.cumsum(hazards)]))


def mean_days(hazards, deadline=LONGEST):
    """Return E[min(T, D)]: the sum of the chances of living through each day."""
    return float(still_there(hazards)[:deadline].sum())


def stays(tables, **people):
    """Return the days of the first spell of many people who begin in sickness."""
    spells = first_spells(lived(tables, made_people(MANY, scheme=SICK, **people)))
    return spells.end - spells.start


def world(exits, bins=(0,), rule=None, decided=(), **more):
    """Return a world of a job and of sickness with these exits and this deadline in days."""
    deadline = {} if rule is None else {"rule": MAX_STAY, "values": ((ALWAYS, rule),)}
    sick = Place(exits=exits, bins=bins, decided=decided, **deadline)
    return made_tables([Place(), sick], **more)


def test_mean_stay_under_one_hazard():
    sample = stays(world([Exit(0, [WEEKLY])]))
    theory = 1 / (1 - np.exp(-WEEKLY / 7))
    assert agrees(z_of_mean(sample, theory))
    assert differs(z_of_mean(sample, 1.05 * theory))


@pytest.mark.parametrize("deadline", [1, 10, 154, 728])
@pytest.mark.slow
def test_mean_stay_with_a_deadline(deadline):
    sample = stays(world([Exit(0, [WEEKLY])], rule=deadline, decided=[[Decision(0, 1.0)]]))
    daily_hazard = WEEKLY / 7
    theory = (1 - np.exp(-daily_hazard * deadline)) / (1 - np.exp(-daily_hazard))
    assert sample.max() <= deadline
    if deadline == 1:
        assert (sample == 1).all()
        return
    assert agrees(z_of_mean(sample, theory))
    assert differs(z_of_mean(sample, 1.05 * theory))


BINS, WEEKLY_BY_BIN = (0, 14, 60, 200), (0.0, 0.25, 0.05, 0.02)


@pytest.mark.parametrize("days", [14, 15, 30, 60, 61, 150, 200, 300])
@pytest.mark.slow
def test_share_still_there_under_a_hazard_that_changes_with_time(days):
    sample = stays(world([Exit(0, WEEKLY_BY_BIN)], BINS))
    theory = still_there(daily(BINS, WEEKLY_BY_BIN))[days]
    if days == 14:
        assert sample.min() == 15
        return
    count = (sample > days).sum()
    assert agrees(z_of_share(count, MANY, theory))
    assert differs(z_of_share(count, MANY, min(0.999, 1.05 * theory)))


def test_mean_stay_under_a_hazard_that_changes_with_time_and_a_deadline():
    exits = [Exit(0, WEEKLY_BY_BIN)]
    sample = stays(world(exits, BINS, rule=150, decided=[[Decision(0, 1.0)]]))
    theory = mean_days(daily(BINS, WEEKLY_BY_BIN), 150)
    assert agrees(z_of_mean(sample, theory))
    assert differs(z_of_mean(sample, 1.05 * theory))


def test_mean_stay_of_people_who_differ_in_frailty():
    frailty = np.where(np.arange(MANY) % 2, 2.0, 0.5)
    sample = stays(world([Exit(0, [WEEKLY], frail=True)]), frailty=frailty)
    theory = np.mean([1 / (1 - np.exp(-WEEKLY * f / 7)) for f in (2.0, 0.5)])
    assert agrees(z_of_mean(sample, theory))
    assert differs(z_of_mean(sample, 1 / (1 - np.exp(-WEEKLY / 7))))


def test_frailty_leaves_an_exit_alone_that_does_not_ask_for_it():
    sample = stays(world([Exit(0, [WEEKLY])]), frailty=3.0)
    assert agrees(z_of_mean(sample, 1 / (1 - np.exp(-WEEKLY / 7))))


def test_what_is_left_of_a_stay_that_is_under_way():
    elapsed = 100
    tables = world([Exit(0, WEEKLY_BY_BIN)], BINS, start=START)
    sample = stays(tables, since=START - elapsed, enters=START) - elapsed
    theory = mean_days(daily(BINS, WEEKLY_BY_BIN)[elapsed:])
    assert agrees(z_of_mean(sample, theory))
    assert differs(z_of_mean(sample, 1.05 * theory))


def test_mean_stay_that_a_review_prolongs():
    """Half are given 100 days more at day 50; the others leave, and all leave at day 150."""
    decided = [[Decision(SICK, 0.5, 100, 1), Decision(0, 0.5)], [Decision(0, 1.0)]]
    sample = stays(world([Exit(0, [WEEKLY])], rule=50, decided=decided))
    there = still_there(daily((0,), (WEEKLY,)))
    theory = there[:50].sum() + 0.5 * there[50:150].sum()
    assert sample.max() == 150
    assert agrees(z_of_mean(sample, theory))
    assert differs(z_of_mean(sample, 1.05 * theory))


def test_mean_stay_prolonged_without_a_new_deadline():
    decided = [[Decision(SICK, 0.3), Decision(0, 0.7)]]
    sample = stays(world([Exit(0, [WEEKLY])], rule=50, decided=decided))
    there = still_there(daily((0,), (WEEKLY,)))
    theory = there[:50].sum() + 0.3 * there[50:].sum()
    assert agrees(z_of_mean(sample, theory))
    assert differs(z_of_mean(sample, 1.05 * theory))


def row(factor, reach=1.0, days=(ALWAYS, FAR), window=(0, FAR)):
    return HazardRow(SICK, 7, 0, (*days, *window), factor, reach, ALL_CELLS)


def test_mean_stay_under_a_mechanism_in_a_window_of_the_stay():
    tables = world([Exit(0, WEEKLY_BY_BIN)], BINS, mechanisms=[row(1.5, window=(28, 84))])
    hazards = daily(BINS, WEEKLY_BY_BIN)
    without = mean_days(hazards)
    hazards[28:84] *= 1.5
    sample = stays(tables)
    assert agrees(z_of_mean(sample, mean_days(hazards)))
    assert differs(z_of_mean(sample, without))


def test_mean_stay_under_a_mechanism_between_two_dates():
    """In force from day 20 to day 40 after all have begun."""
    tables = world([Exit(0, [WEEKLY])], mechanisms=[row(3.0, days=(START + 20, START + 40))])
    hazards = daily((0,), (WEEKLY,))
    without = mean_days(hazards)
    hazards[20:40] *= 3.0
    sample = stays(tables)
    assert agrees(z_of_mean(sample, mean_days(hazards)))
    assert differs(z_of_mean(sample, without))


def test_mean_stay_under_a_mechanism_that_reaches_a_share():
    tables = world([Exit(0, [WEEKLY])], mechanisms=[row(2.0, reach=0.4)])
    hazards = daily((0,), (WEEKLY,))
    theory = 0.4 * mean_days(2 * hazards) + 0.6 * mean_days(hazards)
    sample = stays(tables)
    assert agrees(z_of_mean(sample, theory))
    assert differs(z_of_mean(sample, 1.05 * theory))
    assert differs(z_of_mean(sample, mean_days(1.4 * hazards)))


@pytest.mark.slow
def test_mechanisms_multiply_whatever_their_order():
    rows = [row(1.5), row(0.5)._replace(mechanism=8)]
    sample = stays(world([Exit(0, [WEEKLY])], mechanisms=rows))
    assert agrees(z_of_mean(sample, mean_days(0.75 * daily((0,), (WEEKLY,)))))
    turned = stays(world([Exit(0, [WEEKLY])], mechanisms=rows[::-1]))
    assert (turned == sample).all()


def test_the_calendar_multiplies_hazards_in_its_periods():
    calendar = (ALWAYS, START + 30, START + 60)
    exits = [Exit(0, [WEEKLY], by_period=(1.0, 0.0, 2.0))]
    sample = stays(world(exits, calendar=calendar))
    hazards = daily((0,), (WEEKLY,))
    hazards[30:60] = 0
    hazards[60:] *= 2
    assert not ((sample > 30) & (sample <= 60)).any()
    assert agrees(z_of_mean(sample, mean_days(hazards)))


def test_a_stay_across_a_border_survives_by_the_hazards_of_both_sides():
    """Two exits that the calendar changes apart: exp(-h1 t1 - h2 t2)."""
    calendar, factors = (ALWAYS, START + 30), (0.5, 0.25)
    exits = [
        Exit(0, [WEEKLY], by_period=(1.0, factors[0])),
        Exit(0, [2 * WEEKLY], by_period=(1.0, factors[1])),
    ]
    sample = stays(world(exits, calendar=calendar)) > 60

    def theory(one, other):
        return np.exp(-30 * (3 * WEEKLY + one * WEEKLY + other * 2 * WEEKLY) / 7)

    assert agrees(z_of_share(sample.sum(), MANY, theory(*factors)))
    assert differs(z_of_share(sample.sum(), MANY, theory(0.55, 0.25)))


def test_a_birthday_changes_the_hazard_on_the_day():
    """All turn 50 on day 40 of the stay."""
    exits = [Exit(0, [WEEKLY], by_cell=(1.0, 1.0, 1.0, 0.25, 0.25))]
    birthdays = (ALWAYS, ALWAYS, START + 40, FAR)
    sample = stays(world(exits), birthdays=birthdays)
    hazards = daily((0,), (WEEKLY,))
    without = mean_days(hazards)
    hazards[40:] *= 0.25
    assert agrees(z_of_mean(sample, mean_days(hazards)))
    assert differs(z_of_mean(sample, without))
