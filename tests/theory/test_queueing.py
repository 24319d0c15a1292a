"""Talks that queue, against the theory of queues, by z-score.

A team holds as many talks a day as fit into its minutes, so the citizens who wait at the end of
a working day are a queue in discrete time whose distribution can be solved; with talks that
take many days each it becomes the single server of Pollaczek and Khinchine, and of Erlang.
"""

from functools import cache

import numpy as np
import pytest

from sim.lives.tables import HELD
from tests.theory.scores import agrees, differs, z_of_mean
from tests.worlds.made import (
    ALWAYS,
    START,
    Place,
    ended_as,
    lived,
    made_people,
    made_tables,
    working_days,
)

MINUTES = 45
AT_ONCE = [(ALWAYS, 0, 1, 0, 0)]


def workdays(days):
    """Return the working days among the first days of the world."""
    here = np.arange(START, START + days)
    return here[working_days(START, START + days) == here]


@cache
def waited(slots, arriving, runs, days=420, warm=120):
    """Return those who wait on average at the end of a day and the share used, run by run."""
    open_days = workdays(days)
    place = Place(talks=AT_ONCE, team=0, minutes=MINUTES)
    tables = made_tables([Place(), place], horizon=START + days, teams=[[(ALWAYS, slots * 45)]])
    waiting, used = [], []
    for run in range(runs):
        rng = np.random.default_rng(run)
        since = np.repeat(open_days, rng.poisson(arriving, len(open_days)))
        contacts = lived(tables, made_people(len(since), scheme=1, since=since))[1]
        talks = ended_as(contacts, HELD)
        came = np.searchsorted(np.sort(since), open_days, side="right")
        gone = np.searchsorted(np.sort(talks.held), open_days, side="right")
        waiting.append((came - gone)[warm:].mean())
        here = talks.held >= open_days[warm]
        used.append(here.sum() / slots / (len(open_days) - warm))
    return np.array(waiting), np.array(used)


def stationary(slots, arriving, states=400):
    """Return the distribution of those who wait at the end of a day, solved numerically."""
    arrivals = np.zeros(states)
    arrivals[0] = np.exp(-arriving)
    for number in range(1, states):
        arrivals[number] = arrivals[number - 1] * arriving / number
    moves = np.zeros((states, states))
    for waiting in range(states):
        for number, chance in enumerate(arrivals):
            moves[waiting, min(max(waiting + number - slots, 0), states - 1)] += chance
    system = np.vstack([moves.T - np.eye(states), np.ones(states)])
    return np.linalg.lstsq(system, np.append(np.zeros(states), 1.0), rcond=None)[0]


@pytest.mark.parametrize(("slots", "arriving"), [(1, 0.7), (4, 3.2), (10, 9.0)])
def test_the_number_waiting_is_that_of_the_queue_with_day_slots(slots, arriving):
    waiting, used = waited(slots, arriving, 60)
    expected = stationary(slots, arriving) @ np.arange(400)
    assert agrees(z_of_mean(waiting, expected))
    assert agrees(z_of_mean(used, arriving / slots))


def test_another_queue_does_not_agree():
    """The sister: a tenth more who come, or a slot more a day, is told from the truth."""
    waiting, _ = waited(10, 9.0, 60)
    for other in (stationary(10, 9.4), stationary(11, 9.0)):
        assert differs(z_of_mean(waiting, other @ np.arange(400)))


DAILY, MEAN_DAYS, LOAD, CLASSES = 7, 20, 0.7, 40


def lengths():
    """Return the minutes of talks that are exponential, cut into classes of equal share."""
    edges = -np.log(1 - np.arange(CLASSES) / CLASSES)
    above = np.append(edges[1:], np.inf)
    tails = np.where(np.isinf(above), 0.0, (above + 1) * np.exp(-np.minimum(above, 700)))
    means = ((edges + 1) * np.exp(-edges) - tails) * CLASSES
    return np.maximum(1, np.round(means * DAILY * MEAN_DAYS)).astype(int)


@cache
def sojourns(runs=40, days=30_000, warm=4_000):
    """Return the mean days from asking to the end of the talk, run by run."""
    open_days = workdays(days)
    minutes = lengths()
    offices = [Place(talks=AT_ONCE, team=0, minutes=int(m)) for m in minutes]
    tables = made_tables([Place(), *offices], horizon=START + days, teams=[[(ALWAYS, DAILY)]])
    arriving = LOAD * DAILY / minutes.mean()
    means = []
    for run in range(runs):
        rng = np.random.default_rng(1_000 + run)
        since = np.repeat(open_days, rng.poisson(arriving, len(open_days)))
        scheme = 1 + rng.integers(0, CLASSES, len(since))
        contacts = lived(tables, made_people(len(since), scheme=scheme, since=since))[1]
        talks = ended_as(contacts, HELD)
        asked, ended = (np.searchsorted(open_days, day) for day in (talks.due, talks.held))
        counted = (asked >= warm) & (asked < len(open_days) - 1_500)
        means.append((ended - asked)[counted].mean() + 0.5)  # on average half a day is cut off
    return np.array(means)


def pollaczek_khinchine():
    """Return the mean days in a queue with one server and these lengths of talks."""
    days = lengths() / DAILY
    arriving = LOAD / days.mean()
    return arriving * (days**2).mean() / (2 * (1 - LOAD)) + days.mean()


def erlang_c():
    """Return the mean days in the queue of Erlang, whose one server lets a share wait: its load."""
    return MEAN_DAYS + LOAD * MEAN_DAYS / (1 - LOAD)


def test_long_talks_in_short_days_wait_as_at_a_single_server():
    assert agrees(z_of_mean(sojourns(), pollaczek_khinchine()))
    assert pollaczek_khinchine() == pytest.approx(erlang_c(), rel=0.03)


def test_talks_of_one_length_would_wait_less():
    """The sister: the theory for the same mean without its spread is told from the truth."""
    alike = MEAN_DAYS + LOAD * MEAN_DAYS / (2 * (1 - LOAD))
    assert differs(z_of_mean(sojourns(), alike))
