"""Talks that queue, against the theory of queues, by z-score.

A team holds as many talks a day as fit into its minutes, so the citizens who wait at the end of
a working day are a queue in discrete time whose distribution can be solved; with talks that
take many days each it becomes the single server of Pollaczek and Khinchine, and of Erlang.

Who stays away takes a place of the day and is called again the next: so with many who stay away
a citizen takes a geometric number of places, and the queue is that of as many servers as there
are places in a day. As the share who come gets small it becomes that of Erlang (1917).
"""

import math
from functools import cache

import numpy as np
import pytest
import scipy  # its parts are loaded where they are used

from borgerflow.sim.lives.tables import HELD, STAYED_AWAY
from tests.theory.scores import agrees, differs, z_of_mean
from tests.worlds.lived import ended_as, lived, made_people
from tests.worlds.made import ALWAYS, START, Place, made_tables, working_days

MINUTES = 45
STATES = 200  # who wait at most: beyond it there is nobody to count
AT_ONCE = [(ALWAYS, 0, 1, 0, 0)]


def workdays(days):
    """Return the working days among the first days of the world."""
    here = np.arange(START, START + days)
    return here[working_days(START, START + days) == here]


@cache
def waited(slots, arriving, runs, comes=1.0, days=420, warm=120):
    """Return those who wait on average at the end of a day and the share used, run by run.

    ``comes`` is the share of those called who come; the others are called again the next day.
    """
    open_days = workdays(days)
    away = (1.0 - comes, MINUTES, 1)
    place = Place(talks=AT_ONCE, team=0, minutes=MINUTES, stays_away=away)
    tables = made_tables([Place(), place], horizon=START + days, teams=[[(ALWAYS, slots * 45)]])
    waiting, used = [], []
    for run in range(runs):
        rng = np.random.default_rng(run)
        since = np.repeat(open_days, rng.poisson(arriving, len(open_days)))
        people = made_people(len(since), scheme=1, since=since, seed=run)
        calls = ended_as(lived(tables, people)[1], HELD, STAYED_AWAY)
        ended = calls.held[calls.outcome == HELD]
        came = np.searchsorted(np.sort(since), open_days, side="right")
        gone = np.searchsorted(np.sort(ended), open_days, side="right")
        waiting.append((came - gone)[warm:].mean())
        used.append((calls.held >= open_days[warm]).sum() / slots / (len(open_days) - warm))
    return np.array(waiting), np.array(used)


@cache
def stationary(slots, arriving, comes=1.0, states=STATES):
    """Return the distribution of those who wait at the end of a day, solved numerically."""
    here = np.arange(states)
    arrivals = scipy.stats.poisson.pmf(here, arriving)
    moves = np.zeros((states, states))
    for waiting in range(states):
        for done in range(min(waiting, slots) + 1):
            moves[waiting, waiting - done] = scipy.stats.binom.pmf(done, min(waiting, slots), comes)
    arrive = np.array([np.roll(arrivals, n) * (here >= n) for n in here])
    arrive[:, -1] += 1 - arrive.sum(axis=1)
    system = np.vstack([(arrive @ moves).T - np.eye(states), np.ones(states)])
    return np.linalg.lstsq(system, np.append(np.zeros(states), 1.0), rcond=None)[0]


@pytest.mark.parametrize(("slots", "arriving"), [(1, 0.7), (4, 3.2), (10, 9.0)])
@pytest.mark.slow
def test_the_number_waiting_is_that_of_the_queue_with_day_slots(slots, arriving):
    waiting, used = waited(slots, arriving, 60)
    expected = stationary(slots, arriving) @ np.arange(STATES)
    assert agrees(z_of_mean(waiting, expected))
    assert agrees(z_of_mean(used, arriving / slots))


@pytest.mark.slow
def test_another_queue_does_not_agree():
    """The sister: a tenth more who come, or a slot more a day, is told from the truth."""
    waiting, _ = waited(10, 9.0, 60)
    for other in (stationary(10, 9.4), stationary(11, 9.0)):
        assert differs(z_of_mean(waiting, other @ np.arange(STATES)))


SERVERS, COME, BUSY = 3, 0.1, 0.8


def of_erlang(servers, offered):
    """Return the mean number in the queue of Erlang with several servers, those served included."""
    terms = [offered**n / math.factorial(n) for n in range(servers)]
    last = offered**servers / math.factorial(servers) / (1 - offered / servers)
    waits = last / (sum(terms) + last)  # his formula C: the share of all who wait
    return offered + waits * offered / (servers - offered)


@cache
def called_until_they_come():
    return waited(SERVERS, BUSY * SERVERS * COME, 20, COME, days=9_000, warm=1_200)


def mean_number(come):
    """Return the mean number in the queue of days in which so many of those called come."""
    return stationary(SERVERS, BUSY * SERVERS * come, come) @ np.arange(STATES)


@pytest.mark.slow
def test_those_called_until_they_come_wait_as_at_several_servers():
    waiting, used = called_until_they_come()
    assert agrees(z_of_mean(waiting, mean_number(COME)))
    assert agrees(z_of_mean(used, BUSY))


@pytest.mark.slow
def test_one_quick_server_is_told_from_several():
    """The sister: one who works as fast as the three together has fewer there."""
    waiting, _ = called_until_they_come()
    quick = stationary(1, BUSY * SERVERS * COME, SERVERS * COME) @ np.arange(STATES)
    assert differs(z_of_mean(waiting, quick))


@pytest.mark.slow
def test_the_queue_of_days_becomes_that_of_erlang_as_a_day_gets_short():
    """The difference halves when a day is worth half as much, and is then under one percent."""
    shares = [COME / 2**n for n in range(5)]
    off = np.array([mean_number(share) for share in shares]) - of_erlang(SERVERS, BUSY * SERVERS)
    assert np.allclose(off[1:] / off[:-1], 0.5, atol=0.02)
    assert abs(off[-1]) < 0.01 * of_erlang(SERVERS, BUSY * SERVERS)


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


@pytest.mark.slow
def test_long_talks_in_short_days_wait_as_at_a_single_server():
    assert agrees(z_of_mean(sojourns(), pollaczek_khinchine()))
    assert pollaczek_khinchine() == pytest.approx(erlang_c(), rel=0.03)


def test_talks_of_one_length_would_wait_less():
    """The sister: the theory for the same mean without its spread is told from the truth."""
    alike = MEAN_DAYS + LOAD * MEAN_DAYS / (2 * (1 - LOAD))
    assert differs(z_of_mean(sojourns(), alike))
