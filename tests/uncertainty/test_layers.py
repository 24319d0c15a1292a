"""Chance is told apart from what is not known, and the range holds both."""

import numpy as np
import pytest

from borgerflow.experiments.questions.compare.own_numbers.layers import Layers, layers_of

UNKNOWN, COMMON, OWN = 3.0, 0.5, 2.0  # standard deviations


def drawn(generator, replications=4, draws=256, mean=0.0):
    """Return amounts [replication, draw] of known layers, and what is expected in each draw."""
    expected = mean + UNKNOWN * generator.standard_normal(draws)
    common = COMMON * generator.standard_normal((replications, 1))
    own = OWN * generator.standard_normal((replications, draws))
    return expected + common + own, expected


def spreads(count):
    """Return the spread between draws with chance taken out and left in, sample by sample."""
    generator = np.random.default_rng(20261129)
    found = []
    for _ in range(count):
        amounts, _ = drawn(generator)
        found.append((layers_of(amounts).draws.var(ddof=1), amounts.mean(axis=0).var(ddof=1)))
    return np.array(found)


def test_the_spread_between_draws_is_that_of_what_is_not_known():
    kept, left_in = spreads(100).T
    error = kept.std(ddof=1) / 10
    assert abs(kept.mean() - UNKNOWN**2) < 4 * error
    assert abs(left_in.mean() - UNKNOWN**2) > 4 * error  # the sister: chance left in


def test_the_range_holds_what_may_be_true_nineteen_times_of_twenty():
    generator = np.random.default_rng(20261130)
    inside = []
    for _ in range(400):
        amounts, _ = drawn(generator, draws=128)
        found, truth = layers_of(amounts).range, UNKNOWN * generator.standard_normal()
        inside.append(found.low <= truth <= found.high)
    assert abs(np.mean(inside) - 0.95) < 4 * np.sqrt(0.95 * 0.05 / 400)


def test_the_chance_of_a_saving_is_told_with_what_draws_and_chance_leave_open():
    generator = np.random.default_rng(1)
    found = [layers_of(drawn(generator, mean=1.5)[0]).below_nought for _ in range(100)]
    truth = 0.30854  # of a normal deviate below -1.5 / 3
    covered = np.mean([each.low <= truth <= each.high for each in found])
    assert covered > 0.88
    assert np.mean([each.mean for each in found]) == pytest.approx(truth, abs=0.02)


def test_one_replication_tells_nothing_of_chance():
    amounts, _ = drawn(np.random.default_rng(2), replications=1)
    found = layers_of(amounts)
    assert found.simulation is None
    assert found.noise == 0
    assert np.array_equal(found.draws, amounts[0])


def test_where_all_the_spread_is_chance_every_draw_is_expected_alike():
    amounts = np.array([[1.0, 3.0], [3.0, 1.0]])
    found = layers_of(amounts)
    assert found.draws.tolist() == [2.0, 2.0]
    assert found.range.mean == 2.0


def test_chance_widens_the_range_at_both_ends():
    found = Layers(np.linspace(-10.0, 10.0, 201), 24.0, 0.0).range
    most = -10 + 20 * (201 * 0.975 - 0.5) / 200  # each of 201 draws in the middle of its part
    assert (found.low, found.high) == pytest.approx((-np.hypot(most, 24), np.hypot(most, 24)))
