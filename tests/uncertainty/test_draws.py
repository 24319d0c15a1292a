"""Draws are simulated as any world is: each stands in its place, and what it costs counts once."""

from functools import cache

import numpy as np
import pytest

from borgerflow.experiments.questions.compare.own_numbers.draws import Simulated, simulated
from borgerflow.experiments.questions.compare.own_numbers.layers import Layers
from borgerflow.experiments.questions.compare.own_numbers.numbers import own_numbers
from borgerflow.experiments.questions.compare.own_numbers.sampling import Drawing, points
from borgerflow.experiments.questions.uncertainty.measures.rows import prices_of
from borgerflow.experiments.runs.comparison import comparison_of
from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_beside
from borgerflow.experiments.runs.money import money_of
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.sim.params import load
from borgerflow.sim.world.world import load_world

SETTINGS = RunSettings(1, "auto", estimator="branch")
SMALL = {"population": 0.03, "end": "2020-01-01"}


@cache
def compared():
    """Return a small part of Herning with and without a proposal."""
    world = load_world("herning", ["herning-jbk10"], params=load(), **SMALL)
    return comparison_of(world, None)


def drawn(shares):
    """Return what draws at some shares come to in two replications."""
    two = compared()
    drawing = Drawing(two.baseline, two.investment, two.asked, shares)
    with WorkerPool(1, None) as pool:
        return simulated(pool, drawing, two.factors, 2, SETTINGS)


@pytest.mark.slow
def test_a_draw_of_the_numbers_as_assumed_comes_to_what_the_proposal_does():
    two = compared()
    numbers = [each.estimate for each in own_numbers(two.investment, two.asked)]
    shares = np.array([[(n.value - n.low) / (n.high - n.low) for n in numbers]])
    found = drawn(shares)
    for replication in range(2):
        _, change = run_beside(two.baseline, [two.investment], replication, SETTINGS)
        wanted = money_of([change.account], two.factors)[0].sum(axis=(2, 3))
        assert found.amounts[replication, 0] == pytest.approx(wanted, abs=1e-3)
    costs = sum(cost.value for cost in two.asked[0].cost.values())
    assert 0 < found.invested.sum() < 1.2 * costs


@pytest.mark.slow
def test_every_draw_stands_in_its_place_in_every_replication():
    shares = points(len(own_numbers(compared().investment, compared().asked)), 40, 1)
    every, last = drawn(shares), drawn(shares[32:])
    assert np.array_equal(every.amounts[:, 32:], last.amounts)
    assert not np.array_equal(every.amounts[0], every.amounts[1])


def test_another_price_moves_the_net_by_what_it_costs_more():
    invested = np.full((2, 1, 3), 100.0) * np.array([1.0, 0.0, 0.0])
    found = Simulated(np.zeros((1, 2, 1, 3)), invested, np.zeros((2, 1)), ())
    rows = {row.times: row for row in prices_of(found, Layers(np.array([-50.0, 50.0]), None, 0.0))}
    assert [rows[times].saves.mean for times in (0.0, 1.0, 2.0)] == [1.0, 0.5, 0.0]
    assert rows[2.0].invested == 200.0
