"""Each number is given the share of the variance that is its own, and chance none of it."""

import numpy as np
import pytest

from borgerflow.experiments.questions.compare.own_numbers.layers import Layers, layers_of
from borgerflow.experiments.questions.compare.own_numbers.sampling import points
from borgerflow.experiments.questions.uncertainty.measures.influence import influence_of

# Ishigami and Homma 1990: first-order indices for a = 7, b = 0.1, on a cube of side 2 pi.
ISHIGAMI = (0.3139, 0.4424, 0.0)


def ishigami(places):
    """Return the function of Ishigami at places in the unit cube."""
    one, two, three = (2 * np.pi * places - np.pi).T
    return np.sin(one) + 7 * np.sin(two) ** 2 + 0.1 * three**4 * np.sin(one)


def shares(net, places):
    """Return the share of each column of places."""
    return [influence_of(column, net).share for column in places.T]


def test_the_function_of_ishigami_has_its_published_indices():
    places = points(3, 1024, 1)
    found = shares(Layers(ishigami(places), None, 0.0), places)
    assert [each.mean for each in found] == pytest.approx(ISHIGAMI, abs=0.02)


def test_chance_moves_no_index_once_it_is_taken_out_and_an_inert_number_has_none():
    places, generator = points(4, 1024, 2), np.random.default_rng(3)
    truth = ishigami(places[:, :3])
    amounts = truth + 4 * generator.standard_normal((4, len(truth)))
    found = shares(layers_of(amounts), places)
    left_in = shares(Layers(amounts.mean(axis=0), None, 0.0), places)
    assert layers_of(amounts).noise == pytest.approx(4 / (4 + truth.var()), abs=0.03)
    assert [each.mean for each in found[:2]] != pytest.approx(ISHIGAMI[:2], abs=0.02)
    assert found[3].low == 0
    assert found[3].mean < 0.01
    assert left_in[1].mean < ISHIGAMI[1]


def test_what_the_net_is_at_the_ends_and_where_it_is_nought_of_a_straight_line():
    places = points(2, 256, 3)
    net = Layers(-1.0 + 4.0 * places[:, 0], None, 0.0)
    first, second = (influence_of(column, net) for column in places.T)
    assert (first.at_low, first.at_high) == pytest.approx((-1.0, 3.0))
    assert first.crossing == pytest.approx(0.25)
    assert first.share.mean == pytest.approx(1.0)
    assert first.saves_by_part[0] == 1.0
    assert first.saves_by_part[2:] == (0.0, 0.0, 0.0)
    assert second.share.mean < 0.02
    assert second.crossing is None


def test_an_answer_that_nothing_moves_hangs_on_nothing():
    places = points(1, 32, 4)
    found = influence_of(places[:, 0], Layers(np.full(32, 5.0), None, 0.0))
    assert found.share.mean == 0
    assert found.crossing is None
    assert found.expected.tolist() == [5.0] * 32


def test_of_a_number_that_no_line_foretells_no_ends_are_told_and_its_share_may_be_wide():
    """A number that brings a tenth of the variance is seldom seen by 32 draws, and never denied."""
    generator, unseen = np.random.default_rng(9), []
    for _ in range(40):
        places = generator.random(32)
        net = np.sqrt(12) * places + 3 * generator.standard_normal(32)
        found = influence_of(places, Layers(net, None, 0.0))
        unseen += [found] if found.at_low is None else []
    assert len(unseen) > 5
    assert {(each.share.low, each.at_high, each.crossing) for each in unseen} == {(0, None, None)}
    assert np.mean([each.share.high > 0.1 for each in unseen]) > 0.8


def test_many_draws_deny_a_number_that_does_nothing_a_share_worth_naming():
    places = np.random.default_rng(12).random((2, 4096))
    found = influence_of(places[0], Layers(places[1], None, 0.0))
    assert found.at_low is None
    assert found.share.high < 0.01


def test_few_draws_are_fitted_by_a_straight_line_and_never_beyond():
    places = points(1, 8, 5)
    generator = np.random.default_rng(6)
    found = influence_of(places[:, 0], Layers(generator.standard_normal(8), None, 0.0))
    assert 0 <= found.share.low <= found.share.mean <= found.share.high <= 1
