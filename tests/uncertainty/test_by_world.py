"""A number that several draws share is told from as many values as there are worlds."""

import numpy as np
import pytest

from borgerflow.experiments.questions.compare.own_numbers.layers import Layers
from borgerflow.experiments.questions.uncertainty.measures.by_world import (
    influence_of_world_number,
    worlds_of_draws,
)
from borgerflow.experiments.questions.uncertainty.measures.influence import influence_of

WORLDS, EACH = 64, 4


def drawn():
    """Return places of thirty numbers of worlds, and a net that the first and chance bring."""
    generator = np.random.default_rng(20261130)
    by_world = generator.random((WORLDS, 30))
    places = np.repeat(by_world, EACH, axis=0)
    net = 100 * places[:, 0] + 20 * generator.standard_normal(WORLDS * EACH)
    return places, Layers(net, 1.0, 0.0)


def test_draws_of_one_world_are_those_of_the_same_shares():
    assert list(worlds_of_draws(np.array([[0.1, 0.2], [0.1, 0.2], [0.3, 0.2]]))) == [0, 0, 1]
    assert list(worlds_of_draws(np.zeros((3, 0)))) == [0, 0, 0]


def test_the_number_that_brings_the_spread_has_its_share_of_all_of_it():
    places, net = drawn()
    found = influence_of_world_number(places[:, 0], net, worlds_of_draws(places))
    true = (100**2 / 12) / (100**2 / 12 + 20**2)
    assert found.share.mean == pytest.approx(true, abs=0.08)
    assert found.share.low < true < found.share.high
    assert found.at_high - found.at_low == pytest.approx(100, abs=15)
    assert len(found.expected) == WORLDS * EACH


def test_numbers_that_do_nothing_get_next_to_nothing_however_few_the_worlds():
    places, net = drawn()
    worlds = worlds_of_draws(places)
    inert = places[:, 1:].T
    told = np.mean([influence_of_world_number(each, net, worlds).share.mean for each in inert])
    taken = np.mean([influence_of(each, net).share.mean for each in inert])
    assert told < 0.02
    assert taken > 2 * told  # where every draw counts as a value of its own
