"""Who is let off talks: those who leave soonest where the caseworker sees it, else by chance."""

from functools import cache

import numpy as np
import pytest

from borgerflow.sim.lives.contact_days import is_exempt, leaving_rank
from borgerflow.sim.lives.tables import NO_SPELL, PACES
from tests.theory.scores import agrees, differs, z_of_mean, z_of_share
from tests.worlds.lived import citizen_of, lived, lived_plainly, made_people, same
from tests.worlds.made import ALWAYS, START, Exit, Place, made_tables

JOB, HELP = range(2)
WEEKLY, EFFECT, CITIZENS = 0.02, 2.0, 4000
LAST = START + 5000
FRAILTY = np.exp(0.8 * np.random.default_rng(1).standard_normal(CITIZENS))
EDGES = np.quantile(WEEKLY * FRAILTY, np.arange(1, PACES) / PACES).tolist()
TALKS = [(ALWAYS, 14, 4, 98, 28)]


def tables(share, accuracy, alike=False):
    """Return a world where talks bring people out of help twice as fast, some let off them."""
    exits = [Exit(JOB, [WEEKLY], effect=[EFFECT] * 5, frail=not alike)]
    paces = [WEEKLY] * (PACES - 1) if alike else EDGES
    acts = {"fading": ((0, 1.0), (28, 0.0)), "gain": 1.0}
    place = Place(exits, talks=TALKS, exempt=((share, True),), paces=paces, **acts)
    return made_tables([Place(), place], horizon=LAST, foreseen=accuracy)


NEW = NO_SPELL._replace(scheme=HELP, start=START, ordinal=0)
PEOPLE = made_people(CITIZENS, scheme=HELP, frailty=FRAILTY)


@cache
def history(share, accuracy, alike=False):
    return lived(tables(share, accuracy, alike), PEOPLE)


def days(share, accuracy, alike=False):
    """Return how long each citizen is on help."""
    spells = history(share, accuracy, alike)[0]
    first = np.flatnonzero(spells.scheme == HELP)
    return (spells.end - spells.start)[first]


def test_the_rank_is_the_share_of_those_who_leave_sooner():
    made = tables(0.25, 1.0)
    found = np.array([leaving_rank(made, citizen_of(PEOPLE, n), NEW) for n in range(CITIZENS)])
    assert np.corrcoef(found, -np.argsort(np.argsort(FRAILTY)))[0, 1] > 0.999
    assert abs(found.mean() - 0.5) < 0.01


def test_where_all_leave_alike_the_rank_is_chance():
    made = tables(0.25, 1.0, alike=True)
    found = np.array([leaving_rank(made, citizen_of(PEOPLE, n), NEW) for n in range(400)])
    assert agrees(z_of_mean(found, 0.5))
    assert found.min() < 0.02
    assert found.max() > 0.98


@pytest.mark.parametrize("accuracy", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("share", [0.1, 0.25, 0.6])
def test_the_share_let_off_is_the_share_allowed_at_any_accuracy(share, accuracy):
    made = tables(share, accuracy)
    off = sum(is_let_off(made, n) for n in range(0, CITIZENS, 4))
    assert agrees(z_of_share(off, CITIZENS // 4, share))
    assert differs(z_of_share(off, CITIZENS // 4, share + 0.15))


def is_let_off(made, number):
    return is_exempt(made, citizen_of(PEOPLE, number), NEW, 0, 0)


@pytest.mark.parametrize("accuracy", [0.0, 0.5, 1.0])
def test_whom_a_smaller_share_lets_off_a_larger_does_too(accuracy):
    small, large = tables(0.1, accuracy), tables(0.25, accuracy)
    pairs = [(is_let_off(small, n), is_let_off(large, n)) for n in range(0, CITIZENS, 8)]
    assert all(one <= other for one, other in pairs)
    assert (False, True) in pairs


def test_perfect_selection_costs_less_benefit_than_chance():
    costs = {accuracy: days(0.25, accuracy) - days(0.0, 0.0) for accuracy in (0.0, 0.5, 1.0)}
    assert z_of_mean(costs[0.0], 0.0) > 4
    assert z_of_mean(costs[0.0] - costs[1.0], 0.0) > 4
    assert costs[1.0].mean() < costs[0.5].mean() < costs[0.0].mean()


def test_it_costs_the_same_where_nobody_can_tell_who_leaves_soon():
    chance, perfect = (history(0.25, accuracy, alike=True) for accuracy in (0.0, 1.0))
    assert same(chance, perfect)


def test_nobody_let_off_is_the_same_at_any_accuracy():
    assert same(history(0.0, 1.0), history(0.0, 0.0))


def test_both_engines_let_the_same_off():
    people = made_people(60, scheme=HELP, frailty=FRAILTY[:60])
    for accuracy in (0.0, 0.5, 1.0):
        made = tables(0.4, accuracy)
        assert same(lived(made, people), lived_plainly(made, people))
