"""A comparison leads with a range that holds what is not known and chance."""

import json

import numpy as np
import pytest
from scipy.stats import norm

import borgerflow as bf
from borgerflow.experiments.questions.compare.own_numbers.drawn_range import Nets, range_from
from borgerflow.experiments.questions.compare.own_numbers.layers import Layers
from borgerflow.experiments.questions.compare.own_numbers.lots import (
    Lots,
    chance_of_saving,
    lots_of,
)
from borgerflow.experiments.questions.compare.own_numbers.sure_words import chance_of_loss

SMALL = {"population": 0.01, "workers": 1, "end": "2021-01-01", "break_even": False}


def nets(net, invested=0.0):
    """Return nets of which all but what is invested comes of lives."""
    return Nets(net, np.array(invested))


def test_chance_that_a_draw_shares_with_the_numbers_as_assumed_cancels():
    generator = np.random.default_rng(20261129)
    usual, unknown = 50 + 30 * generator.standard_normal(20), np.linspace(-10, 10, 64)
    found = range_from(nets(usual[:2, None] + unknown), nets(usual))
    assert found.net.mean == pytest.approx(usual.mean())
    half = 2.0930 * usual.std(ddof=1) / np.sqrt(20)
    assert found.simulation == pytest.approx(half, rel=1e-4)
    assert found.net.high - found.net.mean == pytest.approx(np.hypot(9.65, half), abs=0.01)
    assert found.saves.mean == np.mean(usual.mean() + unknown < 0)


def test_the_range_holds_what_may_be_true_nineteen_times_of_twenty():
    generator = np.random.default_rng(20261130)
    inside = []
    for _ in range(400):
        usual = 4 * generator.standard_normal(20)
        unknown = 3 * generator.standard_normal(64)
        apart = unknown + generator.standard_normal((2, 64))
        found = range_from(nets(usual[:2, None] + apart), nets(usual)).net
        inside.append(found.low <= 3 * generator.standard_normal() <= found.high)
    assert abs(np.mean(inside) - 0.95) < 4 * np.sqrt(0.95 * 0.05 / 400)


def test_chance_that_draws_multiply_cancels_whichever_replications_they_are_lived_in():
    generator = np.random.default_rng(20261128)
    costs, times = np.linspace(40, 60, 64), np.linspace(0.2, 3.0, 64)
    usual = 50 - 10 * generator.gamma(8, 1 / 8, 20)
    for few in ([0, 1], [2, 3], [4, 5]):
        order = [*few, *(n for n in range(20) if n not in few)]
        there = nets(usual[order], 50.0)
        found = range_from(Nets(costs + times * there.lived[:2, None], costs), there)
        assert found.net.mean == pytest.approx((costs + times * there.lived.mean()).mean())


def test_nothing_is_multiplied_whose_usual_size_chance_alone_may_have_made():
    usual = np.array([6.0, 6.5, *np.linspace(-3, 1.5, 18)])  # 0 on average, or nearly
    unknown = np.linspace(-10, 10, 64)
    found = range_from(nets(usual[:2, None] * unknown / 6.0), nets(usual)).net
    assert found.high - found.low > 15  # not the next to nothing of the mean of twenty


def test_where_nothing_is_changed_as_assumed_chance_is_taken_for_added():
    drawn = nets(np.array([[1.0, 3.0], [1.0, 3.0]]), 1.0)
    assert range_from(drawn, nets(np.ones(20), 1.0)).net.mean == 2.0


ONCE = np.ones(64)


def chances(generator, expected, unknown, lots, times=200):
    """Return the chances of a saving told of draws and twenty histories of normal spreads."""
    quantiles = norm.ppf((np.arange(64) + 0.5) / 64)
    layers = Layers(expected + unknown * quantiles, 1e-3, 0.0)
    histories = lots * generator.standard_normal((times, 20))
    return [chance_of_saving(layers, lots_of(each), ONCE) for each in histories]


@pytest.mark.parametrize(("expected", "unknown", "lots"), [(-6, 3, 4), (-1, 3, 4), (-10, 1, 4)])
def test_the_chance_of_a_saving_is_that_of_one_municipality_where_lots_fall_once(
    expected, unknown, lots
):
    """What is not known and chance, both normal, add up as squares."""
    found = chances(np.random.default_rng(20261131), expected, unknown, lots)
    right = norm.cdf(-expected / np.hypot(unknown, lots))
    assert np.mean([each.mean for each in found]) == pytest.approx(right, abs=0.01)
    held = np.mean([each.low <= right <= each.high for each in found])
    assert held > 0.95 - 4 * np.sqrt(0.95 * 0.05 / len(found))


def test_a_chance_of_what_is_expected_alone_would_be_too_sure():
    found = chances(np.random.default_rng(20261132), -6, 3, 0.0, times=1)[0]
    assert found.mean - norm.cdf(6 / 5) > 0.05


def test_histories_spread_with_the_square_root_of_what_lives_come_to():
    layers, lots = Layers(np.array([-4.0, -8.0]), None, 0.0), Lots(4.0, 10_000)
    chance = chance_of_saving(layers, lots, np.array([1.0, 4.0])).mean
    assert chance == pytest.approx(norm.cdf(1.0), abs=1e-3)
    assert chance_of_saving(layers, lots, np.array([1.0, 0.0])).mean > chance


def test_draws_that_all_agree_and_that_lots_hardly_turn_are_told_as_agreeing():
    sure, unsure = (
        chance_of_saving(Layers(np.full(64, expected), 1e-3, 0.0), Lots(1.0, 20), ONCE)
        for expected in (-9.0, -2.0)
    )
    assert sure.mean == 1.0
    assert sure.low < 1.0
    assert unsure.mean < 0.98


def test_one_history_more_lies_within_its_half_width_nineteen_times_of_twenty():
    generator = np.random.default_rng(20261133)
    rows = 4 * generator.standard_normal((4000, 21))
    inside = [abs(row[20]) <= lots_of(row[:20]).half_width for row in rows]
    assert abs(np.mean(inside) - 0.95) < 4 * np.sqrt(0.95 * 0.05 / 4000)


def test_of_few_histories_no_lots_are_told():
    assert lots_of(np.arange(9.0)) is None
    assert lots_of(np.arange(10.0)) is not None


@pytest.mark.slow
def test_compare_tells_the_chance_of_a_loss_first_and_what_to_find_out_in_ten_lines():
    found = bf.compare("herning", ["herning-jbk10"], replications=3, **SMALL)
    drawn = found.assumption_range.drawn
    assert drawn.draws == 16  # a quick look
    assert drawn.net.low < drawn.net.mean < drawn.net.high
    told = json.loads(found.to_json())["assumption_range"]["drawn"]
    assert told["chance_of_saving"]["mean"] == drawn.saves.mean
    loss = {lang: chance_of_loss(drawn, lang) for lang in ("da", "en")}
    lines = {lang: found.text(lang).splitlines() for lang in ("da", "en")}
    assert lines["en"][1].startswith(
        f"The chance of a loss over two years is {loss['en']}; with its"
    )
    assert lines["da"][1].startswith(
        f"Sandsynligheden for en merudgift for kommunen over to år er {loss['da']}; "
    )
    assert "(simulation only: ±" in lines["en"][1]
    assert "told from 10 replications on" in lines["en"][1]
    assert "(heraf simuleringsusikkerhed: ±" in lines["da"][1]
    first = found.assumptions[0]
    assert first.name == "herning-jbk10.more_talks.effect"
    told = [line for line in lines["da"][:10] if line.startswith("Find først ud af: ")]
    assert first.label.da in told[0]
    assert any(line.startswith("Find out first: ") for line in lines["en"][:10])
