"""However few the draws, no number is said to bring what it does not, and shares add up to one.

The net is a sum of normal numbers, so that the share of each is known: its own variance. Some are
of the proposals, drawn each time; those of the worlds are shared by four draws, so that 64 draws
have 16 values of them, and the strongest of thirty that do nothing looks strong by chance.
"""

from types import SimpleNamespace

import numpy as np
import pytest
from scipy.stats import binom, norm

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.compare.own_numbers.layers import Layers
from borgerflow.experiments.questions.uncertainty.measures.by_world import (
    influence_of_world_number,
    worlds_of_draws,
)
from borgerflow.experiments.questions.uncertainty.measures.influence import influence_of
from borgerflow.experiments.questions.uncertainty.text import unseen_lines

OWN = np.array([0.7, 0.1, 0.0])  # shares of the variance
WORLD = np.array([0.12, 0.05, 0.03, *np.zeros(27)])
TRUE = np.append(OWN, WORLD)
NUMBERS = len(TRUE)
EACH, TRIES = 4, 20
WITHIN = 0.06  # chance of a few draws beyond all of the variance


def drawn(draws, seed):
    """Return places of the numbers of the proposals and of the worlds, and the net of each draw."""
    generator = np.random.default_rng(seed)
    own = generator.random((draws, len(OWN)))
    worlds = np.repeat(generator.random((draws // EACH, len(WORLD))), EACH, axis=0)
    net = norm.ppf(own) @ np.sqrt(OWN) + norm.ppf(worlds) @ np.sqrt(WORLD)
    return own, worlds, Layers(net, 0.0, 0.0)


def told(draws, seed, among=NUMBERS):
    """Return what is told of each number, in order."""
    own, shared, net = drawn(draws, seed)
    worlds = worlds_of_draws(shared)
    return [
        *(influence_of(places, net, among) for places in own.T),
        *(influence_of_world_number(places, net, worlds, among) for places in shared.T),
    ]


@pytest.fixture(scope="module", params=[32, 64, 256])
def answers(request):
    return [told(request.param, seed) for seed in range(TRIES)]


def test_intervals_hold_the_true_shares(answers):
    inside = np.array(
        [
            [
                each.share.low <= share <= each.share.high
                for each, share in zip(a, TRUE, strict=True)
            ]
            for a in answers
        ]
    )
    assert inside[:, TRUE == 0].mean() > 0.95
    assert inside[:, TRUE > 0].mean() > 0.85


def test_a_number_that_does_nothing_is_named_in_one_answer_of_twenty_at_most(answers):
    """So many at most as chance makes of answers of which one in twenty names one."""
    named = [
        any(each.at_low is not None for each, share in zip(a, TRUE, strict=True) if not share)
        for a in answers
    ]
    assert sum(named) <= binom.ppf(0.99, TRIES, 0.05)


def test_shares_add_up_to_no_more_than_all(answers):
    assert np.mean([sum(each.share.mean for each in a) for a in answers]) < 1 + WITHIN


def test_the_number_that_brings_most_is_named_all_the_same(answers):
    assert all(a[0].at_low is not None for a in answers)


def test_were_each_number_looked_at_alone_some_that_do_nothing_would_be_named():
    alone = [told(64, seed, among=1) for seed in range(TRIES)]
    inert = [[a for a, share in zip(each, TRUE, strict=True) if not share] for each in alone]
    assert np.mean([any(a.at_low is not None for a in each) for each in inert]) > 0.5
    assert np.mean([sum(a.share.mean for a in each) for each in alone]) > 1 + WITHIN


def row(high, seen=False):
    at = 1.0 if seen else None
    return SimpleNamespace(share=Interval(0.0, 0.0, high), net_at_low=at)


def test_few_draws_are_said_to_leave_open_what_numbers_bring_and_how_many_would_tell():
    found = SimpleNamespace(draws=64, numbers=(row(0.6, seen=True), row(0.43), row(0.1)))
    assert unseen_lines(found, "en") == [
        "64 draws do not show what 2 of the 3 numbers bring: one may bring up to 43 % of the "
        "variance. With --draws 256 that is told from nought twice as finely."
    ]
    assert unseen_lines(found, "da") == [
        "64 trækninger viser ikke, hvad 2 af de 3 tal betyder: et af dem kan stå for op til 43 "
        "pct. af usikkerheden. Med --draws 256 skelnes det dobbelt så fint fra nul."
    ]
    assert unseen_lines(SimpleNamespace(draws=256, numbers=(row(0.1),)), "en") == []
