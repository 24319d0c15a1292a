"""A comparison leads with a range that holds what is not known and chance."""

import json

import numpy as np
import pytest

import borgerflow as bf
from borgerflow.experiments.questions.compare.own_numbers.drawn_range import range_from

SMALL = {"population": 0.01, "workers": 1, "end": "2021-01-01", "break_even": False}


def test_chance_that_a_draw_shares_with_the_numbers_as_assumed_cancels():
    generator = np.random.default_rng(20261129)
    usual, unknown = 50 + 30 * generator.standard_normal(20), np.linspace(-10, 10, 64)
    found = range_from(usual[:2, None] + unknown, usual)
    assert found.net.mean == pytest.approx(usual.mean())
    half = 2.0930 * usual.std(ddof=1) / np.sqrt(20)
    assert found.simulation == pytest.approx(half, rel=1e-4)
    assert found.net.high - found.net.mean == pytest.approx(np.hypot(9.80, half), abs=0.01)
    assert found.saves.mean == np.mean(usual.mean() + unknown < 0)


def test_the_range_holds_what_may_be_true_nineteen_times_of_twenty():
    generator = np.random.default_rng(20261130)
    inside = []
    for _ in range(400):
        usual = 4 * generator.standard_normal(20)
        unknown = 3 * generator.standard_normal(64)
        apart = unknown + generator.standard_normal((2, 64))
        found = range_from(usual[:2, None] + apart, usual).net
        inside.append(found.low <= 3 * generator.standard_normal() <= found.high)
    assert abs(np.mean(inside) - 0.95) < 4 * np.sqrt(0.95 * 0.05 / 400)


@pytest.mark.slow
def test_compare_tells_the_chance_of_a_saving_in_its_first_lines():
    found = bf.compare("herning", ["herning-jbk10"], replications=3, **SMALL)
    drawn = found.assumption_range.drawn
    assert drawn.draws == 16  # a quick look
    assert drawn.net.low < drawn.net.mean < drawn.net.high
    told = json.loads(found.to_json())["assumption_range"]["drawn"]
    assert told["chance_of_saving"]["mean"] == drawn.saves.mean
    assert any("the chance of a saving is" in line for line in found.text("en").splitlines()[:10])
    danish = found.text("da").splitlines()[:10]
    assert any("sandsynligheden for en besparelse er" in line for line in danish)
