"""What it is worth to know: closed forms of the normal and linear case, with standard errors."""

import numpy as np
import pytest
from scipy.stats import norm

from borgerflow.experiments.questions.compare.own_numbers.layers import Layers, layers_of
from borgerflow.experiments.questions.compare.own_numbers.sampling import points
from borgerflow.experiments.questions.uncertainty.measures.influence import influence_of
from borgerflow.experiments.questions.uncertainty.measures.information import value_of_knowing

MEAN, FIRST, SECOND = 1.0, 2.0, 1.5  # of the net, and standard deviations of what it hangs on


def worth(mean, spread):
    """Return the unit normal loss: what it is worth to know a normal net with this spread."""
    size = abs(mean)
    return spread * norm.pdf(size / spread) - size * norm.cdf(-size / spread)


def nets(seed, draws=512):
    """Return places of two numbers, and the net that is linear in both."""
    places = points(2, draws, seed)
    deviates = norm.ppf(np.clip(places, 1e-9, 1 - 1e-9))
    return places, MEAN + FIRST * deviates[:, 0] + SECOND * deviates[:, 1]


def test_to_know_everything_is_worth_the_unit_normal_loss():
    found = np.array([value_of_knowing(nets(seed)[1]) for seed in range(20)])
    error = found.std(ddof=1) / np.sqrt(len(found))
    assert abs(found.mean() - worth(MEAN, np.hypot(FIRST, SECOND))) < 4 * error + 1e-3


@pytest.mark.parametrize(("column", "spread"), [(0, FIRST), (1, SECOND)])
def test_to_know_one_number_is_worth_the_loss_of_its_own_part(column, spread):
    found = []
    for seed in range(12):
        places, net = nets(seed)
        expected = influence_of(places[:, column], Layers(net, None, 0.0)).expected
        found.append(value_of_knowing(expected))
    error = np.std(found, ddof=1) / np.sqrt(len(found))
    wanted = worth(MEAN, spread)
    # A polynomial has no tails as long as those of the normal distribution.
    assert abs(np.mean(found) - wanted) < 4 * error + 0.02 * wanted


def test_to_know_a_number_that_moves_nothing_is_worth_nothing_though_the_net_is_uncertain():
    generator = np.random.default_rng(7)
    found = []
    for seed in range(12):
        _, net = nets(seed)
        inert = influence_of(generator.random(len(net)), Layers(net - MEAN, None, 0.0))
        found.append(value_of_knowing(inert.expected))
    assert np.mean(found) < 0.03 * worth(0.0, np.hypot(FIRST, SECOND))


def test_where_nothing_is_uncertain_chance_of_the_simulation_is_not_worth_knowing():
    generator = np.random.default_rng(8)
    amounts = 0.1 + generator.standard_normal((4, 256))
    assert value_of_knowing(layers_of(amounts).draws) < 0.05
    assert value_of_knowing(amounts.mean(axis=0)) > 0.1  # the sister: chance left in


def test_where_every_draw_gives_the_same_answer_to_know_more_is_worth_nothing():
    assert value_of_knowing(np.array([1.0, 2.0, 5.0])) == 0
    assert value_of_knowing(np.array([-1.0, -2.0])) == 0
    assert value_of_knowing(np.array([-1.0, 1.0])) == pytest.approx(0.5)
